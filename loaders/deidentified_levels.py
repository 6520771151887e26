"""The levels of de-identified images as records: what is gathered of each, and the drafts made of it.

A series is what most of its images are; a study is the sum of its series; an individual is told by the header of
the first study. Days from baseline count whole weeks, so that no two intervals make a fingerprint, and no date is
stored. Each series, and the collection, has a report of the activity `deidentify`: codes, profile, rule set, key id.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path, PurePosixPath

from graph_schema.record import Record
from loaders.caution import HELD, held, hold
from loaders.deidentified_header import Header
from loaders.draft import Draft, Reading
from loaders.image_pixels import put_pixels
from loaders.source import Source
from loaders.taxon import taxon
from qc.dicom.folder.manifest import Published
from qc.dicom.rewriting.findings import MESSAGES
from qc.finding import Finding
from qc.report import Activity, report_records

FORMAT = "deidentified"
ARCHIVE = "OBIA"
HOMO_SAPIENS = ("9606", "Homo sapiens")
DATES_SHIFTED = "113107"
PIXELS_CLEAN = {"clean": "yes", "blanked": "yes", "reviewed": "yes", "warned": "no"}
"""What a verdict says of the pixels; `untested` says nothing."""
RULE_SET = "deidentification"
WEEK = 7
COMMONEST = ("modality", "body_part", "manufacturer", "model", "slice_thickness", "rows", "columns")


@dataclass(slots=True)
class Gathered:
    """What reports say of a number of images: how many, which findings, what is true of all of them."""

    images: int = 0
    findings: Counter[str] = field(default_factory=Counter)
    verdicts: Counter[str] = field(default_factory=Counter)
    codes: frozenset[str] | None = None
    rules: set[tuple[str, str, str]] = field(default_factory=set)

    def add(self, other: "Gathered") -> None:
        """Take in what was gathered of others."""
        self.images += other.images
        self.findings.update(other.findings)
        self.verdicts.update(other.verdicts)
        if other.codes is not None:
            self.codes = other.codes if self.codes is None else self.codes & other.codes
        self.rules |= other.rules


@dataclass(slots=True)
class Series:
    """One series while its images pass."""

    gathered: Gathered = field(default_factory=Gathered)
    first: Published | None = None
    collection: str = ""
    header: Header | None = None
    lost: int = 0
    values: dict[str, Counter[str]] = field(default_factory=lambda: {name: Counter() for name in COMMONEST})

    def meet(self, published: Published, collection: str) -> None:
        """Take in one image."""
        self.first = self.first or published
        self.collection = self.collection or collection
        self.gathered.add(
            Gathered(
                1,
                Counter(set(published.findings)),
                Counter([published.verdict]),
                frozenset(published.codes),
                {(published.profile, published.rule_set, published.key_id)},
            )
        )
        for name, counter in self.values.items():
            value = getattr(published.facts, name)
            if value:
                counter[str(value)] += 1

    def commonest(self) -> dict[str, str]:
        """What most images say; of equally many the one that sorts first."""
        return {
            name: min(counter, key=lambda value: (-counter[value], value))
            for name, counter in self.values.items()
            if counter
        }


@dataclass(slots=True)
class Study:
    """One study: its series are kept as little more than counts."""

    gathered: Gathered = field(default_factory=Gathered)
    first: Published | None = None
    collection: str = ""
    series: int = 0
    day: date | None = None
    title: str = ""
    modalities: set[str] = field(default_factory=set)
    body_parts: set[str] = field(default_factory=set)
    individual: dict[str, str] = field(default_factory=dict)

    def meet(self, series: Series) -> None:
        """Take in one series that is complete."""
        self.gathered.add(series.gathered)
        self.first, self.collection = self.first or series.first, self.collection or series.collection
        self.series += 1
        told = series.commonest()
        for name, values in (("modality", self.modalities), ("body_part", self.body_parts)):
            values.update([told[name]] if name in told else ())
        if series.header:
            self.title = self.title or series.header.study.get("title", "")
            self.individual = series.header.individual | self.individual
            days = [day for day in (self.day, series.header.day) if day]
            self.day = min(days) if days and DATES_SHIFTED in (series.gathered.codes or ()) else self.day


@dataclass(slots=True)
class Individual:
    """One individual: the studies, which wait for the first day among them."""

    studies: list[Study] = field(default_factory=list)

    def meet(self, study: Study) -> None:
        """Take in one study that is complete."""
        self.studies.append(study)

    def by_day(self) -> list[Study]:
        """The studies from the first day on; those without a day last."""
        return sorted(self.studies, key=lambda study: (study.day is None, study.day or date.min))


class Output:
    """What a manifest becomes: drafts of each level, held in review until a source says that they are released."""

    def __init__(self, source: Source) -> None:
        self.source, self.reading = source, Reading(source, FORMAT)
        hold(self.reading)
        self.images, self.coarse = 0, False
        self.collections: dict[str, Gathered] = {}
        self.without_collection = 0

    def image(self, published: Published, file: Path | None = None) -> Iterator[Record | Finding]:
        """One image, in its series; with the code of its pixels where the file is at hand."""
        self.images += 1
        facts = published.facts
        draft = self._draft("Image", facts.sop_instance_uid, published.path)
        for slot, literal in (
            ("sop_instance_uid", facts.sop_instance_uid),
            ("sop_class_uid", facts.sop_class_uid),
            ("transfer_syntax_uid", facts.transfer_syntax_uid),
            ("rows", facts.rows),
            ("columns", facts.columns),
            ("number_of_frames", facts.frames if facts.frames > 1 else ""),
            ("size", published.size),
            ("pixels_clean", PIXELS_CLEAN.get(published.verdict)),
        ):
            if literal:
                draft.put(slot, str(literal))
        if file is not None and facts.has_pixels:
            put_pixels(draft, file)
        draft.add("IN_SERIES", facts.series_instance_uid, "ImagingSeries")
        yield from held(draft)

    def series(self, series: Series) -> Iterator[Record | Finding]:
        """One series, in its study, with what all its images say."""
        if series.first is None:
            return
        facts = series.first.facts
        draft = self._draft("ImagingSeries", facts.series_instance_uid, _folder(series.first, 1))
        draft.put("series_instance_uid", facts.series_instance_uid)
        draft.put("image_count", str(series.gathered.images))
        _put_all(draft, series.commonest() | (series.header.series if series.header else {}))
        for code in sorted(series.gathered.codes or ()):
            draft.put("deidentification_methods", code)
        draft.add("IN_STUDY", facts.study_instance_uid, "ImagingStudy")
        if series.lost:
            message = f"{series.lost} of {series.gathered.images} files are not there or have another size"
            draft.find("FILES_LOST", "warning", "", message, "keep the published files beside their manifest")
        elif series.header is None:
            message = "no file of the series was opened: what only headers tell is not stored"
            draft.find("HEADER_UNREAD", "info", "", message, "load the folder that gsagraph deidentify wrote")
        yield from held(draft)
        yield from self._report(("ImagingSeries", facts.series_instance_uid), series.gathered, draft.location)

    def individual(self, individual: Individual) -> Iterator[Record | Finding]:
        """The individual's studies with their days from the first one, then the individual."""
        studies = individual.by_day()
        if not studies or studies[0].first is None:
            return
        for study in studies:
            yield from self._study(study, studies[0].day)
        first = studies[0].first
        draft = self._draft("Individual", first.facts.individual, _folder(first, 3))
        told: dict[str, str] = {}
        for study in studies:
            told = study.individual | told
        self.coarse = self.coarse or bool({"height", "body_weight"} & told.keys())
        _put_all(draft, told)
        for collection in sorted({study.collection for study in studies} - {""}):
            draft.add("IN_DATASET", collection, "Dataset")
        yield from taxon(self.reading, draft, *HOMO_SAPIENS)
        yield from held(draft)

    def _study(self, study: Study, baseline: date | None) -> Iterator[Record | Finding]:
        if study.first is None:
            return
        facts, codes = study.first.facts, study.gathered.codes or frozenset()
        draft = self._draft("ImagingStudy", facts.study_instance_uid, _folder(study.first, 2))
        draft.put("study_instance_uid", facts.study_instance_uid)
        if study.day and baseline:
            draft.put("days_from_baseline", str((study.day - baseline).days // WEEK * WEEK))
        draft.put("date_shifted", "yes" if DATES_SHIFTED in codes else "no")
        draft.put("patient_identity_removed", "yes")
        _put_all(draft, {"title": study.title, "series_count": str(study.series)})
        draft.put("image_count", str(study.gathered.images))
        for slot, values in (
            ("modalities", study.modalities),
            ("body_parts", study.body_parts),
            ("deidentification_methods", codes),
        ):
            for value in sorted(values):
                draft.put(slot, value)
        draft.add("OF_INDIVIDUAL", facts.individual, "Individual")
        yield from self._in_collection(draft, study)
        yield from held(draft)

    def _in_collection(self, draft: Draft, study: Study) -> Iterator[Record | Finding]:
        """Point a study at its collection, and give the collection the first time it is named."""
        if not study.collection:
            self.without_collection += 1
            return
        draft.add("IN_DATASET", study.collection, "Dataset")
        if study.collection not in self.collections:
            self.collections[study.collection] = Gathered()
            made = self.reading.draft("Dataset", study.collection, "collection", derived=True)
            made.put("dataset_type", "OBIA collection")
            yield from held(made)
        self.collections[study.collection].add(study.gathered)

    def end(self) -> Iterator[Record | Finding]:
        """What is said of the output as a whole."""
        for collection, gathered in sorted(self.collections.items()):
            yield from self._report(("Dataset", collection), gathered, "collection")
        if self.without_collection:
            message = f"no collection is named for {self.without_collection} imaging studies"
            hint = "give --collection, or load the collection's workbook with these studies"
            yield self.source.finding("DATASET_UNKNOWN", "warning", "collection", message, hint)
        if self.coarse:
            message = "heights and weights are stored in steps of 5 cm and 5 kg, days from baseline in whole weeks"
            hint = "exact values stay in the files, under their access"
            yield self.source.finding("VALUES_COARSENED", "info", "published", message, hint)

    def _draft(self, node_type: str, accession: str, location: str) -> Draft:
        draft = self.reading.draft(node_type, accession, location)
        draft.put("archive", ARCHIVE)
        return draft

    def _report(self, subject: tuple[str, str], gathered: Gathered, location: str) -> Iterator[Record]:
        """What de-identification did with the images of an object, one report for each profile, rule set and key."""
        for profile, rule_set, key_id in sorted(gathered.rules):
            slots = {
                "rule_set_hash": rule_set,
                "key_id": key_id,
                "deidentification_methods": sorted(gathered.codes or ()),
            }
            activity = Activity("deidentify", profile, slots, key=f"{profile}\t{rule_set}\t{key_id}")
            provenance = self.source.provenance(location, FORMAT, "1")
            yield from report_records(
                subject, RULE_SET, list(self._findings(gathered, location)), provenance, HELD, activity
            )

    def _findings(self, gathered: Gathered, location: str) -> Iterator[Finding]:
        for code, count in sorted(gathered.findings.items()):
            severity, sentence = MESSAGES.get(code, ("warning", "see the findings of gsagraph deidentify"))
            message = f"{count} of {gathered.images} images: {sentence}"
            yield self.source.finding(code, severity, location, message)


def _put_all(draft: Draft, literals: dict[str, str]) -> None:
    for slot, literal in literals.items():
        if literal:
            draft.put(slot, literal)


def _folder(published: Published, up: int) -> str:
    """The folder of an image's series (1), study (2) or individual (3): the place a level was told."""
    return str(PurePosixPath(published.path).parents[up - 1])
