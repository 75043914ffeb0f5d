"""The machine with the files of cases: they go up to the hub beside the journal, whatever happens."""

from __future__ import annotations

import base64
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import cast

from hypothesis.stateful import rule

from app.attachments.queries import held_back, missing
from app.attachments.service import blob_arrived
from app.hub.attachments import HubBlobs, hall_folders
from app.hub.hub import Hub
from app.sync.attachment_upload import AttachmentUploader
from app.sync.attachments import FOLDER
from app.sync.hub_client import HubClient
from app.sync.wire import MissingBlob
from tests.support.sync_model import HALL_ID, ModelHub
from tests.support.sync_model_centre import CentreMachine
from tests.support.sync_model_hall import SAFE, TRIP, WHICH, Trip
from tests.support.sync_model_window import ModelWindow


class WayOfFiles:
    """One window's way to the blobs of a hub; what app.sync.hub_client.HubClient is to an upload."""

    def __init__(self, window: ModelWindow, hub: ModelHub, folder: Path) -> None:
        self._window = window
        self._hub = hub
        self._folder = folder

    def blobs(self, hub: Hub) -> HubBlobs:
        return HubBlobs(hub.store, self._folder, self._hub.clock)

    def missing_blobs(self, node: str) -> list[MissingBlob]:
        return self._window.wire.send(lambda hub: [*self.blobs(hub).missing(HALL_ID, node, "")])

    def tus(
        self, method: str, sha256: str = "", headers: Mapping[str, str] | None = None, content: bytes = b""
    ) -> dict[str, str]:
        said = headers or {}

        def work(hub: Hub) -> int:
            blobs = self.blobs(hub)
            if method == "POST":
                named = base64.b64decode(said["Upload-Metadata"].partition(" ")[2]).decode()
                blobs.begin(HALL_ID, named, int(said["Upload-Length"]))
                return 0
            if method == "HEAD":
                return blobs.position(HALL_ID, sha256)[0]
            return blobs.receive(HALL_ID, sha256, int(said["Upload-Offset"]), content)

        return {"Upload-Offset": str(self._window.wire.send(work))}


class FilesMachine(CentreMachine):
    """Everything that the model of sync knows of."""

    @rule(which=WHICH, trip=TRIP)
    def upload(self, which: int, trip: Trip) -> None:
        window = self.window(which)
        window.wire.fates = [*trip.fates]
        self.hub.fuse.burn(trip.hub_fuse)
        self.act(window, self.uploader(window).run, trip.fuse)
        self.hub.fuse.burn(None)

    @rule()
    def lose_the_files_of_the_hub(self) -> None:
        """Their folder is gone; the hub sees it when it starts."""
        for folder in hall_folders(self.folder / FOLDER):
            shutil.rmtree(folder)
        HubBlobs(self.hub.store, self.folder, self.hub.clock).forget_lost()

    def uploader(self, window: ModelWindow) -> AttachmentUploader:
        way, node, store = WayOfFiles(window, self.hub, self.folder), window.node.node, window.store

        def arrived(sha256: str) -> None:
            store.transact(lambda conn: blob_arrived(conn, HALL_ID, sha256, window.clock))

        def waiting() -> list[MissingBlob]:
            with store.read() as conn:
                return [*missing(conn, HALL_ID, node)]

        def kept() -> frozenset[str]:
            with store.read() as conn:
                return held_back(conn, HALL_ID, node)

        blobs = window.papers.blobs
        return AttachmentUploader(cast(HubClient, way), blobs, window.bus, waiting, arrived, node, kept)

    def come_to_rest(self) -> None:
        """And every file has gone up."""
        super().come_to_rest()
        for which, _ in enumerate(self.windows):
            self.upload(which, SAFE)

    def check(self) -> None:
        """No file that the hub waits for lies at the window that announced it."""
        super().check()
        for window in self.windows:
            way = WayOfFiles(window, self.hub, self.folder)
            lacks = {each.sha256 for each in way.missing_blobs(window.node.node)}
            there = {sha256 for sha256 in lacks if window.papers.blobs.has(sha256)}
            with window.store.read() as conn:
                there -= held_back(conn, HALL_ID, window.node.node)
            assert not there, f"window {window.number} kept files for itself"
