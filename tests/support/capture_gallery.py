"""Pages being put on a material (高拍), in the situations that a clerk meets."""

from __future__ import annotations

from datetime import datetime, timedelta

from msgspec.structs import replace

import resources
from devices.imaging.page_jpeg import thumbnail
from ui.workbench.state import (
    BarState,
    CaptureState,
    FocusRequest,
    PageState,
    UndoOffer,
    Wording,
    WorkbenchState,
)

SHEETS = tuple(path.read_bytes() for path in sorted(resources.path("sheets").glob("*.jpg")))
PAGES = tuple(
    PageState(f"p{n}", thumbnail(sheet, 220), size, n == 1)
    for n, (sheet, size) in enumerate(zip(SHEETS, (116, 137, 142), strict=True), 1)
)
CAPTURE = CaptureState(
    "m4",
    "社会保障卡（复印件）及开户银行出具的账户证明",
    Wording("device.ready"),
    "ok",
    True,
    True,
    (("simulated:document", "演示高拍仪 主头"), ("simulated:face", "演示高拍仪 副头")),
    "simulated:document",
    True,
    pages=PAGES,
    uploading=True,
)


def capture_states(serving: WorkbenchState, now: datetime) -> dict[str, WorkbenchState]:
    """The panel with pages, taking one again, empty, and without its camera, in a visit."""
    assert serving.item is not None
    first, *others = serving.item.materials
    first = replace(first, pages=3, kilobytes=395, waiting=2)
    removed = Wording("page.removed", (("name", "户口簿"),))
    pages = replace(
        serving,
        item=replace(serving.item, materials=(first, *others)),
        focus=FocusRequest(),
        queue=replace(serving.queue, undo=UndoOffer(removed, now + timedelta(seconds=21))),
        enabled=serving.enabled | {"capture", "undo"},
        capture=CAPTURE,
    )
    gone = replace(
        CAPTURE, device=Wording("device.unplugged"), device_tone="warn", ready=False, scanning=True
    )
    empty = replace(CAPTURE, pages=(), scanner=False, demo=False, cameras=CAPTURE.cameras[:1])
    return {
        "capture": pages,
        "capture_retake": replace(pages, capture=replace(CAPTURE, retaking="p2", grey=True)),
        "capture_empty": replace(pages, capture=empty),
        "capture_no_camera": replace(
            pages, bars=(BarState(Wording("attachment.disk_low"), "bad"),), capture=gone
        ),
    }
