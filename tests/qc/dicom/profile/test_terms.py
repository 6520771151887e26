"""Whether a value that stays looks like what its attribute is for."""

import gzip
import io
import warnings
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import nibabel
import pydicom
import pydicom.data
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydicom._dicom_dict import DicomDictionary
from pydicom.dataset import Dataset
from pydicom.multival import MultiValue

from qc.dicom.profile import Profile
from qc.dicom.profile.action import Action
from qc.dicom.profile.attributes import tag_of, vr
from qc.dicom.profile.devices import NAMED, NUMBERED
from qc.dicom.profile.terms import plausible, plausible_numbers, repaired

NAMES = [
    "WANG^LI", "ZHANGSAN", "ZHANG SAN", "WANG_LI", "LIXIAOMING", "LI XIAOMING", "ZHAO MIN", "MUELLER^HANS", "MUELLER", "SMITH",
    "JOHN SMITH", "SMITH JOHN", "JOHNSON", "OUYANG XIU", "CHENWEI", "GARCIA", "KOWALSKI", "NGUYEN", "TANAKA", "张三", "王丽",
    "ZHANGSAN1", "A_ZHANGSAN", "AXIAL ZHANGSAN", "Zhang San", "MARTIN", "CARMEN", "CHESTER", "MARIA", "ANNA", "PETROV",
]  # fmt: skip
NUMBERS = [
    "13800138000", "440106199001011234", "MRN00123456", "19970430", "1997-04-30", "20240101", "P123456789", "+86 13800138000",
    "zhang@hospital.cn", "1.2.840.113619.2.1.4711", "ID 12345678",
]  # fmt: skip
JUDGED_CODES = (
    "ImageType",
    "ScanOptions",
    "BodyPartExamined",
    "SequenceVariant",
    "FilterMaterial",
    "CollimatorShape",
    "PlanIntent",
)
JUDGED_TEXT = (
    "ReceiveCoilName",
    "SequenceName",
    "ConvolutionKernel",
    "ContrastBolusRoute",
    "FilterType",
    "StackID",
    "ImageID",
)


def _judge(keyword: str, text: str) -> bool:
    return plausible(tag_of(keyword), vr(tag_of(keyword)), text)


@pytest.mark.parametrize("secret", NAMES + NUMBERS)
def test_secrets_do_not_pass(secret):
    """Names and numbers of people pass in no code string and in no name of a technique."""
    passing = [keyword for keyword in JUDGED_CODES + JUDGED_TEXT if _judge(keyword, secret)]
    assert passing == []


@pytest.mark.parametrize("secret", NAMES + NUMBERS)
def test_secrets_pass_in_no_code_string_at_all(secret):
    """No code string of the whole dictionary that the profile keeps takes such a value."""
    profile = Profile()
    kept = [tag for tag, row in DicomDictionary.items() if row[0] == "CS" and profile.action(tag) is Action.KEEP]
    assert len(kept) > 400
    assert [DicomDictionary[tag][4] for tag in kept if plausible(tag, "CS", secret)] == []


@pytest.mark.parametrize("secret", NAMES + NUMBERS)
def test_secrets_pass_in_few_texts(secret):
    """Of texts that are kept, only the names, versions and numbers of devices may take such a value."""
    profile = Profile()
    kept = [
        tag
        for tag, row in DicomDictionary.items()
        if row[0] in {"SH", "LO", "UC", "ST", "LT", "UT"} and profile.action(tag) is Action.KEEP
    ]
    passing = {DicomDictionary[tag][4] for tag in kept if plausible(tag, DicomDictionary[tag][0], secret)}
    versions = {"CodingSchemeVersion"}  # many are days on which a scheme came out
    assert passing - versions <= {DicomDictionary[tag][4] for tag in NUMBERED | NAMED}
    assert (
        not {"ReceiveCoilName", "SequenceName", "PulseSequenceName", "ConvolutionKernel", "EthnicGroup", "CodeValue"}
        & passing
    )


@pytest.mark.parametrize("value", ["ZHANG SAN", "ZHANGSAN", "WANG^LI", "王丽", "13800138000", "zhang@hospital.cn"])
def test_secrets_are_no_makers(value):
    """A Chinese name in any spelling, a telephone number and an address are no maker, model or software."""
    for keyword in ("Manufacturer", "ManufacturerModelName", "SoftwareVersions", "DetectorManufacturerName"):
        assert not _judge(keyword, value)


