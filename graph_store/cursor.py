"""Cursors: a position in an order as opaque text, and back.

A position is the list of key values of one row, in the order's sequence, the accession last. The
text carries a mark of the order it belongs to, so a cursor of one order is refused in another; it
names no parent and no filter, and stays valid while rows come and go. Keys of slots with a
`sort_key` are the folded ones: `keys` makes them from a row's slots.
"""

import base64
import binascii
import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

import orjson

from graph_schema.definition import Slot
from graph_schema.errors import QueryRefused
from graph_schema.names import sort_key
from graph_store.plan import OrderKey

MARK_BYTES = 4
HINT = "use an endCursor or edge cursor of the same connection and orderBy, unchanged"
KEY_TYPES: dict[str, tuple[type, ...]] = {"integer": (int,), "float": (int, float), "boolean": (bool,)}


def mark(order: Sequence[OrderKey]) -> str:
    """A short mark of an order: other slots, directions or sequence give another one."""
    text = ",".join(f"{key.slot}{'-' if key.descending else '+'}" for key in order)
    return hashlib.blake2b(text.encode(), digest_size=MARK_BYTES).hexdigest()


def keys(order: Sequence[OrderKey], slots: Mapping[str, Slot], values: Sequence[Any]) -> list[Any]:
    """The key values of a row from its slot values in the order's sequence."""
    return [
        sort_key(value) if slots[key.slot].sort_key and isinstance(value, str) else value
        for key, value in zip(order, values, strict=True)
    ]


def encode(order: Sequence[OrderKey], position: Sequence[Any]) -> str:
    """A position as opaque text, safe in URLs."""
    return base64.urlsafe_b64encode(orjson.dumps([mark(order), *position])).decode().rstrip("=")


def decode(order: Sequence[OrderKey], slots: Mapping[str, Slot], text: str) -> list[Any]:
    """The position a cursor stands for; QueryRefused (BAD_CURSOR) for anything but ours of this order."""
    try:
        found = orjson.loads(base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True))
    except (ValueError, binascii.Error) as error:
        raise QueryRefused("the cursor cannot be read", code="BAD_CURSOR", hint=HINT) from error
    if not isinstance(found, list) or len(found) != len(order) + 1 or found[0] != mark(order):
        raise QueryRefused("the cursor belongs to another order", code="BAD_CURSOR", hint=HINT)
    position = found[1:]
    if not all(_fits(slots[key.slot], value) for key, value in zip(order, position, strict=True)):
        raise QueryRefused("the cursor holds a value its order cannot have", code="BAD_CURSOR", hint=HINT)
    return position


def _fits(slot: Slot, value: Any) -> bool:
    if value is None:
        return not slot.required
    kinds = KEY_TYPES.get(slot.range, (str,))
    if isinstance(value, bool) and bool not in kinds:
        return False
    return isinstance(value, kinds) and (not isinstance(value, int) or -(2**63) <= value < 2**63)
