"""What the IODs demand to be present (PS3.3): the attributes that may be missing nowhere, or empty but not missing.

Only those are listed that the profile may have to take a value from, and only by the common composite IODs (CT, MR,
PET, NM, CR, DX, mammography, XA, US, secondary capture, segmentation, parametric map, RT image, dose, plan, structure
set). Where IODs differ the stricter one counts, since a value is right for all of them.
"""

from qc.dicom.profile.attributes import tag_of

# Type 1 or 1C somewhere: an empty or missing one is an error there.
WITH_VALUE = frozenset(
    map(
        tag_of,
        (
            "AcquisitionDateTime", "CodeMeaning", "CodeValue", "CodingSchemeDesignator", "ContentDate", "ContentLabel", "ContentTime",
            "DeviceSerialNumber", "EndAcquisitionDateTime", "FrameAcquisitionDateTime", "FrameReferenceDateTime",
            "ImageType", "FrameType", "Modality", "ProtocolName", "RTImageLabel", "RTPlanLabel", "SegmentLabel",
            "SeriesDate", "SeriesTime", "StartAcquisitionDateTime", "StructureSetLabel", "XRayDetectorID",
            "XRaySourceID", "DetectorID", "AcquisitionFieldOfViewLabel", "DecayCorrectionDateTime", "PixelPresentation",
            "SpecimenIdentifier", "ContainerIdentifier", "EntityLabel", "UserContentLabel", "RTPrescriptionLabel",
            "RTToleranceSetLabel", "RadiationDoseIdentificationLabel", "RadiationGenerationModeLabel",
            "TreatmentPositionGroupLabel", "DeviceLabel", "ApprovalStatus", "OpticalPathIdentifier",
        ),
    )
)  # fmt: skip
# Type 2 or 2C: present, and empty where nothing is known.
PRESENT = frozenset(
    map(
        tag_of,
        (
            "AccessionNumber", "AcquisitionContextSequence", "AcquisitionDate", "AcquisitionTime", "BarcodeValue",
            "ContentCreatorName", "ContentDescription", "ContrastBolusAgent", "ContrastBolusRoute", "ConversionType",
            "FilterType", "InstanceNumber", "IssuerOfTheContainerIdentifierSequence", "KVP", "LabelText", "Laterality",
            "Manufacturer", "OperatorsName", "PatientBirthDate", "PatientID", "PatientName", "PatientOrientation",
            "PatientPosition", "PatientSex", "PositionReferenceIndicator", "ReferringPhysicianName", "ReviewDate",
            "ReviewTime", "ReviewerName", "ROIInterpreter", "ROIName", "RTPlanDate", "RTPlanTime", "SeriesNumber",
            "SliceThickness", "SoftwareVersions", "SourceSerialNumber", "SpecimenPreparationSequence", "StructureSetDate",
            "StructureSetTime", "StudyDate", "StudyID", "StudyTime", "TreatmentDate", "TreatmentMachineName",
            "TreatmentTime", "ViewPosition",
        ),
    )
)  # fmt: skip
# SOP classes whose IODs demand Burned In Annotation (0028,0301): what the device said of it stays there.
BURNED_IN_DEMANDED = frozenset(
    f"1.2.840.10008.5.1.4.1.1.{arc}"
    for arc in (
        "1.1", "1.1.1", "1.2", "1.2.1", "1.3", "1.3.1", "2.1", "2.2", "4.1", "4.3", "4.4", "7.1", "7.2", "7.3", "7.4",
        "12.1.1", "12.2.1", "13.1.1", "13.1.2", "13.1.3", "13.1.4", "13.1.5", "30", "77.1.5.4", "77.1.6", "128.1", "130",
    )
)  # fmt: skip
