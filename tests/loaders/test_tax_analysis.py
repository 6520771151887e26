"""SRA's taxonomy analysis as XML: alone, inside a run document, and what is wrong in it."""

from contextlib import closing
from itertools import permutations

import pytest

from graph_store.open import open_store
from loaders import insdc, open_source, tax_analysis
from loaders.detect import loader_of
from loaders.detect import read as read_any
from tests.loaders.tables import accessions, codes, finding, links, one, read

COUNTS = 'analyzed_spot_count="10000" total_spot_count="50000" identified_spot_count="9000"'
BODY = """
  <taxon tax_id="131567" rank="" name="cellular organisms" total_count="8990" self_count="90">
    <taxon tax_id="2" rank="superkingdom" name="Bacteria" total_count="8900" self_count="0">
      <taxon tax_id="562" rank="species" name="Escherichia coli" total_count="8700" self_count="8500">
        <taxon tax_id="511145" rank="no rank" name="E. coli K-12" total_count="200" self_count="200"/>
      </taxon>
      <taxon tax_id="1280" rank="species" name="Staphylococcus aureus" total_count="200" self_count="200"/>
    </taxon>
  </taxon>
  <taxon tax_id="10239" rank="superkingdom" name="Viruses" total_count="10" self_count="8">
    <taxon tax_id="10665" rank="species" name="T4" total_count="2" self_count="2"/>
  </taxon>
"""
DATABASES = (
    'parser_version="0.4" dbs_name="tree_index.dbs" dbs_mtime="2016-06-28 06:01:03" dbss_name="tree_filter.dbss"'
)


def analysis(body=BODY, counts=COUNTS, attributes=DATABASES):
    """A tax_analysis element."""
    return f"<tax_analysis {counts} {attributes}>{body}</tax_analysis>"


def document(inside):
    """A package with one run and what is inside it."""
    run = f'<RUN accession="SRR000001" total_spots="50000" is_public="true"><IDENTIFIERS/>{inside}</RUN>'
    return f"<EXPERIMENT_PACKAGE_SET><EXPERIMENT_PACKAGE><RUN_SET>{run}</RUN_SET></EXPERIMENT_PACKAGE></EXPERIMENT_PACKAGE_SET>"


def loaded(folder, text, loader=tax_analysis, name="SRR000001.xml"):
    """What the loader says about a text."""
    (folder / name).write_text(text, encoding="utf-8")
    return read(loader, folder / name)


def profile(records):
    """The only profile."""
    (made,) = [record for record in records if record.type == "TaxonProfile"]
    return made


def counted(record):
    """Own counts by taxon."""
    return {r.to: r.properties["self_count"] for r in record.relations if r.type == "COUNTS_TAXON"}


EXPECTED = {
    "NCBITaxon:131567": 90, "NCBITaxon:562": 8500, "NCBITaxon:511145": 200, "NCBITaxon:1280": 200, "NCBITaxon:10239": 8,
}  # fmt: skip


def test_own_counts_and_settings_of_an_analysis(tmp_path):
    """Counts of taxa themselves; fewer than three spots are pruned and told; the databases are one text."""
    records, findings = loaded(tmp_path, analysis())
    made = profile(records)
    assert counted(made) == EXPECTED
    assert links(made, "PROFILE_OF") == ["SRR000001"]
    expected = {
        "software": "STAT", "version": "0.4", "total_count": 50_000, "analyzed_count": 10_000,
        "identified_count": 9000, "pruned_taxa": 1, "pruned_count": 2, "scope": "public",
        "reference_database": "tree_index.dbs 2016-06-28 06:01:03, tree_filter.dbss",
    }  # fmt: skip
    assert {name: made.slots[name] for name in expected} == expected
    assert findings == []


def test_taxa_carry_the_tree(tmp_path):
    """All taxa above a counted one are there with their lineage; those above none are not."""
    records, _ = loaded(tmp_path, analysis())
    assert set(accessions(records, "Taxon")) == {
        f"NCBITaxon:{tax_id}" for tax_id in (1, 131567, 2, 562, 511145, 1280, 10239)
    }
    strain = one(records, "Taxon", "NCBITaxon:511145")
    assert strain.derived
    assert strain.slots["lineage"] == [f"NCBITaxon:{tax_id}" for tax_id in (1, 131567, 2, 562)]
    assert (strain.slots["scientific_name"], strain.slots["parent_taxon"]) == ("E. coli K-12", "NCBITaxon:562")


def test_the_loader_of_run_documents_reads_the_analysis_inside_once(tmp_path):
    """One profile, no attributes made of it, and the same counts as alone."""
    records, findings = loaded(tmp_path, document(analysis()), insdc)
    assert counted(profile(records)) == EXPECTED
    assert "attributes" not in one(records, "Run", "SRR000001").slots
    assert profile(records).provenance.location.endswith("RUN[1]/tax_analysis[1]")
    assert findings == []
    alone, _ = loaded(tmp_path, analysis())
    assert profile(alone).accession == profile(records).accession


