"""The query plan: a small immutable tree between the asking rooms and the two emitters.

A plan knows nothing of GraphQL, Cypher or SQL. Its *shape* alone decides the text of a
statement; every value is a parameter, referred to by its position in `Plan`'s companion list
of values (`Param`). Slots are the snake_case names of `graph_schema.model`; type and
relationship names are looked up there, never taken from a client.

Answers are positional (`graph_store.shape` gives them the client's names):

* a `Select` answers `[rows, total, facets]`, where parts not asked for are left out from the
  right and answered as null when a later one is asked for; `rows` is a list of rows, one more
  than `first` where there is a next page;
* a row is `[slot values…, relationship properties…, branch answers…]`, each in the order of its
  `Columns`; where several types are possible (`len(Select.types) > 1`, `len(Pick.via.targets) > 1`)
  a row is `[type, row]`, and ties of an order that ends in the accession go by type name;
* a `Pick` answers a row or null; a `Lookup` a list of `[type, row]`.

Values in a row: many-valued slots are lists, structures the stored JSON *text* (the shaper parses
it), booleans true and false, what is absent null. An order key, and the key of a cursor, of a slot
with `sort_key` is `graph_schema.names.sort_key(value)`. A step of several relationships, or in both
directions, reaches each node once; relationship properties are read only of steps along a single
relationship. Steps never leave what the viewer's scopes allow; open references reach nothing.
"""

from dataclasses import dataclass
from typing import Literal

from graph_schema.definition import Direction

Param = int

Operator = Literal["eq", "in", "contains", "starts_with", "gt", "gte", "lt", "lte", "has"]
Quantifier = Literal["some", "none", "every"]


@dataclass(frozen=True, slots=True)
class Via:
    """A step from a parent: a set of relationships in one direction to a set of types."""

    relationships: tuple[str, ...]
    direction: Direction
    targets: tuple[str, ...]
    many: bool


@dataclass(frozen=True, slots=True)
class All:
    """Every part holds; with no part: true."""

    parts: tuple["Where", ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one part holds; with no part: false."""

    parts: tuple["Where", ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not hold; a comparison with null does not hold, so its negation does."""

    part: "Where"


@dataclass(frozen=True, slots=True)
class Compare:
    """A slot against a parameter. `contains` and `starts_with` ignore the case of ASCII letters
    (the parameter arrives folded); `has` is membership in a many-valued slot; `in` takes a list.
    Many-valued slots know only `has` and `IsNull`, structures only `IsNull`.
    """

    slot: str
    operator: Operator
    param: Param


@dataclass(frozen=True, slots=True)
class IsNull:
    """The slot is null (`yes`) or is not."""

    slot: str
    yes: bool


@dataclass(frozen=True, slots=True)
class Has:
    """Quantifier over the visible nodes at the end of a step; `every` holds where there is none."""

    via: Via
    quantifier: Quantifier
    where: "Where"


Where = All | AnyOf | Not | Compare | IsNull | Has


@dataclass(frozen=True, slots=True)
class OrderKey:
    """One key of an order; nulls are last in both directions."""

    slot: str
    descending: bool


@dataclass(frozen=True, slots=True)
class Page:
    """An order that ends in the accession, a limit, and the position to go on from.

    `first` is the position of the limit *plus one*. `after` holds one parameter per order key
    (the accession included), or nothing for the first page.
    """

    order: tuple[OrderKey, ...]
    first: Param
    after: tuple[Param, ...] = ()


@dataclass(frozen=True, slots=True)
class Columns:
    """What is read of a node: slots, properties of the relationship that led here, and branches."""

    slots: tuple[str, ...]
    properties: tuple[str, ...] = ()
    branches: tuple["Branch", ...] = ()


@dataclass(frozen=True, slots=True)
class Rows:
    """The columns for each possible type, sorted by type name."""

    by_type: tuple[tuple[str, Columns], ...]


@dataclass(frozen=True, slots=True)
class FacetCount:
    """Counts of the values of one slot over the whole selection (all pages), most frequent first,
    then by value: `[[value, n], …]`. Null is no value; each element of a many-valued slot counts.
    """

    slot: str
    first: Param


@dataclass(frozen=True, slots=True)
class Select:
    """A list of nodes: of the given types, or at the end of a step from the parent."""

    types: tuple[str, ...]
    via: Via | None
    where: Where
    page: Page | None
    rows: Rows | None
    count: bool
    facets: tuple[FacetCount, ...] = ()


@dataclass(frozen=True, slots=True)
class Pick:
    """The one node at the end of a to-one step (the smallest accession, should there be several)."""

    via: Via
    rows: Rows


@dataclass(frozen=True, slots=True)
class Lookup:
    """Nodes by exact accession or IRI: `ids` is a parameter holding a list of strings.

    Answers `[[type, row], …]` in order of type, accession; the asker matches them to its ids.
    """

    ids: Param
    types: tuple[str, ...]
    rows: Rows


@dataclass(frozen=True, slots=True)
class Search:
    """Full text over the slots marked `search` and the accession: `[[[type, row], …], total]`,
    or `[[[type, row], …]]` without `count`.

    `text` is a parameter holding the user's text, as typed. A node is found if every phrase of
    `graph_store.words.phrases(text)` occurs in `graph_store.words.node_document(…)` (a word only as
    a whole word, a run of CJK characters as neighbours), or if its accession starts with
    the text, stripped of blanks, as typed or in ASCII capitals. A text without letter or digit
    finds nothing. Order: accession, then type. At most `cap` visible hits are looked at and
    counted; `first` is the limit as it stands.
    """

    text: Param
    types: tuple[str, ...]
    first: Param
    cap: Param
    rows: Rows
    count: bool


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """The nodes of `ids`, those one step away through `steps`, the edges among them, and degrees.

    Answers `[nodes, edges, cut]`: nodes as `[type, accession, iri, title, [[relationship,
    direction, other type, count], …]]`; edges as `[source type, source accession, relationship,
    target type, target accession]`, induced among all nodes answered; `cut` as the number of
    neighbours left out per `[type, accession, relationship, direction, count]`. At most `first`
    neighbours of each node and (relationship, direction), by accession, then type. `steps` is a set
    of relationship types (all if None; it narrows the neighbours, not the edges or degrees).

    Direction is `out` or `in` as stored, `both` for symmetric relationships. Only visible nodes
    count anywhere; `ids` may be accessions or IRIs. Everything is sorted: nodes by type and
    accession, edges, degrees and cuts by their whole row.
    """

    ids: Param
    steps: tuple[str, ...] | None
    first: Param


@dataclass(frozen=True, slots=True)
class Statistics:
    """Counts of visible nodes per type and of relationships whose both ends are visible, per type.

    Answers `[[[type, n], …], [[relationship, n], …]]` by name, without zeros.
    """


Branch = Select | Pick
Root = Select | Lookup | Search | Neighbourhood | Statistics


@dataclass(frozen=True, slots=True)
class Plan:
    """One root and nothing else: the viewer's scopes and all values are given at execution."""

    root: Root
