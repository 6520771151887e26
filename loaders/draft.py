"""Drafts: from the literals of a source to a record the model accepts, losing nothing on the way.

A `Reading` is one pass over one source; its `draft`s take literals and decide by the model: a typed
value, a vocabulary term with the literal kept beside it, a missing reason, a relationship, or, where
nothing else fits, an attribute with the name as written and a finding that says so.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any

from graph_schema import accession as accessions
from graph_schema.definition import Slot
from graph_schema.iri import node_iri
from graph_schema.model import RELATIONSHIPS, SLOTS, VOCABULARIES
from graph_schema.names import camel
from graph_schema.record import Record, Relation, ScopeBy
from graph_schema.vocabulary import missing_reason, standard, terms_for
from loaders import text
from loaders.personal import PERSONAL, is_personal_value
from loaders.release import release_state, scope_of
from loaders.source import Source
from qc.finding import Finding, Severity

VERSION = "1"
SEEN_AT_MOST = 200_000
PLACES_AT_MOST = 20_000
REPEATED = frozenset({"Dataset", "Sample"})
TERM_FIELDS = {
    "library_strategy": "library_strategy",
    "library_source": "library_source",
    "instrument_model": "instrument_model",
    "format": "file_format",
    "sex": "sex",
    "ethnicity": "ethnicity",
    "modality": "modality",
    "body_part": "body_part",
    "use_limits": "use_limit",
    "data_types": "omics_topic",
}
PARSERS: dict[str, tuple[Callable[[str], Any], str]] = {
    "integer": (text.integer, "a whole number"),
    "float": (text.number, "a number"),
    "boolean": (text.boolean, "yes or no"),
    "date": (text.iso_date, "a date as year-month-day"),
    "datetime": (text.iso_date, "a date as year-month-day"),
    "uri": (text.uri, "an address"),
}
OWN_ARCHIVES = frozenset({"GSA", "GSA-Human", "OMIX", "OBIA", "NGDC", "INSDC"})
KEPT = "kept as an attribute"


class Reading:
    """One pass over a source by one loader; remembers which shared nodes (taxa, terms) it has given."""

    def __init__(self, source: Source, loader: str) -> None:
        self.source, self.loader = source, loader
        self.scope = scope_of(None)
        self._seen: set[tuple[str, str, str]] = set()
        self._places: dict[tuple[str, str, int], str] = {}

    def once(self, node_type: str, accession: str, scope: str) -> bool:
        """Whether this node is met for the first time beside objects of this scope (as far as bounded memory tells)."""
        key = (node_type, accession, scope)
        if key in self._seen:
            return False
        if len(self._seen) >= SEEN_AT_MOST:
            self._seen.clear()
        self._seen.add(key)
        return True

    def place(self, draft: "Draft", slots: dict[str, Any]) -> str:
        """Where a record was said; one that repeats another word for word is said where that was said first.

        A package set tells its study in every package: that is one contribution, not a hundred thousand.
        """
        if draft.type not in REPEATED:
            return draft.location
        key = (draft.type, draft.accession, hash(repr((slots, draft.relations))))
        if len(self._places) >= PLACES_AT_MOST and key not in self._places:
            self._places.clear()
        return self._places.setdefault(key, draft.location)

    def draft(self, node_type: str, accession: str, location: str, *, derived: bool = False) -> "Draft":
        """A new draft of a node whose identity is settled."""
        return Draft(self, node_type, accession, location, derived=derived)

    def shared(self, node_type: str, accession: str, location: str, scope: str) -> "Draft | None":
        """A draft of a node that objects share, the first time one of this scope names it.

        It is derived, and no more visible than who names it: a paper that only an unreleased dataset cites stays hidden.
        """
        if not self.once(node_type, accession, scope):
            return None
        made = self.draft(node_type, accession, location, derived=True)
        made.beside = scope
        return made

    def identify(self, node_type: str, token: str, location: str) -> "str | Finding":
        """The fixed spelling of an object's own accession, or the finding by which the object is refused."""
        found = accessions.detect(token) if token else None
        if found and found.node_type == node_type:
            return found.value
        code, message = _refusal(node_type, token, found)
        told = None if is_personal_value(token) else token or None
        return self.source.finding(
            code, "error", location, message, "correct the accession and load again", node_type, told
        )


def _refusal(node_type: str, token: str, found: accessions.Accession | None) -> tuple[str, str]:
    if missing_reason(token):
        return "NO_ACCESSION", f"a {node_type} without accession cannot be loaded"
    if is_personal_value(token):
        return "NOT_AN_ACCESSION", f"what names this {node_type} {PERSONAL}; it is not repeated here"
    if found is None:
        return "NOT_AN_ACCESSION", f"{token!r} is not an accession of any known kind"
    if found.kind == accessions.PRE_ACCESSION:
        return "PRE_ACCESSION", f"{token!r} is a pre-accession: private, and never an identity"
    return "ACCESSION_WRONG_TYPE", f"{token!r} is a {found.kind}, not the accession of a {node_type}"


