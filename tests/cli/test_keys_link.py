"""`gsagraph keys link`: a table for `gsagraph load`, and from crosswalk to graph no open way between the two sides."""

import stat
from pathlib import Path

import orjson
import pytest
from typer.testing import CliRunner

from cli.main import app
from graph_store import open_store
from graph_store.plan import All, Columns, Lookup, Plan, Rows, Select, Via
from qc.dicom.keys import Keys, new_key_file
from qc.dicom.person import canonical
from tests.loaders.published import Shot, write

RUNNER = CliRunner()
NUMBER = "00123456789"


@pytest.fixture
def key(tmp_path: Path) -> Path:
    """A key file."""
    path = tmp_path / "hospital.key"
    new_key_file(path)
    return path


def crosswalk(folder: Path, release: str) -> Path:
    """A crosswalk of one person, with one line that is of no use."""
    path = folder / "crosswalk.csv"
    path.write_text(f"record number,hri,release\n{NUMBER},HRI900001,{release}\n,HRI900002,\n", encoding="utf-8")
    return path


def linked(folder: Path, key: Path, release: str = "") -> tuple[Path, str]:
    """The table of links and what was said while it was made."""
    out = folder / "links.csv"
    arguments = ["keys", "link", str(crosswalk(folder, release)), "--key-file", str(key), "--out", str(out)]
    result = RUNNER.invoke(app, arguments)
    assert result.exit_code == 1, result.output
    assert result.stdout == ""
    return out, result.stderr


def test_the_table_is_for_the_custodian_alone(tmp_path: Path, key: Path) -> None:
    """Mode 600; no record number in the table or in any message; the line of no use is told by its number."""
    out, said = linked(tmp_path, key)
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    assert NUMBER not in out.read_text(encoding="utf-8") + said
    assert "1 links written" in said
    assert "CROSSWALK_LINE_REFUSED: 1 lines were not used: 3" in said


def test_a_key_is_needed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Exit 2 without a key, and for a crosswalk that is not there."""
    monkeypatch.delenv("GSAGRAPH_DEID_KEY", raising=False)
    monkeypatch.delenv("GSAGRAPH_DEID_KEY_FILE", raising=False)
    out = tmp_path / "links.csv"
    result = RUNNER.invoke(app, ["keys", "link", str(crosswalk(tmp_path, "")), "--out", str(out)])
    assert (result.exit_code, result.stderr.startswith("error KEY_ABSENT")) == (2, True)
    assert not out.exists()


def graph(folder: Path, links: Path, imaged: str) -> str:
    """A store with a public imaged individual, a public sequenced one, and the links."""
    url = f"sqlite:///{folder / 'graph.db'}"
    records = folder / "records.jsonl"
    rows = [
        {"type": "Individual", "accession": accession, "slots": {"scope": "public"}}
        for accession in (imaged, "HRI900001")
    ]
    records.write_bytes(b"\n".join(map(orjson.dumps, rows)))
    result = RUNNER.invoke(app, ["load", "--store", url, str(records), str(links)])
    assert result.exit_code == 0, result.output
    return url


def reached(url: str, start: str, *scopes: str) -> set[str]:
    """The accessions of the same human being that a viewer of these scopes finds, by any number of steps."""
    step = Via(("SAME_INDIVIDUAL",), "both", ("Individual",), many=True)
    names = Rows((("Individual", Columns(("accession",))),))
    branch = Select(("Individual",), step, All(()), None, names, count=False)
    plan = Plan(Lookup(0, ("Individual",), Rows((("Individual", Columns((), (), (branch,))),))))
    store = open_store(url)
    known, waiting = {start}, [start]
    while waiting:
        for _, row in store.execute(plan, [[waiting.pop()]], ["public", *scopes]):
            new = {accession for (accession,) in row[0][0]} - known
            known |= new
            waiting += sorted(new)
    store.close()
    return known


@pytest.mark.parametrize("release", ["", "withheld", "dataset:HRA900001"])
def test_no_open_way_leads_from_images_to_sequences(tmp_path: Path, key: Path, release: str) -> None:
    """Anonymous viewers find neither the link nor its node; those of its scope find the way."""
    imaged = Keys.read(key).individual(canonical(NUMBER))
    url = graph(tmp_path, linked(tmp_path, key, release)[0], imaged)
    assert reached(url, imaged) == {imaged}
    assert reached(url, "HRI900001") == {"HRI900001"}
    assert {imaged, "HRI900001"} < reached(url, imaged, release or "withheld")


def test_a_public_link_is_one_step(tmp_path: Path, key: Path) -> None:
    """Both sides agreed, so everybody may know."""
    imaged = Keys.read(key).individual(canonical(NUMBER))
    url = graph(tmp_path, linked(tmp_path, key, "public")[0], imaged)
    assert reached(url, imaged) == {imaged, "HRI900001"}


def test_another_key_links_nobody(tmp_path: Path, key: Path) -> None:
    """After a rotation the old table leads nowhere, even for operators."""
    other = tmp_path / "other.key"
    imaged = new_key_file(other).individual(canonical(NUMBER))
    url = graph(tmp_path, linked(tmp_path, key, "public")[0], imaged)
    assert reached(url, imaged, "review", "withheld") == {imaged}


def test_images_that_are_loaded_later_meet_their_link(tmp_path: Path, key: Path) -> None:
    """The link waits for the individual, whose images alone decide who may see it."""
    out, _ = linked(tmp_path, key, "public")
    imaged = Keys.read(key).individual(canonical(NUMBER))
    shot = Shot("p1", "s1", "e1", "i1", facts={"individual": imaged})
    manifest = write(tmp_path / "out", shot)
    url = graph(tmp_path, out, "OBIA9001-I01")
    assert RUNNER.invoke(app, ["load", "--store", url, str(manifest)]).exit_code == 0
    assert reached(url, "HRI900001") == {"HRI900001"}
    assert reached(url, "HRI900001", "review") == {"HRI900001", imaged}
