"""Words for the store, the settings, the hub as a process, and the command line."""

from ui.common.marking import QT_TRANSLATE_NOOP

STORE: dict[str, str] = {
    "store.wrong_key": QT_TRANSLATE_NOOP(
        "Notices",
        "打不开本机数据｜密钥与数据不符，或文件不是本程序的数据｜"
        "不要删除数据文件，从备份恢复原密钥，或联系管理员",
    ),
    "store.key_missing": QT_TRANSLATE_NOOP(
        "Notices",
        "打不开本机数据｜数据还在，但找不到它的密钥 {file}｜"
        "密钥存在系统密钥环里的，先解锁密钥环；否则把原密钥放回数据文件夹，或从备份恢复；程序不会另建空数据",
    ),
    "store.key_unreadable": QT_TRANSLATE_NOOP(
        "Notices", "打不开本机数据｜密钥文件 {file} {reason}｜恢复原来的密钥文件，并只让本人可读"
    ),
    "store.damaged": QT_TRANSLATE_NOOP(
        "Notices",
        "本机数据已损坏｜数据文件没有通过完整性检查｜"
        "原文件保持不动；用最近的备份恢复，已上传的办件在服务器上仍然完整",
    ),
    "store.disk_full": QT_TRANSLATE_NOOP(
        "Notices", "没有存上｜磁盘已满｜腾出空间后再按一次；之前办的都在，可以查看"
    ),
    "store.disk_error": QT_TRANSLATE_NOOP(
        "Notices", "没有存上｜磁盘读写出错｜不要再用这台电脑收件，联系管理员；之前存下的可以查看"
    ),
    "store.read_only": QT_TRANSLATE_NOOP(
        "Notices", "没有存上｜数据文件夹不允许写入｜让管理员检查文件夹权限；之前存下的可以查看"
    ),
    "store.locked": QT_TRANSLATE_NOOP(
        "Notices", "没有存上｜另一个程序正占用本机数据｜关闭那个程序后再按一次"
    ),
    "store.cannot_open": QT_TRANSLATE_NOOP(
        "Notices", "打不开本机数据｜数据文件夹不存在或没有权限｜让管理员检查数据文件夹"
    ),
    "store.newer_schema": QT_TRANSLATE_NOOP(
        "Notices", "打不开本机数据｜数据由更新的版本写成｜安装同样新的版本；没有改动任何数据"
    ),
    "store.unreachable": QT_TRANSLATE_NOOP(
        "Notices", "连不上数据库｜数据库没有应答｜检查数据库是否在运行，恢复后自动继续"
    ),
    "store.no_connection": QT_TRANSLATE_NOOP(
        "Notices", "连不上数据库｜{reason}｜核对数据库的地址、选项和账户，看它是否在运行，再做一次"
    ),
    "store.unknown_option": QT_TRANSLATE_NOOP(
        "Notices", "没有打开数据库｜地址里有 PostgreSQL 不认识的选项 {option}｜改正地址再做一次"
    ),
    "store.outcome_unknown": QT_TRANSLATE_NOOP(
        "Notices",
        "不知道是否存上｜数据库的一部分没有确认写入｜稍后会自动再试，重复无妨；一直这样就联系管理员",
    ),
    "store.bug": QT_TRANSLATE_NOOP(
        "Notices", "没有存上｜程序自身出错｜这一步没有生效，可以再按一次；仍不行就把这一步告诉管理员"
    ),
    "store.gone": QT_TRANSLATE_NOOP(
        "Notices",
        "打不开本机数据｜密钥还在，数据文件 {file} 不见了或被清空｜"
        "用 zongchuang restore 从备份恢复；确认找不回来，再用 zongchuang start-over 另建空数据",
    ),
    "store.rows_lost": QT_TRANSLATE_NOOP(
        "Notices",
        "本机少了最后 {count} 条记录｜数据文件的末尾坏了，或被换成了旧的｜"
        "核对最近办的几件：已上传的会从服务器取回，其余的凭手里的纸重新办；并告诉管理员",
    ),
    "store.not_gone": QT_TRANSLATE_NOOP(
        "Notices", "没有另建空数据｜{folder} 里已有本机数据｜直接启动程序；要换数据就先移走原来的文件"
    ),
    "store.none_here": QT_TRANSLATE_NOOP(
        "Notices", "没有做成｜{folder} 里没有数据｜用 --data 指定数据文件夹"
    ),
    "store.in_use": QT_TRANSLATE_NOOP(
        "Notices",
        "程序已经在运行｜同一数据文件夹只能由一个程序使用｜切换到已打开的程序；要恢复数据就先关闭它",
    ),
    "journal.unknown_kind": QT_TRANSLATE_NOOP(
        "Notices", "没有存上｜程序不认识这种记录，各部分的版本可能不一致｜联系管理员重新安装"
    ),
    "journal.too_large": QT_TRANSLATE_NOOP(
        "Notices", "没有存上｜这一步的内容超过 3 MB，服务器收不下｜把长的内容作为附件加上，再做一次"
    ),
    "config.broken": QT_TRANSLATE_NOOP(
        "Notices", "读不了设置文件 {file}｜第 {line} 行写法有误｜改正这一行，或移走该文件以恢复默认设置"
    ),
    "config.unknown_key": QT_TRANSLATE_NOOP(
        "Notices", "设置没有用上｜里面有不认识的名称 {key}｜删去它，或改正后再试"
    ),
    "config.misspelt_key": QT_TRANSLATE_NOOP(
        "Notices", "设置没有用上｜里面有不认识的名称 {key}，最接近的是 {suggestion}｜改正后再试"
    ),
    "config.wrong_value": QT_TRANSLATE_NOOP(
        "Notices", "设置没有用上｜{key} 的值不在允许的范围内｜改正后再试"
    ),
    "program.bug": QT_TRANSLATE_NOOP(
        "Notices", "这一步没有做成｜程序自身出错｜已存下的都在，可以再试；仍不行就把这一步告诉管理员"
    ),
    "reason.mode": QT_TRANSLATE_NOOP("Notices", "能被其他用户读取"),
    "reason.content": QT_TRANSLATE_NOOP("Notices", "里不是密钥"),
    "environment.file": QT_TRANSLATE_NOOP(
        "Notices", "没有做成｜用不了 {file}：{reason}｜检查路径、权限和剩余空间，再试一次"
    ),
    "environment.system": QT_TRANSLATE_NOOP(
        "Notices", "没有做成｜{reason}｜检查磁盘的剩余空间和连接，再试一次"
    ),
    "reason.no_such_path": QT_TRANSLATE_NOOP("Notices", "不存在"),
    "reason.file_in_the_way": QT_TRANSLATE_NOOP("Notices", "该是文件夹的地方有一个文件"),
    "reason.folder_in_the_way": QT_TRANSLATE_NOOP("Notices", "是文件夹，不是文件"),
    "reason.forbidden": QT_TRANSLATE_NOOP("Notices", "没有权限"),
    "reason.write_protected": QT_TRANSLATE_NOOP("Notices", "磁盘只能读"),
    "reason.disk_gone": QT_TRANSLATE_NOOP("Notices", "磁盘读写出错，可能已经拔出"),
    "reason.disk_full": QT_TRANSLATE_NOOP("Notices", "磁盘已满"),
    "environment.no_pseudo_terminal": QT_TRANSLATE_NOOP(
        "Notices", "模拟设备没有启动｜这个系统没有伪终端｜在 Linux 上运行"
    ),
    "reader.no_simulator": QT_TRANSLATE_NOOP(
        "Notices",
        "演示读卡器没有启动｜模拟程序没有应答｜重新打开程序；不用演示设备时，在设置里写明读卡器的端口",
    ),
    "reader.simulator_ended": QT_TRANSLATE_NOOP(
        "Notices", "演示读卡器没有照做｜模拟程序没有应答，或已经结束｜重新打开程序；可以先手工填写"
    ),
    "simulate.script_unreadable": QT_TRANSLATE_NOOP(
        "Notices", "脚本没有运行｜读不了 {file}：文件不存在、没有权限，或不是 UTF-8 文本｜改正后再运行"
    ),
    "demo.folder_in_use": QT_TRANSLATE_NOOP(
        "Notices", "演示没有开始｜{folder} 里已经有数据｜用 --data 指定一个空文件夹，或不写 --data"
    ),
    "demo.not_seen": QT_TRANSLATE_NOOP(
        "Notices", "演示没有做完｜等了 {seconds} 秒，屏幕上没有出现应有的结果｜看 --json 输出里停在哪一步"
    ),
    "hub.port_taken": QT_TRANSLATE_NOOP(
        "Notices", "服务器没有启动｜端口 {port} 已被占用｜用 --port 换一个端口，或先停掉占用它的程序"
    ),
    "store.unknown_database": QT_TRANSLATE_NOOP(
        "Notices",
        "没有打开数据库｜这个地址不是 PostgreSQL，也不是 SQLite 文件｜"
        "写成 postgresql://用户@主机/库名，或 sqlite:///文件",
    ),
    "hub.needs_postgresql": QT_TRANSLATE_NOOP(
        "Notices",
        "服务器没有启动｜{workers} 个工作进程要用 PostgreSQL｜用 --db 指定 PostgreSQL，或去掉 --workers",
    ),
    "hub.no_postgresql": QT_TRANSLATE_NOOP("Notices", "没有测量｜这台机器没有 PostgreSQL｜用 --db 指定一个"),
    "hub.not_ready": QT_TRANSLATE_NOOP(
        "Notices",
        "本机的服务器没有启动｜30 秒内没有应答｜程序会自己再试；可以先用无号直办，数据存在本机；"
        "一直这样就让管理员看数据文件夹里的 {log}",
    ),
    "hub.ended": QT_TRANSLATE_NOOP(
        "Notices",
        "本机的服务器没有启动｜它一启动就停了｜程序会自己再试；可以先用无号直办，数据存在本机；"
        "一直这样就让管理员看数据文件夹里的 {log}",
    ),
    "bench.linux_only": QT_TRANSLATE_NOOP(
        "Notices", "没有测量｜这项测量要用到 Linux 的功能｜在 Linux 上运行"
    ),
    "print.no_file": QT_TRANSLATE_NOOP("Notices", "没有打印｜找不到 {file}｜检查文件名和文件夹"),
    "print.not_a_pdf": QT_TRANSLATE_NOOP("Notices", "没有打印｜{file} 不是 PDF｜先转成 PDF"),
}
