"""INSDC XML of any shape: every object is a record or a refusal, and nothing is a traceback."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from graph_schema.record import Record
from graph_schema.validation import validate
from loaders import insdc
from loaders.draft import REFUSED
from loaders.source import open_source

TAGS = ["IDENTIFIERS", "PRIMARY_ID", "EXTERNAL_ID", "SUBMITTER_ID", "DESIGN", "SAMPLE_DESCRIPTOR", "POOL", "MEMBER", "Pool", "Member", "PLATFORM", "ILLUMINA",
        "INSTRUMENT_MODEL", "LIBRARY_DESCRIPTOR", "LIBRARY_LAYOUT", "PAIRED", "LIBRARY_STRATEGY", "FILES", "FILE", "DATA_BLOCK", "SRAFiles", "SRAFile",
        "EXPERIMENT_REF", "STUDY_REF", "TARGETS", "TARGET", "SAMPLE_NAME", "TAXON_ID", "SCIENTIFIC_NAME", "DESCRIPTOR", "STUDY_TITLE", "STUDY_TYPE",
        "SAMPLE_ATTRIBUTES", "SAMPLE_ATTRIBUTE", "TAG", "VALUE", "UNITS", "RUN_LINKS", "RUN_LINK", "XREF_LINK", "DB", "ID", "URL_LINK", "URL", "TITLE"]  # fmt: skip
NAMES = [
    "accession",
    "alias",
    "refname",
    "filename",
    "checksum",
    "md5",
    "size",
    "spots",
    "total_spots",
    "is_public",
    "published",
    "namespace",
    "member_name",
]
TEXTS = st.sampled_from(["SRX000001", "SRS000001", "SRR000001", "SAMN00000001", "PRJNA1", "9606", "WGS", "NA", "", " ", "-5", "2020-01-01", "true", "x@y.org",
                         "74e8b66f6a3b8cb1e4a04b589ef52a6a", "样本", "10.1000/abc", "a" * 300, "1e400", "99999999999999999999"])  # fmt: skip
ELEMENTS = st.recursive(
    st.tuples(st.sampled_from(TAGS), st.dictionaries(st.sampled_from(NAMES), TEXTS, max_size=3), TEXTS, st.just([])),
    lambda children: st.tuples(
        st.sampled_from(TAGS),
        st.dictionaries(st.sampled_from(NAMES), TEXTS, max_size=3),
        TEXTS,
        st.lists(children, max_size=4),
    ),
    max_leaves=15,
)
OBJECTS = st.tuples(
    st.sampled_from(
        ["RUN", "SAMPLE", "EXPERIMENT", "STUDY", "ANALYSIS", "PROJECT", "SUBMISSION", "EXPERIMENT_PACKAGE"]
    ),
    st.dictionaries(st.sampled_from(NAMES), TEXTS, max_size=4),
    st.lists(ELEMENTS, max_size=5),
)
TYPES = {
    "RUN": "Run",
    "SAMPLE": "Sample",
    "EXPERIMENT": "Experiment",
    "STUDY": "Dataset",
    "ANALYSIS": "Analysis",
    "PROJECT": "BioProject",
}


def grown(parent: etree._Element, shape: tuple[str, dict[str, str], str, list]) -> None:
    """An element of a shape below another."""
    tag, names, text, children = shape
    element = etree.SubElement(parent, tag, names)
    element.text = text
    for child in children:
        grown(element, child)


@given(st.lists(OBJECTS, max_size=4))
def test_every_object_is_a_record_or_a_refusal(tmp_path_factory: pytest.TempPathFactory, shapes: list) -> None:
    """As many records and refusals of each type as there are elements, all of them valid and of their place."""
    root = etree.Element("ROOT")
    for name, names, children in shapes:
        element = etree.SubElement(root, name, names)
        for child in children:
            grown(element, child)
    path: Path = tmp_path_factory.mktemp("fuzz") / "a.xml"
    path.write_bytes(etree.tostring(root))
    with open_source(path) as source:
        said = list(insdc.read(source))
    records = [item for item in said if isinstance(item, Record)]
    assert [problem for record in records for problem in validate(record, complete=True)] == []
    assert "x@y.org" not in str(records)
    for element_name, node_type in TYPES.items():
        refused = sum(
            1 for item in said if not isinstance(item, Record) and item.code in REFUSED and item.node_type == node_type
        )
        given_ = sum(1 for record in records if record.type == node_type and not record.derived)
        assert given_ + refused == sum(1 for name, _, _ in shapes if name == element_name)
