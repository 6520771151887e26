"""Reading a validated document: the fields selected on a type, in the client's order, and their arguments.

Follows CollectFields of the GraphQL specification (section 6.3.2): fragments, type conditions,
`@skip` and `@include`, fields of one response key merged.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLIncludeDirective,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLSkipDirective,
    InlineFragmentNode,
    SelectionNode,
    SelectionSetNode,
    get_argument_values,
    get_directive_values,
    is_abstract_type,
)
from graphql.execution.values import VariableValues

Selected = dict[str, list[FieldNode]]


@dataclass(frozen=True, slots=True)
class Reader:
    """A document's fragments and variable values, beside the schema they are read by."""

    schema: GraphQLSchema
    fragments: Mapping[str, FragmentDefinitionNode]
    variables: VariableValues

    def collect(self, type_name: str, sets: Sequence[SelectionSetNode | None]) -> Selected:
        """Response key → field nodes that selections make on a concrete type."""
        found: Selected = {}
        seen: set[str] = set()
        for selection_set in sets:
            if selection_set is not None:
                for node in self._fields(type_name, selection_set.selections, seen):
                    found.setdefault(node.alias.value if node.alias else node.name.value, []).append(node)
        return found

    def below(self, type_name: str, nodes: Sequence[FieldNode]) -> Selected:
        """What merged fields select on the object they answer, if that is of this type."""
        return self.collect(type_name, [node.selection_set for node in nodes])

    def arguments(self, type_name: str, node: FieldNode) -> dict[str, Any]:
        """The coerced arguments of a field; what was left out is absent, an explicit null is None."""
        owner = cast("GraphQLObjectType", self.schema.type_map[type_name])
        return get_argument_values(owner.fields[node.name.value], node, self.variables)

    def _fields(self, type_name: str, selections: Sequence[SelectionNode], seen: set[str]) -> Iterator[FieldNode]:
        for node in selections:
            if node.directives and not self._included(node):
                continue
            if isinstance(node, FieldNode):
                yield node
            elif isinstance(node, InlineFragmentNode):
                if node.type_condition is None or self._applies(node.type_condition.name.value, type_name):
                    yield from self._fields(type_name, node.selection_set.selections, seen)
            elif isinstance(node, FragmentSpreadNode):
                yield from self._spread(type_name, node.name.value, seen)

    def _spread(self, type_name: str, name: str, seen: set[str]) -> Iterator[FieldNode]:
        fragment = self.fragments[name]
        if name in seen:
            return
        seen.add(name)
        if self._applies(fragment.type_condition.name.value, type_name):
            yield from self._fields(type_name, fragment.selection_set.selections, seen)

    def _applies(self, condition: str, type_name: str) -> bool:
        if condition == type_name:
            return True
        wanted = self.schema.type_map[condition]
        concrete = cast("GraphQLObjectType", self.schema.type_map[type_name])
        return is_abstract_type(wanted) and self.schema.is_sub_type(wanted, concrete)

    def _included(self, node: SelectionNode) -> bool:
        skip = get_directive_values(GraphQLSkipDirective, node, self.variables)
        if skip and skip["if"] is True:
            return False
        include = get_directive_values(GraphQLIncludeDirective, node, self.variables)
        return not (include and include["if"] is False)
