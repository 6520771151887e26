"""Private elements that may stay."""

import csv
import re
from collections import defaultdict

import pytest

from qc.dicom.profile.action import Action
from qc.dicom.profile.private import (
    ACTIONS,
    COLUMNS,
    LIST,
    is_creator,
    private_action,
    private_elements,
    private_vr,
)

# Not in the knowledge base, or not under this VR; told by a public reader of these devices' images, or by pydicom.
OWN_REASONS = {"GEMS_CT_CARDIAC_001": "numbers of heart beats", "Image Private Header": "diffusion of United Imaging"}
MUST_STAY = [
    ("GEMS_ACQU_01", 0x5A, 0x0019, "FL"),
    ("GEMS_ACQU_01", 0x19, 0x0019, "DS"),
    ("GEMS_ACQU_01", 0x1B, 0x0019, "DS"),
    ("GEMS_IMAG_01", 0x41, 0x0027, "FL"),
    ("GEMS_PARM_01", 0x39, 0x0043, "IS"),
    ("SIEMENS MR HEADER", 0x0C, 0x0019, "IS"),
    ("SIEMENS MR HEADER", 0x0E, 0x0019, "FD"),
    ("SIEMENS MR HEADER", 0x27, 0x0019, "FD"),
    ("SIEMENS MR HEADER", 0x0D, 0x0019, "CS"),
    ("Philips MR Imaging DD 001", 0x0E, 0x2005, "FL"),
    ("Philips MR Imaging DD 001", 0x0D, 0x2005, "FL"),
    ("Philips MR Imaging DD 005", 0x09, 0x2005, "DS"),
    ("Philips MR Imaging DD 005", 0x0A, 0x2005, "DS"),
    ("Philips Imaging DD 001", 0x03, 0x2001, "FL"),
    ("Philips PET Private Group", 0x00, 0x7053, "DS"),
    ("Image Private Header", 0x09, 0x0065, "FD"),
]
MUST_GO = [
    ("SIEMENS CSA HEADER", 0x10, 0x0029, "OB"),
    ("SIEMENS CSA HEADER", 0x20, 0x0029, "OB"),
    ("GEMS_IDEN_01", 0x02, 0x0009, "SH"),
    ("GEMS_IDEN_01", 0xE7, 0x0009, "UL"),
    ("GEMS_GENIE_1", 0x40, 0x0009, "PN"),
    ("GEMS_GENIE_1", 0x42, 0x0009, "DA"),
    ("Eigen, Inc", 0x01, 0x1129, "IS"),
    ("Philips MR Imaging DD 001", 0x2A, 0x2005, "IS"),
    ("dcm4che/archive", 0x10, 0x0043, "US"),
    ("AGFA", 0x62, 0x0019, "SH"),
    ("CTP", 0x10, 0x0013, "LO"),
]


@pytest.mark.parametrize("place", MUST_STAY, ids=str)
def test_useful_elements_stay(place):
    """Durations, locations, diffusion and rescaling stay, whether or not the file tells their VR."""
    creator, element, group, vr = place
    assert private_action(*place) is Action.KEEP
    assert private_action(creator, element, group, "UN") is Action.KEEP
    assert private_vr(creator, element, group) == vr


@pytest.mark.parametrize("place", MUST_GO, ids=str)
def test_telling_elements_go(place):
    """Headers only their vendor reads, names, dates, stations, checksums and record numbers go."""
    assert private_action(*place) is Action.REMOVE


@pytest.mark.parametrize(
    ("element", "group", "vr"), [(0x27, 0x0009, "SL"), (0xE9, 0x0009, "SL")], ids=["image", "series"]
)
def test_clocks_move(element, group, vr):
    """Seconds since 1970 move with the dates of the individual."""
    assert private_action("GEMS_IDEN_01", element, group, vr) is Action.INTEGER_DATE
    assert private_action("GEMS_STDY_01", 0x70, 0x0023, "FD") is Action.INTEGER_DATE


