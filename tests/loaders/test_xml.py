"""XML as a stream: places, faults, DTDs, strangers, memory, and what is left over of an element."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from loaders.source import open_source
from loaders.xml import Placed, leftovers, objects
from qc.finding import Finding

NAMES = frozenset({"RUN", "SAMPLE"})


def read(
    folder: Path, content: bytes | str, names: frozenset[str] = NAMES
) -> tuple[list[tuple[str, str]], list[Finding]]:
    """Accession and place of each object, and the findings."""
    path = folder / "a.xml"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    placed, findings = [], []
    with open_source(path) as source:
        for item in objects(source, names):
            if isinstance(item, Placed):
                placed.append((item.element.get("accession", ""), item.location))
            else:
                findings.append(item)
    return placed, findings


def test_objects_have_places(tmp_path: Path) -> None:
    """Each object is numbered among its kind; one that is the root has no number."""
    assert read(tmp_path, "<ROOT><RUN accession='1'/><SAMPLE accession='2'/><RUN accession='3'/></ROOT>") == (
        [("1", "/ROOT/RUN[1]"), ("2", "/ROOT/SAMPLE[1]"), ("3", "/ROOT/RUN[2]")],
        [],
    )
    assert read(tmp_path, "<RUN accession='1'/>")[0] == [("1", "/RUN")]


def test_objects_inside_objects_are_their_own_matter(tmp_path: Path) -> None:
    """A name that is wanted counts only at the outermost level."""
    assert read(tmp_path, "<RUN_SET><RUN accession='1'><SAMPLE accession='2'/></RUN></RUN_SET>")[0] == [
        ("1", "/RUN_SET/RUN[1]")
    ]


@pytest.mark.parametrize(
    "content",
    [
        "<sra:RUN_SET xmlns:sra='urn:x'><sra:RUN accession='1'/></sra:RUN_SET>",
        "<RUN_SET xmlns='urn:x'><RUN accession='1'/></RUN_SET>",
    ],
)
def test_namespaces_do_not_hide_objects(tmp_path: Path, content: str) -> None:
    """Prefixed and default namespaces are taken off."""
    assert read(tmp_path, content) == ([("1", "/RUN_SET/RUN[1]")], [])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_encodings_are_read_as_declared(tmp_path: Path, encoding: str) -> None:
    """Chinese text comes through in each of them."""
    declared = encoding.removesuffix("-sig")
    content = f"<?xml version='1.0' encoding='{declared}'?><RUN_SET><RUN accession='样本'/></RUN_SET>".encode(encoding)
    assert read(tmp_path, content)[0] == [("样本", "/RUN_SET/RUN[1]")]


@pytest.mark.parametrize(
    "prolog",
    [
        "<!DOCTYPE RUN_SET [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;'>]>",
        "<!DOCTYPE RUN_SET SYSTEM 'file:///etc/passwd'>",
        "<!DOCTYPE RUN_SET [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>",
        "<!DOCTYPE RUN_SET>",
    ],
)
def test_a_dtd_is_refused(tmp_path: Path, prolog: str) -> None:
    """Not one object is given of a document that declares a type, entities used or not."""
    for body in ("<RUN_SET><RUN accession='1'/></RUN_SET>", "<RUN_SET/>"):
        placed, findings = read(tmp_path, prolog + body)
        assert placed == []
        assert [(finding.code, finding.severity) for finding in findings] == [("XML_DTD_REFUSED", "error")]


def test_an_entity_is_never_expanded(tmp_path: Path) -> None:
    """The file behind an external entity is not read."""
    (tmp_path / "secret").write_text("top secret")
    content = f"<!DOCTYPE a [<!ENTITY x SYSTEM 'file://{tmp_path}/secret'>]><RUN_SET><RUN accession='&x;'/><RUN>&x;</RUN></RUN_SET>"
    placed, findings = read(tmp_path, content)
    assert placed == []
    assert "top secret" not in str(findings)


@given(st.integers(60, 1400))
def test_a_cut_document_gives_every_object_before_the_cut(tmp_path_factory: pytest.TempPathFactory, cut: int) -> None:
    """As many objects as stand complete, then one error with the place."""
    whole = "<RUN_SET>" + "".join(f"<RUN accession='{n}'><TITLE>t</TITLE></RUN>" for n in range(40)) + "</RUN_SET>"
    placed, findings = read(tmp_path_factory.mktemp("cut"), whole[:cut])
    assert len(placed) == whole[:cut].count("</RUN>")
    assert [(finding.code, finding.severity) for finding in findings] == [("XML_BROKEN", "error")]
    assert "line 1, column " in findings[0].location


def test_misnested_tags_are_a_fault_with_a_place(tmp_path: Path) -> None:
    """What stood before is given, and the finding says how much that was."""
    placed, findings = read(
        tmp_path, "<RUN_SET><RUN accession='1'/>\n<RUN accession='2'><TITLE></RUN></TITLE></RUN_SET>"
    )
    assert [accession for accession, _ in placed] == ["1"]
    assert findings[0].location.startswith("line 2, column ")
    assert findings[0].location.endswith("after 1 RUN")


@pytest.mark.parametrize(
    "content", [b"<RUN_SET><RUN accession='1'><TITLE>" + b"x" * (11 << 20), b"<RUN_SET>" + b"<a>" * 100_000]
)
def test_huge_texts_and_depths_are_bounded(tmp_path: Path, content: bytes) -> None:
    """The parser's own limits hold."""
    placed, findings = read(tmp_path, content)
    assert placed == []
    assert [finding.code for finding in findings] == ["XML_BROKEN"]


