"""Attributes that Table E.1-1 does not list: most of imaging's physics, and much that may hold a name.

The table as a list of what goes would let all of them pass. Here an attribute passes only if it is in force, belongs to
a group of imaging, and its VR or its name is decided: numbers stay (within the bounds of `numbers`), codes stay if they
are terms (`terms`), text stays or is cleaned only where it is named in this file, UIDs are replaced unless registered,
sequences stay if they describe images, and days and persons go.
"""

from collections.abc import Iterator
from functools import cache

from pydicom._dicom_dict import DicomDictionary

from qc.dicom.profile.action import Action
from qc.dicom.profile.attributes import tag_of

NUMBERS = frozenset({"AT", "DS", "FD", "FL", "IS", "SL", "SS", "SV", "UL", "US", "UV", "US or SS"})
# Groups whose numbers, codes and sequences describe how an image was made and what it shows.
IMAGING_GROUPS = frozenset(
    {
        0x0018, 0x0020, 0x0022, 0x0024, 0x0028, 0x0046, 0x0048, 0x0050, 0x0052, 0x0054, 0x0060, 0x0062, 0x0064,
        0x0066, 0x0080, 0x3002, 0x3004, 0x3006, 0x3008, 0x300A, 0x300C, 0x300E, 0x3010, 0x5200,
    }
)  # fmt: skip
# Within them: planned protocols with their authors' words, monitors of a department, contents of a query.
EXCEPT = (range(0x00189900, 0x0018A000), range(0x00287000, 0x00288000), range(0x00201200, 0x00201300))
# Sequences of imaging groups that are about people, organisations or the course of care.
NOT_OF_IMAGES = frozenset(
    {
        "ApprovalSequence", "AssertionCodeSequence", "AuthorIdentificationSequence", "ConfirmationSequence",
        "EquipmentAdministratorSequence", "InstanceLevelReferencedPerformedProcedureStepSequence",
        "InterlockResolutionUserSequence", "OphthalmicPatientClinicalInformationLeftEyeSequence",
        "OphthalmicPatientClinicalInformationRightEyeSequence", "OverrideSequence", "PriorTreatmentReferenceSequence",
        "RTDiagnosisCodeSequence", "RTPhysicianIntentSequence", "RTPhysicianIntentInputInstanceSequence",
        "ReferencedPatientSetupPhotoSequence", "ReferencedRTPhysicianIntentSequence",
    }
)  # fmt: skip
# From groups that are mostly about people and orders.
KEPT = (
    "AcquisitionContrast", "AnatomicalOrientationType", "CalculatedFrameList", "CodeValue", "CodingSchemeDesignator",
    "CodingSchemeVersion", "ComplexImageComponent", "ContentLabel", "ContextGroupExtensionFlag", "ContextIdentifier",
    "ContourUncertaintyRadius", "ConversionType", "DistanceSourceToEntrance", "DoubleFloatRealWorldValueFirstValueMapped",
    "DoubleFloatRealWorldValueLastValueMapped", "EntranceDose", "EntranceDoseDerivation", "EntranceDoseInmGy",
    "EventElapsedTimes", "EventTimeOffset", "ExaminedBodyThickness", "ExposedArea", "ExtendedOffsetTable",
    "ExtendedOffsetTableLengths", "EncapsulatedPixelDataValueTotalLength", "FloatingPointValue", "FrameOfReferenceTransformationMatrixType", "FrameType", "HalfValueLayer", "ImageType",
    "LUTLabel", "LongitudinalTemporalEventType", "LongitudinalTemporalOffsetFromEvent", "LongCodeValue", "Manufacturer",
    "ManufacturerModelName", "ManufacturerRelatedModelGroup", "MappingResource", "MeasuredAPDimension",
    "MeasuredLateralDimension", "ModalitiesInStudy", "Modality", "NumberOfEventTimers", "NumberOfStages",
    "NumberOfViewsInStage", "NumericValue", "OrganDose", "OrganExposed", "PatientBodyMassIndex", "PatientIdentityRemoved",
    "PixelPresentation", "Polarity", "PresentationIntentType", "PresentationLUTShape", "QualityControlSubject", "RationalDenominatorValue",
    "RationalNumeratorValue", "RealWorldValueFirstValueMapped", "RealWorldValueIntercept", "RealWorldValueLUTData",
    "RealWorldValueLastValueMapped", "RealWorldValueSlope", "RecommendedDisplayFrameRate",
    "RecommendedDisplayFrameRateInFloat", "ReferencedFrameNumber", "RelationshipType", "ShapeType", "SimpleFrameList",
    "SkipFrameRangeFlag", "SpecificCharacterSet", "StageName", "StageNumber", "StartTrim",
    "StopTrim", "SubjectRelativePositionInImage", "SyntheticData", "TimeRange", "ValueType", "ViewName", "ViewNumber",
    "VolumeBasedCalculationTechnique", "VolumetricProperties", "XOffsetInSlideCoordinateSystem", "XRayOutput",
    "YOffsetInSlideCoordinateSystem", "ZOffsetInSlideCoordinateSystem",
)  # fmt: skip
# Text of imaging groups whose values are names of techniques and devices.
KEPT_TEXT = (
    "ASLBolusCutoffTechnique", "AccessoryCode", "AcquisitionDeviceProcessingCode", "AcquisitionMode", "AlgorithmName",
    "AlgorithmSource", "AlgorithmVersion", "ApplicationManufacturer", "ApplicationName", "ApplicationSetupManufacturer",
    "ApplicationVersion", "ApplicatorID", "AttenuationCorrectionMethod", "BlockTrayID", "BolusID", "CardiacFramingType",
    "CollimatorGridName", "CompensatorID", "CompensatorTrayID", "ContrastBolusRoute", "ConvolutionKernel",
    "DetectorLinesOfResponseUsed", "DetectorManufacturerModelName", "DetectorManufacturerName", "DeviceID",
    "DigitalImageFormatAcquired", "DoseModeName", "EnergyWindowName", "FiducialIdentifier", "FilterType",
    "FluenceModeID", "GeneralAccessoryID", "GridID", "IOLManufacturer", "ImageFilter", "ImageID", "ImagedNucleus",
    "LateralSpreadingDeviceID", "ManufacturerModelVersion", "MaterialID", "ModalityLUTType", "MultiCoilConfiguration",
    "MultiCoilElementName", "OpticalPathIdentifier", "OutputPower", "PVCRejection", "PatientSupportAccessoryCode",
    "PatientSupportID", "PhosphorType", "PlateType", "PositionReferenceIndicator", "ProcessingFunction",
    "PulseSequenceName", "RadiationMachineName", "RadiopharmaceuticalRoute", "RangeModulatorID", "RangeShifterID",
    "ReceiveCoilManufacturerName", "ReceiveCoilName", "ReconstructionMethod", "ReferencedOpticalPathIdentifier",
    "RescaleType", "RespiratorySignalSourceID", "ScatterCorrectionMethod", "SecondaryCaptureDeviceManufacturer",
    "SecondaryCaptureDeviceManufacturerModelName", "SecondaryCaptureDeviceSoftwareVersions", "SegmentAlgorithmName",
    "SequenceName", "SnoutID", "SoftwareVersions", "SourceApplicatorManufacturer", "SourceIsotopeName", "StackID",
    "TargetPositionReferenceIndicator", "ToleranceTableLabel", "TransducerData", "TransmitCoilManufacturerName",
    "TransmitCoilName", "TrayAccessoryCode", "TriggerSourceOrType", "TypeOfFilters", "VideoImageFormatAcquired",
    "WedgeID", "WindowCenterWidthExplanation",
)  # fmt: skip
# Text that somebody may have typed; only its words of imaging stay.
CLEANED = (
    "ASLCrusherDescription", "ASLTechniqueDescription", "AcquisitionProtocolName", "AlgorithmDescription",
    "ApplicableSafetyStandardDescription", "ApplicationSetupName", "ApplicatorDescription", "BeamName", "BlockName",
    "BrachyAccessoryDeviceName", "CalculatedDoseReferenceDescription", "CodeMeaning", "ContainerComponentDescription",
    "ContentDescription", "DetectorDescription", "DetectorMode", "DimensionDescriptionLabel", "DoseComment",
    "ExposureControlModeDescription", "FiducialDescription", "FieldOfViewDescription", "FixationDeviceLabel",
    "FixationDevicePosition", "FrameLabel", "FrameOfInterestDescription", "FrameOfReferenceTransformationComment",
    "GeneralAccessoryDescription", "GridAbsorbingMaterial", "GridSpacingMaterial", "HistogramExplanation",
    "ImageFilterDescription", "InterventionDescription", "InterventionDrugName", "LUTExplanation", "LensDescription",
    "LensStatusDescription", "MaskOperationExplanation", "MeasuredDoseDescription", "MetaboliteMapDescription",
    "OphthalmicImageTypeDescription", "OpticalPathDescription", "PaddleDescription", "PartialViewDescription",
    "PatientAdditionalPosition", "PatientBreedDescription", "PatientSetupLabel", "PatientSpeciesDescription",
    "PixelSpacingCalibrationDescription", "PixelValueMappingExplanation", "RTImageDescription", "RTImageLabel",
    "RTImageName", "Radiopharmaceutical", "RangeModulatorDescription", "RangeShifterDescription",
    "ReconstructionDescription", "SegmentDescription", "SegmentLabel", "SetupDeviceDescription", "SetupDeviceLabel",
    "SetupImageComment", "SetupReferenceDescription", "ShieldingDeviceLabel", "ShieldingDevicePosition",
    "SourceApplicatorName", "SourceDescription", "SurfaceComments", "SurfaceProcessingDescription", "TrackingID",
    "TreatmentProtocols", "VitreousStatusDescription",
)  # fmt: skip
SEQUENCES = (
    "AlternateRepresentationSequence", "AnatomicRegionModifierSequence", "AnatomicRegionSequence",
    "AnatomicRegionsInStudyCodeSequence", "ConceptCodeSequence", "ConceptNameCodeSequence",
    "ContainerComponentSequence", "ContainerTypeCodeSequence", "ContentItemModifierSequence", "DefinitionSourceSequence",
    "DerivationCodeSequence", "DerivationImageSequence", "EquivalentCodeSequence", "EventCodeSequence",
    "EventTimerSequence", "FrameDisplaySequence", "FrameExtractionSequence", "ImageCenterPointCoordinatesSequence",
    "MatrixRegistrationSequence", "MatrixSequence", "MeasuredValueSequence", "MeasurementUnitsCodeSequence",
    "NumericValueQualifierCodeSequence", "ParametricMapFrameTypeSequence", "PatientSizeCodeSequence",
    "PatientSpeciesCodeSequence", "PatientBreedCodeSequence", "PerformedProtocolCodeSequence",
    "PixelValueMappingCodeSequence", "PrimaryAnatomicStructureModifierSequence", "PrimaryAnatomicStructureSequence",
    "ProcedureCodeSequence", "ProtocolContextSequence", "PurposeOfReferenceCodeSequence",
    "QualityControlSubjectTypeCodeSequence", "QuantityDefinitionSequence", "RealWorldValueMappingSequence",
    "ReferencedImageEvidenceSequence", "ReferencedImageRealWorldValueMappingSequence", "ReferencedInstanceSequence",
    "ReferencedOtherPlaneSequence", "ReferencedRawDataSequence", "ReferencedRealWorldValueMappingInstanceSequence",
    "ReferencedSOPSequence", "ReferencedSeriesSequence", "ReferencedStereometricInstanceSequence",
    "RegistrationSequence", "RegistrationTypeCodeSequence", "RelatedSeriesSequence", "RequestedProcedureCodeSequence",
    "ScheduledProtocolCodeSequence", "SeriesDescriptionCodeSequence", "SourceImageEvidenceSequence",
    "SourceInstanceSequence", "SourceIrradiationEventSequence", "SpecimenDescriptionSequence",
    "SpecimenLocalizationContentItemSequence", "SpecimenTypeCodeSequence",
    "StudiesContainingOtherReferencedInstancesSequence", "UsedFiducialsSequence",
    "WholeSlideMicroscopyImageFrameTypeSequence",
)  # fmt: skip
# Tables of colours and grey values; other bytes might hold anything, and no class that needs them is published.
KEPT_BYTES = (
    "BluePaletteColorLookupTableData", "GreenPaletteColorLookupTableData", "LUTData", "RedPaletteColorLookupTableData",
    "SegmentedBluePaletteColorLookupTableData", "SegmentedGreenPaletteColorLookupTableData",
    "SegmentedRedPaletteColorLookupTableData",
)  # fmt: skip
# Retired, but written by devices that still run.
KEPT_RETIRED = (
    "AcquisitionsInSeries", "BeamDoseSpecificationPoint", "ImageDimensions", "ImageOrientation", "ImagePosition", "ImagesInSeries", "Location",
    "LargestValidPixelValue", "SmallestValidPixelValue",
)  # fmt: skip
PIXELS = ("PixelData", "FloatPixelData", "DoubleFloatPixelData")


@cache
def outside_actions() -> dict[int, Action]:
    """The action for each attribute outside the table that does not go."""
    actions = dict(_by_kind())
    for decided, keywords in (
        (Action.KEEP, (*KEPT, *KEPT_TEXT, *KEPT_BYTES, *KEPT_RETIRED)),
        (Action.CLEAN, CLEANED),
        (Action.ITEMS, SEQUENCES),
        (Action.PIXELS, PIXELS),
    ):
        actions.update(dict.fromkeys(map(tag_of, keywords), decided))
    return actions


def _by_kind() -> Iterator[tuple[int, Action]]:
    """What VR and group decide, of the attributes that the standard has in force."""
    for tag, (vr, _, _, retired, keyword) in DicomDictionary.items():
        if retired == "Retired" or not keyword or keyword in NOT_OF_IMAGES or any(tag in part for part in EXCEPT):
            continue
        if vr == "UI" and tag >> 16 not in {0x0000, 0x0002, 0x0004}:
            yield tag, Action.UID
        elif tag >> 16 in IMAGING_GROUPS and (vr in NUMBERS or vr == "CS"):
            yield tag, Action.KEEP
        elif tag >> 16 in IMAGING_GROUPS and vr == "SQ":
            yield tag, Action.ITEMS
