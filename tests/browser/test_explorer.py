"""The explorer in a real browser: expanding, keeping places, address, keys, legend."""

import json

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("built")]

START = "/graph?ids=HRA900001,HRI9000001"
CANVAS = "document.getElementById('canvas')._cyreg.cy"


def positions(page) -> dict[str, list[float]]:
    """Where each node of the canvas stands."""
    script = f"JSON.stringify(Object.fromEntries({CANVAS}.nodes().map(n => [n.data('accession'), [n.position('x'), n.position('y')]])))"
    return json.loads(page.evaluate(script))


def edges(page) -> set[tuple[str, ...]]:
    """The relationships on the canvas."""
    script = (
        f"{CANVAS}.edges().map(e => [e.source().data('accession'), e.data('relation'), e.target().data('accession')])"
    )
    return {tuple(edge) for edge in page.evaluate(script)}


def status(page) -> str:
    return page.locator("#status").text_content() or ""


def expand(page, accession: str, label: str) -> None:
    """Follow the link that expands one relation of a node, and wait for the canvas."""
    before = len(positions(page))
    row = page.locator("tr[data-node]", has=page.get_by_role("link", name=accession, exact=True))
    row.locator("a[data-expand]", has_text=label).click()
    page.wait_for_function(f"before => {CANVAS}.nodes().length > before", arg=before)


def test_expand_keeps_places(open_page) -> None:
    """New nodes come round their node, with all relationships among those drawn; no old one moves."""
    page = open_page().go(START)
    before = positions(page)
    expand(page, "HRA900001", "Samples")
    after = positions(page)
    assert {name: place for name, place in after.items() if name in before} == before
    assert len(after) == 12
    assert ("HRS9000001", "IN_DATASET", "HRA900001") in edges(page)
    assert ("HRS9000001", "FROM_INDIVIDUAL", "HRI9000001") in edges(page)
    places = list(after.values())
    nearest = min(abs(a[0] - b[0]) + abs(a[1] - b[1]) for i, a in enumerate(places) for b in places[i + 1 :])
    assert nearest > 30


def test_table_equals_canvas(open_page) -> None:
    """What is drawn stands in the tables, before and after expanding."""
    watched = open_page()
    page = watched.go(START)
    for _ in range(2):
        assert set(watched.texts("tr[data-node] td.accession")) == set(positions(page))
        assert len(watched.texts("#edges-heading + .scroll tbody tr")) == len(edges(page))
        if len(positions(page)) == 2:
            expand(page, "HRI9000001", "Samples")


def test_counts_before_the_click(open_page) -> None:
    """Each relation says how many are shown of how many; after expanding all of them it is no link."""
    page = open_page().go(START)
    row = page.locator("tr[data-node]", has=page.get_by_role("link", name="HRA900001", exact=True))
    assert "Individuals 1/10" in (row.text_content() or "")
    expand(page, "HRA900001", "Individuals")
    assert "Individuals 10/10" in (row.text_content() or "")
    assert row.locator("a[data-expand]", has_text="Individuals").count() == 0
    assert len(positions(page)) == 11


def test_address_holds_the_graph(open_page) -> None:
    """The address after expanding restores nodes and edges; Back goes one step back."""
    watched = open_page()
    page = watched.go(START)
    first = set(positions(page))
    expand(page, "HRA900001", "Samples")
    drawn, joined = set(positions(page)), edges(page)
    again = open_page()
    restored = again.go(page.url.removeprefix(watched.address))
    assert (set(positions(restored)), edges(restored)) == (drawn, joined)
    page.go_back()
    page.wait_for_function(f"count => {CANVAS}.nodes().length === count", arg=len(first))
    assert set(positions(page)) == first


def test_same_address_same_picture(open_page) -> None:
    """The layout is the same each time."""
    assert positions(open_page().go(START)) == positions(open_page().go(START))


def test_details_follow_the_selection(open_page) -> None:
    """A click on a node shows it; expanding from the details keeps it selected, with the new counts."""
    watched = open_page()
    page = watched.go(START)
    place = page.evaluate(
        f"(() => {{ const n = {CANVAS}.nodes().filter(n => n.data('accession') === 'HRI9000001'); return n.renderedPosition(); }})()"
    )
    box = page.locator("#canvas").bounding_box()
    page.mouse.click(box["x"] + place["x"], box["y"] + place["y"])
    assert watched.texts("#details h2") == ["HRI9000001"]
    assert status(page).startswith("Individual HRI9000001 selected")
    page.locator("#details a[data-expand]").first.click()
    page.wait_for_function(f"() => {CANVAS}.nodes().length > 2")
    page.wait_for_function("() => !document.getElementById('status').textContent.includes('Loading')")
    assert watched.texts("#details h2") == ["HRI9000001"]


def test_keys(open_page) -> None:
    """Arrows reach nodes, Enter moves to the details, E expands, plus zooms."""
    watched = open_page()
    page = watched.go(START)
    page.locator("#canvas").focus()
    page.keyboard.press("ArrowRight")
    assert len(watched.texts("#details h2")) == 1
    reached = set(watched.texts("#details h2"))
    for key in ("ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp"):
        page.keyboard.press(key)
        reached |= set(watched.texts("#details h2"))
    assert reached == {"HRA900001", "HRI9000001"}
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.tagName") == "H2"
    page.locator("#canvas").focus()
    zoom = page.evaluate(f"{CANVAS}.zoom()")
    page.keyboard.press("+")
    assert page.evaluate(f"{CANVAS}.zoom()") > zoom
    page.keyboard.press("e")
    page.wait_for_function(f"() => {CANVAS}.nodes().length > 2")


def test_legend_hides(open_page) -> None:
    """A type pressed in the legend is hidden on the canvas and stays in the table."""
    watched = open_page()
    page = watched.go(START)
    button = page.get_by_role("button", name="Individual")
    button.click()
    assert button.get_attribute("aria-pressed") == "false"
    assert page.evaluate(f"{CANVAS}.nodes(':visible').map(n => n.data('accession'))") == ["HRA900001"]
    assert len(watched.texts("tr[data-node]")) == 2
    expand(page, "HRA900001", "Individuals")
    assert page.evaluate(f"{CANVAS}.nodes(':visible').length") == 1


def test_remove(open_page) -> None:
    """A node can be taken from the canvas; the others stay."""
    page = open_page().go(START)
    before = positions(page)
    page.get_by_role("link", name="Remove HRI9000001").click()
    page.wait_for_function(f"() => {CANVAS}.nodes().length === 1")
    assert positions(page) == {"HRA900001": before["HRA900001"]}


def test_one_node_is_selected(open_page) -> None:
    """A single record drawn shows at once what is next to it."""
    watched = open_page()
    watched.go("/graph?ids=HRA900001")
    assert watched.texts("#details h2") == ["HRA900001"]


def test_dark_mode_redraws(open_page) -> None:
    """The canvas takes the colours of the page when these change."""
    page = open_page().go(START)
    colour = f"{CANVAS}.nodes()[0].style('color')"
    light = page.evaluate(colour)
    page.emulate_media(color_scheme="dark")
    page.wait_for_function(f"light => {colour} !== light", arg=light)
