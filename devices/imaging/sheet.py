"""Finding the sheet of paper in a picture and setting it upright (裁切、纠偏).

A sheet on a desk is the largest quadrilateral; its four corners undo rotation and perspective at once. A
picture without a clear edge, such as that of a flatbed, is levelled by its lines of text instead.

OpenCV is imported by the first picture: it takes 40 MB that a desktop without a camera does not need.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PIL import Image

from devices.imaging.page_jpeg import decoded

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Pixels = NDArray[Any]

_SEARCH_SIDE = 900
"""Pixels of the longer side of the copy that is searched: a corner is found to a thousandth of it."""
_SMALLEST, _LARGEST = 0.12, 0.985
"""Share of the picture that a sheet covers: less is a stamp, more is the picture's own edge."""
_ROUGH = (0.015, 0.02, 0.03, 0.05)
_SKEW_LIMIT, _SKEW_STEP, _SKEW_FINE = 8.0, 0.5, 0.1
"""Degrees; a scanner's feeder skews no further."""
_LEVEL = 0.15


def straightened(picture: bytes, turns: int = 0, *, grey: bool = False) -> Image.Image:
    """The sheet in a JPEG or PNG, cut out and upright; the whole picture where no sheet stands out.

    ``turns``: quarter turns clockwise that the camera's mounting needs. ``grey``: without colour.
    Raises BadReply when the bytes are no picture.
    """
    import cv2
    import numpy as np

    found = cv2.cvtColor(np.asarray(decoded(picture).convert("RGB")), cv2.COLOR_RGB2BGR)
    pixels: Pixels = np.rot90(found, -turns % 4) if turns % 4 else found
    pixels = np.ascontiguousarray(pixels)
    corners = sheet_corners(pixels)
    flat = _unrolled(pixels, corners) if corners is not None else _levelled(pixels)
    return Image.fromarray(cv2.cvtColor(flat, cv2.COLOR_BGR2GRAY if grey else cv2.COLOR_BGR2RGB))


def sheet_corners(pixels: Pixels) -> Pixels | None:
    """The corners (4×2, clockwise from the upper left) of the sheet in a BGR picture; None without one."""
    import cv2
    import numpy as np

    scale = min(1.0, _SEARCH_SIDE / max(pixels.shape[:2]))
    small = cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    calm = cv2.GaussianBlur(cv2.cvtColor(small, cv2.COLOR_BGR2GRAY), (5, 5), 0)
    _, light = cv2.threshold(calm, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    edges = cv2.dilate(cv2.Canny(calm, 40, 120), np.ones((3, 3), np.uint8))
    kernel = np.ones((9, 9), np.uint8)
    best, best_area = None, _SMALLEST * calm.size
    for mask in (cv2.morphologyEx(light, cv2.MORPH_CLOSE, kernel), edges):
        for outline in cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)[0]:
            corners = _four_corners(outline)
            area = cv2.contourArea(corners) if corners is not None else 0.0
            if best_area < area < _LARGEST * calm.size:
                best, best_area = corners, area
    return None if best is None else _clockwise(best) / scale


def _four_corners(outline: Pixels) -> Pixels | None:
    import cv2
    import numpy as np

    hull = cv2.convexHull(outline)
    length = cv2.arcLength(hull, closed=True)
    for rough in _ROUGH:
        corners = cv2.approxPolyDP(hull, rough * length, closed=True)
        if len(corners) == 4:
            return np.asarray(corners.reshape(4, 2), np.float32)
    return None


def _clockwise(corners: Pixels) -> Pixels:
    """From the upper left; the sheet is taken to lie less than 45 degrees askew."""
    import numpy as np

    total, difference = corners.sum(axis=1), np.diff(corners, axis=1)[:, 0]
    order = [total.argmin(), difference.argmin(), total.argmax(), difference.argmax()]
    return np.asarray(corners[order], np.float32)


def _unrolled(pixels: Pixels, corners: Pixels) -> Pixels:
    """The sheet between the corners, as seen from straight above."""
    import cv2
    import numpy as np

    top_left, top_right, bottom_right, bottom_left = corners
    width = round(max(_distance(top_left, top_right), _distance(bottom_left, bottom_right)))
    height = round(max(_distance(top_left, bottom_left), _distance(top_right, bottom_right)))
    flat = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    matrix = cv2.getPerspectiveTransform(corners, flat)
    return cv2.warpPerspective(pixels, matrix, (width, height), flags=cv2.INTER_LINEAR)


def _distance(one: Pixels, other: Pixels) -> float:
    return float(((one - other) ** 2).sum() ** 0.5)


def _levelled(pixels: Pixels) -> Pixels:
    """The picture turned so that its lines of text run level."""
    import cv2

    angle = skew(pixels)
    if abs(angle) < _LEVEL:
        return pixels
    height, width = pixels.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    white = (255, 255, 255)
    return cv2.warpAffine(pixels, matrix, (width, height), flags=cv2.INTER_LINEAR, borderValue=white)


def skew(pixels: Pixels) -> float:
    """By how many degrees lines of text run askew (within 8 either way): the turn that levels them."""
    import cv2
    import numpy as np

    scale = min(1.0, _SEARCH_SIDE / max(pixels.shape[:2]))
    grey = cv2.cvtColor(cv2.resize(pixels, None, fx=scale, fy=scale), cv2.COLOR_BGR2GRAY)
    _, ink = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY_INV + cv2.THRESH_OTSU)
    if not 0.002 < np.count_nonzero(ink) / ink.size < 0.5:
        return 0.0
    height, width = ink.shape

    def evenness(angle: float) -> float:
        matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
        rows = cv2.warpAffine(ink, matrix, (width, height)).sum(axis=1, dtype=np.float64)
        return float((np.diff(rows) ** 2).sum())

    rough = max(np.arange(-_SKEW_LIMIT, _SKEW_LIMIT + 0.01, _SKEW_STEP), key=evenness)
    return float(max(np.arange(rough - _SKEW_STEP, rough + _SKEW_STEP + 0.01, _SKEW_FINE), key=evenness))
