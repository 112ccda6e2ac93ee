"""Request ids, log lines and metrics for Prometheus."""
