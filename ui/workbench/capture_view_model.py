"""The capture panel without widgets: intents in; frames out on a signal of their own, eight in a second,
which are no part of the workbench's state."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ui.workbench.state import PageChange

if TYPE_CHECKING:
    from ui.workbench.capturing import CaptureTable


class CaptureViewModel(QObject):
    """Until the desk is there, intents do nothing. ``frame_changed`` carries what the camera sees, a JPEG;
    empty when it sees nothing."""

    frame_changed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._table: CaptureTable | None = None
        self._trigger: Callable[[str], None] = lambda action: None

    def attach(self, table: CaptureTable, trigger: Callable[[str], None]) -> None:
        """Everything is loaded."""
        self._table = table
        self._trigger = trigger

    def show_frame(self, jpeg: bytes) -> None:
        """Announce what the camera sees."""
        self.frame_changed.emit(jpeg)

    def press(self, material_code: str) -> None:
        """Take a page for this material; the first time, open the panel."""
        self.aim(material_code)
        self._trigger("capture")

    def aim(self, material_code: str) -> None:
        """Pages go to this material from now on."""
        if self._table:
            self._table.aim(material_code)

    def change(self, change: PageChange, page_id: str) -> None:
        """Turn, move, retake or remove a page."""
        if self._table:
            self._table.change(change, page_id)

    def set_up(self, camera_id: str, grey: bool) -> None:
        """Which camera is used, and whether without colour."""
        if self._table:
            self._table.set_up(camera_id, grey)

    def scan(self) -> None:
        """Scan all that lies in the page scanner; pressed again, stop."""
        if self._table:
            self._table.scan()

    def save_as(self, path: str) -> None:
        """Write the pages of the material to one PDF file."""
        if self._table:
            self._table.save_as(path)
