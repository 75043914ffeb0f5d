"""What the screen is made of: panels and lines of text."""

from __future__ import annotations

from msgspec import Struct

from ui.hall.lettering import Label
from ui.hall.sizes import Box


class Panel(Struct, frozen=True):
    """A filled or outlined rectangle."""

    box: Box
    fill: str | None
    radius: float = 0.0
    outline: str | None = None
    line: float = 0.0


Item = Panel | Label
