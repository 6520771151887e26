"""The place rule: coordinates must lie in the country, and in the Chinese province, that the record names.

Code `PLACE_COORDINATE_MISMATCH`, severity warning. A point is wrong where it is outside the boxes of
`qc.rules.gazetteer`, widened by 0.2 degrees for provinces and 0.5 degrees for countries (coasts,
rounded coordinates), or where it stands within 0.15 degrees of a well-known city (`qc.rules.cities`)
of another region and within 0.3 degrees of none of its own. A place that the tables do not know, or
that cannot be read, says nothing. Hong Kong, Macau and Taiwan are asked as countries of the INSDC list
and, behind `China:`, as provincial units.
"""

import math
import re
from collections.abc import Iterator
from typing import NamedTuple

from graph_schema.record import Record
from qc.finding import Finding
from qc.rules.cities import cities_of_countries, cities_of_provinces
from qc.rules.gazetteer import Region, countries, provinces

CODE = "PLACE_COORDINATE_MISMATCH"
PROVINCE_TOLERANCE = 0.2
COUNTRY_TOLERANCE = 0.5
IN_CITY = 0.15
NEAR_OWN_CITY = 0.3

NUMBER = r"(\d{1,3}(?:\.\d+)?)"
SIGNED = r"([+\-\u2212]?\d{1,3}(?:\.\d+)?)"
ANGLE = r"(\d{1,3}(?:\.\d+)?)\s*[°º˚d]?\s*(?:(\d{1,2}(?:\.\d+)?)\s*['′’m]\s*(?:(\d{1,2}(?:\.\d+)?)\s*(?:[\"″”s]|''))?)?"
LETTERED = re.compile(rf"{ANGLE}\s*([NS])[\s,;/]*{ANGLE}\s*([EW])", re.IGNORECASE)
LETTERS_FIRST = re.compile(rf"([NS])\s*{ANGLE}[\s,;/]*([EW])\s*{ANGLE}", re.IGNORECASE)
PAIR = re.compile(rf"{SIGNED}\s*°?\s*[,;\s/]\s*{SIGNED}\s*°?")
PARTS = re.compile(r"[:,，:;；/、()（）|]+|\s+-\s+")
SUFFIX = re.compile(
    r"\s*(?:province|prov\.?|city|municipality|(?:(?:zhuang|hui|uygur|uyghur)\s+)?autonomous\s+region|sar|省|市|(?:壮族|回族|维吾尔)?自治区|特别行政区).*$",
    re.IGNORECASE,
)


class Point(NamedTuple):
    """Decimal degrees, north and east positive."""

    latitude: float
    longitude: float


def parse_coordinates(literal: str) -> Point | None:
    """Coordinates as archives write them, or None.

    >>> parse_coordinates("39.91 N 116.41 E")
    Point(latitude=39.91, longitude=116.41)
    """
    text = literal.strip()
    if found := LETTERED.fullmatch(text):
        return _point(_degrees(found.group(1, 2, 3)), found[4], _degrees(found.group(5, 6, 7)), found[8])
    if found := LETTERS_FIRST.fullmatch(text):
        return _point(_degrees(found.group(2, 3, 4)), found[1], _degrees(found.group(6, 7, 8)), found[5])
    if found := PAIR.fullmatch(text):
        latitude, longitude = (float(part.replace("\u2212", "-")) for part in found.groups())
        return _bounded(latitude, longitude)
    return None


def _degrees(parts: tuple[str | None, ...]) -> float:
    """Degrees, minutes and seconds as degrees."""
    degrees, minutes, seconds = (float(part or 0) for part in parts)
    return degrees + minutes / 60 + seconds / 3600


def _point(latitude: float, north: str, longitude: float, east: str) -> Point | None:
    return _bounded(-latitude if north in "Ss" else latitude, -longitude if east in "Ww" else longitude)


def _bounded(latitude: float, longitude: float) -> Point | None:
    inside = abs(latitude) <= 90 and abs(longitude) <= 180
    return Point(round(latitude, 6), round(longitude, 6)) if inside else None


def regions_of(place: str) -> list[tuple[Region, float]]:
    """The country and the Chinese province that a place names, each with its tolerance in degrees.

    >>> [region.name for region, _ in regions_of("China:Hubei,Wuhan")]
    ['China', 'Hubei']
    """
    parts = [part.strip() for part in PARTS.split(place) if part.strip()]
    found = [(region, COUNTRY_TOLERANCE) for part in parts[:1] if (region := countries().get(part.casefold()))]
    if found and found[0][0].name != "China":
        return found
    for part in parts:
        if region := _province(part, sure=bool(found)):
            return [*found, (region, PROVINCE_TOLERANCE)]
    return found


def _province(part: str, *, sure: bool) -> Region | None:
    """The provincial unit that one part of a place names; Chinese texts may run on without any sign."""
    plain = SUFFIX.sub("", part).strip().casefold()
    if region := provinces().get(plain):
        return region
    chinese = part.removeprefix("中国")
    for name, region in provinces().items():
        if not name.isascii() and chinese.startswith(name):
            return region
    first = part.split(maxsplit=1)[0].casefold() if sure and part.split() else ""
    return provinces().get(first)


class PlaceRule:
    """Coordinates against the place of the same record."""

    name = "place"

    def check(self, record: Record, path: str) -> Iterator[Finding]:
        """A finding where they disagree."""
        return check_place(record, path)

    def finish(self) -> Iterator[Finding]:
        """Nothing more."""
        return iter(())


def check_place(record: Record, path: str) -> Iterator[Finding]:
    """A finding where a record's coordinates are not where its place is."""
    place, literal = record.slots.get("geographic_location"), record.slots.get("latitude_longitude")
    point = parse_coordinates(literal) if literal else None
    if not place or point is None:
        return
    for region, tolerance in regions_of(place)[-1:]:
        cities = cities_of_countries() if tolerance == COUNTRY_TOLERANCE else cities_of_provinces()
        elsewhere = city_elsewhere(point, region.name, cities)
        if elsewhere or not region.holds(*point, tolerance):
            yield _finding(
                record, path, place, f"{literal} is in {elsewhere}, not" if elsewhere else f"{literal} is not", region
            )
            return


def city_elsewhere(point: Point, name: str, cities: dict[str, tuple[tuple[float, float], ...]]) -> str | None:
    """The other region in one of whose cities a point stands, far from the cities of the named one."""
    own = cities.get(name, ())
    if not own or any(_near(point, city, NEAR_OWN_CITY) for city in own):
        return None
    return next(
        (other for other, places in cities.items() if any(_near(point, city, IN_CITY) for city in places)), None
    )


def _near(point: Point, city: tuple[float, float], degrees: float) -> bool:
    """Whether a point is within so many degrees of latitude, and as far east or west, of a city."""
    across = degrees / max(math.cos(math.radians(city[0])), 0.1)
    return abs(point.latitude - city[0]) <= degrees and abs(point.longitude - city[1]) <= across


def _finding(record: Record, path: str, place: str, what: str, region: Region) -> Finding:
    return Finding(
        CODE,
        "warning",
        path,
        record.provenance.location if record.provenance else "",
        f"{what} in {region.name} ({place})",
        "correct the coordinates or the place; a submitter's address is not where a sample was taken",
        record.type,
        record.accession,
    )
