"""Similar images: altered copies found among distractors, modality and body part at 10, and the time of a search.

Base images are those of pydicom and nibabel that show something, one of each motif. Distractors are parts cut out of
them. Training never sees the images it is tested on: the model is made of other cuts, and once more of the archive's own.
"""

import io
import sys
import time
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import nibabel
import numpy as np
from PIL import Image
from pydicom.data import get_testdata_files
from pydicom.pixels import pixel_array

from bench.measure import table
from qc.dicom.outcome import Quarantined
from qc.dicom.pixels.frames import read_image
from qc.images.code import code
from qc.images.features import features
from qc.images.model import Model, untrained
from qc.images.normalise import Grey, grey, normalised, resized, stretched
from qc.images.picture import read_picture
from qc.images.search import Codes, distances
from qc.images.training import train

CUTS, LEARNED = 80, 12
SAME_MOTIF = 0.9
NUMBER, REPETITIONS = 2_000_000, 60


class Base(NamedTuple):
    """A base image with what its header says of it."""

    name: str
    image: Grey
    modality: str
    body_part: str


def main() -> None:
    """Print all tables."""
    warnings.simplefilter("ignore")
    if "--search" not in sys.argv:
        found = list(base_images())
        bases = list(different(found))
        retrieval(bases)
        precision([base for base in found if base.modality])
        hashing(bases)
    if "--retrieval" not in sys.argv:
        search()


