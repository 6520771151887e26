"""Files of a GSA run and identifiers in other databases: cells that say little, or several things at once."""

from pathlib import Path

import pytest

from loaders import gsa
from tests.loaders.tables import accessions, one, read
from tests.loaders.test_gsa import MD5, OLD_FILES, OTHER, PATH, RUN, base, small


def test_a_missing_word_is_no_identifier_in_another_database(tmp_path: Path) -> None:
    """`NA` in the three cells of other databases says nothing; in one of them the others hold."""
    header = [*RUN, *OLD_FILES, *OTHER]
    files = ["a.bam (5 bytes)", MD5, PATH + "a.bam", None, "", None]
    path = small(
        tmp_path,
        header,
        [*base(), *files, "NA", "NA", "NA"],
        [*base("CRR000002"), *files, "NA", "GSM1", "-"],
    )
    records, _ = read(gsa, path)
    silent = one(records, "Run", "CRR000001")
    assert "external_references" not in silent.slots
    assert "NA" not in str(silent.slots)
    assert one(records, "Run", "CRR000002").slots["external_references"] == [{"accession": "GSM1"}]


def test_a_file_with_nothing_but_an_md5_is_a_file(tmp_path: Path) -> None:
    """The md5 is its identity; words that are no md5 make none."""
    path = small(
        tmp_path,
        [*RUN, *OLD_FILES],
        [*base(), None, MD5, None, "", "NA", None],
        [*base("CRR000002"), None, "none yet", None, None, "", None],
    )
    records, _ = read(gsa, path)
    assert accessions(records, "File") == [f"CRR000001/{MD5}"]
    assert one(records, "File", f"CRR000001/{MD5}").slots["md5"] == MD5


@pytest.mark.parametrize("written", ["GSM1;GSM2", "GSM1, GSM2", "GSM1|GSM2;"])
def test_several_identifiers_in_one_cell_are_several_references(tmp_path: Path, written: str) -> None:
    """Whatever stands between them."""
    records, _ = read(gsa, small(tmp_path, [*RUN, *OTHER], [*base(), "GEO", written, ""]))
    references = one(records, "Run", "CRR000001").slots["external_references"]
    assert [entry["accession"] for entry in references] == ["GSM1", "GSM2"]
