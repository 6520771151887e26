"""How fast each format loads, by the loader alone and into a new embedded store, and how much memory that takes.

    ./dev bench load [--rows N] [--gigabytes G] [--folder DIR]

Prints a table in Markdown: records a second of the loader alone, records a second into a store, peak
memory of the process. With `--gigabytes` one run set of that size is made and streamed, for the bound
on memory. The inputs are invented and the same each time.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl

from graph_schema.record import Record
from loaders import open_source, read

MD5 = "74e8b66f6a3b8cb1e4a04b589ef52a6a"
MEGABYTE = 1 << 20


def gsa(path: Path, rows: int) -> None:
    """A GSA workbook with as many samples, experiments and runs."""
    book = openpyxl.Workbook(write_only=True)
    tables = {
        "Sample": (["ID", "Sample name", "Accession", "Project accession", "Organism", "Geographic location", "Latitude longitude"],
                   lambda n: [n, f"s{n}", f"SAMC{n:07}", "PRJCA000001", "metagenome", "China:Hubei,Wuhan", "30.59 N 114.30 E"]),
        "Experiment": (["ID", "Accession", "BioProject accession", "BioSample accession", "Platform", "Strategy", "Source", "Layout"],
                       lambda n: [n, f"CRX{n:07}", "PRJCA000001", f"SAMC{n:07}", "DNBSEQ-T7", "WGS", "GENOMIC", "PAIRED"]),
        "Run": (["ID", "Accession", "Experiment accession", "Run data file type", "File name 1", "MD5 checksum 1", "DownLoad1"],
                lambda n: [n, f"CRR{n:07}", f"CRX{n:07}", "fastq", f"CRR{n:07}.fq.gz ({n} bytes)", MD5, f"ftp://x.org/gsa/CRA000001/CRR{n:07}/a.fq.gz"]),
    }  # fmt: skip
    for name, (header, row) in tables.items():
        sheet = book.create_sheet(name)
        sheet.append(header)
        for number in range(1, rows + 1):
            sheet.append(row(number))
    book.save(path)


def packages(path: Path, rows: int) -> None:
    """An EXPERIMENT_PACKAGE_SET."""
    with path.open("w", encoding="utf-8") as stream:
        stream.write("<EXPERIMENT_PACKAGE_SET>\n")
        for number in range(1, rows + 1):
            stream.write(
                f"<EXPERIMENT_PACKAGE><EXPERIMENT accession='SRX{number:07}'><TITLE>experiment {number}</TITLE><STUDY_REF accession='SRP000001'/>"
                f"<DESIGN><SAMPLE_DESCRIPTOR accession='SRS{number:07}'/><LIBRARY_DESCRIPTOR><LIBRARY_STRATEGY>WGS</LIBRARY_STRATEGY>"
                "<LIBRARY_SOURCE>GENOMIC</LIBRARY_SOURCE><LIBRARY_LAYOUT><PAIRED/></LIBRARY_LAYOUT></LIBRARY_DESCRIPTOR></DESIGN>"
                "<PLATFORM><ILLUMINA><INSTRUMENT_MODEL>HiSeq X Ten</INSTRUMENT_MODEL></ILLUMINA></PLATFORM></EXPERIMENT>"
                f"<SUBMISSION accession='SRA000001'/><SAMPLE accession='SRS{number:07}'><SAMPLE_NAME><TAXON_ID>9606</TAXON_ID></SAMPLE_NAME></SAMPLE>"
                f"<RUN_SET><RUN accession='SRR{number:07}' total_spots='{number}'><EXPERIMENT_REF accession='SRX{number:07}'/>"
                f"<SRAFiles><SRAFile filename='SRR{number:07}' md5='{MD5}' size='{number}'/></SRAFiles></RUN></RUN_SET></EXPERIMENT_PACKAGE>\n"
            )
        stream.write("</EXPERIMENT_PACKAGE_SET>\n")


def biosamples(path: Path, rows: int) -> None:
    """A BioSampleSet with eight attributes a sample."""
    attributes = "".join(f"<Attribute attribute_name='trait {n}'>value {n}</Attribute>" for n in range(8))
    with path.open("w", encoding="utf-8") as stream:
        stream.write("<BioSampleSet>\n")
        for number in range(1, rows + 1):
            stream.write(
                f"<BioSample accession='SAMN{number:08}' last_update='2022-09-25T02:00:02.729' access='public'><Ids><Id db='SRA'>SRS{number:07}</Id></Ids>"
                f"<Description><Title>sample {number}</Title><Organism taxonomy_id='9606'><OrganismName>Homo sapiens</OrganismName></Organism></Description>"
                f"<Attributes>{attributes}</Attributes><Status status='live' when='2013-08-05'/></BioSample>\n"
            )
        stream.write("</BioSampleSet>\n")


def records(path: Path, rows: int) -> None:
    """JSON Lines."""
    with path.open("w", encoding="utf-8") as stream:
        for number in range(1, rows + 1):
            record = {
                "type": "Run",
                "accession": f"CRR{number:07}",
                "slots": {"title": f"run {number}", "spots": number},
                "relationships": [{"type": "OF_EXPERIMENT", "to": f"CRX{number // 2:07}"}],
            }
            stream.write(json.dumps(record) + "\n")


MAKERS: dict[str, tuple[Callable[[Path, int], None], str]] = {
    "gsa": (gsa, "CRA000001.xlsx"),
    "insdc packages": (packages, "packages.xml"),
    "biosample": (biosamples, "biosample.xml"),
    "records": (records, "records.jsonl"),
}


def alone(path: Path) -> dict[str, float]:
    """Count what a loader gives of a file; to be run in a process of its own."""
    start = time.perf_counter()
    with open_source(path) as source:
        count = sum(isinstance(item, Record) for item in read(source))
    return {
        "records": count,
        "seconds": time.perf_counter() - start,
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def stored(path: Path, folder: Path) -> float:
    """Seconds to load a file into a new store by the command."""
    for old in folder.glob("graph.db*"):
        old.unlink()
    start = time.perf_counter()
    command = [sys.executable, "-m", "cli", "load", "--json", "--store", f"sqlite:///{folder}/graph.db", str(path)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def in_process(path: Path) -> dict[str, float]:
    """`alone`, in a fresh process so that memory is its own."""
    command = [sys.executable, "-m", "bench.load", "--alone", str(path)]
    answer = subprocess.run(command, check=True, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": "."})
    found: dict[str, float] = json.loads(answer.stdout)
    return found


def rows_of(folder: Path, rows: int) -> Iterator[str]:
    """A line of the table for each format."""
    for name, (make, file) in MAKERS.items():
        path = folder / file
        make(path, rows)
        found = in_process(path)
        seconds = stored(path, folder)
        count = found["records"]
        yield (
            f"| {name} | {path.stat().st_size / MEGABYTE:.1f} | {count:,.0f} | {count / found['seconds']:,.0f} | {count / seconds:,.0f} | {found['megabytes']:,.0f} |"
        )


def stream_bound(folder: Path, gigabytes: float) -> str:
    """A sentence about one XML of so many gigabytes."""
    path = folder / "big.xml"
    filler = "".join(f"<RUN_ATTRIBUTE><TAG>t{n}</TAG><VALUE>{'x' * 1000}</VALUE></RUN_ATTRIBUTE>" for n in range(8))
    with path.open("w", encoding="utf-8") as stream:
        stream.write("<RUN_SET>\n")
        number = 0
        while stream.tell() < gigabytes * (1 << 30):
            for _ in range(1000):
                number += 1
                stream.write(
                    f"<RUN accession='SRR{number:08}'><EXPERIMENT_REF accession='SRX{number:08}'/><RUN_ATTRIBUTES>{filler}</RUN_ATTRIBUTES></RUN>\n"
                )
        stream.write("</RUN_SET>\n")
    found = in_process(path)
    path.unlink()
    return f"{gigabytes} GiB of XML, {found['records']:,.0f} runs: {found['seconds']:.0f} s, peak memory {found['megabytes']:.0f} MB"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=20_000)
    parser.add_argument("--gigabytes", type=float, default=0)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--alone", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.alone:
        print(json.dumps(alone(arguments.alone)))
        return
    with tempfile.TemporaryDirectory(dir=arguments.folder) as folder:
        print(
            "| format | MB | records | records/s, loader alone | records/s into a store | peak MB |\n|---|--:|--:|--:|--:|--:|"
        )
        for line in rows_of(Path(folder), arguments.rows):
            print(line, flush=True)
        if arguments.gigabytes:
            print("\n" + stream_bound(Path(folder), arguments.gigabytes))


if __name__ == "__main__":
    main()
