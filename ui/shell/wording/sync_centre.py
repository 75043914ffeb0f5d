"""Words for the sync centre (同步中心): the chip, what travels, decisions, the outbox on a stick."""

from ui.common.marking import QT_TRANSLATE_NOOP

SYNC_CENTRE: dict[str, str] = {
    "sync.synced": QT_TRANSLATE_NOOP("Notices", "在线 · 已同步 {at}"),
    "sync.online_pending": QT_TRANSLATE_NOOP("Notices", "在线 · 待上传 {pending}"),
    "sync.uploading": QT_TRANSLATE_NOOP("Notices", "上传中 {done}/{total}"),
    "sync.offline": QT_TRANSLATE_NOOP("Notices", "离线办理中 · 待上传 {pending}"),
    "sync.failed": QT_TRANSLATE_NOOP("Notices", "上传失败 {failed}"),
    "sync.conflict": QT_TRANSLATE_NOOP("Notices", "冲突 {conflicts} 待处理"),
    "sync.failed_and_conflict": QT_TRANSLATE_NOOP("Notices", "上传失败 {failed} · 冲突 {conflicts} 待处理"),
    "sync.offline_trouble": QT_TRANSLATE_NOOP("Notices", "离线 · {trouble}"),
    "sync.stopped": QT_TRANSLATE_NOOP("Notices", "上传停住 · 待上传 {pending}"),
    "sync.clock_off": QT_TRANSLATE_NOOP("Notices", "{standing} · 时钟差 {minutes} 分"),
    "sync.clock_off_days": QT_TRANSLATE_NOOP("Notices", "{standing} · 时钟差 {days} 天"),
    "sync.settled": QT_TRANSLATE_NOOP("Notices", "已按你选的留下，正在上传"),
    "sync.healed": QT_TRANSLATE_NOOP(
        "Notices",
        "已自动接着上传｜这台电脑的数据被复制或回退过｜本机的记录都在；列表里有失败的，照提示处理",
    ),
    "case.renumbered": QT_TRANSLATE_NOOP(
        "Notices", "已换成新编号 {number}，凭证正在重打｜｜把新凭证给申请人，收回旧的"
    ),
    "case.contact_amended": QT_TRANSLATE_NOOP("Notices", "已更正，会自动上传"),
    "case.note_kept": QT_TRANSLATE_NOOP("Notices", "已加备注，会自动上传"),
    "outbox.no_folder": QT_TRANSLATE_NOOP("Notices", "没有导出｜还没有选放在哪里｜插上 U 盘，选一个文件夹"),
    "outbox.weak_passphrase": QT_TRANSLATE_NOOP(
        "Notices", "没有导出｜口令不到 {shortest} 个字符｜换一个长的，当面告诉管理员"
    ),
    "outbox.passphrases_differ": QT_TRANSLATE_NOOP("Notices", "没有导出｜两次输入的口令不一样｜重新输入"),
    "outbox.cannot_write": QT_TRANSLATE_NOOP(
        "Notices", "没有导出｜写不进 {folder}，可能满了、写保护或已拔出｜换一个 U 盘或文件夹再试"
    ),
    "travels.case.received": QT_TRANSLATE_NOOP("Notices", "受理"),
    "travels.case.amended": QT_TRANSLATE_NOOP("Notices", "更正联系方式"),
    "travels.case.noted": QT_TRANSLATE_NOOP("Notices", "备注"),
    "travels.case.renumbered": QT_TRANSLATE_NOOP("Notices", "换办件编号"),
    "travels.case.attachment_added": QT_TRANSLATE_NOOP("Notices", "加附件"),
    "travels.case.attachment_removed": QT_TRANSLATE_NOOP("Notices", "去掉附件"),
    "travels.document.issued": QT_TRANSLATE_NOOP("Notices", "出收件凭证"),
    "travels.document.reprinted": QT_TRANSLATE_NOOP("Notices", "补打收件凭证"),
    "travels.evaluation.given": QT_TRANSLATE_NOOP("Notices", "评价"),
    "travels.evaluation.declined": QT_TRANSLATE_NOOP("Notices", "未评价"),
    "travels.sync.settled": QT_TRANSLATE_NOOP("Notices", "处理冲突"),
    "travels.sync.released": QT_TRANSLATE_NOOP("Notices", "管理员放行"),
    "travels.sync.dropped": QT_TRANSLATE_NOOP("Notices", "管理员作废"),
    "travels.visit.opened": QT_TRANSLATE_NOOP("Notices", "开始办理"),
    "travels.visit.person_verified": QT_TRANSLATE_NOOP("Notices", "读卡核验"),
    "travels.visit.finished": QT_TRANSLATE_NOOP("Notices", "办理结束"),
    "travels.ticket.issued": QT_TRANSLATE_NOOP("Notices", "取号"),
    "travels.ticket.called": QT_TRANSLATE_NOOP("Notices", "叫号"),
    "travels.ticket.hand_called": QT_TRANSLATE_NOOP("Notices", "手工叫号"),
    "travels.ticket.recalled": QT_TRANSLATE_NOOP("Notices", "重呼"),
    "travels.ticket.missed": QT_TRANSLATE_NOOP("Notices", "过号"),
    "travels.ticket.restored": QT_TRANSLATE_NOOP("Notices", "恢复过号"),
    "travels.ticket.started": QT_TRANSLATE_NOOP("Notices", "人到窗口"),
    "travels.ticket.finished": QT_TRANSLATE_NOOP("Notices", "号码办完"),
    "travels.ticket.held": QT_TRANSLATE_NOOP("Notices", "存下预留号码"),
    "travels.ticket.merged": QT_TRANSLATE_NOOP("Notices", "合并号码"),
    "travels.ticket.double_served": QT_TRANSLATE_NOOP("Notices", "同号办了两次"),
    "travels.ticket.block_leased": QT_TRANSLATE_NOOP("Notices", "领取号段"),
    "travels.ticket.escrowed": QT_TRANSLATE_NOOP("Notices", "预留号码"),
    "travels.ticket.demanded": QT_TRANSLATE_NOOP("Notices", "要回号码"),
    "travels.ticket.released": QT_TRANSLATE_NOOP("Notices", "交还号码"),
    "travels.ticket.reclaimed": QT_TRANSLATE_NOOP("Notices", "收回号码"),
    "travels.ticket.window_left": QT_TRANSLATE_NOOP("Notices", "窗口停止叫号"),
}
