"""Charts as SVG: a frame with two axes, lines, bands and bars; readable without colour and by screen readers.

Every chart has a title and a sentence for readers who do not see it; series differ by dash and by the label at
their end as well as by colour. Colours come from CSS variables of the page (`--c0` … `--c5`, `--line`, `--quiet`).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape

WIDTH, HEIGHT = 640, 250
LEFT, RIGHT, TOP, BOTTOM = 58, 54, 12, 40
DASHES = ("", "7 3", "2 3", "9 3 2 3", "1 2", "12 4")
TICKS = 5
LABEL = 12


@dataclass(frozen=True, slots=True)
class Axis:
    """One axis: what it shows, the values at its two ends, and whether it counts whole things."""

    label: str
    low: float
    high: float
    whole: bool = False

    def share(self, value: float) -> float:
        """Where a value stands between the ends, 0 to 1."""
        span = self.high - self.low
        return min(max((value - self.low) / span, 0.0), 1.0) if span else 0.5

    def ticks(self) -> list[float]:
        """Round values from end to end, about five."""
        step = max(_round_step((self.high - self.low) / TICKS), 1.0 if self.whole else 0.0)
        first = -(-self.low // step) * step
        return [first + i * step for i in range(int((self.high - first) / step + 1e-9) + 1)]


@dataclass(slots=True)
class Chart:
    """One chart being drawn; the drawing methods give it back, `svg` gives its text."""

    title: str
    about: str
    x: Axis
    y: Axis
    parts: list[str] = field(default_factory=list)
    series: int = 0
    labels: list[float] = field(default_factory=list)

    def line(self, label: str, points: Sequence[tuple[float, float]]) -> "Chart":
        """A line through the points, with its label at the right end."""
        if not points:
            return self
        number, path = self._next(), " ".join(f"{self._x(x):.1f},{self._y(y):.1f}" for x, y in points)
        end = self._beside(self._y(points[-1][1]))
        dash = f' stroke-dasharray="{DASHES[number]}"' if DASHES[number] else ""
        self.parts.append(
            f'<polyline points="{path}" fill="none" stroke="var(--c{number})" stroke-width="1.8"{dash}/>'
            f'<text x="{WIDTH - RIGHT + 5}" y="{end + 4:.1f}" fill="var(--c{number})">{escape(label)}</text>'
        )
        return self

    def band(self, points: Sequence[tuple[float, float, float]]) -> "Chart":
        """The area between a lower and an upper value at each x."""
        upper = [f"{self._x(x):.1f},{self._y(high):.1f}" for x, _, high in points]
        lower = [f"{self._x(x):.1f},{self._y(low):.1f}" for x, low, _ in reversed(points)]
        self.parts.append(f'<polygon points="{" ".join(upper + lower)}" fill="var(--c0)" opacity=".22"/>')
        return self

    def bars(self, bars: Sequence[tuple[float, float, float]]) -> "Chart":
        """Bars from x to x, each with its height and a tooltip."""
        base = self._y(self.y.low)
        for start, stop, height in bars:
            left, top = self._x(start), self._y(height)
            width = max(self._x(stop) - left - 0.6, 0.8)
            tip = f"{start:,g} – {stop:,g}: {height:,g}" if stop - start != 1 else f"{start:,g}: {height:,g}"
            self.parts.append(
                f'<rect x="{left:.1f}" y="{top:.1f}" width="{width:.1f}" height="{base - top:.1f}" fill="var(--c0)">'
                f"<title>{tip}</title></rect>"
            )
        return self

    def svg(self) -> str:
        """The chart as an SVG element."""
        return (
            f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{escape(f"{self.title}. {self.about}")}">'
            f"{self._frame()}{''.join(self.parts)}</svg>"
        )

    def _beside(self, wanted: float) -> float:
        """A height for a label as near to its line as the labels before it let it."""
        free = [
            y
            for y in (wanted + sign * step * LABEL for step in range(len(self.labels) + 1) for sign in (1, -1))
            if all(abs(y - taken) >= LABEL for taken in self.labels)
        ]
        self.labels.append(free[0] if free else wanted)
        return self.labels[-1]

    def _next(self) -> int:
        self.series += 1
        return (self.series - 1) % len(DASHES)

    def _x(self, value: float) -> float:
        return LEFT + self.x.share(value) * (WIDTH - LEFT - RIGHT)

    def _y(self, value: float) -> float:
        return HEIGHT - BOTTOM - self.y.share(value) * (HEIGHT - TOP - BOTTOM)

    def _frame(self) -> str:
        across = "".join(
            f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{self._y(tick):.1f}" y2="{self._y(tick):.1f}" class="grid"/>'
            f'<text x="{LEFT - 6}" y="{self._y(tick) + 4:.1f}" text-anchor="end">{_short(tick)}</text>'
            for tick in self.y.ticks()
        )
        along = "".join(
            f'<text x="{self._x(tick):.1f}" y="{HEIGHT - BOTTOM + 15}" text-anchor="middle">{_short(tick)}</text>'
            for tick in self.x.ticks()
        )
        middle = (LEFT + WIDTH - RIGHT) / 2
        upright = (TOP + HEIGHT - BOTTOM) / 2
        return (
            f'{across}{along}<text x="{middle}" y="{HEIGHT - 6}" text-anchor="middle">{escape(self.x.label)}</text>'
            f'<text transform="translate(12 {upright}) rotate(-90)" text-anchor="middle">{escape(self.y.label)}</text>'
        )


def _round_step(raw: float) -> float:
    """The next of 1, 2, 5 times a power of ten."""
    if raw <= 0:
        return 1.0
    power = 1.0
    while power > raw:
        power /= 10
    while power * 10 <= raw:
        power *= 10
    return next((factor * power for factor in (1, 2, 5) if factor * power >= raw), 10 * power)


def _short(value: float) -> str:
    """A number for an axis: 1.5M, 20k, 0.25."""
    for size, sign in ((1e9, "G"), (1e6, "M"), (1e3, "k")):
        if abs(value) >= size:
            return f"{value / size:g}{sign}"
    return f"{round(value, 6):g}"
