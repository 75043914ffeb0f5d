"""Every name is printed whole, and can be read out of the PDF again."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

import resources
from app.core.errors import EnvironmentMissing
from app.documents import fonts
from app.documents.fonts import draw_text, missing, runs, text_width
from tests.support.pdf_reading import rows, text_by_pdfium, text_by_poppler

UNKNOWN = "\U0002ebf0"  # extension I: in none of the fonts
LOADABLE = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FEF)


def page_with(text: str, *, bold: bool = False) -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(400, 60), invariant=1)
    draw_text(canvas, 10, 20, text, 20, bold=bold)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


@pytest.mark.parametrize("bold", [False, True])
@pytest.mark.parametrize(
    "name", ["刘𬭸", "马𠅤", "张㛃", "䶮𠀀", "阿卜杜热合曼·买买提", "Ivan Müller", "𪚥龘"]
)
def test_a_name_reads_back_as_it_was_written(name: str, bold: bool) -> None:
    pdf = page_with(name, bold=bold)
    assert text_by_pdfium(pdf).strip() == name
    assert text_by_poppler(pdf).strip() == name


def test_more_characters_than_one_pdf_subset_holds_read_back() -> None:
    text = "".join(chr(0x4E00 + 7 * each) for each in range(300))
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(400, 400), invariant=1)
    for row in range(10):
        draw_text(canvas, 10, 380 - 30 * row, text[30 * row : 30 * row + 30], 12)
    canvas.save()
    assert "".join(text_by_pdfium(buffer.getvalue()).split()) == text


def test_a_character_without_a_glyph_shows_its_code_in_a_frame() -> None:
    pdf = page_with(f"王{UNKNOWN}明")
    assert "".join(text_by_poppler(pdf).split()) == "王U+2EBF0明"
    empty, framed = page_with("王   明"), rows(pdf, 72)
    assert sum(map(sum, framed)) < sum(map(sum, rows(empty, 72)))


def test_characters_without_a_glyph_are_named_once_each() -> None:
    assert missing(f"王{UNKNOWN}明{UNKNOWN}\t") == ("U+2EBF0", "U+0009")
    assert missing("刘𬭸马𠅤张㛃") == ()


def test_common_text_does_not_load_the_rare_font(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    original = fonts._font

    def noting(name: str) -> object:
        asked.append(name)
        return original(name)

    monkeypatch.setattr(fonts, "_font", noting)
    fonts._font_of.cache_clear()
    runs("静安区政务服务中心 2026", bold=True)
    assert set(asked) == {fonts.BOLD}


def test_an_incomplete_installation_says_which_font_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    def nothing(name: str) -> object:
        raise FileNotFoundError(name)

    monkeypatch.setattr(resources, "path", nothing)
    with pytest.raises(EnvironmentMissing) as caught:
        fonts._load.__wrapped__(fonts.REGULAR)
    assert (caught.value.code, caught.value.params) == ("document.font_missing", {"font": fonts.REGULAR})


@given(st.text(LOADABLE | st.sampled_from(f"𬭸𠅤{UNKNOWN}abc 12，。")))
def test_runs_are_the_text(text: str) -> None:
    assert "".join(run.text for run in runs(text)) == text


@given(st.text(LOADABLE, max_size=20), st.text(LOADABLE, max_size=20), st.booleans())
def test_width_adds_up(first: str, second: str, bold: bool) -> None:
    whole = text_width(first + second, 10, bold)
    assert whole == pytest.approx(text_width(first, 10, bold) + text_width(second, 10, bold))


def test_drawing_ends_where_the_width_says() -> None:
    canvas = Canvas(io.BytesIO())
    for text in ("刘𬭸 A1", UNKNOWN):
        end = draw_text(canvas, 5, 5, text, 10, spacing=0.5)
        assert end == pytest.approx(5 + text_width(text, 10) + 0.5 * len(text))
