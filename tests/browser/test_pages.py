"""Every page in a real browser: no complaint in the console, no request to another host, accessible in every dress."""

from pathlib import Path

import pytest
from PIL import Image, ImageDraw

pytestmark = pytest.mark.browser

AXE = Path(__file__).resolve().parents[2] / "web" / "node_modules" / "axe-core" / "axe.min.js"
PAGES = {
    "first page": "/",
    "words": "/search?q=sepsis",
    "list": "/search?q=HRA900001%0Anonsense%20line%0ACRR9999999",
    "table": "/runs?experiment.libraryStrategy=WGS",
    "empty table": "/runs?title=nope",
    "dataset": "/dataset/HRA900001.html",
    "individual": "/individual/HRI9000001.html",
    "explorer": "/graph?ids=PRJCA900001,HRA900001,HRI9000001",
    "empty explorer": "/graph",
    "similar images": "/images/similar",
}
DARK = ("first page", "list", "table", "dataset", "explorer", "similar images")
CHINESE = ("list", "table", "dataset", "explorer", "similar images")
DRESSES = [(name, {"color_scheme": "dark"}) for name in DARK] + [(name, {"locale": "zh-CN"}) for name in CHINESE]


def serious_findings(page) -> list[str]:
    """What axe-core calls serious or critical."""
    if not AXE.is_file():
        pytest.skip("axe-core is not installed: npm ci in web/")
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
    bad = (item for item in found if item["impact"] in ("serious", "critical"))
    return [f"{item['id']}: {node['html'][:120]}" for item in bad for node in item["nodes"]]


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_page(open_page, built, path: str) -> None:
    """One heading of the first rank, a title, the right language, accessible, and nothing amiss (see `open_page`)."""
    page = open_page().go(path, "networkidle")
    assert page.locator("h1").count() == 1
    assert "gsagraph" in page.title()
    assert page.locator("html").get_attribute("lang") == "en"
    assert serious_findings(page) == []


@pytest.mark.parametrize(
    ("name", "options"), DRESSES, ids=lambda value: value if isinstance(value, str) else next(iter(value))
)
def test_accessible(open_page, built, name: str, options: dict[str, str]) -> None:
    """The same in dark and in Chinese."""
    assert serious_findings(open_page(**options).go(PAGES[name])) == []


def test_chinese(open_page) -> None:
    """A browser that wants Chinese gets it, page and words of the model; the choice of a reader stays."""
    watched = open_page(locale="zh-CN")
    page = watched.go("/individuals")
    assert page.locator("html").get_attribute("lang") == "zh-Hans"
    assert watched.texts("h1") == ["个体"]
    assert "性别" in watched.texts("thead th")
    page.get_by_role("link", name="English").click()
    page.wait_for_url("**lang=en")
    assert watched.texts("h1") == ["Individuals"]
    watched.go("/individuals")
    assert watched.texts("h1") == ["Individuals"]


def test_without_javascript(open_page) -> None:
    """Search, facets, table, record, download and explorer work with scripts off."""
    watched = open_page(java_script_enabled=False)
    page = watched.go("/")
    page.locator("textarea[name=q]").fill("hra900001")
    with page.expect_navigation():
        page.get_by_role("button", name="Search").click()
    assert page.url.endswith("/dataset/HRA900001.html")
    watched.go("/experiments")
    page.get_by_label("WXS").check()
    with page.expect_navigation():
        page.get_by_role("button", name="Apply").click()
    assert "libraryStrategy=WXS" in page.url
    assert all("WXS" in row for row in watched.texts("tbody tr"))
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").click()
    assert download.value.suggested_filename.startswith("gsagraph_experiments_")
    watched.go("/graph?ids=HRA900001")
    before = len(watched.texts("#graph-tables tr[data-node]"))
    with page.expect_navigation():
        page.locator("a[data-expand]").first.click()
    assert len(watched.texts("#graph-tables tr[data-node]")) > before
    assert not page.locator("#canvas").is_visible()


def test_pasted_list(open_page) -> None:
    """A list pasted into the first page's box is told line by line."""
    watched = open_page()
    page = watched.go("/")
    page.locator("textarea[name=q]").fill("HRA900001\nnot one\nCRR9999999")
    with page.expect_navigation():
        page.get_by_role("button", name="Search").click()
    assert watched.texts("tbody .badge") == ["found", "not an accession", "not in this graph"]


