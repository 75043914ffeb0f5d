"""Rows and lines of the sync centre, from its state to words."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QCoreApplication

from ui.common.formatting import clock_time, elapsed, minutes_since
from ui.common.marking import QT_TRANSLATE_NOOP
from ui.common.widgets.rows import Row
from ui.shell.notices import in_words, word
from ui.sync.state import (
    ConflictState,
    FailedState,
    FieldState,
    KeptState,
    LinkState,
    PendingState,
    SideState,
    SyncState,
)
from ui.workbench.state import Wording
from ui.workbench.wording import field_label

_GAP = " · "
_MEGABYTE = 1 << 20
_DAY_MINUTES = 24 * 60
CHOICES = {
    "mine": QT_TRANSLATE_NOOP("SyncCentre", "用本机"),
    "theirs": QT_TRANSLATE_NOOP("SyncCentre", "用服务器"),
    "both": QT_TRANSLATE_NOOP("SyncCentre", "两个都留"),
}
"""What may be chosen for a field, in the order of the keys 1, 2, 3."""
_ONLINE = QT_TRANSLATE_NOOP("SyncCentre", "在线")
_OFFLINE = QT_TRANSLATE_NOOP("SyncCentre", "离线 {n} 分（{at} 起）")
_STOPPED = QT_TRANSLATE_NOOP("SyncCentre", "上传停住")
_CONNECTING = QT_TRANSLATE_NOOP("SyncCentre", "正在连接")
_NEXT_TRY = QT_TRANSLATE_NOOP("SyncCentre", "下次重试 {time}")
_TRYING = QT_TRANSLATE_NOOP("SyncCentre", "正在重试")
_PENDING = QT_TRANSLATE_NOOP("SyncCentre", "待上传 {n}")
_FAILED = QT_TRANSLATE_NOOP("SyncCentre", "失败 {n}")
_CONFLICTS = QT_TRANSLATE_NOOP("SyncCentre", "冲突 {n}")
_CONFLICT = QT_TRANSLATE_NOOP("SyncCentre", "冲突  {what}  {n} 项")
_LATEST = QT_TRANSLATE_NOOP("SyncCentre", "最近成功 {at}")
_KEPT = QT_TRANSLATE_NOOP("SyncCentre", "已收到、需更新后显示 {n}")
_RECORD = QT_TRANSLATE_NOOP("SyncCentre", "新版本的记录")
_SLOW = QT_TRANSLATE_NOOP("SyncCentre", "本机时钟比服务器慢 {n}，记下的时间不准；照常办理，让管理员校准")
_FAST = QT_TRANSLATE_NOOP("SyncCentre", "本机时钟比服务器快 {n}，记下的时间不准；照常办理，让管理员校准")
_MINUTES = QT_TRANSLATE_NOOP("SyncCentre", "{n} 分")
_DAYS = QT_TRANSLATE_NOOP("SyncCentre", "{n} 天")
_DOUBTFUL = QT_TRANSLATE_NOOP("SyncCentre", "{at}（时间不准）")
_OPEN = QT_TRANSLATE_NOOP("SyncCentre", "未选")
_HERE = QT_TRANSLATE_NOOP("SyncCentre", "本机 {value}")
_THERE = QT_TRANSLATE_NOOP("SyncCentre", "服务器 {value}")
_WHO = QT_TRANSLATE_NOOP("SyncCentre", "{at} {window} 号窗口 {person}")
_EMPTY_VALUE = QT_TRANSLATE_NOOP("SyncCentre", "（空）")
_WAITS = QT_TRANSLATE_NOOP("SyncCentre", "排队")
_SENDING = QT_TRANSLATE_NOOP("SyncCentre", "上传中")
_FAILURE = QT_TRANSLATE_NOOP("SyncCentre", "失败")
_FILES = QT_TRANSLATE_NOOP("SyncCentre", "{n} 个附件 {size} MB")
_MORE = QT_TRANSLATE_NOOP("SyncCentre", "待上传 {n}，先列最早的 {shown} 条")


def said(text: str) -> str:
    """A text of this module in the language of the screen."""
    return QCoreApplication.translate("SyncCentre", text)


def link_line(link: LinkState, now: datetime) -> str:
    """The line of the connection: whether it stands, since when, when it is tried again, what waits."""
    parts = [_standing(link, now)]
    if link.known and not link.online and link.retry_at is not None:
        left = max(link.retry_at, now)
        wait = said(_NEXT_TRY).format(time=elapsed(now, left)) if left > now else said(_TRYING)
        parts.append(wait)
    if link.known:
        counts = ((_PENDING, link.pending), (_FAILED, link.failed), (_CONFLICTS, link.conflicts))
        parts += [said(text).format(n=count) for text, count in counts]
    if link.last_success is not None:
        parts.append(said(_LATEST).format(at=clock_time(link.last_success)))
    return _GAP.join(parts)


def _standing(link: LinkState, now: datetime) -> str:
    if not link.known:
        return said(_CONNECTING)
    if link.stopped:
        return said(_STOPPED)
    if link.online or link.since is None:
        return said(_ONLINE) if link.online else said(_CONNECTING)
    return said(_OFFLINE).format(n=minutes_since(link.since, now), at=clock_time(link.since))


def clock_line(minutes: int) -> str:
    """What is wrong with the clock; ``minutes``: the hub's time minus this machine's, 0 when it is right."""
    if not minutes:
        return ""
    days = round(abs(minutes) / _DAY_MINUTES)
    span = said(_DAYS).format(n=days) if days else said(_MINUTES).format(n=abs(minutes))
    return said(_SLOW if minutes > 0 else _FAST).format(n=span)


def rows(state: SyncState) -> tuple[Row, ...]:
    """The list: what is to be decided first, then what failed, what cannot be read yet, what waits."""
    made = [row for conflict in state.conflicts for row in _conflict_rows(conflict)]
    if state.failed:
        made.append(_heading("failed", said(_FAILED).format(n=len(state.failed))))
        made += [_failed_row(row) for row in state.failed]
    if state.kept:
        made.append(_heading("kept", said(_KEPT).format(n=len(state.kept))))
        made += [_kept_row(row) for row in state.kept]
    if state.pending:
        shown, waiting = len(state.pending), state.link.pending
        text = (
            said(_MORE).format(n=waiting, shown=shown) if waiting > shown else said(_PENDING).format(n=shown)
        )
        made.append(_heading("pending", text))
        made += [_pending_row(row) for row in state.pending]
    return tuple(made)


def field_key(event_id: str, name: str) -> str:
    """The key of the row of a field that is to be decided."""
    return f"{event_id} {name}"


def side_line(side: SideState) -> str:
    """Since when, where and by whom a value stands."""
    at = said(_DOUBTFUL).format(at=clock_time(side.at)) if side.doubtful else clock_time(side.at)
    return said(_WHO).format(at=at, window=side.window, person=side.person)


def value_of(side: SideState) -> str:
    """A value, or that there is none."""
    return side.value or said(_EMPTY_VALUE)


def title(what: str, kind: Wording) -> str:
    """What a record is called: its subject and what was done, as far as this program knows."""
    done = word(kind.code).what
    return "  ".join(part for part in (said(_RECORD) if done == kind.code else done, what) if part)


def _heading(key: str, text: str) -> Row:
    return Row(f"heading {key}", text, heading=True)


def _conflict_rows(conflict: ConflictState) -> list[Row]:
    text = said(_CONFLICT).format(what=conflict.what, n=len(conflict.fields))
    head = _heading(conflict.event_id, text)
    return [head, *(_field_row(conflict.event_id, field) for field in conflict.fields)]


def _field_row(event_id: str, field: FieldState) -> Row:
    mine = said(_HERE).format(value=value_of(field.mine))
    theirs = said(_THERE).format(value=value_of(field.theirs))
    return Row(
        field_key(event_id, field.name),
        field_label(field.name),
        subtitle=f"{mine}  |  {theirs}",
        chip=said(CHOICES[field.choice]) if field.choice else said(_OPEN),
        tone="ok" if field.choice else "warn",
        icon="done" if field.choice else "warning",
        icon_token="ok" if field.choice else "warn",
        strong=True,
    )


def _failed_row(row: FailedState) -> Row:
    return Row(
        row.event_id,
        title(row.what, row.kind),
        subtitle=in_words(row.reason),
        chip=said(_FAILURE),
        tone="bad",
        icon="gap",
        icon_token="bad",
    )


def _kept_row(row: KeptState) -> Row:
    return Row(
        row.event_id,
        title(row.what, row.kind),
        subtitle=in_words(row.reason),
        chip=clock_time(row.at),
        tone="info",
        icon="clock",
    )


def _pending_row(row: PendingState) -> Row:
    return Row(
        row.event_id,
        title(row.what, row.kind),
        subtitle=_GAP.join(part for part in (clock_time(row.at), files_line(row)) if part),
        chip=said(_SENDING) if row.sending else said(_WAITS),
        tone="info" if row.sending else "quiet",
        icon="sync" if row.sending else "clock",
    )


def files_line(row: PendingState) -> str:
    """How many attachments wait with a record, and how much that is."""
    if not row.attachments:
        return ""
    return said(_FILES).format(n=row.attachments, size=f"{row.size / _MEGABYTE:.1f}")
