"""Pages on materials (高拍, 扫描): taken, put in order, taken back. F6 opens the panel and takes the next
page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from app.attachments.model import Attachment
from app.attachments.pages import Pages
from app.peripherals.events import CameraFrame, CamerasFound
from app.sync.model import AttachmentProgress
from ui.workbench.intake import Intake
from ui.workbench.present_capture import material_name, materials_now, pages_of
from ui.workbench.session import Capture, Session, wording
from ui.workbench.state import PageChange

if TYPE_CHECKING:
    from app.peripherals.page_desks import CameraDesk, PageScannerDesk

UNDO_PAGE_S = 30
_TURNS: Mapping[str, int] = {"turn_left": 3, "turn_right": 1}
_STEPS: Mapping[str, int] = {"earlier": -1, "later": 1}


class CaptureOutlets(Struct, frozen=True):
    """What the panel works with: camera, page scanner, where frames are shown, how a choice is kept."""

    camera: CameraDesk
    scanner: PageScannerDesk
    show_frame: Callable[[bytes], None]
    remember_camera: Callable[[str], None]


class CaptureTable:
    """The clerk's hands on the pages of a material. A page is on the disk before it is on the screen."""

    def __init__(self, session: Session, intake: Intake) -> None:
        self._session = session
        self._intake = intake
        self._outlets: CaptureOutlets | None = None
        self._aim = ""
        self._known: frozenset[str] = frozenset()
        self.handlers: Mapping[type, Callable[..., None]] = {
            CameraFrame: self._framed,
            CamerasFound: lambda event: session.update(cameras=event.cameras),
            AttachmentProgress: self._progressed,
        }

    def connect(self, outlets: CaptureOutlets) -> None:
        """The devices are served."""
        self._outlets = outlets

    def aim(self, material_code: str) -> None:
        """Pages go to this material from now on."""
        self._aim = material_code
        capture, item = self._session.model.capture, materials_now(self._session.model)
        if capture is not None and item is not None and material_code in item[1]:
            self._session.update(
                capture=replace(capture, case_id=item[0], material_code=material_code, retaking="")
            )

    def press(self) -> None:
        """F6: open the panel; when it is open, take a page."""
        if self._session.model.capture is not None:
            self._take()
            return
        item = materials_now(self._session.model)
        if item is None:
            return
        case_id, codes = item
        if not codes:
            self._session.say("capture.no_material", "info")
            return
        code = self._aim if self._aim in codes else codes[0]
        chosen = next((each.id for each in self._session.model.cameras), "")
        self._session.update(capture=Capture(case_id, code, chosen))
        if self._outlets:
            self._outlets.camera.watch(True)

    def close(self) -> None:
        """Back to the form; a scan that is under way goes on."""
        self._session.update(capture=None)

    def follow(self) -> None:
        """Called after every change: what was opened is read, what was left is let go of."""
        visit, capture = self._session.model.visit, self._session.model.capture
        cases = frozenset(draft.case_id for draft in visit.drafts) if visit else frozenset()
        fresh, self._known = cases - self._known, cases
        for case_id in fresh:
            self._read(case_id)
        if capture is None:
            if self._outlets:
                self._outlets.camera.watch(False)
        elif capture.case_id not in cases:
            self.close()

    def set_up(self, camera_id: str, grey: bool) -> None:
        """Which camera is used, and whether without colour."""
        capture = self._session.model.capture
        if capture is None or self._outlets is None:
            return
        if camera_id != capture.camera_id:
            self._outlets.camera.choose(camera_id)
            self._outlets.remember_camera(camera_id)
        self._session.update(capture=replace(capture, camera_id=camera_id, grey=grey))

    def change(self, change: PageChange, page_id: str) -> None:
        """Turn, move, retake or remove a page; all but retaking can be undone."""
        found = self._page(page_id)
        if found is None:
            return
        capture, files, at = found
        services, page = self._session.services, files[at]
        if change == "retake":
            wanted = "" if capture.retaking == page_id else page_id
            self._session.update(capture=replace(capture, retaking=wanted))
        elif change in _TURNS:
            turns = _TURNS[change]
            self._change(capture, lambda: services.pages.turn(services.author, page, turns), "turned")
        elif change == "remove":
            self._arrange(capture, [*files[:at], *files[at + 1 :]], "removed")
        elif 0 <= (to := at + _STEPS[change]) < len(files):
            others = [*files[:at], *files[at + 1 :]]
            self._arrange(capture, [*others[:to], page, *others[to:]], "moved")

    def scan(self) -> None:
        """Scan all that lies in the feeder; pressed again, stop."""
        session, capture, outlets = self._session, self._session.model.capture, self._outlets
        if capture is None or outlets is None:
            return
        if capture.scanning:
            outlets.scanner.cancel()
            return
        if self._refuses(outlets.scanner, "page_scanner.demo_refused"):
            return
        session.update(capture=replace(capture, scanning=True))
        session.run(
            "page_scanner",
            lambda: outlets.scanner.scan_pages(lambda jpeg: self._keep(capture, jpeg), grey=capture.grey),
            self._scanned,
            failed=self._not_scanned,
        )

    def save_as(self, path: str) -> None:
        """Write the pages of the material to one PDF file."""
        capture, session = self._session.model.capture, self._session
        if capture is None or not path:
            return
        services, files = session.services, self._files(capture)
        title = material_name(session.model, capture)

        def pdf(pages: list[bytes]) -> bytes:
            from app.documents.pages_pdf import pages_pdf

            return pages_pdf(pages, title)

        session.run(
            "store",
            lambda: [services.pages.content(each) for each in files],
            lambda pages: session.write(path, lambda: pdf(pages)),
        )

    def _take(self) -> None:
        session, capture, outlets = self._session, self._session.model.capture, self._outlets
        if capture is None or outlets is None or self._refuses(outlets.camera, "camera.demo_refused"):
            return
        if not session.begin("capture"):
            return
        session.run(
            "camera",
            lambda: outlets.camera.take_page(grey=capture.grey),
            lambda jpeg: self._taken(capture, jpeg),
            action="capture",
        )

    def _refuses(self, device: CameraDesk | PageScannerDesk, why: str) -> bool:
        """Whether a device is simulated where real cases are handled: it has no pages of theirs."""
        refused = device.health.demo and not self._session.services.demo_cards
        if refused:
            self._session.say(why, "bad")
        return refused

    def _taken(self, capture: Capture, jpeg: bytes) -> None:
        found = self._page(capture.retaking) if capture.retaking else None
        if found is None:
            self._keep(capture, jpeg)
            return
        services, (_, files, at) = self._session.services, found
        self._change(capture, lambda: services.pages.replace(services.author, files[at], jpeg), "retaken")
        now = self._session.model.capture
        if now is not None:
            self._session.update(capture=replace(now, retaking=""))

    def _keep(self, capture: Capture, jpeg: bytes) -> None:
        services = self._session.services
        case_id, code = capture.case_id, capture.material_code
        self._change(capture, lambda: services.pages.add(services.author, case_id, code, jpeg), "added")

    def _arrange(self, capture: Capture, wanted: list[Attachment], what: str) -> None:
        services, case_id, code = self._session.services, capture.case_id, capture.material_code
        self._change(capture, lambda: services.pages.arrange(services.author, case_id, code, wanted), what)

    def _change(self, capture: Capture, work: Callable[[], Pages], what: str) -> None:
        """Change the pages of a material on the disk, then on the screen; ``what`` names it for 撤销."""
        session, services = self._session, self._session.services
        case_id, code = capture.case_id, capture.material_code

        def take_back(before: list[Attachment]) -> None:
            session.run(
                "store",
                lambda: services.pages.arrange(services.author, case_id, code, before),
                lambda pages: self._changed(case_id, code, pages),
            )

        def both() -> tuple[list[Attachment], Pages]:
            before = services.pages.pages(case_id).get(code, ())
            return [page.file for page in before], work()

        def done(found: tuple[list[Attachment], Pages]) -> None:
            before, pages = found
            if before == [page.file for page in pages.get(code, ())]:
                session.say("page.same", "info")
                return
            self._changed(case_id, code, pages)
            named = wording(f"page.{what}", name=material_name(session.model, capture))
            session.offer_undo(named, UNDO_PAGE_S, lambda: take_back(before))

        session.run("store", both, done)

    def _changed(self, case_id: str, code: str, pages: Pages) -> None:
        session = self._session
        session.update(pages={**session.model.pages, case_id: pages})
        self._intake.pages_changed(case_id, code, bool(pages.get(code)))
        session.sync_soon()

    def _scanned(self, count: int) -> None:
        self._scan_ended()
        self._session.say("page_scanner.done", "ok", count=count)

    def _not_scanned(self, error: Exception) -> None:
        self._scan_ended()
        self._session.fail(error)

    def _scan_ended(self) -> None:
        capture = self._session.model.capture
        if capture is not None:
            self._session.update(capture=replace(capture, scanning=False))

    def _read(self, case_id: str) -> None:
        session, services = self._session, self._session.services
        session.run(
            "store",
            lambda: services.pages.pages(case_id),
            lambda pages: session.update(pages={**session.model.pages, case_id: pages}),
        )

    def _progressed(self, event: AttachmentProgress) -> None:
        self._session.update(uploading=event.waiting > 0)
        if event.waiting == 0:
            for case_id in self._known:
                self._read(case_id)

    def _framed(self, event: CameraFrame) -> None:
        if self._outlets:
            self._outlets.show_frame(event.jpeg)

    def _files(self, capture: Capture) -> list[Attachment]:
        return [page.file for page in pages_of(self._session.model, capture)]

    def _page(self, page_id: str) -> tuple[Capture, list[Attachment], int] | None:
        """The panel, the files of its material, and where this one stands."""
        capture = self._session.model.capture
        files = self._files(capture) if capture else []
        at = next((n for n, each in enumerate(files) if each.id == page_id), None)
        return None if capture is None or at is None else (capture, files, at)
