"""Result tables: counts, facets, filters, order, pages and downloads agree with one another."""

import csv
import io
import re
from html import unescape

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.datastructures import QueryParams

from api.execute import Request
from api.ui import downloads, facets
from api.ui.asking import Asked
from api.ui.columns import column
from api.ui.downloads import FORMATS, content, neutral, value
from api.ui.facets import count_related, read
from api.ui.tables import selection


@pytest.fixture(scope="module")
def run(page_app):
    """Run a document as an anonymous reader; the data."""

    def ran(text: str, variables=None):
        asked = text if isinstance(text, Asked) else Asked(text, variables or {})
        body = page_app.state.engine.execute(Request(asked.document, asked.given), ("public",)).body
        assert "errors" not in body, body
        return body["data"]

    return ran


def facet_counts(text: str) -> dict[str, dict[str, str]]:
    """Counts by parameter and value, as the page shows them."""
    found: dict[str, dict[str, str]] = {}
    pattern = r'name="([^"]+)" value="([^"]*)"[^>]*>(?:<span>[^<]*</span>)\s*<span class="n">([^<]*)</span>'
    for param, value_, count in re.findall(pattern, text):
        found.setdefault(param, {})[unescape(value_)] = count
    return found


async def test_facets_count_the_selection(get) -> None:
    """Each facet counts what the other filters leave, its own filter put aside."""
    plain = facet_counts((await get("/runs")).text)
    assert plain["experiment.platform"] == {"ILLUMINA": "40", "BGISEQ": "20"}
    assert plain["experiment.libraryStrategy"] == {"RNA-Seq": "40", "WGS": "20"}
    chosen = facet_counts((await get("/runs?experiment.platform=BGISEQ")).text)
    assert chosen["experiment.platform"] == {"ILLUMINA": "40", "BGISEQ": "20"}
    assert "experiment.libraryStrategy" not in chosen


async def test_own_facets(get) -> None:
    """Slots of the type itself are counted the same way, chosen values stay though nothing has them."""
    assert facet_counts((await get("/datasets")).text)["archive"] == {"OMIX": "2", "GSA-Human": "1"}
    chosen = facet_counts((await get("/datasets?archive=GSA-Human&accessType=open")).text)
    assert chosen["archive"] == {"OMIX": "1", "GSA-Human": "0"}
    assert chosen["accessType"] == {"controlled": "1", "open": "0"}


async def test_every_number_can_be_clicked(get) -> None:
    """A facet's value chosen gives as many records as it promised."""
    for param, values in facet_counts((await get("/runs")).text).items():
        for chosen, count in values.items():
            text = (await get(f"/runs?{param}={chosen}")).text
            assert f"<strong>{count} records</strong>" in text


async def test_paging_is_complete(get) -> None:
    """Pages follow one another without a gap or a repeat, to the last one."""
    address, seen = "/runs?first=25&sort=-bases", []
    while address:
        text = (await get(address)).text
        seen += re.findall(r'<td><a href="/run/(HRR\d+)"', text)
        following = re.search(r'rel="next" href="([^"]+)"', text)
        address = unescape(following[1]) if following else ""
    assert seen == [f"HRR{number:06}" for number in range(60, 0, -1)]


async def test_sorting_links(get) -> None:
    """A heading sorts up, then down, and says how the table is sorted; what has no order has no link."""
    text = (await get("/runs?sort=bases")).text
    assert 'aria-sort="ascending"' in text
    assert 'href="/runs?sort=-bases"' in text
    assert 'href="/runs?sort=bases"' in (await get("/runs?sort=-bases")).text
    assert "sort=experiment" not in text


async def test_chips(get) -> None:
    """Each active value is shown in words and can be taken away alone."""
    text = (await get("/runs?experiment.platform=ILLUMINA&experiment.platform=BGISEQ&bases.gte=30000")).text
    assert "Experiment › Platform: ILLUMINA ✕" in text
    assert 'href="/runs?experiment.platform=BGISEQ&amp;bases.gte=30000"' in text
    assert "Bases gte: 30000 ✕" in text
    assert '<input type="hidden" name="bases.gte" value="30000">' in text


