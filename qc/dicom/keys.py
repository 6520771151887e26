"""The custodian's key, and everything that is derived from it: UIDs, pseudonyms, date offsets, opaque ids.

One 256-bit master key stands for one release domain. Each purpose has its own subkey (HKDF with SHA-256, RFC 5869),
so that no token of one purpose tells anything about one of another. All derivations are stateless: the same source
value gives the same token in every process, run and file. Who holds the key can try all short identifiers, so the key
is as secret as the list of patients itself; it is never logged, printed or written into an output.
"""

import base64
import binascii
import hmac
import os
import re
import secrets
import stat
from functools import lru_cache
from pathlib import Path

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from graph_schema.errors import UnusableInput

KEY_BYTES = 32
LABELS = ("uid", "patient", "sequence", "date", "link", "accession", "opaque", "key id")
DOMAIN = "gsagraph de-identification 1 "
VARIABLE, FILE_VARIABLE = "GSAGRAPH_DEID_KEY", "GSAGRAPH_DEID_KEY_FILE"
FEWEST_WEEKS, MOST_WEEKS = 52, 520
LONGEST_KEY_FILE = 4096
_PRINTED = re.compile(rb"[\x20-\x7e\s]*")  # half a key in hexadecimal digits also has 32 bytes
_HEX = re.compile(r"[0-9A-Fa-f]{64}")
_UUID_FIELDS = ~((0xF << 76) | (0x3 << 62)) & ((1 << 128) - 1)
_UUID_VERSION_AND_VARIANT = (0x8 << 76) | (0x2 << 62)  # RFC 9562: version 8, made by a rule of one's own
_OTHERS_MAY = stat.S_IRGRP | stat.S_IWGRP | stat.S_IROTH | stat.S_IWOTH
_HINT = "make a key with `gsagraph keys new FILE` and keep it apart from the images"


class Keys:
    """All tokens of one release domain; the master key itself is never shown.

    `master` is handed to worker processes by the one who starts them; it goes nowhere else.
    """

    __slots__ = ("_subkeys", "_uids", "master")

    def __init__(self, master: bytes) -> None:
        if len(master) != KEY_BYTES:
            raise UnusableInput("the key has not 32 bytes", code="KEY_UNUSABLE", hint=_HINT)
        self.master = master
        self._subkeys = {label: _subkey(master, label) for label in LABELS}
        self._uids = lru_cache(maxsize=65536)(self._fresh_uid)

    @classmethod
    def read(cls, path: Path) -> "Keys":
        """The key of a file: 64 hexadecimal digits, 32 bytes as base64, or 32 bytes as they are; # begins a remark.

        UnusableInput with code KEY_ABSENT where there is no file, KEY_UNUSABLE where it holds no key. Whether others of
        the machine may read the file is told by `is_exposed`.
        """
        content = _content(path)
        return cls(content if len(content) == KEY_BYTES and not _PRINTED.fullmatch(content) else _parse(_text(content)))

    @classmethod
    def from_environment(cls) -> "Keys | None":
        """The key of the environment, by value or by path of its file; None where neither is set."""
        text, path = os.environ.get(VARIABLE, ""), os.environ.get(FILE_VARIABLE, "")
        if text.strip():
            return cls(_parse(text))
        return cls.read(Path(path)) if path.strip() else None

    def __repr__(self) -> str:
        return f"Keys(key_id={self.key_id!r})"

    def __reduce__(self) -> str:
        raise TypeError("a key is not pickled; hand its bytes to the worker and make it anew")

    @property
    def key_id(self) -> str:
        """Eight hexadecimal digits that name the key without telling it."""
        return self._subkeys["key id"].hex()[:8]

    def uid(self, source: str) -> str:
        """The new UID of a UID: `2.25.` and a UUID as a decimal number (PS3.5 B.2); blanks and NUL do not count.

        What is empty stays empty. Registered UIDs are the profile's matter (`qc.dicom.profile.registered`).
        """
        bare = source.strip(" \0\t\r\n")
        return self._uids(bare) if bare else ""

    def individual(self, person: str) -> str:
        """The pseudonym of an individual in the imaging graph, for a person as `qc.dicom.person.canonical` spells it."""
        return f"IMG1-{self._letters('patient', person, 20)}"

    def sequence_individual(self, person: str) -> str:
        """The pseudonym of the same person in the sequence graph; without the key it cannot be tied to the other."""
        return f"SEQ1-{self._letters('sequence', person, 20)}"

    def link(self, person: str) -> str:
        """The token by which the custodian joins tables of one person: 32 hexadecimal digits; never published."""
        return self._digest("link", person.encode())[:16].hex()

    def accession(self, value: str) -> str:
        """A replacement of an accession or order number that fits SH: 16 letters and digits."""
        return f"A1{self._letters('accession', value.strip(), 14)}"

    def shift_days(self, person: str) -> int:
        """By how many days the dates of a person move: 52 to 520 whole weeks back, so weekdays stay."""
        number = int.from_bytes(self._digest("date", person.encode())[:8], "big")
        return -7 * (FEWEST_WEEKS + number % (MOST_WEEKS - FEWEST_WEEKS + 1))

    def opaque(self, *parts: bytes | str) -> str:
        """16 hexadecimal digits for what must be named without telling its name; ("a", "b") and ("ab",) differ."""
        pieces = [part.encode("utf-8", "surrogateescape") if isinstance(part, str) else part for part in parts]
        framed = b"".join(len(piece).to_bytes(8, "big") + piece for piece in pieces)
        return self._digest("opaque", framed)[:8].hex()

    def _digest(self, label: str, message: bytes) -> bytes:
        return hmac.digest(self._subkeys[label], message, "sha256")

    def _letters(self, label: str, message: str, length: int) -> str:
        """Capital letters and the digits 2 to 7, so that no date or telephone number can be read into a token."""
        return base64.b32encode(self._digest(label, message.encode())).decode()[:length]

    def _fresh_uid(self, source: str) -> str:
        digest = self._digest("uid", source.encode("utf-8", "surrogateescape"))
        number = int.from_bytes(digest[:16], "big")
        return f"2.25.{number & _UUID_FIELDS | _UUID_VERSION_AND_VARIANT}"


