"""The reason why the program did not open is shown where there is a screen, and only there."""

from __future__ import annotations

import pytest

from app.main.program_start import platform_of


@pytest.mark.parametrize(
    ("system", "environment", "platform"),
    [
        ("linux", {}, None),
        ("linux", {"DISPLAY": ":1"}, "xcb;offscreen"),
        ("linux", {"DISPLAY": ":1", "WAYLAND_DISPLAY": "w"}, "wayland;xcb;offscreen"),
        ("linux", {"DISPLAY": ":1", "QT_QPA_PLATFORM": "offscreen"}, None),
        ("linux", {"DISPLAY": ":1", "QT_QPA_PLATFORM": "eglfs"}, "eglfs;xcb;offscreen"),
        ("win32", {}, ""),
        ("win32", {"QT_QPA_PLATFORM": "offscreen"}, None),
    ],
)
def test_a_screen_is_used_where_there_is_one(
    system: str, environment: dict[str, str], platform: str | None
) -> None:
    assert platform_of(system, environment) == platform
