"""Words for ticket printers, call pads, evaluators and displays."""

from ui.common.marking import QT_TRANSLATE_NOOP

COUNTER: dict[str, str] = {
    "printer.cutter": QT_TRANSLATE_NOOP(
        "Notices", "切刀卡住｜小票打印机的切刀不动｜关机，取出卡住的纸，再开机"
    ),
    "printer.fault": QT_TRANSLATE_NOOP("Notices", "有故障｜小票打印机报告出错｜关机再开机，仍不行就换一台"),
    "printer.paper_low": QT_TRANSLATE_NOOP("Notices", "纸快用完｜｜备好一卷纸，用完前换上"),
    "printer.slip_in_doubt": QT_TRANSLATE_NOOP(
        "Notices", "不知道小票是否打出｜打到一半断开了｜看出纸口，没有纸就补打"
    ),
    "tickets.no_printer": QT_TRANSLATE_NOOP(
        "Notices", "没有取号｜没有设置小票打印机｜在设置里填打印机的端口；或只显示号码，请群众记下号码"
    ),
    "device.profile_broken": QT_TRANSLATE_NOOP(
        "Notices", "没有启用设备｜设备配置 {profile} 有错：{reason}｜改正这个配置，再打开程序"
    ),
}