def is_exposed(path: Path) -> bool:
    """Whether others of the machine may read or write a key file, so that whoever runs this should be warned."""
    try:
        mode = path.stat().st_mode
    except OSError:
        return False
    return stat.S_ISREG(mode) and bool(mode & _OTHERS_MAY)


def new_key_file(path: Path) -> Keys:
    """Write a new random key to a file that only its owner can read (mode 600); an existing file is never touched."""
    master = secrets.token_bytes(KEY_BYTES)
    keys = Keys(master)
    remark = f"# gsagraph de-identification key {keys.key_id}: keep it secret, and keep a copy of it\n"
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, stat.S_IRUSR | stat.S_IWUSR)
    except FileExistsError as error:
        message = "there is a file already; a key is never overwritten, for nothing else leads back to the individuals"
        raise UnusableInput(message, code="KEY_EXISTS", hint="name a file that does not exist") from error
    except OSError as error:
        message = f"the key file cannot be written: {error.strerror}"
        raise UnusableInput(message, code="KEY_UNUSABLE", hint="name a file in a folder that you may write") from error
    with os.fdopen(handle, "w", encoding="ascii") as file:
        os.fchmod(file.fileno(), stat.S_IRUSR | stat.S_IWUSR)  # a umask may have taken more
        file.write(f"{remark}{master.hex()}\n")
    return keys


def _subkey(master: bytes, label: str) -> bytes:
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=f"{DOMAIN}{label}".encode()).derive(master)


def _text(content: bytes) -> str:
    """The text of a key file."""
    try:
        return content.decode("ascii")
    except UnicodeDecodeError:
        message = "the key file holds neither text nor 32 bytes"
        raise UnusableInput(message, code="KEY_UNUSABLE", hint=_HINT) from None  # its error would hold the bytes


def _content(path: Path) -> bytes:
    """The bytes of a key file."""
    try:
        with path.open("rb") as file:
            return file.read(LONGEST_KEY_FILE + 1)
    except FileNotFoundError as error:
        raise UnusableInput("there is no key file under this name", code="KEY_ABSENT", hint=_HINT) from error
    except OSError as error:
        message = f"the key file cannot be read: {error.strerror}"
        raise UnusableInput(message, code="KEY_UNUSABLE", hint="check its path and its rights") from error


def _parse(text: str) -> bytes:
    """The 32 bytes of a key's text; a message never repeats any of it."""
    lines = [line.strip() for line in text.splitlines()]
    written = "".join(line for line in lines if line and not line.startswith("#"))
    if not written:
        raise UnusableInput("the key is empty", code="KEY_ABSENT", hint=_HINT)
    master = bytes.fromhex(written) if _HEX.fullmatch(written) else _from_base64(written)
    if len(master) != KEY_BYTES:
        message = "this is no key: 64 hexadecimal digits or 32 bytes as base64 are wanted"
        raise UnusableInput(message, code="KEY_UNUSABLE", hint=_HINT)
    return master


def _from_base64(written: str) -> bytes:
    try:
        return base64.b64decode(written.translate(str.maketrans("-_", "+/")), validate=True)
    except (binascii.Error, ValueError):
        return b""
