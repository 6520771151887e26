r"""Bytes of DICOM text to words and back, under any Specific Character Set (PS3.3 C.12.1.1.2, PS3.5 6.1 and Annex H-K).

Values are split after decoding, never before: in GB18030, GBK and Shift-JIS the second byte of a character may be
0x5C or 0x5E, which look like the delimiters `\` and `^`. Escape sequences of ISO 2022 are followed by a small state
machine of two designations (G0 for the lower half, G1 for the upper half) that returns to the first character set at
each delimiter, as PS3.5 6.1.2.5.3 demands.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

UNREADABLE: Final = "\ufffd"  # stands where bytes mean nothing in the declared character set
CANDIDATES: Final = ("utf-8", "gb18030", "latin-1", "big5", "euc_kr", "shift_jis")

_ESCAPE: Final = b"\x1b"
_ONE_VALUE: Final = frozenset({"LT", "ST", "UT", "UR"})  # a backslash is a plain character here (PS3.5 6.2)
_JIS: Final = {"x0208": b"", "x0212": b"\x8f"}  # what EUC-JP puts before a character of each plane

# Defined term without signs -> codec. ISO_IR 13 is read as its superset Shift-JIS, GB2312 as GB18030.
_CODECS: Final = {
    "": "latin-1",
    "ISOIR6": "latin-1",
    "ISOIR13": "shift_jis",
    "ISOIR58": "gb18030",
    "ISOIR87": "x0208",
    "ISOIR100": "latin-1",
    "ISOIR101": "iso8859-2",
    "ISOIR109": "iso8859-3",
    "ISOIR110": "iso8859-4",
    "ISOIR126": "iso8859-7",
    "ISOIR127": "iso8859-6",
    "ISOIR138": "iso8859-8",
    "ISOIR144": "iso8859-5",
    "ISOIR148": "iso8859-9",
    "ISOIR149": "euc_kr",
    "ISOIR159": "x0212",
    "ISOIR166": "iso8859-11",
    "ISOIR179": "iso8859-13",
    "ISOIR192": "utf-8",
    "ISOIR203": "iso8859-15",
    "GB18030": "gb18030",
    "GBK": "gb18030",
    "GB2312": "gb18030",
    "58": "gb18030",
    "UTF8": "utf-8",
}
# Escape sequence after ESC -> half that it designates, codec (PS3.3 Tables C.12-3 and C.12-4).
_DESIGNATIONS: Final = {
    b"(B": (0, "ascii"),
    b"(J": (0, "ascii"),
    b")I": (1, "shift_jis"),
    b"-A": (1, "latin-1"),
    b"-B": (1, "iso8859-2"),
    b"-C": (1, "iso8859-3"),
    b"-D": (1, "iso8859-4"),
    b"-F": (1, "iso8859-7"),
    b"-G": (1, "iso8859-6"),
    b"-H": (1, "iso8859-8"),
    b"-L": (1, "iso8859-5"),
    b"-M": (1, "iso8859-9"),
    b"-T": (1, "iso8859-11"),
    b"-Y": (1, "iso8859-13"),
    b"-b": (1, "iso8859-15"),
    b"$)C": (1, "euc_kr"),
    b"$)A": (1, "gb18030"),
    b"$B": (0, "x0208"),
    b"$@": (0, "x0208"),
    b"$(D": (0, "x0212"),
}
_SEQUENCES: Final = {codec: (half, sequence) for sequence, (half, codec) in reversed(_DESIGNATIONS.items())}
_ALONE: Final = frozenset({"ISOIR192", "GB18030", "GBK", "UTF8"})  # no code extension beside these
_DESIGNATION: Final = re.compile(rb"\x1b(\$\([A-Z]|\$\)[A-Z]|\$[@A-Z]|[-(),./][\x30-\x7e])")


@dataclass(frozen=True, slots=True)
class CharacterSet:
    """The character sets of one data set: `first` for plain bytes, the others after an escape sequence.

    `known` is false where a term means nothing to us; bytes are then read as ISO 8859-1, so no byte is lost.
    """

    first: str = "latin-1"
    others: tuple[str, ...] = ()
    known: bool = True
    alone: bool = False  # no code extension: an escape sequence is no more than bytes
    default: bool = True  # the first set is the default repertoire: bytes beyond ASCII are read, but never written

    @staticmethod
    def of(terms: Sequence[str]) -> "CharacterSet":
        """The character set that the values of Specific Character Set (0008,0005) declare."""
        return _character_set(tuple(terms))

    def decode(self, data: bytes, vr: str) -> list[str]:
        """The values of an element, blanks and NUL of padding stripped; bad bytes become `UNREADABLE`, never an error."""
        text = self._text(bytes(data), vr)
        if vr in _ONE_VALUE:
            return [text.rstrip(" \0")]
        return [value.strip(" \0") for value in text.split("\\")]

    def readable(self, data: bytes, vr: str) -> bool:
        """Whether every byte means something in the declared sets and every declared term is known."""
        return self.known and UNREADABLE not in self._text(bytes(data), vr)

    def encode(self, values: Sequence[str], vr: str) -> bytes:
        """The bytes of values, with escape sequences where needed, even in length; what no set holds becomes `?`."""
        data = b"\\".join(self._encoded(value, vr) for value in values)
        return data + b" " * (len(data) % 2)

    def _text(self, data: bytes, vr: str) -> str:
        if data.isascii() and _ESCAPE not in data:
            return data.decode("ascii")
        if _ESCAPE in data and not self.alone:
            return _decode_extended(data, vr, self.first)
        return _decode_plain(data, self.first)

    def _encoded(self, value: str, vr: str) -> bytes:
        if value.isascii():
            return value.encode("ascii")
        if not self.others:
            return _encode_plain(value, self.first)
        first = "ascii" if self.default else self.first
        parts = _delimiters(vr).split(value)
        return b"".join(_encode_extended(part, first, self.others) for part in parts)


def candidate_texts(data: bytes) -> list[str]:
    """Every reading of bytes that a common encoding allows, for a character set that is missing or wrong."""
    texts: dict[str, None] = {}
    for codec in CANDIDATES:
        try:
            texts[bytes(data).decode(codec).strip(" \0")] = None
        except UnicodeDecodeError:
            continue
    return list(texts)


def name_groups(value: str) -> list[list[str]]:
    """The components of a person name: up to three groups by `=`, each family, given, middle … by `^` (PS3.5 6.2.1)."""
    return [[part.strip() for part in group.split("^")] for group in value.split("=")]


@cache
def _character_set(terms: tuple[str, ...]) -> CharacterSet:
    names = [_name(term) for term in terms] or [""]
    codecs = [_CODECS.get(name, "latin-1") for name in names]
    alone = names[0] in _ALONE
    lower = codecs[0] in _JIS  # a set of the lower half cannot be the first: ASCII is, and this one follows
    return CharacterSet(
        first="latin-1" if lower else codecs[0],
        others=() if alone else tuple(codec for codec in codecs[0 if lower else 1 :] if codec != "utf-8"),
        known=all(name in _CODECS for name in names),
        alone=alone,
        default=names[0] in {"", "ISOIR6"} or lower,
    )


def _name(term: str) -> str:
    name = re.sub(r"[^A-Z0-9]", "", term.upper())
    return name.removeprefix("ISO2022") if name in {"ISO2022GBK", "ISO202258"} else name.replace("ISO2022IR", "ISOIR")


def _decode_plain(data: bytes, codec: str) -> str:
    return data.decode(codec, errors="replace")


def _delimiters(vr: str) -> re.Pattern[str]:
    signs = {"PN": r"([\^=\\\r\n\f\t])"}.get(vr, r"([\r\n\f\t])" if vr in _ONE_VALUE else r"([\\\r\n\f\t])")
    return re.compile(signs)


@cache
def _runs(vr: str, double: bool) -> re.Pattern[bytes]:
    """Bytes up to and with the first delimiter; two-byte characters are taken whole, whatever their second byte is."""
    signs = rb"\^=\\\r\n\f\t" if vr == "PN" else rb"\r\n\f\t" if vr in _ONE_VALUE else rb"\\\r\n\f\t"
    pair = rb"[\x81-\xfe][\x40-\xfe]|" if double else b""
    return re.compile(rb"(?:" + pair + rb"[^" + signs + rb"])*[" + signs + rb"]?", re.DOTALL)


def _decode_extended(data: bytes, vr: str, first: str) -> str:
    """Read bytes with ISO 2022 escape sequences; `state` holds the codecs of the lower and the upper half."""
    start = ("ascii", first)
    state, position, out = start, 0, []
    while position < len(data):
        if mark := _DESIGNATION.match(data, position):
            half, codec = _DESIGNATIONS.get(mark[1], (0, "ascii"))
            state = (codec, state[1]) if half == 0 else (state[0], codec)
            position = mark.end()
            continue
        end = data.find(_ESCAPE, position + 1)
        segment = data[position : end if end >= 0 else len(data)]
        text, used, ended = _segment(segment, vr, state)
        out.append(text)
        position += used
        state = start if ended else state
    return "".join(out)


def _segment(segment: bytes, vr: str, state: tuple[str, str]) -> tuple[str, int, bool]:
    """Text of the segment up to a delimiter, the bytes used, and whether a delimiter ended it."""
    if state[0] in _JIS:
        lines = re.match(rb"[^\r\n\f\t]*", segment)
        used = lines.end() if lines else 0
        if used:
            return _pairs(segment[:used], _JIS[state[0]]), used, False
        return segment[:1].decode("latin-1"), 1, True
    run = _runs(vr, state[1] in {"euc_kr", "gb18030", "shift_jis"}).match(segment)
    taken = run[0] if run and run[0] else segment[:1]
    text = _decode_plain(taken, state[1])
    return text, len(taken), bool(_delimiters(vr).search(text[-1:]))


def _pairs(data: bytes, prefix: bytes) -> str:
    """Two-byte characters of JIS X 0208 or 0212 in the lower half."""
    euc = b"".join(prefix + bytes(byte | 0x80 for byte in data[at : at + 2]) for at in range(0, len(data), 2))
    return euc.decode("euc_jp", errors="replace")


def _encode_plain(text: str, codec: str) -> bytes:
    return text.encode(codec, errors="replace")


def _encode_extended(text: str, first: str, others: tuple[str, ...]) -> bytes:
    """One component: characters of the first set plain, others in runs behind escape sequences."""
    out, current = b"", first
    for character in text:
        codec, data = _character(character, current, first, others)
        if codec != current:
            out += _designate(current, codec)
            current = codec
        out += data
    return out + (_ESCAPE + b"(B" if current in _JIS else b"")


def _designate(old: str, new: str) -> bytes:
    if new == "ascii":
        return _ESCAPE + b"(B"
    back = _ESCAPE + b"(B" if old in _JIS and new not in _JIS else b""
    return back + _ESCAPE + _SEQUENCES[new][1]


def _character(character: str, current: str, first: str, others: tuple[str, ...]) -> tuple[str, bytes]:
    for codec in (current, first, *others):
        data = _encoded_in(character, codec)
        if data is not None:
            return codec, data
    return (current, b"?") if current not in _JIS else (first, b"?")


def _encoded_in(character: str, codec: str) -> bytes | None:
    try:
        if codec not in _JIS:
            data = character.encode({"gb18030": "gb2312"}.get(codec, codec))
            return None if codec == "shift_jis" and len(data) > 1 else data
        data = character.encode("euc_jp")
    except UnicodeEncodeError:
        return None
    prefix = _JIS[codec]
    plain = len(data) == len(prefix) + 2 and data.startswith(prefix) and data[0] != 0x8E
    return bytes(byte & 0x7F for byte in data[len(prefix) :]) if plain else None
