"""Who and how much money is in an article: the gazetteer, the tagger, amounts, and names that nobody listed yet."""
