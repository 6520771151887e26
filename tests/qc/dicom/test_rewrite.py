"""Whole files through the rewriting: what stays is the source's, what goes is gone, and damage never gets out."""

import io
import mmap

import pydicom
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydicom.dataset import Dataset
from pydicom.uid import (
    DeflatedExplicitVRLittleEndian,
    ExplicitVRBigEndian,
    ExplicitVRLittleEndian,
    ImplicitVRLittleEndian,
)

from qc.dicom.engine import deidentify
from qc.dicom.file.encoding import EXPLICIT, IMPLICIT, ITEM, ITEM_END, SEQUENCE_END, UNDEFINED
from qc.dicom.file.part10 import open_file
from qc.dicom.keys import Keys
from qc.dicom.outcome import CODES, Quarantined, Rewritten
from qc.dicom.person import canonical
from qc.dicom.profile import Profile
from qc.dicom.profile.action import Action
from qc.dicom.profile.dummies import dummy
from qc.dicom.rewrite import rewrite
from qc.dicom.rewriting import echoes
from tests.data.dicom_objects import BIRTH, CT, KEY, NAME, REAL, RECORD, content, decoded, encoded, image, real

KEYS, PROFILE = Keys(KEY), Profile()
DECLARED = {0x00120062, 0x00120063, 0x00120064, 0x00280303}
ALWAYS = DECLARED | {0x00100010, 0x00100030}


def outcome(data: bytes) -> Rewritten | str:
    """What becomes of a file: the new one, or the code by which it is kept back."""
    try:
        return rewrite(data, KEYS, PROFILE)
    except Quarantined as refusal:
        return refusal.code


@pytest.fixture(scope="module")
def published() -> dict[str, tuple[bytes, Rewritten]]:
    """The real files that can be published, with what they became."""
    sources = {path.name: content(path) for path in REAL}
    outcomes = {name: outcome(data) for name, data in sources.items()}
    return {name: (sources[name], done) for name, done in outcomes.items() if isinstance(done, Rewritten)}


def action(dataset: Dataset, tag: pydicom.tag.BaseTag, vr: str) -> Action:
    """The profile's action for an element of a data set."""
    if not tag.is_private:
        return PROFILE.action(int(tag))
    creator = dataset.get((tag.group, tag.element >> 8))
    return PROFILE.private_action(creator.value if creator else "", tag.element & 0xFF, tag.group, vr)


def unexplained(before: Dataset, after: Dataset, top: bool = True) -> list[str]:
    """The elements of an output that neither are the source's own nor were made by the profile."""
    found = []
    for element in after:
        tag = int(element.tag)
        if (top and tag in ALWAYS) or element.tag.is_private_creator:
            continue
        if element.tag not in before:
            found.append(f"{element.tag} was not there")
        elif element.VR == "SQ":
            pairs = zip(before[tag].value, element.value, strict=True) if len(element.value) else ()
            found += [text for old, new in pairs for text in unexplained(old, new, top=False)]
        elif action(after, element.tag, element.VR) is Action.KEEP and tag != 0x00080008:
            same = before[tag].VR == element.VR and before[tag].value == element.value
            found += (
                [] if same or element.value in ("", None, [], dummy(tag, element.VR)) else [f"{element.tag} changed"]
            )
        elif action(after, element.tag, element.VR) is Action.REMOVE:
            found.append(f"{element.tag} should have gone")
    return found


def test_real_files_of_every_kind_are_published(published):
    """Most files of pydicom and nibabel that name a person and an image get through."""
    assert len(published) >= 60
    assert {"CT_small.dcm", "MR_small_bigendian.dcm", "JPEG2000.dcm", "rtplan.dcm", "philips_mprage.dcm.gz"} <= set(
        published
    )
    assert len({done.facts.transfer_syntax_uid for _, done in published.values()}) >= 8


def test_whatever_is_in_the_output_is_the_source_or_made_by_the_profile(published):
    """Pydicom reads both; nothing else is there than allowed, at any depth, and kept values are equal."""
    found = {
        name: unexplained(decoded(source), decoded(done.data()))
        for name, (source, done) in published.items()
        if len(source) < 1_000_000
    }
    assert {name: texts for name, texts in found.items() if texts} == {}


def test_kept_values_are_missing_only_where_they_look_wrong(published):
    """Of the attributes that the profile keeps, real files lose hardly any."""
    kept = lost = 0
    for source, done in published.values():
        before, after = decoded(source), decoded(done.data())
        keys = [e.tag for e in before if not e.tag.is_private and PROFILE.action(int(e.tag)) is Action.KEEP and e.value]
        kept += len(keys)
        lost += sum(tag not in after or not after[tag].value for tag in keys if tag != 0x00280301)
    assert kept > 1500
    assert lost / kept < 0.01


