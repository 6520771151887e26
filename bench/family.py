"""A graph with the shape of the whole archive family, at any scale, the same every time.

Scale 1.0 has the sizes the archives gave for the end of 2024: 23,509 BioProjects, 28,838 datasets,
583,911 individuals, 1,737,799 samples, 1,844,019 experiments, 2,213,991 runs, 3,720,298 files and
2,012,007 images. Projects differ in size as real ones do: the cumulative share of the first x of
them is x⁴, so most are small and the last are large. Nothing is random: every value is arithmetic
on a counter, so two machines make the same graph.
"""

from collections.abc import Iterator

from graph_schema.iri import node_iri
from graph_schema.record import Record, Relation

PROJECTS, INDIVIDUALS, SAMPLES, EXPERIMENTS, RUNS, FILES = 23_509, 583_911, 1_737_799, 1_844_019, 2_213_991, 3_720_298
IMAGING_INDIVIDUALS, IMAGING_STUDIES, IMAGING_SERIES, IMAGES = 1_094, 4_136, 24_701, 2_012_007

STRATEGIES = (
    ["RNA-Seq"] * 5 + ["WGS"] * 4 + ["AMPLICON"] * 3 + ["WXS", "ATAC-seq", "ChIP-Seq", "Bisulfite-Seq", "OTHER"]
)
MODELS = [
    ("Illumina NovaSeq 6000", "ILLUMINA"),
    ("HiSeq X Ten", "ILLUMINA"),
    ("DNBSEQ-T7", "DNBSEQ"),
    ("MGISEQ-2000RS", "DNBSEQ"),
    ("Sequel II", "PACBIO_SMRT"),
    ("PromethION", "OXFORD_NANOPORE"),
]
SOURCES = ["TRANSCRIPTOMIC", "GENOMIC", "METAGENOMIC", "GENOMIC SINGLE CELL", "TRANSCRIPTOMIC SINGLE CELL"]
DISEASES = ["sepsis", "hepatocellular carcinoma", "diabetes mellitus", "lung adenocarcinoma", "健康对照"]
TISSUES = ["blood", "liver", "lung", "colon", "粪便"]
MODALITIES = ["CT", "MR", "DX", "PT"]


def mix(number: int, modulus: int) -> int:
    """A well-spread pick below `modulus`, the same for the same number (Knuth's multiplicative hash)."""
    return (number * 2_654_435_761 % 4_294_967_296) * modulus >> 32


def bounds(part: int, parts: int, total: int) -> range:
    """The numbers of the objects that belong to one of `parts` projects."""

    def edge(index: int) -> int:
        return round(total * (index / parts) ** 4)

    return range(edge(part), edge(part + 1))


def node(kind: str, accession: str, slots: dict[str, object], *relations: Relation) -> Record:
    """A public record with its IRI."""
    known = {"iri": node_iri(kind, accession), "scope": "public", "release_state": "published"}
    return Record(kind, accession, known | slots, relations)


def date(number: int) -> str:
    """A release date between 2015 and 2024."""
    return f"{2015 + mix(number, 10)}-{1 + mix(number + 1, 12):02d}-{1 + mix(number + 2, 28):02d}"


def project(part: int) -> Record:
    """One BioProject."""
    return node(
        "BioProject",
        f"PRJCA{part + 1:06d}",
        {
            "archive": "NGDC",
            "title": f"Project {part + 1} on {DISEASES[part % 5]}",
            "description": f"Cohort {part % 97} of {DISEASES[part % 5]}, tissue {TISSUES[part % 5]}",
            "release_date": date(part),
        },
    )


def dataset(part: int, human: bool) -> Record:
    """The sequence dataset of a project: GSA-Human where it has individuals, else GSA."""
    accession = f"HRA{part + 1:06d}" if human else f"CRA{part + 1:06d}"
    return node(
        "Dataset",
        accession,
        {
            "archive": "GSA-Human" if human else "GSA",
            "title": f"{DISEASES[part % 5]} dataset {part + 1}",
            "access_type": "controlled" if human and part % 3 else "open",
            "release_date": date(part + 7),
        },
        Relation("PART_OF", f"PRJCA{part + 1:06d}"),
    )


def individuals(numbers: range, within: str) -> Iterator[Record]:
    """Individuals of one dataset."""
    for number in numbers:
        slots = {
            "archive": "GSA-Human",
            "sex": ("female", "male")[number % 2],
            "disease": DISEASES[mix(number, 5)],
            "age_band": f"{10 * (2 + mix(number, 6))}-{10 * (2 + mix(number, 6)) + 9}",
        }
        yield node("Individual", f"HRI{number + 1:07d}", slots, Relation("IN_DATASET", within))


def samples(numbers: range, people: range, within: str) -> Iterator[Record]:
    """Samples, shared out over the individuals of their project, if there are any."""
    for place, number in enumerate(numbers):
        relations = [Relation("IN_DATASET", within)]
        if people:
            relations.append(Relation("FROM_INDIVIDUAL", f"HRI{people[place % len(people)] + 1:07d}"))
        slots = {
            "archive": "GSA-Human" if people else "GSA",
            "title": f"sample {number + 1}",
            "name": f"S{number + 1}",
            "tissue": TISSUES[mix(number, 5)],
            "organism": "Homo sapiens" if people else "metagenome",
        }
        yield node("Sample", sample_accession(number, bool(people)), slots, *relations)


def sample_accession(number: int, human: bool) -> str:
    """HRS in GSA-Human, SAMC elsewhere."""
    return f"HRS{number + 1:07d}" if human else f"SAMC{number + 1:07d}"


