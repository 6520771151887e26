"""SRA's taxonomy of a run as its web service gives it."""

import random

import orjson
import pytest

from loaders import run_taxonomy, tax_analysis
from tests.loaders.tables import codes, links, one, read
from tests.loaders.test_tax_analysis import analysis, counted, profile
from tests.loaders.test_tax_analysis import loaded as loaded_xml

ROWS = [
    (131567, "cellular organisms", "no rank", None, 8990, 90),
    (2, "Bacteria", "superkingdom", 131567, 8900, 0),
    (562, "Escherichia coli", "species", 2, 8700, 8500),
    (511145, "E. coli K-12", "no rank", 562, 200, 200),
    (1280, "Staphylococcus aureus", "species", 2, 200, 200),
    (10239, "Viruses", "superkingdom", None, 10, 8),
    (10665, "T4", "species", 10239, 2, 2),
]
NAMES = ("tax_id", "org", "rank", "parent", "total_count", "self_count")
TOTALS = {"identified": 9000, "total": 50_000, "analysed": 10_000, "last_update": "2021-03-04 05:06:07"}


def table(rows=ROWS):
    """Rows as the service writes them: what a taxon does not have is absent."""
    return [{name: value for name, value in zip(NAMES, row, strict=True) if value is not None} for row in rows]


def document(**changes):
    """The document of one run."""
    return [{"tax_totals": TOTALS, "tax_table": table()} | changes]


def loaded(folder, value, name="SRR000001.json"):
    """What the loader says about a document."""
    (folder / name).write_bytes(value if isinstance(value, bytes) else orjson.dumps(value))
    return read(run_taxonomy, folder / name)


def test_the_document_gives_the_profile_of_the_xml(tmp_path):
    """The same counts, totals, taxa and tree; only what the JSON does not say differs."""
    records, findings = loaded(tmp_path, document())
    other = profile(loaded_xml(tmp_path, analysis())[0])
    made = profile(records)
    assert counted(made) == counted(other)
    same = ("software", "total_count", "analyzed_count", "identified_count", "pruned_taxa", "pruned_count")
    assert [made.slots[name] for name in same] == [other.slots[name] for name in same]
    assert made.slots["reference_database"] == "2021-03-04 05:06:07"
    assert links(made, "PROFILE_OF") == ["SRR000001"]
    assert one(records, "Taxon", "NCBITaxon:511145").slots["lineage"][-1] == "NCBITaxon:562"
    assert findings == []


def test_rows_in_any_order_are_the_same_tree(tmp_path):
    """A taxon may stand before the one above it."""
    rows = table()
    random.Random(1).shuffle(rows)
    assert (
        profile(loaded(tmp_path, document(tax_table=rows))[0]).relations
        == profile(loaded(tmp_path, document())[0]).relations
    )


@pytest.mark.parametrize("key", ["acc", "run", "accession"])
def test_the_document_may_name_its_run(tmp_path, key):
    """It counts before the file's name; several runs may stand in one document."""
    value = document(**{key: "ERR000005"}) + document(**{key: "ERR000006"})
    records, _ = loaded(tmp_path, value)
    named = [links(record, "PROFILE_OF") for record in records if record.type == "TaxonProfile"]
    assert named == [["ERR000005"], ["ERR000006"]]
    assert len({record.accession for record in records if record.type == "Taxon"}) == sum(
        record.type == "Taxon" for record in records
    )


def test_one_object_alone_is_a_document(tmp_path):
    """Without the list around it."""
    assert counted(profile(loaded(tmp_path, document()[0])[0])) == counted(profile(loaded(tmp_path, document())[0]))


def test_a_taxon_below_an_unknown_one_hangs_on_the_root(tmp_path):
    """Its count is not lost."""
    records, _ = loaded(tmp_path, document(tax_table=table([(5, "x", "species", 77, 9, 9)])))
    assert one(records, "Taxon", "NCBITaxon:5").slots["parent_taxon"] == "NCBITaxon:1"


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ([{"tax_totals": TOTALS, "tax_table": {"a": 1}}], "TAXONOMY_UNREADABLE"),
        ([{"tax_totals": TOTALS}], "TAXONOMY_UNREADABLE"),
        ([{"tax_totals": 5, "tax_table": [5]}], "TAXONOMY_UNREADABLE"),
        (b'[{"tax_totals": {}, "tax_table": [', "TAXONOMY_UNREADABLE"),
        (document(tax_table=table([(5, "a", "x", 6, 1, 1), (6, "b", "x", 5, 1, 1)])), "TAXONOMY_BROKEN"),
    ],
)
def test_broken_documents_are_refused(tmp_path, value, code):
    """No table, no JSON, a circle: a finding and no record."""
    records, findings = loaded(tmp_path, value)
    assert records == []
    assert code in codes(findings)


def test_a_document_without_run_is_refused(tmp_path):
    """Neither in it nor in the file's name."""
    records, findings = loaded(tmp_path, document(), "taxonomy.json")
    assert (records, [item.severity for item in findings]) == ([], ["error"])


def test_a_document_that_is_too_large_is_refused(tmp_path, monkeypatch):
    """Memory is bounded."""
    monkeypatch.setattr(run_taxonomy, "LARGEST", 100)
    assert codes(loaded(tmp_path, document())[1]) == ["TAXONOMY_UNREADABLE"]


@pytest.mark.parametrize("value", [True, 1.5, None, [], "x", -1, "1e5", 1 << 63, "9" * 30])
def test_what_is_no_count(value):
    """Only whole numbers that a store can hold."""
    assert tax_analysis.whole(value) is None


@pytest.mark.parametrize(("value", "number"), [(0, 0), (7, 7), (" 12 ", 12), ("0012", 12)])
def test_what_is_a_count(value, number):
    """Numbers and their texts."""
    assert tax_analysis.whole(value) == number
