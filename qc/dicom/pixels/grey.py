"""A frame as 8-bit grey, spread over the values that most of its pixels have: what the detectors look at."""

import numpy as np
from numpy.typing import NDArray

from qc.dicom.pixels.frames import Array

Grey = NDArray[np.uint8]
SAMPLE = 3  # every third row and column is enough for percentiles
DARKEST, BRIGHTEST = 0.01, 0.995
FAR_BELOW = 0.25  # of the whole range


def grey(frame: Array) -> Grey:
    """Colours as their mean, values between the 1st and the 99.5th percentile spread over 0 to 255.

    The lowest value is left out of the percentiles: padding and air would else take all the range.
    """
    values = _values(frame)
    return _spread(values, *_range(values))


def greys(frame: Array) -> tuple[Grey, ...]:
    """The same, and where the lowest value lies far below all others, a second one spread from there on.

    What is as dark as the padding, and what is faint beside noise, shows in one of the two only.
    """
    values = _values(frame)
    low, high = _range(values)
    image = _spread(values, low, high)
    lowest = float(np.nanmin(values)) if values.size else low
    if not np.isfinite(lowest) or low - lowest <= FAR_BELOW * (high - lowest):
        return (image,)
    return image, _spread(values, lowest, high)


def _values(frame: Array) -> Array:
    values: Array = frame.mean(axis=2) if frame.ndim == 3 else frame
    return values


def _spread(values: Array, low: float, high: float) -> Grey:
    if not high > low:
        return np.zeros(values.shape, dtype=np.uint8)
    spread = values.astype(np.float32)
    spread -= np.float32(low)
    spread *= np.float32(255 / (high - low))
    if values.dtype.kind == "f":
        np.nan_to_num(spread, copy=False)
    return np.clip(spread, 0, 255, out=spread).astype(np.uint8)


def halved(image: Grey) -> Grey:
    """Half the size, by the mean of four neighbours."""
    even = image[: image.shape[0] // 2 * 2, : image.shape[1] // 2 * 2].astype(np.uint16)
    return ((even[::2, ::2] + even[1::2, ::2] + even[::2, 1::2] + even[1::2, 1::2]) >> 2).astype(np.uint8)


def shrunk(image: Grey, longest: int) -> Grey:
    """Halved until no side is longer than `longest` pixels."""
    while max(image.shape) > longest:
        image = halved(image)
    return image


def _range(values: Array) -> tuple[float, float]:
    """The values that become black and white."""
    sample = values[::SAMPLE, ::SAMPLE].ravel()
    told = _above_lowest(sample)
    if told.size * 50 < sample.size:
        told = _above_lowest(values.ravel())
    if not told.size:
        return 0.0, 0.0
    first, last = int(told.size * DARKEST), min(int(told.size * BRIGHTEST), told.size - 1)
    low, high = (float(value) for value in np.partition(told, (first, last))[[first, last]])
    return (low, high) if high > low else (float(values.min()), float(told.max()))


def _above_lowest(values: Array) -> Array:
    finite = values[np.isfinite(values)] if values.dtype.kind == "f" else values
    return finite[finite > finite.min()] if finite.size else finite