async def test_empty_tables_say_why(get) -> None:
    """No rows: because of the filters, or because nothing is there."""
    assert "No record fulfils all filters." in (await get("/runs?title=nope")).text
    assert "No record of this type is loaded." in (await get("/images")).text


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("/runs?nothing=1", "BAD_FILTER"),
        ("/runs?sort=nope", "BAD_ORDER"),
        ("/runs?first=501", "FIRST_TOO_LARGE"),
        ("/runs?first=x", "FIRST_TOO_LARGE"),
        (f"/runs?first={'9' * 5000}", "FIRST_TOO_LARGE"),
        ("/runs?after=zzz", "BAD_CURSOR"),
        ("/runs.csv?bases=x", "BAD_FILTER"),
    ],
)
async def test_refused_addresses(get, address: str, code: str) -> None:
    """An address that cannot be read is 400, in words for people and in the one JSON shape for programs."""
    page = await get(address)
    assert page.status_code == 400
    assert code in page.text
    told = await get(address, accept="application/json")
    assert told.status_code == 400
    assert told.json()["errors"][0]["extensions"]["code"] == code


async def test_copied_query_is_the_one_that_ran(get, run) -> None:
    """Under the table stands the document with its variables; run again it gives the same accessions."""
    text = (await get("/runs?experiment.platform=BGISEQ&first=3")).text
    document = unescape(re.search(r'id="table-query"[^>]*>(.*?)</pre>', text, re.DOTALL)[1])
    variables = orjson.loads(unescape(re.search(r'id="table-variables"[^>]*>(.*?)</pre>', text, re.DOTALL)[1]))
    nodes = run(document, variables)["runs"]["nodes"]
    assert [node["accession"] for node in nodes] == re.findall(r'<td><a href="/run/(HRR\d+)"', text)
    assert len(nodes) == 3


def csv_rows(body: bytes, separator: str = ",") -> list[list[str]]:
    return list(csv.reader(io.StringIO(body.decode(), newline=""), delimiter=separator))


async def test_downloads(get) -> None:
    """The three forms have the same rows in the same order, a name with type and day, and no page of their own."""
    by_csv = await get("/runs.csv?experiment.platform=BGISEQ&sort=-bases&first=2")
    by_tsv = await get("/runs.tsv?experiment.platform=BGISEQ&sort=-bases")
    by_json = await get("/runs.json?experiment.platform=BGISEQ&sort=-bases")
    rows = csv_rows(by_csv.content)
    assert rows[0][:4] == ["accession", "title", "experiment", "experiment.libraryStrategy"]
    assert len(rows) == 21
    assert [row[0] for row in rows[1:]] == [row[0] for row in csv_rows(by_tsv.content, "\t")[1:]]
    assert [row[0] for row in rows[1:]] == [item["accession"] for item in by_json.json()]
    assert by_json.json()[0]["bases"] == 59000
    assert re.fullmatch(
        r'attachment; filename="gsagraph_runs_\d{4}-\d\d-\d\d.csv"', by_csv.headers["content-disposition"]
    )
    assert by_tsv.headers["content-type"] == "text/tab-separated-values; charset=utf-8"


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("=1+1", "'=1+1"), ("+1", "'+1"), ("-1", "'-1"), ("@x", "'@x"), ("\tx", "'\tx"), ("a=1", "a=1"), (-5, "-5"), (1.5, "1.5"),
        (True, "true"), (None, ""), ("", ""),
    ],
)  # fmt: skip
def test_neutral(cell, written: str) -> None:
    """Texts a spreadsheet would run are made texts; numbers stay numbers."""
    assert neutral(cell) == written


def test_tsv_cells_hold_no_separator() -> None:
    """Tabs and line ends inside a cell become blanks."""
    assert neutral("a\tb\nc\rd", "\t") == "a b c d"


