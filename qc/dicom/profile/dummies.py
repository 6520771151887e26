"""Values that stand where the standard demands one and the true one may not be told (action D of PS3.15 E.1).

A dummy depends on nothing but the attribute, so the same stands in all objects and links none of them.
"""

from qc.dicom.profile.attributes import keyword

DAY, CLOCK = "19600101", "000000"
BY_VR = {
    "AE": "ANONYMOUS",
    "AS": "000Y",
    "CS": "UNKNOWN",
    "DA": DAY,
    "DS": "0",
    "DT": f"{DAY}{CLOCK}",
    "IS": "0",
    "LO": "removed",
    "LT": "removed",
    "PN": "Anonymous",
    "SH": "removed",
    "ST": "removed",
    "TM": CLOCK,
    "UC": "removed",
    "UR": "urn:removed",
    "UT": "removed",
}
BY_KEYWORD = {
    "ApprovalStatus": "UNAPPROVED",
    "BurnedInAnnotation": "YES",
    "CodingSchemeDesignator": "99REMOVED",
    "ConversionType": "WSD",
    "FrameType": "DERIVED\\SECONDARY",
    "ImageType": "DERIVED\\SECONDARY",
    "Modality": "OT",
    "PatientSex": "O",
    "PixelPresentation": "MONOCHROME",
    "ReasonForTheAttributeModification": "COERCE",
    "TimezoneOffsetFromUTC": "+0000",  # what every DA, TM and DT of the output is read in
}


def dummy(tag: int, vr: str) -> str:
    """The constant that replaces a value; "" where no constant of this VR says nothing.

    UIDs, numbers of binary VRs and bytes have none: these attributes go, or stay without a value.
    """
    return BY_KEYWORD.get(keyword(tag), BY_VR.get(vr, ""))
