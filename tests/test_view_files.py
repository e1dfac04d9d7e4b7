"""A page becomes a file whole or not at all, small, in UTF-8, with the library and no address of anything to load."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path

import pytest

from graph.errors import UsageError
from graph.view import Picture, path_picture, render, render_report, write
from graph.view.page import script
from graph.view.palette import DARK, LIGHT, Palette
from tests.view_samples import gold_graph, path_answer


@pytest.fixture(scope="module")
def page() -> str:
    return render(path_picture(path_answer(gold_graph(), "87North", "Uma Thurman")))


def test_a_path_view_is_small(page: str) -> None:
    assert len(page.encode()) < 1_200_000


def test_the_policy_names_the_hash_of_each_script_and_style_and_nothing_else(page: str) -> None:
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)
    assert policy is not None
    rules = dict(rule.strip().split(" ", 1) for rule in policy[1].replace("&#x27;", "'").split(";"))
    inline = {
        kind: {
            f"'sha256-{base64.b64encode(hashlib.sha256(body.encode()).digest()).decode()}'"
            for body in re.findall(rf"<{kind}>(.*?)</{kind}>", page, re.DOTALL)
        }
        for kind in ("script", "style")
    }
    assert set(rules["script-src"].split()) == inline["script"]
    assert set(rules["style-src"].split()) == inline["style"]
    assert rules["default-src"] == "'none'"
    assert rules["img-src"] == "data:"
    assert rules["base-uri"] == rules["form-action"] == "'none'"


def test_the_page_names_nothing_to_load(page: str) -> None:
    assert not re.search(r"\b(src|srcset|data|poster|action)\s*=\s*[\"']?\s*https?:", page)
    assert "sourceMappingURL" not in page
    assert "<link" not in page
    assert "@import" not in page
    assert "vis.js is dual licensed" in page


def test_the_script_never_makes_markup_or_code_of_text() -> None:
    for word in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function", "</script"):
        assert word not in script()


def test_a_file_is_utf_8_and_replaces_an_older_one(tmp_path: Path) -> None:
    file = tmp_path / "view.html"
    write("Zoë 宮崎", file)
    write("Zoë 宮崎駿", file)
    assert file.read_bytes() == "Zoë 宮崎駿".encode()
    assert list(tmp_path.iterdir()) == [file]


def test_an_older_file_stays_whole_when_writing_fails(tmp_path: Path) -> None:
    class Unwritable(str):
        def encode(self, *_: str) -> bytes:  # type: ignore[override]
            raise OSError(28, "No space left on device")

    file = tmp_path / "view.html"
    file.write_text("old", encoding="utf-8")
    with pytest.raises(UsageError, match="No space left"):
        write(Unwritable("new"), file)
    assert file.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.parametrize("place", ["missing/view.html", ".", "file/view.html"])
def test_a_place_that_cannot_be_written_is_said(tmp_path: Path, place: str) -> None:
    (tmp_path / "file").write_text("not a folder", encoding="utf-8")
    with pytest.raises(UsageError) as error:
        write("page", tmp_path / place)
    assert error.value.hint


def test_a_report_has_no_script_at_all() -> None:
    report = render_report(path_picture(path_answer(gold_graph(), "87North", "Uma Thurman")))
    assert "<script" not in report
    assert "script-src &#x27;none&#x27;" in report
    assert len(report.encode()) < 200_000


def test_lone_surrogates_do_not_stop_a_file(tmp_path: Path) -> None:
    write(render(Picture(gold_graph(), "force", "\ud800")), tmp_path / "view.html")


# --- colours ---------------------------------------------------------------------------------------------------------

# How the world looks with each kind of colour-blindness, as matrices on linear RGB (Machado et al. 2009, severity 1).
BLINDNESS = {
    "none": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}


def linear(colour: str) -> tuple[float, ...]:
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return tuple(c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)


def seen(colour: str, blindness: str) -> tuple[float, ...]:
    rgb = linear(colour)
    return tuple(min(1.0, max(0.0, sum(m * c for m, c in zip(row, rgb, strict=True)))) for row in BLINDNESS[blindness])


def lab(rgb: tuple[float, ...]) -> tuple[float, float, float]:
    matrix = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
    white = (0.95047, 1.0, 1.08883)
    xyz = (sum(m * c for m, c in zip(row, rgb, strict=True)) / w for row, w in zip(matrix, white, strict=True))
    x, y, z = (c ** (1 / 3) if c > 0.008856 else 7.787 * c + 16 / 116 for c in xyz)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def difference(a: str, b: str, blindness: str) -> float:
    pairs = zip(lab(seen(a, blindness)), lab(seen(b, blindness)), strict=True)
    return sum((p - q) ** 2 for p, q in pairs) ** 0.5


def contrast(a: str, b: str) -> float:
    light, dark = sorted(
        (sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear(x), strict=True)) for x in (a, b)), reverse=True
    )
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("blindness", BLINDNESS)
def test_colours_tell_apart_for_the_colour_blind(palette: Palette, blindness: str) -> None:
    for colours in (palette["kinds"], palette["families"]):
        names = list(colours)
        for i, a in enumerate(names):
            for b in names[i + 1 :]:
                assert difference(colours[a], colours[b], blindness) > 10, (a, b)


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_shapes_lines_and_words_stand_out_from_the_ground(palette: Palette) -> None:
    for colour in (*palette["kinds"].values(), *palette["families"].values(), palette["departed"]):
        assert contrast(colour, palette["ground"]) >= 3
    for colour in (palette["ink"], palette["quiet"]):
        assert contrast(colour, palette["ground"]) >= 4.5
