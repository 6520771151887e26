"""What an input holds, told from its first bytes and never from its name."""

import re
from typing import Literal

Kind = Literal["empty", "xml", "html", "json", "zip", "ole", "dicom", "gzip", "lfs_pointer", "text", "binary"]

MAGIC: tuple[tuple[bytes, Kind], ...] = (
    (b"PK\x03\x04", "zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"\x1f\x8b", "gzip"),
    (b"version https://git-lfs", "lfs_pointer"),
)
BYTE_ORDER_MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
    (b"<\x00", "utf-16-le"),
    (b"\x00<", "utf-16-be"),
)
HTML = re.compile(r"<(?:!doctype\s+html|html|head|body|script|div|p|table)\b", re.IGNORECASE)
START_TAG = re.compile(r"<(?:[A-Za-z_][\w.\-]*:)?([A-Za-z_][\w.\-]*)[\s/>]")
PROLOG = re.compile(r"\s*(?:<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>)", re.DOTALL)
MANY_ODD_SIGNS = 0.05


def decode(head: bytes) -> str:
    """The first bytes as text: by byte order mark, by the zeros of UTF-16, else as UTF-8."""
    for mark, encoding in BYTE_ORDER_MARKS:
        if head.startswith(mark):
            return head.decode(encoding, "replace").removeprefix("\ufeff")
    return head.decode("utf-8", "replace")


def kind(head: bytes) -> Kind:
    """What these first bytes begin."""
    for magic, name in MAGIC:
        if head.startswith(magic):
            return name
    if head[128:132] == b"DICM":
        return "dicom"
    return text_kind(decode(head))


def text_kind(text: str) -> Kind:
    """What this beginning of a text is: nothing, markup, JSON, plain text, or no text at all."""
    start = text.strip("\x00 \t\r\n")
    if not start:
        return "empty"
    if start.startswith("<"):
        return "html" if HTML.match(start) or HTML.match(body(start)) else "xml"
    if start.startswith(("{", "[")):
        return "json"
    sample = start[:4096]
    odd = sum(1 for sign in sample if sign == "\ufffd" or (sign < " " and sign not in "\t\r\n\f"))
    return "binary" if odd > MANY_ODD_SIGNS * len(sample) else "text"


def body(text: str) -> str:
    """The markup behind declaration, comments and document type."""
    while found := PROLOG.match(text):
        text = text[found.end() :]
    return text.lstrip()


def xml_root(head: bytes) -> str | None:
    """The local name of the first element, as written, or None."""
    found = START_TAG.match(body(decode(head).lstrip()))
    return found[1] if found else None
