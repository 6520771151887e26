"""The risk of a tier: planted people are found, all of them and nobody else."""

from hypothesis import given
from hypothesis import strategies as st

from qc.anonymity.individuals import Published
from qc.anonymity.risk import LIMITS, as_json, assess
from tests.qc.anonymity.people import TABLES, crowd, published

BACKGROUND = [
    {"sex": sex, "province": province, "disease": disease, "ageBand": "40-49", "height": "1.65", "datasets": dataset}
    for sex, dataset in (("female", "OBIA0002"), ("female", "OBIA0001"), ("male", "OBIA0001"))
    for province in ("Beijing", "Hubei")
    for disease in ("sepsis", "cancer")
]
PLANTED = {
    "OBIA9001-I9001": {"sex": "male", "datasets": "OBIA0002"},
    "OBIA9001-I9002": {"height": "2.04"},
    "OBIA9001-I9003": {"province": "Tibet", "disease": "sepsis"},
    "OBIA9001-I9004": {"ageBand": "90+"},
    "OBIA9001-I9005": {"pregnancyStatus": "pregnant"},
    "OBIA9001-I9006": {"modalities": "NM"},
    "OBIA9001-I9007": {"ethnicity": "Hani"},
}


def background(each: int) -> list[Published]:
    """So many people of each combination."""
    return [person for number, values in enumerate(BACKGROUND) for person in crowd(each, number * 100, **values)]


def planted() -> list[Published]:
    """One person for each way to be found."""
    usual = BACKGROUND[0]
    return [published(int(name[-4:]), **(usual | values)) for name, values in PLANTED.items()]


def test_planted_singletons_are_found_exactly() -> None:
    """Each is a class of one, and nobody of the background is told."""
    risk = assess([*background(11), *planted()], "open", LIMITS["open"])
    assert {person.accessions[0] for small in risk.small for person in small.persons} == PLANTED.keys()
    assert (risk.k, risk.at_risk, risk.individuals, risk.acceptable) == (1, 7, 11 * len(BACKGROUND) + 7, False)


def test_a_background_that_is_large_enough_is_acceptable() -> None:
    """Eleven of each are enough for open data, ten are not; five are for controlled data."""
    assert assess(background(11), "open", LIMITS["open"]).acceptable
    ten = assess(background(10), "open", LIMITS["open"])
    assert (ten.acceptable, ten.k, ten.at_risk) == (False, 10, 10 * len(BACKGROUND))
    assert assess(background(5), "controlled", LIMITS["controlled"]).acceptable
    assert not assess(background(4), "controlled", LIMITS["controlled"]).acceptable


def test_images_do_not_count() -> None:
    """The same person under ten accessions is one."""
    same = [published(number, same=["OBIA9001-I0000"], sex="male") for number in range(20)]
    risk = assess(same, "open", 11)
    assert (risk.individuals, risk.k) == (1, 1)


def test_an_empty_tier_is_acceptable() -> None:
    """There is nobody to be found."""
    risk = assess([], "open", 11)
    assert (risk.k, risk.individuals, risk.acceptable, as_json(risk)["risk"]) == (None, 0, True, None)


@given(TABLES, st.integers(1, 12))
def test_advice_changes_no_figure(rows: list[dict[str, str]], limit: int) -> None:
    """The export's gate, which asks for none, sees the same risk."""
    items = [published(number, **row) for number, row in enumerate(rows)]
    full, bare = assess(items, "open", limit), assess(items, "open", limit, advice=False)
    assert (full.k, full.at_risk, full.acceptable, full.diversity) == (
        bare.k,
        bare.at_risk,
        bare.acceptable,
        bare.diversity,
    )


def test_the_contract_names_who_and_why() -> None:
    """Values, accessions, and what would be enough."""
    told = as_json(assess([*background(11), planted()[1]], "open", 11))
    assert told["classesBelowLimit"] == 1
    (small,) = told["classes"]
    assert (small["count"], small["individuals"], small["enoughWithout"]) == (1, [["OBIA9001-I9002"]], ["height"])
    assert small["values"]["height"] == ["2.04"]
    assert told["uniqueBy"] == [{"individual": ["OBIA9001-I9002"], "values": {"height": ["2.04"]}}]
    assert told["suggestions"][-1]["atRisk"] == 0
