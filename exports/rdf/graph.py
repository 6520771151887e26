"""The whole graph as files: one per node type, sorted by subject, with a manifest.

A file holds every triple whose subject is a node of its type, and the link nodes these lead to. Files
are written in a folder of their own and put in place at the end; the manifest comes last, so a reader
who goes by it never sees half an export. Equal graphs give equal bytes.
"""

import hashlib
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple, cast

import orjson
from isal import igzip

from exports.rdf.formats import Format, blocks, formats
from exports.rdf.sorting import MEMORY, Sorting
from exports.rdf.statements import Piece, forward_pieces, inverse_pieces, node_pieces
from graph_schema.iri import base_iri
from graph_schema.model import NODE_TYPES, RELATIONSHIPS, SCHEMA_VERSION
from graph_store.protocol import Store

MANIFEST = "manifest.json"
PUBLIC = ("public",)

Tick = Callable[[int], None]
"""Told how many nodes or relationships were read since the last time."""


class Written(NamedTuple):
    """One file of an export: of which type, how many subjects and triples, bytes as stored and their sha256."""

    name: str
    type: str
    subjects: int
    triples: int
    bytes: int
    sha256: str


def export(
    store: Store,
    folder: Path,
    name: str,
    *,
    gzip: bool = False,
    scopes: Sequence[str] = PUBLIC,
    tick: Tick = lambda _: None,
    memory: int = MEMORY,
    risk: Mapping[str, Any] | None = None,
) -> list[Written]:
    """Write what is visible in `scopes` to `folder` in the format `nt`, `ttl` or `jsonld`.

    `risk` is what is known of the risk for individuals, and why it was taken; the manifest keeps it. Files of the same
    format that an earlier export left there and this one has not are removed; those of other formats stay. Memory does
    not grow with the graph.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".export-", dir=folder) as aside:
        sorting = Sorting(Path(aside), memory)
        _gather(store, sorting, scopes, tick)
        files = [_write(sorting, node_type, Path(aside), formats()[name], gzip=gzip) for node_type in sorting.names()]
        _put_in_place(Path(aside), folder, name, files, _told(files, scopes, risk))
    return files


def _gather(store: Store, sorting: Sorting, scopes: Sequence[str], tick: Tick) -> None:
    """Take every visible node and relationship in, under the type of its subject."""
    for node_type in NODE_TYPES:
        for slots in store.scan(node_type, scopes):
            _add(sorting, node_type, node_pieces(node_type, slots))
            tick(1)
    public = tuple(scopes) == PUBLIC
    for relationship in RELATIONSHIPS:
        for edge in store.edges(relationship, scopes):
            _add(sorting, edge.source_type, forward_pieces(edge, public=public))
            _add(sorting, edge.target_type, inverse_pieces(edge))
            tick(1)


def _add(sorting: Sorting, node_type: str, pieces: list[Piece]) -> None:
    for piece in pieces:
        sorting.add(node_type, piece)


def _write(sorting: Sorting, node_type: str, aside: Path, form: Format, *, gzip: bool) -> Written:
    path = aside / f"{node_type}.{form.name}{'.gz' if gzip else ''}"
    subjects = triples = 0
    with _opened(path, gzip=gzip) as file:
        file.write(form.head)
        for number, block in enumerate(blocks(sorting.sorted(node_type), form.name)):
            file.write(form.between + block.data if number else block.data)
            subjects += block.starts_subject
            triples += block.triples
        file.write(form.tail)
    with path.open("rb") as stored:
        digest = hashlib.file_digest(stored, "sha256").hexdigest()
    return Written(path.name, node_type, subjects, triples, path.stat().st_size, digest)


@contextmanager
def _opened(path: Path, *, gzip: bool) -> Iterator[BinaryIO]:
    """The file, compressed where wanted; neither name nor time go into the header."""
    with path.open("wb", buffering=1 << 20) as raw:
        if not gzip:
            yield raw
            return
        packed = cast("BinaryIO", _packing(raw))
        with packed:
            yield packed


def _packing(raw: BinaryIO) -> Any:
    return igzip.IGzipFile(filename="", mode="wb", compresslevel=1, fileobj=raw, mtime=0)  # type: ignore[no-untyped-call]


def _put_in_place(aside: Path, folder: Path, name: str, files: Sequence[Written], told: Mapping[str, Any]) -> None:
    manifest = _manifest(folder)
    before = manifest["formats"].get(name, {"files": []})["files"]
    manifest["formats"][name] = told
    staged = aside / MANIFEST
    staged.write_bytes(orjson.dumps(manifest, option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS) + b"\n")
    for file in files:
        (aside / file.name).replace(folder / file.name)
    staged.replace(folder / MANIFEST)
    for stale in {entry["name"] for entry in before} - {file.name for file in files}:
        (folder / Path(stale).name).unlink(missing_ok=True)


def _manifest(folder: Path) -> dict[str, Any]:
    """The manifest that stands in the folder, or a new one."""
    try:
        manifest: dict[str, Any] = orjson.loads((folder / MANIFEST).read_bytes())
        known = isinstance(manifest["formats"], dict)
    except (OSError, ValueError, KeyError, TypeError):
        known = False
    return manifest if known else {"formats": {}}


def _told(files: Sequence[Written], scopes: Sequence[str], risk: Mapping[str, Any] | None) -> dict[str, Any]:
    """What the manifest says of one format; no time but that of a waiver, so that equal graphs have equal manifests."""
    return {
        **({"risk": dict(risk)} if risk else {}),
        "base": base_iri(),
        "schemaVersion": SCHEMA_VERSION,
        "scopes": sorted(scopes),
        "subjects": sum(file.subjects for file in files),
        "triples": sum(file.triples for file in files),
        "files": [file._asdict() for file in files],
    }
