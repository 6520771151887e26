"""Values of codes and their schemes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc.dicom.profile.codes import SCHEMES, is_code_of, is_code_of_any, is_scheme, is_version


@pytest.mark.parametrize(
    ("scheme", "value"),
    [
        ("SCT", "10200004"), ("SCT", "39607008"), ("SCT", "80891009"), ("SRT", "T-62000"), ("SRT", "T-D0050"), ("DCM", "121320"),
        ("UCUM", "mm"), ("UCUM", "{HU}"), ("UCUM", "g/ml{SUVbw}"), ("LN", "11528-7"), ("UMLS", "C0040405"), ("RADLEX", "RID58"),
        ("FMA", "7197"), ("RFC5646", "en-US"), ("NCIt", "C94970"), ("ISO639_1", "de"), ("SCPECG", "5.10.3-1"), ("UBERON", "0002107"),
    ],
)  # fmt: skip
def test_public_codes_stay(scheme, value):
    """Codes of schemes that everybody uses stay, with and without the scheme at hand."""
    assert is_scheme(scheme)
    assert is_code_of(scheme, value)
    assert is_code_of_any(value)


@pytest.mark.parametrize(
    ("scheme", "value"),
    [
        ("SCT", "10200005"), ("SCT", "12345678"), ("SCT", "ZHANG"), ("DCM", "999999"), ("UCUM", "ZHANGSAN"), ("LN", "13800138000"),
        ("99LOCAL", "10200004"), ("L", "1"), ("", "1"), ("SRT", "ZHANGSAN"), ("UMLS", "C004040"), ("dcm", "121320"),
    ],
)  # fmt: skip
def test_other_codes_go(scheme, value):
    """A wrong check digit, a wrong form and a scheme of a site's own are no public code."""
    assert not is_code_of(scheme, value)


@pytest.mark.parametrize(
    "secret", ["ZHANGSAN", "WANG^LI", "MRN00123456", "13800138000", "12345678", "19970430", "张三", "Zhang", "P1234567"]
)
def test_secrets_are_no_codes(secret):
    """Names and numbers of people are codes of no scheme."""
    assert not is_code_of_any(secret)
    assert not is_scheme(secret)


@given(st.integers(10**9, 10**10))
def test_few_long_numbers_are_codes(number):
    """Of numbers in a row only those with the right check digit and place are SNOMED CT codes: at most two in a hundred."""
    assert sum(is_code_of("SCT", str(number + step)) for step in range(100)) <= 2


@pytest.mark.parametrize(
    ("text", "version"),
    [
        *[(text, True) for text in ("01", "1.3", "2019-03-01", "20020904", "D")],
        *[(text, False) for text in ("WANG", "13800138000", "20021399", "", "12345678")],
    ],
)
def test_versions(text, version):
    """A version is a few numbers or a day."""
    assert is_version(text) is version


def test_schemes_are_public():
    """No scheme of a site's own (99…, L) is taken as known."""
    assert not [scheme for scheme in SCHEMES if scheme.startswith("99") or scheme in {"L", "99"}]
