"""Pages on materials: F6 takes them, everything about them can be taken back, nothing is lost."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, cast

import pypdfium2
import pytest
from msgspec.structs import replace
from PIL import Image

from app.attachments.queries import attachments_of, held_back
from app.attachments.service import blob_arrived
from app.core.clock import SystemClock
from app.core.errors import PeripheralError, StoreUnavailable
from app.peripherals.events import CameraFrame, CamerasFound, DeviceHealth, DeviceState
from app.sync.model import AttachmentProgress, Room
from devices.camera.contract import Camera, Head
from tests.support.desk import DeskBench, fill_in, lay_down
from tests.support.immediate import HeldLane
from ui.workbench.capturing import CaptureOutlets
from ui.workbench.state import CaptureState, ItemState, MaterialRow, PageState

DOCUMENT, FACE = Camera("cam-1", "高拍仪"), Camera("cam-2", "副头", Head.FACE)


def sheet(number: int) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (400, 560), (200, 20 * number % 251, 90)).save(out, "JPEG")
    return out.getvalue()


class Camera3000:
    """A camera under which the next sheet lies each time."""

    taken = 0

    def __init__(self) -> None:
        self._watched = False
        self.chosen = ""
        self.grey = False
        self.trouble: Exception | None = None
        self.health = DeviceHealth("camera", DeviceState.READY)

    def watch(self, watched: bool) -> None:
        self._watched = watched

    def watched(self) -> bool:
        return self._watched

    def choose(self, camera_id: str) -> None:
        self.chosen = camera_id

    def take_page(self, *, grey: bool = False) -> bytes:
        self.grey = grey
        if self.trouble is not None:
            raise self.trouble
        Camera3000.taken += 1
        return sheet(Camera3000.taken)


class Feeder:
    """A page scanner with three sheets, of which the last may jam."""

    def __init__(self) -> None:
        self.jams = False
        self.health = DeviceHealth("page_scanner", DeviceState.READY)

    def scan_pages(self, page: Callable[[bytes], None], *, grey: bool = False) -> int:
        for number in (11, 12) if self.jams else (11, 12, 13):
            page(sheet(number))
        if self.jams:
            raise PeripheralError("page_scanner.jammed")
        return 3

    def cancel(self) -> None:
        raise AssertionError


class Bench(DeskBench):
    """A desk with a camera and a page scanner."""

    def open(self) -> None:
        super().open()
        self.camera, self.feeder = Camera3000(), Feeder()
        self.frames: list[bytes] = []
        self.remembered: list[str] = []
        camera, feeder = cast(Any, self.camera), cast(Any, self.feeder)
        outlets = CaptureOutlets(camera, feeder, self.frames.append, self.remembered.append)
        self.desk.capture.connect(outlets)
        for kind in ("camera", "page_scanner"):
            self.tell(DeviceHealth(kind, DeviceState.READY))
        self.tell(CamerasFound((DOCUMENT, FACE)))

    def tell(self, event: object) -> None:
        for handlers in (self.desk.news.handlers, self.desk.capture.handlers):
            if type(event) in handlers:
                handlers[type(event)](event)

    @property
    def panel(self) -> CaptureState:
        assert self.state.capture is not None
        return self.state.capture

    @property
    def item(self) -> ItemState:
        assert self.state.item is not None
        return self.state.item

    def material(self) -> MaterialRow:
        """The row of the material in front of the camera."""
        return next(row for row in self.item.materials if row.code == self.panel.material)

    def pages(self) -> tuple[PageState, ...]:
        return self.panel.pages

    def take(self, count: int) -> list[str]:
        for _ in range(count):
            self.press("capture")
        return [page.id for page in self.pages()]


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    made = Bench(tmp_path)
    made.press("walk_in")
    lay_down(made)
    made.desk.intake.add_item("IT040")
    yield made
    made.close()


def pictures(bench: Bench) -> list[bytes]:
    """The small pictures, which tell pages apart."""
    return [page.picture for page in bench.pages()]


def test_f6_opens_the_panel_on_what_is_missing_and_then_takes_pages_which_close_the_gap(bench: Bench) -> None:
    assert "capture" in bench.state.enabled
    assert not bench.camera.watched()
    missing = next(gap.key for gap in bench.item.gaps if gap.place == "material")
    bench.press("capture")
    assert bench.panel.material == missing
    assert (bench.panel.pages, bench.material().state) == ((), 0)
    assert bench.camera.watched()
    bench.take(2)
    row = bench.material()
    assert (row.state, row.detail.code, row.pages, row.waiting) == (1, "material.taken_scan", 2, 2)
    assert missing not in [gap.key for gap in bench.item.gaps]
    bench.press("back")
    assert bench.state.capture is None
    assert not bench.camera.watched()


def test_what_is_under_way_keeps_its_button_and_with_it_the_keyboard(bench: Bench) -> None:
    bench.press("capture")
    assert bench.desk.session.begin("capture")
    assert "capture" in bench.state.enabled
    bench.press("capture")
    assert bench.pages() == ()


def test_the_last_page_that_goes_opens_the_gap_again_and_undo_brings_both_back(bench: Bench) -> None:
    bench.press("capture")
    (page,) = bench.take(1)
    bench.desk.capture.change("remove", page)
    assert bench.pages() == ()
    assert bench.material().state == 0
    bench.press("undo")
    assert len(bench.pages()) == 1
    assert bench.material().state == 1


def test_what_the_clerk_said_of_the_original_stands_whatever_happens_to_its_pages(bench: Bench) -> None:
    bench.press("capture")
    bench.desk.intake.set_material(bench.panel.material, 1)
    said = bench.material().detail
    (page,) = bench.take(1)
    assert bench.material().detail == said
    bench.desk.capture.change("remove", page)
    assert bench.material().state == 1


def test_pages_are_turned_moved_and_taken_again_and_each_step_is_taken_back(bench: Bench) -> None:
    bench.press("capture")
    bench.take(3)
    one, two, three = pictures(bench)
    bench.desk.capture.change("later", bench.pages()[0].id)
    assert pictures(bench) == [two, one, three]
    bench.desk.capture.change("earlier", bench.pages()[0].id)
    assert pictures(bench) == [two, one, three], "there is nothing before the first"
    bench.press("undo")
    assert pictures(bench) == [one, two, three]
    bench.desk.capture.change("turn_right", bench.pages()[1].id)
    turned = pictures(bench)[1]
    assert Image.open(io.BytesIO(turned)).size == (220, 157)
    bench.press("undo")
    assert pictures(bench) == [one, two, three]
    bench.desk.capture.change("retake", bench.pages()[1].id)
    assert bench.panel.retaking == bench.pages()[1].id
    bench.press("capture")
    assert len(bench.pages()) == 3
    assert pictures(bench)[0::2] == [one, three]
    assert pictures(bench)[1] not in (one, two, three)
    assert bench.panel.retaking == ""
    bench.press("undo")
    assert pictures(bench) == [one, two, three]


def test_pages_are_there_after_the_power_went_and_go_on_after_the_receipt(bench: Bench) -> None:
    fill_in(bench)
    bench.press("capture")
    bench.take(2)
    before = pictures(bench)
    bench.desk.tick()
    bench.kill()
    bench.open()
    bench.press("capture")
    bench.desk.capture.aim(next(row.code for row in bench.item.materials if row.pages))
    assert pictures(bench) == before
    bench.press("back")
    bench.press("receive")
    assert bench.item.received_at is not None
    bench.press("capture")
    bench.desk.capture.aim(next(row.code for row in bench.item.materials if row.pages))
    bench.take(1)
    assert len(bench.pages()) == 3, "a received case still takes pages"


def test_the_very_same_picture_again_is_told_and_not_kept_twice(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bench.camera, "take_page", lambda *, grey: sheet(99))
    bench.press("capture")
    assert len(bench.take(2)) == 1
    assert bench.bars() == ["page.same"]


def test_pages_go_to_the_material_that_is_selected(bench: Bench) -> None:
    codes = [row.code for row in bench.item.materials]
    bench.desk.capture.aim(codes[-1])
    bench.press("capture")
    assert bench.panel.material == codes[-1]
    bench.desk.capture.aim(codes[0])
    bench.take(1)
    assert {row.code: row.pages for row in bench.item.materials if row.pages} == {codes[0]: 1}


def test_a_scan_brings_all_pages_and_a_jam_keeps_what_came(bench: Bench) -> None:
    bench.press("capture")
    bench.desk.capture.scan()
    assert len(bench.pages()) == 3
    assert "page_scanner.done" in bench.bars()
    assert not bench.panel.scanning
    bench.feeder.jams = True
    bench.desk.capture.aim(bench.item.materials[-1].code)
    bench.desk.capture.scan()
    assert len(bench.pages()) == 2
    assert "page_scanner.jammed" in bench.bars()


def test_where_real_cases_are_handled_no_sample_sheet_gets_on_a_material(bench: Bench) -> None:
    bench.press("capture")
    bench.camera.health = replace(bench.camera.health, demo=True)
    bench.feeder.health = replace(bench.feeder.health, demo=True)
    assert len(bench.take(1)) == 1, "while one learns it, they are good"
    bench.desk.session.update(services=replace(bench.desk.session.services, demo_cards=False))
    bench.press("capture")
    assert "camera.demo_refused" in bench.bars()
    bench.desk.capture.scan()
    assert "page_scanner.demo_refused" in bench.bars()
    assert len(bench.pages()) == 1


@pytest.mark.parametrize(
    "error",
    [PeripheralError("device.not_connected", port="usb"), StoreUnavailable("attachment.disk_low")],
)
def test_without_a_camera_or_room_on_the_disk_the_clerk_is_told_and_goes_on(
    bench: Bench, error: Exception
) -> None:
    bench.press("capture")
    bench.camera.trouble = error
    bench.press("capture")
    assert bench.bars() == [cast(PeripheralError, error).code]
    assert bench.material().state == 0
    bench.camera.trouble = None
    assert len(bench.take(1)) == 1


def test_the_panel_says_what_the_camera_is_and_which_one_is_used(bench: Bench) -> None:
    bench.press("capture")
    assert bench.panel.cameras == (("cam-1", "高拍仪"), ("cam-2", "副头"))
    assert bench.panel.chosen == "cam-1"
    bench.desk.capture.set_up("cam-2", True)
    bench.press("capture")
    assert (bench.camera.chosen, bench.remembered, bench.camera.grey) == ("cam-2", ["cam-2"], True)
    bench.tell(CameraFrame(b"frame"))
    assert bench.frames == [b"frame"]
    bench.tell(DeviceHealth("camera", DeviceState.ABSENT, "device.unplugged"))
    assert not bench.panel.ready
    assert bench.panel.device.code == "device.unplugged"


def test_pages_that_the_hub_has_are_shown_so(bench: Bench) -> None:
    bench.press("capture")
    bench.take(2)
    bench.tell(AttachmentProgress(2, 0, 100, Room.ENOUGH))
    assert bench.panel.uploading
    first = bench.pages()[0].id
    sha256 = next(
        file.file.sha256
        for files in bench.desk.session.model.pages.values()
        for pages in files.values()
        for file in pages
        if file.id == first
    )
    hall = bench.settings.hall.id
    bench.backstage.store.transact(lambda conn: blob_arrived(conn, hall, sha256, SystemClock()))
    bench.tell(AttachmentProgress(0, 0, 0, Room.ENOUGH))
    assert [page.arrived for page in bench.pages()] == [True, False]
    assert bench.material().waiting == 1


def test_the_pages_of_a_material_are_one_pdf(bench: Bench, tmp_path: Path) -> None:
    bench.press("capture")
    bench.take(3)
    bench.desk.capture.save_as(str(tmp_path / "材料.pdf"))
    assert "document.saved" in bench.bars()
    with pypdfium2.PdfDocument(tmp_path / "材料.pdf") as pdf:
        assert len(pdf) == 3
    bench.desk.capture.save_as(str(tmp_path / "missing" / "材料.pdf"))
    assert "document.not_saved" in bench.bars()


def test_a_slow_stick_for_pages_keeps_nobody_from_the_store(bench: Bench, tmp_path: Path) -> None:
    bench.press("capture")
    bench.take(1)
    stick = bench.desk.session.runner = HeldLane("files")
    bench.desk.capture.save_as(str(tmp_path / "材料.pdf"))
    assert not (tmp_path / "材料.pdf").exists()
    stick.go_on()
    assert (tmp_path / "材料.pdf").stat().st_size > 0


def test_pages_of_an_item_wait_for_its_receipt_and_go_when_it_was_taken_off(bench: Bench) -> None:
    def kept() -> int:
        return sum(path.is_file() for path in (bench.folder / "attachments").rglob("*"))

    def held() -> int:
        node = bench.backstage.node
        with bench.backstage.store.read() as conn:
            return len(held_back(conn, node.hall_id, node.node))

    fill_in(bench)
    bench.press("capture")
    bench.take(2)
    assert (kept(), held()) == (2, 2)
    bench.press("receive")
    assert held() == 0
    bench.desk.capture.close()
    bench.desk.intake.add_item("IT028")
    bench.press("capture")
    bench.take(3)
    assert (kept(), held()) == (5, 3)
    visit = bench.desk.session.model.visit
    assert visit is not None
    bench.press("remove_item")
    assert kept() == 5
    bench.press("undo")
    assert [len(pages) for pages in bench.desk.session.model.pages[visit.drafts[1].case_id].values()] == [3]
    bench.press("remove_item")
    bench.press("finish")
    assert kept() == 2
    with bench.backstage.store.read() as conn:
        hall = bench.backstage.node.hall_id
        left = [len(attachments_of(conn, hall, draft.case_id)) for draft in visit.drafts]
    assert left == [2, 0]


def test_the_end_of_the_visit_closes_the_panel_and_forgets_its_pages(bench: Bench) -> None:
    fill_in(bench)
    bench.press("capture")
    bench.take(1)
    bench.press("receive")
    bench.press("finish")
    assert bench.state.capture is None
    assert bench.desk.session.model.pages == {}
    assert not bench.camera.watched()
    assert dict(bench.state.refused)["capture"].code == "visit.none"
