"""Secrets in attributes of the standard: those the profile lists, those it does not, unknown and retired ones."""

from functools import cache

from dicomanonymizer.dicom_anonymization_databases import dicomfields_2026c
from pydicom.datadict import dictionary_has_tag, dictionary_VR, keyword_for_tag

from tests.data.canaries.canary import Canary
from tests.data.canaries.elements import numbers, uid
from tests.data.canaries.values import Vault


def keywords(text: str) -> tuple[str, ...]:
    """Words, and nothing else."""
    return tuple(text.split())


NAMES = keywords("""PatientName ReferringPhysicianName PerformingPhysicianName OperatorsName NameOfPhysiciansReadingStudy
PhysiciansOfRecord RequestingPhysician OtherPatientNames PatientBirthName PatientMotherBirthName ResponsiblePerson
ContentCreatorName ReviewerName ScheduledPerformingPhysicianName NamesOfIntendedRecipientsOfResults""")
IDENTIFIERS = keywords("""PatientID IssuerOfPatientID OtherPatientIDs AccessionNumber StudyID MedicalRecordLocator AdmissionID
ServiceEpisodeID RequestedProcedureID ScheduledProcedureStepID PerformedProcedureStepID InsurancePlanIdentification
FillerOrderNumberImagingServiceRequest PlacerOrderNumberImagingServiceRequest ClinicalTrialSubjectID
ClinicalTrialProtocolID""")
PLACES = keywords("""InstitutionName InstitutionalDepartmentName InstitutionAddress PatientAddress CountryOfResidence
RegionOfResidence PatientInstitutionResidence CurrentPatientLocation MilitaryRank BranchOfService Occupation
PatientReligiousPreference RequestingService ClinicalTrialSponsorName ClinicalTrialSiteName""")
DATES = keywords("""StudyDate SeriesDate AcquisitionDate ContentDate InstanceCreationDate AdmittingDate
PerformedProcedureStepStartDate ScheduledProcedureStepStartDate LastMenstrualDate""")
MOMENTS = keywords("""AcquisitionDateTime FrameReferenceDateTime DateTimeOfLastCalibration ScheduledProcedureStepStartDateTime
InstanceCoercionDateTime""")
UIDS = keywords("""SOPInstanceUID StudyInstanceUID SeriesInstanceUID FrameOfReferenceUID SynchronizationFrameOfReferenceUID
IrradiationEventUID ConcatenationUID""")
TEXTS = keywords("""AdditionalPatientHistory ImageComments MedicalAlerts
ReasonForStudy RequestedProcedureComments AcquisitionComments InterpretationText IdentifyingComments""")
CODES = keywords("""ImageType ScanOptions SequenceVariant BodyPartExamined PatientOrientation Laterality PatientPosition
AcquisitionType ViewPosition RescaleType""")
WORDS = keywords("""ReceiveCoilName TransmitCoilName SequenceName FilterType PositionReferenceIndicator
WindowCenterWidthExplanation VolumetricProperties DerivationDescription DocumentTitle ImagedNucleus""")
NUMBERS = keywords("KVP InstanceNumber AcquisitionNumber TemporalPositionIdentifier StudyPriorityID TriggerTime")
RETAINED = frozenset(
    keywords("""CassetteID DetectorID DeviceDescription DeviceLabel DeviceSerialNumber DeviceUID EthnicGroup GantryID GeneratorID
LensMake LensModel LensSerialNumber LensSpecification ManufacturerDeviceClassUID ManufacturerDeviceIdentifier
ModifyingDeviceID ModifyingSystem PatientAge PatientSex PatientSexNeutered PatientSize PatientWeight
PerformedStationName PlateID PregnancyStatus ScheduledProcedureStepLocation ScheduledStationName ScheduledStudyLocation
SelectorASValue SmokingStatus SourceManufacturer SourceSerialNumber StationName TreatmentMachineName
UniqueDeviceIdentifier XRayDetectorID XRayDetectorLabel XRaySourceID DeviceAlternateIdentifier""")
)
"""What the device and patient characteristics options keep: no place for a secret."""
PLANTABLE = frozenset(keywords("AE CS DA DT FD IS LO LT OB OW PN SH ST UC UI UN UR UT"))


