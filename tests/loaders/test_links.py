"""The custodian's table of links: pseudonyms and accessions only, hidden unless a row says public."""

import pytest

from graph_schema.errors import UnusableInput
from loaders import links
from loaders.detect import loader_of
from loaders.source import open_source
from tests.loaders.published import KEYS
from tests.loaders.tables import codes, finding, one, read, table

IMAGED = KEYS.individual("p1")
SEQUENCED = KEYS.sequence_individual("p1")
HEADER = ("imaging individual", "individual in GSA-Human", "method", "confidence", "release")


def of(folder, *rows, header=HEADER, delimiter=","):
    """Records and findings of a table of links."""
    return read(links, table(folder, "links.csv", [header, *rows], delimiter))


def test_a_public_link_joins_the_two_directly(tmp_path):
    """With method, confidence and source; the imaged individual itself stays as its images let it be seen."""
    made, found = of(tmp_path, (IMAGED, "HRI000123", "curated crosswalk", "0.9", "public"))
    (record,) = made
    assert (record.type, record.accession, record.derived) == ("Individual", IMAGED, True)
    assert (record.slots["scope"], record.scope_by) == ("review", "caution")
    (relation,) = record.relations
    assert (relation.type, relation.to) == ("SAME_INDIVIDUAL", "HRI000123")
    assert relation.properties == {"method": "curated crosswalk", "confidence": 0.9, "source": "custodian"}
    assert found == []


@pytest.mark.parametrize(
    ("release", "scope"),
    [
        ("", "withheld"),
        ("controlled", "withheld"),
        ("withheld", "withheld"),
        ("review", "review"),
        ("dataset:HRA000009", "dataset:HRA000009"),
        ("dataset:ZHANGSAN", "withheld"),
    ],
)
def test_any_other_link_is_a_node_between_the_two(tmp_path, release, scope):
    """Who may not see that node finds no way; a scope that is none closes it."""
    made, found = of(tmp_path, (IMAGED, "HRI000123", "", "", release))
    (record,) = made
    assert record.accession.startswith("LINK-")
    assert (record.slots["scope"], record.scope_by) == (scope, "release_state")
    assert {relation.to for relation in record.relations} == {IMAGED, "HRI000123"}
    assert {relation.properties["method"] for relation in record.relations} == {"declared"}
    assert codes(found) == ["LINK_WITHHELD"]


def test_the_sequence_side_may_be_a_pseudonym(tmp_path):
    """Where the archive has not yet given an accession; a code of a collection is an imaged individual too."""
    made, _ = of(tmp_path, ("OBIA9001-I01", SEQUENCED, "", "", "public"))
    assert one(made, "Individual", "OBIA9001-I01").relations[0].to == SEQUENCED


RAW = ["4401061990", "44010619900101123X", "ZHANG^SAN", "MRN-0012345", "张三", "IMG1-SHORT", "OBIA9001-44010619", ""]


@pytest.mark.parametrize("raw", RAW)
@pytest.mark.parametrize("position", [0, 1])
def test_a_raw_identifier_is_refused_and_not_repeated(tmp_path, raw, position):
    """In either column; the other rows are loaded."""
    row = [IMAGED, "HRI000123", "", "", ""]
    row[position] = raw
    made, found = of(tmp_path, row, (IMAGED, "HRI000124", "", "", ""))
    refused = finding(found, "RAW_IDENTIFIER_REFUSED")
    assert (refused.severity, refused.node_type) == ("error", "Individual")
    assert len(made) == 1
    assert not raw or raw not in repr(made) + repr(found)


def test_the_two_columns_may_not_change_places(tmp_path):
    """An accession of GSA-Human is no imaging pseudonym."""
    made, found = of(tmp_path, ("HRI000123", IMAGED, "", "", ""))
    assert (made, codes(found)) == ([], ["RAW_IDENTIFIER_REFUSED"])


@pytest.mark.parametrize(
    ("method", "confidence"),
    [
        ("matched 4401061990", "1"),
        ("name", "12345678"),
        ("name", "nan"),
        ("name", "4401x"),
        ("Zhang San", "1"),
        ("match of Zhang San", "1"),
        ("张三", "1"),
    ],
)
def test_numbers_and_names_in_other_columns_do_not_come_along(tmp_path, method, confidence):
    """A record number or a name in the column of methods or confidence is left out and not repeated."""
    made, found = of(tmp_path, (IMAGED, "HRI000123", method, confidence, "public"))
    assert "LINK_PROPERTY_SKIPPED" in codes(found)
    assert not any(raw in repr(made) + repr(found) for raw in ("4401", "12345678", "Zhang", "San", "张三"))


def test_the_same_pair_is_the_same_link(tmp_path):
    """Its node has the same name whatever the row or the file."""
    first, _ = of(tmp_path, (IMAGED, "HRI000123", "", "", ""))
    again, _ = of(tmp_path, (KEYS.individual("p2"), "HRI000124", "", "", ""), (IMAGED, "HRI000123", "", "", "review"))
    assert first[0].accession == again[1].accession
    assert first[0].provenance.location == again[1].provenance.location


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_tables_of_links_are_recognised(tmp_path, delimiter):
    """By two headers, whatever the delimiter; a table without them is none."""
    path = table(tmp_path, "a.csv", [("Imaging_individual", "HRI")], delimiter)
    with open_source(path) as source:
        assert loader_of(source) is links
    other = table(tmp_path, "b.csv", [("imaging individual", "patient")], delimiter)
    with open_source(other) as source, pytest.raises(UnusableInput):
        list(links.read(source))
