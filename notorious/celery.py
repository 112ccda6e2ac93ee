"""The worker. Jobs are rows in PostgreSQL; a message only enqueues them, so a lost or doubled one does no harm."""

import gc
import os
from pathlib import Path
from typing import Any

from celery import Celery
from celery.signals import heartbeat_sent, worker_init
from kombu import Queue

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "notorious.settings")

# Seconds until a task's process is killed; at four fifths the task gets an exception.
HARD_LIMIT = int(os.environ.get("TASK_SECONDS") or 300)
# Longer than any task, or a slow one would be started twice. The sweep enqueues what a killed worker had.
VISIBILITY = 3 * HARD_LIMIT

app = Celery(
    "notorious",
    broker=os.environ.get("REDIS_URL") or "memory://",
    task_cls="notorious.observability.tasks:TracedTask",  # messages carry the request's id
)
app.conf.update(
    accept_content=["json"],
    task_serializer="json",
    result_serializer="json",
    task_ignore_result=True,
    task_default_queue="notorious",
    # A worker takes from all three, unless -Q names some.
    task_queues=[Queue(name, routing_key=name) for name in ("notorious", "fetching", "reading")],
    enable_utc=True,
    timezone="UTC",
    # A task whose process dies goes back to the queue: all tasks are idempotent.
    task_acks_late=True,
    task_reject_on_worker_lost=True,
    worker_prefetch_multiplier=1,
    worker_max_tasks_per_child=50,
    task_time_limit=HARD_LIMIT,
    task_soft_time_limit=HARD_LIMIT * 4 // 5,
    worker_soft_shutdown_timeout=30.0,
    worker_cancel_long_running_tasks_on_connection_loss=True,
    worker_hijack_root_logger=False,
    broker_connection_retry_on_startup=True,
    broker_connection_timeout=2.0,
    # A request must not wait for a broker that is down: the sweep sends the message again.
    task_publish_retry=False,
    broker_transport_options={
        "visibility_timeout": VISIBILITY,
        "unacked_restore_interval": 5,  # with kombu's own two, a killed worker's task waits a hundred seconds
        "unacked_restore_throttle": 1,
        "socket_connect_timeout": 2,
        "socket_keepalive": True,
    },
    beat_scheduler="notorious.beat:ClockProofScheduler",
    beat_schedule={
        "sweep": {"task": "markets.tasks.sweep", "schedule": 15.0, "options": {"expires": 14}},
        "poll due sources": {
            "task": "markets.tasks.poll_due_sources",
            "schedule": 300.0,
            "options": {"expires": 290},
        },
        "publish": {
            "task": "markets.tasks.publish_scheduled",
            "schedule": 15.0,
            "options": {"expires": 14},
        },
        "render": {"task": "notorious.tasks.render", "schedule": 15.0, "options": {"expires": 14}},
        "look up archived copies": {
            "task": "markets.tasks.look_up_copies",
            "schedule": 600.0,
            "options": {"expires": 590, "queue": "fetching"},
        },
        "digest": {"task": "notorious.tasks.digest", "schedule": 600.0, "options": {"expires": 590}},
        "alerts": {"task": "notorious.tasks.alerts", "schedule": 60.0, "options": {"expires": 59}},
        "archive": {"task": "notorious.tasks.archive", "schedule": 60.0, "options": {"expires": 59}},
    },
)
app.autodiscover_tasks(["markets", "notorious"])


@worker_init.connect
def freeze_loaded_modules(**options: Any) -> None:
    """Keep the loaded modules out of garbage collection, so that forked processes share their memory."""
    gc.collect()
    gc.freeze()


def touch_heartbeat_file(**options: Any) -> None:
    """Show that the loop that takes messages runs and reaches its broker: Celery sends a heartbeat every 2 seconds."""
    Path(os.environ["WORKER_HEARTBEAT"]).touch()


if os.environ.get("WORKER_HEARTBEAT"):
    heartbeat_sent.connect(touch_heartbeat_file)
