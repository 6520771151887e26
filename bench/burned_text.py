"""Words burned into real images, with their boxes: what detectors of burned-in text are measured on.

Lines like those that consoles write (names, ids, dates, Latin and Chinese), 9 to 26 pixels high, at full, middle,
low (45 of 255 grey levels) and inverse contrast, drawn with Pillow's own font, a system font, or a system
font with Chinese characters where there is one. The same seed gives the same pixels.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

Array = NDArray[Any]
Box = tuple[int, int, int, int]  # left, top, width, height

CONTRASTS = ("full", "middle", "low", "inverse")
GREY_LEVELS = {"full": 255, "middle": 110, "low": 45, "inverse": 255}
SMALLEST, LARGEST = 9, 26
LEGIBLE_NOISE, LEGIBLE_LEVELS = 1.0, 20  # a line nobody can read is no test of a detector
LATIN = (
    "DOE^JANE MARY",
    "SMITH, John A. 54Y F",
    "ID: 8830412-77",
    "MRN 00471123",
    "2019-03-07 14:22:51",
    "DOB 12.08.1961 M",
    "ST. ANNE HOSPITAL",
    "Acc 20190307-0042",
    "Dr. K. Weber",
    "Tel 555-014-9921",
)
CHINESE = (
    "王小明 男 54岁",
    "北京协和医院",
    "患者编号 8830412",
    "检查日期 2019年3月7日",
    "李华 主任医师",
    "上海市第一人民医院",
)
CHINESE_FONTS = (
    "/usr/share/fonts/truetype/wqy/wqy-microhei.ttc",
    "/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc",
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf",
    "/System/Library/Fonts/PingFang.ttc",
    "C:/Windows/Fonts/msyh.ttc",
)


@dataclass(frozen=True, slots=True)
class Burned:
    """An image with words in it, where they are, and how strong each line is."""

    image: Array
    boxes: tuple[Box, ...]
    contrasts: tuple[str, ...]
    chinese: tuple[bool, ...]


def chinese_font() -> str | None:
    """The path of a font with Chinese characters on this machine."""
    return next((path for path in CHINESE_FONTS if Path(path).exists()), None)


def burned_set(images: Sequence[Array], count: int, seed: int = 1) -> Iterator[Burned]:
    """`count` images with one to three lines each, the base images in turn."""
    rng = np.random.default_rng(seed)
    for number in range(count):
        yield burn(images[number % len(images)], rng, lines=1 + number % 3)


def burn(image: Array, rng: np.random.Generator, lines: int) -> Burned:
    """Draw lines that do not overlap; a line that finds no room is left out, but never all of them."""
    result = image.copy()
    boxes: list[Box] = []
    contrasts: list[str] = []
    chinese: list[bool] = []
    for _ in range(40):
        if len(boxes) == lines:
            break
        is_chinese = chinese_font() is not None and rng.random() < 0.25
        mask = line_mask(rng, is_chinese)
        place = _place(mask, image.shape[:2], boxes, rng)
        if place is None:
            continue
        contrast = str(rng.choice(CONTRASTS))
        if not _draw(result, mask, place, contrast):
            continue
        boxes.append((place[0], place[1], mask.shape[1], mask.shape[0]))
        contrasts.append(contrast)
        chinese.append(is_chinese)
    return Burned(result, tuple(boxes), tuple(contrasts), tuple(chinese))


def line_mask(rng: np.random.Generator, chinese: bool) -> Array:
    """One line as coverage from 0 to 1, cropped to its ink."""
    size = int(rng.integers(SMALLEST, LARGEST + 1))
    text = str(rng.choice(CHINESE if chinese else LATIN))
    font: Any = ImageFont.truetype(str(chinese_font()), size) if chinese else ImageFont.load_default(size)
    left, top, right, bottom = map(int, font.getbbox(text))
    page = Image.new("L", (right - left + 4, bottom - top + 4))
    draw = ImageDraw.Draw(page)
    draw.fontmode = "1" if rng.random() < 0.5 else "L"
    draw.text((2 - left, 2 - top), text, fill=255, font=font)
    ink = np.asarray(page) > 0
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    return np.asarray(page)[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1] / 255.0


def _place(mask: Array, shape: tuple[int, ...], boxes: list[Box], rng: np.random.Generator) -> tuple[int, int] | None:
    """Left and top of a free place, None where there is none."""
    height, width = mask.shape
    if shape[0] < height + 8 or shape[1] < width + 8:
        return None
    left = int(rng.integers(4, shape[1] - width - 3))
    top = int(rng.integers(4, shape[0] - height - 3))
    free = all(
        left + width + 6 < x or x + w + 6 < left or top + height + 6 < y or y + h + 6 < top for x, y, w, h in boxes
    )
    return (left, top) if free else None


def _draw(image: Array, mask: Array, place: tuple[int, int], contrast: str) -> bool:
    """Blend the line in, dark on a bright box or in another grey than its surroundings; False if nobody could read it."""
    left, top = place
    height, width = mask.shape
    low, high = (float(value) for value in np.percentile(image, (1, 99.5)))
    limits = np.iinfo(image.dtype)
    part = image[top : top + height, left : left + width].astype(float)
    target = _target(float(np.median(part)), GREY_LEVELS[contrast] / 255 * (high - low), low, high)
    if contrast == "inverse":
        image[max(top - 3, 0) : top + height + 3, max(left - 3, 0) : left + width + 3] = np.clip(high, 0, limits.max)
        part, target = image[top : top + height, left : left + width].astype(float), low
    if abs(target - part.mean()) < max(LEGIBLE_NOISE * part.std(), LEGIBLE_LEVELS / 255 * max(high - low, 20)):
        return False
    weight = mask if image.ndim == 2 else mask[..., None]
    image[top : top + height, left : left + width] = np.clip(
        np.rint(part * (1 - weight) + target * weight), limits.min, limits.max
    )
    return True


def _target(background: float, step: float, low: float, high: float) -> float:
    """The grey of the strokes: brighter than the background by the step where there is room for it, else darker."""
    step = min(step, 0.7 * (high - low))
    return min(background + step, high) if background + 0.7 * step <= high else max(background - step, low)
