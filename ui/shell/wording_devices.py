"""Words for devices and printing."""

from ui.common.marking import QT_TRANSLATE_NOOP

DEVICES: dict[str, tuple[str, str, str]] = {
    "device.ready": (QT_TRANSLATE_NOOP("Notices", "正常"), "", ""),
}