def test_a_hidden_run_hides_its_profile(tmp_path):
    """A profile is as visible as its run."""
    records, _ = loaded(tmp_path, document(analysis()).replace('"true"', '"false"'), insdc)
    made = profile(records)
    assert made.slots["scope"] == one(records, "Run", "SRR000001").slots["scope"] != "public"


def test_the_run_is_named_by_the_document_or_by_the_file(tmp_path):
    """An attribute counts before the name of the file; without either the profile is refused."""
    assert links(profile(loaded(tmp_path, analysis(attributes='acc="ERR000007"'))[0]), "PROFILE_OF") == ["ERR000007"]
    assert links(profile(loaded(tmp_path, analysis(), name="tax-DRR000003.v2.xml")[0]), "PROFILE_OF") == ["DRR000003"]
    records, findings = loaded(tmp_path, analysis(), name="analysis.xml")
    assert records == []
    assert [item.severity for item in findings] == ["error"]


def test_the_file_is_told_by_its_root(tmp_path):
    """A standing analysis has its own loader, a run document has that of its archive."""
    for text, name in ((analysis(), "tax-analysis"), (document(analysis()), "insdc")):
        (tmp_path / "a.xml").write_text(text)
        with open_source(tmp_path / "a.xml") as source:
            assert name == loader_of(source).FORMAT


@pytest.mark.parametrize(
    ("body", "code", "left"),
    [
        ('<taxon tax_id="x" name="a" self_count="5"/>', "TAXON_LEFT_OUT", {}),
        ('<taxon tax_id="2" name="a" self_count="-5"/>', "TAXON_LEFT_OUT", {}),
        ('<taxon tax_id="2" self_count="99999999999999999999"/>', "TAXON_LEFT_OUT", {}),
        ('<taxon tax_id="2" self_count="5"/><taxon tax_id="2" self_count="7"/>', "TAXON_LEFT_OUT", {"NCBITaxon:2": 5}),
        ('<taxon tax_id="2" total_count="7" self_count="5"/>', "TAXON_TOTAL_DIFFERS", {"NCBITaxon:2": 5}),
    ],
)
def test_what_is_wrong_is_told_and_the_rest_is_loaded(tmp_path, body, code, left):
    """Taxa without number or count, twice, and totals that are no sums."""
    records, findings = loaded(tmp_path, analysis(body))
    assert codes(findings) == [code]
    assert counted(profile(records)) == left


def test_older_documents_do_not_state_what_was_identified(tmp_path):
    """It is the sum of the counts; what nobody states stays empty."""
    records, _ = loaded(tmp_path, analysis(counts=""))
    slots = profile(records).slots
    assert slots["identified_count"] == 9000
    assert "total_count" not in slots
    assert "analyzed_count" not in slots


def test_a_document_with_a_dtd_is_refused(tmp_path):
    """Entities are never read."""
    records, findings = loaded(tmp_path, f'<!DOCTYPE x [<!ENTITY e "E">]>{analysis()}')
    assert records == []
    assert codes(findings) == ["XML_DTD_REFUSED"]


def test_a_cut_document_gives_no_half_profile(tmp_path):
    """An analysis counts when its end was read."""
    records, findings = loaded(tmp_path, analysis()[:400])
    assert records == []
    assert finding(findings, "XML_BROKEN").severity == "error"


def test_the_order_of_taxa_makes_no_difference(tmp_path):
    """Siblings in any order give the same profile."""
    parts = [
        '<taxon tax_id="2" name="B" self_count="5"/>',
        '<taxon tax_id="3" name="C" self_count="6"/>',
        '<taxon tax_id="4" name="D" self_count="7"/>',
    ]
    told = set()
    for order in permutations(parts):
        made = profile(loaded(tmp_path, analysis("".join(order)))[0])
        told.add((made.accession, str(sorted(counted(made).items())), str(made.slots)))
    assert len(told) == 1


def test_a_second_load_changes_nothing(tmp_path):
    """Neither of the analysis alone nor of the document around it."""
    (tmp_path / "SRR000001.xml").write_text(document(analysis()))
    with closing(open_store(f"sqlite:///{tmp_path}/graph.db", write=True)) as store:
        for turn in range(2):
            with open_source(tmp_path / "SRR000001.xml") as source:
                records = [item for item in read_any(source) if hasattr(item, "relations")]
            report = store.write(records)
            tally = report.nodes["TaxonProfile"]
            assert (tally.new, tally.unchanged, tally.changed) == ((1, 0, 0) if turn == 0 else (0, 1, 0))
    assert report.nodes["Taxon"].changed == report.relationships["COUNTS_TAXON"].changed == 0
