"""The colours of the hall screen: yellow belongs to the called number alone, amber to an outage."""

from __future__ import annotations

from typing import Final

GROUND: Final = "#0A1F3C"
BAND: Final = "#06142A"
PANEL: Final = "#102B52"
RULE: Final = "#2C4A75"
WHITE: Final = "#FFFFFF"
QUIET: Final = "#C7D6EA"
YELLOW: Final = "#FFD84D"
PULSE: Final = "#FFF0B8"
AMBER: Final = "#FFD27A"
ON_AMBER: Final = "#3A2500"

PAIRS: Final = (
    (WHITE, GROUND), (WHITE, BAND), (WHITE, PANEL), (QUIET, GROUND), (QUIET, BAND), (QUIET, PANEL),
    (AMBER, BAND), (YELLOW, GROUND), (YELLOW, PANEL), (GROUND, YELLOW), (GROUND, PULSE), (ON_AMBER, AMBER),
)  # fmt: skip
"""Every (ink, ground) that is painted; all reach 4.5:1 (WCAG 2.2 AA)."""
