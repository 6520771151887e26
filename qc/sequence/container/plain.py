"""Files that are not compressed: the stored bytes are the decoded ones."""

from qc.sequence.container.faults import Ending
from qc.sequence.container.stored import Stored


class Plain:
    """Gives the stored bytes as they are."""

    def __init__(self, stored: Stored) -> None:
        self._stored = stored

    def readinto(self, buffer: memoryview) -> int:
        """Read into `buffer`; 0 at the end."""
        return self._stored.readinto(buffer)

    def ending(self) -> Ending:
        """Plain bytes end where they end."""
        return Ending(reached=True)
