"""The pages and the picture: everything of the model is in them."""

import re
from xml.etree import ElementTree as ET

import pytest

from graph_schema.generators.__main__ import ROOT
from graph_schema.generators.er_diagram import write_er_diagram
from graph_schema.generators.glossary import write_glossary
from graph_schema.generators.reference_pages import MARK, write_data_model, write_reference, write_vocabularies
from graph_schema.generators.source import SchemaSource, annotation
from graph_schema.generators.tables import build_model
from graph_schema.model import NODE_TYPES, RELATIONSHIPS, SLOTS, VOCABULARIES

SVG = "{http://www.w3.org/2000/svg}"


def test_every_class_and_relationship_is_in_the_glossary(real_model):
    """With its English and its Chinese text in one row."""
    rows = set(write_glossary(real_model).splitlines())
    for name, node_type in NODE_TYPES.items():
        assert f"| {name} | node type | {node_type.description} | {node_type.description_zh} |" in rows
    for name, rel in RELATIONSHIPS.items():
        assert f"| {name} | relationship | {rel.description} | {rel.description_zh} |" in rows
    for slots in SLOTS.values():
        for slot in slots.values():
            assert f"| {slot.alias} | slot | {slot.description} | {slot.description_zh} |" in rows


def test_the_glossary_is_sorted_and_has_no_row_twice(real_model):
    """Terms are found by their letters, whatever the case."""
    terms = [line.split(" | ")[0].lower() for line in write_glossary(real_model).splitlines()[6:]]
    rows = write_glossary(real_model).splitlines()[6:]
    assert terms == sorted(terms)
    assert len(set(rows)) == len(rows)


def test_the_reference_has_each_slot_with_its_filler(real_model, real_source):
    """A slot says which loader fills it, or which source will."""
    text = write_reference(real_model, real_source)
    for name, node_type in NODE_TYPES.items():
        section = text.split(f"\n## {name}\n", 1)[1].split("\n## ", 1)[0]
        for slot in node_type.slots[14:]:
            row = next(line for line in section.splitlines() if line.startswith(f"| `{slot.name}` | `{slot.alias}` |"))
            definition = real_source.slots[slot.name]
            filler = annotation(definition, "filled_by", "") or annotation(definition, "will_be_filled_by", "")
            assert filler
            assert row.endswith(f"{filler} |")


def test_vocabulary_pages_have_every_term(real_model, real_source):
    """Values, term IRIs and openness; links from the reference lead there."""
    text = write_vocabularies(real_model, real_source)
    for name, vocabulary in VOCABULARIES.items():
        section = text.split(f"\n## {name}\n", 1)[1].split("\n## ", 1)[0]
        assert ("Open." in section, "Closed." in section) == (vocabulary.open, not vocabulary.open)
        assert all(f"| `{term.value}` | {term.iri or ''} |" in section for term in vocabulary.terms)
    anchors = set(re.findall(r"vocabularies\.md#(\w+)", write_reference(real_model, real_source)))
    assert anchors <= {name.lower() for name in VOCABULARIES}


def test_what_is_not_filled_yet_is_listed_with_its_source(real_model, real_source):
    """The data model page names every slot and relationship without a loader."""
    text = write_data_model(real_model, real_source)
    section = text.split("## Not filled yet", 1)[1].split("\n## ", 1)[0]
    for name, slot in real_source.slots.items():
        awaited = annotation(slot, "will_be_filled_by", None)
        shown = f"| `{annotation(slot, 'relationship', name)}` | {awaited} |"
        assert (shown in section) is (awaited is not None)


def test_what_is_never_stored_and_what_is_not_answered_is_listed(real_model, real_source):
    """Personal fields by name and owner; restricted slots by type."""
    text = write_data_model(real_model, real_source)
    assert "| `applicant_email` | AccessRequest |" in text.split("## Never stored", 1)[1]
    assert "| `Sample.collected_by` |" in text.split("## Stored but not answered", 1)[1]


def test_the_introduction_written_by_hand_is_kept(tmp_path, small_source):
    """Only what stands below the mark is written anew."""
    page = tmp_path / "data-model.md"
    page.write_text(f"# By hand\n{MARK}outdated\n", "utf-8")
    text = write_data_model(build_model(small_source), small_source, page)
    assert text.startswith(f"# By hand\n{MARK}\n## Node types\n")
    assert "outdated" not in text
    assert "| `STANDS_ON` (wordCount) | Book → Shelf | `shelf` / `books` | The shelf a book stands on |  |" in text
    assert "| `LINKS_TO` | any type → any type (symmetric) | `links` |" in text
    assert "| `FOLLOWS` | Book → the same type | `precedents` / `sequels` |" in text


def test_a_page_without_the_mark_is_refused(tmp_path, small_source):
    """Text written by hand is never overwritten by accident."""
    page = tmp_path / "data-model.md"
    page.write_text("# By hand\n", "utf-8")
    with pytest.raises(ValueError, match="lost its mark"):
        write_data_model(build_model(small_source), small_source, page)


def test_pipes_in_texts_do_not_break_tables(small_yaml, tmp_path):
    """A description with a pipe stays in its cell."""
    small_yaml["classes"]["Book"]["description"] = "a | b"
    source = SchemaSource(**small_yaml)
    page = tmp_path / "p.md"
    page.write_text(MARK, "utf-8")
    assert "| a \\| b |" in write_data_model(build_model(source), source, page)


def test_the_picture_has_a_box_for_each_type_and_no_two_on_one_place(real_model):
    """It is well-formed; boxes do not overlap and lie inside."""
    root = ET.fromstring(write_er_diagram(real_model))
    names = [text.text for text in root.iter(f"{SVG}text") if text.get("class") == "type"]
    assert sorted(names) == sorted(NODE_TYPES)
    _, _, width, height = map(float, root.get("viewBox").split())
    boxes = [
        tuple(float(box.get(key)) for key in ("x", "y", "width", "height"))
        for box in root.iter(f"{SVG}rect")
        if box.get("class") == "box"
    ]
    for n, (x, y, w, h) in enumerate(boxes):
        assert 0 <= x <= x + w <= width
        assert 0 <= y <= y + h <= height
        assert not any(abs(x - x2) < w and abs(y - y2) < h for x2, y2, _, _ in boxes[:n])


def test_the_picture_names_every_relationship(real_model):
    """Drawn between two types, or written below where it joins one type with itself or any with any."""
    text = write_er_diagram(real_model)
    assert not [name for name in RELATIONSHIPS if name not in text]


def test_lines_end_at_the_borders_of_boxes(small_source):
    """A relationship between two types is one line from border to border, with its label."""
    root = ET.fromstring(write_er_diagram(build_model(small_source)))
    lines = [tuple(float(line.get(k)) for k in ("x1", "y1", "x2", "y2")) for line in root.iter(f"{SVG}line")]
    boxes = {g.find(f"{SVG}text").text: g.find(f"{SVG}rect") for g in root.iter(f"{SVG}g")}
    left, right = (boxes[name] for name in ("Book", "Shelf"))
    middle = float(left.get("y")) + float(left.get("height")) / 2
    gap = (float(left.get("x")) + float(left.get("width")), middle, float(right.get("x")), middle)
    assert gap in lines
    assert "STANDS_ON" in "".join(root.itertext())


def test_the_page_shows_the_picture():
    """The data model page refers to the committed picture."""
    assert "](data-model.svg)" in (ROOT / "docs" / "data-model.md").read_text("utf-8")
    assert (ROOT / "docs" / "data-model.svg").is_file()