@given(st.lists(st.lists(st.text(max_size=8), min_size=2, max_size=2), max_size=4))
def test_csv_round_trip(lines: list[list[str]]) -> None:
    """What is written is read again, apart from the apostrophe in front of formulas."""
    body = downloads._separated(lines, ",").encode("utf-8", "surrogatepass")
    assert list(csv.reader(io.StringIO(body.decode("utf-8", "surrogatepass"), newline=""))) == [
        [neutral(cell) for cell in line] for line in lines
    ]


def test_flat_values() -> None:
    """Lists and lists of nodes become one text; what is left out of a list is counted."""
    node = {"accession": "A"}
    assert value(column("Experiment", "samples[]"), {"samples": {"totalCount": 3, "nodes": [node, node]}}) == "A; A; +1"
    assert value(column("Experiment", "samples[]"), {"samples": {"totalCount": 1, "nodes": [node]}}) == "A"
    assert value(column("Run", "files#"), {"files": {"totalCount": 7}}) == 7
    assert value(column("Run", "experiment"), {"experiment": None}) is None
    assert value(column("Run", "experiment.platform"), {"experiment": None}) is None
    assert value(column("Dataset", "useLimits"), {"useLimits": ["a", "b"]}) == "a; b"


@given(
    platform=st.lists(st.sampled_from(["ILLUMINA", "BGISEQ", "NONE"]), max_size=2, unique=True),
    least=st.one_of(st.none(), st.integers(0, 70_000)),
    title=st.sampled_from(["", "run 1", "5"]),
)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_counts_tables_and_downloads_agree(run, platform, least, title) -> None:
    """For any filters: totalCount, rows of the download and sums of a facet are the same number."""
    params = [("experiment.platform", name) for name in platform]
    params += [("bases.gte", str(least))] if least is not None else []
    params += [("title.contains", title)] if title else []
    chosen = selection("Run", QueryParams(params))
    total = run(chosen.asked())["runs"]["totalCount"]
    assert len(csv_rows(content(chosen, FORMATS["csv"], run))) == total + 1
    kept = [item for item in chosen.filters if item.param != "experiment.platform"]
    whole = run(selection("Run", QueryParams([p for p in params if p[0] != "experiment.platform"])).asked())["runs"][
        "totalCount"
    ]
    counted = {facet.param: facet for facet in count_related("Run", kept, run)}
    if "experiment.platform" in counted:
        assert sum(bucket.count for bucket in counted["experiment.platform"].buckets) == whole


def test_download_pages_through(run, monkeypatch: pytest.MonkeyPatch) -> None:
    """More rows than fit one answer come page by page, and stop at the stated number."""
    chosen = selection("Run", QueryParams([]))
    monkeypatch.setattr(downloads, "AT_ONCE", 7)
    assert len(csv_rows(content(chosen, FORMATS["csv"], run))) == 61
    monkeypatch.setattr(downloads, "MOST", 20)
    rows = csv_rows(content(chosen, FORMATS["csv"], run))
    assert [row[0] for row in rows[1:]] == [f"HRR{number:06}" for number in range(1, 21)]


def test_facet_budget(run) -> None:
    """When the time is spent, values are shown without counts, never with wrong ones."""
    ticks = iter([0.0, *[facets.BUDGET + 1] * 20])
    found = count_related("Run", [], run, clock=lambda: next(ticks))
    assert found
    assert {bucket.count for facet in found for bucket in facet.buckets} == {None}


def test_read_needs_more_than_one_value(run) -> None:
    """A facet with one value filters nothing and is not shown, unless it is chosen."""
    plain = selection("Experiment", QueryParams([]))
    assert "libraryLayout" not in {facet.param for facet in read("Experiment", plain.filters, run(plain.asked()))}
    chosen = selection("Experiment", QueryParams([("libraryLayout", "PAIRED")]))
    assert "libraryLayout" in {facet.param for facet in read("Experiment", chosen.filters, run(chosen.asked()))}


async def test_long_facets_say_so(get, monkeypatch: pytest.MonkeyPatch) -> None:
    """A facet that shows only its most frequent values says how many."""
    assert "most frequent" not in (await get("/runs")).text
    monkeypatch.setattr(facets, "VALUES", 2)
    assert "the 2 most frequent" in (await get("/runs")).text
