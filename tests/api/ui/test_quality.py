"""The quality of files on the pages of runs, files and reports, and as conditions of questions."""

import pytest
from httpx import ASGITransport, AsyncClient
from lxml import html

from api.app import create_app
from api.settings import Settings
from api.ui.quality import metrics_of
from graph_schema.record import Relation
from graph_store.open import open_store
from tests.api.graph import record

POSITION = {
    "start": 1, "stop": 1, "meanQuality": 36.0, "lowerQuartile": 35.0, "median": 37.0, "upperQuartile": 38.0,
    "fractionA": 0.3, "fractionC": 0.2, "fractionG": 0.2, "fractionT": 0.2, "fractionN": 0.1,
}  # fmt: skip
FULL = {
    "title": "sequence: a",
    "verdict": "warn",
    "spot_count": 1234,
    "q30_fraction": 0.91,
    "q30_band": "0.90–0.95",
    "file_format": "fastq",
    "gc_content": 43.21,
    "quality_counts": [{"quality": 2, "count": 5}, {"quality": 37, "count": 95}],
    "length_counts": [{"start": 100, "stop": 150, "count": 1234}],
    "gc_counts": [{"percent": 43, "count": 1234}],
    "position_statistics": [POSITION, {**POSITION, "start": 2, "stop": 9}],
}
QUESTION = """query($least: Float!) {
  runs(where: { qcReports: { some: { q30Fraction: { gte: $least } } } }) { totalCount edges { node { accession } } }
}"""


def report(accession: str, about: str, kind: str = "Run", **slots):
    """A report about a node."""
    return record("QcReport", accession, Relation("ABOUT", about, kind), **slots)


@pytest.fixture(scope="module")
def settings(tmp_path_factory):
    """Runs with a report of their own, with one of a file, with a hidden one, and with one of loading only."""
    url = f"sqlite:///{tmp_path_factory.mktemp('quality') / 'graph.db'}"
    store = open_store(url, write=True)
    store.write(
        [
            *(record("Run", f"CRR00000{number}") for number in (1, 2, 3, 4)),
            record("File", "F2", Relation("OUTPUT_OF", "CRR000002", "Run")),
            report("r1", "CRR000001", **FULL),
            report("r2", "F2", "File", **{**FULL, "title": "sequence: b", "verdict": "fail", "q30_fraction": 0.7}),
            report("r3", "CRR000003", scope="review", **{**FULL, "q30_fraction": 0.99}),
            report("r4", "CRR000004", title="load: d", verdict="pass"),
        ]
    )
    store.close()
    return Settings(store=url)


@pytest.fixture
async def client(settings):
    """A browser."""
    app = create_app(settings)
    async with AsyncClient(transport=ASGITransport(app), base_url="http://g.test") as made:
        yield made
    app.state.engine.close()


async def section(client, path):
    """The part of a page about quality, or None."""
    found = html.fromstring((await client.get(path)).text).xpath("//section[@aria-labelledby='quality']")
    return found[0] if found else None


async def test_a_run_shows_its_report(client):
    """Verdict, figures, five plots, each with its table."""
    shown = await section(client, "/run/CRR000001.html")
    text = shown.text_content()
    assert "passed with warnings" in text
    assert ("1,234" in text, "91.0 %" in text, "43.2 %" in text) == (True, True, True)
    assert len(shown.xpath(".//figure")) == len(shown.xpath(".//figure//table")) == 5
    assert shown.xpath(".//h3/a/@href") == ["/qc-report/r1"]


async def test_a_run_shows_the_reports_of_its_files(client):
    """What was checked as a file stands on the page of its run, and on its own."""
    for path in ("/run/CRR000002.html", "/file/F2.html"):
        assert "failed" in (await section(client, path)).text_content()


async def test_texts_are_translated(client):
    """A Chinese page has Chinese titles and axes."""
    text = (await section(client, "/run/CRR000001.html?lang=zh")).text_content()
    assert ("各位置质量值" in text, "Quality by position" in text) == (True, False)


@pytest.mark.parametrize("path", ["/run/CRR000003.html", "/run/CRR000004.html"])
async def test_no_section_without_figures_to_see(client, path):
    """A hidden report leaves no trace; a report of loading has nothing to draw."""
    assert await section(client, path) is None


async def test_the_report_itself_is_drawn(client):
    """Its page shows plots where the slots would be long lists."""
    page = (await client.get("/qc-report/r1.html")).text
    assert len(html.fromstring(page).xpath("//figure")) == 5
    assert "lowerQuartile:" not in page.partition('id="provenance"')[0].partition('id="relations"')[0]


async def test_metrics_are_conditions(client):
    """Runs are found by the quality of what the viewer may see."""
    answer = (await client.post("/graphql", json={"query": QUESTION, "variables": {"least": 0.85}})).json()
    assert answer["data"]["runs"] == {"totalCount": 1, "edges": [{"node": {"accession": "CRR000001"}}]}


async def test_metrics_are_facets(client):
    """Reports are counted by steps of Q30, format and verdict, hidden ones not."""
    question = '{ qcReports { facets(fields: ["q30Band", "fileFormat"]) { field buckets { value count } } } }'
    facets = (await client.post("/graphql", json={"query": question})).json()["data"]["qcReports"]["facets"]
    filled = [[bucket for bucket in facet["buckets"] if bucket["value"]] for facet in facets]
    assert filled == [[{"value": "0.90–0.95", "count": 2}], [{"value": "fastq", "count": 2}]]


def test_metrics_of_a_report_without_figures():
    """Nothing to draw is nothing, not an error."""
    made = metrics_of({"accession": "r"})
    assert made["gc_histogram"] == []
    assert made["per_position"]["bins"] == []
