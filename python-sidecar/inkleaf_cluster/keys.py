"""What is in Redis, under which name and for how long. All of it goes by itself, whatever ends first: what belongs to a
page within a minute, what belongs to all within an hour after the last of them."""

from __future__ import annotations

from dataclasses import dataclass

from inkleaf_sidecar import __version__

PAGE_TTL_MS = 60_000
"""Of a page's bytes and of what it waits for; its gateway renews both. A gateway that ends lets its pages go."""
RENEW_PAGES_MS = 15_000

LEASE_MS = 3_000
"""A worker that is not heard of for so long has lost its page."""
BEAT_MS = 1_000
"""How often leases are renewed and workers say what they do."""

SEEN_MS = 5_000
"""A worker that was heard of within it is there."""
WORKER_TTL_MS = 60_000
"""How long one that is gone is still shown."""

SHARED_TTL_MS = 3_600_000
"""Of the queue and of what Celery and we keep beside it; whoever uses them renews it."""

STREAM_MAX_ENTRIES = 2_000

VISIBILITY_TIMEOUT_S = 3_600
"""After it Celery hands out again what was never acknowledged: a backstop, since leases find that within seconds."""


@dataclass(frozen=True, slots=True)
class Keys:
    """`prefix` goes before everything, Celery's own keys included."""

    prefix: str = ""

    def page(self, page: str) -> str:
        """The picture, encoded."""
        return f"{self.prefix}ink:page:{page}"

    def current(self, page: str) -> str:
        """The number of the attempt that counts. Gone: nobody waits for the page any more."""
        return f"{self.prefix}ink:current:{page}"

    def claim(self, page: str, attempt: int) -> str:
        """The worker that has the attempt. A message may be delivered twice; this can be set once."""
        return f"{self.prefix}ink:claim:{page}:{attempt}"

    def lease(self, page: str, attempt: int) -> str:
        """Set as long as that worker lives."""
        return f"{self.prefix}ink:lease:{page}:{attempt}"

    def events(self, page: str, attempt: int) -> str:
        """A stream of what the worker says of the attempt."""
        return f"{self.prefix}ink:events:{page}:{attempt}"

    def worker(self, name: str) -> str:
        """What a worker says of itself."""
        return f"{self.prefix}ink:worker:{name}"

    @property
    def workers(self) -> str:
        """The names of all that were heard of."""
        return f"{self.prefix}ink:workers"

    @property
    def knock(self) -> str:
        return f"{self.prefix}ink:knock"

    def shared(self, engine: str) -> tuple[str, ...]:
        """What belongs to no page and no worker."""
        return (self.workers, self.prefix + queue_name(engine), self.unacked, f"{self.unacked}:index")

    @property
    def unacked(self) -> str:
        """Celery's own default would be shared with everybody else's queues in this database."""
        return f"{self.prefix}ink:unacked"


def queue_name(engine: str) -> str:
    """Workers of another version read otherwise, and never see these pages."""
    return f"ink:queue:{__version__}:{engine}"
