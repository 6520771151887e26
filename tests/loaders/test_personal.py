"""What says who somebody is: columns and values."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.personal import is_personal_column, is_personal_value, is_subject_code
from loaders.workbook import fold_header


@pytest.mark.parametrize(
    "header",
    [
        "Contact e-mail",
        "E_mail",
        "Email",
        "Telephone",
        "Contact person",
        "Principal investigator",
        "PI",
        "Submitter",
        "Applicant",
        "DAC members",
        "Birth_date",
        "Date of birth",
        "Patient name",
        "Hospital number",
        "Medical record no.",
        "ID card number",
        "Home address",
        "Reviewer link",
        "姓名",
        "联系电话",
        "出生日期",
        "身份证号",
    ],
)
def test_columns_that_name_persons_are_known(header):
    """A column of names, addresses, numbers or dates of birth is personal however it is written."""
    assert is_personal_column(fold_header(header))


@pytest.mark.parametrize(
    "header",
    [
        "Individual_Name",
        "Sample name",
        "Library name",
        "File name 1",
        "Cell_Line_Name",
        "Disease_Name",
        "Collected by",
        "Biomaterial_Provider",
        "Birthplace",
        "Gender",
        "Age",
        "Accession",
        "ID",
        "Specimen voucher",
        "Description",
        "Platform",
        "Membrane",
        "Pipeline",
    ],
)
def test_columns_of_the_archives_are_not_personal(header):
    """The archives' own columns are kept."""
    assert not is_personal_column(fold_header(header))


@pytest.mark.parametrize(
    "text",
    [
        "ask a.b@example.org",
        "tel. 13812345678",
        "call +86 139-12345678".replace("-", ""),
        "11010519491231002X",
        "id 110105194912310021",
    ],
)
def test_values_that_name_persons_are_known(text):
    """E-mail addresses, mobile numbers inside a text, and identity numbers are personal."""
    assert is_personal_value(text)


@pytest.mark.parametrize(
    "text", ["13841614500", "3841614500 bytes", "2020-01-12", "HRS9000001", "39.91 N 116.41 E", "1.5e10"]
)
def test_numbers_of_the_archives_are_not_personal(text):
    """A size of eleven digits is a number and no telephone."""
    assert not is_personal_value(text)


@given(st.from_regex(r"[1-9]\d{0,11}", fullmatch=True))
def test_plain_numbers_up_to_twelve_digits_are_kept(text):
    """No plain number that is a size or a count is taken for a person's."""
    assert not is_personal_value(text)


@pytest.mark.parametrize(
    ("label", "code"),
    [
        ("SEP01", True),
        ("P-1", True),
        ("23", True),
        ("Zhang San", False),
        ("张三", False),
        ("张三1", False),
        ("", False),
    ],
)
def test_labels_of_individuals_are_codes_with_a_number(label, code):
    """Only an ASCII label with a digit is stored as the name of an individual."""
    assert is_subject_code(label) is code
