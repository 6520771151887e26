"""Secrets in private elements: texts, numbers, dates in four kinds of numbers, creators, sequences, opaque bytes."""

import struct

from tests.data.canaries.canary import Canary, Harmless, private_block
from tests.data.canaries.elements import Elements, numbers, padded, uid
from tests.data.canaries.values import Vault

GE_DATES = (0x0009, b"GEMS_IDEN_01", 0x27)
"""Image actual date, seconds since 1970 (SL): real GE files hold the true moment here."""


def plant_private(canary: Canary) -> None:
    """Every kind of private secret at the top level."""
    plant_texts(canary)
    plant_numbers(canary)
    plant_epochs(canary)
    plant_creators(canary)
    plant_sequences(canary)


def plant_texts(canary: Canary) -> None:
    """Text of every VR in blocks of known and of unknown owners, and in elements whose rules keep other texts."""
    vault = canary.vault
    put = canary.private(0x0029, b"ACME PATIENT LINK")
    for low, vr in enumerate(("LO", "SH", "LT", "ST", "UT", "PN", "CS", "AE", "UN", "OB", "OW"), 0x01):
        put(low, vr, vault.raw(f"private-text/{vr}", 15))
    put(0x20, "LO", canary.text(vault.han("private-text/native")))
    put(0x21, "UI", uid(vault.uid("private-text/uid")))
    for group, creator, low, vr in (
        (0x0009, b"GEMS_IDEN_01", 0x02, "SH"),  # suite
        (0x0009, b"GEMS_IDEN_01", 0x31, "SH"),  # mobile location
        (0x0019, b"SIEMENS MR HEADER", 0x0D, "CS"),  # diffusion directionality
        (0x2001, b"Philips Imaging DD 001", 0x20, "LO"),  # scanning technique
        (0x2001, b"Philips Imaging DD 001", 0x63, "CS"),
        (0x0051, b"SIEMENS MR HEADER", 0x0F, "LO"),  # coils
        (0x0043, b"GEMS_PARM_01", 0x62, "SH"),
    ):
        canary.private(group, creator)(low, vr, vault.capitals(f"private-kept/{creator.decode()}/{low:02x}").encode())
    canary.private(0x0029, b"SIEMENS CSA HEADER")(0x10, "OB", b"SV10" + vault.raw("private-text/csa", 60))
    canary.private(0x2005, b"Philips MR Imaging DD 001")(
        0x2A, "IS", vault.digit_identifier("private-id/Philips").encode()
    )
    canary.private(0x1129, b"Eigen, Inc")(0x01, "IS", vault.digit_identifier("private-id/Eigen").encode())
    canary.private(0x0043, b"dcm4che/archive")(0x10, "UL", numbers("UL", [vault.number("private-id/dcm4che")]))


def plant_numbers(canary: Canary) -> None:
    """Numbers that are identifiers, in every numeric VR."""
    vault = canary.vault
    put = canary.private(0x0031, b"ACME COUNTERS")
    for low, vr in enumerate(("UL", "SL", "FD", "UV", "SV"), 0x01):
        put(low, vr, numbers(vr, [vault.number(f"private-number/{vr}")]))
    put(0x10, "DS", vault.digit_identifier("private-number/DS", 10).encode())
    put(0x11, "IS", vault.digit_identifier("private-number/IS").encode())
    put(0x12, "FD", _as_doubles(vault))
    put(0x13, "US", _as_words(vault))
    put(0x14, "LO", vault.phone("private-number/phone").encode())


def plant_epochs(canary: Canary) -> None:
    """The true date as seconds, as text, and under a rule that says "date": private elements un-shift a header."""
    vault = canary.vault
    put = canary.private(0x0033, b"ACME CLOCK")
    put(0x01, "SL", numbers("SL", [vault.epoch("private-epoch/SL")]))
    put(0x02, "UL", numbers("UL", [vault.epoch("private-epoch/UL")]))
    put(0x03, "FD", numbers("FD", [vault.epoch("private-epoch/FD", 0.25)]))
    put(0x04, "FL", numbers("FL", [vault.epoch("private-epoch/FL")]))
    put(0x05, "DS", f"{vault.epoch('private-epoch/DS')}.11".encode())
    put(0x06, "IS", f"{vault.epoch('private-epoch/IS')}".encode())
    put(0x07, "LO", f"{vault.date('private-date/LO'):%Y%m%d}".encode())
    put(0x08, "DA", f"{vault.date('private-date/DA'):%Y%m%d}".encode())
    put(0x09, "DT", f"{vault.instant('private-date/DT'):%Y%m%d%H%M%S}".encode())
    put(0x0A, "UN", numbers("SL", [vault.epoch("private-epoch/UN")]))
    group, creator, low = GE_DATES
    ge = canary.private(group, creator)
    ge(low, "SL", numbers("SL", [vault.epoch("private-epoch/GE image")]))
    ge(0xE9, "SL", numbers("SL", [vault.epoch("private-epoch/GE series")]))
    study = canary.private(0x0023, b"GEMS_STDY_01")
    study(0x70, "FD", numbers("FD", [vault.epoch("private-epoch/GE study", 0.11)]))
    acquired = canary.private(0x0019, b"GEMS_ACQU_01")
    acquired(0x02, "SL", numbers("SL", [vault.epoch("private-epoch/in a kept number")]))
    acquired(0x24, "DS", f"{vault.epoch('private-epoch/in a kept DS')}.000000".encode())
    acquired(0x18, "LO", vault.text("private-kept/GE LO", 4, 14).encode())


