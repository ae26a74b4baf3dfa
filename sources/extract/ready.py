"""Imported by the server alone from which the workers of `pool` are forked: what is loaded here, they are born with."""

from sources.extract import pool

pool.get_ready()