def test_pixels_are_the_source_pixels_byte_for_byte(published):
    """Unless a finding says what was taken out of them."""
    compared = 0
    for source, done in published.values():
        if not done.facts.has_pixels or {f.code for f in done.findings} & {"SURPLUS_PIXELS", "STREAM_COMMENTS"}:
            continue
        before, after = decoded(source), decoded(done.data())
        assert before.PixelData.rstrip(b"\0") == after.PixelData.rstrip(b"\0")
        compared += 1
    assert compared >= 35


def test_no_name_record_or_birth_day_of_a_real_file_is_left(published):
    """The three plainest identifiers of each file are nowhere in its output."""
    for source, done in published.values():
        before, data = decoded(source), done.data()
        for value in (
            str(before.get("PatientName", "")),
            before.get("PatientID", ""),
            before.get("PatientBirthDate", ""),
        ):
            assert len(value) < 6 or value.encode("latin-1", "replace") not in data


def test_the_ge_epoch_of_a_real_ct_does_not_tell_the_day(published):
    """No number of the output, read as seconds since 1970, is the acquisition of 30 April 1997."""
    _, done = published["CT_small.dcm"]
    after = decoded(done.data())
    numbers = [element.value for element in after.iterall() if element.VR in ("SL", "UL", "FD", "DS", "IS")]
    flat = [float(n) for v in numbers for n in (v if hasattr(v, "__iter__") else [v]) if n not in (None, "")]
    assert [n for n in flat if abs(n - 862399669) < 2 * 86400] == []
    assert (0x0009, 0x1027) in after
    assert after[0x00091027].value == 862399669 + 86400 * KEYS.shift_days(person_of("CT_small.dcm"))


def person_of(name: str) -> str:
    """The canonical person of a real file."""
    return canonical(decoded(real(name)).PatientID)


def test_the_output_says_how_it_was_made():
    """Identity removed, method with profile and key id, codes, and modified dates; pseudonym in name and id."""
    done = rewrite(encoded(image()), KEYS, PROFILE)
    after = decoded(done.data())
    assert after.PatientIdentityRemoved == "YES"
    assert KEYS.key_id in after.DeidentificationMethod
    assert {item.CodeValue for item in after.DeidentificationMethodCodeSequence} == set(PROFILE.codes)
    assert after.LongitudinalTemporalInformationModified == "MODIFIED"
    assert after.PatientID == after.PatientName == done.facts.individual
    assert after.PatientBirthDate == ""
    assert after.file_meta.MediaStorageSOPInstanceUID == after.SOPInstanceUID == KEYS.uid("1.2.3.4.5.6.7")
    assert "ImplementationVersionName" in after.file_meta
    assert done.data()[:128] == bytes(128)


def test_an_object_without_dates_says_that_they_were_removed():
    """Nothing is called shifted where nothing was."""
    done = rewrite(encoded(image(StudyDate="", StudyTime="")), KEYS, PROFILE)
    assert decoded(done.data()).LongitudinalTemporalInformationModified == "REMOVED"


def test_a_claim_of_the_source_that_nothing_is_burned_in_goes():
    """Nobody here has checked it; YES stays as a warning."""
    assert "BurnedInAnnotation" not in decoded(rewrite(encoded(image(BurnedInAnnotation="NO")), KEYS, PROFILE).data())
    assert decoded(rewrite(encoded(image(BurnedInAnnotation="YES")), KEYS, PROFILE).data()).BurnedInAnnotation == "YES"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"PatientID": ""}, "NO_INDIVIDUAL"),
        ({"PatientID": None}, "NO_INDIVIDUAL"),
        ({"SeriesInstanceUID": None}, "NO_IDENTITY"),
        ({"SOPClassUID": "1.2.840.10008.5.1.4.1.1.88.11"}, "SOP_CLASS_UNSAFE"),
        ({"SOPClassUID": "1.2.3.4"}, "SOP_CLASS_PRIVATE"),
        ({"PixelData": None}, "PIXELS_SHORT"),
        ({"Rows": 5}, "PIXELS_SHORT"),
        ({"NumberOfFrames": "2"}, "PIXELS_SHORT"),
        ({"BitsAllocated": 13}, "PIXELS_UNREADABLE"),
        ({"PixelDataProviderURL": "http://host/image"}, "PIXELS_UNREADABLE"),
    ],
)
def test_what_cannot_be_published_says_why(change, code):
    """Each reason has its code."""
    assert outcome(encoded(image(**change))) == code


def test_video_and_private_syntaxes_are_kept_back():
    """Pixels that nobody looks at are not published."""
    data = encoded(image())
    for uid in ("1.2.840.10008.1.2.4.102", "1.2.840.113619.5.2", "1.2.840.10008.1.2.4.94"):
        changed = data.replace(ExplicitVRLittleEndian.encode() + b"\0", uid.encode()[:19].ljust(20, b"\0"), 1)
        assert outcome(changed) == "TRANSFER_SYNTAX_UNKNOWN"


