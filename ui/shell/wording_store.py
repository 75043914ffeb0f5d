"""Words for the store, the settings and the machine."""

from ui.common.marking import QT_TRANSLATE_NOOP

STORE = {
    "store.wrong_key": (
        QT_TRANSLATE_NOOP("Notices", "打不开本机数据 {file}"),
        QT_TRANSLATE_NOOP("Notices", "密钥与数据不符，或文件不是本程序的数据"),
        QT_TRANSLATE_NOOP("Notices", "没有改动任何文件。请从备份恢复原密钥，或联系管理员；不要删除数据文件"),
    ),
    "store.key_missing": (
        QT_TRANSLATE_NOOP("Notices", "打不开本机数据"),
        QT_TRANSLATE_NOOP("Notices", "数据还在，但找不到它的密钥 {file}"),
        QT_TRANSLATE_NOOP("Notices", "请把原密钥放回数据文件夹，或从备份恢复；程序不会新建空数据"),
    ),
    "store.key_unreadable": (
        QT_TRANSLATE_NOOP("Notices", "不能使用密钥文件 {file}"),
        QT_TRANSLATE_NOOP("Notices", "文件能被其他用户读取，或内容已损坏（{reason}）"),
        QT_TRANSLATE_NOOP("Notices", "请把权限改为仅本人可读（0600），或从备份恢复"),
    ),
    "store.damaged": (
        QT_TRANSLATE_NOOP("Notices", "本机数据已损坏"),
        QT_TRANSLATE_NOOP("Notices", "数据文件没有通过完整性检查"),
        QT_TRANSLATE_NOOP("Notices", "原文件保持不动。请用最近的备份恢复，已上传的办件在服务器上仍然完整"),
    ),
    "store.disk_full": (
        QT_TRANSLATE_NOOP("Notices", "没有存上"),
        QT_TRANSLATE_NOOP("Notices", "磁盘已满"),
        QT_TRANSLATE_NOOP("Notices", "腾出空间后再按一次；之前办的都在，现在可以查看，不能新办"),
    ),
    "store.disk_error": (
        QT_TRANSLATE_NOOP("Notices", "没有存上"),
        QT_TRANSLATE_NOOP("Notices", "磁盘读写出错"),
        QT_TRANSLATE_NOOP("Notices", "请停止在这台电脑上收件并联系管理员，之前存下的可以查看"),
    ),
    "store.read_only": (
        QT_TRANSLATE_NOOP("Notices", "没有存上"),
        QT_TRANSLATE_NOOP("Notices", "数据文件夹不允许写入"),
        QT_TRANSLATE_NOOP("Notices", "请管理员检查文件夹权限，之前存下的可以查看"),
    ),
    "store.locked": (
        QT_TRANSLATE_NOOP("Notices", "没有存上"),
        QT_TRANSLATE_NOOP("Notices", "另一个程序正占用本机数据"),
        QT_TRANSLATE_NOOP("Notices", "关闭另一个窗口程序后再按一次"),
    ),
    "store.cannot_open": (
        QT_TRANSLATE_NOOP("Notices", "打不开本机数据"),
        QT_TRANSLATE_NOOP("Notices", "数据文件夹不存在或没有权限"),
        QT_TRANSLATE_NOOP("Notices", "请管理员检查数据文件夹"),
    ),
    "store.newer_schema": (
        QT_TRANSLATE_NOOP("Notices", "打不开本机数据"),
        QT_TRANSLATE_NOOP("Notices", "数据由更新的版本写成（{schema}）"),
        QT_TRANSLATE_NOOP("Notices", "请安装同样新的版本；没有改动任何数据"),
    ),
    "store.unreachable": (
        QT_TRANSLATE_NOOP("Notices", "连不上数据库"),
        QT_TRANSLATE_NOOP("Notices", "数据库没有应答"),
        QT_TRANSLATE_NOOP("Notices", "检查数据库是否在运行，恢复后会自动继续"),
    ),
    "store.retries_exhausted": (
        QT_TRANSLATE_NOOP("Notices", "没有存上"),
        QT_TRANSLATE_NOOP("Notices", "同时写入太多，重试多次仍未成功"),
        QT_TRANSLATE_NOOP("Notices", "再按一次"),
    ),
    "store.bug": (
        QT_TRANSLATE_NOOP("Notices", "没有存上"),
        QT_TRANSLATE_NOOP("Notices", "程序自身出错（{kind}）"),
        QT_TRANSLATE_NOOP("Notices", "这一步没有生效，可以再试；请把代码告诉管理员"),
    ),
    "store.none_here": (
        QT_TRANSLATE_NOOP("Notices", "没有可核对的数据"),
        QT_TRANSLATE_NOOP("Notices", "{folder} 里没有本机数据"),
        QT_TRANSLATE_NOOP("Notices", "用 --data 指定数据文件夹"),
    ),
    "store.in_use": (
        QT_TRANSLATE_NOOP("Notices", "程序已经在运行"),
        QT_TRANSLATE_NOOP("Notices", "同一数据文件夹只能由一个窗口程序使用"),
        QT_TRANSLATE_NOOP("Notices", "切换到已打开的窗口"),
    ),
    "journal.unknown_kind": (
        QT_TRANSLATE_NOOP("Notices", "没有存上"),
        QT_TRANSLATE_NOOP("Notices", "程序不认识这种记录（{kind}）"),
        QT_TRANSLATE_NOOP("Notices", "请把代码告诉管理员"),
    ),
    "config.broken": (
        QT_TRANSLATE_NOOP("Notices", "读不了设置文件 {file}"),
        QT_TRANSLATE_NOOP("Notices", "第 {line} 行写法有误"),
        QT_TRANSLATE_NOOP("Notices", "改正这一行，或移走该文件以恢复默认设置"),
    ),
    "config.unknown_key": (
        QT_TRANSLATE_NOOP("Notices", "设置里有不认识的名称 {key}"),
        QT_TRANSLATE_NOOP("Notices", "最接近的名称是 {suggestion}"),
        QT_TRANSLATE_NOOP("Notices", "改正名称后再启动"),
    ),
    "config.wrong_value": (
        QT_TRANSLATE_NOOP("Notices", "设置 {key} 的值不对"),
        "{reason}",
        QT_TRANSLATE_NOOP("Notices", "改正后再启动"),
    ),
}
