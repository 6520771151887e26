"""`gsagraph taxonomy`: reference databases that `gsagraph qc --taxonomy` profiles runs against."""

from pathlib import Path
from typing import Annotated

import typer

from cli.refusal import refusals_told
from cli.terminal import examples
from graph_schema.errors import UnusableInput
from qc.taxonomy.building import Collected, build
from qc.taxonomy.hashing import LONGEST
from qc.taxonomy.references import Named, read_names, references, tax_ids
from qc.taxonomy.taxdump import tree_of

taxonomy_app = typer.Typer(no_args_is_help=True, rich_markup_mode="rich", help="Reference databases of taxa.")
EXAMPLES = examples(
    "taxonomy build ecoli.fa.gz human.fa.gz --out small.zip --names names.tsv --tree taxdump/",
    "qc R1.fastq.gz --taxonomy small.zip",
)


@taxonomy_app.callback()
def taxonomy_group() -> None:
    """Reference databases of taxa."""


@refusals_told
def build_command(
    fasta: Annotated[list[Path], typer.Argument(metavar="FASTA…", help="Reference sequences, plain or gzip.")],
    out: Annotated[Path, typer.Option("--out", metavar="DB", help="The database: one file, which sourmash reads too.")],
    names: Annotated[
        Path | None,
        typer.Option("--names", metavar="TSV", help="Sequence or file, tax id, name; else headers say taxid=N."),
    ] = None,
    tree: Annotated[
        Path | None,
        typer.Option(
            "--tree", metavar="PATH", help="Folder of an NCBI taxdump, or a table: tax id, parent, rank, name."
        ),
    ] = None,
    ksize: Annotated[int, typer.Option("--ksize", min=1, max=LONGEST, help="Letters of a k-mer.")] = 31,
    scaled: Annotated[int, typer.Option("--scaled", min=1, help="The sketches keep one k-mer of this many.")] = 1000,
) -> None:
    """Make a small reference database from local FASTA files.

    Without --tree every taxon is a species below the root. K-mers that several taxa share count for the lowest taxon
    above them all.
    """
    if not out.parent.is_dir():
        raise UnusableInput(f"there is no folder {out.parent}", code="PATH_UNREADABLE", hint="make it, or name another")
    named = read_names(names) if names else {}
    wanted = _wanted(fasta, named)
    made = build(references(fasta, named, ksize), tree_of(tree, wanted), out, ksize, scaled)
    typer.echo(_told(out, made), err=True)


def _wanted(fasta: list[Path], named: dict[str, Named]) -> dict[int, str]:
    """The tax ids of all sequences with the names that the table gives them."""
    names = {one.tax_id: one.name for one in named.values() if one.name}
    return {tax_id: names.get(tax_id, str(tax_id)) for tax_id in tax_ids(fasta, named)}


def _told(out: Path, made: Collected) -> str:
    words = sum(words.size for words in made.words.values())
    return f"{out}: {len(made.sketches)} taxa, {words} k-mers looked up, one in {made.thinned} of all"


taxonomy_app.command("build", epilog=EXAMPLES)(build_command)