@pytest.mark.parametrize(
    "place",
    [
        ("SIEMENS MR HEADER ", 0x0C, 0x0019, "LO"),
        ("SIEMENS MR HEADER", 0x0C, 0x0019, "OB"),
        ("SIEMENS MR HEADER", 0x0C, 0x0021, "IS"),
        ("siemens mr header", 0x0C, 0x0019, "IS"),
        ("ZHANGSAN", 0x0C, 0x0019, "IS"),
        ("", 0x0C, 0x0019, "IS"),
    ],
)
def test_all_of_creator_group_and_vr_must_fit(place):
    """An element under another creator, in another group or of another VR is another element."""
    assert private_action(*place) is Action.REMOVE


def test_padding_of_a_creator_does_not_count():
    """A creator is the same with blanks behind it."""
    assert private_action("SIEMENS MR HEADER \0", 0x0C, 0x0019, "IS") is Action.KEEP
    assert private_action("SIEMENS MR HEADER", 0x0C, 0x0019, "US") is Action.KEEP


def test_creators_are_told_apart_from_text():
    """A creator of the list is known in its group; any other name of a block is not."""
    assert is_creator("GEMS_ACQU_01 ", 0x0019)
    assert not is_creator("GEMS_ACQU_01", 0x0021)
    assert not is_creator("WANG^LI", 0x0019)
    assert private_vr("WANG^LI", 0x10, 0x0019) == "UN"


def test_the_list_is_in_order():
    """The list is sorted, names each place once, and each row has a VR, an action, a meaning and a source."""
    lines = LIST.read_text(encoding="utf-8").splitlines()
    assert tuple(lines[0].split("\t")) == COLUMNS
    places = [tuple(line.split("\t")[:3]) for line in lines[1:]]
    assert places == sorted(set(places))
    for row in private_elements():
        assert row.group % 2 == 1
        assert 0 <= row.element <= 0xFF
        assert set(row.vr.split("/")) <= {"CS", "DS", "FD", "FL", "IS", "LO", "SH", "SL", "SS", "UI", "UL", "US"}
        assert row.action in ACTIONS.values()
        assert row.meaning.isascii()
        assert row.source in {"pydicom", "dcm2niix"}


def test_text_stays_in_few_places():
    """Only a handful of listed elements hold text; all others hold numbers and codes."""
    text = [row for row in private_elements() if set(row.vr.split("/")) & {"LO", "SH"}]
    assert len(text) < 20


def _knowledge(path) -> dict[tuple[str, int, int], dict[str, set[str]]]:
    """Dispositions of the knowledge base by creator, group, element and VR; empty ones mean deletion."""
    told: dict[tuple[str, int, int], dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            place = re.fullmatch(
                r'\(([0-9a-fA-F]{4}),"?([^"]*?)"?,([0-9a-fA-F]{2,4})\)', row["element_sig_pattern"].strip()
            )
            if place:
                key = place[2].strip(), int(place[1], 16), int(place[3], 16) & 0xFF
                told[key][row["vr"].strip()].add(row["private_disposition"].strip().lower() or "d")
    return told


def test_nothing_stays_that_the_knowledge_base_deletes(shared_data):
    """Each element of the list has the same disposition in the knowledge base, or one of our own reasons."""
    path = shared_data / "deid" / "tcia_ptkb_2024.csv"
    if not path.is_file():
        pytest.skip("no knowledge base beside the checkout")
    told = _knowledge(path)
    letters = {
        Action.KEEP: {"k"},
        Action.UID: {"h"},
        Action.INTEGER_DATE: {"oi"},
        Action.SHIFT: {"o"},
        Action.ITEMS: {"na"},
    }
    wrong = []
    for row in private_elements():
        by_vr = told.get((row.creator, row.group, row.element), {})
        everything = set().union(*by_vr.values()) if by_vr else set()
        wrong += [
            (row.line(), vr, everything)
            for vr in row.vr.split("/")
            if by_vr.get(vr, everything) != letters[row.action] and row.creator not in OWN_REASONS
        ]
    assert wrong == []
    assert len(told) > 3000
