"""Blobs of attachments on their way from a window to its hub, whatever ends on the way."""

from __future__ import annotations

import base64
import hashlib
import os
import subprocess
import sys
from collections.abc import Collection, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest

from app.attachments.model import Attachment
from app.attachments.queries import attachments_of, missing
from app.attachments.service import AttachmentDesk, blob_arrived
from app.core.clock import SystemClock
from app.core.errors import Offline, Refused
from app.core.events import EventBus
from app.core.ids import new_id
from app.db.store import Store
from app.hub.attachments import HubBlobs
from app.hub.devices import Terms
from app.journal.append import Journal
from app.journal.model import Author, Node
from app.main.features import PROJECTIONS
from app.main.hub.process import HubProcess
from app.sync.attachment_upload import AttachmentUploader
from app.sync.attachments import AttachmentStore
from app.sync.hub_client import HubClient
from app.sync.model import AttachmentProgress
from app.sync.progress import next_batch
from app.sync.trust import DeviceKind
from app.sync.wire import MissingBlob
from tests.support.databases import KEY, fresh_store, sqlite_url, window_store
from tests.support.hub import Recorder, RunningHub, enrolled

CLERK = Author("li", "3")
PDF = "application/pdf"


class ScanningWindow:
    """A window with attachments, enrolled at a hub."""

    def __init__(self, folder: Path, hub: HubProcess, hall: str) -> None:
        self.folder, self.hall = folder, hall
        self.node = Node(hall, new_id(), new_id())
        self.store = window_store(folder / "window.db")
        self.blobs = AttachmentStore(folder / "attachments", KEY)
        self.desk = AttachmentDesk(self.store, Journal(self.node, PROJECTIONS, SystemClock()), self.blobs)
        self.hub = HubClient(hub.url, hub.enrol(Terms(DeviceKind.WINDOW, (hall,), "3"), folder))
        self.bus = EventBus()

    def add(self, content: bytes, case_id: str = "case-1") -> Attachment:
        return self.desk.add(CLERK, case_id, "M1", content, PDF, "扫描件.pdf")

    def announce(self) -> None:
        """Push the journal: the blobs are still here."""
        with self.store.read() as conn:
            batch = next_batch(conn, self.node, 0, 500)
        assert {answer.status for answer in self.hub.push(batch).results} <= {"ok", "dup"}

    def uploader(self, held: Collection[str] = ()) -> AttachmentUploader:
        return AttachmentUploader(
            self.hub, self.blobs, self.bus, self.waiting, self._arrived, self.node.node, lambda: held
        )

    def waiting(self) -> list[MissingBlob]:
        with self.store.read() as conn:
            return missing(conn, self.hall, self.node.node)

    def process(self) -> subprocess.Popen[bytes]:
        """The same upload in a process of its own."""
        arguments = [str(self.folder), self.hub.base_url, self.hall, self.node.node]
        return subprocess.Popen(
            [sys.executable, "-m", "tests.support.attachment_process", *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )

    def shown(self) -> list[bool]:
        with self.store.read() as conn:
            return [each.arrived for each in attachments_of(conn, self.hall, "case-1")]

    def close(self) -> None:
        self.hub.close()
        self.store.close()

    def _arrived(self, sha256: str) -> None:
        self.store.transact(lambda conn: blob_arrived(conn, self.hall, sha256, SystemClock()))


def on_hub(store: Store, data: Path, hall: str, sha256: str) -> bytes:
    """The bytes of a blob as the hub keeps them, opened."""
    return b"".join(HubBlobs(store, data, SystemClock()).of_hall(hall).read(sha256))


@pytest.fixture
def scanning(postgresql_hub: RunningHub, tmp_path: Path, hall: str) -> Iterator[ScanningWindow]:
    made = ScanningWindow(tmp_path, postgresql_hub.process, hall)
    yield made
    made.close()


def test_what_is_held_back_is_not_sent_though_the_hub_asks_for_it(scanning: ScanningWindow) -> None:
    held, sent = scanning.add(b"still on the desk"), scanning.add(b"received")
    scanning.announce()
    scanning.uploader({held.sha256}).run()
    assert [each.sha256 for each in scanning.hub.missing_blobs("")] == [held.sha256]
    assert scanning.hub.blob(sent.sha256) == b"received"


def test_a_case_is_known_before_its_blobs_and_they_follow(scanning: ScanningWindow) -> None:
    scanning.add(os.urandom(3_000_000))
    scanning.add(b"one page")
    scanning.announce()
    assert scanning.shown() == [False, False]
    assert len(list(scanning.hub.missing_blobs(scanning.node.node))) == 2
    seen = Recorder(scanning.bus, AttachmentProgress)
    scanning.uploader().run()
    assert scanning.shown() == [True, True]
    assert list(scanning.hub.missing_blobs("")) == []
    assert [event.sent for event in seen.events if event.size == 3_000_000] == [0, 1 << 20, 2 << 20]
    assert seen.events[-1].waiting == 0


def test_a_blob_that_is_not_announced_yet_waits_for_its_event(scanning: ScanningWindow) -> None:
    scanning.add(b"page")
    scanning.uploader().run()
    assert scanning.shown() == [False]
    scanning.announce()
    scanning.uploader().run()
    assert scanning.shown() == [True]


def test_the_same_page_in_two_cases_travels_once(scanning: ScanningWindow) -> None:
    content = os.urandom(100_000)
    scanning.add(content)
    scanning.add(content, "case-2")
    scanning.announce()
    seen = Recorder(scanning.bus, AttachmentProgress)
    scanning.uploader().run()
    assert len([event for event in seen.events if event.size]) == 1
    assert list(scanning.hub.missing_blobs("")) == []


def test_what_another_window_scanned_is_fetched_when_it_is_opened(
    scanning: ScanningWindow, postgresql_hub: RunningHub, tmp_path: Path
) -> None:
    content = os.urandom(300_000)
    added = scanning.add(content)
    scanning.announce()
    here = AttachmentStore(tmp_path / "of another window", KEY)
    journal = Journal(scanning.node, PROJECTIONS, SystemClock())
    desk = AttachmentDesk(scanning.store, journal, here, scanning.hub.blob)
    with pytest.raises(Offline):
        desk.content(added.id)
    scanning.uploader().run()
    assert desk.content(added.id) == content
    assert here.has(added.sha256)
    elsewhere = postgresql_hub.client(f"{scanning.hall}-2", DeviceKind.WINDOW, "3")
    kiosk = postgresql_hub.client(scanning.hall, DeviceKind.KIOSK)
    codes = []
    for client in (elsewhere, kiosk):
        with pytest.raises(Refused) as caught:
            client.blob(added.sha256)
        codes.append(caught.value.code)
        client.close()
    assert codes == ["attachment.not_announced", "auth.not_allowed"]


def test_bytes_that_are_not_the_announced_ones_are_not_kept(scanning: ScanningWindow, tmp_path: Path) -> None:
    added = scanning.add(b"page")
    here = AttachmentStore(tmp_path / "of another window", KEY)
    journal = Journal(scanning.node, PROJECTIONS, SystemClock())
    with pytest.raises(Refused) as caught:
        AttachmentDesk(scanning.store, journal, here, lambda _: b"paqe").content(added.id)
    assert caught.value.code == "attachment.wrong_digest"
    assert not here.has(added.sha256)


def test_a_blob_that_cannot_be_read_any_more_keeps_back_no_other(
    scanning: ScanningWindow, caplog: pytest.LogCaptureFixture
) -> None:
    spoiled, sound = scanning.add(os.urandom(100_000)), scanning.add(os.urandom(100_000))
    scanning.announce()
    path = scanning.folder / "attachments" / spoiled.sha256[:2] / spoiled.sha256
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)
    scanning.uploader().run()
    assert not [each for each in scanning.hub.missing_blobs("") if each.sha256 == sound.sha256]
    assert "attachment.damaged" in caplog.text


