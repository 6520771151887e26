"""Which slot of a Sample an attribute fills, by the names that BioSample, INSDC and GSA give it."""

import re

from graph_schema.model import SLOTS
from graph_schema.vocabulary import standard
from loaders.draft import Draft
from loaders.workbook import fold_header
from qc.rules.place import parse_coordinates

SLOT_OF = {
    "lat lon": "latitude_longitude",
    "latitude and longitude": "latitude_longitude",
    "geo loc name": "geographic_location",
    "geographic location (country and/or sea)": "geographic_location",
    "collection date": "collection_date",
    "colection date": "collection_date",
    "organism part": "tissue",
    "body site": "tissue",
    "dev stage": "development_stage",
    "developmental stage": "development_stage",
    "gender": "sex",
    "env medium": "env_medium",
    "environmental medium": "env_medium",
    "env material": "env_medium",
    "material": "env_medium",
    "biome": "env_broad_scale",
    "env biome": "env_broad_scale",
    "broad-scale environmental context": "env_broad_scale",
    "feature": "env_local_scale",
    "env feature": "env_local_scale",
    "local-scale environmental context": "env_local_scale",
    "isolation source": "isolation_source",
    "isolation-source": "isolation_source",
    "sample type": "sample_type",
    "host health state": "host_health_state",
    "ena-last-update": "modified_date",
    "ena-first-public": "release_date",
}
CORE = frozenset({"accession", "iri", "archive", "scope", "title", "description", "release_state", "access_type", "release_date",
                  "submission_accession", "name", "alias", "package", "models", "owner", "status_date", "organism"})  # fmt: skip
AGE = re.compile(r"(\d+(?:\.\d+)?)\s*([A-Za-z]+)")


def sample_slot(name: str) -> str | None:
    """The slot of an attribute's name, or None where it stays an attribute."""
    folded = fold_header(name)
    if slot := SLOT_OF.get(folded):
        return slot
    spec = SLOTS["Sample"].get(folded.replace(" ", "_"))
    return spec.name if spec and spec.structure is None and spec.name not in CORE else None


def put_sample_attribute(draft: Draft, name: str, value: str, unit: str = "", harmonized: str = "") -> None:
    """Fill the slot of an attribute, or keep it as an attribute with the name as written."""
    slot = sample_slot(harmonized) if harmonized else sample_slot(name)
    if fold_header(harmonized or name) == "age":
        _put_age(draft, name, value, unit)
    elif not value.strip():
        draft.missing(name, "missing")
    elif slot is None or slot in draft.slots or unit:
        draft.attribute(name, value, unit)
    else:
        draft.put(slot, " ".join(value.split()), name)


def _put_age(draft: Draft, name: str, value: str, unit: str) -> None:
    """An age such as `45`, `45 years` or `45` with a unit of its own."""
    found = AGE.fullmatch(value.strip())
    number, spelled = (found[1], found[2]) if found else (value.strip(), unit)
    term = standard("AgeUnit", spelled) or standard("AgeUnit", spelled.removesuffix("s")) if spelled else None
    if not number.replace(".", "", 1).isdecimal() or (spelled and term is None) or "age_value" in draft.slots:
        draft.attribute(name, value, unit)
        return
    draft.put("age_value", number, name)
    if term:
        draft.put("age_unit", term.value)
        draft.attribute(name, value, unit)


def put_point(draft: Draft, location: str = "") -> None:
    """Coordinates as numbers beside the literal."""
    literal = draft.slots.get("latitude_longitude")
    if not literal:
        return
    point = parse_coordinates(literal)
    if point is None:
        draft.find(
            "COORDINATES_UNREADABLE", "warning", location, f"{literal!r} are no coordinates", "write `39.91 N 116.41 E`"
        )
        return
    draft.slots.setdefault("latitude", point.latitude)
    draft.slots.setdefault("longitude", point.longitude)
