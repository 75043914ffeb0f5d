"""Words for who is on duty at a window."""

from ui.common.marking import QT_TRANSLATE_NOOP

DUTY: dict[str, str] = {
    "duty.nobody": QT_TRANSLATE_NOOP(
        "Notices", "没有人上岗｜｜把工作证放到读卡器上，或按 Ctrl+K 输入工号、姓名，再按 Enter"
    ),
    "duty.visit_waits": QT_TRANSLATE_NOOP(
        "Notices", "有一件业务还没办完｜没有人上岗，先不显示｜上岗后接着办"
    ),
    "duty.no_roster": QT_TRANSLATE_NOOP(
        "Notices", "没有人上岗｜本机还没有人员名册｜让管理员下发名册，再按 Alt+R 取来"
    ),
    "search.nothing": QT_TRANSLATE_NOOP(
        "Notices", "没有找到｜｜换个词，或输入拼音首字母、事项编码；办件用编号或申请人的证件号码找"
    ),
    "search.no_clerk": QT_TRANSLATE_NOOP(
        "Notices", "没有找到｜名册上没有这个工号、姓名｜核对后再输；新来的人，让管理员更新名册"
    ),
    "duty.begun_by_card": QT_TRANSLATE_NOOP("Notices", "{name}已上岗｜之后的办理都记在{name}名下"),
    "duty.begun_by_name": QT_TRANSLATE_NOOP(
        "Notices", "{name}已上岗｜没有刷卡，已记录；之后的办理都记在{name}名下"
    ),
    "duty.already": QT_TRANSLATE_NOOP("Notices", "{name}已经在岗"),
    "duty.ended": QT_TRANSLATE_NOOP("Notices", "{name}已离岗"),
    "duty.over": QT_TRANSLATE_NOOP("Notices", "{name}已离岗｜新的一天开始了｜重新刷卡或输入工号上岗"),
    "duty.visit_open": QT_TRANSLATE_NOOP(
        "Notices", "现在不能换人、离岗｜手上这位还没有办完，记在开始办理的人名下｜先按 F12 办结"
    ),
    "duty.ticket_called": QT_TRANSLATE_NOOP(
        "Notices", "现在不能换人、离岗｜{number} 已经叫到本窗口｜先办完这一位，或按 F4 过号"
    ),
    "duty.calling": QT_TRANSLATE_NOOP("Notices", "现在不能换人、离岗｜正在叫号｜先办完叫到的这一位"),
    "duty.card_unknown": QT_TRANSLATE_NOOP(
        "Notices",
        "没有上岗｜人员名册上没有这张工作证（卡码 {card}…）｜"
        "按 Ctrl+K 输入工号上岗，再让管理员把卡登记到名册",
    ),
    "duty.no_cards": QT_TRANSLATE_NOOP(
        "Notices", "没有上岗｜本机的人员名册里还没有登记工作证｜让管理员登记工作证，重新下发名册"
    ),
    "duty.clerk_unknown": QT_TRANSLATE_NOOP(
        "Notices", "没有上岗｜人员名册上没有工号 {id}｜核对工号，或让管理员更新名册"
    ),
    "staff_card.awaited": QT_TRANSLATE_NOOP(
        "Notices", "等着读工作证｜｜把工作证平放在读卡器上，再等 {seconds} 秒"
    ),
    "staff_card.none": QT_TRANSLATE_NOOP(
        "Notices", "没有读到工作证｜读卡器上没有卡，或这张卡没有编号｜把工作证平放在读卡器上，再试一次"
    ),
    "staff_card.no_reader": QT_TRANSLATE_NOOP(
        "Notices",
        "没有读到工作证｜没有找到读卡器，或系统的读卡服务（PC/SC）没有运行｜"
        "接好读卡器，启动服务（Linux 上是 pcscd），再试一次",
    ),
    "duty.demo_refused": QT_TRANSLATE_NOOP(
        "Notices", "没有采用这张工作证｜它来自演示读卡器，本窗口只办真实业务｜换用真实的读卡器"
    ),
}
