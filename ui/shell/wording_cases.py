"""Words for visits, cases, materials and documents."""

from PySide6.QtCore import QT_TRANSLATE_NOOP as N

CASES: dict[str, tuple[str, str, str]] = {
    "visit.opened": (N("Notices", "开始办理 {number}"), "", ""),
}
