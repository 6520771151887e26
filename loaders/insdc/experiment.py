"""EXPERIMENT as a record: study, library, platform, and the sample or pool of samples it uses."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from graph_schema.record import Record
from loaders.draft import Draft, Reading
from loaders.insdc import links
from loaders.insdc.objects import Context
from loaders.text import integer
from loaders.xml import Element, leftovers, text
from qc.finding import Finding

READ = links.COMMON | {
    "STUDY_REF", "DESIGN/DESIGN_DESCRIPTION", "DESIGN/SAMPLE_DESCRIPTOR", "DESIGN/LIBRARY_DESCRIPTOR/LIBRARY_NAME",
    "DESIGN/LIBRARY_DESCRIPTOR/LIBRARY_STRATEGY", "DESIGN/LIBRARY_DESCRIPTOR/LIBRARY_SOURCE", "DESIGN/LIBRARY_DESCRIPTOR/LIBRARY_SELECTION",
    "DESIGN/LIBRARY_DESCRIPTOR/LIBRARY_LAYOUT", "DESIGN/LIBRARY_DESCRIPTOR/LIBRARY_CONSTRUCTION_PROTOCOL",
    "DESIGN/SPOT_DESCRIPTOR/SPOT_DECODE_SPEC/SPOT_LENGTH", "EXPERIMENT_LINKS", "EXPERIMENT_ATTRIBUTES",
}  # fmt: skip
LIBRARY = {
    "library_name": "LIBRARY_NAME",
    "library_strategy": "LIBRARY_STRATEGY",
    "library_source": "LIBRARY_SOURCE",
    "library_selection": "LIBRARY_SELECTION",
    "library_construction_protocol": "LIBRARY_CONSTRUCTION_PROTOCOL",
}


@dataclass(slots=True)
class Member:
    """What the pools say of one sample: names within the pool, spots and bases."""

    names: list[str] = field(default_factory=list)
    spots: int | None = None
    bases: int | None = None


def experiment(
    reading: Reading, element: Element, location: str, context: Context, pools: Iterable[Element] = ()
) -> Iterator[Record | Finding]:
    """An EXPERIMENT; `pools` are those that a package lists beside it."""
    accession = reading.identify("Experiment", links.own_accession(element), location)
    if isinstance(accession, Finding):
        yield accession
        return
    draft = reading.draft("Experiment", accession, location)
    links.study_reference(draft, element.find("STUDY_REF"))
    links.put_common(draft, element, context.submission)
    links.identifiers(draft, element)
    _library(draft, element)
    _platform(draft, element)
    _samples(draft, element, pools)
    yield from links.links(reading, draft, element, "EXPERIMENT")
    links.put_attributes(draft, element, "EXPERIMENT")
    platform = element.find("PLATFORM/*")
    read = READ if platform is None else READ | {f"PLATFORM/{platform.tag}/INSTRUMENT_MODEL"}
    for name, value in leftovers(element, read):
        draft.attribute(name, value)
    yield from draft.build()


def _library(draft: Draft, element: Element) -> None:
    if design := text(element, "DESIGN/DESIGN_DESCRIPTION"):
        draft.put("design_description", design)
    for slot, name in LIBRARY.items():
        if value := text(element, f"DESIGN/LIBRARY_DESCRIPTOR/{name}"):
            draft.put(slot, value, name)
    if length := text(element, "DESIGN/SPOT_DESCRIPTOR/SPOT_DECODE_SPEC/SPOT_LENGTH"):
        draft.put("spot_length", length, "SPOT_LENGTH")
    layout = element.find("DESIGN/LIBRARY_DESCRIPTOR/LIBRARY_LAYOUT/*")
    if layout is not None:
        draft.put("library_layout", str(layout.tag), "LIBRARY_LAYOUT")
        for slot, name in (("nominal_insert_size", "NOMINAL_LENGTH"), ("nominal_sdev", "NOMINAL_SDEV")):
            if size := layout.get(name):
                draft.put(slot, size, name)


def _platform(draft: Draft, element: Element) -> None:
    """The platform is the name of the element below PLATFORM."""
    platform = element.find("PLATFORM/*")
    if platform is None:
        return
    draft.put("platform", str(platform.tag), "PLATFORM")
    if model := text(platform, "INSTRUMENT_MODEL"):
        draft.put("instrument_model", model, "INSTRUMENT_MODEL")


def _samples(draft: Draft, element: Element, pools: Iterable[Element]) -> None:
    """The sample descriptor and every pool: a sample listed twice is one relationship."""
    descriptor = element.find("DESIGN/SAMPLE_DESCRIPTOR")
    inner = descriptor.find("POOL") if descriptor is not None else None
    listed = [pool for pool in (inner, *pools) if pool is not None]
    if descriptor is not None and (inner is None or links.referred(descriptor)):
        links.refer(draft, "USES_SAMPLE", "Sample", descriptor, "SAMPLE_DESCRIPTOR")
    for accession, member in _members(draft, listed).items():
        names = "; ".join(member.names)
        draft.add("USES_SAMPLE", accession, "Sample", member_name=names, spots=member.spots, bases=member.bases)


def _members(draft: Draft, pools: Iterable[Element]) -> dict[str, Member]:
    """The members of pools by sample; the same member again adds nothing, another name of it adds up."""
    members: dict[str, Member] = {}
    seen: set[tuple[str, str]] = set()
    for part in (part for pool in pools for part in pool if part.tag in ("Member", "MEMBER", "DEFAULT_MEMBER")):
        accession = links.referred(part)
        name = (part.get("member_name") or "").strip()
        if not accession:
            links.refer(draft, "USES_SAMPLE", "Sample", part, "Pool/Member")
        elif (accession, name) not in seen:
            seen.add((accession, name))
            _count(members.setdefault(accession, Member()), part, name)
    return members


def _count(member: Member, part: Element, name: str) -> None:
    if name:
        member.names.append(name)
    for field_name in ("spots", "bases"):
        value = integer(part.get(field_name) or "")
        if value is not None:
            setattr(member, field_name, (getattr(member, field_name) or 0) + value)
