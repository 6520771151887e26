"""The sunburst of a run in a real browser: by mouse, by keyboard, without scripts, in every dress."""

import pytest

from graph_store.open import open_store
from qc.taxonomy.records import profile_records
from tests.api.graph import record
from tests.api.ui.test_taxonomy import PROFILE, WHERE
from tests.browser.served import served
from tests.browser.test_pages import serious_findings

pytestmark = pytest.mark.browser

RUN = "/run/CRR000001.html"


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """The service over a run with a profile."""
    url = f"sqlite:///{tmp_path_factory.mktemp('taxonomy') / 'graph.db'}"
    store = open_store(url, write=True)
    store.write([record("Run", "CRR000001"), *profile_records(PROFILE, "CRR000001", WHERE, "public")])
    store.close()
    with served(url) as address:
        yield address


@pytest.mark.parametrize(
    "options", [{}, {"color_scheme": "dark"}, {"locale": "zh-CN"}], ids=["light", "dark", "chinese"]
)
def test_accessible(open_page, built, options):
    """Nothing serious in any dress, with the whole tree and with a taxon in the middle."""
    watched = open_page(**options)
    for path in (RUN, f"{RUN}?taxon=NCBITaxon:562"):
        assert serious_findings(watched.go(path)) == []


def choose(page, name):
    """Click on an arc where its name stands."""
    label = page.locator(".sunburst svg text", has_text=name).first
    label.scroll_into_view_if_needed()
    box = label.bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def test_by_mouse(open_page, built):
    """An arc chosen stands in the middle, with its name below the drawing; the middle leads back up."""
    watched = open_page()
    page = watched.go(RUN)
    choose(page, "Bacteria")
    page.wait_for_url("**taxon=NCBITaxon*2*")
    assert watched.texts("figcaption") == ["Bacteria, superkingdom, 850, 85.0 %"]
    page.locator("svg a[aria-label='Back to the taxon above']").click()
    page.wait_for_url("**taxon=NCBITaxon*1*")
    assert watched.texts("figcaption") == ["root, no rank, 900, 90.0 %"]


def test_by_keyboard(open_page, built):
    """Every arc can be reached with the tab key and chosen with enter, and the reader stays at the drawing."""
    watched = open_page()
    page = watched.go(RUN)
    page.locator(".taxonomy h3 a").focus()
    said = []
    for _ in range(5):
        page.keyboard.press("Tab")
        said.append(page.evaluate("document.activeElement.getAttribute('aria-label')"))
    assert said[0] == "Bacteria, superkingdom, 850, 85.0 %"
    assert len(set(said)) == 5
    page.locator("svg a").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**taxon=NCBITaxon*2#taxonomy")
    assert page.evaluate("document.querySelector('#taxonomy').getBoundingClientRect().top") < 860


def test_without_scripts(open_page):
    """Drawing, zoom and table need none."""
    watched = open_page(java_script_enabled=False)
    page = watched.go(RUN)
    assert len(watched.texts(".sunburst tbody tr")) == 6
    choose(page, "Bacteria")
    page.wait_for_url("**taxon=NCBITaxon*2*")
    assert watched.texts("figcaption") == ["Bacteria, superkingdom, 850, 85.0 %"]


def test_labels_stand_in_the_drawing(open_page, built):
    """No text reaches beyond the edge of the drawing."""
    page = open_page().go(RUN)
    frame = page.locator(".sunburst svg").bounding_box()
    for label in page.locator(".sunburst svg text").all():
        box = label.bounding_box()
        assert box["x"] >= frame["x"] - 1
        assert box["x"] + box["width"] <= frame["x"] + frame["width"] + 1
