"""Seeing it run: ids of requests, lines of the log, figures for Prometheus, and the mail that says what waits."""
