"""Words for visits, cases, materials and documents."""

from ui.common.marking import QT_TRANSLATE_NOOP

CASES: dict[str, tuple[str, str, str]] = {
    "visit.opened": (QT_TRANSLATE_NOOP("Notices", "开始办理 {number}"), "", ""),
}
