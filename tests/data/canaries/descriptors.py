"""Descriptors that mix words of imaging with secrets, and harmless values that must come through."""

from tests.data.canaries.canary import Canary
from tests.data.canaries.elements import numbers, padded, tag

MIXED = {
    "StudyDescription": ("CT CHEST", "CONTRAST"),
    "SeriesDescription": ("AX T1", "AXIAL"),
    "ProtocolName": ("Abdomen", "Routine"),
    "PerformedProcedureStepDescription": ("BRAIN", "MRI"),
    "RequestedProcedureDescription": ("LUNG", "SCREENING"),
}
"""Words before and behind the secret in each descriptor."""
NATIVE = {"StudyComments": "胸部平扫", "ReasonForTheRequestedProcedure": "肝脏增强"}


def plant_descriptors(canary: Canary) -> None:
    """Names, numbers, dates and telephones between words of imaging; echoes of the file's own identifiers."""
    vault = canary.vault
    secrets = (
        vault.text("descriptor/name"),
        vault.identifier("descriptor/id"),
        f"{vault.date('descriptor/date'):%Y%m%d}",
        vault.phone("descriptor/phone"),
        f"{vault.date('descriptor/iso-date'):%Y-%m-%d}",
    )
    for (keyword, (before, after)), secret in zip(MIXED.items(), secrets, strict=True):
        canary.put_text(keyword, f"{before} {secret} {after}", "LO")
        canary.words += [(tag(keyword), word) for word in (*before.split(), after)]
    for keyword, words in NATIVE.items():
        canary.put_text(
            keyword,
            f"{words} {vault.han(f'descriptor/{keyword}')} {vault.identity_card(f'descriptor-card/{keyword}')}",
            "LT",
        )
    _echo(canary)


def _echo(canary: Canary) -> None:
    """The patient's own name and number in a comment and in a code string, lower case and turned round."""
    name = canary.elements.text("PatientName").split("=")[0]
    family, given = name.split("^")
    number = canary.elements.text("PatientID")
    canary.put_text("ContrastBolusAgent", f"ISOVUE {given} {family.lower()}", "LO")
    canary.put_text("PerformedProtocolType", family.upper()[:16], "CS")
    canary.put_text("CommentsOnThePerformedProcedureStep", f"{number[:4]} {number[4:]} {given},{family}", "ST")


def plant_harmless(canary: Canary) -> None:
    """Who the person is in general, the device and how it was set: to be kept byte for byte."""
    pick = canary.vault.random.choice
    for keyword, value in (
        ("PatientSex", pick(["M", "F"])),
        ("PatientAge", f"{pick(range(18, 89)):03}Y"),
        ("PatientSize", f"{pick(range(150, 190)) / 100:.2f}"),
        ("PatientWeight", f"{pick(range(45, 99))}.5"),
        ("EthnicGroup", pick(["HAN", "Han", "Zhuang", "Hui"])),
        ("SmokingStatus", pick(["YES", "NO", "UNKNOWN"])),
        ("Manufacturer", canary.elements.text("Manufacturer") or "SIEMENS"),
        ("ManufacturerModelName", canary.elements.text("ManufacturerModelName") or "Prisma_fit"),
        ("DeviceSerialNumber", canary.vault.digits(6)),
        ("StationName", pick(["CT01_OC0", "MRC45321", "AWP167046"])),
        ("SoftwareVersions", pick(["syngo MR E11", "05", "V3.51*P25"])),
        ("SliceThickness", "5.000000"),
        ("RescaleSlope", "1"),
        ("RescaleIntercept", "-1024"),
        ("StudyTime", "112749"),
    ):
        if keyword != "StudyTime":
            canary.keep(keyword, value.encode())
    canary.keep("PregnancyStatus", numbers("US", [pick([1, 2, 4])]))
    canary.keep("DeviceUID", padded(b"1.2.840.113619.6.95." + canary.vault.digits(9).encode(), b"\0"))
    canary.keep("ConvolutionKernel", pick([b"STANDARD", b"B31f", b"FC03", b"I70f\\3 "]))
    canary.keep("GantryID", b"CTGANTRY2 ")
    canary.keep("SourceSerialNumber", b"SN-2231 ")