IMAGE_TYPES = """
ORIGINAL PRIMARY AXIAL DERIVED SECONDARY LOCALIZER CT_SOM5 SPI M ND DIS2D DIS3D MPR DIFFUSION ADC TRACEW NORM MOSAIC OTHER REFORMATTED
MIP FM3_2 M_FFE M_SE FFE R_IR PHASE MAP SUB PERFUSION RELCBF RELMTT FFM T2_MAP EPI PROPELLER VOLUME CSAPARALLEL RESAMPLED STDEV ASL
PROJECTION ADD_ON DYNAMIC STATIC TOMO GATED WHOLE_BODY EMISSION RECON TRANSVERSE MIXED HELICAL JP2K LOSSY DEN SNRG SWI MNIP GDC
""".split()  # noqa: SIM905


@pytest.mark.parametrize(
    "value", ["CT_SOM5 SPI", "CSA MIP", "WHOLE BODY", "PROJECTION IMAGE", "SMALL PARTS", "M_FFE", "DIS2D", "FM3_2"]
)
def test_image_types_of_devices_pass(value):
    """Terms of vendors in Image Type pass."""
    assert _judge("ImageType", value)


def test_most_image_types_pass():
    """Of a list of terms seen in Image Type nearly all pass."""
    refused = [value for value in IMAGE_TYPES if not _judge("ImageType", value)]
    assert len(refused) <= len(IMAGE_TYPES) // 20, refused


@pytest.mark.parametrize(
    ("keyword", "values"),
    [
        (
            "ReceiveCoilName",
            "HEAD|BODY|8HRBRAIN|Q-Body|SENSE-Head-8|HE1-4;NE1,2|C:HEA;HEP|MULTI COIL|HeadNeck_20|Spine_32|TxRx_15Ch_Knee|CP_Extremity|HNS Head|32Ch Head|QUADKNEE|BODYMATRIX",
        ),
        (
            "SequenceName",
            "*tfl3d1_16ns|*ep_b1000#5|epfid2d1_64|*fl3d1r_t70|*se2d1|*tse2d1_15|*spc_282ns|*tir2d1_11|*h2d1_84|*swi3d1r|*ciss3d1|svs_se|ep_b0|*me2d1r3|gre_fsp|*qfl3d1",
        ),
        (
            "ConvolutionKernel",
            "STANDARD|BONE|BONEPLUS|LUNG|SOFT|DETAIL|B30f|B70s|Br40d|Br36d\\3|I30f|H31s|FC08|FC51|YA|B|L|EC|UB|Hr60|Qr40|IMR1|A|C|J30s|T20s",
        ),
        ("FilterType", "BODY FILTER|HEAD FILTER|LARGE BOWTIE FIL|WEDGE_3|STRIP|0|FLAT|MEDIUM FILTER|NONE"),
        (
            "BodyPartExamined",
            "HEAD|CHEST|ABDOMEN|CSPINE|LSPINE|T-SPINE|HEADNECK|CHEST_TO_PELVIS|WHOLE BODY|KNEE|LIVER|BREAST|UTERUS|PROSTATE|TSPINE|HEART|NECK|PELVIS|EXTREMITY|HIP",
        ),
        (
            "ScanOptions",
            "HELICAL MODE|AXIAL MODE|FS|PFP|SAT1|CG|RG|FC|SCOUT MODE|SP|MP|FAST_GEMS|EDR_GEMS|FILTERED_GEMS|ACC_GEMS|PER|TENSOR|NONE|VASCTOF_GEMS",
        ),
        ("SequenceVariant", "SK|SP|MP|OSP|SS|NONE|TRSS|MTC"),
        ("PatientPosition", "HFS|FFS|HFP|HFDR|FFDL"),
        ("PatientOrientation", "L|P|AFR|H|F|LE|CR|LEV|PF"),
        (
            "Manufacturer",
            "SIEMENS|GE MEDICAL SYSTEMS|Philips Medical Systems|TOSHIBA|UIH|Canon Inc.|Mindray|Agfa-Gevaert AG|Hologic, Inc.|NeuSoft Medical|Wandong|FUJIFILM Corporation|Anke|SonoSite, Inc.|Zeiss|联影"[
                :-3
            ],
        ),
        (
            "ManufacturerModelName",
            "TrioTim|Prisma|SOMATOM Definition Flash|Discovery MR750|LightSpeed VCT|Ingenia|Achieva|uMR 790|Aquilion ONE|Optima CT660|Brilliance 64|MAGNETOM_ESSENZA|Revolution CT|https://github.com/fedorov/dcmqi.git",
        ),
        (
            "SoftwareVersions",
            'syngo MR B17|syngo CT 2012B|LightSpeedApps308I.2_H3.1M5|V3.51*P25|5.1.7.2\\5.1.7|"453561454581__PRINTERS.06.708__[2010/06/30]-07:41:13"|24\\LX\\MR Software release:15.0_M4',
        ),
        ("DeviceSerialNumber", "000000012345|SN-4711-X|13800138000|20150312|A1B2C3"),
        ("StationName", "CT01|MRC41558|PRISMA-2|RADPC12|CTAWP66063"),
        ("EthnicGroup", "Han|汉族|WHITE|Asian|CHINESE|Hui|维吾尔族|Unknown|2131-1"[:-7]),
        ("SmokingStatus", "YES|NO|UNKNOWN"),
        ("PatientSex", "M|F|O"),
        ("Modality", "CT|MR|PT|US|RTDOSE|SEG|NM"),
        ("SpecificCharacterSet", "ISO_IR 100|ISO_IR 192|GB18030|ISO 2022 IR 58|ISO 2022 IR 87|GBK"),
        ("LossyImageCompressionMethod", "ISO_10918_1|ISO_15444_1"),
        ("PhotometricInterpretation", "MONOCHROME2|YBR_FULL_422|PALETTE COLOR"),
        ("ContrastBolusRoute", "IV|Oral|Intravenous|IV BOLUS|RECTAL"),
        ("PulseSequenceName", "T1TFE|TSE|EPI|FSPGR|SE_EPI"),
        ("RescaleType", "HU|US|OD|normalized|MGML"),
        ("PositionReferenceIndicator", "SN|OM|IC|XP|Brain|Carotids|Brain-MRA"),
        ("ReconstructionMethod", "OSEM 3i24s|3D-RAMLA|PSF+TOF 2i21s|FBP|VPFX|OP-OSEM3D|BLOB-OS-TF"),
        ("AttenuationCorrectionMethod", "measured,AC_CT|CT-derived mu-map|measured, 0.096000 cm-1, "[:-2]),
        ("ScatterCorrectionMethod", "Model-based|Convolution subtraction|SS-SIMUL|Model Based|NONE"),
        ("ImagedNucleus", "1H|H|31P|13C"),
        ("CodingSchemeDesignator", "SCT|SRT|DCM|UCUM|LN|UMLS|RADLEX|FMA"),
        ("CodeValue", "T-D0050|121320|10200004|uV|RID58|C0040405|mm"),
        ("CodingSchemeVersion", "01|1.3|2019-03-01|20020904|D"),
    ],
)
def test_real_values_pass(keyword, values):
    """Values that real devices write are kept as they are."""
    refused = [value for whole in values.split("|") for value in whole.split("\\") if not _judge(keyword, value)]
    assert refused == []


