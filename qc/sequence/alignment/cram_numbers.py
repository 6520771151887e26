"""The variable-length integers of CRAM (CRAM specification, section 2.3) out of bytes."""


class Short(Exception):
    """The bytes end inside a number."""


class Numbers:
    """Reads numbers one after the other from `data`, beginning at `at`."""

    def __init__(self, data: bytes, at: int = 0) -> None:
        self.data = data
        self.at = at

    def byte(self) -> int:
        """The next byte. Raises Short at the end."""
        if self.at >= len(self.data):
            raise Short
        self.at += 1
        return self.data[self.at - 1]

    def take(self, number: int) -> bytes:
        """The next `number` bytes. Raises Short where they are not there."""
        if number < 0 or self.at + number > len(self.data):
            raise Short
        self.at += number
        return self.data[self.at - number : self.at]

    def int32(self) -> int:
        """A signed 32-bit number, the least byte first."""
        return int.from_bytes(self.take(4), "little", signed=True)

    def itf8(self) -> int:
        """A 32-bit number in one to five bytes; the leading ones of the first byte count the others."""
        first = self.byte()
        if first < 0x80:
            return first
        if first < 0xC0:
            return (first & 0x3F) << 8 | self.byte()
        if first < 0xE0:
            return (first & 0x1F) << 16 | int.from_bytes(self.take(2), "big")
        if first < 0xF0:
            return (first & 0x0F) << 24 | int.from_bytes(self.take(3), "big")
        rest = self.take(4)
        value = (first & 0x0F) << 28 | int.from_bytes(rest[:3], "big") << 4 | rest[3] & 0x0F
        return value - (1 << 32) if value >= 1 << 31 else value

    def ltf8(self) -> int:
        """A 64-bit number in one to nine bytes; the leading ones of the first byte count the others."""
        first = self.byte()
        more = 0
        while more < 8 and first & (0x80 >> more):
            more += 1
        top = first & (0x7F >> more) if more < 7 else 0
        value = top << (8 * more) | int.from_bytes(self.take(more), "big")
        return value - (1 << 64) if value >= 1 << 63 else value