def plant_creators(canary: Canary) -> None:
    """Names as owners of private blocks."""
    vault = canary.vault
    for group in (0x0011, 0x0035, 0x6101):
        put = canary.private(group, vault.text(f"private-creator/{group:04x}").encode())
        put(0x01, "US", numbers("US", [1]))
    canary.elements.put(0x00370010, canary.text(vault.han("private-creator/native")), "LO")
    canary.elements.put(0x00391001, vault.raw("private-orphan", 15), "LO")  # no owner at all
    canary.elements.put(0x003B0001, vault.raw("private-odd", 15), "LO")  # below the blocks


def plant_sequences(canary: Canary) -> None:
    """Private sequences, three deep, with VR and as UN of undefined length."""
    vault = canary.vault
    put = canary.private(0x0041, b"ACME TREE")
    put(0x01, "SQ", b"")
    number = 0x00411001
    canary.elements.put_items(number, [_branch(vault, "private-sequence", 3)])
    canary.elements.put_unknown(number + 1, [_branch(vault, "private-UN-sequence", 3)])
    canary.elements.put_items(number + 2, [_branch(vault, "private-undefined", 2)], undefined=True)
    holder = canary.private(0x2005, b"Philips MR Imaging DD 005")
    holder(0x02, "SQ", b"")
    canary.elements.put_items(_number(canary.elements, 0x2005, b"Philips MR Imaging DD 005", 0x02), [_branch(vault, "private-known-sequence", 2)])  # fmt: skip


def _branch(vault: Vault, channel: str, depth: int) -> Elements:
    item = Elements()
    item.put("PatientName", vault.name(f"{channel}/name-{depth}").encode())
    item.put("PatientID", vault.identifier(f"{channel}/id-{depth}").encode())
    item.put("StudyDate", f"{vault.date(f'{channel}/date-{depth}'):%Y%m%d}".encode())
    put = private_block(item, 0x0041, b"ACME TREE")
    put(0x10, "LO", vault.raw(f"{channel}/text-{depth}", 15))
    put(0x11, "SL", numbers("SL", [vault.epoch(f"{channel}/epoch-{depth}")]))
    if depth > 1:
        item.put_items(_number(item, 0x0041, b"ACME TREE", 0x01), [_branch(vault, channel, depth - 1)])
    return item


def _number(elements: Elements, group: int, creator: bytes, low: int) -> int:
    for block in range(0x10, 0x100):
        found = elements.get(group << 16 | block)
        if found and found.value.rstrip() == creator:
            return group << 16 | block << 8 | low
    raise KeyError(creator)


def _as_doubles(vault: Vault) -> bytes:
    """A name letter by letter as doubles: noted by its bytes."""
    value = b"".join(struct.pack("<d", ord(letter)) for letter in vault.word())
    vault.note("private-number/letters-as-FD", "bytes", value)
    return value


def _as_words(vault: Vault) -> bytes:
    value = padded(vault.word(6).encode())
    vault.note("private-number/text-as-US", "bytes", value)
    return value


def plant_safe(canary: Canary) -> None:
    """Private values that must survive: physics of three manufacturers, numbers and texts."""
    for group, creator, low, vr, value in (
        (0x0019, b"GEMS_ACQU_01", 0x23, "DS", b"5.000000"),  # table speed
        (0x0019, b"GEMS_ACQU_01", 0x19, "DS", b"7.791870"),  # first scan location
        (0x0019, b"GEMS_ACQU_01", 0x1B, "DS", b"-320.197968 "),  # last scan location
        (0x0019, b"SIEMENS MR HEADER", 0x0C, "IS", b"1000"),  # b value
        (0x0019, b"SIEMENS MR HEADER", 0x0E, "FD", numbers("FD", [0.25, -0.5, 0.75])),  # diffusion direction
        (0x2001, b"Philips Imaging DD 001", 0x03, "FL", numbers("FL", [800.0])),  # b factor
        (0x2005, b"Philips MR Imaging DD 001", 0x0E, "FL", numbers("FL", [0.00125])),  # scale slope
        (0x2005, b"Philips MR Imaging DD 001", 0x0D, "FL", numbers("FL", [0.0])),  # scale intercept
    ):
        number = canary.private(group, creator)(low, vr, value).tag
        canary.harmless.append(Harmless(number, padded(value), creator.decode()))
