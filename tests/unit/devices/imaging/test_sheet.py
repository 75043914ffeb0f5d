"""Sheets come back upright, whole, small and soon."""

from __future__ import annotations

import io
import time
from collections.abc import Callable

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from devices.errors import BadReply
from devices.imaging.page_jpeg import LARGEST_BYTES, decoded, encoded, thumbnail, turned
from devices.imaging.sheet import skew, straightened
from tests.support.sheets import PAPER, jpeg, on_desk, sheet
from tests.support.timing import timed

PAGE = sheet()


def _block_share(page: Image.Image) -> tuple[float, float, float]:
    """Where the black block at the upper left of the sheet stands, as shares; and how black it is."""
    small = page.convert("L").resize(PAPER)
    block = np.asarray(small)[44:80, 84:196]
    return 84 / PAPER[0], 44 / PAPER[1], float(block.mean())


@settings(max_examples=12, deadline=None)
@given(
    degrees=st.floats(-25, 25),
    tilt=st.floats(0, 0.18),
    desk=st.sampled_from([30, 90, 150]),
)
def test_a_sheet_that_lies_askew_comes_back_upright_and_whole(degrees: float, tilt: float, desk: int) -> None:
    page = straightened(on_desk(PAGE, degrees, tilt, desk))
    pixels = cv2.cvtColor(np.asarray(page), cv2.COLOR_RGB2BGR)
    assert abs(skew(pixels)) <= 1.0
    assert _block_share(page)[2] < 60, "the words at the edge stand where they stood"
    border = np.asarray(page.convert("L").resize(PAPER))[4:-4, 4:-4]
    assert border[:30].mean() > 200, "no desk above the sheet"
    assert border[:, :30].mean() > 200, "no desk beside it"


@pytest.mark.parametrize("degrees", [-6.0, -1.3, 0.0, 2.5, 7.0])
def test_a_page_without_edges_is_levelled_by_its_lines(degrees: float) -> None:
    height, width = PAGE.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    askew = cv2.warpAffine(PAGE, matrix, (width, height), borderValue=(250, 250, 250))
    levelled = cv2.cvtColor(np.asarray(straightened(jpeg(askew))), cv2.COLOR_RGB2BGR)
    assert abs(skew(levelled)) <= 0.3


def test_the_mounting_of_the_camera_is_undone_before_anything_else() -> None:
    upside_down = np.rot90(PAGE, 2)
    page = straightened(on_desk(np.ascontiguousarray(upside_down), 5), turns=2)
    assert _block_share(page)[2] < 60


def test_a_page_without_colour_keeps_its_words() -> None:
    page = straightened(on_desk(PAGE, 3), grey=True)
    assert page.mode == "L"
    assert _block_share(page)[2] < 60


@pytest.mark.parametrize("broken", [b"", b"no picture", jpeg(PAGE)[:200]])
def test_what_is_no_picture_is_said_to_be_none(broken: bytes) -> None:
    with pytest.raises(BadReply):
        straightened(broken)
    with pytest.raises(BadReply):
        turned(broken, 1)


@pytest.mark.parametrize("size", [(4000, 3000), (2339, 1654), (300, 200)])
def test_a_page_never_grows_over_its_limit(size: tuple[int, int]) -> None:
    noise = np.random.default_rng(1).integers(0, 255, (size[1], size[0], 3), np.uint8)
    kept = encoded(Image.fromarray(noise))
    assert len(kept) <= LARGEST_BYTES
    assert max(Image.open(io.BytesIO(kept)).size) <= 2339


def test_four_quarter_turns_are_none_and_one_swaps_the_sides() -> None:
    page = encoded(Image.fromarray(PAGE))
    once = Image.open(io.BytesIO(turned(page, 1)))
    assert once.size == (PAPER[1], PAPER[0])
    assert np.asarray(once.convert("L"))[84:196, -80:-44].mean() < 60, "the upper left is the upper right now"
    back = np.asarray(Image.open(io.BytesIO(turned(turned(page, 1), 3))).convert("L")).astype(int)
    assert np.abs(back - np.asarray(Image.fromarray(PAGE).convert("L")).astype(int)).mean() < 4
    assert max(Image.open(io.BytesIO(thumbnail(page, 160))).size) == 160


@timed
def test_a_page_costs_few_times_what_reading_and_writing_its_picture_costs() -> None:
    with Image.open(io.BytesIO(on_desk(PAGE, 4))) as seen:
        picture = jpeg(np.asarray(seen.resize((1632, 1224))))
    straightened(picture)

    def least(work: Callable[[], object]) -> float:
        """Seconds of the processor, whoever else uses it."""

        def once() -> float:
            began = time.process_time()
            work()
            return time.process_time() - began

        return min(once() for _ in range(3))

    assert least(lambda: encoded(straightened(picture))) < 6 * least(lambda: encoded(decoded(picture)))