def test_refusals_repeat_no_value():
    """A message is the sentence of its code and nothing more, and hides what was before it."""
    with pytest.raises(Quarantined) as refusal:
        deidentify(encoded(image(SOPClassUID="1.2.3.4")), KEYS, PROFILE)
    assert str(refusal.value) == CODES["SOP_CLASS_PRIVATE"]
    assert refusal.value.__cause__ is None


def test_all_encodings_of_one_object_give_one_result():
    """Implicit, explicit, big-endian and deflated files written by pydicom come out with equal data sets."""
    dataset = image(StudyDescription="CHEST CT", SliceThickness="5.0", ReferencedImageSequence=[referenced()])
    dataset.add_new(0x00190010, "LO", "GEMS_ACQU_01")
    dataset.add_new(0x0019100F, "DS", "424.399994")
    syntaxes = (ImplicitVRLittleEndian, ExplicitVRLittleEndian, ExplicitVRBigEndian, DeflatedExplicitVRLittleEndian)
    results = [decoded(rewrite(encoded(dataset, syntax), KEYS, PROFILE).data()) for syntax in syntaxes]
    assert [result.file_meta.TransferSyntaxUID for result in results] == list(syntaxes)
    first = plain(results[1])
    assert "(0019,100f)" in str(first).lower()
    assert [plain(result) == first for result in results] == [
        True
    ] * 4  # pydicom writes pixel words as they are handed to it


def referenced() -> Dataset:
    """An item that refers to another image."""
    item = Dataset()
    item.ReferencedSOPClassUID, item.ReferencedSOPInstanceUID = CT, "1.2.3.4.5.6.8"
    return item


def plain(dataset: Dataset) -> dict[str, object]:
    """A data set as pydicom tells it, without the encoding's differences."""
    return {f"{int(e.tag):08X}": bytes(e.value) if e.VR == "OW" else f"{e}" for e in dataset}


def test_a_mapped_file_gives_the_same_bytes(tmp_path):
    """Large files are read through a memory map."""
    data = encoded(image())
    (tmp_path / "file").write_bytes(data)
    with (tmp_path / "file").open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as mapped:
        done = rewrite(mapped, KEYS, PROFILE)
        assert done.data() == rewrite(data, KEYS, PROFILE).data() == rewrite(memoryview(data), KEYS, PROFILE).data()
        del done


def test_bytes_behind_the_data_set_are_cut_with_a_finding():
    """Whatever stands there is no element."""
    done = rewrite(encoded(image()) + b"SMITH^JOHN was here", KEYS, PROFILE)
    assert b"SMITH" not in done.data()
    assert [finding.code for finding in done.findings] == ["SURPLUS_BYTES"]
    assert done.data() == rewrite(encoded(image()), KEYS, PROFILE).data()


def test_findings_name_the_new_path_only():
    """A finding says where in the output the object stands."""
    done = rewrite(encoded(image()) + b"surplus", KEYS, PROFILE)
    known = done.facts
    path = f"{known.individual}/{known.study_instance_uid}/{known.series_instance_uid}/{known.sop_instance_uid}.dcm"
    assert [finding.path for finding in done.findings] == [path]
    assert KEYS.uid("1.2.3.4.5") in path


@pytest.mark.parametrize("name", ["MR_small.dcm", "MR_small_implicit.dcm", "JPEG2000.dcm", "image_dfl.dcm"])
def test_a_file_that_ends_too_early_is_never_published(name):
    """Cut anywhere before the end of its pixels, a file is kept back, and nothing but Quarantined is raised."""
    data = real(name) if name != "image_dfl.dcm" else encoded(image(), DeflatedExplicitVRLittleEndian)
    whole = rewrite(data, KEYS, PROFILE).data()
    for size in {*range(0, len(data), 37), *range(len(data) - 200, len(data))}:
        done = outcome(data[:size])
        assert isinstance(done, str) or done.data() == whole


SMALL = [encoded(image(StudyDescription="CHEST CT")), real("SC_rgb_rle.dcm"), real("JPEG2000.dcm"), real("rtplan.dcm")]
PLACES = st.integers(0, 1 << 16)
CHANGES = st.lists(
    st.tuples(PLACES, st.sampled_from(["set", "cut", "repeat", "put"]), st.binary(min_size=1, max_size=9)), max_size=6
)


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(SMALL), CHANGES.filter(bool))
def test_damage_is_refused_or_leaves_a_whole_file(data, changes):
    """However a file is mangled, it is kept back with a code of its own or its output can be read again."""
    for place, kind, piece in changes:
        at = place % len(data)
        middle = {"set": piece, "cut": b"", "repeat": data[at : at + 40] * 2, "put": piece + data[at : at + len(piece)]}
        data = data[:at] + middle[kind] + data[at + (40 if kind == "repeat" else len(piece)) :]
    try:
        done = deidentify(data, KEYS, PROFILE)
    except Quarantined as refusal:
        assert refusal.code in CODES
        assert refusal.code != "INTERNAL"
        return
    again = open_file(done.data())
    assert not again.surplus
    assert [element.tag for element in again.data_set.elements] == sorted({e.tag for e in again.data_set.elements})


