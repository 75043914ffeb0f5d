"""Sheets of paper as a camera sees them: drawn, laid askew on a desk, seen from the side."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

PAPER = (800, 1131)
"""Width and height of the sheet in pixels."""
Pixels = NDArray[Any]
_GRAIN = np.random.default_rng(7).integers(0, 8, 9973, np.uint8)


def sheet(seed: int = 1) -> Pixels:
    """A white sheet with lines of words; the word at its upper left is a black block."""
    width, height = PAPER
    page = np.full((height, width, 3), 250, np.uint8)
    chance = np.random.default_rng(seed)
    for top in range(110, height - 80, 34):
        left = 80
        while left < width - 160:
            long = int(chance.integers(20, 110))
            cv2.rectangle(page, (left, top), (left + long, top + 12), (40, 40, 40), -1)
            left += long + 16
    cv2.rectangle(page, (80, 40), (200, 84), (0, 0, 0), -1)
    return page


def on_desk(page: Pixels, degrees: float, tilt: float = 0.0, desk: int = 90) -> bytes:
    """The sheet on a desk of this grey, turned clockwise, its far edge narrower by ``tilt``; a JPEG."""
    height, width = page.shape[:2]
    room = (1500, 1600)
    across, up = room[0] / 2, room[1] / 2
    corners = np.array(
        [
            [-width / 2, -height / 2],
            [width / 2, -height / 2],
            [width / 2, height / 2],
            [-width / 2, height / 2],
        ]
    )
    corners[:2, 0] *= 1 - tilt
    turn = np.radians(degrees)
    turning = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    seen = (corners @ turning.T + [across, up]).astype(np.float32)
    flat = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    matrix = cv2.getPerspectiveTransform(flat, seen)
    ground = np.full((room[1], room[0], 3), desk, np.uint8)
    lying = cv2.warpPerspective(page, matrix, room)
    mask = cv2.warpPerspective(np.full((height, width), 255, np.uint8), matrix, room)
    ground[mask > 127] = lying[mask > 127]
    grain = np.resize(_GRAIN, ground.shape)
    return jpeg(cv2.add(ground, grain))


def jpeg(pixels: Pixels) -> bytes:
    """The picture as a JPEG."""
    return bytes(cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, 92])[1])
