"""The queue: Celery over Redis, with as little of it as is needed. Liveness, results and states are our own."""

from __future__ import annotations

import ssl
from typing import Any

from celery import Celery
from kombu import Exchange, Queue

from .connection import keepalive_options
from .keys import VISIBILITY_TIMEOUT_S, Keys, queue_name

TASK = "inkleaf.read_page"


def make_app(url: str, keys: Keys, engine: str) -> Celery:
    """What both sides agree on."""
    app = Celery("inkleaf", broker=url, set_as_current=False)
    if url.startswith("rediss:"):
        # kombu's own default is to take any certificate; what the address says of it goes before this.
        app.conf.broker_use_ssl = {"ssl_cert_reqs": ssl.CERT_REQUIRED}
    app.conf.update(
        task_queues=[Queue(queue_name(engine), Exchange(""), routing_key=queue_name(engine))],
        task_default_queue=queue_name(engine),
        accept_content=["json"],
        task_serializer="json",
        task_ignore_result=True,
        # A page counts as done when it is done; one whose worker died is found by its lease.
        task_acks_late=True,
        task_reject_on_worker_lost=True,
        worker_prefetch_multiplier=1,
        worker_enable_remote_control=False,
        worker_send_task_events=False,
        worker_hijack_root_logger=False,
        worker_redirect_stdouts=False,
        worker_cancel_long_running_tasks_on_connection_loss=False,
        broker_connection_retry_on_startup=True,
        broker_connection_max_retries=None,
        broker_transport_options=_transport(keys),
    )
    return app


def _transport(keys: Keys) -> dict[str, Any]:
    return {
        "global_keyprefix": keys.prefix,
        # kombu puts its prefix before these itself.
        "unacked_key": keys.unacked.removeprefix(keys.prefix),
        "unacked_index_key": f"{keys.unacked.removeprefix(keys.prefix)}:index",
        "unacked_mutex_key": f"{keys.unacked.removeprefix(keys.prefix)}:mutex",
        "visibility_timeout": VISIBILITY_TIMEOUT_S,
        "socket_timeout": 10,
        "socket_connect_timeout": 3,
        "socket_keepalive": True,
        "socket_keepalive_options": keepalive_options(),
        "health_check_interval": 5,
    }
