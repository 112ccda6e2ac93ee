"""The to-do queues of the editorial desk, and correction notices."""
