"""Uploading blobs of attachments in the background, by tus 1.0 (tus.io): creation, HEAD, PATCH, checksum.

Nothing is remembered of an upload: where it stands the hub says. So it goes on after any end of either side,
and what the hub lost in a restore it asks for again.
"""

from __future__ import annotations

import base64
import hashlib
import logging
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

from app.core.errors import Offline, Refused, StoreUnavailable
from app.core.events import EventBus
from app.sync.attachments import AttachmentStore
from app.sync.hub_client import HubClient
from app.sync.model import AttachmentProgress
from app.sync.wire import MissingBlob

_PORTION = 1 << 20
_NOT_YET = "attachment.not_announced"
_log = logging.getLogger(__name__)


class AttachmentUploader:
    """Sends what this machine holds and its hub lacks; ``run`` is an errand for app.sync.recurring."""

    def __init__(
        self,
        hub: HubClient,
        blobs: AttachmentStore,
        bus: EventBus,
        waiting: Callable[[], Iterable[MissingBlob]],
        arrived: Callable[[str], None],
        node: str,
        held_back: Callable[[], Collection[str]] = tuple,
    ) -> None:
        """``waiting``: what this machine believes to be on its way; ``arrived`` is told of every blob that
        the hub has; ``node``: whose attachments the hub is asked for, empty for everybody's; ``held_back``:
        digests of what must not be sent yet, or never."""
        self._hub = hub
        self._blobs = blobs
        self._bus = bus
        self._waiting = waiting
        self._arrived = arrived
        self._node = node
        self._held_back = held_back

    def run(self) -> None:
        """Upload everything once. Raises Offline when the hub goes; one that is refused, or cannot be read
        any more, keeps back no other.

        At the end the disk is looked at, whether anything was sent or not.
        """
        announced = (*self._waiting(), *self._hub.missing_blobs(self._node))
        kept = self._held_back()
        blobs = {each.sha256: each for each in announced if each.sha256 not in kept}
        blobs = {sha256: each for sha256, each in blobs.items() if self._blobs.has(sha256)}
        for left, blob in zip(range(len(blobs), 0, -1), blobs.values(), strict=True):
            try:
                self._upload(blob, left)
            except Refused as refusal:
                # Its announcement is still on its way: the next run finds it there.
                if refusal.code != _NOT_YET:
                    _log.warning("a blob is not taken: %s", refusal)
            except (StoreUnavailable, OSError) as failure:
                _log.warning("a blob cannot be sent: %s", getattr(failure, "code", type(failure).__name__))
        self._bus.publish(AttachmentProgress(0, 0, 0, self._blobs.room))

    def _upload(self, blob: MissingBlob, left: int) -> None:
        offset = self._begin(blob)
        for content in self._portions(blob.sha256, offset) if offset < blob.size else ():
            self._bus.publish(AttachmentProgress(left, offset, blob.size, self._blobs.room))
            reached = self._send(blob.sha256, offset, content)
            if reached <= offset:
                raise Offline("sync.bad_answer")
            offset = reached
        if offset == blob.size:
            self._arrived(blob.sha256)

    def _begin(self, blob: MissingBlob) -> int:
        named = base64.b64encode(blob.sha256.encode()).decode()
        said = {"Upload-Length": str(blob.size), "Upload-Metadata": f"sha256 {named}"}
        self._hub.tus("POST", headers=said)
        return _offset(self._hub.tus("HEAD", blob.sha256))

    def _send(self, sha256: str, offset: int, content: bytes) -> int:
        checksum = base64.b64encode(hashlib.sha256(content).digest()).decode()
        said = {
            "Upload-Offset": str(offset),
            "Upload-Checksum": f"sha256 {checksum}",
            "Content-Type": "application/offset+octet-stream",
        }
        return _offset(self._hub.tus("PATCH", sha256, said, content))

    def _portions(self, sha256: str, offset: int) -> Iterator[bytes]:
        portion = bytearray()
        for piece in self._blobs.read(sha256, offset):
            portion += piece
            if len(portion) >= _PORTION:
                yield bytes(portion)
                portion.clear()
        if portion:
            yield bytes(portion)


def _offset(headers: Mapping[str, str]) -> int:
    said = headers.get("Upload-Offset", "")
    if not (said.isascii() and said.isdecimal()):
        raise Offline("sync.bad_answer")
    return int(said)
