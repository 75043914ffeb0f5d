"""Words for the hub, the queue and sync."""

from PySide6.QtCore import QT_TRANSLATE_NOOP as N

SYNC = {
    "sync.unknown": (N("Notices", "正在连接"), "", ""),
    "sync.synced": (N("Notices", "在线 · 已同步 {at}"), "", ""),
    "sync.online_pending": (N("Notices", "在线 · 待上传 {pending}"), "", ""),
    "sync.uploading": (N("Notices", "上传中 {done}/{total}"), "", ""),
    "sync.offline": (N("Notices", "离线办理中 · 待上传 {pending}"), "", ""),
    "sync.failed": (N("Notices", "上传失败 {failed}"), "", ""),
    "hub.port_taken": (
        N("Notices", "服务器没有启动"),
        N("Notices", "端口 {port} 已被占用"),
        N("Notices", "用 --port 换一个端口，或先停掉占用它的程序"),
    ),
}
