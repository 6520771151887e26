"""XML as a stream of objects: constant memory, no DTD, no entities, no network.

`objects` gives each element of the wanted names as soon as its end was read, and forgets it after
its turn; what follows a fault is not read, what stood complete before it is. Element paths here are
written without namespaces, which are taken off.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from io import BufferedReader
from typing import NamedTuple

from lxml import etree

from graph_schema.errors import UnusableInput
from graph_schema.record import Record
from loaders.source import Source
from qc.finding import Finding

Element = etree._Element  # noqa: SLF001
DTD_HINT = "remove the document type declaration; metadata needs none"


class Placed(NamedTuple):
    """An element with its place, such as `/RUN_SET/RUN[3]`."""

    element: Element
    location: str


def objects(source: Source, names: frozenset[str]) -> Iterator[Placed | Finding]:
    """Every element of these names that is in no other of them; a fault is the last thing given."""
    counts: Counter[str] = Counter()
    skipped: Counter[str] = Counter()
    try:
        with source.open() as stream:
            events = etree.iterparse(
                Pieces(stream), events=("end",), tag=[f"{{*}}{name}" for name in names],
                resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True,
            )  # fmt: skip
            for _, element in events:
                refuse_dtd(element)
                if not _inside(element, names):
                    yield Placed(without_namespaces(element), _location(element, counts))
                    skipped.update(forget(element, names))
            if events.root is not None:
                refuse_dtd(events.root)
                skipped.update(_strangers(events.root, names))
    except etree.XMLSyntaxError as error:
        yield broken(source, error, counts)
    except UnusableInput as error:
        yield source.finding(error.code, "error", _after(counts).strip(), error.message, error.hint)
    for name, count in sorted(skipped.items()):
        yield source.finding(
            "XML_ELEMENT_SKIPPED",
            "warning",
            name,
            f"{count} elements {name} are no known objects",
            "what they hold is not loaded",
        )


def each(
    source: Source, names: frozenset[str], make: Callable[[Element, str], Iterator[Record | Finding]]
) -> Iterator[Record | Finding]:
    """What is made of each element of these names and its place, with the findings between."""
    for item in objects(source, names):
        if isinstance(item, Finding):
            yield item
        else:
            yield from make(item.element, item.location)


class Pieces:
    """A stream that gives what it has at once, so that nothing before a fault is held back."""

    def __init__(self, stream: BufferedReader) -> None:
        self.stream = stream

    def read(self, size: int) -> bytes:
        """At most `size` bytes; none at the end."""
        return self.stream.read1(size)


def refuse_dtd(element: Element) -> None:
    """UnusableInput where the document declares a type."""
    information = element.getroottree().docinfo
    if information.doctype:  # type: ignore[attr-defined]
        raise UnusableInput("the document has a DTD, which is never read", code="XML_DTD_REFUSED", hint=DTD_HINT)


def _inside(element: Element, names: frozenset[str]) -> bool:
    return any(local(ancestor) in names for ancestor in element.iterancestors())


def local(element: Element) -> str:
    """The name of an element without its namespace; a prefix that nobody declared stays, as in `x:RUN`."""
    return str(element.tag).rpartition("}")[2]


def without_namespaces(element: Element) -> Element:
    """The element with the namespaces of all its parts taken off."""
    if element.tag.startswith("{") or any(uri for uri in element.nsmap.values() if uri):
        for part in element.iter(etree.Element):
            part.tag = local(part)
    return element


def _location(element: Element, counts: Counter[str]) -> str:
    path = "/".join(local(ancestor) for ancestor in reversed(list(element.iterancestors())))
    name = local(element)
    if not path:
        return f"/{name}"
    counts[name] += 1
    return f"/{path}/{name}[{counts[name]}]"


def forget(element: Element, names: frozenset[str]) -> list[str]:
    """Free an element that had its turn, with everything before it; gives the names of strangers among that."""
    element.clear()
    parent = element.getparent()
    strangers = []
    while parent is not None and element.getprevious() is not None:
        if (name := local(parent[0])) not in names and not name.endswith("_SET"):
            strangers.append(name)
        del parent[0]
    return strangers


def _strangers(root: Element, names: frozenset[str]) -> list[str]:
    """Names of what is left at the top of a set and is no object; inside an object everything is its own."""
    if local(root) in names:
        return []
    return [
        name
        for child in root.iterchildren(etree.Element)
        if (name := local(child)) not in names and not name.endswith("_SET")
    ]


def broken(source: Source, error: etree.XMLSyntaxError, counts: Counter[str]) -> Finding:
    """The finding about XML that ends or breaks in the middle."""
    line, column = error.position
    place = f"line {line}, column {column}{_after(counts)}"
    hint = "what stood complete before it was loaded; fetch the file again"
    return source.finding("XML_BROKEN", "error", place, error.msg or "the XML is broken", hint)


def _after(counts: Counter[str]) -> str:
    """How far the reading got, for a location."""
    return " after " + ", ".join(f"{count} {name}" for name, count in sorted(counts.items())) if counts else ""


def text(element: Element, path: str) -> str:
    """The text at a path below an element, blanks at the ends removed, or ""."""
    return (element.findtext(path) or "").strip()


def attribute(element: Element, path: str, name: str) -> str:
    """The XML attribute of the element at a path (`.` is the element itself), or ""."""
    found = element if path == "." else element.find(path)
    return (found.get(name) or "").strip() if found is not None else ""


def leftovers(element: Element, read: frozenset[str], path: str = "") -> Iterator[tuple[str, str]]:
    """Name and value of everything below an element that is not in the paths read.

    `read` holds paths such as `DESIGN/STUDY_REF` (with all below it) and `@alias`. Repeated
    elements are numbered: `SPOT_DECODE_SPEC/READ_SPEC[2]/READ_TYPE`.
    """
    yield from _own_attributes(element, read, path, path)
    yield from _below(element, read, path, path)


def _own_attributes(element: Element, read: frozenset[str], path: str, shown: str) -> Iterator[tuple[str, str]]:
    for name, value in element.attrib.items():
        plain = f"@{str(name).rpartition('}')[2]}"
        if _joined(path, plain) not in read and not str(name).startswith("{http://www.w3.org/2001/XMLSchema-instance}"):
            yield _joined(shown, plain), str(value)


def _below(element: Element, read: frozenset[str], path: str, shown: str) -> Iterator[tuple[str, str]]:
    if not len(element):
        return
    repeated = Counter(child.tag for child in element)
    numbers: Counter[str] = Counter()
    for child in element.iterchildren(etree.Element):
        numbers[child.tag] += 1
        below = _joined(path, child.tag)
        if below in read:
            continue
        number = f"[{numbers[child.tag]}]" if repeated[child.tag] > 1 else ""
        place = _joined(shown, child.tag + number)
        if child.text and child.text.strip():
            yield place, child.text
        yield from _own_attributes(child, read, below, place)
        yield from _below(child, read, below, place)


def _joined(path: str, name: str) -> str:
    return f"{path}/{name}" if path else name
