"""Read groups against the metadata's sample."""

import pytest

from qc.sequence.alignment.header import Header, ReadGroup
from qc.sequence.alignment.sample import check_samples
from qc.sequence.remarks import Remarks


def told(*samples: str, declared: str | None = None, wrong: bool = False, **options: str) -> list[tuple[str, str]]:
    """What is said of a header whose read groups have these samples."""
    remarks = Remarks("file")
    if wrong:
        remarks.add("E_POS")
    groups = tuple(ReadGroup(f"g{number}", sample) for number, sample in enumerate(samples))
    check_samples(Header(read_groups=groups), remarks, declared, **options)  # type: ignore[arg-type]
    return [(one.code, one.severity) for one in remarks.kept if one.code != "E_POS"]


def test_one_sample_says_nothing() -> None:
    """Several read groups of one sample are the usual case."""
    assert told("s", "s") == []
    assert told("s", "s", declared="s") == []


def test_two_samples_are_an_error_or_as_bad_as_asked() -> None:
    """Text may hold several samples, with a warning, unless one is declared."""
    assert told("a", "b") == [("E_MULTI_SAMPLE", "error")]
    assert told("a", "b", several="warning") == [("E_MULTI_SAMPLE", "warning")]
    assert told("a", "b", declared="a", several="warning")[0] == ("E_MULTI_SAMPLE", "error")


def test_another_sample_than_the_declared_one_is_an_error_for_each_group() -> None:
    """SM is compared as text; case matters."""
    assert told("s", declared="S") == [("E_SAMPLE", "error")]
    assert told("b", "b", declared="a") == [("E_SAMPLE", "error")] * 2
    assert ("E_SAMPLE", "error") in told("a", "b", declared="a")


def test_missing_read_groups_and_samples_are_advice() -> None:
    """A warning, with or without a declared sample."""
    assert told() == [("W_NO_RG", "warning")]
    assert told("", "s") == [("W_RG_NO_SM", "warning")]
    assert told("", "", declared="s") == [("W_RG_NO_SM", "warning")] * 2


@pytest.mark.parametrize("samples", [(), ("",)])
def test_advice_is_kept_back_where_something_is_wrong(samples: tuple[str, ...]) -> None:
    """Whoever must send a file again hears of its fault first."""
    assert told(*samples, wrong=True) == []
