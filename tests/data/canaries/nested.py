"""Secrets in sequences: five deep, of defined and undefined length, and as UN (PS3.5 6.2.2, 7.5)."""

from tests.data.canaries.canary import Canary
from tests.data.canaries.elements import BIG, Elements, numbers, uid

DEPTH = 5
REFERENCES = ("ReferencedStudySequence", "ReferencedSeriesSequence", "ReferencedImageSequence", "SourceImageSequence")


def plant_nested(canary: Canary) -> None:
    """Sequences that go, that stay, that nobody knows, and those of references."""
    elements = canary.elements
    elements.put_items("RequestAttributesSequence", [_request(canary)])
    elements.put_items("OriginalAttributesSequence", [_copy(canary, "original", 3)])
    elements.put_items("AnatomicRegionSequence", [_code(canary, "anatomic")])
    elements.put_items("ProcedureCodeSequence", [_code(canary, "procedure")], undefined=True)
    elements.put_items("DerivationCodeSequence", [_deep(canary, "kept", DEPTH)])
    elements.put_items("DimensionOrganizationSequence", [_deep(canary, "undefined", DEPTH)], undefined=True)
    put = elements.put_items if canary.file.syntax == BIG else elements.put_unknown  # no reader knows UN in big endian
    put("PerformedProtocolCodeSequence", [_copy(canary, "UN", 3)])
    put("ViewCodeSequence", [_deep(canary, "UN-kept", 3)])
    elements.put_unknown(0x00089FB1, [_copy(canary, "UN-unknown", 2)])
    elements.put_items(0x00189FB3, [_copy(canary, "unknown", 2)])
    plant_references(canary)
    plant_luts(canary)


def plant_references(canary: Canary) -> None:
    """References: their UIDs must follow, whatever else is in them must go."""
    for keyword in REFERENCES:
        item = Elements()
        item.put("ReferencedSOPClassUID", uid("1.2.840.10008.5.1.4.1.1.2"))
        item.put("ReferencedSOPInstanceUID", uid(canary.vault.uid(f"reference/{keyword}")))
        item.put("PatientName", canary.vault.name(f"reference/{keyword}/name").encode())
        item.put("RetrieveAETitle", canary.vault.capitals(f"reference/{keyword}/AE").encode())
        canary.elements.put_items(keyword, [item])


def plant_luts(canary: Canary) -> None:
    """The explanation and the words of a look-up table."""
    item = Elements()
    item.put("LUTDescriptor", numbers("US", [16, 0, 16]))
    item.put("LUTExplanation", canary.text(canary.vault.text("lut/explanation")))
    item.put("LUTData", canary.vault.raw("lut/data", 32), "OW")
    canary.elements.put_items("VOILUTSequence", [item])


def _request(canary: Canary) -> Elements:
    item = _copy(canary, "request", 1)
    item.put("ScheduledProcedureStepDescription", canary.text(canary.vault.text("request/description")))
    item.put("RequestedProcedureID", canary.vault.identifier("request/id").encode())
    item.put_items("ScheduledProtocolCodeSequence", [_code(canary, "request/code")])
    return item


def _code(canary: Canary, channel: str) -> Elements:
    """A code of a local scheme whose meaning names somebody."""
    item = Elements()
    item.put("CodeValue", canary.vault.digit_identifier(f"code-item/{channel}/value").encode())
    item.put("CodingSchemeDesignator", b"99LOCAL ")
    item.put("CodeMeaning", canary.text(f"{canary.vault.text(f'code-item/{channel}/meaning')} {canary.vault.han(f'code-item/{channel}/native')}"))  # fmt: skip
    return item


def _copy(canary: Canary, channel: str, depth: int) -> Elements:
    """A copy of who and when, as many sequences hold one."""
    vault, item = canary.vault, Elements()
    item.put("PatientName", vault.name(f"nested/{channel}/name-{depth}").encode())
    item.put("PatientID", vault.identifier(f"nested/{channel}/id-{depth}").encode())
    item.put("StudyDate", f"{vault.date(f'nested/{channel}/date-{depth}'):%Y%m%d}".encode())
    item.put("StudyInstanceUID", uid(vault.uid(f"nested/{channel}/uid-{depth}")))
    if depth > 1:
        item.put_items("OriginalAttributesSequence", [_copy(canary, channel, depth - 1)], undefined=depth % 2 == 0)
    return item


def _deep(canary: Canary, channel: str, depth: int) -> Elements:
    """Sequences that stay, each level with a secret of its own."""
    vault, item = canary.vault, _code(canary, f"deep-{channel}-{depth}")
    item.put("ReviewerName", vault.name(f"nested/{channel}/reviewer-{depth}").encode())
    item.put("ContentDate", f"{vault.date(f'nested/{channel}/content-{depth}'):%Y%m%d}".encode())
    item.put(0x00089FC1, vault.raw(f"nested/{channel}/unknown-{depth}", 16), "LO")
    item.put(0x00290010, b"ACME NESTED ", "LO")
    item.put(0x00291001, vault.raw(f"nested/{channel}/private-{depth}", 16), "LO")
    if depth > 1:
        item.put_items("AnatomicRegionModifierSequence", [_deep(canary, channel, depth - 1)], undefined=depth % 2 == 0)
    return item