def experiments(numbers: range, material: range, human: bool, within: str) -> Iterator[Record]:
    """Experiments, shared out over the samples of their project."""
    for place, number in enumerate(numbers):
        model, platform = MODELS[mix(number, len(MODELS))]
        slots = {
            "archive": "GSA-Human" if human else "GSA",
            "title": f"experiment {number + 1}",
            "library_strategy": STRATEGIES[mix(number, len(STRATEGIES))],
            "library_source": SOURCES[mix(number + 3, len(SOURCES))],
            "library_layout": ("PAIRED", "SINGLE")[number % 4 == 0],
            "instrument_model": model,
            "platform": platform,
        }
        relations = [Relation("IN_DATASET", within)]
        if material:
            relations.append(Relation("USES_SAMPLE", sample_accession(material[place % len(material)], human)))
        yield node("Experiment", f"{'HRX' if human else 'CRX'}{number + 1:07d}", slots, *relations)


def runs(numbers: range, parents: range, files: range, human: bool, within: str) -> Iterator[Record]:
    """Runs with their files, shared out over the experiments of their project."""
    letter = "H" if human else "C"
    for place, number in enumerate(numbers):
        accession = f"{letter}RR{number + 1:07d}"
        bases = 1_000_000 * (1 + mix(number, 90_000))
        slots = {
            "archive": "GSA-Human" if human else "GSA",
            "spots": bases // 300,
            "bases": bases,
            "release_date": date(number),
        }
        relations = [Relation("OF_EXPERIMENT", f"{letter}RX{parents[place % len(parents)] + 1:07d}")] if parents else []
        yield node("Run", accession, slots, *relations)
        for index, item in enumerate(files[place :: max(1, len(numbers))]):
            md5 = f"{item:032x}"
            about = {
                "name": f"{accession}_{'fr'[index % 2]}{index + 1}.fq.gz",
                "size": bases // 4,
                "md5": md5,
                "format": "fastq",
                "role": ("read1", "read2")[index % 2],
            }
            output = Relation("OUTPUT_OF", accession, "Run")
            yield node("File", f"{accession}/{md5}", about, output, Relation("IN_DATASET", within))


def sequences(scale: float) -> Iterator[Record]:
    """Projects with everything sequenced under them."""
    parts = max(1, round(PROJECTS * scale))
    for part in range(parts):
        human = part % 2 == 1
        within = f"{'HRA' if human else 'CRA'}{part + 1:06d}"
        people = individuals_of(part, parts, scale) if human else range(0)
        material, assays, reads, stored = (
            bounds(part, parts, round(total * scale)) for total in (SAMPLES, EXPERIMENTS, RUNS, FILES)
        )
        yield project(part)
        yield dataset(part, human)
        yield from individuals(people, within)
        yield from samples(material, people, within)
        yield from experiments(assays, material, human, within)
        yield from runs(reads, assays, stored, human, within)


def individuals_of(part: int, parts: int, scale: float) -> range:
    """The individuals of a human project: every second project is one and holds the share of two."""
    total = round(INDIVIDUALS * scale)
    return range(bounds(part - 1, parts, total).start, bounds(part, parts, total).stop)


def imaging(scale: float) -> Iterator[Record]:
    """One OBIA collection whose individuals are those of the largest human project."""
    parts = max(2, round(PROJECTS * scale))
    last = parts - 1 if parts % 2 == 0 else parts - 2
    people = individuals_of(last, parts, scale)
    share = Relation("PART_OF", f"PRJCA{last + 1:06d}")
    yield node("Dataset", "OBIA0001", {"archive": "OBIA", "title": "imaging collection", "access_type": "open"}, share)
    count = max(1, round(IMAGING_INDIVIDUALS * scale))
    for number in range(count):
        same = [Relation("SAME_INDIVIDUAL", f"HRI{people[number % len(people)] + 1:07d}", None, {"method": "declared"})]
        relations = [Relation("IN_DATASET", "OBIA0001"), *(same if people else [])]
        yield node("Individual", f"OBI{number + 1:06d}", {"archive": "OBIA", "disease": DISEASES[0]}, *relations)
    yield from imaging_studies(scale, count)


def imaging_studies(scale: float, people: int) -> Iterator[Record]:
    """Studies, series and images below the individuals of the collection."""
    studies, series, images = (max(1, round(total * scale)) for total in (IMAGING_STUDIES, IMAGING_SERIES, IMAGES))
    for number in range(studies):
        relations = [Relation("OF_INDIVIDUAL", f"OBI{number % people + 1:06d}"), Relation("IN_DATASET", "OBIA0001")]
        uid = f"2.25.1{number:09d}"
        yield node(
            "ImagingStudy", uid, {"archive": "OBIA", "study_instance_uid": uid, "date_shifted": True}, *relations
        )
    for number in range(series):
        uid = f"2.25.2{number:09d}"
        slots = {
            "archive": "OBIA",
            "series_instance_uid": uid,
            "modality": MODALITIES[number % 4],
            "slice_thickness": 1.25,
        }
        yield node("ImagingSeries", uid, slots, Relation("IN_STUDY", f"2.25.1{number % studies:09d}"))
    for number in range(images):
        uid = f"2.25.3{number:09d}"
        slots = {"archive": "OBIA", "sop_instance_uid": uid, "rows": 512, "columns": 512}
        yield node("Image", uid, slots, Relation("IN_SERIES", f"2.25.2{number % series:09d}"))


def records(scale: float) -> Iterator[Record]:
    """The whole family at a scale, parents before children."""
    yield from sequences(scale)
    yield from imaging(scale)
