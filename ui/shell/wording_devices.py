"""Words for devices and printing."""

from PySide6.QtCore import QT_TRANSLATE_NOOP as N

DEVICES: dict[str, tuple[str, str, str]] = {
    "device.ready": (N("Notices", "正常"), "", ""),
}
