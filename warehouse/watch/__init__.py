"""What is news about the entities that somebody watches: articles, stories that spread, retellings, contradictions."""
