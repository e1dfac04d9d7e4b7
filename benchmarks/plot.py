"""Draws latency against size: `python -m benchmarks.plot FIGURES.json docs/images/paths-latency.svg`.

The figures are those of `python -m benchmarks.paths --save`. Both axes are logarithmic. Written as SVG by hand, so that
the picture is small and needs no library.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from html import escape
from math import log10
from pathlib import Path
from typing import Any

WIDTH, HEIGHT = 640, 360
LEFT, RIGHT, TOP, BOTTOM = 70, 180, 20, 50
LINES = (
    ("ranked_median_ms", "all ties, median", "#1b6ca8", ""),
    ("ranked_p95_ms", "all ties, 95th percentile", "#1b6ca8", "5 4"),
    ("hub_ms", "from the largest hub", "#c2571a", ""),
)
PEER_COLOURS = {"igraph, one path": "#6b7280", "networkx, one path": "#9aa1ac", "networkx, all ties": "#9aa1ac"}

Point = tuple[float, float]


def series(figures: Sequence[Mapping[str, Any]]) -> list[tuple[str, str, str, list[Point]]]:
    """Label, colour, dashes and points (people, milliseconds) of each line."""
    lines = [
        (label, colour, dash, [(float(f["people"]), float(f[name])) for f in figures])
        for name, label, colour, dash in LINES
    ]
    for name, colour in PEER_COLOURS.items():
        points = [(float(f["people"]), float(f["peers"][name])) for f in figures if name in f["peers"]]
        if len(points) > 1:
            lines.append((name, colour, "2 3", points))
    return lines


def drawn(figures: Sequence[Mapping[str, Any]]) -> str:
    """The picture as SVG."""
    lines = series(figures)
    points = [point for *_, line in lines for point in line]
    x0, x1 = log10(min(x for x, _ in points)), log10(max(x for x, _ in points))
    y0, y1 = -2.0, max(2.0, log10(max(y for _, y in points)) + 0.2)

    def place(x: float, y: float) -> Point:
        across = LEFT + (log10(x) - x0) / (x1 - x0) * (WIDTH - LEFT - RIGHT)
        return round(across, 1), round(HEIGHT - BOTTOM - (log10(y) - y0) / (y1 - y0) * (HEIGHT - TOP - BOTTOM), 1)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}"',
        '    font-family="sans-serif" font-size="12">',
        "<title>Milliseconds for a question against the number of people in the graph</title>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>',
    ]
    for power in range(-2, int(y1) + 1):
        _, y = place(10**x0, 10**power)
        parts.append(f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y}" y2="{y}" stroke="#e3e6ea"/>')
        parts.append(f'<text x="{LEFT - 8}" y="{y + 4}" text-anchor="end" fill="#333">{10.0**power:g} ms</text>')
    for figure in figures:
        x, _ = place(figure["people"], 1)
        text = f"{figure['people']:,}"
        parts.append(f'<text x="{x}" y="{HEIGHT - BOTTOM + 20}" text-anchor="middle" fill="#333">{text}</text>')
    parts.append(
        f'<text x="{(LEFT + WIDTH - RIGHT) / 2}" y="{HEIGHT - 10}" text-anchor="middle" fill="#333">people</text>'
    )
    taken: list[float] = []
    for label, colour, dash, line in sorted(lines, key=lambda entry: entry[3][-1][1]):
        path = " ".join(f"{x},{y}" for x, y in (place(*point) for point in line))
        parts.append(
            f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2" stroke-dasharray="{dash}"/>'
        )
        x, y = place(*line[-1])
        while any(abs(y - other) < 14 for other in taken):
            y -= 14
        taken.append(y)
        parts.append(f'<text x="{x + 8}" y="{y + 4}" fill="{colour}">{escape(label)}</text>')
    return "\n".join([*parts, "</svg>"]) + "\n"


def main(figures: str, picture: str) -> None:
    """Read figures, write the picture."""
    Path(picture).parent.mkdir(parents=True, exist_ok=True)
    Path(picture).write_text(drawn(json.loads(Path(figures).read_text(encoding="utf-8"))), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:3])
