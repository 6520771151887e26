"""The options of `gsagraph qc`: what each is called, what it takes, and what help says of it."""

from pathlib import Path
from typing import Annotated, get_args

import typer

from qc.sequence.options import Duplicates, Format

FORMATS = tuple(name for name in get_args(Format) if name != "unknown")
DUPLICATES = get_args(Duplicates)

Files = Annotated[
    list[Path] | None,
    typer.Argument(
        metavar="FILE…", help="Files to check; a folder stands for all sequence files in it.", show_default=False
    ),
]
Pair = Annotated[bool, typer.Option("--pair", help="All FILEs are one set, in order: R1, R2, and index reads after.")]
PairByName = Annotated[
    bool, typer.Option("--pair-by-name", help="FILEs whose names differ in R1, R2, I1 … or 1, 2 alone are one set.")
]
As = Annotated[str | None, typer.Option("--format", metavar="|".join(FORMATS), help="Check as this format.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object a line for each file or set.")]
Md5 = Annotated[str | None, typer.Option("--md5", metavar="HEX", help="The declared md5 of the one FILE.")]
Md5File = Annotated[
    Path | None,
    typer.Option("--md5-file", metavar="FILE", help="Declared md5s as md5sum writes them, names relative to it."),
]
Sample = Annotated[
    str | None,
    typer.Option("--sample", metavar="NAME", help="The sample the metadata declares; SM of read groups must equal it."),
]
Reference = Annotated[
    Path | None,
    typer.Option("--reference", metavar="FASTA", help="The indexed reference, for CRAM and for REF of variants."),
]
DuplicateMode = Annotated[
    str,
    typer.Option("--duplicates", metavar="|".join(DUPLICATES), help="How equal names are found; auto asks the data."),
]
Temporary = Annotated[
    Path | None, typer.Option("--temporary", metavar="DIR", help="Where hashes of names go that do not fit in memory.")
]
Sites = Annotated[
    Path | None,
    typer.Option("--sites", metavar="VCF", help="Common sites to take a genotype fingerprint at; controlled data."),
]
Taxonomy = Annotated[
    Path | None,
    typer.Option("--taxonomy", metavar="DB", help="Tell what the reads are of, by this reference database."),
]
Organism = Annotated[
    int | None, typer.Option("--organism", metavar="TAXID", help="The organism the metadata declares, for --taxonomy.")
]
Jobs = Annotated[int, typer.Option("--jobs", metavar="N", min=1, help="Processes; each file or set is checked by one.")]
Dask = Annotated[
    str | None, typer.Option("--dask", metavar="ADDRESS", help="Check by the workers of this Dask cluster instead.")
]
Out = Annotated[
    Path | None,
    typer.Option(
        "--out", metavar="DIR", help="Write one JSON report for each file or set; what has one is not checked again."
    ),
]
Again = Annotated[bool, typer.Option("--again", help="Check again what --out has reports of.")]
Html = Annotated[Path | None, typer.Option("--html", metavar="FILE|DIR", help="Write reports with plots.")]
Xml = Annotated[Path | None, typer.Option("--xml", metavar="FILE|DIR", help="Write the archive's <Run> documents.")]
Multiqc = Annotated[Path | None, typer.Option("--multiqc", metavar="DIR", help="Write files that MultiQC picks up.")]
InGraph = Annotated[
    bool, typer.Option("--graph", help="Write reports as nodes of the graph, about the Run or File in the store.")
]
OfRun = Annotated[
    str,
    typer.Option("--run", metavar="ACC", help="The Run, for --graph and --xml; else file names or checksums tell it."),
]
StoreUrl = Annotated[str | None, typer.Option("--store", metavar="URL", help="The store to write to.")]
Watch = Annotated[
    Path | None, typer.Option("--watch", metavar="DIR", help="Check what arrives in this folder, until Ctrl-C.")
]
Still = Annotated[
    float,
    typer.Option("--still", metavar="SECONDS", min=0, help="With --watch: how long a file must not have changed."),
]
