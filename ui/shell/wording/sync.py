"""Words for sync, the hub's answers, the queue and its tickets."""

from ui.common.marking import QT_TRANSLATE_NOOP

SYNC: dict[str, str] = {
    "sync.unknown": QT_TRANSLATE_NOOP("Notices", "正在连接"),
    "sync.unreachable": QT_TRANSLATE_NOOP(
        "Notices", "连不上服务器｜{hub} 没有应答｜照常办理，数据存在本机，恢复后自动上传"
    ),
    "sync.busy": QT_TRANSLATE_NOOP("Notices", "服务器正忙｜同时上传的窗口太多｜照常办理，程序会自动再传"),
    "sync.hub_ailing": QT_TRANSLATE_NOOP(
        "Notices",
        "服务器现在做不了这一步｜它的数据库没有应答，或磁盘满了｜"
        "照常办理，程序会自动再试；一直这样就告诉管理员",
    ),
    "sync.bad_answer": QT_TRANSLATE_NOOP(
        "Notices", "连不上服务器｜这个地址上应答的不是本系统的服务器｜让管理员检查设置里的服务器地址"
    ),
    "sync.not_connected": QT_TRANSLATE_NOOP(
        "Notices", "还没有连上服务器｜程序刚启动，或服务器没有启动｜可以先用无号直办，连上后自动继续"
    ),
    "sync.fork": QT_TRANSLATE_NOOP(
        "Notices",
        "上传停住了｜服务器上同一位置已有另一份记录，本机的数据可能被复制或回退过｜"
        "不要重装，联系管理员；数据都在本机",
    ),
    "sync.chain_gap": QT_TRANSLATE_NOOP(
        "Notices", "上传停住了｜服务器缺少更早的记录｜程序会自动补传；一直停住就联系管理员"
    ),
    "sync.chain_broken": QT_TRANSLATE_NOOP(
        "Notices", "上传停住了｜有一条记录与存下时不一致｜不要再用这台电脑收件，联系管理员"
    ),
    "sync.key_reuse": QT_TRANSLATE_NOOP(
        "Notices",
        "这条记录没有生效，也不会再生效｜它的编号早先已属于另一条记录｜按「重报」，换个编号再报一次",
    ),
    "sync.not_a_hub": QT_TRANSLATE_NOOP(
        "Notices",
        "这条记录没有生效，也不会再生效｜它是只有服务器管理员能做的决定，却不是服务器写的｜"
        "查这台电脑上的程序是否被换过，联系管理员",
    ),
    "sync.schema_unknown": QT_TRANSLATE_NOOP(
        "Notices", "这条记录还没有生效｜它由服务器还不认识的程序版本写成｜更新服务器后自动生效"
    ),
    "sync.epoch_changed": QT_TRANSLATE_NOOP(
        "Notices", "没有取到别处的更新｜服务器的数据库换过或恢复过｜程序会自动核对并补传"
    ),
    "sync.not_waiting": QT_TRANSLATE_NOOP(
        "Notices", "没有处理这条记录｜它不在待处理的记录里｜用 zongchuang hub quarantine list 看有哪些"
    ),
    "sync.malformed": QT_TRANSLATE_NOOP(
        "Notices", "上传停住了｜服务器读不懂本机发出的内容，版本可能不一致｜让管理员更新程序；数据都在本机"
    ),
    "sync.too_large": QT_TRANSLATE_NOOP(
        "Notices", "上传停住了｜一次发出的内容超过服务器的上限｜联系管理员；数据都在本机"
    ),
    "sync.earlier_unsettled": QT_TRANSLATE_NOOP(
        "Notices", "这条记录还没有生效｜同一办件更早的记录没有处理好｜先处理更早的那条"
    ),
    "sync.unknown_kind": QT_TRANSLATE_NOOP(
        "Notices", "这条记录还没有生效｜服务器的版本较旧，不认识它｜更新服务器后再处理"
    ),
    "sync.not_applicable": QT_TRANSLATE_NOOP(
        "Notices",
        "这条记录还没有生效｜与服务器上的情况对不上｜让管理员核对放行；能撤回的，撤回后改好重新填报",
    ),
    "hub.bad_request": QT_TRANSLATE_NOOP(
        "Notices", "服务器没有做这一步｜它读不懂本机的请求，版本可能不一致｜让管理员更新程序"
    ),
    "hub.no_such_address": QT_TRANSLATE_NOOP(
        "Notices", "服务器没有做这一步｜它没有这项功能，版本可能不一致｜让管理员更新程序"
    ),
    "hub.bug": QT_TRANSLATE_NOOP(
        "Notices",
        "服务器没有做成这一步｜服务器程序自身出错｜本机的数据都在，可以再按一次；仍不行就告诉管理员",
    ),
    "queue.empty": QT_TRANSLATE_NOOP("Notices", "没有等候的人｜｜有人取号后就可以叫"),
    "queue.offline": QT_TRANSLATE_NOOP(
        "Notices", "没有叫号｜连不上大厅队列｜照小票手工输入号码，或用无号直办；连上后自动恢复"
    ),
    "queue.visit_open": QT_TRANSLATE_NOOP(
        "Notices", "现在不能叫下一位｜手上的办理还没有结束｜办完后按 F12 办结"
    ),
    "queue.ticket_called": QT_TRANSLATE_NOOP(
        "Notices", "现在不能叫下一位｜{number} 已叫到本窗口｜人来了就开始办理，没来就重呼或过号"
    ),
    "queue.next_restored": QT_TRANSLATE_NOOP("Notices", "过号后恢复，排在最前"),
    "queue.next_emergency": QT_TRANSLATE_NOOP("Notices", "应急优先"),
    "queue.next_special": QT_TRANSLATE_NOOP("Notices", "特殊群体优先"),
    "queue.next_booked": QT_TRANSLATE_NOOP("Notices", "预约优先"),
    "priority.emergency": QT_TRANSLATE_NOOP("Notices", "应急"),
    "priority.special": QT_TRANSLATE_NOOP("Notices", "特殊群体"),
    "priority.booked": QT_TRANSLATE_NOOP("Notices", "预约"),
    "ticket.missed": QT_TRANSLATE_NOOP("Notices", "{number} 已过号"),
    "ticket.restored": QT_TRANSLATE_NOOP("Notices", "{number} 已恢复，排在等候最前"),
    "tickets.wrong_state": QT_TRANSLATE_NOOP(
        "Notices", "没有做成｜{number} 现在的状态是「{state}」｜看一下队列再操作"
    ),
    "tickets.other_window": QT_TRANSLATE_NOOP(
        "Notices", "没有做成｜{number} 在 {window} 号窗口｜由那个窗口操作"
    ),
    "tickets.recall_limit": QT_TRANSLATE_NOOP(
        "Notices", "没有再呼叫｜{number} 已重呼 {limit} 次｜人没来就按 F4 过号"
    ),
    "tickets.unknown_ticket": QT_TRANSLATE_NOOP(
        "Notices", "没有做成｜队列里没有这个号，可能是前一天的｜叫下一位"
    ),
    "tickets.unknown_zone": QT_TRANSLATE_NOOP(
        "Notices", "没有取到号｜大厅没有这个功能区｜让管理员检查取号机的设置"
    ),
    "tickets.no_such_zone": QT_TRANSLATE_NOOP(
        "Notices", "没有取到号｜大厅没有功能区 {zone}｜有这些：{zones}"
    ),
    "tickets.command_reused": QT_TRANSLATE_NOOP(
        "Notices", "没有做成｜这次操作与另一次操作的编号重复｜再按一次"
    ),
    "state.waiting": QT_TRANSLATE_NOOP("Notices", "等候"),
    "state.called": QT_TRANSLATE_NOOP("Notices", "已叫号"),
    "state.serving": QT_TRANSLATE_NOOP("Notices", "办理中"),
    "state.finished": QT_TRANSLATE_NOOP("Notices", "已办结"),
    "state.missed": QT_TRANSLATE_NOOP("Notices", "过号"),
}
