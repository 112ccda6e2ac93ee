"""Request metrics for Prometheus. In production prometheus_client's multiprocess mode adds up the processes."""

import os

from prometheus_client import CollectorRegistry, Counter, Histogram
from prometheus_client.multiprocess import MultiProcessCollector

BUCKETS = (0.001, 0.005, 0.025, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)  # seconds

REQUESTS = Counter(
    "notorious_requests",
    "Requests answered, by route, method and status class.",
    ["route", "method", "status"],
)
DURATIONS = Histogram(
    "notorious_request_seconds",
    "Seconds until a response was ready to be sent, by route.",
    ["route"],
    buckets=BUCKETS,
)


def count_request(route: str, method: str, status: int, seconds: float) -> None:
    """Count one response. Pass a route and a method of few values: each combination is kept."""
    REQUESTS.labels(route, method, f"{status // 100}xx").inc()
    DURATIONS.labels(route).observe(seconds)


def register_request_metrics(registry: CollectorRegistry) -> None:
    """Add the request metrics of all processes of this web server to a registry."""
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        MultiProcessCollector(registry)
    else:
        registry.register(REQUESTS)
        registry.register(DURATIONS)
