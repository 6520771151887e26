"""Secrets of one file: invented names, numbers, dates and UIDs, each unique, and every one noted with its channel.

No secret is taken from anywhere: names are drawn from syllables and from tables of characters. All dates
lie in one year, so a date that was moved by a year or more can never be taken for a secret of another file.
"""

import datetime as dt
import random
import string
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["text", "name", "date", "uid", "number", "bytes"]
SYLLABLES = [a + b for a in "bdfgklmnprstvz" for b in ("a", "e", "i", "o", "u", "ai", "ou", "an", "en", "ing", "or")]
HEADER_DATES = 4
"""The first dates drawn: of study, series, acquisition and content."""
FIRST_DAY, DAYS = dt.date(2022, 1, 3), 350
SURNAMES = "欧阳诸葛司马赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜"
BACKSLASH_TRAILS = [
    c for lead in range(0x81, 0xFE) if "一" <= (c := bytes([lead, 0x5C]).decode("gbk", "replace"))[0] <= "龥"
]
CARET_TRAILS = [
    c for lead in range(0x81, 0xFE) if "一" <= (c := bytes([lead, 0x5E]).decode("gbk", "replace"))[0] <= "龥"
]
ACCENTED = "éèüöäñçåøß"
GB2312 = [bytes([a, b]).decode("gb2312") for a in range(0xB0, 0xD7) for b in range(0xA1, 0xFA)]
KANJI = [bytes([a, b]).decode("euc_jp") for a in range(0xB0, 0xCF) for b in range(0xA1, 0xFF)]
KANJI_TRAPS = [bytes([a, 0xDC]).decode("euc_jp") for a in range(0xB0, 0xCF)]  # second byte 5C within ISO 2022 IR 87
HANGUL = [bytes([a, b]).decode("euc_kr") for a in range(0xB0, 0xC8) for b in range(0xA1, 0xFF)]
ROOTS = ("1.2.840.113619.2.55.3", "1.3.12.2.1107.5.2.32.35119", "1.3.46.670589.11.0.0.11.4", "1.2.156.112605.75")


@dataclass(frozen=True, slots=True)
class Secret:
    """What must not be found in any output: its value, what it is, and where it was planted."""

    channel: str
    kind: Kind
    value: str | int | float | bytes


