"""The errors of the project, as a tree; each carries a stable code, what happened, and the way out.

GsagraphError
├── UnusableInput        the path, file or stream cannot be read at all       (exit 2)
├── InvalidRecord        a record that the model refuses
├── StoreError           the store refuses or cannot be reached               (exit 2)
│   ├── StoreLocked      another process writes
│   ├── StoreUnavailable no server, no file, wrong version
│   └── QueryTimeout     a statement took longer than allowed
└── QueryRefused         what a client asked breaks a rule or a limit         (HTTP 400)
"""


class GsagraphError(Exception):
    """Base of all; `code` is stable, `hint` says what to do next."""

    code = "ERROR"

    def __init__(self, message: str, *, code: str | None = None, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.code = code or type(self).code
        self.hint = hint


class UnusableInput(GsagraphError):
    """The path, file or stream cannot be read at all."""

    code = "UNUSABLE_INPUT"


class InvalidRecord(GsagraphError):
    """A record that the model refuses."""

    code = "INVALID_RECORD"


class StoreError(GsagraphError):
    """The store refuses or cannot be reached."""

    code = "STORE_ERROR"


class StoreLocked(StoreError):
    """Another process writes to the store."""

    code = "STORE_LOCKED"


class StoreUnavailable(StoreError):
    """No server, no file, or a version that cannot be used."""

    code = "STORE_UNAVAILABLE"


class QueryTimeout(StoreError):
    """A statement took longer than the viewer may use."""

    code = "QUERY_TIMEOUT"


class QueryRefused(GsagraphError):
    """What a client asked breaks a rule or a limit."""

    code = "QUERY_REFUSED"
