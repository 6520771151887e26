"""Every page over HTTP: frame, headers, escaping, the one shape of errors, who may see what."""

import hashlib
import re
from html.parser import HTMLParser

import orjson
import pytest
from httpx import ASGITransport, AsyncClient

from api.app import create_app
from api.settings import Settings
from api.ui.addresses import around_path, graph_path, list_path, node_path
from api.ui.asking import Asked
from api.ui.assets import Assets, Bundle
from api.ui.embedded import json_text
from api.ui.forms import FORMS, HTML, JSON, N_TRIPLES, TURTLE, accepted, split_suffix
from api.ui.labels import name_label, root_label, type_label, words
from api.ui.look import LOOKS, look
from api.ui.page import POLICY, number
from api.ui.questions import questions
from graph_schema.iri import base_iri, node_iri
from graph_schema.model import NODE_TYPES
from graph_store import open_store
from tests.api.ui.small_graph import MARKUP

PAGES = (
    "/",
    "/search",
    "/search?q=invented",
    "/search?q=HRR000001,nonsense,HRR000002",
    "/runs",
    "/samples?tissue=lung",
    "/run/HRR000001.html",
    "/sample/HRS000002.html",
    "/dataset/HRA000001.html",
    "/graph",
    "/graph?ids=HRA000001,HRS000002,NOPE",
    "/graphql",
    "/run/nope.html",
)


class Reader(HTMLParser):
    """Collects what the frame of a page must be right about."""

    def __init__(self) -> None:
        super().__init__()
        self.headings = 0
        self.language = ""
        self.loaded: list[str] = []
        self.ids: list[str] = []
        self.unlabelled: list[str] = []
        self.inline: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.headings += tag == "h1"
        if tag == "html":
            self.language = given.get("lang") or ""
        if "id" in given:
            self.ids.append(given["id"] or "")
        source = given.get("src") or (
            given.get("href") if tag == "link" and given.get("rel") in ("stylesheet", "icon") else None
        )
        if source:
            self.loaded.append(source)
        if "style" in given or any(name.startswith("on") for name in given) or tag == "style":
            self.inline.append(tag)
        if (
            tag == "script"
            and "src" not in given
            and given.get("type") not in ("application/json", "application/ld+json")
        ):
            self.inline.append(tag)


def read(text: str) -> Reader:
    reader = Reader()
    reader.feed(text)
    return reader


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("language", ["en", "zh"])
async def test_frame(get, path: str, language: str) -> None:
    """One h1, the right lang, ids once, nothing inline, nothing from elsewhere, a strict policy."""
    told = await get(path, accept_language=language)
    page = read(told.text)
    assert page.headings == 1
    assert page.language == {"en": "en", "zh": "zh-Hans"}[language]
    assert len(page.ids) == len(set(page.ids))
    assert page.inline == []
    assert all(source.startswith(("/static/", "data:")) for source in page.loaded)
    assert told.headers["content-language"] == page.language
    assert "default-src 'self'" in told.headers["content-security-policy"]
    assert ("unsafe-inline" in told.headers["content-security-policy"]) == (path == "/graphql")
    assert "[object Object]" not in told.text


@pytest.mark.parametrize(
    "path", ["/samples", "/sample/HRS000002.html", "/graph?ids=HRS000002", "/search?q=HRS000001,HRS000002"]
)
async def test_markup_of_sources_is_text(get, path: str) -> None:
    """A title that is written like markup is shown as text, in tables, records, lists and embedded data."""
    text = (await get(path)).text
    assert MARKUP not in text
    assert "&lt;script&gt;alert(" in text or "\\u003cscript\\u003ealert(" in text


async def test_search_text_is_escaped(get) -> None:
    """What a reader types comes back as text."""
    assert "<b>x" not in (await get("/search?q=%3Cb%3Ex")).text


async def test_language_by_address_is_remembered(get) -> None:
    """`?lang=` sets the cookie; without it none is set."""
    assert (await get("/?lang=zh")).headers["set-cookie"].startswith("lang=zh;")
    assert "set-cookie" not in (await get("/")).headers


async def test_language_links_keep_the_address(get) -> None:
    """The other language is this very page."""
    text = (await get("/runs?sort=-bases&experiment.platform=BGISEQ")).text
    assert 'href="/runs?sort=-bases&amp;experiment.platform=BGISEQ&amp;lang=zh"' in text


async def test_home_counts(get) -> None:
    """The first page counts what an anonymous reader may see, and leads to the tables."""
    text = (await get("/")).text
    assert re.search(r'href="/datasets">.*?<span class="n">3</span>', text)
    assert re.search(r'href="/runs">.*?<span class="n">60</span>', text)
    assert 'href="/images"' not in text


async def test_empty_store(tmp_path) -> None:
    """A store with nothing in it says what to do."""
    url = f"sqlite:///{tmp_path / 'empty.db'}"
    open_store(url, write=True).close()
    app = create_app(Settings(store=url))
    async with AsyncClient(transport=ASGITransport(app), base_url="http://pages.test") as client:
        assert "gsagraph load" in (await client.get("/", headers={"accept": "text/html"})).text
    app.state.engine.close()


