"""DICOM images made for tests of pixels: any size, class and transfer syntax, and real ones that pydicom ships."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pydicom
from numpy.typing import NDArray
from PIL import Image
from pydicom.dataset import Dataset, FileDataset, FileMetaDataset
from pydicom.encaps import encapsulate
from pydicom.uid import ExplicitVRBigEndian, ExplicitVRLittleEndian, JPEGBaseline8Bit, RLELossless

from qc.dicom.engine import deidentify
from qc.dicom.keys import Keys
from qc.dicom.outcome import Facts, Rewritten
from qc.dicom.pixels.frames import frames
from qc.dicom.profile import Profile

CT, MR, US, CR = (f"1.2.840.10008.5.1.4.1.1.{arc}" for arc in ("2", "4", "6.1", "1"))
FILES = Path(pydicom.__file__).parent / "data" / "test_files"
KEYS, PROFILE = Keys(b"a key of thirty-two bytes, tests"), Profile()
CLEAN_TOMOGRAPHY = ("693_J2KI.dcm", "CT_small.dcm", "J2K_pixelrep_mismatch.dcm", "MR_small.dcm", "examples_overlay.dcm")

Array = NDArray[Any]


def real(name: str) -> bytes:
    """A file that pydicom ships."""
    return (FILES / name).read_bytes()


def real_frame(name: str) -> Array:
    """Its first frame."""
    return next(frames(real(name)))


def made(
    pixels: Array, syntax: str = ExplicitVRLittleEndian, *, several: bool = False, number: int = 1, **attributes: Any
) -> bytes:
    """A file with these pixels: rows × columns, × 3 for colour; frames first if `several`."""
    dataset = _dataset(pixels, several, number)
    for keyword, value in attributes.items():
        setattr(dataset, keyword, value)
    if attributes.get("PlanarConfiguration") == 1:
        dataset.PixelData = np.ascontiguousarray(np.moveaxis(pixels, -1, -3)).tobytes()
    big = syntax == ExplicitVRBigEndian
    if big and dataset.BitsAllocated > 8:
        dataset.PixelData = pixels.astype(pixels.dtype.newbyteorder(">")).tobytes()
    if len(dataset.PixelData) % 2:
        dataset.PixelData += b"\0"
    dataset["PixelData"].VR = "OB" if dataset.BitsAllocated == 8 else "OW"
    if syntax == RLELossless:
        dataset.compress(RLELossless, generate_instance_uid=False)
    elif syntax == JPEGBaseline8Bit:
        dataset.PixelData = encapsulate([_jpeg(frame) for frame in (pixels if several else [pixels])])
        dataset["PixelData"].is_undefined_length = True
    dataset.file_meta.TransferSyntaxUID = syntax
    target = io.BytesIO()
    pydicom.dcmwrite(
        target, dataset, implicit_vr=syntax == "1.2.840.10008.1.2", little_endian=not big, enforce_file_format=True
    )
    return target.getvalue()


def _dataset(pixels: Array, several: bool, number: int) -> FileDataset:
    meta = FileMetaDataset()
    meta.TransferSyntaxUID = ExplicitVRLittleEndian
    dataset = FileDataset("", {}, file_meta=meta, preamble=b"\0" * 128)
    shape = pixels.shape[1:] if several else pixels.shape
    dataset.SOPClassUID, dataset.SOPInstanceUID = CT, f"1.2.3.{number}"
    dataset.StudyInstanceUID, dataset.SeriesInstanceUID = "1.2.4", "1.2.5"
    dataset.PatientID, dataset.PatientName, dataset.Modality = "MRN77", "Doe^Jane", "CT"
    dataset.ImageType = ["ORIGINAL", "PRIMARY", "AXIAL"]
    dataset.Rows, dataset.Columns = shape[:2]
    if several:
        dataset.NumberOfFrames = len(pixels)
    dataset.SamplesPerPixel = 3 if len(shape) == 3 else 1
    dataset.PhotometricInterpretation = "RGB" if len(shape) == 3 else "MONOCHROME2"
    if len(shape) == 3:
        dataset.PlanarConfiguration = 0
    dataset.BitsAllocated = dataset.BitsStored = pixels.dtype.itemsize * 8
    dataset.HighBit, dataset.PixelRepresentation = dataset.BitsStored - 1, int(pixels.dtype.kind == "i")
    dataset.PixelData = pixels.tobytes()
    return dataset


def _jpeg(frame: Array) -> bytes:
    target = io.BytesIO()
    Image.fromarray(frame).save(target, format="JPEG", quality=95)
    data = target.getvalue()
    return data + b"\0" * (len(data) % 2)


def rewritten(data: bytes) -> Rewritten:
    """A file after its header was rewritten."""
    return deidentify(data, KEYS, PROFILE)


def reread(result: Rewritten) -> Dataset:
    """A result as pydicom reads it."""
    return pydicom.dcmread(io.BytesIO(result.data()))


def facts(**known: Any) -> Facts:
    """Facts of a primary CT image, apart from what is told."""
    usual: dict[str, Any] = {
        "sop_class_uid": CT,
        "sop_instance_uid": "2.25.1",
        "series_instance_uid": "2.25.2",
        "study_instance_uid": "2.25.3",
        "individual": "P",
        "transfer_syntax_uid": ExplicitVRLittleEndian,
        "modality": "CT",
        "image_type": ("ORIGINAL", "PRIMARY", "AXIAL"),
        "rows": 64,
        "columns": 64,
        "has_pixels": True,
    }
    return Facts(**(usual | known))


def body(rows: int = 160, columns: int = 160, seed: int = 0) -> NDArray[np.int16]:
    """A bright round body on dark ground, with noise in the body; no words."""
    rng = np.random.default_rng(seed)
    y, x = np.mgrid[:rows, :columns]
    inside = (y - rows / 2) ** 2 + (x - columns / 2 - seed % 7) ** 2 < (min(rows, columns) * 0.35) ** 2
    values = np.where(inside, 1000 + rng.normal(0, 12, (rows, columns)), 0)
    return np.rint(values).astype(np.int16)


def moved(image: Array, count: int, seed: int = 0) -> Iterator[Array]:
    """A stack of slices: the image moved a little from one to the next, with noise where it is no background."""
    rng = np.random.default_rng(seed)
    spread, lowest = float(np.ptp(image)) * 0.01, image.min()
    for number in range(count):
        slice_ = np.roll(image, (number // 2, number), (0, 1)).astype(float)
        slice_ += rng.normal(0, spread, image.shape) * (slice_ > lowest)
        yield np.clip(np.rint(slice_), lowest, np.iinfo(image.dtype).max).astype(image.dtype)
