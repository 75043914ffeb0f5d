"""Every key of the workbench, once: buttons, the F1 sheet, the search list and the tests read this table.

Not used on purpose: F10 (Windows menu), bare letters, Ctrl+Space, Shift+Space, Ctrl+Shift, Ctrl+., all of
them taken by Windows or by Chinese input methods.
"""

from __future__ import annotations

from typing import Final

from msgspec import Struct

from ui.common.marking import QT_TRANSLATE_NOOP


class Key(Struct, frozen=True):
    """One action: its id, its keys as Qt writes them (the first is shown), its icon and its Chinese text.

    ``group`` orders the F1 sheet: call (叫号), visit (办理), go (跳转), other (其他).
    """

    id: str
    keys: tuple[str, ...]
    icon: str
    text: str
    group: str


KEYMAP: Final[tuple[Key, ...]] = (
    Key("call_next", ("F2",), "call", QT_TRANSLATE_NOOP("keymap", "叫下一位"), "call"),
    Key("recall", ("F3",), "recall", QT_TRANSLATE_NOOP("keymap", "重呼"), "call"),
    Key("miss", ("F4",), "miss", QT_TRANSLATE_NOOP("keymap", "过号"), "call"),
    Key("start", ("Return", "Enter"), "start", QT_TRANSLATE_NOOP("keymap", "开始办理"), "call"),
    Key("walk_in", ("Ctrl+N",), "walk_in", QT_TRANSLATE_NOOP("keymap", "无号直办"), "call"),
    Key("read_card", ("F5",), "card", QT_TRANSLATE_NOOP("keymap", "读证"), "visit"),
    Key("capture", ("F6",), "camera", QT_TRANSLATE_NOOP("keymap", "高拍"), "visit"),
    Key("add_item", ("Ctrl+M",), "plus", QT_TRANSLATE_NOOP("keymap", "加办一件"), "visit"),
    Key("remove_item", ("Ctrl+W",), "close", QT_TRANSLATE_NOOP("keymap", "移除本件"), "visit"),
    Key("next_gap", ("F7",), "next_gap", QT_TRANSLATE_NOOP("keymap", "下一缺项"), "visit"),
    Key("documents", ("F8",), "document", QT_TRANSLATE_NOOP("keymap", "文书"), "visit"),
    Key("print", ("Ctrl+P",), "printer", QT_TRANSLATE_NOOP("keymap", "打印"), "visit"),
    Key(
        "receive", ("Ctrl+Return", "Ctrl+Enter"), "receive", QT_TRANSLATE_NOOP("keymap", "受理本件"), "visit"
    ),
    Key("amend", ("Ctrl+G",), "document", QT_TRANSLATE_NOOP("keymap", "更正与备注"), "visit"),
    Key("finish", ("F12",), "check", QT_TRANSLATE_NOOP("keymap", "办结并评价"), "visit"),
    Key("evaluation", ("Ctrl+E",), "evaluator", QT_TRANSLATE_NOOP("keymap", "打开评价页"), "visit"),
    Key("search", ("Ctrl+K",), "search", QT_TRANSLATE_NOOP("keymap", "找事项、办件、命令"), "go"),
    *(
        Key(f"item_{n}", (f"Ctrl+{n}",), "list", QT_TRANSLATE_NOOP("keymap", "切换到第几件事项"), "go")
        for n in range(1, 10)
    ),
    Key("panel_queue", ("Alt+1",), "people", QT_TRANSLATE_NOOP("keymap", "到等候队列"), "go"),
    Key("panel_person", ("Alt+2",), "person", QT_TRANSLATE_NOOP("keymap", "到申请人"), "go"),
    Key("panel_form", ("Alt+3",), "working", QT_TRANSLATE_NOOP("keymap", "到填报信息"), "go"),
    Key("panel_materials", ("Alt+4",), "list", QT_TRANSLATE_NOOP("keymap", "到材料清单"), "go"),
    Key("panel_records", ("Alt+5",), "clock", QT_TRANSLATE_NOOP("keymap", "到办理记录"), "go"),
    Key("sync", ("Ctrl+T",), "sync", QT_TRANSLATE_NOOP("keymap", "同步中心"), "go"),
    Key("devices", ("Ctrl+D",), "display", QT_TRANSLATE_NOOP("keymap", "设备中心"), "go"),
    Key("sync_now", ("Alt+R",), "recall", QT_TRANSLATE_NOOP("keymap", "立即重试上传"), "other"),
    Key("leave_duty", ("Ctrl+L",), "person", QT_TRANSLATE_NOOP("keymap", "离岗"), "other"),
    Key("undo", ("Ctrl+Z",), "undo", QT_TRANSLATE_NOOP("keymap", "撤销"), "other"),
    Key("back", ("Esc",), "back", QT_TRANSLATE_NOOP("keymap", "返回上一层"), "other"),
    Key("help", ("F1",), "help", QT_TRANSLATE_NOOP("keymap", "帮助与按键"), "other"),
)
BY_ID: Final[dict[str, Key]] = {each.id: each for each in KEYMAP}
GROUPS: Final[tuple[tuple[str, str], ...]] = (
    ("call", QT_TRANSLATE_NOOP("keymap", "叫号")),
    ("visit", QT_TRANSLATE_NOOP("keymap", "办理")),
    ("go", QT_TRANSLATE_NOOP("keymap", "跳转")),
    ("other", QT_TRANSLATE_NOOP("keymap", "其他")),
)


def cap(key: Key) -> str:
    """What stands on the key cap: ``F2``, ``Ctrl+Enter``."""
    return key.keys[0].replace("Return", "Enter")