def test_what_the_hub_lost_it_asks_for_again(scanning: ScanningWindow) -> None:
    added = scanning.add(b"page")
    scanning._arrived(added.sha256)
    assert scanning.waiting() == []
    scanning.announce()
    scanning.uploader().run()
    assert list(scanning.hub.missing_blobs("")) == []


def test_blobs_that_a_restored_hub_does_not_have_come_again(
    tmp_path: Path, hall: str, caplog: pytest.LogCaptureFixture
) -> None:
    data = tmp_path / "hub"
    hub = HubProcess(data)
    hub.start()
    window = ScanningWindow(tmp_path, hub, hall)
    added = window.add(b"page")
    window.announce()
    window.uploader().run()
    hub.stop()
    store = fresh_store(sqlite_url(data))
    blobs = HubBlobs(store, data, SystemClock())
    assert blobs.forget_lost() == 0
    for path in (data / "attachments").rglob(added.sha256):
        path.unlink()
    assert blobs.forget_lost() == 1
    assert "1 blobs are not in the folder" in caplog.text
    store.close()
    again = HubProcess(data, port=urlsplit(window.hub.base_url).port or 0)
    again.start()
    window.uploader().run()
    assert list(window.hub.missing_blobs("")) == []
    window.close()
    again.stop()


def test_the_hub_of_a_hall_sends_up_what_its_windows_announced(
    scanning: ScanningWindow, postgresql_hub: RunningHub, hall: str
) -> None:
    scanning.add(os.urandom(200_000))
    scanning.announce()
    centre = enrolled(postgresql_hub.process, hall, DeviceKind.HUB)
    AttachmentUploader(centre, scanning.blobs, EventBus(), tuple, lambda _: None, "").run()
    assert list(centre.missing_blobs("")) == []
    centre.close()


