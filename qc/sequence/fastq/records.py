"""What is wrong with a record that is not in the four-line form, and where the next one begins.

`judge` sees a bounded run of lines from that record on, the same whatever blocks the file is read in. It gives one
verdict for one fault, and the lines it takes with it, so that a lost line or a wrapped record costs no second remark.
The rules stand in the order in which they are asked; each knows one shape.
"""

from dataclasses import dataclass, replace

from qc.sequence.fastq.lines import Lines


@dataclass(frozen=True, slots=True)
class Verdict:
    """One fault: its code, the line (from 0) and what stands there, how many lines are passed over.

    `ends` says that what follows is not worth reading as FASTQ.
    """

    code: str
    line: int
    lines: int
    message: str = ""
    column: int = 0
    ends: bool = False


def judge(lines: Lines, *, first: bool) -> Verdict:
    """The fault of the record that begins at the first of these lines, which is not blank.

    `first` says that nothing of the file was understood yet.
    """
    verdict = next(filter(None, (rule(lines) for rule in _RULES)), None) or _lost(lines)
    if first and _is_foreign(lines, verdict):
        verdict = Verdict("E_NOT_FASTQ", 0, len(lines), "the first line is not the name of a read", ends=True)
    return _with_nul(lines, verdict)


def _with_nul(lines: Lines, verdict: Verdict) -> Verdict:
    """The verdict, or that NUL bytes in the lines it takes are the fault."""
    for line in range(verdict.lines):
        column = lines.raw[line].find(b"\0")
        if column >= 0:
            return replace(verdict, code="E_NUL", line=line, column=column, message="NUL bytes stand in the text")
    return verdict


def _is_foreign(lines: Lines, verdict: Verdict) -> bool:
    """Whether the file begins with something else than FASTQ: no name line, and no record within sight."""
    if verdict.code == "E_NO_AT" or lines.next_framed(1) is not None:
        return False
    return not lines.begins(0, b"@") or (lines.begins(1, b"@") and len(lines) > 3)


def _cut(lines: Lines) -> Verdict | None:
    """Fewer than four lines before the end of the file: a record that is cut."""
    if not lines.final or len(lines) > 3:
        return None
    if len(lines) == 3 and lines.begins(0, b"@") and not lines.bare[1] and lines.begins(2, b"+"):
        return Verdict("E_EMPTY_SEQ", 1, 3)
    return Verdict("E_RECORD", len(lines) - 1, len(lines), f"the file ends after {len(lines)} of a record's 4 lines")


def _wrapped(lines: Lines) -> Verdict | None:
    """Sequence or quality over several lines, as Cock and others (2010) allow it and archives do not."""
    plus = 1
    while lines.is_sequence(plus):
        plus += 1
    if not lines.begins(0, b"@") or plus == 1:
        return None
    if plus >= len(lines) and plus > 2 and not lines.final:
        return Verdict("E_MULTILINE", 2, plus)
    if not lines.begins(plus, b"+"):
        return None
    return _wrapped_quality(lines, plus)


def _wrapped_quality(lines: Lines, plus: int) -> Verdict | None:
    """The record whose `+` stands at line `plus`, if its qualities end where its sequence asks for it."""
    missing = sum(lines.size(line) for line in range(1, plus))
    end = plus + 1
    while missing > 0 and end < len(lines):
        missing -= lines.size(end)
        end += 1
    unseen = end == len(lines) and not lines.final and plus > 2
    if unseen or (missing == 0 and end - plus + plus > 4 and lines.is_over(end)):
        return Verdict("E_MULTILINE", 2 if plus > 2 else 4, end)
    return None


def _lost_line(lines: Lines) -> Verdict | None:
    """A record that has one, two or three lines only, with a record in form behind it."""
    if not lines.begins(0, b"@"):
        return None
    for count in (3, 2, 1):
        if lines.is_framed(count) and not lines.is_framed(4):
            return Verdict("E_RECORD", 0, count, f"only {count} of a record's 4 lines stand before the next")
    return None


def _blank_inside(lines: Lines) -> Verdict | None:
    """A record in form but for blank lines between its lines."""
    solid = [line for line in range(min(len(lines), 16)) if not lines.is_blank(line)][:4]
    if len(solid) < 4 or solid == [0, 1, 2, 3]:
        return None
    kept = Lines([lines.raw[line] for line in solid], final=True)
    blank = next(line for line in range(16) if line not in solid)
    if kept.is_framed(0) and lines.is_over(solid[3] + 1):
        return Verdict("E_BLANK_LINE", blank, solid[3] + 1, "a blank line stands inside a record")
    return None


def _uneven(lines: Lines) -> Verdict | None:
    """Name and `+` in place, sequence and quality of different length."""
    if not lines.begins(0, b"@") or not lines.begins(2, b"+"):
        return None
    message = f"{lines.size(1)} bases, {lines.size(3)} quality characters"
    if lines.is_over(4):
        return Verdict("E_LENGTH", 3, 4, message)
    return Verdict("E_LENGTH", 3, lines.next_framed(3) or lines.searched, message)


def _no_plus(lines: Lines) -> Verdict | None:
    """Four lines, the third without `+`."""
    if lines.begins(0, b"@") and lines.size(1) == lines.size(3) > 0 and lines.is_over(4):
        return Verdict("E_NO_PLUS", 2, 4)
    return None


def _no_at(lines: Lines) -> Verdict | None:
    """Four lines, the first without `@`."""
    if not lines.begins(0, b"@") and lines.begins(2, b"+") and lines.size(1) == lines.size(3) > 0:
        return Verdict("E_NO_AT", 0, 4)
    return None


def _lost(lines: Lines) -> Verdict:
    """Lines of no known shape, up to the next record in form."""
    return Verdict("E_RECORD", 0, lines.next_framed(1) or lines.searched, "lines that make no record of 4 lines")


_RULES = (_cut, _blank_inside, _wrapped, _lost_line, _uneven, _no_plus, _no_at)
