"""Publishers that run on loopback, for the tests to poll and fetch."""
