"""A link of individuals that is not public changes no answer that an anonymous reader gets, by any way."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from httpx import ASGITransport, AsyncClient
from starlette.applications import Starlette
from typer.testing import CliRunner

from api.app import create_app
from api.execute import Request
from api.settings import Settings
from cli.main import app as gsagraph
from graph_store.open import open_store
from qc.dicom.keys import Keys
from qc.report import identifier
from tests.contract.build import record, to

RUNNER = CliRunner()
IMAGED, SEQUENCED, UNKNOWN = Keys(bytes(range(32))).individual("p1"), "HRI900001", "HRI900009"
NAMES = {
    "imaged": IMAGED,
    "sequenced": SEQUENCED,
    "link": f"LINK-{identifier('link', IMAGED, SEQUENCED)}",
    "unknown": f"LINK-{identifier('link', IMAGED, UNKNOWN)}",
}
PEOPLE = [
    record("Dataset", "OBIA9001", archive="OBIA"),
    record("Dataset", "HRA900001", archive="GSA-Human"),
    record("Individual", IMAGED, to("IN_DATASET", "OBIA9001"), sex="female"),
    record("Individual", SEQUENCED, to("IN_DATASET", "HRA900001"), sex="female", disease="sepsis"),
    record("ImagingStudy", "2.25.1", to("OF_INDIVIDUAL", IMAGED), to("IN_DATASET", "OBIA9001"), modalities=["CT"]),
    record("Sample", "HRS900001", to("FROM_INDIVIDUAL", SEQUENCED), title="blood"),
]
MEMBERS = """accession iri scope provenance { source location loader time } externalReferences { accession }
    sameIndividuals { totalCount nodes { accession } facets(fields: ["sex"]) { buckets { value count } } }
    crossReferences { totalCount } qcReports { totalCount nodes { accession } } replacedBy { totalCount }"""
DOCUMENTS = [
    f"{{ individuals {{ totalCount nodes {{ {MEMBERS} }} }} }}",
    '{ individuals { facets(fields: ["sex", "archive"]) { field buckets { value count } } } }',
    "{ individuals(where: {sameIndividuals: {some: {}}}) { totalCount } }",
    "{ individuals(where: {sameIndividuals: {none: {}}}) { totalCount } }",
    '{ individuals(where: {sameIndividuals: {every: {sex: {eq: "male"}}}}) { totalCount } }',
    '{ individuals(where: {title: {contains: "two accessions"}}) { totalCount } }',
    "{ statistics { nodes { type count } relationships { type count } } }",
    "{ qcReports { totalCount } qcFindings { totalCount } }",
    f"{{ datasets {{ nodes {{ accession individuals {{ totalCount nodes {{ {MEMBERS} }} }} }} }} }}",
    '{ search(text: "One individual under two accessions") { totalCount nodes { __typename } } }',
    *(f'{{ search(text: "{name}") {{ totalCount nodes {{ __typename }} }} }}' for name in NAMES.values()),
    *(f'{{ node(id: "{name}") {{ __typename accession }} }}' for name in NAMES.values()),
    *(f'{{ resolve(ids: ["{name}"]) {{ state iri type }} }}' for name in NAMES.values()),
    *(
        f'{{ subgraph(ids: ["{name}"]) {{ truncated remaining nodes {{ accession label degree {{ relation count }} }}'
        " edges { source target relation } } }"
        for name in NAMES.values()
    ),
]
PAGES = [
    "/",
    "/individuals",
    "/individuals?q=link",
    *(f"/individual/{name}" for name in NAMES.values()),
    *(f"/search?q={name}" for name in NAMES.values()),
    *(f"/graph?ids={name}" for name in NAMES.values()),
]
FORMS = ["text/html", "application/json", "text/turtle", "application/ld+json", "application/n-triples"]


def store_of(path: Path, *releases: str) -> str:
    """The URL of a store with the people, and with a link for each word on release."""
    url = f"sqlite:///{path}"
    store = open_store(url, write=True)
    store.write(PEOPLE)
    store.close()
    rows = [f"{IMAGED},{end},curated crosswalk,1,{release}" for release in releases for end in (SEQUENCED, UNKNOWN)]
    table = path.with_suffix(".csv")
    table.write_text(
        "\n".join(["imaging individual,individual in GSA-Human,method,confidence,release", *rows]), "utf-8"
    )
    assert not releases or RUNNER.invoke(gsagraph, ["load", "--store", url, str(table)]).exit_code == 0
    return url


@pytest.fixture(scope="module", params=["withheld", "dataset:HRA900001"])
def both(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Starlette]]:
    """The service over a store without links, and over the same with hidden ones."""
    folder = tmp_path_factory.mktemp("links")
    urls = [store_of(folder / "without.db"), store_of(folder / "with.db", request.param)]
    made = [create_app(Settings(store=url)) for url in urls]
    yield made
    for service in made:
        service.state.engine.close()


@pytest.mark.parametrize("document", DOCUMENTS)
def test_no_answer_tells_of_it(both: list[Starlette], document: str) -> None:
    """Counts, facets, filters, paths, search, resolution, statistics, reports: the same with and without."""
    without, with_links = (one.state.engine.execute(Request(document, {}), ("public",)).body for one in both)
    assert "errors" not in without, without
    assert with_links == without


@pytest.mark.parametrize("page", PAGES)
async def test_no_page_tells_of_it(both: list[Starlette], page: str) -> None:
    """Status and content in every form are the same."""
    for form in FORMS:
        told = []
        for service in both:
            transport = ASGITransport(service, raise_app_exceptions=False)
            async with AsyncClient(transport=transport, base_url="http://gsagraph.test") as client:
                answer = await client.get(page, headers={"accept": form})
            told.append((answer.status_code, answer.text))
        assert told[0] == told[1], (page, form)


def test_no_public_file_tells_of_it(tmp_path: Path) -> None:
    """The export of public nodes is the same, byte for byte."""
    files = []
    for name, releases in (("without", ()), ("with", ("withheld", "review", "dataset:HRA900001"))):
        out = tmp_path / name
        url = store_of(tmp_path / f"{name}.db", *releases)
        result = RUNNER.invoke(
            gsagraph, ["export", "rdf", "--out", str(out), "--store", url, "--waive-risk", "invented"]
        )
        assert result.exit_code == 0
        files.append({path.name: path.read_bytes() for path in out.iterdir() if path.suffix == ".nt"})
    assert files[0] == files[1]
    assert any(IMAGED.encode() in content for content in files[0].values())


@pytest.mark.parametrize(("scopes", "seen"), [(("public",), 0), (("public", "dataset:HRA900001"), 1)])
def test_who_was_granted_the_scope_finds_the_way(tmp_path: Path, scopes: tuple[str, ...], seen: int) -> None:
    """The comparison above would find a link: with the scope of the link there is one."""
    service = create_app(Settings(store=store_of(tmp_path / "granted.db", "dataset:HRA900001")))
    document = f'{{ node(id: "{SEQUENCED}") {{ ... on Individual {{ sameIndividuals {{ totalCount }} }} }} }}'
    body = service.state.engine.execute(Request(document, {}), scopes).body
    service.state.engine.close()
    assert body["data"]["node"]["sameIndividuals"]["totalCount"] == seen
