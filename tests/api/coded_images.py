"""A graph of coded images: three series, some images hidden, some without a code, one of another model."""

import random
from pathlib import Path

from graph_schema.record import Relation
from graph_store.open import open_store
from tests.api.graph import record

SERIES = {"1.9.1": ("CT", "CHEST", "public"), "1.9.2": ("MR", "BRAIN", "public"), "1.9.3": ("CT", "HEAD", "review")}
HIDDEN = {"review": (3, 17), "dataset:HRA000001": (20,)}
UNCODED, OTHER_MODEL = 5, 6
NUMBER = 60


def uid(number: int) -> str:
    """The UID of an image; in the order of texts not that of numbers."""
    return f"1.9.{1 + number % 3}.{number}"


def scope(number: int) -> str:
    """Who may see an image."""
    return next((name for name, numbers in HIDDEN.items() if number in numbers), "public")


def codes(seed: int = 1) -> dict[int, int]:
    """Codes that differ in few bits, with many ties."""
    drawn = random.Random(seed)
    return {number: drawn.getrandbits(6) * 0x0101_0101_0101_0101 & (2**64 - 1) for number in range(NUMBER)}


def coded_graph() -> list:
    """All records: a study, its series, and sixty images."""
    words = codes()
    made = [record("ImagingStudy", "1.9")]
    for name, (modality, part, seen) in SERIES.items():
        slots = {"modality": modality, "body_part": part, "image_count": 20}
        made.append(record("ImagingSeries", name, Relation("IN_STUDY", "1.9"), scope=seen, **slots))
    for number, word in words.items():
        coded = {
            "image_code": f"{word:016x}",
            "image_code_version": "trained-9" if number == OTHER_MODEL else "untrained-1",
        }
        slots = {"sop_instance_uid": uid(number), **({} if number == UNCODED else coded)}
        series = Relation("IN_SERIES", uid(number).rpartition(".")[0])
        made.append(record("Image", uid(number), series, scope=scope(number), **slots))
    return made


def coded_store(folder: Path) -> str:
    """The graph in an embedded store; its address."""
    url = f"sqlite:///{folder / 'images.db'}"
    store = open_store(url, write=True)
    store.write(coded_graph())
    store.close()
    return url


def nearest(number: int, scopes: tuple[str, ...] = ("public",), series: tuple[str, ...] = tuple(SERIES)) -> list:
    """UID and distance of every image by the definition: distance, then UID; what is hidden left out."""
    words = codes()
    wanted = [
        other
        for other in words
        if other not in (UNCODED, OTHER_MODEL) and scope(other) in scopes and uid(other).rpartition(".")[0] in series
    ]
    return sorted(((words[number] ^ words[other]).bit_count(), uid(other)) for other in wanted)
