"""What is told of an individual elsewhere than in its own row: the age band and the family.

Bands are ten years wide and end at 90, so that nobody is found by a rare age.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from graph_schema.accession import normalise
from graph_schema.vocabulary import missing_reason, standard
from loaders import text
from loaders.draft import Draft
from loaders.workbook import Row, Sheet

YEARS = {"year": 1.0, "month": 1 / 12, "week": 1 / 52.1775, "day": 1 / 365.2425, "hour": 1 / 8765.82}
OLDEST = 90
IMAGING_PSEUDONYM = re.compile(r"IMG1-[A-Z2-7]{20}")
SEQUENCE_PSEUDONYM = re.compile(r"SEQ1-[A-Z2-7]{20}")
"""Individuals as `qc.dicom.keys` names them; neither tells the other."""
ACCESSION_PSEUDONYM = re.compile(r"A1[A-Z2-7]{14}")
"""Accession numbers of orders, likewise."""
FAMILY_TITLE = ("family title", "family")
RELATIVES = {
    "MOTHER": ("mother's individual", "mother individual", "mother"),
    "FATHER": ("father's individual", "father individual", "father"),
    "MONOZYGOTIC_TWIN": (
        "monozygotic twin's individual",
        "monozygotic twin individual",
        "monozygotic twin",
        "monozygotic twin accession",
        "twin",
    ),
}
SEX_OF = {"MOTHER": "female", "FATHER": "male"}


HEIGHT_STEP, WEIGHT_STEP, BMI_STEP = 0.05, 5.0, 1.0
"""Metres, kilograms, kilograms per square metre: what a table of imaged individuals shows of them."""
TALLEST = 3.0  # a height beyond is told in centimetres


def coarsened(literal: str, step: float) -> str | None:
    """A measure to the next step, or None where there is none; nought says that nobody measured.

    >>> coarsened("1.73", 0.05), coarsened("71.5", 5), coarsened("0", 5), coarsened("tall", 5)
    ('1.75', '70', None, None)
    """
    value = text.number(literal)
    return f"{round(value / step) * step:.4g}" if value and value > 0 else None


def coarsen(draft: Draft) -> bool:
    """Make the measures of an individual coarse, since exact ones are nearly unique; whether any was changed."""
    exact = dict(draft.slots)
    for slot, step in (("height", HEIGHT_STEP), ("body_weight", WEIGHT_STEP), ("bmi", BMI_STEP)):
        value = draft.slots.get(slot)
        wide = step * 100 if slot == "height" and value is not None and value > TALLEST else step
        if told := coarsened(str(value), wide):
            draft.slots[slot] = float(told)
    return exact != draft.slots


def age_band(value: str, unit: str) -> str | None:
    """The band of an age, or None where there is no age to tell.

    >>> age_band("34", "Year"), age_band("18", "months"), age_band("95", "year"), age_band("NA", "year")
    ('30-39', '0-9', '90+', None)
    """
    years = text.number(value)
    term = standard("AgeUnit", unit or "year")
    if years is None or years < 0 or term is None:
        return None
    low = int(years * YEARS[term.value] + 1e-9) // 10 * 10
    return f"{OLDEST}+" if low >= OLDEST else f"{low}-{low + 9}"


@dataclass(slots=True)
class Youngest:
    """The youngest age told of each individual: the one at which a longitudinal study met it."""

    years: dict[str, tuple[float, str]] = field(default_factory=dict)

    def meet(self, individual: str, value: str, unit: str) -> None:
        """Take note of an age of an individual."""
        band, number, term = age_band(value, unit), text.number(value), standard("AgeUnit", unit or "year")
        if band is None or number is None or term is None:
            return
        years = number * YEARS[term.value]
        if individual not in self.years or years < self.years[individual][0]:
            self.years[individual] = (years, band)

    def band(self, individual: str) -> str | None:
        """The band of the youngest age, if any was told."""
        found = self.years.get(individual)
        return found[1] if found else None


def families(sheet: Sheet | None) -> dict[str, list[Row]]:
    """The rows of a Family sheet by the individual that each is about."""
    by_individual: dict[str, list[Row]] = {}
    for row in sheet.rows() if sheet else iter(()):
        by_individual.setdefault(normalise(row.get("individual", "individual accession")), []).append(row)
    return by_individual


def put_family(draft: Draft, row: Row, sexes: dict[str, str]) -> None:
    """Point an individual at its relatives; who cannot be one is told and left out."""
    draft.put("family", row.get(*FAMILY_TITLE), "Family title", row.cell("family title"))
    for relationship, headers in RELATIVES.items():
        header = next((header for header in headers if header in row.sheet), headers[0])
        token, cell = row.get(*headers), row.cell(header)
        if missing_reason(token):
            continue
        relative = normalise(token)
        problem = _problem(draft, relationship, relative, sexes)
        if problem:
            draft.find("FAMILY_IMPOSSIBLE", "error", cell, problem, "correct the family sheet; the link is left out")
        else:
            draft.relate(relationship, "Individual", token, headers[0], cell)


def _problem(draft: Draft, relationship: str, relative: str, sexes: dict[str, str]) -> str | None:
    """Why somebody cannot be this relative of the individual, or None."""
    role = relationship.lower().replace("_", " ")
    if relative == draft.accession:
        return f"{relative} cannot be its own {role}"
    sex, wanted = sexes.get(relative), SEX_OF.get(relationship)
    if sex in ("male", "female") and wanted and sex != wanted:
        return f"{relative} is {sex} and cannot be the {role} of {draft.accession}"
    if relationship == "MONOZYGOTIC_TWIN" and {sex, sexes.get(draft.accession)} == {"male", "female"}:
        return f"{relative} and {draft.accession} are of different sex and cannot be monozygotic twins"
    return None


def ancestor_cycles(sheet: Sheet | None) -> Iterator[tuple[Row, str]]:
    """Rows of a Family sheet by which somebody would become their own ancestor, with that individual."""
    parents: dict[str, set[str]] = {}
    for row in sheet.rows() if sheet else iter(()):
        child = normalise(row.get("individual", "individual accession"))
        for relationship in ("MOTHER", "FATHER"):
            parent = normalise(row.get(*RELATIVES[relationship]))
            if parent and parent != child and child in _ancestors(parent, parents):
                yield row, child
            elif parent and parent != child:
                parents.setdefault(child, set()).add(parent)


def _ancestors(individual: str, parents: dict[str, set[str]]) -> set[str]:
    found: set[str] = set()
    waiting = [individual]
    while waiting:
        for parent in parents.get(waiting.pop(), ()):
            if parent not in found:
                found.add(parent)
                waiting.append(parent)
    return found