@pytest.mark.parametrize(
    ("keyword", "value"),
    [
        ("Modality", "WANG"), ("PatientSex", "MALE"), ("PatientPosition", "HFX"), ("PatientOrientation", "WANG"),
        ("SpecificCharacterSet", "ISO_IR 999"), ("PhotometricInterpretation", "ZHANGSAN"), ("Laterality", "LI"),
        ("EthnicGroup", "Zhang San"), ("EthnicGroup", "Han Mei"), ("CodeValue", "ZHANGSAN"), ("CodeValue", "12345678"),
        ("CodingSchemeDesignator", "99ZHANG"), ("CodingSchemeVersion", "WANG"), ("ContextIdentifier", "ZHANG"),
        ("InstanceNumber", "20240101"), ("SliceThickness", "13800138000"), ("SliceThickness", "WANG"), ("KVP", "12O"),
        ("SmokingStatus", "WANG"), ("PatientWeight", "nan"), ("InstanceNumber", "1.5"), ("InstanceNumber", "１"),
    ],
)  # fmt: skip
def test_what_is_no_such_value_goes(keyword, value):
    """A value that is none of its attribute's terms, or no number, does not stay."""
    assert not _judge(keyword, value)


@pytest.mark.parametrize(("vr_", "empty"), [("CS", ""), ("SH", "  "), ("DS", "\0"), ("IS", " "), ("LO", "")])
def test_nothing_tells_nothing(vr_, empty):
    """An empty value may always stay."""
    assert plausible(0x00080008, vr_, empty)


def test_private_values_are_judged_by_their_vr():
    """A listed private element has only its VR to tell what it is for; a creator must be one of the list."""
    assert plausible(0x0019100C, "IS", "1000")
    assert not plausible(0x0019100C, "IS", "13800138000")
    assert plausible(0x0019100D, "CS", "DIRECTIONAL")
    assert not plausible(0x0019100D, "CS", "ZHANGSAN")
    assert plausible(0x00190010, "LO", "SIEMENS MR HEADER")
    assert not plausible(0x00190010, "LO", "ZHANGSAN")
    assert not plausible(0x00191010, "OB", "WANG")


