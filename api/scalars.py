"""Scalars and small shared types: 64-bit integers, names of node types, the direction of an order."""

import enum
from typing import Any, NewType

import strawberry
from graphql import EnumValueNode, GraphQLError, IntValueNode, StringValueNode, ValueNode, print_ast

from api.uploads import Upload, no_upload_literal, parse_upload
from graph_schema.model import NODE_TYPES

LONG_MIN, LONG_MAX = -(2**63), 2**63 - 1
MAX_DIGITS = 20


def parse_long(value: Any) -> int:
    """A whole number within 63 bits and sign; anything else is refused.

    >>> parse_long(9223372036854775807)
    9223372036854775807
    """
    if isinstance(value, bool) or not isinstance(value, int):
        raise GraphQLError(f"Long cannot represent a value that is no whole number: {_short(value)}.")
    if not LONG_MIN <= value <= LONG_MAX:
        raise GraphQLError(f"Long cannot represent a number beyond 63 bits: {_short(value)}.")
    return value


def parse_long_literal(node: ValueNode, _variables: Any = None) -> int:
    """The same for a literal in the document."""
    if not isinstance(node, IntValueNode):
        raise GraphQLError(f"Long cannot represent a value that is no whole number: {print_ast(node)[:40]}.")
    if len(node.value) > MAX_DIGITS:
        raise GraphQLError(f"Long cannot represent a number beyond 63 bits: {node.value[:40]}….")
    return parse_long(int(node.value))


def parse_type_name(value: Any) -> str:
    """The name of a node type, spelled as in the schema."""
    if not isinstance(value, str) or value not in NODE_TYPES:
        raise GraphQLError(f"There is no node type {_short(value)}. Node types: {', '.join(NODE_TYPES)}.")
    return value


def parse_type_literal(node: ValueNode, _variables: Any = None) -> str:
    """Written bare (`Run`) or as a string (`"Run"`)."""
    if not isinstance(node, EnumValueNode | StringValueNode):
        raise GraphQLError(f"TypeName must be a name, not {print_ast(node)[:40]}.")
    return parse_type_name(node.value)


def _short(value: Any) -> str:
    if isinstance(value, int) and not LONG_MIN <= value <= LONG_MAX:
        return "a longer number"
    return repr(value)[:40]


Long = NewType("Long", int)
TypeName = NewType("TypeName", str)


@strawberry.enum(description="Direction of an order; nulls come last in both.")
class SortOrder(enum.Enum):
    """Direction of an order."""

    ASC = strawberry.enum_value("ASC", description="Smallest first: A to Z, oldest first.")
    DESC = strawberry.enum_value("DESC", description="Largest first: Z to A, newest first.")


SCALARS: dict[object, Any] = {
    Long: strawberry.scalar(
        name="Long",
        description="A whole number of up to 63 bits and sign, written as a JSON number.",
        serialize=int,
        parse_value=parse_long,
        parse_literal=parse_long_literal,
    ),
    Upload: strawberry.scalar(
        name="Upload",
        description="A file of a GraphQL multipart request; always a variable.",
        parse_value=parse_upload,
        parse_literal=no_upload_literal,
    ),
    TypeName: strawberry.scalar(
        name="TypeName",
        description="The name of a node type, such as `Run`; written bare or as a string.",
        serialize=str,
        parse_value=parse_type_name,
        parse_literal=parse_type_literal,
    ),
}
