"""Which articles are one, and which of their states are new. Pure: no connection in here."""
