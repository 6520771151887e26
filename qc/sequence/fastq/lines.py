"""The lines from a record out of form on, and what of them could be records."""

from dataclasses import dataclass, field
from functools import cached_property

LETTERS = frozenset(b"ACGTUNRYSWKMBDHVXacgtunryswkmbdhvx.-*")
"""What a line of a wrapped sequence is made of."""


@dataclass
class Lines:
    """Consecutive lines as they stand, without line feeds; `final` says that the file ends with the last of them.

    `reached` is how far they were looked at; `exhausted` says that more lines might have given another answer.
    """

    raw: list[bytes]
    final: bool
    reached: int = field(default=0, compare=False)

    @cached_property
    def bare(self) -> list[bytes]:
        """The lines without a carriage return at their end."""
        return [line.removesuffix(b"\r") for line in self.raw]

    def __len__(self) -> int:
        return len(self.raw)

    def begins(self, line: int, mark: bytes) -> bool:
        """Whether the line exists and begins with `mark`."""
        self.reached = max(self.reached, line)
        return line < len(self.raw) and self.raw[line].startswith(mark)

    def size(self, line: int) -> int:
        """Characters of the line; -1 past the end."""
        self.reached = max(self.reached, line)
        return len(self.bare[line]) if line < len(self.raw) else -1

    def is_blank(self, line: int) -> bool:
        """Whether the line exists and holds blanks only."""
        self.reached = max(self.reached, line)
        return line < len(self.raw) and not self.raw[line].strip()

    def is_sequence(self, line: int) -> bool:
        """Whether the line exists, is not empty and consists of base letters."""
        return self.size(line) > 0 and LETTERS.issuperset(self.bare[line])

    def is_over(self, line: int) -> bool:
        """Whether a record may end before this line: at the end of the file, a name line or a blank one."""
        return (
            line >= len(self.raw)
            if self.final and line >= len(self.raw)
            else (self.begins(line, b"@") or self.is_blank(line))
        )

    def is_framed(self, line: int) -> bool:
        """Whether a record in the four-line form begins at the line."""
        return self.begins(line, b"@") and self.begins(line + 2, b"+") and self.size(line + 1) == self.size(line + 3)

    def next_framed(self, line: int) -> int | None:
        """The first line from `line` on at which a record begins; None where these lines have none."""
        found = next((place for place in range(line, len(self.raw) - 3) if self.is_framed(place)), None)
        self.reached = max(self.reached, len(self.raw) if found is None else found)
        return found

    @property
    def exhausted(self) -> bool:
        """Whether the last of these lines was looked at, or what was looked for is not in them."""
        return self.reached >= len(self.raw) - 1

    @property
    def searched(self) -> int:
        """How many lines cannot begin a record if none is in form: all at the end of the file, else all but three."""
        self.reached = len(self.raw)
        return len(self.raw) if self.final else max(1, len(self.raw) - 3)

    def place(self, line: int) -> int:
        """Bytes before the line."""
        return sum(map(len, self.raw[:line])) + line
