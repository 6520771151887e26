"""Records: what loaders make, rules check, and stores write. Values without any input or output.

A record is one node as one place of one source tells it, with its outgoing relationships.
Slots are snake_case Python values as the model types them: str, int, float, bool, ISO text for
dates, list for many-valued slots, list of dicts (camelCase keys, as stored) for structures.
An absent slot says nothing; None is never stored.
"""

from dataclasses import dataclass, field
from typing import Any, Literal

ScopeBy = Literal["default", "caution", "release_state", "scope"]
"""What a scope follows from: nothing said at all, caution about people (images stay in review until somebody
says that they are released), the release state, or the scope itself; least firm first."""


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a record was said: file name (no folder), sha256 of its stored bytes, row or path, loader.

    `location` is `Sheet!row` for workbooks, an XML path such as `/RUN_SET/RUN[3]`, `line 7` for
    JSON Lines. `time` is when the source was read (ISO, UTC) and no part of a record's identity.
    """

    source: str
    sha256: str
    location: str
    loader: str
    version: str
    time: str


@dataclass(frozen=True, slots=True)
class Relation:
    """A relationship to an object by its type and accession, loaded or not, with its properties.

    `to_type` is needed only where the relationship allows several targets and the accession
    alone does not tell which. With `reverse` the relationship points from `to` to the record.
    """

    type: str
    to: str
    to_type: str | None = None
    properties: dict[str, Any] = field(default_factory=dict)
    reverse: bool = False


@dataclass(frozen=True, slots=True)
class Record:
    """One node and its relationships.

    With `derived` the node is only implied by its source (a Dataset known from a download path): its
    slots fill what is missing and overwrite nothing. `scope_by` is how firmly its scope is told; a scope
    takes the place of one told less firmly or as firmly, so that silence never opens what was closed.
    """

    type: str
    accession: str
    slots: dict[str, Any]
    relations: tuple[Relation, ...] = ()
    provenance: Provenance | None = None
    derived: bool = False
    scope_by: ScopeBy = "scope"