def test_bytes_of_another_blob_are_refused(scanning: ScanningWindow) -> None:
    added = scanning.add(os.urandom(100_000))
    scanning.announce()
    named = base64.b64encode(added.sha256.encode()).decode()
    scanning.hub.tus("POST", headers={"Upload-Length": "100000", "Upload-Metadata": f"sha256 {named}"})
    said = {"Upload-Offset": "0", "Content-Type": "application/offset+octet-stream"}
    with pytest.raises(Refused) as refused:
        scanning.hub.tus("PATCH", added.sha256, said, os.urandom(100_000))
    assert refused.value.code == "attachment.wrong_digest"
    checksum = base64.b64encode(hashlib.sha256(b"x").digest()).decode()
    scanning.hub.tus("POST", headers={"Upload-Length": "100000", "Upload-Metadata": f"sha256 {named}"})
    with pytest.raises(Refused) as refused:
        scanning.hub.tus(
            "PATCH", added.sha256, {**said, "Upload-Checksum": f"sha256 {checksum}"}, bytes(100_000)
        )
    assert refused.value.code == "attachment.wrong_checksum"
    scanning.uploader().run()
    assert scanning.shown() == [True]


@pytest.mark.parametrize(
    ("method", "path", "headers", "status", "code"),
    [
        ("POST", "", {"Upload-Length": "5"}, 400, "attachment.malformed"),
        ("POST", "", {"Upload-Length": "-1"}, 400, "attachment.malformed"),
        ("POST", "", {"Upload-Length": "9" * 30}, 400, "attachment.malformed"),
        ("POST", "", {"Tus-Resumable": "0.2.2"}, 412, "attachment.tus_version"),
        ("PATCH", "/" + "a" * 64, {"Upload-Offset": "0"}, 400, "attachment.malformed"),
        (
            "PATCH",
            "/" + "a" * 64,
            {"Upload-Offset": "0", "Content-Type": "application/offset+octet-stream"},
            404,
            "attachment.not_begun",
        ),
        ("PATCH", "/..%2f..%2fhub.db", {}, 404, "hub.no_such_address"),
        ("PATCH", "/" + "A" * 64, {}, 422, "hub.bad_request"),
    ],
)
def test_wrong_requests_get_a_clear_answer(
    sqlite_hub: RunningHub,
    hall: str,
    method: str,
    path: str,
    headers: dict[str, str],
    status: int,
    code: str,
) -> None:
    said = {"Tus-Resumable": "1.0.0", **sqlite_hub.proof(hall), **headers}
    address = f"{sqlite_hub.url}/v1/halls/{hall}/attachments{path}"
    answer = httpx.request(method, address, headers=said, content=b"12345", timeout=60)
    assert (answer.status_code, answer.json()["error"]["code"]) == (status, code)


def next_portion(window: subprocess.Popen[bytes]) -> int:
    """Let a window send another portion; where it begins."""
    assert window.stdin is not None
    assert window.stdout is not None
    told = int(window.stdout.readline())
    window.stdin.write(b"\n")
    window.stdin.flush()
    return told


def test_kills_on_both_sides_cost_no_blob_and_no_byte(tmp_path: Path, hall: str) -> None:
    data = tmp_path / "hub"
    hub = HubProcess(data)
    port = urlsplit(hub.start()).port or 0
    window = ScanningWindow(tmp_path, hub, hall)
    content = os.urandom(16 << 20)
    added = window.add(content)
    window.announce()

    with window.process() as first:
        for _ in range(3):
            next_portion(first)
        first.kill()

    second = window.process()
    begun = next_portion(second)
    hub.kill()
    again = HubProcess(data, port=port)
    again.start()
    second.communicate(timeout=120)
    store = fresh_store(sqlite_url(data))
    try:
        assert begun > 0, "the second process began at the first byte"
        assert second.returncode == 0
        assert window.shown() == [True]
        assert on_hub(store, data, hall, added.sha256) == content
        stored = b"".join(path.read_bytes() for path in (data / "attachments").rglob(added.sha256))
        assert content[:64] not in stored
    finally:
        store.close()
        window.close()
        again.stop()
