"""Documents by their text: scanned, parsed, measured and validated once, then kept.

What is wrong with a document is kept as well. Nothing here knows variables or viewers.
"""

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from graphql import (
    DocumentNode,
    FragmentDefinitionNode,
    GraphQLError,
    GraphQLSchema,
    OperationDefinitionNode,
    parse,
    validate,
)

from api.errors import RequestRefused, error, of_graphql, of_own, refused
from api.limits import Limits
from graph_schema.errors import QueryRefused

MAX_ERRORS = 20
LONGEST_KEPT = 20_000
"""Longer texts are read anew each time, so that few of them cannot fill the memory."""


@dataclass(frozen=True, slots=True)
class Document:
    """A parsed document, or the errors that stand against it."""

    text: str
    node: DocumentNode | None = None
    errors: tuple[dict[str, Any], ...] = ()
    operations: dict[str, OperationDefinitionNode] = field(default_factory=dict)
    fragments: dict[str, FragmentDefinitionNode] = field(default_factory=dict)

    def operation(self, name: str | None) -> OperationDefinitionNode:
        """The operation asked for; the only one where no name is given."""
        if self.errors:
            raise RequestRefused(self.errors, 400)
        if not name and len(self.operations) == 1:
            return next(iter(self.operations.values()))
        if not name or name not in self.operations:
            raise refused("OPERATION_NEEDED")
        return self.operations[name]


class Documents:
    """The documents of one service, the last used ones kept."""

    def __init__(self, schema: GraphQLSchema, limits: Limits) -> None:
        self.schema = schema
        self.limits = limits
        self._kept = lru_cache(maxsize=limits.settings.cached_documents)(self._read)

    def get(self, text: str) -> Document:
        """The document of a text, valid or not."""
        return self._kept(text) if len(text) <= LONGEST_KEPT else self._read(text)

    def _read(self, text: str) -> Document:
        try:
            return self._checked(text)
        except QueryRefused as cause:
            return Document(text, errors=(of_own(cause),))
        except GraphQLError as cause:
            return Document(text, errors=tuple(of_graphql([cause], "SYNTAX_ERROR")))
        except RecursionError:
            return Document(text, errors=(error("TOO_DEEP", "fragments are spread one inside the other too deeply"),))

    def _checked(self, text: str) -> Document:
        """Scanned, parsed, measured, validated, in this order, so that nothing costly is done with a bad document."""
        self.limits.scan(text)
        node = parse(text)
        self.limits.measure(node)
        wrong = validate(self.schema, node, max_errors=MAX_ERRORS)
        if wrong:
            return Document(text, errors=tuple(of_graphql(wrong, "INVALID_DOCUMENT")))
        return _valid(text, node)


def _valid(text: str, node: DocumentNode) -> Document:
    operations = [item for item in node.definitions if isinstance(item, OperationDefinitionNode)]
    fragments = [item for item in node.definitions if isinstance(item, FragmentDefinitionNode)]
    named = {item.name.value if item.name else "": item for item in operations}
    return Document(text, node, (), named, {item.name.value: item for item in fragments})
