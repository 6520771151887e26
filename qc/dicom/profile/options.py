"""The options of PS3.15 Table E.1-1 that are carried out here, and the attributes for which two of them collide.

Modified Dates follow from the table by a rule; the other lists are ours. Not carried out, and so never claimed: Retain
UIDs, Full Dates, Institution Identity, Clean Graphics, Clean Structured Content, Clean Recognizable Visual Features.
Clean Pixel Data is not the header's matter. Options resolve in this order: conflicts, device, patient, dates, words.
"""

from functools import cache

from pydicom._dicom_dict import DicomDictionary

from qc.dicom.profile.attributes import tag_of
from qc.dicom.profile.basic import basic_actions

DATE_VRS = frozenset({"DA", "TM", "DT"})


def _tags(*keywords: str) -> frozenset[int]:
    return frozenset(map(tag_of, keywords))


NEVER_DATED = _tags("PatientBirthDate", "PatientBirthTime", "GPSTimeStamp")
DATED_OTHERWISE = _tags("TimezoneOffsetFromUTC", "FrameOriginTimestamp", "CertifiedTimestamp")

# Kept by Retain Device Identity, changed by Modified Dates. A calibration is one true day in all individuals' images, so
# by the differences of its shifted days one could tell the difference of two individuals' offsets.
CONFLICTS = _tags(
    "BeamHoldTransitionDateTime", "CalibrationDate", "CalibrationDateTime", "CalibrationTime", "DateOfInstallation",
    "DateOfLastCalibration", "DateOfLastDetectorCalibration", "DateOfManufacture", "DateTimeOfLastCalibration",
    "TimeOfLastCalibration", "TimeOfLastDetectorCalibration",
)  # fmt: skip
# Days of things that many individuals share, though the table calls them dates of the individual: the same danger.
SHARED_DAYS = _tags(
    "ContextGroupLocalVersion", "ContextGroupVersion", "EffectiveDateTime", "HangingProtocolCreationDateTime",
    "InformationIssueDateTime", "ProductExpirationDateTime", "SourceStrengthReferenceDate",
    "SourceStrengthReferenceTime",
)  # fmt: skip
DEVIATION_CODE = "DEVICE_DATES_REPLACED"
DEVIATION = (
    "eleven attributes with dates of the device, which Retain Device Identity (113109) would keep and Retain "
    "Longitudinal Temporal Information with Modified Dates (113107) would shift, hold a constant instead: a device's date "
    "shifted for several individuals would tell their offsets"
)

DEVICE_IDENTITY = _tags(
    "CassetteID", "DetectorID", "DeviceDescription", "DeviceLabel", "DeviceSerialNumber", "DeviceUID", "GantryID",
    "GeneratorID", "LensMake", "LensModel", "LensSerialNumber", "LensSpecification", "ManufacturerDeviceClassUID",
    "ManufacturerDeviceIdentifier", "ModifyingDeviceID", "ModifyingSystem",
    "PerformedStationGeographicLocationCodeSequence", "PerformedStationName", "PerformedStationNameCodeSequence",
    "PlateID", "ScheduledProcedureStepLocation", "ScheduledStationGeographicLocationCodeSequence",
    "ScheduledStationName", "ScheduledStationNameCodeSequence", "ScheduledStudyLocation", "SourceManufacturer",
    "SourceSerialNumber", "StationName", "TransducerIdentificationSequence", "TreatmentMachineName", "UDISequence",
    "UniqueDeviceIdentifier", "XRayDetectorID", "XRayDetectorLabel", "XRaySourceID",
)  # fmt: skip
# Titles by which devices call each other tell of the hospital's network: they are replaced even under the option.
DEVICE_REPLACED = _tags(
    "DestinationAE", "NetworkID", "Originator", "PerformedStationAETitle", "ReceivingAE", "RequestingAE",
    "RetrieveAETitle", "ScheduledStationAETitle", "ScheduledStudyLocationAETitle", "SelectorAEValue", "StationAETitle",
)  # fmt: skip
# Not in the table, but of the same kind; they go when the identity of devices does.
DEVICE_IDENTITY_OUTSIDE = _tags("DeviceID", "GridID", "RadiationMachineName")

