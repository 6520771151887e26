"""From stored pixel values to a small grey image that does not depend on how the file writes them.

Modality LUT or rescale (PS3.3 C.11.1), VOI LUT or window (C.11.2), inversion of MONOCHROME1 (C.7.6.3.1.2),
the part of the frame that the body fills, one size. An image without contrast is blank and has no such form.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from pydicom.dataset import Dataset
from pydicom.pixels.processing import apply_modality_lut, apply_voi

Grey = NDArray[np.float32]
Box = tuple[float, float, float, float]

SIZE = 64
LARGEST = 1024
"""Rows or columns above which neighbouring pixels are averaged before anything else is done."""
LUMINANCE = (0.299, 0.587, 0.114)
"""Weights of red, green and blue (ITU-R BT.601)."""
OUTLIERS = (0.5, 99.5)
"""Percentiles that become black and white."""
DARK = 0.1
"""Differences from the background, as part of the range of grey values, that do not count as body."""
FLAT_EDGE = 0.9
"""The part of the edge that must be background; else the frame was cut through the body and stays whole."""
SMALLEST_BODY = 0.15
"""The part of rows and of columns below which what is found is a speck and no body."""
FAINTEST = 1e-6


def grey(frame: NDArray[Any], header: Dataset) -> Grey:
    """A decoded frame as grey values from 0 (black) to 1, as its header says it is to be shown."""
    values = _luminance(frame) if frame.ndim == 3 else _shown(frame, header)
    return stretched(values)


def stretched(values: NDArray[Any]) -> Grey:
    """Values with black and white at the outer percentiles; all 0 where there is no contrast."""
    found = np.nan_to_num(np.asarray(values, dtype=np.float32), posinf=0, neginf=0)
    low, high = np.percentile(found, OUTLIERS)
    if high - low <= FAINTEST * max(abs(high), 1):
        low, high = float(found.min()), float(found.max())
    if high - low <= FAINTEST * max(abs(high), 1):
        return np.zeros(found.shape, np.float32)
    return np.asarray(np.clip((found - low) / (high - low), 0, 1), dtype=np.float32)


def is_blank(image: Grey) -> bool:
    """Whether an image has no contrast at all."""
    return bool(np.ptp(image) <= FAINTEST)


def normalised(image: Grey) -> Grey | None:
    """The body of an image on 64 × 64 pixels; None where it is blank."""
    if min(image.shape) < 2 or is_blank(image):
        return None
    small = resized(image, SIZE, SIZE, body(image))
    return None if is_blank(small) else small


def body(image: Grey) -> Box:
    """Left, upper, right and lower edge of what differs from the background; the whole frame if nothing tells."""
    rows, columns = image.shape
    small = resized(image, SIZE, SIZE)
    edge = np.concatenate([small[0], small[-1], small[:, 0], small[:, -1]])
    different = np.abs(small - np.median(edge)) > DARK * np.ptp(small)
    on_edge = np.concatenate([different[0], different[-1], different[:, 0], different[:, -1]])
    upper, lower = _span(different.any(axis=1))
    left, right = _span(different.any(axis=0))
    if on_edge.mean() > 1 - FLAT_EDGE or min(lower - upper, right - left) < SMALLEST_BODY * SIZE:
        return 0.0, 0.0, float(columns), float(rows)
    across, down = columns / SIZE, rows / SIZE
    return left * across, upper * down, right * across, lower * down


def resized(image: Grey, width: int, height: int, box: Box | None = None) -> Grey:
    """A part of an image (or all of it) on a grid of another size, every pixel of it counted."""
    made = Image.fromarray(np.ascontiguousarray(image, dtype=np.float32))
    return np.asarray(made.resize((width, height), Image.Resampling.BILINEAR, box=box), dtype=np.float32)


def _span(filled: NDArray[np.bool_]) -> tuple[int, int]:
    places = np.flatnonzero(filled)
    return (int(places[0]), int(places[-1]) + 1) if len(places) else (0, 0)


def _luminance(frame: NDArray[Any]) -> Grey:
    return averaged(frame[..., :3].astype(np.float32) @ np.asarray(LUMINANCE, np.float32))


def _shown(frame: NDArray[Any], header: Dataset) -> Grey:
    """Grey values by modality LUT, VOI LUT or window, and inversion."""
    if header.get("ModalityLUTSequence"):
        values = averaged(apply_modality_lut(frame, header))
    else:
        slope, intercept = (_number(header, name, usual) for name, usual in RESCALE)
        values = averaged(frame) * slope + intercept
    values = _windowed(values, header)
    inverted = header.get("PhotometricInterpretation") == "MONOCHROME1"
    return -values if inverted else values


RESCALE = (("RescaleSlope", 1.0), ("RescaleIntercept", 0.0))


def _windowed(values: Grey, header: Dataset) -> Grey:
    """Values within the first window (C.11.2.1.2), or by the VOI LUT; as they are where neither is given."""
    if header.get("VOILUTSequence"):
        return np.asarray(apply_voi(values.astype(np.int64), header), dtype=np.float32)
    center, width = (_number(header, name, 0.0) for name in ("WindowCenter", "WindowWidth"))
    if width <= 1 or not header.get("WindowWidth"):
        return values
    return np.clip(values, center - 0.5 - (width - 1) / 2, center - 0.5 + (width - 1) / 2)


def _number(header: Dataset, keyword: str, usual: float) -> float:
    """The first value of an attribute, if it is a finite number."""
    value = header.get(keyword)
    first = value[0] if isinstance(value, (list, tuple)) or hasattr(value, "append") else value
    try:
        number = usual if first is None else float(first)
    except (TypeError, ValueError):
        return usual
    return number if np.isfinite(number) else usual


def averaged(values: NDArray[Any]) -> Grey:
    """Large frames with neighbouring pixels averaged, so that no step works on more than it needs."""
    step = max(values.shape) // LARGEST
    if step < 2 or min(values.shape) < step:
        return values.astype(np.float32)
    rows, columns = (size // step * step for size in values.shape)
    blocks = values[:rows, :columns].reshape(rows // step, step, columns // step, step)
    return np.asarray(blocks.mean(axis=(1, 3), dtype=np.float32))