async def test_no_store(tmp_path) -> None:
    """Without a store pages are 503 in words, JSON in the one shape, both with a time to try again."""
    app = create_app(Settings(store=f"sqlite:///{tmp_path / 'none.db'}"))
    async with AsyncClient(transport=ASGITransport(app), base_url="http://pages.test") as client:
        page = await client.get("/runs", headers={"accept": "text/html"})
        told = await client.get("/runs", headers={"accept": "application/json"})
    assert (page.status_code, told.status_code) == (503, 503)
    assert "The graph cannot be reached" in page.text
    assert told.json()["errors"][0]["extensions"]["code"] == "STORE_UNAVAILABLE"
    assert page.headers["retry-after"] == told.headers["retry-after"] == "5"


async def test_viewers(page_store: str, tmp_path) -> None:
    """A token's scopes open records, tables, search, counts and RDF; a wrong token is refused in words."""
    tokens = tmp_path / "tokens.toml"
    digest = hashlib.sha256(b"secret").hexdigest()
    tokens.write_text(f'[[token]]\nsha256 = "{digest}"\nscopes = ["review"]\nnote = "curator"\n')
    app = create_app(Settings(store=page_store, tokens=str(tokens)))
    async with AsyncClient(transport=ASGITransport(app), base_url="http://pages.test") as client:

        async def status(path: str, token: str | None) -> int:
            headers = {"accept": "text/html"} | ({"authorization": f"Bearer {token}"} if token else {})
            return (await client.get(path, headers=headers)).status_code

        for path in ("/dataset/CRA000009.html", "/dataset/CRA000009.json", "/dataset/CRA000009.nt"):
            assert [await status(path, token) for token in (None, "secret", "wrong")] == [404, 200, 401]
        seen = await client.get("/datasets", headers={"accept": "text/html", "authorization": "Bearer secret"})
        hidden = await client.get("/datasets", headers={"accept": "text/html"})
    assert "CRA000009" in seen.text
    assert "CRA000009" not in hidden.text
    app.state.engine.close()


@pytest.mark.parametrize(
    "path",
    [
        "/datasets",
        "/search?q=reads",
        "/graph?ids=CRA000009",
        "/search?q=CRA000009",
        "/datasets.csv",
        "/datasets?accession=CRA000009",
    ],
)
async def test_hidden_records_leave_no_trace(get, path: str) -> None:
    """A record in review is in no table, search, canvas, list or download of an anonymous reader."""
    assert "Unreleased reads" not in (await get(path)).text


async def test_static_files(get) -> None:
    """Built files are served; hashed ones may be kept for ever."""
    if not Assets().built:
        pytest.skip("the browser modules are not built")
    style = Assets().bundle("style.css").styles[0]
    told = await get(f"/static/{style}")
    assert told.status_code == 200
    assert told.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert (await get("/static/licences.txt")).headers["cache-control"] == "no-cache"
    assert (await get("/static/nothing.js")).status_code == 404


async def test_no_icon(get) -> None:
    """Browsers that ask for an icon are told there is none."""
    assert (await get("/favicon.ico")).status_code == 204


def test_assets(tmp_path) -> None:
    """The manifest names scripts and styles of an entry; without a build there are none."""
    assert not Assets(tmp_path).built
    assert Assets(tmp_path).bundle("app.js") == Bundle()
    manifest = {"app.js": {"file": "app-1.js", "css": ["a.css"]}, "style.css": {"file": "assets/style-1.css"}}
    (tmp_path / "manifest.json").write_bytes(orjson.dumps(manifest))
    assert Assets(tmp_path).bundle("app.js") == Bundle(("app-1.js",), ("a.css",))
    assert Assets(tmp_path).bundle("style.css") == Bundle((), ("assets/style-1.css",))


def test_embedded_json() -> None:
    """No sign of the JSON can end the element it stands in; parsed again it is the same."""
    value = {"title": "</script><!--&\u2028"}
    assert not set(json_text(value)) & set("<>&\u2028")
    assert orjson.loads(json_text(value)) == value


@pytest.mark.parametrize(
    ("alias", "text"),
    [
        ("libraryStrategy", "Library strategy"),
        ("md5", "MD5"),
        ("bioProjects", "BioProjects"),
        ("sopInstanceUid", "SOP instance UID"),
        ("readLength1", "Read length 1"),
        ("n50", "N50"),
        ("qcReports", "QC reports"),
    ],
)
def test_words(alias: str, text: str) -> None:
    """Names of the model become words a reader knows."""
    assert words(alias) == text


def test_labels() -> None:
    """Labels come in both languages, of types, lists and slots."""
    assert (type_label("en", "ImagingStudy"), type_label("zh", "ImagingStudy")) == ("Imaging study", "影像检查")
    assert (root_label("en", "Taxon"), root_label("zh", "Taxon")) == ("Taxa", "物种")
    assert name_label("zh", "md5") == "MD5"


