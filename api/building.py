"""Strawberry types made at run time: a class is opened by name, then closed with its fields.

Two passes, because node types refer to one another in circles: `Registry.raw` gives the class
for a name as soon as anybody mentions it, `object_type` and `input_type` fill and decorate it.
"""

import inspect
import keyword
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from types import GenericAlias
from typing import Annotated, Any

import strawberry


@dataclass(frozen=True, slots=True)
class Argument:
    """An optional (or, with `required`, a demanded) argument of a field."""

    name: str
    annotation: Any
    description: str
    required: bool = False


@dataclass(frozen=True, slots=True)
class Field:
    """A field of an object or input type; `annotation` is the finished type, null included."""

    name: str
    annotation: Any
    description: str
    arguments: tuple[Argument, ...] = ()


@dataclass(slots=True)
class Registry:
    """The classes by GraphQL name: opened, and closed (decorated) ones."""

    classes: dict[str, type] = field(default_factory=dict)
    closed: set[str] = field(default_factory=set)

    def raw(self, name: str, base: type = object) -> Any:
        """The class behind a type name, opened if this is its first mention."""
        if name not in self.classes:
            self.classes[name] = type(name, (base,), {})
        return self.classes[name]

    def object_type(self, name: str, description: str, fields: Sequence[Field], *, interface: bool = False) -> Any:
        """Close an object type or interface: every field is declared with its description."""
        cls = self.raw(name)
        cls.__annotations__ = {}
        for item in fields:
            attribute = _python_name(item.name)
            cls.__annotations__[attribute] = item.annotation
            setattr(cls, attribute, _output(item))
        decorate = strawberry.interface if interface else strawberry.type
        self.closed.add(name)
        return decorate(cls, name=name, description=description)

    def input_type(self, name: str, description: str, fields: Sequence[Field]) -> Any:
        """Close an input type: every field may be left out."""
        cls = self.raw(name)
        cls.__annotations__ = {}
        for item in fields:
            attribute = _python_name(item.name)
            cls.__annotations__[attribute] = item.annotation
            setattr(cls, attribute, _input(item))
        self.closed.add(name)
        return strawberry.input(cls, name=name, description=description)


def many(inner: Any) -> Any:
    """The type of a list of these, as an annotation made at run time."""
    return GenericAlias(list, (inner,))


def _python_name(name: str) -> str:
    return f"{name}_" if keyword.iskeyword(name) else name


def _input(item: Field) -> Any:
    return strawberry.field(name=item.name, description=item.description, default=strawberry.UNSET)


def _output(item: Field) -> Any:
    if not item.arguments:
        return strawberry.field(name=item.name, description=item.description)
    return strawberry.field(_resolver(item), name=item.name, description=item.description)


def _resolver(item: Field) -> Callable[..., None]:
    """A function whose signature declares the arguments; values come from the compiled plan, not from it."""

    def declared(**_: Any) -> None:
        """Only the signature is read."""

    parameters = [_parameter(argument) for argument in item.arguments]
    declared.__signature__ = inspect.Signature(parameters, return_annotation=item.annotation)  # type: ignore[attr-defined]
    return declared


def _parameter(argument: Argument) -> inspect.Parameter:
    described = strawberry.argument(description=argument.description)
    return inspect.Parameter(
        argument.name,
        inspect.Parameter.KEYWORD_ONLY,
        default=inspect.Parameter.empty if argument.required else strawberry.UNSET,
        annotation=Annotated[argument.annotation, described],
    )
