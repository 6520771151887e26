"""Quality reports are as visible as what they are about, whichever source tells it and whichever hides it.

A finding quotes its object. So the scope of a report is read from the store once the object is written,
and reports of earlier loads follow an object that is hidden later, or de-identified images that are released later.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from graph_schema.iri import node_iri
from graph_schema.model import RELATIONSHIPS
from graph_schema.record import Provenance, Record
from graph_store.plan import All, Columns, Lookup, OrderKey, Page, Plan, Rows, Select, Via
from graph_store.protocol import Store

REPORTS = frozenset({"QcReport", "QcFinding"})
ABOUT = frozenset({"ABOUT", "PROFILE_OF"})
PUBLIC, CLOSED = "public", "withheld"
SCOPES = (PUBLIC, "review", CLOSED)
HELD = frozenset({"Dataset", "ImagingStudy", "ImagingSeries"})
"""Types that are loaded in review, with reports about them, before a source says that they are released."""
AT_ONCE = 500
MOST = 10_000
"""Reports about one object, and findings in one report, that are looked at."""

_SUBJECTS = tuple(sorted(RELATIONSHIPS["ABOUT"].targets))
_PAGE = Page((OrderKey("accession", descending=False),), 1)
_KNOWN = ("accession", "scope")

Key = tuple[str, str]


def _joined(relationship: str, way: Any, kind: str, *inside: Select) -> Select:
    rows = Rows(((kind, Columns(_KNOWN, branches=inside)),))
    return Select((kind,), Via((relationship,), way, (kind,), many=True), All(()), _PAGE, rows, count=False)


_REPORTS = _joined("ABOUT", "in", "QcReport", _joined("HAS_FINDING", "out", "QcFinding"))
_PROFILES = _joined("PROFILE_OF", "in", "TaxonProfile")
_BRANCHES = {"Run": (_REPORTS, _PROFILES)}
PLAN = Plan(
    Lookup(
        0,
        _SUBJECTS,
        Rows(tuple((name, Columns(_KNOWN, branches=_BRANCHES.get(name, (_REPORTS,)))) for name in _SUBJECTS)),
    )
)
"""Objects by accession (parameter 0), with the reports about them, and a run's profiles; 1 is the limit of each list."""


class Seen(NamedTuple):
    """An object as the store has it: its scope, and the scopes of the reports, findings and profiles about it."""

    scope: str
    reports: dict[Key, str]


def with_scopes(store: Store, written: Sequence[Record], reports: Sequence[Record]) -> list[Record]:
    """The reports with the scopes of their objects, and those of earlier loads whose object is now hidden or released.

    `written` are the objects just stored. An object that no ordinary scope shows closes its reports.
    """
    moved = {(item.type, item.accession): item for item in written if _may_move(item)}
    about = dict(_about(reports))
    seen = _seen(store, {*moved, *about.values()}, sorted({*SCOPES, *(str(r.slots["scope"]) for r in written)}))
    scopes = {key: seen[subject].scope if subject in seen else CLOSED for key, subject in about.items()}
    told = [replace(item, slots={**item.slots, "scope": scopes[item.type, item.accession]}) for item in reports]
    return [*told, *_following(seen, moved, scopes.keys())]


def _may_move(item: Record) -> bool:
    """Whether a record may have changed who sees what was reported about its object before."""
    return item.slots.get("scope") != PUBLIC or (item.type in HELD and item.scope_by == "release_state")


def _about(reports: Sequence[Record]) -> Iterator[tuple[Key, Key]]:
    """Each report, finding and profile with the object it is about."""
    for report in reports:
        subject = next(((r.to_type or "", r.to) for r in report.relations if r.type in ABOUT), None)
        if subject:
            yield (report.type, report.accession), subject
            yield from ((("QcFinding", r.to), subject) for r in report.relations if r.type == "HAS_FINDING")


def _seen(store: Store, subjects: set[Key], scopes: Sequence[str]) -> dict[Key, Seen]:
    ids = sorted({accession for _, accession in subjects})
    found = {}
    for start in range(0, len(ids), AT_ONCE):
        for kind, (accession, scope, *about) in store.execute(PLAN, [ids[start : start + AT_ONCE], MOST], scopes):
            found[kind, accession] = Seen(scope, dict(_scopes(*(rows for rows, *_ in about))))
    return found


def _scopes(reports: Sequence[Any], profiles: Sequence[Any] = ()) -> Iterator[tuple[Key, str]]:
    for accession, scope, findings in reports:
        yield ("QcReport", accession), scope
        yield from ((("QcFinding", finding), inner) for finding, inner in findings[0])
    for accession, scope in profiles:
        yield ("TaxonProfile", accession), scope


def _following(seen: dict[Key, Seen], moved: dict[Key, Record], done: Any) -> Iterator[Record]:
    """Reports of earlier loads that are not as visible as their object."""
    for subject, record in moved.items():
        known = seen.get(subject)
        for (kind, accession), scope in known.reports.items() if known else ():
            if known and scope != known.scope and (kind, accession) not in done:
                slots = {"iri": node_iri(kind, accession), "scope": known.scope}
                yield Record(kind, accession, slots, (), _place(record.provenance))


def _place(origin: Provenance | None) -> Provenance | None:
    """The place of the record that hides or opens the object, as a contribution of its own."""
    return replace(origin, loader="qc.scope") if origin else None