def test_looks() -> None:
    """Every type has a shape and colour of its own kind: no two types share both."""
    assert set(LOOKS) == set(NODE_TYPES)
    assert len({(item.colour, item.points) for item in LOOKS.values()}) == len(LOOKS)
    assert all(len(item.points) % 2 == 0 and max(map(abs, item.points)) <= 1 for item in LOOKS.values())
    assert look("Nothing").colour == "#999999"
    assert look("Sample").svg.startswith("0 -10 ")


def test_addresses() -> None:
    """A node's address is its IRI's path where the IRI is ours, else type and accession."""
    assert node_path("Sample", "SAMC000001", node_iri("Sample", "SAMC000001")) == "/biosample/SAMC000001"
    assert node_path("Run", "SRR1", node_iri("Run", "SRR1")) == "/run/SRR1"
    assert node_path("Publication", "doi:10.1/a b") == "/publication/doi:10.1/a%20b"
    assert list_path("Run", [("title", "a b")]) == "/runs?title=a+b"
    assert list_path("Run") == "/runs"
    assert graph_path(["A", "B/c"]) == "/graph?ids=A,B/c"
    assert around_path("A/b c") == "/graph?around=A/b%20c"


@pytest.mark.parametrize("rest", ["//evil.example/x", "/\\evil.example/x", "\\/evil.example/x"])
def test_no_address_of_a_node_leads_to_another_host(rest: str) -> None:
    """A source may state any IRI below our base."""
    assert node_path("Run", "SRR1", base_iri() + rest) == "/evil.example/x"


@pytest.mark.parametrize("node_type", NODE_TYPES)
async def test_every_type_has_pages(get, node_type: str) -> None:
    """The table of each type opens, and each address of a type is answered."""
    assert (await get(list_path(node_type) or "/")).status_code == 200
    assert (await get(node_path(node_type, "nothing"))).status_code == 404


@pytest.mark.parametrize(
    ("path", "stem", "form"),
    [
        ("A.ttl", "A", TURTLE),
        ("A.b.json", "A.b", JSON),
        ("A.csv", "A.csv", None),
        ("doi:10.1000/182", "doi:10.1000/182", None),
        (".nt", ".nt", None),
        ("A.NT", "A.NT", None),
    ],
)
def test_suffixes(path: str, stem: str, form) -> None:
    """Only the suffix of a form at the very end is one."""
    assert split_suffix(path) == (stem, form)


def test_accepted() -> None:
    """Other names of a media type count; with no opinion the first form is taken; refusal is possible."""
    assert accepted("application/xhtml+xml") is HTML
    assert accepted("text/plain") is N_TRIPLES
    assert accepted(None) is FORMS[0]
    assert accepted("image/png, */*;q=0") is None


def test_questions(tmp_path) -> None:
    """A file's first comment is its title, without the number; its variables stand beside it."""
    (tmp_path / "01-a.graphql").write_text("# 7. What is it?\nquery A($x: Int) { a }\n")
    (tmp_path / "01-a.json").write_text('{"x": 1}')
    (tmp_path / "02-b-c.graphql").write_text("{ b }\n")
    first, second = questions(tmp_path)
    assert first.title == "What is it?"
    assert first.href == Asked("# 7. What is it?\nquery A($x: Int) { a }\n", {"x": 1}).href
    assert second.title == "02 b c"
    assert questions(tmp_path / "none") == ()


def test_asked() -> None:
    """A document's link holds text and variables; variables that say nothing are left out."""
    assert Asked("{ a }", {"x": None}).href == "/graphql?query=%7B+a+%7D"
    assert Asked("{ a }", {"x": None}).variables_text == ""
    assert Asked("q", {"x": 1, "y": None}).variables_text == '{\n  "x": 1\n}'


def test_number() -> None:
    """Counts are grouped; nothing stays nothing."""
    assert (number(1234567), number(None)) == ("1,234,567", "")


def test_policy_names_no_other_host() -> None:
    """The policy lets nothing in from elsewhere."""
    assert "http" not in POLICY
    assert "*" not in POLICY


async def test_unknown_addresses(get) -> None:
    """An address nothing answers is a page for people and the one JSON shape for programs."""
    page = await get("/nothing/here")
    assert (page.status_code, page.headers["content-type"]) == (404, "text/html; charset=utf-8")
    assert "NOT_FOUND" in page.text
    told = await get("/nothing/here", accept="*/*")
    assert (told.status_code, told.json()["errors"][0]["extensions"]["code"]) == (404, "NOT_FOUND")


async def test_headers(get) -> None:
    """Pages may not be sniffed, and caches tell readers apart."""
    told = await get("/runs")
    assert told.headers["x-content-type-options"] == "nosniff"
    assert told.headers["referrer-policy"] == "same-origin"
    assert "authorization" in told.headers["vary"]