def test_image_type_keeps_its_places():
    """In Image Type a secret gives way to a neutral term, and all other values stay where they are."""
    tag = tag_of("ImageType")
    values = ["ORIGINAL", "PRIMARY", "AXIAL", "WANG^LI", "", "CT_SOM5 SPI"]
    assert repaired(tag, "CS", values) == ["ORIGINAL", "PRIMARY", "AXIAL", "OTHER", "", "CT_SOM5 SPI"]
    assert repaired(tag, "CS", ["ZHANGSAN", "ZHANGSAN"]) == ["DERIVED", "SECONDARY"]
    assert all(plausible(tag, "CS", value) for value in repaired(tag, "CS", ["A B C D E", *NAMES]) or [""])


def test_of_other_codes_the_good_ones_stay():
    """Of several values of another code string those stay that may; a text or a single secret is not repaired."""
    assert repaired(tag_of("ScanOptions"), "CS", ["FS", "WANG^LI", "PFP"]) == ["FS", "PFP"]
    assert repaired(tag_of("ScanOptions"), "CS", ["WANG^LI"]) is None
    assert repaired(tag_of("ReceiveCoilName"), "SH", ["HEAD", "WANG^LI"]) is None


@given(
    st.text(max_size=40),
    st.sampled_from([0x00080008, 0x00181250, 0x00080070, 0x00181000, 0x00102160, 0x00200020, 0x00080100]),
)
def test_any_text_is_answered(text, tag):
    """No text breaks the judgement, and one with a component sign of names never passes."""
    answer = plausible(tag, vr(tag), text)
    assert answer in {True, False}
    assert not (answer and "^" in text)


@cache
def _data_sets() -> list[tuple[str, Dataset]]:
    """The real files that come with pydicom and nibabel, as far as pydicom reads their headers."""
    own = Path(pydicom.data.__file__).parent
    paths = [
        path
        for folder in ("test_files", "charset_files", "palettes")
        for path in (own / folder).rglob("*")
        if path.is_file()
    ]
    paths += list((Path(nibabel.__file__).parent / "nicom" / "tests" / "data").iterdir())
    return [(path.name, data_set) for path in sorted(paths) if (data_set := _read(path)) is not None]


def _read(path: Path) -> Dataset | None:
    content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            data_set = pydicom.dcmread(io.BytesIO(content), stop_before_pixels=True)
            list(data_set.iterall())
        except Exception:  # noqa: BLE001 whatever pydicom cannot read is no test of ours
            return None
    return data_set


def _kept(data_set: Dataset) -> Iterator[tuple[int, str, list[object]]]:
    """Tag, VR and values of each public element that the profile keeps, at every depth."""
    profile = Profile()
    for element in data_set.iterall():
        if profile.action(int(element.tag)) is Action.KEEP and element.value not in (None, ""):
            value = element.value
            yield int(element.tag), element.VR, list(value) if isinstance(value, MultiValue | list) else [value]


# Values of these files that are no term, no number, or a code of a site's own scheme, and rightly go.
RIGHTLY_GONE = {
    ("ContentLabel", "QIICR QIN IOWA"), ("PatientSex", "N/A"), ("CodeValue", "Code Value"), ("CodeValue", "CodeValue"),
    ("CodingSchemeDesignator", "99_OFFIS_DCMTK"), ("CodingSchemeDesignator", "TEST"), ("CodingSchemeDesignator", "UNDEFINED"),
    ("NumberOfFrames", "1A"), ("CodeValue", "UNDEFINED"),
    *(("CodeValue", f"IHE.{number:02d}") for number in range(1, 11)), *(("CodeValue", f"1234.{part}") for part in range(4)),
}  # fmt: skip


def test_real_files_lose_nothing():
    """Of all kept attributes of the real files at hand, text and numbers, no value is refused but what rightly goes."""
    lost = set()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for _, data_set in _data_sets():
            for tag, vr_, values in _kept(data_set):
                if vr_ in {"CS", "SH", "LO", "ST", "LT", "UT", "UC", "AS", "DS", "IS"}:
                    texts = [getattr(value, "original_string", None) or str(value) for value in values]
                    lost |= {(DicomDictionary[tag][4], text) for text in texts if not plausible(tag, vr_, text)}
                elif vr_ in {"US", "SS", "UL", "SL", "FL", "FD"} and not plausible_numbers(tag, vr_, values):
                    lost.add((DicomDictionary[tag][4], str(values)))
    assert len(_data_sets()) > 150
    assert lost - RIGHTLY_GONE == set()
