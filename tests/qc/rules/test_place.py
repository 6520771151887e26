"""The place rule: right and wrong pairs of place and coordinates, and how both are read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_schema.record import Provenance, Record
from qc.rules.cities import cities_of_countries, cities_of_provinces
from qc.rules.gazetteer import Box, countries, provinces
from qc.rules.place import COUNTRY_TOLERANCE, PROVINCE_TOLERANCE, PlaceRule, check_place, parse_coordinates, regions_of


def sample(place: str, coordinates: str) -> Record:
    """A sample that says both."""
    slots = {"geographic_location": place, "latitude_longitude": coordinates}
    return Record("Sample", "SAMC000001", slots, (), Provenance("a.xlsx", "0" * 64, "Sample!2", "gsa", "1", ""))


RIGHT = [
    ("China:Hubei,Wuhan", "30.59 N 114.30 E"),
    ("China: Hubei", "30.2 N 109.5 E"),
    ("China:Beijing", "39.91 N 116.41 E"),
    ("China:Shanghai", "31.2304, 121.4737"),
    ("China: Guangdong, Shenzhen", "22.54 114.06"),
    ("China:Tibet,Lhasa", "29.65 N 91.14 E"),
    ("China: Xinjiang", "43.8 N 87.6 E"),
    ("China:Inner Mongolia", "49.21 N 119.77 E"),
    ("China:Heilongjiang", "48.4 N 134.3 E"),
    ("China: Hainan", "18.25 N 109.51 E"),
    ("China: Taiwan, Taipei", "25.03 N 121.57 E"),
    ("China:Hong Kong", "22.3 N 114.17 E"),
    ("湖北省武汉市", "30.59 N 114.30 E"),
    ("中国:四川", "30.57 N 104.07 E"),
    ("Sichuan Province, China", "30.57 N 104.07 E"),
    ("Germany", "47.99 N 7.85 E"),
    ("Germany: Berlin", "52°31'12\"N 13°24'18\"E"),
    ("USA: Alaska", "64.84 N 147.72 W"),
    ("USA: Hawaii", "21.31 N 157.86 W"),
    ("France", "48.86 2.35"),
    ("Fiji", "18.14 S 178.44 E"),
    ("Russia", "66.0 N 169.8 W"),
    ("Australia: Sydney", "33.87 S 151.21 E"),
    ("Panama:Gigante_peninsula", "9.110057 N\n79.8434 W"),
    ("Switzerland: Basel", "47.56 N 7.59 E"),
    ("Democratic Republic of the Congo", "4.44 S 15.27 E"),
    ("United Kingdom", "51.51 -0.13"),
]
WRONG = [
    ("China:Hubei,Wuhan", "39.91 N 116.41 E"),
    ("China: Hubei", "28.23 N 112.94 E"),
    ("China:Beijing", "39.13 N 117.20 E"),
    ("China:Shanghai", "121.47 31.23"),
    ("China:Guangdong", "22.82 N 108.37 E"),
    ("China:Tibet", "36.62 N 101.78 E"),
    ("China:Zhejiang", "31.23 N 121.47 E"),
    ("China: Sichuan", "29.56 N 106.55 E"),
    ("China:Shanxi", "34.34 N 108.94 E"),
    ("China:Henan", "28.23 N 112.94 E"),
    ("China", "35.68 N 139.69 E"),
    ("China", "30.59 S 114.30 E"),
    ("湖北省武汉市", "39.91 N 116.41 E"),
    ("广东省", "39.91 N 116.41 E"),
    ("Japan", "39.91 N 116.41 E"),
    ("South Korea", "39.03 N 125.75 E"),
    ("Mongolia", "39.90 N 116.40 E"),
    ("France", "51.51 -0.13"),
    ("Germany", "48.86 N 2.35 E"),
    ("USA", "45.50 N 73.57 W"),
    ("USA: California", "34.05 N 118.24 E"),
    ("Australia", "33.87 N 151.21 E"),
    ("Brazil", "34.60 S 58.38 W"),
    ("India", "27.72 N 85.32 E"),
]


@pytest.mark.parametrize(("place", "coordinates"), RIGHT)
def test_right_pairs_say_nothing(place: str, coordinates: str) -> None:
    """Coordinates within the region are not remarked on."""
    assert list(check_place(sample(place, coordinates), "a.xlsx")) == []


@pytest.mark.parametrize(("place", "coordinates"), [pair for pair in WRONG if parse_coordinates(pair[1])])
def test_wrong_pairs_are_told(place: str, coordinates: str) -> None:
    """Each is one finding about its sample at its row."""
    (finding,) = check_place(sample(place, coordinates), "a.xlsx")
    assert (finding.code, finding.severity, finding.path, finding.location) == (
        "PLACE_COORDINATE_MISMATCH",
        "warning",
        "a.xlsx",
        "Sample!2",
    )
    assert (finding.node_type, finding.accession) == ("Sample", "SAMC000001")
    assert place in finding.message


def test_there_are_enough_pairs() -> None:
    """Twenty readable ones of each."""
    assert len([pair for pair in RIGHT if parse_coordinates(pair[1])]) >= 20
    assert len([pair for pair in WRONG if parse_coordinates(pair[1])]) >= 20


def test_the_message_names_where_the_point_is() -> None:
    """A point in a well-known city is told by its region."""
    (finding,) = PlaceRule().check(sample("China:Hubei,Wuhan", "39.91 N 116.41 E"), "a.xlsx")
    assert finding.message == "39.91 N 116.41 E is in Beijing, not in Hubei (China:Hubei,Wuhan)"


@pytest.mark.parametrize(
    ("place", "coordinates"),
    [
        ("Atlantis", "0 0"),
        ("China:Hubei", "not determined"),
        ("", "39.91 N 116.41 E"),
        ("China:Hubei", ""),
        ("not collected", "39.91 N 116.41 E"),
    ],
)
def test_what_cannot_be_read_says_nothing(place: str, coordinates: str) -> None:
    """Unknown places and unreadable coordinates are no mismatch."""
    assert list(check_place(sample(place, coordinates), "a.xlsx")) == []


def test_a_record_without_either_says_nothing() -> None:
    """Other records have no place."""
    assert list(check_place(Record("Run", "CRR000001", {}), "a")) == []
    assert list(PlaceRule().finish()) == []


@pytest.mark.parametrize(
    ("literal", "point"),
    [
        ("39.91 N 116.41 E", (39.91, 116.41)),
        ("39.91N,116.41E", (39.91, 116.41)),
        ("39.91 n 116.41 w", (39.91, -116.41)),
        ("33.87 S 151.21 E", (-33.87, 151.21)),
        ("N39.91 E116.41", (39.91, 116.41)),
        ("39.91, -116.41", (39.91, -116.41)),
        ("39.91°, 116.41°", (39.91, 116.41)),
        ("30°35'N 114°17'E", (30.583333, 114.283333)),
        ("30°35′20″N, 114°17′10″E", (30.588889, 114.286111)),
        ("39.91 N 216.41 E", None),
        ("91 N 10 E", None),
        ("116.41 E 39.91 N", None),
        ("39.91", None),
        ("", None),
    ],
)
def test_coordinates_are_read_as_archives_write_them(literal: str, point: tuple[float, float] | None) -> None:
    """Letters, signs, degrees with minutes; nothing impossible."""
    assert parse_coordinates(literal) == point


@given(st.floats(-90, 90), st.floats(-180, 180))
def test_decimal_pairs_come_back(latitude: float, longitude: float) -> None:
    """Every pair written with six places is read as it was."""
    point = parse_coordinates(f"{latitude:.6f}, {longitude:.6f}")
    assert point is not None
    assert abs(point.latitude - latitude) < 1e-5
    assert abs(point.longitude - longitude) < 1e-5


@given(st.text(max_size=40))
def test_any_text_may_stand_for_coordinates_or_place(text: str) -> None:
    """Nothing raises, and what is read is on the globe."""
    point = parse_coordinates(text)
    assert point is None or (abs(point.latitude) <= 90 and abs(point.longitude) <= 180)
    assert len(regions_of(text)) <= 2


@pytest.mark.parametrize(
    ("place", "names"),
    [
        ("China:Hubei,Wuhan", ["China", "Hubei"]),
        ("China: Inner Mongolia Autonomous Region, Hohhot", ["China", "Inner Mongolia"]),
        ("China: Guangxi Zhuang Autonomous Region", ["China", "Guangxi"]),
        ("China: Hubei Province Wuhan", ["China", "Hubei"]),
        ("中国湖北省武汉", ["Hubei"]),
        ("PR China", ["China"]),
        ("USA: Georgia", ["USA"]),
        ("Georgia", ["Georgia"]),
        ("Viet Nam: Hanoi", ["Viet Nam"]),
    ],
)
def test_places_are_countries_and_provinces(place: str, names: list[str]) -> None:
    """Provinces are looked for in China only, or where no country is named."""
    assert [region.name for region, _ in regions_of(place)] == names


def test_the_tables_hold_together() -> None:
    """34 provincial units, boxes on the globe, and every city within its own region's boxes."""
    assert len({region.name for region in provinces().values()}) == 34
    for table, cities, tolerance in (
        (countries(), cities_of_countries(), COUNTRY_TOLERANCE),
        (provinces(), cities_of_provinces(), PROVINCE_TOLERANCE),
    ):
        by_name = {region.name: region for region in table.values()}
        assert set(cities) <= set(by_name)
        for region in by_name.values():
            assert all(-90 <= box.south <= box.north <= 90 and -180 <= box.west <= 180 for box in region.boxes), (
                region.name
            )
        for name, points in cities.items():
            assert all(by_name[name].holds(*point, tolerance) for point in points), name


def test_a_box_may_cross_the_date_line() -> None:
    """West beyond east means the other way round."""
    box = Box(-20.0, 176.0, -12.0, -178.0)
    assert box.holds(-18.0, 179.9, 0)
    assert box.holds(-18.0, -179.9, 0)
    assert not box.holds(-18.0, 170.0, 0)
    assert box.holds(-18.0, 175.9, 0.2)
    assert not box.holds(-11.0, 179.0, 0.5)
