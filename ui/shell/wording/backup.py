"""Words for backups, restoring, and the operation of a hub."""

from ui.common.marking import QT_TRANSLATE_NOOP

BACKUP: dict[str, str] = {
    "backup.file_exists": QT_TRANSLATE_NOOP(
        "Notices", "没有备份｜{file} 已存在，程序不覆盖旧备份｜换一个文件名"
    ),
    "backup.weak_passphrase": QT_TRANSLATE_NOOP(
        "Notices", "没有备份｜口令不到 {shortest} 个字符｜换一个长的，或不用口令，由程序生成恢复码"
    ),
    "backup.passphrase_no_text": QT_TRANSLATE_NOOP(
        "Notices", "没有做成｜口令文件 {file} 不是 UTF-8 文本｜把口令写进一个文本文件的第一行，再做一次"
    ),
    "backup.store_in_place": QT_TRANSLATE_NOOP(
        "Notices",
        "没有恢复｜{folder} 里已有本机数据，程序不覆盖它｜先移走原来的文件，或用 --data 指定空文件夹",
    ),
    "backup.database_in_use": QT_TRANSLATE_NOOP(
        "Notices", "没有恢复｜这个数据库里已有数据，程序不覆盖它｜新建一个空的数据库，再用 --db 指定它"
    ),
    "backup.rows_damaged": QT_TRANSLATE_NOOP(
        "Notices",
        "没有做成｜数据有 {count} 处对不上，第一处是第 {seq} 条：{reason}｜"
        "数据和原来的备份都没有动；窗口的用 zongchuang journal verify 看全部，再从原来的备份恢复",
    ),
    "backup.pages_damaged": QT_TRANSLATE_NOOP(
        "Notices",
        "没有做成｜数据文件有 {count} 处损坏，磁盘可能坏了｜"
        "数据和原来的备份都没有动；换一块磁盘，再从原来的备份恢复",
    ),
    "backup.not_copied": QT_TRANSLATE_NOOP(
        "Notices",
        "没有做成｜副本没有写好：{reason}｜看那个磁盘是否还插着、有没有空间，或换一个再做一次；数据没有动",
    ),
    "reason.unreadable": QT_TRANSLATE_NOOP("Notices", "写下的读不回来"),
    "reason.gap": QT_TRANSLATE_NOOP("Notices", "缺少记录"),
    "reason.relinked": QT_TRANSLATE_NOOP("Notices", "与前一条接不上"),
    "reason.altered": QT_TRANSLATE_NOOP("Notices", "内容被改过"),
    "reason.head_differs": QT_TRANSLATE_NOOP("Notices", "末尾与登记的不一致"),
    "reason.private_altered": QT_TRANSLATE_NOOP("Notices", "个人信息被改过"),
    "reason.private_orphan": QT_TRANSLATE_NOOP("Notices", "个人信息没有对应的记录"),
    "backup.no_tool": QT_TRANSLATE_NOOP(
        "Notices", "没有做成｜这台机器没有 {tool}｜安装 PostgreSQL 的客户端程序，再做一次"
    ),
    "backup.tool_failed": QT_TRANSLATE_NOOP(
        "Notices", "没有做成｜{tool} 报告出错｜看它的版本是否不低于数据库，账户有没有权限，磁盘够不够"
    ),
    "sealed.not_sealed": QT_TRANSLATE_NOOP(
        "Notices", "打不开 {file}｜它不是本程序的备份文件，或开头已损坏｜换一份备份"
    ),
    "sealed.other_kind": QT_TRANSLATE_NOOP(
        "Notices", "没有恢复｜{file} 是另一种备份｜窗口的用 restore，服务器的用 hub restore"
    ),
    "sealed.wrong_secret": QT_TRANSLATE_NOOP("Notices", "打不开 {file}｜口令或恢复码不对｜核对后再输入一次"),
    "sealed.damaged": QT_TRANSLATE_NOOP(
        "Notices", "打不开 {file}｜备份文件已损坏或不完整｜换一份备份；没有改动任何数据"
    ),
}
