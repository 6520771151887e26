"""The store of the service, opened once, and a request's way to it: scopes, time limit, count of statements."""

import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from api.image_index import Images
from graph_schema.errors import QueryTimeout
from graph_store.open import open_store
from graph_store.plan import Plan
from graph_store.protocol import Store


class OpenStore:
    """The store of the application, opened when it is first asked for; a failure is tried again."""

    def __init__(self, url: str, store: Store | None = None) -> None:
        self.url = url
        self._store = store
        self._lock = threading.Lock()

    def __call__(self) -> Store:
        """The store; StoreUnavailable where there is none."""
        with self._lock:
            if self._store is None:
                self._store = open_store(self.url)
            return self._store

    def close(self) -> None:
        """Close it, if it was opened."""
        with self._lock:
            if self._store is not None:
                self._store.close()
                self._store = None


@dataclass(slots=True)
class Session:
    """One request's way to the store and to the codes of its images. All its statements together may take `seconds`."""

    store: Store
    scopes: tuple[str, ...]
    seconds: float
    statements: int = 0
    images: Images = field(default_factory=Images)
    began: float = field(default_factory=time.monotonic)

    def execute(self, plan: Plan, values: Sequence[Any], scopes: Sequence[str] | None = None) -> Any:
        """The positional answer of a plan; `scopes` may only repeat the viewer's own."""
        assert scopes is None or tuple(scopes) == self.scopes
        left = self.left()
        self.statements += 1
        return self.store.execute(plan, values, self.scopes, left)

    def left(self) -> float:
        """Seconds that are left of the request; QueryTimeout where none are."""
        left = self.seconds - (time.monotonic() - self.began)
        if left <= 0:
            raise QueryTimeout("what was asked before took all the time of the request")
        return left