def plant_identity(canary: Canary) -> None:
    """Who, where and when: the attributes that every header has."""
    vault = canary.vault
    for keyword in NAMES:
        family, given = vault.name(f"name/{keyword}").split("^")
        canary.put_text(keyword, f"{family}^{given}={vault.han(f'name-ideographic/{keyword}')}")
    for keyword in IDENTIFIERS:
        canary.put_text(keyword, vault.identifier(f"identifier/{keyword}"))
    for keyword in PLACES:
        canary.put_text(keyword, f"{vault.text(f'place/{keyword}', 3, 10)} {vault.han(f'place-native/{keyword}')}")
    canary.put_text("PatientTelephoneNumbers", vault.phone("phone/PatientTelephoneNumbers"))


def plant_times(canary: Canary) -> None:
    """Dates in their own attributes, in DA and DT, and the day of birth."""
    vault = canary.vault
    for keyword in DATES:
        canary.elements.put(keyword, f"{vault.date(f'date/{keyword}'):%Y%m%d}".encode(), "DA")
    for keyword in MOMENTS:
        moment = vault.instant(f"datetime/{keyword}")
        canary.elements.put(keyword, f"{moment:%Y%m%d%H%M%S}.250000+0800".encode(), "DT")
    canary.elements.put("PatientBirthDate", f"{vault.birth_date('date/birth'):%Y%m%d}".encode(), "DA")
    canary.elements.put("TimezoneOffsetFromUTC", b"+0845 ", "SH")
    vault.note("timezone", "text", "+0845")
    canary.elements.put("StudyTime", b"112749", "TM")
    odd = vault.date("date/odd-form")
    canary.put_text("CurveDate", f"{odd:%Y.%m.%d}", "DA")
    canary.put_text("PatientState", f"since {vault.date('date/in-text'):%d-%b-%Y}")
    if canary.charset.script in {"zh", "gb2312"}:
        canary.put_text("AdmittingDiagnosesDescription", f"{vault.date('date/chinese'):%Y年%m月%d日}入院")


def plant_uids(canary: Canary) -> None:
    """UIDs of the object and of what it refers to."""
    for keyword in UIDS:
        canary.elements.put(keyword, uid(canary.vault.uid(f"uid/{keyword}")), "UI")


def plant_texts(canary: Canary) -> None:
    """Free text: a name, a number of an identity card, a phone number in each."""
    vault = canary.vault
    for keyword in TEXTS:
        said = f"{vault.text(f'text/{keyword}')} {vault.han(f'text-native/{keyword}')} {vault.phone(f'text-phone/{keyword}')}"
        canary.put_text(keyword, said)
    canary.put_text("PatientComments", f"card {vault.identity_card('text-card')} ref {vault.uid('text-uid')}", "LT")


def plant_unlisted(canary: Canary) -> None:
    """Attributes that the profile's table does not list, or lists as harmless, with names in them."""
    vault = canary.vault
    for keyword in CODES:
        before = canary.elements.text(keyword) if keyword in {"ImageType", "ScanOptions"} else ""
        canary.put_text(keyword, "\\".join(filter(None, [before, vault.capitals(f"code/{keyword}")])), "CS")
    for keyword in WORDS:
        canary.put_text(keyword, vault.text(f"word/{keyword}", 5, 14) if keyword != "ReceiveCoilName" else vault.han(f"word/{keyword}"))  # fmt: skip
    for keyword in NUMBERS:
        canary.put_text(keyword, vault.digit_identifier(f"number/{keyword}", 10))
    canary.elements.put("AcquisitionDuration", numbers("FD", [vault.epoch("number/AcquisitionDuration")]), "FD")
    canary.elements.put("DiffusionBValue", _disguised(vault, "number/text-as-FD"), "FD")
    canary.elements.put("ICCProfile", vault.raw("binary/ICCProfile", 32), "OB")
    canary.elements.put("PointCoordinatesData", vault.raw("binary/PointCoordinatesData", 24), "OF")
    canary.elements.put("RedPaletteColorLookupTableData", vault.raw("binary/palette", 32), "OW")
    canary.elements.put("PixelPaddingValue", numbers("US", [0]), "US")


