"""Finding articles by words: what was asked, the index, and how a hit is shown."""
