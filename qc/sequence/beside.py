"""What is asked beside the check of the format: the taxonomy of reads, and genotypes at the sites of a panel.

Both are imported only when they are asked for. Fingerprints are genetic data: they stay out of the printed report, which
only says of how many sites the genotype is known; `judged` says what they mean among the files of one run.
"""

from collections.abc import Sequence
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any

from qc.sequence.checked import Checked
from qc.sequence.container.stream import Stream
from qc.sequence.options import Options
from qc.sequence.remarks import Remarks

OF_READS = frozenset({"fastq", "bam"})
OF_GENOTYPES = frozenset({"vcf", "bcf", "sam", "bam", "cram"})


def taxonomy(stream: Stream, remarks: Remarks, options: Options) -> dict[str, Any]:
    """What the reads are of, under `taxonomy`; nothing where it was not asked for, or of files without raw reads.

    Raises UnusableInput for an unusable database.
    """
    if options.taxonomy is None or stream.format not in OF_READS:
        return {}
    module = import_module("qc.taxonomy.check")
    with stream.again() as second:
        return {"taxonomy": module.check_taxonomy(second, remarks, options.taxonomy, options.organism)}


def genotypes(path: Path, format_: str, options: Options) -> tuple[dict[str, Any], tuple[Any, ...]]:
    """How much of the panel is known of each sample, under `genotypes`, and the fingerprints themselves.

    Raises UnusableInput for an unusable panel.
    """
    if options.sites is None or format_ not in OF_GENOTYPES:
        return {}, ()
    panel = import_module("qc.sequence.genotype.sites").read_sites(options.sites)
    module = import_module("qc.sequence.genotype.fingerprint")
    found = tuple(module.fingerprints(path, panel, format_, options.reference))
    samples = [{"sample": one.sample, "sites_known": one.known} for one in found]
    return {"genotypes": {"panel": panel.digest, "sites": len(panel.sites), "samples": samples}}, found


def judged(reports: Sequence[Checked]) -> list[Checked]:
    """The reports with what the fingerprints of all say against the names of their samples."""
    module = import_module("qc.sequence.genotype.judgement")
    owners = [(number, one) for number, report in enumerate(reports) for one in report.fingerprints]
    declared = [module.Declared(reports[number].files[0].path, one.sample, one) for number, one in owners]
    said = list(reports)
    for (number, _), remarks in zip(owners, module.judge(declared), strict=True):
        said[number] = replace(said[number], remarks=(*said[number].remarks, *remarks.counted()))
    return said