def test_strangers_among_objects_are_told(tmp_path: Path) -> None:
    """Elements that are no objects are counted by name, wherever they stand."""
    _, findings = read(
        tmp_path, "<ROOT><odd/><RUN accession='1'/><odd/><even/><RUN accession='2'/><odd/><SAMPLE_SET/></ROOT>"
    )
    assert [(finding.code, finding.location, finding.message.split()[0]) for finding in findings] == [
        ("XML_ELEMENT_SKIPPED", "even", "1"),
        ("XML_ELEMENT_SKIPPED", "odd", "3"),
    ]


def test_leftovers_are_everything_not_read() -> None:
    """Attributes, texts and repeated elements have paths; what was read has none."""
    element = etree.fromstring(
        "<X a='1' b='2'><T>title</T><D><S><R>one</R><R k='v'>two</R></S><E/></D><N><T>in</T></N></X>",
    )
    assert list(leftovers(element, frozenset({"@a", "T"}))) == [
        ("@b", "2"),
        ("D/S/R[1]", "one"),
        ("D/S/R[2]", "two"),
        ("D/S/R[2]/@k", "v"),
        ("N/T", "in"),
    ]
    assert list(leftovers(element, frozenset({"@a", "@b", "T", "D", "N"}))) == []


PROBE = """
import re, sys
from loaders import insdc
from loaders.source import open_source
count = 0
with open_source(sys.argv[1]) as source:
    for _ in insdc.read(source):
        count += 1
# The peak of this program alone; getrusage would count what its parent held when it was forked.
print(count, int(re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())[1]) // 1024)
"""


@pytest.mark.parametrize("objects_in_file", [40_000])
def test_memory_does_not_grow_with_the_file(tmp_path: Path, objects_in_file: int) -> None:
    """Sixty megabytes of runs are read in less than 250 MB, all of them."""
    path = tmp_path / "big.xml"
    filler = "<RUN_ATTRIBUTE><TAG>note</TAG><VALUE>" + "x" * 1400 + "</VALUE></RUN_ATTRIBUTE>"
    with path.open("w") as stream:
        stream.write("<RUN_SET>\n")
        for number in range(objects_in_file):
            stream.write(f"<RUN accession='SRR{number:07}'><RUN_ATTRIBUTES>{filler}</RUN_ATTRIBUTES></RUN>\n")
        stream.write("</RUN_SET>\n")
    assert path.stat().st_size > 58_000_000
    here = Path(__file__).resolve().parents[2]
    answer = subprocess.run(
        [sys.executable, "-c", PROBE, str(path)],
        capture_output=True,
        text=True,
        check=True,
        cwd=here,
        env={**os.environ, "PYTHONPATH": str(here)},
    )
    count, megabytes = map(int, answer.stdout.split())
    assert count == objects_in_file
    assert megabytes < 250


@pytest.mark.parametrize(
    "text",
    ["<x:ROOT><RUN accession='1'/></x:ROOT>", "<ROOT><RUN accession='1' x:a='2'/></ROOT>", "<ROOT><x:RUN/></ROOT>"],
)
def test_a_prefix_that_nobody_declared_is_a_fault_of_the_document(tmp_path: Path, text: str) -> None:
    """It is told as one; it never ends the reading with an error of the library."""
    _, findings = read(tmp_path, text)
    assert [finding.code for finding in findings][:1] == ["XML_BROKEN"]


def test_leftovers_of_undeclared_prefixes_keep_their_names() -> None:
    """A parser that recovers gives such names as they are written."""
    element = etree.fromstring("<RUN x:a='2'><x:B>text</x:B></RUN>", etree.XMLParser(recover=True))
    assert dict(leftovers(element, frozenset())) == {"@x:a": "2", "x:B": "text"}