def base_images() -> Iterator[Base]:
    """Every image at hand that can be decoded; of several frames first, middle and last."""
    more = Path(nibabel.__file__).parent / "nicom" / "tests" / "data"
    for path in filter(Path.is_file, [*sorted(map(Path, get_testdata_files())), *sorted(more.iterdir())]):
        try:
            header = read_image(path.read_bytes())
            count = int(header.get("NumberOfFrames") or 1)
            places = sorted({0, count // 2, count - 1}) if count > 1 else [None]
            for place in places:
                frame = (
                    read_picture(path.read_bytes()).values
                    if place is None
                    else grey(pixel_array(header, index=place), header)
                )
                if min(frame.shape) >= 32 and normalised(frame) is not None:
                    yield Base(
                        f"{path.name}#{place}",
                        frame,
                        str(header.get("Modality", "")),
                        str(header.get("BodyPartExamined", "")),
                    )
        except (Quarantined, AttributeError, ValueError):
            continue


def different(bases: list[Base]) -> Iterator[Base]:
    """One image of each motif: those whose small versions do not correlate."""
    seen: list[Grey] = []
    for base in bases:
        small = resized(base.image, 32, 32).ravel()
        small = (small - small.mean()) / (np.linalg.norm(small - small.mean()) + 1e-9)
        if all(abs(float(small @ other)) < SAME_MOTIF for other in seen):
            seen.append(small)
            yield base


def cuts(bases: list[Base], number: int, seed: int) -> list[Grey]:
    """Parts of the images, a third to two thirds of their sides, at random places; blank ones left out."""
    random, made = np.random.default_rng(seed), []
    for base in bases:
        for _ in range(number):
            rows, columns = (max(int(size * random.uniform(0.35, 0.7)), 8) for size in base.image.shape)
            top, left = (
                int(random.integers(0, whole - part + 1))
                for whole, part in zip(base.image.shape, (rows, columns), strict=True)
            )
            part = stretched(base.image[top : top + rows, left : left + columns])
            made += [part] if normalised(part) is not None else []
    return made


def altered(image: Grey, random: np.random.Generator) -> dict[str, Grey]:
    """The copies that must find their original."""
    rows, columns = image.shape
    drawn, packed = Image.fromarray(image), io.BytesIO()
    Image.fromarray((image * 255).astype(np.uint8)).save(packed, "JPEG", quality=40)
    edge = float(np.median(np.concatenate([image[0], image[-1]])))
    return {
        "5 % cut off each side": image[rows // 20 : rows - rows // 20, columns // 20 : columns - columns // 20],
        "half the size": resized(image, max(columns // 2, 8), max(rows // 2, 8)),
        "brighter": np.clip(image + 0.15, 0, 1),
        "more contrast": np.clip((image - 0.5) * 1.5 + 0.5, 0, 1),
        "gamma 0.6": image**0.6,
        "noise of 5 %": image + random.normal(0, 0.05, image.shape).astype(np.float32),
        "JPEG, quality 40": np.asarray(Image.open(packed), np.float32) / 255,
        "narrower window": np.clip((image - 0.2) / 0.5, 0, 1),
        "turned by 5°": np.asarray(drawn.rotate(5, Image.Resampling.BILINEAR)),
        "margin of 15 %": np.pad(image, ((rows * 15 // 100,) * 2, (columns * 15 // 100,) * 2), constant_values=edge),
        "negative": 1 - image,
        "mirrored": image[:, ::-1],
    }


def retrieval(bases: list[Base]) -> None:
    """How often the original is first, or among the first thirty."""
    distractors = cuts(bases, CUTS, 1)
    models = {
        "untrained": untrained(),
        "trained on other cuts": train(cuts(bases, LEARNED, 99)),
        "trained on the archive": train([base.image for base in bases] + distractors[::4]),
    }
    print(f"\n{len(bases)} base images, {len(distractors)} distractors; share of copies that find their original\n")
    ranks = {name: ranked(model, bases, distractors) for name, model in models.items()}
    kinds = list(next(iter(ranks.values())))
    rows = [
        [kind, *(f"{share(found[kind], 1)} / {share(found[kind], 30)}" for found in ranks.values())] for kind in kinds
    ]
    rows.append(
        ["all but mirrored", *(f"{share(rest(found), 1)} / {share(rest(found), 30)}" for found in ranks.values())]
    )
    print(table(["copy", *(f"{name}: first / first 30" for name in models)], rows))


def ranked(model: Model, bases: list[Base], distractors: list[Grey]) -> dict[str, list[int]]:
    """For each kind of copy the rank of each original; what lies as near as it counts as before it by halves."""
    words = np.array([code(image, model) for image in [*(base.image for base in bases), *distractors]], np.uint64)
    random, found = np.random.default_rng(7), dict[str, list[int]]()
    for number, base in enumerate(bases):
        for kind, copy in altered(base.image, random).items():
            value = code(stretched(copy), model)
            away = distances(words, value or 0)
            before = int((away < away[number]).sum() + (away[:number] == away[number]).sum())
            found.setdefault(kind, []).append(before if value is not None else len(words))
    return found


def share(ranks: list[int], first: int) -> str:
    return f"{np.mean([rank < first for rank in ranks]):.2f}"


def rest(found: dict[str, list[int]]) -> list[int]:
    return [rank for kind, ranks in found.items() if kind != "mirrored" for rank in ranks]


def precision(bases: list[Base]) -> None:
    """Of the ten nearest other images, how many share modality and body part (near copies of a motif included)."""
    words = np.array([code(base.image, untrained()) for base in bases], np.uint64)
    shares: dict[str, list[float]] = {"modality": [], "body_part": []}
    for number, base in enumerate(bases):
        order = np.argsort(distances(words, int(words[number])), kind="stable")
        nearest = [bases[place] for place in order if place != number][:10]
        for name, found in shares.items():
            wanted = getattr(base, name)
            others = sum(getattr(other, name) == wanted for other in bases) - 1
            if wanted and others:
                found.append(sum(getattr(other, name) == wanted for other in nearest) / min(10, others))
    rows = []
    for name, found in shares.items():
        said = sum(bool(getattr(base, name)) for base in bases)
        figures = [f"{np.mean(found):.2f}", f"{chance(bases, name):.2f}"] if found else ["no two say the same", "–"]
        rows.append([name.replace("_", " "), said, len(found), *figures])
    print("\nprecision at 10 on all images at hand, of what could be found; untrained codes\n")
    print(table(["same", "images that say it", "queries", "found", "by chance"], rows))


def chance(bases: list[Base], name: str) -> float:
    """The same of ten images drawn by lot."""
    known = [getattr(base, name) for base in bases]
    expected = []
    for wanted in known:
        others = known.count(wanted) - 1
        if wanted and others:
            expected.append(10 * others / (len(known) - 1) / min(10, others))
    return float(np.mean(expected))


def hashing(bases: list[Base]) -> None:
    """CPU time from grey values, and from a file of half a megabyte, to a code."""
    path = next(path for path in map(Path, get_testdata_files()) if path.name == "CT_small.dcm")
    data = path.read_bytes()
    large = stretched(resized(bases[0].image, 512, 512))
    rows = [
        ["grey values, 512 × 512", processor_time(lambda: code(large, untrained()))],
        ["features of 64 × 64", processor_time(lambda: features(normalised(large)))],  # type: ignore[arg-type]
        [f"file {path.name}, decoded and coded", processor_time(lambda: read_picture(data).code(untrained()))],
    ]
    print("\nCPU ms for one image\n")
    print(table(["from", "ms"], [[name, f"{taken:.2f}"] for name, taken in rows]))


def search() -> None:
    """CPU time of the thirty nearest of two million codes."""
    random = np.random.default_rng(0)
    codes = Codes(random.integers(0, 2**64, NUMBER, dtype=np.uint64), np.arange(NUMBER).astype("S10"))
    tenth = random.random(NUMBER) < 0.1
    queries = iter(random.integers(0, 2**64, 10 * REPETITIONS, dtype=np.uint64).tolist())
    ways: dict[str, Callable[[], object]] = {
        "histogram by bisection (this program)": lambda: codes.nearest(next(queries), 30),
        "the same, a tenth of the codes allowed": lambda: codes.nearest(next(queries), 30, tenth),
        "argpartition": lambda: partitioned(codes, next(queries)),
    }
    print(f"\nCPU ms, 30 nearest of {NUMBER:,} codes of 64 bits ({codes.words.nbytes / 1e6:.0f} MB)\n")
    print(table(["way", "median ms"], [[name, f"{processor_time(way):.1f}"] for name, way in ways.items()]))


def partitioned(codes: Codes, word: int) -> object:
    """The usual way: all distances at once, then a partial sort."""
    away = np.bitwise_count(codes.words ^ np.uint64(word))
    nearest = np.argpartition(away, 30)[:30]
    return nearest[np.lexsort((nearest, away[nearest]))]


def processor_time(work: Callable[[], object]) -> float:
    """Median CPU time in milliseconds."""
    taken = []
    for _ in range(REPETITIONS):
        begun = time.process_time()
        work()
        taken.append((time.process_time() - begun) * 1000)
    return float(np.median(taken))


if __name__ == "__main__":
    main()
