"""Words for calling without the hub: what is left, numbers typed by hand, tickets that were taken back."""

from ui.common.marking import QT_TRANSLATE_NOOP

CALLING: dict[str, str] = {
    "queue.stock": QT_TRANSLATE_NOOP("Notices", "本窗还可叫 {n} 个号"),
    "queue.stock_unconfirmed": QT_TRANSLATE_NOOP("Notices", "{n} 个号待确认，连上大厅后才能叫"),
    "queue.stock_empty": QT_TRANSLATE_NOOP("Notices", "本窗没有可叫的号，按 F2 手工叫号"),
    "tickets.none_left": QT_TRANSLATE_NOOP(
        "Notices", "没有叫号｜连不上大厅队列，本窗也没有预留的号｜看小票手工输入号码，或用无号直办"
    ),
    "tickets.no_number": QT_TRANSLATE_NOOP("Notices", "没有叫号｜输入的不是号码｜照小票输入，例如 A5001"),
    "tickets.called_here": QT_TRANSLATE_NOOP(
        "Notices", "没有叫号｜{number} 今天已在本窗口叫过｜核对小票上的号码"
    ),
    "tickets.unconfirmed": QT_TRANSLATE_NOOP(
        "Notices",
        "没有叫号｜{number} 在程序重启前留给本窗口，大厅还没有确认，可能已给了别的窗口｜"
        "等连上大厅；人已在窗口就用无号直办",
    ),
    "tickets.given_back": QT_TRANSLATE_NOOP(
        "Notices", "没有做成｜{number} 已经交回大厅｜等连上大厅后再叫；人已在窗口就用无号直办"
    ),
    "tickets.held": QT_TRANSLATE_NOOP(
        "Notices", "没有做成｜{number} 现在归 {window} 号窗口｜由那个窗口操作；那台电脑坏了就让大堂经理收回"
    ),
    "queue.taken_back": QT_TRANSLATE_NOOP(
        "Notices", "{number} 不在本窗口了｜大堂经理已把它收回｜按 F2 叫下一位；人已在窗口就用无号直办"
    ),
    "tickets.reason_missing": QT_TRANSLATE_NOOP(
        "Notices", "没有收回｜没有写原因｜写明为什么收回，例如电脑已关机"
    ),
    "tickets.numbers_exhausted": QT_TRANSLATE_NOOP(
        "Notices", "没有取到号｜这个功能区今天的号已取到 {last}｜到导办台取号"
    ),
    "tickets.shut_out": QT_TRANSLATE_NOOP("Notices", "没有取到号｜这台取号机已被管理员停用｜到导办台取号"),
    "tickets.block_empty": QT_TRANSLATE_NOOP(
        "Notices", "没有取到号｜网络中断，这类业务预留的号已发完｜到导办台取号，网络恢复后自动恢复"
    ),
}
