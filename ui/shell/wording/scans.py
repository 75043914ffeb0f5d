"""Words for scanned codes."""

from ui.common.marking import QT_TRANSLATE_NOOP

SCANS: dict[str, str] = {
    "environment.no_typist": QT_TRANSLATE_NOOP(
        "Notices", "没有开始模拟｜这台电脑没有 {what}｜安装后再试：{remedy}"
    ),
    "scan.awaited": QT_TRANSLATE_NOOP("Notices", "等着扫码｜｜用扫码枪扫一个码，再等 {seconds} 秒"),
    "scan.none": QT_TRANSLATE_NOOP("Notices", "没有扫到码｜等待的时间内没有扫码｜看扫码枪是否亮灯，再扫一次"),
    "scan.demo_refused": QT_TRANSLATE_NOOP(
        "Notices", "没有采用这个码｜它来自演示扫码枪，本窗口只办真实业务｜换用真实的扫码枪"
    ),
    "scan.unknown_copied": QT_TRANSLATE_NOOP("Notices", "未识别的码，已复制｜｜{text}"),
    "scan.url_copied": QT_TRANSLATE_NOOP("Notices", "这是一个网址，已复制｜｜{text}"),
    "scan.case_copied": QT_TRANSLATE_NOOP("Notices", "已识别办件编号，已复制｜这一件不在当前办理中｜{text}"),
    "scan.no_resolver": QT_TRANSLATE_NOOP(
        "Notices", "这个码没有用上｜它要由发码的系统核验，本大厅还没有接通｜改用读证，或手工填写"
    ),
    "scan.nobody_called": QT_TRANSLATE_NOOP(
        "Notices", "扫到号码了，还没有用上｜没有叫号，也没有开始办理｜先叫号，或用无号直办，再扫一次"
    ),
    "scan.ticket_other_day": QT_TRANSLATE_NOOP(
        "Notices", "{number} 不是今天的号｜号票当日有效｜重新取号，或用无号直办"
    ),
    "scan.ticket_here": QT_TRANSLATE_NOOP("Notices", "{number} 正在本窗口办理"),
    "scan.ticket_while_busy": QT_TRANSLATE_NOOP(
        "Notices", "{number} 还没有叫｜正在为另一位办理｜办完这一位再扫"
    ),
    "scan.ticket_waits": QT_TRANSLATE_NOOP("Notices", "{number} 还在等候｜按顺序叫号｜按 F2 叫下一位"),
    "scan.ticket_elsewhere": QT_TRANSLATE_NOOP(
        "Notices", "{number} 已叫到 {window} 号窗口｜｜让申请人到 {window} 号窗口"
    ),
    "scan.ticket_unknown": QT_TRANSLATE_NOOP(
        "Notices", "没有找到 {number}｜已经办完，或与大厅的连接断了｜重新取号，或用无号直办"
    ),
}