PATIENT_CHARACTERISTICS = _tags(
    "EthnicGroup", "EthnicGroupCodeSequence", "PatientAge", "PatientSex", "PatientSexNeutered",
    "PatientSize", "PatientWeight", "PregnancyStatus", "SelectorASValue", "SmokingStatus",
)  # fmt: skip
PATIENT_DESCRIBED = _tags("Allergies", "PatientState", "PreMedication", "SpecialNeeds")
CLEAN_DESCRIPTORS = _tags(
    "AcquisitionComments", "AcquisitionDeviceProcessingDescription", "AcquisitionFieldOfViewLabel",
    "AcquisitionProtocolDescription", "AdditionalPatientHistory", "AdmittingDiagnosesCodeSequence",
    "AdmittingDiagnosesDescription", "Allergies", "AnnotationGroupDescription", "AnnotationGroupLabel",
    "BeamDescription", "BolusDescription", "ClinicalTrialSeriesDescription", "ClinicalTrialTimePointDescription",
    "CommentsOnRadiationDose", "CommentsOnThePerformedProcedureStep", "CompensatorDescription",
    "ConceptualVolumeCombinationDescription", "ConceptualVolumeDescription", "ContainerDescription",
    "ContrastBolusAgent", "ContributionDescription", "DecompositionDescription", "DerivationDescription",
    "DeviceSettingDescription", "DischargeDiagnosisDescription", "DisplacementReferenceLabel",
    "DoseReferenceDescription", "EntityDescription", "EntityLabel", "EntityLongLabel", "EntityName",
    "EquipmentFrameOfReferenceDescription", "FilterLookupTableDescription", "FixationDeviceDescription",
    "FractionationNotes", "FractionGroupDescription", "FrameComments", "IdentifyingComments", "ImageComments",
    "ImagingServiceRequestComments", "Impressions", "InterlockDescription", "InterlockOriginDescription",
    "InterpretationDiagnosisDescription", "InterpretationText", "LabelText", "LongDeviceDescription", "MakerNote",
    "MedicalAlerts", "MultienergyAcquisitionDescription", "Occupation", "PatientComments",
    "PatientSetupPhotoDescription", "PatientState", "PatientTreatmentPreparationMethodDescription",
    "PatientTreatmentPreparationProcedureParameterDescription", "PerformedProcedureStepDescription",
    "PositionAcquisitionTemplateDescription", "PositionAcquisitionTemplateName", "PrescriptionDescription",
    "PrescriptionNotes", "PrescriptionNotesSequence", "PriorTreatmentDoseDescription", "ProtocolName",
    "PyramidDescription", "PyramidLabel", "RadiationDoseIdentificationLabel", "RadiationDoseInVivoMeasurementLabel",
    "RadiationGenerationModeDescription", "RadiationGenerationModeLabel", "ReasonForOmissionDescription",
    "ReasonForRequestedProcedureCodeSequence", "ReasonForStudy", "ReasonForSuperseding",
    "ReasonForTheAttributeModification", "ReasonForTheImagingServiceRequest", "ReasonForTheRequestedProcedure",
    "ReasonForVisit", "ReasonForVisitCodeSequence", "RequestAttributesSequence", "RequestedContrastAgent",
    "RequestedProcedureComments", "RequestedProcedureDescription", "RequestedSeriesDescription",
    "RespiratoryMotionCompensationTechniqueDescription", "ResultsComments", "ROIDescription",
    "ROIGenerationDescription", "ROIName", "ROIObservationDescription", "ROIObservationLabel",
    "RTPhysicianIntentNarrative", "RTPlanDescription", "RTPlanLabel", "RTPlanName", "RTPrescriptionLabel",
    "RTToleranceSetLabel", "RTTreatmentApproachLabel", "ScheduledProcedureStepDescription", "SelectorLOValue",
    "SelectorLTValue", "SelectorSHValue", "SelectorSTValue", "SelectorUTValue", "SeriesDescription",
    "ServiceEpisodeDescription", "SetupTechniqueDescription", "ShieldingDeviceDescription",
    "SpecimenDetailedDescription", "SpecimenShortDescription", "StructureSetDescription", "StructureSetLabel",
    "StructureSetName", "StudyComments", "StudyDescription", "TreatmentPositionGroupLabel", "TreatmentSite",
    "TreatmentSites", "TreatmentTechniqueNotes", "TreatmentToleranceViolationDescription", "UserContentLabel",
    "UserContentLongLabel", "VisitComments", "WaveformFilterDescription",
)  # fmt: skip


@cache
def modified_dates() -> frozenset[int]:
    """The rows that Modified Dates changes: all of the table that hold a date or time, and three that do in disguise."""
    dated = {tag for tag in basic_actions() if tag in DicomDictionary and DicomDictionary[tag][0] in DATE_VRS}
    return frozenset(dated - NEVER_DATED | DATED_OTHERWISE)
