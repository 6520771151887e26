"""Telling what an input holds from its first bytes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.content import body, decode, kind, xml_root


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (b"", "empty"),
        (b" \r\n\t\x00\x00", "empty"),
        (b"\xef\xbb\xbf  ", "empty"),
        (b"<?xml version='1.0'?><RUN_SET/>", "xml"),
        (b"\xef\xbb\xbf<RUN_SET/>", "xml"),
        ("<RUN_SET/>".encode("utf-16"), "xml"),
        ("<RUN_SET/>".encode("utf-16-le"), "xml"),
        ("<RUN_SET/>".encode("utf-16-be"), "xml"),
        (b"<!DOCTYPE html><p>", "html"),
        (b"<!-- note -->\n<HTML><body>", "html"),
        (b"<html lang='en'>", "html"),
        (b'{"type": "Run"}', "json"),
        (b"[1]", "json"),
        (b"PK\x03\x04rest", "zip"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", "ole"),
        (b"\x1f\x8b\x08", "gzip"),
        (b"version https://git-lfs.github.com/spec/v1\noid sha256:1", "lfs_pointer"),
        (b"\x00" * 128 + b"DICM", "dicom"),
        (b"a\tb\n1\t2\n", "text"),
        ("样本\t描述\n".encode(), "text"),
        (bytes(range(128, 256)) * 8, "binary"),
        (b"\x01\x02\x03" * 50, "binary"),
    ],
)
def test_the_first_bytes_tell_the_kind(head: bytes, expected: str) -> None:
    """Each container, markup, text and rubbish is called by its kind."""
    assert kind(head) == expected


@pytest.mark.parametrize(
    ("head", "root"),
    [
        (b"<?xml version='1.0'?>\n<!-- x --><RUN_SET>", "RUN_SET"),
        (b"<sra:RUN_SET xmlns:sra='x'>", "RUN_SET"),
        (b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>", "a"),
        (b"<!DOCTYPE a SYSTEM 'x.dtd'><a/>", "a"),
        ("<?xml version='1.0' encoding='UTF-16'?><BioSample id='1'>".encode("utf-16"), "BioSample"),
        (b"<", None),
        (b"<?xml version='1.0'", None),
        (b"plain", None),
    ],
)
def test_the_root_element_is_found_behind_the_prolog(head: bytes, root: str | None) -> None:
    """Declaration, comments and document type do not hide the first element."""
    assert xml_root(head) == root


@given(st.binary(max_size=300))
def test_no_bytes_are_too_odd(head: bytes) -> None:
    """Whatever begins an input, it has a kind, and asking for a root does no harm."""
    assert kind(head) in {
        "empty",
        "xml",
        "html",
        "json",
        "zip",
        "ole",
        "dicom",
        "gzip",
        "lfs_pointer",
        "text",
        "binary",
    }
    assert xml_root(head) is None or xml_root(head)


@given(st.text(max_size=50), st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
def test_decoding_follows_the_byte_order_mark(text: str, encoding: str) -> None:
    """Text comes back as it was written, its byte order mark aside; no markup holds NUL."""
    encoded = ("<" + text.replace("\ufeff", "").replace("\x00", "")).encode(encoding, "replace")
    assert decode(encoded) == encoded.decode(encoding)


def test_the_body_is_what_stands_behind_the_prolog() -> None:
    """Processing instructions, comments and document types are all passed over."""
    assert body("<?a?><!-- b --> <!DOCTYPE c [<!ENTITY d '>'>]>\n<e/>") == "<e/>"


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_is_read_by_its_zeros(encoding: str) -> None:
    """The text comes out whole, letters beyond ASCII too."""
    text = "<RUN_SET><TITLE>样本</TITLE></RUN_SET>"
    assert decode(text.encode(encoding)) == text
    assert xml_root(text.encode(encoding)) == "RUN_SET"