def _disguised(vault: Vault, channel: str) -> bytes:
    """Eight letters that are also a double."""
    value = vault.word(6)[:8].encode().ljust(8, b"e")
    vault.note(channel, "bytes", value)
    return value


def plant_unknown(canary: Canary) -> None:
    """Elements that no dictionary has, of every VR, and retired groups."""
    vault = canary.vault
    for number, vr in zip(
        range(0x00089F01, 0x00089F30, 2), ("LO", "PN", "UT", "OB", "UN", "LT", "SH", "CS", "OW"), strict=False
    ):
        canary.elements.put(number, vault.raw(f"unknown/{vr}", 16), vr)
    for number in (0x00104444, 0x00187F77, 0x00209FF1, 0x0028AAAA, 0x00720FFF, 0x7FDE0010):
        canary.put_text(number, vault.text(f"unknown/{number:08x}"), "LO")
    canary.elements.put(0x00189FF2, numbers("FD", [vault.epoch("unknown/FD-epoch")]), "FD")
    canary.elements.put(0x00189FF4, numbers("UL", [vault.number("unknown/UL")]), "UL")
    for number, vr in ((0x40000010, "LT"), (0x40004000, "LT"), (0x10100004, "LO"),
                       (0x20000010, "IS"), (0x00080010, "SH"), (0x002031AA, "LO"), (0x00281FFF, "LO"), (0x00384000, "LT"), (0x40080115, "LT")):  # fmt: skip
        canary.put_text(number, vault.text(f"retired/{number:08x}", 5, 16), vr)


@cache
def listed() -> tuple[int, ...]:
    """The tags of the profile's table that may hold a secret: neither sequences nor what the options keep."""
    found = {group << 16 | element for group, element, *_ in map(tuple, dicomfields_2026c.ALL_TAGS) if group % 2 == 0}
    return tuple(sorted(number for number in found if _plantable(number)))


def _plantable(number: int) -> bool:
    """Neither what is planted elsewhere nor what says that the image is a secondary capture, which is kept back."""
    return (
        number not in range(0x00181010, 0x0018101C)
        and dictionary_has_tag(number)
        and dictionary_VR(number) in PLANTABLE
        and keyword_for_tag(number) not in RETAINED
        and number >> 16 not in {0x0002, 0x0006, 0x5000, 0x6000, 0x7FE0, 0xFFFA, 0xFFFC}
    )


def plant_listed(canary: Canary, count: int) -> None:
    """A random choice of the table's other attributes, at least two of each VR."""
    free = [number for number in listed() if number not in canary.elements]
    canary.vault.random.shuffle(free)
    chosen: list[int] = []
    for vr in sorted(PLANTABLE):
        chosen += [number for number in free if dictionary_VR(number) == vr][:2]
    chosen += [number for number in free if number not in chosen][: max(0, count - len(chosen))]
    for number in chosen:
        _plant_one(canary, number, dictionary_VR(number))


def _plant_one(canary: Canary, number: int, vr: str) -> None:
    vault, channel = canary.vault, f"listed/{vr}/{keyword_for_tag(number)}"
    if vr == "DA":
        value = f"{vault.date(channel):%Y%m%d}".encode()
    elif vr == "DT":
        value = f"{vault.instant(channel):%Y%m%d%H%M%S}".encode()
    elif vr == "UI":
        value = uid(vault.uid(channel))
    elif vr == "FD":
        value = numbers("FD", [vault.number(channel)])
    elif vr == "IS":
        value = vault.digit_identifier(channel, 9).encode()
    elif vr == "UR":
        value = f"http://{vault.text(channel)}.example/".encode()
    elif vr in {"OB", "OW", "UN"}:
        value = vault.raw(channel, 20)
    elif vr in {"AE", "CS"}:
        value = vault.capitals(channel).encode()
    else:
        value = canary.text(vault.name(channel) if vr == "PN" else vault.text(channel, 5, 16))
    canary.elements.put(number, value, vr)
