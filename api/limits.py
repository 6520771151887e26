"""Limits on what a client may ask, checked before anything is validated, planned or run.

Every refusal names the limit, what was asked, and how to ask for less.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    Lexer,
    OperationDefinitionNode,
    SelectionNode,
    SelectionSetNode,
    Source,
    TokenKind,
)

from api.settings import Settings
from graph_schema.errors import QueryRefused

OPENING = (TokenKind.BRACE_L, TokenKind.BRACKET_L, TokenKind.PAREN_L)
NUMBERS = (TokenKind.INT, TokenKind.FLOAT)
LONGEST_NUMBER = 400
CLOSING = (TokenKind.BRACE_R, TokenKind.BRACKET_R, TokenKind.PAREN_R)

KINDS: dict[str, tuple[str, str, str, str]] = {
    "first": (
        "max_first",
        "FIRST_TOO_LARGE",
        "nodes on a page (`first`)",
        "ask for less and go on with after: endCursor",
    ),
    "similar": ("max_similar_images", "FIRST_TOO_LARGE", "similar images (`first`)", "ask for less"),
    "upload": ("max_upload_bytes", "BODY_TOO_LARGE", "bytes of a request with a file", "send a smaller image"),
    "body": (
        "max_body_bytes",
        "BODY_TOO_LARGE",
        "bytes of the request body",
        "send values as variables, in several requests",
    ),
    "characters": (
        "max_document_characters",
        "TOO_MANY_TOKENS",
        "characters in the document",
        "move texts and lists into variables",
    ),
    "repeats": ("max_repeats", "TOO_MANY_FIELDS", "fields repeated under one name", "select each field once"),
    "tokens": (
        "max_tokens",
        "TOO_MANY_TOKENS",
        "tokens in the document",
        "move lists into variables, or ask in several requests",
    ),
    "nesting": ("max_nesting", "TOO_DEEP", "brackets one inside the other", "ask in several requests"),
    "depth": (
        "max_depth",
        "TOO_DEEP",
        "levels of fields",
        "ask for the inner objects by their accession in a second request",
    ),
    "relations": (
        "max_relation_depth",
        "TOO_DEEP",
        "relations one inside the other",
        "ask for the inner objects by their accession in a second request",
    ),
    "aliases": (
        "max_aliases",
        "TOO_MANY_ALIASES",
        "aliases",
        "ask for several objects at once with where: { accession: { in: [...] } }",
    ),
    "root_fields": ("max_root_fields", "TOO_MANY_ROOT_FIELDS", "root fields", "ask in several requests"),
    "fields": (
        "max_fields",
        "TOO_MANY_FIELDS",
        "fields, fragments counted where they are used",
        "ask for fewer fields",
    ),
    "directives": ("max_directives", "TOO_MANY_DIRECTIVES", "directives", "leave fields out instead of skipping them"),
    "list_length": ("max_list_length", "LIST_TOO_LONG", "entries of a list", "ask in several requests"),
    "input_depth": ("max_input_depth", "TOO_DEEP", "levels in the variables", "write a flatter filter"),
    "filter_depth": ("max_filter_depth", "FILTER_TOO_DEEP", "levels of conditions", "write a flatter filter"),
    "filter_conditions": (
        "max_filter_conditions",
        "FILTER_TOO_LONG",
        "conditions",
        "use in: [...] instead of many conditions",
    ),
    "cost": (
        "max_cost",
        "TOO_COSTLY",
        "nodes that may be answered",
        "give smaller `first` on the nested lists, or ask for totalCount only",
    ),
}


@dataclass(frozen=True)
class Limits:
    """The limits of one service, as its settings give them."""

    settings: Settings

    def check(self, kind: str, asked: int, place: str = "") -> None:
        """QueryRefused if more is asked than the limit of this kind allows."""
        setting, code, what, way = KINDS[kind]
        limit = getattr(self.settings, setting)
        if asked > limit:
            where = f" in `{place}`" if place else ""
            raise QueryRefused(f"{asked} {what}{where}: the limit is {limit}", code=code, hint=way)

    def scan(self, text: str) -> None:
        """Length, tokens, brackets and numbers of a document, before it is parsed."""
        self.check("characters", len(text))
        lexer = Lexer(Source(text))
        tokens = nesting = 0
        while (token := lexer.advance()).kind is not TokenKind.EOF:
            tokens += 1
            nesting += (token.kind in OPENING) - (token.kind in CLOSING)
            self.check("tokens", tokens)
            self.check("nesting", nesting)
            if token.kind in NUMBERS and len(token.value or "") > LONGEST_NUMBER:
                raise QueryRefused(
                    "a number in the document is longer than any type here", code="BAD_VALUE", hint="write it as text"
                )

    def measure(self, document: DocumentNode) -> None:
        """Depth, aliases, fields and directives of every operation, fragments counted where they are used."""
        fragments = {item.name.value: item for item in document.definitions if isinstance(item, FragmentDefinitionNode)}
        for item in document.definitions:
            if isinstance(item, OperationDefinitionNode):
                measure = _Measure(fragments)
                self._check_size(measure.selection(item.selection_set))
                self.check("root_fields", sum(measure.level(item.selection_set).keys.values()))

    def _check_size(self, size: "Size") -> None:
        self.check("depth", size.depth)
        self.check("aliases", size.aliases)
        self.check("directives", size.directives)
        self.check("fields", size.fields)
        self.check("repeats", size.repeats)

    def check_values(self, value: Any) -> None:
        """Depth and list lengths of the variables, without recursion."""
        waiting: list[tuple[Any, int]] = [(value, 1)]
        while waiting:
            item, level = waiting.pop()
            if isinstance(item, dict | list):
                self.check("input_depth", level)
                if isinstance(item, list):
                    self.check("list_length", len(item))
                waiting.extend((inner, level + 1) for inner in (item.values() if isinstance(item, dict) else item))


@dataclass(frozen=True, slots=True)
class Size:
    """How large a selection is; `keys` counts the response keys on its own level."""

    depth: int = 0
    aliases: int = 0
    fields: int = 0
    directives: int = 0
    repeats: int = 0
    keys: Mapping[str, int] = field(default_factory=dict)


class _Measure:
    """Sizes of selections; each fragment is measured once, a cycle counts as nothing (validation refuses it)."""

    def __init__(self, fragments: Mapping[str, FragmentDefinitionNode]) -> None:
        self.fragments = fragments
        self.known: dict[str, Size] = {}
        self.open: set[str] = set()

    def selection(self, selection_set: SelectionSetNode | None) -> Size:
        """The size of a selection, with what its fields repeat on its own level."""
        size = self.level(selection_set)
        return replace(size, repeats=size.repeats + sum(size.keys.values()) - len(size.keys), keys={})

    def level(self, selection_set: SelectionSetNode | None) -> Size:
        """The size of a selection whose fields stand beside others, as those of a fragment do."""
        sizes = [self._node(node) for node in selection_set.selections] if selection_set else []
        keys: Counter[str] = Counter()
        for size in sizes:
            keys.update(size.keys)
        return Size(
            max((size.depth for size in sizes), default=0),
            sum(size.aliases for size in sizes),
            sum(size.fields for size in sizes),
            sum(size.directives for size in sizes),
            sum(size.repeats for size in sizes),
            keys,
        )

    def _node(self, node: SelectionNode) -> Size:
        directives = len(node.directives or ())
        if not isinstance(node, FieldNode):
            inner = self._fragment(node)
            return replace(inner, directives=inner.directives + directives)
        inner, key = self.selection(node.selection_set), node.alias or node.name
        aliases = inner.aliases + (1 if node.alias else 0)
        return Size(
            inner.depth + 1, aliases, inner.fields + 1, inner.directives + directives, inner.repeats, {key.value: 1}
        )

    def _fragment(self, node: SelectionNode) -> Size:
        if isinstance(node, InlineFragmentNode):
            return self.level(node.selection_set)
        assert isinstance(node, FragmentSpreadNode)
        name = node.name.value
        if name in self.open or name not in self.fragments:
            return Size()
        if name not in self.known:
            self.open.add(name)
            self.known[name] = self.level(self.fragments[name].selection_set)
            self.open.discard(name)
        return self.known[name]
