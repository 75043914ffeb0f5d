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
        "Notices", "没有取号｜没有设置小票打印机｜在设置里填打印机的端口；或只显示号码，让申请人记下"
    ),
    "evaluator.unknown_value": QT_TRANSLATE_NOOP(
        "Notices", "按键不认识｜评价器发来配置里没有的值，没有记为评价｜让申请人再按一次，或在评价屏上评价"
    ),
    "evaluator.demo_refused": QT_TRANSLATE_NOOP(
        "Notices", "没有采用这次评价｜它来自演示评价器，本窗口只办真实业务｜在评价屏上评，或换用真实的评价器"
    ),
    "evaluator.port_taken": QT_TRANSLATE_NOOP(
        "Notices", "评价平板连不上｜端口 {port} 已被占用｜在设置里换一个端口，或关掉占用它的程序"
    ),
    "pad.key_unused": QT_TRANSLATE_NOOP(
        "Notices", "这个键没有用处｜呼叫器的“{key}”键在本窗口没有对应的操作｜用键盘操作"
    ),
    "key.cancel": QT_TRANSLATE_NOOP("Notices", "取消"),
    "key.hang": QT_TRANSLATE_NOOP("Notices", "挂起"),
    "key.call_back": QT_TRANSLATE_NOOP("Notices", "回呼"),
    "key.transfer": QT_TRANSLATE_NOOP("Notices", "转移"),
    "key.pause": QT_TRANSLATE_NOOP("Notices", "暂停"),
    "key.one_metre": QT_TRANSLATE_NOOP("Notices", "一米线提示"),
    "device.profile_broken": QT_TRANSLATE_NOOP(
        "Notices", "没有启用设备｜设备配置 {profile} 有错：{reason}｜改正这个配置，再打开程序"
    ),
}
