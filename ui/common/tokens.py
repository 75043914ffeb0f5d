"""Colours by meaning, in three modes, and the sizes that the text scale multiplies. Pure values.

Contrast follows WCAG 2.2 AA: text 4.5:1, control edges and the focus ring 3:1 (``PAIRS``).
"""

from __future__ import annotations

from typing import Final, Literal

from msgspec import Struct, structs

Mode = Literal["light", "dark", "contrast"]
Scale = Literal[100, 125, 150]
MODES: Final[tuple[Mode, ...]] = ("light", "dark", "contrast")
SCALES: Final[tuple[Scale, ...]] = (100, 125, 150)


class Appearance(Struct, frozen=True):
    """What a clerk may choose: the mode (主题) and the text scale in percent (字号)."""

    mode: Mode = "light"
    scale: Scale = 100


class Tokens(Struct, frozen=True):
    """One colour for each meaning, as ``#RRGGBB``. ``x_bg`` is the ground that ``x`` is read on."""

    app: str
    surface: str
    sunken: str
    text: str
    text2: str
    text3: str
    line: str
    edge: str
    accent: str
    on_accent: str
    accent_bg: str
    accent_cap: str
    ok: str
    ok_bg: str
    warn: str
    warn_bg: str
    bad: str
    bad_bg: str
    wait: str
    wait_bg: str
    quiet_bg: str
    chip_edge: str
    header: str
    on_header: str
    header2: str
    header_bg: str
    alarm: str
    on_alarm: str


_LIGHT = Tokens(
    app="#EEF1F5", surface="#FFFFFF", sunken="#F4F6F9",
    text="#18202C", text2="#4A5666", text3="#5F6B7A", line="#D8DEE7", edge="#738095",
    accent="#0B5CAD", on_accent="#FFFFFF", accent_bg="#E3EEFA", accent_cap="#08417C",
    ok="#0F6B3A", ok_bg="#E2F3E8", warn="#8A4B00", warn_bg="#FFF1D6",
    bad="#B3261E", bad_bg="#FCE8E6", wait="#5B3FA0", wait_bg="#EFEAFA",
    quiet_bg="#EAEEF3", chip_edge="#00000000",
    header="#16304F", on_header="#FFFFFF", header2="#C9D7E8", header_bg="#24486F",
    alarm="#FFD27A", on_alarm="#3A2500",
)  # fmt: skip
_DARK = Tokens(
    app="#0F141A", surface="#1A2029", sunken="#222A35",
    text="#E9EEF4", text2="#B9C4D1", text3="#A0ACBA", line="#313B48", edge="#8793A3",
    accent="#5AA7F0", on_accent="#07182A", accent_bg="#1D3A58", accent_cap="#86C0F7",
    ok="#5CC98A", ok_bg="#14311F", warn="#F5BC5E", warn_bg="#3A2A0C",
    bad="#FF9A90", bad_bg="#431B18", wait="#BFA8F5", wait_bg="#2E2450",
    quiet_bg="#2B3542", chip_edge="#00000000",
    header="#0A0E13", on_header="#FFFFFF", header2="#B9C4D1", header_bg="#1C2834",
    alarm="#FFD27A", on_alarm="#3A2500",
)  # fmt: skip
_CONTRAST = Tokens(
    app="#FFFFFF", surface="#FFFFFF", sunken="#FFFFFF",
    text="#000000", text2="#1F1F1F", text3="#2B2B2B", line="#000000", edge="#000000",
    accent="#003A8C", on_accent="#FFFFFF", accent_bg="#D2E4FF", accent_cap="#001F4D",
    ok="#00461F", ok_bg="#FFFFFF", warn="#5A2D00", warn_bg="#FFFFFF",
    bad="#8A0012", bad_bg="#FFFFFF", wait="#2E1480", wait_bg="#FFFFFF",
    quiet_bg="#E2E2E2", chip_edge="#000000",
    header="#000000", on_header="#FFFFFF", header2="#FFFFFF", header_bg="#2B2B2B",
    alarm="#FFD27A", on_alarm="#000000",
)  # fmt: skip
TOKENS: Final[dict[Mode, Tokens]] = {"light": _LIGHT, "dark": _DARK, "contrast": _CONTRAST}

_GROUNDS: Final[dict[str, tuple[float, str]]] = {
    "text": (4.5, "surface app sunken accent_bg quiet_bg bad_bg warn_bg"),
    "text2": (4.5, "surface app sunken accent_bg quiet_bg"),
    "text3": (4.5, "surface app sunken quiet_bg"),
    "accent": (4.5, "surface app sunken accent_bg warn_bg bad_bg ok_bg"),
    "on_accent": (4.5, "accent accent_cap"),
    "ok": (4.5, "surface ok_bg accent_bg"),
    "warn": (4.5, "surface warn_bg accent_bg"),
    "bad": (4.5, "surface sunken bad_bg accent_bg"),
    "wait": (4.5, "surface wait_bg accent_bg"),
    "edge": (3.0, "surface app sunken accent_bg"),
    "on_header": (4.5, "header header_bg"),
    "header2": (4.5, "header header_bg"),
    "alarm": (4.5, "header"),
    "on_alarm": (4.5, "alarm"),
}
PAIRS: Final[tuple[tuple[str, str, float], ...]] = tuple(
    (ink, ground, need) for ink, (need, grounds) in _GROUNDS.items() for ground in grounds.split()
)
"""Every (ink, ground, least contrast) that the style sheet and the painters use."""


def _linear(channel: int) -> float:
    part = channel / 255
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[at : at + 2], 16)) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two ``#RRGGBB`` colours, 1 to 21 (WCAG 2.2, relative luminance)."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def as_dict(tokens: Tokens) -> dict[str, str]:
    """The tokens by name, for the style sheet template."""
    return structs.asdict(tokens)