def test_facets_without_a_new_page(open_page, built) -> None:
    """A facet chosen changes table, counts and address at once; Back brings the former ones."""
    watched = open_page()
    page = watched.go("/experiments")
    every = watched.texts("#results [role=status] strong")
    page.evaluate("window.stayed = true")
    page.get_by_label("WXS").check()
    page.wait_for_url("**libraryStrategy=WXS*")
    page.wait_for_function(
        "before => document.querySelector('#results [role=status] strong').textContent !== before", arg=every[0]
    )
    assert page.evaluate("window.stayed") is True
    assert page.get_by_label("WXS").is_checked()
    assert all("WXS" in row for row in watched.texts("tbody tr"))
    page.go_back()
    page.wait_for_function(
        "every => document.querySelector('#results [role=status] strong').textContent === every", arg=every[0]
    )
    assert watched.texts("#results [role=status] strong") == every


def test_every_link_of_a_record_leads_somewhere(open_page) -> None:
    """All links of ours on a record page are answered."""
    watched = open_page()
    page = watched.go("/dataset/HRA900001.html")
    links = {
        link
        for link in page.locator("main a").evaluate_all("all => all.map(a => a.getAttribute('href'))")
        if link.startswith("/")
    }
    assert len(links) > 30
    answers = {link: page.request.get(watched.address + link).status for link in sorted(links)}
    assert {link: status for link, status in answers.items() if status != 200} == {}


def test_copied_query(open_page, built) -> None:
    """The copy button copies the document that is shown."""
    watched = open_page(permissions=["clipboard-read", "clipboard-write"])
    page = watched.go("/runs")
    page.locator("details.query-text summary").click()
    page.get_by_role("button", name="Copy as GraphQL").click()
    page.get_by_role("button", name="Copied").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == page.locator("#table-query").text_content()


def test_query_page(open_page, built) -> None:
    """GraphiQL runs from this server alone, with the example questions as tabs, and answers a query."""
    watched = open_page()
    page = watched.go("/graphql")
    page.locator(".graphiql-container").wait_for()
    page.locator(".graphiql-query-editor .view-line", has_text="statistics").first.wait_for()
    assert page.locator(".graphiql-tab").count() > 5
    page.locator("button.graphiql-execute-button").click()
    page.locator(".result-window", has_text="statistics").wait_for()


def test_query_page_with_a_query(open_page, built) -> None:
    """A link with a query shows that query."""
    watched = open_page()
    page = watched.go("/graphql?query=%7B%20statistics%20%7B%20nodes%20%7B%20type%20%7D%20%7D%20%7D")
    page.locator(".graphiql-query-editor", has_text="statistics").wait_for()
    assert page.locator(".graphiql-tab").count() <= 1


def test_query_page_without_javascript(open_page) -> None:
    """A plain form runs a query with scripts off."""
    watched = open_page(java_script_enabled=False)
    page = watched.go("/graphql")
    page.locator("textarea[name=query]").fill("{ statistics { nodes { type count } } }")
    with page.expect_navigation():
        page.get_by_role("button", name="Run the query").click()
    assert '"Individual"' in page.content()


def test_similar_images_on_a_narrow_screen(open_page) -> None:
    """Nothing is wider than a telephone."""
    page = open_page(viewport={"width": 360, "height": 700}).go("/images/similar")
    assert page.evaluate("document.documentElement.scrollWidth") == 360


def test_similar_images_without_javascript(open_page, tmp_path) -> None:
    """A file chosen in the form finds images, and each of them leads to those similar to it."""
    drawn = Image.new("L", (90, 70), 0)
    ImageDraw.Draw(drawn).ellipse((20, 15, 70, 55), fill=200)
    drawn.save(tmp_path / "a.png")
    watched = open_page(java_script_enabled=False)
    page = watched.go("/images/similar")
    page.locator("input[type=file]").set_input_files(tmp_path / "a.png")
    with page.expect_navigation():
        page.get_by_role("button", name="Find similar images").first.click()
    assert page.locator("ol.similar li").count() > 0
    assert watched.texts("ol.similar strong")[0].startswith("distance ")
    with page.expect_navigation():
        page.locator("ol.similar").get_by_role("link", name="Similar images").first.click()
    assert "/images/similar?image=" in page.url