REFUSED = frozenset(
    {
        "NO_ACCESSION",
        "NOT_AN_ACCESSION",
        "PRE_ACCESSION",
        "ACCESSION_WRONG_TYPE",
        "LINE_NOT_RECORD",
        "MANIFEST_LINE_REFUSED",
        "NOT_A_CODE",
        "UID_INVALID",
    }
)
"""Codes by which an object is refused: a finding with one of them and a node type counts as one object."""


class Draft:
    """A record in the making. `put` takes a slot's literal, `attribute` whatever has no slot."""

    def __init__(
        self, reading: Reading, node_type: str, accession: str, location: str, *, derived: bool = False
    ) -> None:
        self.reading, self.type, self.accession, self.location, self.derived = (
            reading,
            node_type,
            accession,
            location,
            derived,
        )
        self.slots: dict[str, Any] = {}
        self.beside = scope_of(None)
        self.relations: list[Relation] = []
        self.findings: list[Finding] = []
        self._slots = SLOTS[node_type]

    def put(self, slot: str, literal: str, name: str = "", location: str = "") -> None:
        """Fill a slot from a literal; `name` is what the source calls it, kept where the literal is kept."""
        value = self._clean(literal, location)
        if slot == "release_state":
            value = release_state(value)
            if not missing_reason(value):
                self.slots["scope"] = scope_of(value)
        spec = self._slots.get(slot)
        if spec is None:
            self.attribute(name or slot, value)
        elif reason := missing_reason(value):
            self.missing(camel(slot), reason)
        elif spec.vocabulary:
            self._put_term(spec, value, name or spec.alias, location)
        else:
            self._put_typed(spec, value, name or spec.alias, location)

    def _put_term(self, spec: Slot, literal: str, name: str, location: str) -> None:
        vocabulary = spec.vocabulary or ""
        term = standard(vocabulary, literal)
        if term is not None:
            self._set(spec, term.value)
            if term.value != literal:
                self.attribute(name, literal)
        elif VOCABULARIES[vocabulary].open:
            self._set(spec, literal)
            self.find(
                "VOCABULARY_UNKNOWN",
                "warning",
                location,
                f"{name}: {literal!r} is no value of {vocabulary}",
                "kept as written",
            )
        else:
            self._misfit(spec, literal, name, location, f"a value of {vocabulary}")

    def _put_typed(self, spec: Slot, literal: str, name: str, location: str) -> None:
        parse, wanted = PARSERS.get(spec.range, (str, f"text of the form {spec.pattern}"))
        value = parse(" ".join(literal.split()) if spec.range == "string" and "\n" in literal else literal)
        if value is None or (spec.pattern and not re.search(spec.pattern, str(value))):
            self._misfit(spec, literal, name, location, wanted)
            return
        self._set(spec, value)
        if spec.range == "date" and value != literal:
            self.attribute(name, literal)

    def _misfit(self, spec: Slot, literal: str, name: str, location: str, wanted: str) -> None:
        """Keep what a slot cannot hold, and say so."""
        self.attribute(name, literal)
        self.find(
            "VALUE_UNEXPECTED",
            "warning",
            location,
            f"{name}: {literal!r} where {wanted} is expected for {spec.alias}",
            KEPT,
        )

    def _set(self, spec: Slot, value: Any) -> None:
        if not spec.many:
            self.slots[spec.name] = value
        elif value not in self.slots.setdefault(spec.name, []):
            self.slots[spec.name].append(value)

    def attribute(self, name: str, value: str, unit: str = "", term: str = "") -> None:
        """Keep a named value that has no slot; empty ones say nothing, missing terms give their reason."""
        value = self._clean(value, "")
        if not value:
            return
        if reason := missing_reason(value):
            self.missing(name, reason)
            return
        entry = {"name": text.clean(name), "value": value, "unit": text.clean(unit), "term": term}
        self._append("attributes", {key: part for key, part in entry.items() if part})

    def missing(self, slot: str, reason: str) -> None:
        """Note why a slot or an attribute is empty."""
        self._append("missing_reasons", {"slot": slot, "reason": reason})

    def reference(self, database: str, accession: str, url: str = "") -> None:
        """Note an identifier in another database; one of an archive of this graph is a cross-reference too."""
        database, accession, url = (
            "" if missing_reason(part) else part
            for part in (self._clean(database, ""), self._clean(accession, ""), url)
        )
        found = accessions.detect(accession) if accession else None
        if found and found.node_type and found.archive in OWN_ARCHIVES and self.relates("XREF", found.node_type):
            self.add("XREF", found.value, found.node_type, method="declared")
        entry = {"database": database, "accession": accession, "url": text.uri(url.strip()) or ""}
        if accession:
            self._append("external_references", {key: part for key, part in entry.items() if part})
        elif url.strip():
            self.attribute(database or "url", url)

    def _append(self, slot: str, entry: dict[str, str]) -> None:
        entries = self.slots.setdefault(slot, [])
        if entry not in entries:
            entries.append(entry)

    def relates(self, relationship: str, target: str) -> bool:
        """Whether the model lets this type of node point at that type."""
        spec = RELATIONSHIPS[relationship]
        return self.type in spec.sources and target in spec.targets

    def relate(
        self, relationship: str, target: str, token: str, name: str = "", location: str = "", **properties: Any
    ) -> None:
        """Point at another object by the accession a source gives; what is none is kept as an attribute."""
        token = self._clean(token, location)
        if missing_reason(token):
            return
        found = accessions.detect(token)
        if found and found.node_type == target:
            self.add(relationship, found.value, target, **properties)
            return
        if is_personal_value(token):
            self.personal(name or relationship, location)
            return
        self.attribute(name or relationship, token)
        if found is None:
            self.find("REFERENCE_NOT_ACCESSION", "warning", location, f"{token!r} is not an accession", KEPT)
        else:
            code = "REFERENCE_WRONG_TYPE"
            self.find(code, "warning", location, f"{token!r} is a {found.kind}, not a {target}", KEPT)

    def add(self, relationship: str, accession: str, target: str, **properties: Any) -> None:
        """Point at an object whose accession is settled; the same relationship twice is one."""
        kept = {key: value for key, value in properties.items() if value not in (None, "")}
        for position, relation in enumerate(self.relations):
            if (relation.type, relation.to) == (relationship, accession):
                self.relations[position] = Relation(relationship, accession, target, relation.properties | kept)
                return
        self.relations.append(Relation(relationship, accession, target, kept))

    def find(self, code: str, severity: Severity, location: str, message: str, hint: str = "") -> None:
        """Say something about this object."""
        place = location or self.location
        self.findings.append(
            self.reading.source.finding(code, severity, place, message, hint, self.type, self.accession)
        )

    def personal(self, name: str, location: str) -> None:
        """Say that a value was left out because of what it is, without repeating it."""
        message = f"a value of column {name!r} {PERSONAL} and is not stored"
        self.find("PERSONAL_VALUE_SKIPPED", "error", location, message, "remove it from the source")

    def _clean(self, literal: str, location: str) -> str:
        if text.has_control(literal):
            self.find("CONTROL_CHARACTER", "info", location, "control characters became blanks")
        cleaned = text.clean(literal)
        public = text.without_emails(cleaned)
        if public != cleaned:
            self.find(
                "PERSONAL_DATA_REMOVED",
                "warning",
                location,
                "an e-mail address was taken out",
                "addresses are never stored",
            )
        return public

    @property
    def scope(self) -> str:
        """Who may see the object, as far as it is told; else who may see the objects of the source."""
        state = self.slots.get("release_state")
        return str(self.slots.get("scope") or (scope_of(state) if state else self.reading.scope))

    def build(self) -> Iterator[Record | Finding]:
        """The findings, then the record, then the terms that it points at for the first time."""
        yield from self.findings
        terms = list(self._terms())
        slots = {"iri": node_iri(self.type, self.accession), **self._archive(), **self.slots}
        told: ScopeBy = "release_state" if "scope" in slots or "release_state" in slots else "default"
        slots.setdefault("scope", scope_of(slots.get("release_state")) if told != "default" else self.beside)
        place = self.reading.place(self, slots)
        provenance = self.reading.source.provenance(place, self.reading.loader, VERSION)
        yield Record(self.type, self.accession, slots, tuple(self.relations), provenance, self.derived, told)
        yield from terms

    def _archive(self) -> dict[str, str]:
        found = accessions.detect(self.accession)
        return {"archive": found.archive} if found and found.node_type == self.type else {}

    def _terms(self) -> Iterator[Record | Finding]:
        """Point at the ontology terms of mapped values, giving each term once."""
        for slot, field in TERM_FIELDS.items():
            values = self.slots.get(slot) or ()
            for value in [values] if isinstance(values, str) else values:
                for term in terms_for(field, value, self.slots):
                    self.add(
                        "HAS_TERM",
                        term.curie,
                        "OntologyTerm",
                        field=camel(slot),
                        method=term.method,
                        confidence=term.confidence,
                    )
                    if node := self.reading.shared("OntologyTerm", term.curie, self.location, self.scope):
                        node.put("label", term.label)
                        node.put("ontology", term.curie.partition(":")[0])
                        yield from node.build()