def test_the_secrets_of_an_image_are_gone_wherever_they_stand():
    """Echoes in kept text go with the value, in nested items too."""
    item = referenced()
    item.add_new(0x00080060, "CS", "QUARTERMAN")
    dataset = image(
        SeriesDescription="CHEST Quarterman 5mm",
        ImageType=["ORIGINAL", "PRIMARY", "ZELDA"],
        ReferencedImageSequence=[item],
    )
    data = rewrite(encoded(dataset), KEYS, PROFILE).data().lower()
    for secret in (*NAME.split("^"), RECORD, BIRTH, "20240229", "1.2.3.4.5.6.8"):
        assert secret.lower().encode() not in data
    assert b"chest" in data


def test_one_result_hangs_on_key_and_profile_alone():
    """The same file gives the same bytes again, and others under another key."""
    data = encoded(image())
    assert rewrite(data, KEYS, PROFILE).data() == rewrite(data, Keys(KEY), Profile()).data()
    assert rewrite(data, KEYS, PROFILE).data() != rewrite(data, Keys(KEY[::-1]), PROFILE).data()


def test_no_result_hangs_on_what_was_rewritten_before(published):
    """What is remembered of a series changes its speed, never its bytes."""
    names = ["MR_small.dcm", "CT_small.dcm", "MR_small_implicit.dcm", "JPEG2000.dcm", "MR_small.dcm"]
    for name in (*names, *reversed(names)):
        source, done = published[name]
        assert rewrite(source, KEYS, PROFILE).data() == done.data()
        echoes._sets.clear()
        assert rewrite(source, KEYS, PROFILE).data() == done.data()


def test_an_output_can_be_rewritten_again(published):
    """A file that was cleaned is a file like any other: what stayed once stays again, under any key."""
    other = Keys(KEY[::-1])
    for name, (_, done) in published.items():
        if len(done.data()) < 1_000_000:
            again = rewrite(done.data(), other, PROFILE)
            assert again.facts.individual != done.facts.individual, name
            assert again.facts.modality == done.facts.modality
            assert b"".join(map(bytes, again.body)) == b"".join(map(bytes, done.body)), name


@pytest.mark.parametrize("terms", ["GB18030", "ISO_IR 192", "\\ISO 2022 IR 58"])
def test_a_chinese_name_is_gone_in_every_encoding(terms):
    """In GB18030 the second byte of a character may look like a backslash or a caret."""
    name = "誠誖^慭㬤" if terms == "GB18030" else "张^小明"
    dataset = image(
        SpecificCharacterSet=terms.split("\\"), PatientName=f"Zhang^Xiaoming={name}", SeriesDescription="CHEST"
    )
    data = deidentify(encoded(dataset), KEYS, PROFILE).data()
    for part in name.split("^"):
        for codec in ("gb18030", "utf-8", "utf-16-le"):
            assert part.encode(codec) not in data
    assert decoded(data).SeriesDescription == "CHEST"


def test_secrets_in_sequences_told_as_un_go():
    """Private and public ones, three levels down, in a file that tells VRs."""
    inner = IMPLICIT.element(0x00100010, "PN", b"Deepwater^Dora") + IMPLICIT.element(0x00104000, "LT", b"Deepwater")
    for _ in range(3):
        item = IMPLICIT.header(ITEM, "", UNDEFINED) + inner + IMPLICIT.header(ITEM_END, "", 0)
        inner = IMPLICIT.header(0x00081140, "SQ", UNDEFINED) + item + IMPLICIT.header(SEQUENCE_END, "", 0)
    told = EXPLICIT.header(0x00081140, "UN", UNDEFINED) + inner[8:]
    data = encoded(image())
    at = data.index(b"\x08\x00\x70\x00LO") + 16
    after = deidentify(data[:at] + told + data[at:], KEYS, PROFILE).data()
    assert b"Deepwater" not in after
    assert b"Dora" not in after
    assert EXPLICIT.header(0x00081140, "UN", UNDEFINED) in after


def test_pydicom_writes_the_output_again(published):
    """An output is a file like any other: read and written by pydicom it stays what it is."""
    _, done = published["MR_small.dcm"]
    stream = io.BytesIO()
    pydicom.dcmwrite(stream, decoded(done.data()))
    assert decoded(stream.getvalue()) == decoded(done.data())
