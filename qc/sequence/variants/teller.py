"""Saying what is wrong, with the place where the check stands."""

from dataclasses import dataclass, field

from qc.sequence.remarks import Remarks

SHOWN = 80
"""Longest text of the file that a message repeats."""


SUBJECTS = 200_000
"""Most subjects of which something is said once; of a file with more the others are passed over."""


def shown(text: bytes | str) -> str:
    """At most eighty characters of the file, printable: for messages."""
    plain = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    cut = plain if len(plain) <= SHOWN else plain[: SHOWN - 1] + "…"
    return repr(cut)


@dataclass(slots=True)
class Teller:
    """The remarks of one file and the place the check has reached: line from 1, byte from 0, record from 1 (0: none)."""

    remarks: Remarks
    line: int = 0
    byte: int = 0
    record: int = 0
    errors: int = 0
    said: set[tuple[str, str]] = field(default_factory=set)

    def tell(self, must: bool, name: str, message: str) -> None:
        """Say `E_name` where the text says must, `W_name` where it advises or files commonly differ."""
        self.errors += must
        records = (self.record,) if self.record else ()
        self.remarks.add(
            ("E_" if must else "W_") + name, message, line=self.line or None, byte=self.byte, records=records
        )

    def once(self, must: bool, name: str, subject: str, message: str) -> None:
        """Say it at the first time only for each subject (an undeclared key stands in every record)."""
        if (name, subject) not in self.said and len(self.said) < SUBJECTS:
            self.said.add((name, subject))
            self.tell(must, name, message)
