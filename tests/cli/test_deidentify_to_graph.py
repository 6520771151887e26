"""From a hospital's folder to the graph by the real commands: everything arrives, nothing of the source does."""

import warnings
from pathlib import Path
from typing import Any

import orjson
import pydicom
import pytest
from pydicom.data import get_testdata_file
from typer.testing import CliRunner

from cli.main import app
from graph_store import open_store
from graph_store.protocol import Store

RUNNER = CliRunner()
SECRETS = ("QUOKKA^MARMOT", "0099887766", "WOMBATCLINIC", "1.2.826.0.1.3680043.9.9999")
DAYS = {"a": ("20190311", "20190327"), "b": ("20200102", "20210102")}
MEMBERS = ("Image", "ImagingSeries", "ImagingStudy", "Individual", "Dataset", "QcReport", "QcFinding")


def hospital(folder: Path) -> Path:
    """Two patients, two studies of each, two images of each study."""
    folder.mkdir()
    for patient, days in DAYS.items():
        for study, day in enumerate(days):
            for number in range(2):
                image = pydicom.dcmread(get_testdata_file("CT_small.dcm", download=False))
                root = f"{SECRETS[3]}.{ord(patient)}.{study}"
                image.PatientID, image.PatientName = f"{SECRETS[1]}{ord(patient)}", f"{SECRETS[0]}^{patient}"
                image.InstitutionName = SECRETS[2]
                image.StudyInstanceUID, image.SeriesInstanceUID = root, f"{root}.1"
                image.SOPInstanceUID = image.file_meta.MediaStorageSOPInstanceUID = f"{root}.1.{number}"
                image.StudyDate = image.SeriesDate = image.AcquisitionDate = image.ContentDate = day
                image.PatientSex, image.PatientAge, image.PatientSize = "F", "047Y", "1.73"
                image.InstanceNumber = number + 1
                with warnings.catch_warnings():
                    warnings.simplefilter("ignore")
                    image.save_as(folder / f"{SECRETS[0]}_{root}_{number}.dcm")
    return folder


def run(*arguments: object) -> tuple[int, str, str]:
    """Exit code and both outputs of a command."""
    result = RUNNER.invoke(app, list(map(str, arguments)))
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.stdout, result.stderr


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str, list[str]]:
    """The output folder, the store's URL, and all that the commands said."""
    folder = tmp_path_factory.mktemp("path")
    key, out, url = folder / "custodian.key", folder / "out", f"sqlite:///{folder / 'graph.db'}"
    said = [run("keys", "new", key)]
    said.append(run("deidentify", hospital(folder / "in"), out, "--key-file", key, "--jobs", 1))
    said.append(run("load", "--json", "--collection", "OBIA9001", "--store", url, out))
    return out, url, [str(part) for outcome in said for part in outcome]


def nodes(store: Store, kind: str) -> list[dict[str, Any]]:
    """Every node of a type."""
    return list(store.scan(kind, ["public", "review", "withheld"]))


def test_every_level_arrives(made: tuple[Path, str, list[str]]) -> None:
    """Eight images, four series, four studies, two individuals, one collection; every series with its report."""
    store = open_store(made[1])
    counted = {kind: len(nodes(store, kind)) for kind in MEMBERS[:-1]}
    edges = {name: len(list(store.edges(name, ["review"]))) for name in ("IN_SERIES", "IN_STUDY", "OF_INDIVIDUAL")}
    assert counted == {
        "Image": 8,
        "ImagingSeries": 4,
        "ImagingStudy": 4,
        "Individual": 2,
        "Dataset": 1,
        "QcReport": 5,
    }
    assert edges == {"IN_SERIES": 8, "IN_STUDY": 4, "OF_INDIVIDUAL": 4}
    assert len(list(store.edges("IN_DATASET", ["review"]))) == 6
    assert store.check() == []
    store.close()


def test_intervals_are_kept_in_weeks(made: tuple[Path, str, list[str]]) -> None:
    """Sixteen days are two weeks, a year is 52, for each individual from its own first study."""
    store = open_store(made[1])
    days: dict[str, list[int]] = {}
    of = {edge.source: edge.target for edge in store.edges("OF_INDIVIDUAL", ["review"])}
    for study in nodes(store, "ImagingStudy"):
        days.setdefault(of[study["accession"]], []).append(study["days_from_baseline"])
        assert study["date_shifted"] is True
    store.close()
    assert sorted(sorted(found) for found in days.values()) == [[0, 14], [0, 364]]


def test_individuals_are_coarse(made: tuple[Path, str, list[str]]) -> None:
    """Sex and age band as they are, height to the next step."""
    store = open_store(made[1])
    for individual in nodes(store, "Individual"):
        told = (individual["sex"], individual["age_band"], individual["height"], individual["archive"])
        assert told == ("female", "40-49", 1.75, "OBIA")
    store.close()


def test_nothing_of_the_source_arrives(made: tuple[Path, str, list[str]]) -> None:
    """No name, number, clinic, UID or date in the store, the manifest, or any message."""
    out, url, said = made
    days = [day for pair in DAYS.values() for day in pair]
    days += [f"{day[:4]}-{day[4:6]}-{day[6:]}" for day in days]
    store = open_store(url)
    told = orjson.dumps([nodes(store, kind) for kind in MEMBERS]).decode()
    store.close()
    told += (out / "manifest.jsonl").read_text(encoding="utf-8") + "".join(said)
    parts = [part for secret in SECRETS[:3] for part in secret.split("^")] + [SECRETS[3]]
    assert [secret for secret in parts + days if secret in told] == []


def test_reports_name_the_rules(made: tuple[Path, str, list[str]]) -> None:
    """The same profile, rule set and key as the manifest, and the codes that the files declare."""
    out, url, _ = made
    entry = orjson.loads((out / "manifest.jsonl").read_bytes().splitlines()[0])
    store = open_store(url)
    for report in nodes(store, "QcReport"):
        assert report["activity"] == "deidentify"
        assert (report["rule_set_version"], report["rule_set_hash"], report["key_id"]) == (
            entry["profile"],
            entry["rule_set"],
            entry["key_id"],
        )
        assert sorted(report["deidentification_methods"]) == sorted(entry["codes"])
    store.close()


def test_the_risk_is_seen_before_anything_leaves(made: tuple[Path, str, list[str]], tmp_path: Path) -> None:
    """Two individuals are too few for any tier; in the open one nobody is seen yet."""
    code, out, _ = run("anonymity", "--json", "--store", made[1])
    open_, controlled = orjson.loads(out)["tiers"]
    assert (code, open_["individuals"], controlled["individuals"], controlled["k"]) == (1, 0, 2, 2)
    assert run("export", "rdf", "--out", tmp_path / "rdf", "--store", made[1])[0] == 0
    assert run("export", "rdf", "--scope", "review", "--out", tmp_path / "all", "--store", made[1])[0] == 1
