"""What identifies the person of an object, and what was already judged by it.

The images of a series tell the same names, numbers and days, and hold the same values beside them. So identifiers are
made once for the same set of gathered values, and a value that was judged by them is not judged again. Only a few sets
are remembered, in this process and nowhere else.
"""

import re
from collections import OrderedDict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from datetime import date

from qc.dicom.profile.dates import parse_day
from qc.dicom.text.charsets import CharacterSet
from qc.dicom.text.identifiers import Identifiers

DATE_VRS = frozenset({"DA", "DT"})
MOST_SETS = 8
MOST_JUDGED = 4_000
LONGEST_JUDGED = 256
_LONG_NUMBER = re.compile(
    rb"(?<![0-9.])[0-9]{6,18}(?![0-9.])"
)  # shorter ones are measures, parts of UIDs are no numbers


@dataclass(slots=True, repr=False)
class Echoes:
    """The identifiers, days and long numbers of one set of gathered values; what was found by them is held beside.

    `judged` says which values may stay, `cleaned` what is left of texts, and `settled`, by character set and byte order,
    which elements stay as they are whatever stands beside them.
    """

    identifiers: Identifiers = field(default_factory=Identifiers)
    days: frozenset[date] = frozenset()
    numbers: frozenset[int] = frozenset()
    judged: dict[Hashable, bool] = field(default_factory=dict)
    cleaned: dict[Hashable, bytes | None] = field(default_factory=dict)
    settled: dict[Hashable, set[tuple[int, str, bytes]]] = field(default_factory=dict)

    def remember(self, key: Hashable, size: int, stays: bool) -> bool:
        """Remember whether a value of `size` bytes stays."""
        if size <= LONGEST_JUDGED:
            if len(self.judged) >= MOST_JUDGED:
                self.judged.clear()
            self.judged[key] = stays
        return stays

    def settle(self, setting: Hashable) -> set[tuple[int, str, bytes]]:
        """Tag, VR and value of elements that stay, for one character set and byte order; to be added to."""
        known = self.settled.setdefault(setting, set())
        if len(known) >= MOST_JUDGED:
            known.clear()
        return known

    def remember_cleaned(self, key: Hashable, cleaned: bytes | None) -> bytes | None:
        """Remember what is left of a text."""
        if len(self.cleaned) >= MOST_JUDGED:
            self.cleaned.clear()
        self.cleaned[key] = cleaned
        return cleaned


_sets: OrderedDict[Hashable, Echoes] = OrderedDict()


def echoes_of(gathered: Iterable[tuple[str, bytes, CharacterSet, bool]], setting: Hashable) -> Echoes:
    """The echoes of gathered values: VR, bytes, character set; `setting` is whatever else judging hangs on."""
    values = list(gathered)
    key = (setting, tuple((vr, raw, id(characters)) for vr, raw, characters, _ in values))
    found = _sets.get(key)
    if found is None:
        found = _sets[key] = _echoes(values)
        if len(_sets) > MOST_SETS:
            _sets.popitem(last=False)
    else:
        _sets.move_to_end(key)
    return found


def _echoes(values: list[tuple[str, bytes, CharacterSet, bool]]) -> Echoes:
    identifiers = Identifiers()
    days: set[date] = set()
    numbers: set[int] = set()
    for vr, raw, characters, _ in values:
        identifiers.add_bytes(vr, raw, characters)
        if vr in DATE_VRS:
            days.update(day for day in map(parse_day, characters.decode(raw, vr)) if day)
        else:
            numbers.update(map(int, _LONG_NUMBER.findall(raw)))
    return Echoes(identifiers, frozenset(days), frozenset(numbers - {0}))
