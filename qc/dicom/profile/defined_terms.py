"""The terms that some code strings allow (PS3.3), where a list is short enough to say exactly what may stand there.

All other code strings are judged by the words they are made of (`words`).
"""

from qc.dicom.profile.attributes import tag_of

YES_NO = frozenset({"YES", "NO"})
SIDES = frozenset({"L", "R", "U", "B"})
_MODALITIES = """
ANN AR ASMT AU BDUS BI BMD CFM CR CS CT CTPROTOCOL DD DF DG DM DMS DOC DS DX EC ECG EEG EMG EOG EPS ES FA FID FS GM
HC HD HSG IO IOL IVOCT IVUS KER KO LEN LP LS M3D MA MG MR MS NM OAM OCT OP OPM OPR OPT OPTBSV OPTENF OPV OSS OT PA
PLAN POS PR PT PX REG RESP RF RG RTDOSE RTIMAGE RTINTENT RTPLAN RTRAD RTRECORD RTSEGANN RTSTRUCT RWV SEG SM SMR SR
SRF ST STAIN TEXTUREMAP TG US VA VF VL XA XAPROTOCOL XC XRF
"""
MODALITIES = frozenset(_MODALITIES.split())
CHARACTER_SETS = frozenset(
    [f"ISO_IR {number}" for number in (6, 13, 100, 101, 109, 110, 126, 127, 138, 144, 148, 149, 166, 192, 203)]
    + [
        f"ISO 2022 IR {number}"
        for number in (6, 13, 58, 87, 100, 101, 109, 110, 126, 127, 138, 144, 148, 149, 159, 166, 203)
    ]
    + ["GB18030", "GBK"]
)
COMPRESSIONS = frozenset(
    {"ISO_10918_1", "ISO_14495_1", "ISO_15444_1", "ISO_15444_15", "ISO_13818_2", "ISO_14496_10", "ISO_23008_2"}
    | {"ISO_18181_1"}
)
PHOTOMETRIC = frozenset(
    {"MONOCHROME1", "MONOCHROME2", "PALETTE COLOR", "RGB", "HSV", "ARGB", "CMYK", "YBR_FULL", "YBR_FULL_422"}
    | {"YBR_PARTIAL_422", "YBR_PARTIAL_420", "YBR_ICT", "YBR_RCT", "XYB"}
)
# Positions of a patient, and the sides that face the edges of an image: head, feet, left, right, anterior, posterior,
# or for animals the two-letter directions of PS3.3 C.7.6.1.1.1.
POSITIONS = frozenset(a + b for a in ("HF", "FF", "LF", "RF", "AF", "PF") for b in ("P", "S", "DL", "DR"))
DIRECTIONS = frozenset("ALRPHF") | {"LE", "RT", "D", "V", "CR", "CD", "RO", "CA", "PA", "PL", "M", "DI", "PR"}

_TERMS = {
    "AngioFlag": frozenset({"Y", "N"}),
    "BurnedInAnnotation": YES_NO,
    "FrameLaterality": SIDES,
    "ImageLaterality": SIDES,
    "Laterality": SIDES,
    "LossyImageCompression": frozenset({"00", "01"}),
    "LossyImageCompressionMethod": COMPRESSIONS,
    "ModalitiesInStudy": MODALITIES,
    "Modality": MODALITIES,
    "PatientIdentityRemoved": YES_NO,
    "PatientPosition": POSITIONS,
    "PatientSex": frozenset("FMOW"),
    "PatientSexNeutered": frozenset({"ALTERED", "UNALTERED"}),
    "PhotometricInterpretation": PHOTOMETRIC,
    "QualityControlSubject": YES_NO,
    "RecognizableVisualFeatures": YES_NO,
    "SmokingStatus": frozenset({"YES", "NO", "UNKNOWN"}),
    "SpecificCharacterSet": CHARACTER_SETS,
}
DEFINED_TERMS = {tag_of(name): terms for name, terms in _TERMS.items()}
