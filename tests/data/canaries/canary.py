"""A canary: one file with its secrets, its harmless values, and how its texts are encoded."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.data.canaries.elements import Element, Elements, File, padded, tag
from tests.data.canaries.values import Vault


@dataclass(frozen=True, slots=True)
class Charset:
    """A Specific Character Set (0008,0005), the script of its names, and how its texts become bytes."""

    declared: str
    script: str
    codec: str
    escape: bytes = b""
    back: bytes = b""

    def encode(self, text: str) -> bytes:
        """The text; with code extensions the escape sequence is given anew behind each delimiter (PS3.5 6.1.2.5.3)."""
        if not self.escape:
            return text.encode(self.codec, "replace")
        parts: list[bytes] = []
        run = ""
        for character in text + "^":
            if character in "^=\\\r\n":
                parts += [self._part(run), character.encode()]
                run = ""
            else:
                run += character
        return b"".join(parts[:-1])

    def _part(self, text: str) -> bytes:
        if text.isascii():
            return text.encode()
        body = text.encode(self.codec, "replace")
        if self.codec == "iso2022_jp":
            return body  # Python writes the escapes of IR 87 itself
        return self.escape + body + self.back


LATIN = Charset("ISO_IR 100", "latin", "latin-1")
GB18030 = Charset("GB18030", "zh", "gb18030")
GBK = Charset("GBK", "zh", "gbk")
UTF8 = Charset("ISO_IR 192", "zh", "utf-8")
IR58 = Charset("\\ISO 2022 IR 58", "gb2312", "gb2312", b"\x1b$)A")
IR87 = Charset("\\ISO 2022 IR 87", "ja", "iso2022_jp", b"\x1b$B")
IR149 = Charset("\\ISO 2022 IR 149", "ko", "euc_kr", b"\x1b$)C")
UNDECLARED = Charset("", "zh", "gbk")
"""GBK where nothing is declared: common, and wrong."""
MISDECLARED = Charset("ISO_IR 100", "zh", "gb18030")


@dataclass(frozen=True, slots=True)
class Harmless:
    """An element that must be found again, byte for byte; `creator` names the owner of a private one."""

    tag: int
    value: bytes
    creator: str = ""


@dataclass(slots=True)
class Canary:
    """One planted file."""

    base: str
    file: File
    vault: Vault
    charset: Charset
    published: bool | None
    """Whether this kind of file must be published or kept back; None where either is right."""
    harmless: list[Harmless] = field(default_factory=list)
    words: list[tuple[int, str]] = field(default_factory=list)
    """Harmless words in a descriptor that also holds secrets."""
    name: str = ""
    individual: str = ""
    born: dt.date | None = None

    @property
    def elements(self) -> Elements:
        """The top level of the data set."""
        return self.file.elements

    def text(self, value: str) -> bytes:
        """A text as bytes."""
        return padded(self.charset.encode(value))

    def put_text(self, name: str | int, value: str, vr: str = "", *, into: Elements | None = None) -> None:
        """Set an element of text, at the top level or in an item."""
        (self.elements if into is None else into).put(name, self.text(value), vr)

    def keep(self, name: str | int, value: bytes, vr: str = "") -> None:
        """Set an element that must survive as it is."""
        self.elements.put(name, padded(value), vr)
        self.harmless.append(Harmless(tag(name), padded(value)))

    def private(self, group: int, creator: bytes) -> Callable[[int, str, bytes], Element]:
        """Reserve a private block (PS3.5 7.8.1); the answer puts an element into it."""
        return private_block(self.elements, group, creator)


def private_block(elements: Elements, group: int, creator: bytes) -> Callable[[int, str, bytes], Element]:
    """Reserve the first free private block of a group, or the creator's own, in these elements."""
    block = 0x10
    while (found := elements.get(group << 16 | block)) and found.value.rstrip(b" ") != creator.rstrip(b" "):
        block += 1
    elements.put(group << 16 | block, padded(creator), "LO")

    def put(low: int, vr: str, value: bytes) -> Element:
        number = group << 16 | block << 8 | low
        elements.put(number, value, vr)
        return elements[number]

    return put
