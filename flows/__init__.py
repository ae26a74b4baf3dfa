"""kabar for people and schedules: the command line, the lock, the Prefect flows."""
