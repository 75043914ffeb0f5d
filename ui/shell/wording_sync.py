"""Words for the hub, the queue and sync."""

from ui.common.marking import QT_TRANSLATE_NOOP

SYNC = {
    "sync.unknown": (QT_TRANSLATE_NOOP("Notices", "正在连接"), "", ""),
    "sync.synced": (QT_TRANSLATE_NOOP("Notices", "在线 · 已同步 {at}"), "", ""),
    "sync.online_pending": (QT_TRANSLATE_NOOP("Notices", "在线 · 待上传 {pending}"), "", ""),
    "sync.uploading": (QT_TRANSLATE_NOOP("Notices", "上传中 {done}/{total}"), "", ""),
    "sync.offline": (QT_TRANSLATE_NOOP("Notices", "离线办理中 · 待上传 {pending}"), "", ""),
    "sync.failed": (QT_TRANSLATE_NOOP("Notices", "上传失败 {failed}"), "", ""),
    "hub.port_taken": (
        QT_TRANSLATE_NOOP("Notices", "服务器没有启动"),
        QT_TRANSLATE_NOOP("Notices", "端口 {port} 已被占用"),
        QT_TRANSLATE_NOOP("Notices", "用 --port 换一个端口，或先停掉占用它的程序"),
    ),
}
