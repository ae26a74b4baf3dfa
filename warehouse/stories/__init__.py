"""Where an article came from: citations, derivations, stories, and figures compared. Pure functions over articles."""
