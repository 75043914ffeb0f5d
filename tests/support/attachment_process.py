"""A window that uploads its attachments, as a process that can be killed: every portion waits for a line.

Usage: ``python -m tests.support.attachment_process FOLDER URL HALL NODE``; ends when everything has arrived.
"""

from __future__ import annotations

import sys
from pathlib import Path

from app.attachments.queries import missing
from app.attachments.service import blob_arrived
from app.core.clock import SystemClock
from app.core.errors import Offline
from app.core.events import EventBus
from app.sync.attachment_upload import AttachmentUploader
from app.sync.attachments import AttachmentStore
from app.sync.hub_client import HubClient
from app.sync.identity import load_identity
from app.sync.model import AttachmentProgress
from app.sync.wire import MissingBlob
from tests.support.databases import KEY, window_store


def main(folder: Path, url: str, hall: str, node: str) -> None:
    """Upload until nothing is missing; say how far each blob is."""
    store = window_store(folder / "window.db")
    blobs = AttachmentStore(folder / "attachments", KEY)
    hub, bus = HubClient(url, load_identity(folder)), EventBus()

    def tell(event: AttachmentProgress) -> None:
        sys.stdout.write(f"{event.sent}\n")
        sys.stdout.flush()
        sys.stdin.readline()

    def waiting() -> list[MissingBlob]:
        with store.read() as conn:
            return missing(conn, hall, node)

    def arrived(sha256: str) -> None:
        store.transact(lambda conn: blob_arrived(conn, hall, sha256, SystemClock()))

    bus.subscribe(AttachmentProgress, tell)
    uploader = AttachmentUploader(hub, blobs, bus, waiting, arrived, node)
    while waiting():
        try:
            uploader.run()
        except Offline:
            continue


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:5])
