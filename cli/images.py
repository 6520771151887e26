"""`gsagraph images`: train the codes of images on an archive's own, give images their codes, draw thumbnails."""

import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from itertools import islice
from pathlib import Path
from typing import Annotated, Any

import orjson
import typer

from cli.image_files import image_files, seen, spread
from cli.refusal import refusals_told
from cli.report_scopes import SCOPES
from cli.representatives import provenance, represent
from cli.terminal import examples
from cli.thumbnails import draw
from graph_schema.errors import UnusableInput
from graph_schema.iri import node_iri
from graph_schema.record import Record
from graph_store import open_store
from graph_store.plan import Columns, Lookup, Pick, Plan, Rows, Via
from graph_store.protocol import Store
from loaders.image_pixels import Seen
from qc.images.model import VARIABLE, model_of_environment, write_model
from qc.images.training import Learned

THUMBNAILS = "GSAGRAPH_THUMBNAILS"
AT_ONCE = 200

images_app = typer.Typer(help="Codes and thumbnails of images.", no_args_is_help=True)

Source = Annotated[
    Path, typer.Argument(metavar="SOURCE", help="A folder of DICOM files, or the manifest.jsonl of `deidentify`.")
]
StoreUrl = Annotated[str | None, typer.Option("--store", metavar="URL", help="The store; default GSAGRAPH_STORE.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")]

_SERIES = Pick(
    Via(("IN_SERIES",), "out", ("ImagingSeries",), many=False), Rows((("ImagingSeries", Columns(("accession",))),))
)
KNOWN = Plan(Lookup(0, ("Image",), Rows((("Image", Columns(("accession", "scope"), branches=(_SERIES,))),))))


@images_app.callback()
def images() -> None:
    """Codes and thumbnails of images."""


@images_app.command("train", epilog=examples("images train deidentified/ --out model.npz"))
@refusals_told
def train_command(
    source: Source,
    out: Annotated[Path, typer.Option("--out", metavar="MODEL", help="The file to write.")],
    sample: Annotated[
        int, typer.Option("--sample", min=1, help="Learn from at most this many images, evenly over all.")
    ] = 5_000,
    as_json: AsJson = False,
) -> None:
    """Train the model that turns images into codes on an archive's own images; the same files give the same model."""
    learned, skipped = Learned(), 0
    for _, found in seen(spread(image_files(source), sample), "learning"):
        if found is None:
            skipped += 1
        else:
            learned.add(found.picture.values)
    model = learned.model()
    write_model(model, out)
    told = {"version": model.version, "images": len(learned.means), "skipped": skipped, "model": str(out)}
    _tell(told, as_json=as_json)
    typer.echo(f"set {VARIABLE}={out}, then `gsagraph images code` gives images their codes by it", err=True)


@images_app.command("code", epilog=examples("images code deidentified/", "images code deidentified/ --json"))
@refusals_told
def code_command(source: Source, store: StoreUrl = None, as_json: AsJson = False) -> None:
    """Give the images of the store that these files hold their codes, by the model of GSAGRAPH_IMAGE_MODEL."""
    files = image_files(source)
    opened = open_store(store, write=True)
    try:
        told = _code(opened, files)
    finally:
        opened.close()
    _tell({"version": model_of_environment().version, **told}, as_json=as_json)


@images_app.command(
    "thumbnails", epilog=examples("images thumbnails deidentified/ --out thumbnails", "images thumbnails deidentified/")
)
@refusals_told
def thumbnails_command(
    source: Source,
    out: Annotated[Path | None, typer.Option("--out", metavar="DIR", help=f"The folder; default {THUMBNAILS}.")] = None,
    store: StoreUrl = None,
    as_json: AsJson = False,
) -> None:
    """Draw thumbnails of the images that are public in the store and have clean pixels; remove all others."""
    folder = out or Path(os.environ.get(THUMBNAILS, ""))
    if folder == Path():
        raise UnusableInput("no folder for thumbnails", code="NOT_A_FOLDER", hint=f"give --out DIR or set {THUMBNAILS}")
    files = image_files(source)
    opened = open_store(store)
    try:
        told = draw(opened, files, folder)
    finally:
        opened.close()
    _tell(asdict(told), as_json=as_json)


def _code(store: Store, files: Sequence[Path]) -> dict[str, int]:
    """Codes of all files that are images of the store, then of their series."""
    told = {"coded": 0, "blank": 0, "unknown": 0, "skipped": 0, "series": 0}
    walk, series = seen(files, "coding"), dict[str, set[str]]()
    while some := list(islice(walk, AT_ONCE)):
        found = {item.sop_instance_uid: item for _, item in some if item is not None}
        told["skipped"] += sum(item is None for _, item in some)
        records = list(_records(store.execute(KNOWN, [sorted(found)], SCOPES), found, series))
        told["unknown"] += len(found) - len(records)
        told["blank"] += sum("image_code" not in record.slots for record in records)
        store.write(records)
        told["coded"] += sum("image_code" in record.slots for record in records)
    told["series"] = represent(store, set().union(*series.values()), series)
    return told


def _records(known: Sequence[Any], found: dict[str, Seen], series: dict[str, set[str]]) -> Iterator[Record]:
    """What is seen in images of the store, as a word of its own beside that of their loader."""
    for _, (uid, scope, within) in known:
        if within:
            series.setdefault(scope, set()).add(within[0])
        slots = {"accession": uid, "iri": node_iri("Image", uid), "scope": scope, **found[uid].values()}
        yield Record("Image", uid, slots, (), provenance(uid, repr(sorted(slots.items()))), scope_by="default")


def _tell(told: dict[str, Any], *, as_json: bool) -> None:
    if as_json:
        sys.stdout.buffer.write(orjson.dumps(told, option=orjson.OPT_INDENT_2) + b"\n")
    else:
        sys.stdout.write("".join(f"{name.replace('_', ' ')}: {value}\n" for name, value in told.items()))
