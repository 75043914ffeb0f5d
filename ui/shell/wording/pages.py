"""Words for pages on materials: document cameras and page scanners (高拍, 扫描)."""

from ui.common.marking import QT_TRANSLATE_NOOP

PAGES: dict[str, str] = {
    "capture.no_material": QT_TRANSLATE_NOOP("Notices", "没有可以加页的材料｜这种情形不用交材料｜"),
    "page.added": QT_TRANSLATE_NOOP("Notices", "{name}：已加一页"),
    "page.same": QT_TRANSLATE_NOOP("Notices", "没有加页｜这一页和已有的一页完全相同｜换一页再拍"),
    "page.removed": QT_TRANSLATE_NOOP("Notices", "{name}：已删除一页"),
    "page.turned": QT_TRANSLATE_NOOP("Notices", "{name}：已转一页"),
    "page.moved": QT_TRANSLATE_NOOP("Notices", "{name}：已调整页序"),
    "page.retaken": QT_TRANSLATE_NOOP("Notices", "{name}：已重拍一页"),
    "page_scanner.done": QT_TRANSLATE_NOOP("Notices", "扫描完成｜扫描仪送来 {count} 页"),
    "camera.demo_refused": QT_TRANSLATE_NOOP(
        "Notices", "没有拍这一页｜这是演示高拍仪，本窗口只办真实业务｜换用真实的高拍仪"
    ),
    "page_scanner.demo_refused": QT_TRANSLATE_NOOP(
        "Notices", "没有扫描｜这是演示扫描仪，本窗口只办真实业务｜换用真实的扫描仪"
    ),
    "page_scanner.jammed": QT_TRANSLATE_NOOP(
        "Notices", "没有扫完｜扫描仪卡纸｜取出卡住的纸，放好没扫的页再扫；已扫的页都在"
    ),
    "page_scanner.no_documents": QT_TRANSLATE_NOOP(
        "Notices", "没有扫描｜扫描仪里没有纸｜把材料放进进纸器或放在玻璃板上，再按「扫描」"
    ),
    "page_scanner.cover_open": QT_TRANSLATE_NOOP(
        "Notices", "没有扫描｜扫描仪的盖子没关｜关好盖子再按「扫描」"
    ),
    "page_scanner.in_use": QT_TRANSLATE_NOOP(
        "Notices", "没有扫描｜另一个程序正在用扫描仪｜等它扫完，再按「扫描」"
    ),
}