@dataclass(slots=True)
class Vault:
    """Draws the secrets of one file and keeps the list of them."""

    random: random.Random
    script: str
    secrets: list[Secret] = field(default_factory=list)
    drawn: list[dt.date] = field(default_factory=list)
    """All days of examination of the file."""
    days: Iterator[dt.date] = field(init=False)
    birth_days: Iterator[dt.date] = field(init=False)

    def __post_init__(self) -> None:
        self.days = _days(self.random, FIRST_DAY, DAYS)
        self.birth_days = _days(self.random, dt.date(1961, 1, 2), 14000)

    def note(self, channel: str, kind: Kind, value: str | float | bytes) -> None:
        """Add a secret that was made elsewhere."""
        self.secrets.append(Secret(channel, kind, value))

    def word(self, syllables: int = 4) -> str:
        """A word that no vocabulary has; not noted."""
        return "".join(self.random.choices(SYLLABLES, k=syllables)).capitalize()

    def digits(self, count: int) -> str:
        """Digits, the first of them no zero; not noted."""
        return self.random.choice("123456789") + "".join(self.random.choices(string.digits, k=count - 1))

    def name(self, channel: str) -> str:
        """A person's name as `Family^Given`."""
        name = f"{self.word()}^{self.word()}"
        self.note(channel, "name", name)
        return name

    def text(self, channel: str, syllables: int = 5, size: int = 64) -> str:
        """A word of at most so many letters."""
        value = self.word(syllables)[:size]
        self.note(channel, "text", value)
        return value

    def capitals(self, channel: str) -> str:
        """A word that a code string may hold, at most 16 characters."""
        value = self.word(6).upper()[:14]
        self.note(channel, "text", value)
        return value

    def identifier(self, channel: str) -> str:
        """An identifier as hospitals make them: letters and digits."""
        value = "".join(self.random.choices(string.ascii_uppercase, k=2)) + self.digits(9)
        self.note(channel, "text", value)
        return value

    def digit_identifier(self, channel: str, count: int = 9) -> str:
        """An identifier of digits only."""
        value = self.digits(count)
        self.note(channel, "text", value)
        return value

    def phone(self, channel: str) -> str:
        """A Chinese mobile number."""
        value = "1" + self.random.choice("3578") + self.digits(9)
        self.note(channel, "text", value)
        return value

    def identity_card(self, channel: str) -> str:
        """A Chinese identity card number (GB 11643), its check digit right."""
        body = f"11010{self.random.randint(1, 9)}{next(self.birth_days):%Y%m%d}{self.random.randint(0, 999):03}"
        weights = [2**power % 11 for power in range(17, 0, -1)]
        value = body + "10X98765432"[sum(int(d) * w for d, w in zip(body, weights, strict=True)) % 11]
        self.note(channel, "text", value)
        return value

    def day(self) -> dt.date:
        """A day of the year that all dates of examinations lie in; remembered, not noted."""
        value = next(self.days)
        self.drawn.append(value)
        return value

    def date(self, channel: str) -> dt.date:
        """Such a day, written as a date somewhere."""
        value = self.day()
        self.note(channel, "date", value.isoformat())
        return value

    def birth_date(self, channel: str) -> dt.date:
        """A day of birth."""
        value = next(self.birth_days)
        self.note(channel, "date", value.isoformat())
        return value

    def instant(self, channel: str) -> dt.datetime:
        """A moment, written as a date and time somewhere."""
        return self._moment(self.date(channel))

    def epoch(self, channel: str, fraction: float = 0) -> float:
        """A moment of a day on which the study, the series or the image was made, as seconds since 1970."""
        seconds = int(self._moment(self.random.choice(self.drawn[:HEADER_DATES])).timestamp())
        value = seconds + fraction if fraction else seconds
        self.note(channel, "number", value)
        return value

    def _moment(self, day: dt.date) -> dt.datetime:
        return dt.datetime.combine(
            day, dt.time(self.random.randint(2, 21), self.random.randint(0, 59), self.random.randint(0, 59)), dt.UTC
        )

    def number(self, channel: str) -> int:
        """A number of nine digits that serves as an identifier."""
        value = self.random.randint(10**8, 2**31 - 1) | 1
        self.note(channel, "number", value)
        return value

    def uid(self, channel: str) -> str:
        """A UID as devices make them, the moment of the examination in some."""
        root = self.random.choice(ROOTS)
        value = f"{root}.{self.random.choice([self.digits(8), f'{self._stamp()}'])}{self.digits(9)}.{self.digits(4)}"
        self.note(channel, "uid", value)
        return value

    def _stamp(self) -> str:
        return f"{FIRST_DAY + dt.timedelta(self.random.randrange(DAYS)):%Y%m%d}1127"

    def raw(self, channel: str, size: int = 24) -> bytes:
        """Bytes to be found anywhere: the ASCII of a name."""
        value = f"{self.word()} {self.word()} {self.digits(8)}".encode()[:size]
        self.note(channel, "bytes", value)
        return value

    def han(self, channel: str) -> str:
        """A name in the file's script, with a character whose second byte reads as a delimiter, where there are such."""
        pick = self.random.choice
        if self.script == "latin":
            value = f"{self.word(2)}{pick(ACCENTED)}{self.word(2).lower()}"
        elif self.script == "ja":
            value = pick(KANJI) + pick(KANJI_TRAPS) + pick(KANJI)
        elif self.script == "ko":
            value = pick(HANGUL) + pick(HANGUL) + pick(HANGUL)
        elif self.script == "gb2312":
            value = pick(SURNAMES) + pick(GB2312) + pick(GB2312)
        else:
            value = pick(SURNAMES) + pick(self.random.choice([BACKSLASH_TRAILS, CARET_TRAILS])) + pick(GB2312)
        self.note(channel, "text", value)
        return value


def _days(source: random.Random, first: dt.date, count: int) -> Iterator[dt.date]:
    order = list(range(count))
    source.shuffle(order)
    return iter([first + dt.timedelta(day) for day in order])
