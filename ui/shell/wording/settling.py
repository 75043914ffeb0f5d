"""Words for what window and hub see differently: conflicts, numbers given twice, a hub of another time."""

from ui.common.marking import QT_TRANSLATE_NOOP

SETTLING: dict[str, str] = {
    "sync.hub_too_old": QT_TRANSLATE_NOOP(
        "Notices", "部分记录暂不生效｜服务器的版本比本机旧，新增的内容它先存着｜让管理员更新服务器；照常办理"
    ),
    "sync.hub_too_new": QT_TRANSLATE_NOOP(
        "Notices", "部分记录暂不生效｜本机的版本比服务器旧太多｜让管理员更新本机程序；照常办理"
    ),
    "sync.held": QT_TRANSLATE_NOOP(
        "Notices",
        "已收到，需更新后显示｜别的窗口用更新的版本写成，服务器也还读不懂它｜"
        "不用做什么；服务器更新后自动显示",
    ),
    "sync.kept": QT_TRANSLATE_NOOP(
        "Notices", "已收到，需更新后显示｜它由比本机新的程序版本写成｜让管理员更新本机程序，更新后自动显示"
    ),
    "sync.caught_up": QT_TRANSLATE_NOOP(
        "Notices", "已补上 {events} 条以前读不懂的记录｜本机程序已更新｜不用做什么"
    ),
    "sync.dropped": QT_TRANSLATE_NOOP(
        "Notices",
        "这条记录不生效了｜管理员已在服务器上作废它，本机也已收回｜看过后按「知道了」；确实要办的，重新办一次",
    ),
    "sync.feed_gap": QT_TRANSLATE_NOOP(
        "Notices",
        "没有收到其他窗口的变动｜服务器给的内容在第 {after} 条之后接不上｜本机的上传不受影响，告诉管理员",
    ),
    "sync.not_withdrawable": QT_TRANSLATE_NOOP(
        "Notices", "没有撤回｜申请人手里有它的凭证，或它说的是已经发生的事｜重报，或让管理员处理"
    ),
    "sync.withdrawn": QT_TRANSLATE_NOOP("Notices", "已撤回，本机不再显示它｜｜还要办的，改好后重新填报"),
    "sync.sent_again": QT_TRANSLATE_NOOP("Notices", "已作为新的一条重报，正在上传"),
    "sync.seen": QT_TRANSLATE_NOOP("Notices", "已从列表里去掉｜｜它还在日志里，随时可查"),
    "sync.not_in_conflict": QT_TRANSLATE_NOOP(
        "Notices", "没有改动｜这一条已经处理过，或服务器后来采用了它｜刷新列表看看"
    ),
    "sync.choice_missing": QT_TRANSLATE_NOOP(
        "Notices", "还不能提交｜有一项没有选留哪一个｜每一项都选好：留本机的、留对方的，或两个都留"
    ),
    "sync.nothing_to_correct": QT_TRANSLATE_NOOP(
        "Notices",
        "不能用本机的｜这件办件没有生效，或已被管理员作废，没有可更正的内容｜"
        "先处理它的收件；已作废的，选「用服务器」",
    ),
    "cases.superseded": QT_TRANSLATE_NOOP(
        "Notices", "这次更正没有生效｜别的窗口先改了这件办件｜对照两边的内容，选留哪一个"
    ),
    "cases.number_taken": QT_TRANSLATE_NOOP(
        "Notices",
        "这件办件没有生效｜编号已给了另一件，本机的数据可能回退过｜换一个新编号，并给申请人补打凭证",
    ),
    "record.case.amended": QT_TRANSLATE_NOOP("Notices", "更正联系方式"),
    "record.case.noted": QT_TRANSLATE_NOOP("Notices", "备注"),
    "record.case.renumbered": QT_TRANSLATE_NOOP("Notices", "换办件编号"),
    "record.sync.settled": QT_TRANSLATE_NOOP("Notices", "处理冲突"),
    "record.sync.released": QT_TRANSLATE_NOOP("Notices", "管理员放行"),
    "record.sync.dropped": QT_TRANSLATE_NOOP("Notices", "管理员作废"),
    "case.unknown": QT_TRANSLATE_NOOP(
        "Notices", "没有改动｜这里没有这件办件，或它的个人信息已删除｜核对办件编号"
    ),
    "case.nothing_changed": QT_TRANSLATE_NOOP("Notices", "没有改动｜没有填要更正的内容｜填好再保存"),
    "case.value_missing": QT_TRANSLATE_NOOP("Notices", "没有存上｜要更正或备注的内容是空的｜填好再保存"),
    "case.number_stands": QT_TRANSLATE_NOOP(
        "Notices", "没有换编号｜这件办件的编号没有与别的重复｜照原编号办理"
    ),
    "outbox.empty": QT_TRANSLATE_NOOP(
        "Notices", "没有导出｜没有等待上传的记录，服务器都已收到｜不用带什么过去"
    ),
    "outbox.wrong_content": QT_TRANSLATE_NOOP(
        "Notices", "没有导入「{file}」｜文件里的内容不是窗口导出的记录｜重新从窗口导出"
    ),
}
