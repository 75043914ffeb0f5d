"""Blobs of attachments over HTTP: what is missing, and resumable upload by tus 1.0 (tus.io/protocols).

Extensions: creation and checksum (SHA-256). The address of a blob is its digest, so creating it again leads
to the same one. The offset in an answer may lie before the last byte that was sent: only whole pieces are
kept. (The servers that exist keep plain files under names of their own and know no checksum; here blobs are
encrypted as they arrive and known by their content.)
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response
from starlette.concurrency import run_in_threadpool
from starlette.responses import StreamingResponse

from app.attachments.model import LARGEST_BYTES
from app.core.errors import Refused
from app.hub.api.bodies import as_json, body
from app.hub.api.paths import STORABLE, HallId
from app.hub.attachments import HubBlobs
from app.sync.wire import TUS_VERSION

_MOST_AT_ONCE = 4 << 20
_TUS = {"Tus-Resumable": TUS_VERSION}
_ABILITIES = {
    **_TUS,
    "Tus-Version": TUS_VERSION,
    "Tus-Extension": "creation,checksum",
    "Tus-Checksum-Algorithm": "sha256",
    "Tus-Max-Size": str(LARGEST_BYTES),
}
_BYTES = "application/octet-stream"
_CONTENT = "application/offset+octet-stream"

Digest = Annotated[str, Path(pattern=r"^[0-9a-f]{64}$", description="SHA-256 of the blob")]
Id = Annotated[str, Query(max_length=64, pattern=STORABLE)]


def routes(blobs: HubBlobs) -> APIRouter:
    """The attachment routes of a hub."""
    router = APIRouter(prefix="/v1/halls/{hall_id}/attachments", tags=["attachments"])

    @router.get("/missing")
    def blobs_missing(hall_id: HallId, node: Id = "", after: Id = "") -> Response:
        """Blobs that were announced and have not arrived, a page of app.sync.wire.MissingBlob."""
        return as_json(blobs.missing(hall_id, node, after))

    @router.options("")
    def blob_options(hall_id: HallId) -> Response:
        """What this hub can do of tus."""
        return Response(status_code=204, headers=_ABILITIES)

    @router.post("")
    def blob_begin(hall_id: HallId, request: Request) -> Response:
        """Creation: ``Upload-Length``, ``Upload-Metadata: sha256 <base64 of the 64 digits>``.

        404 ``attachment.not_announced``, 507 ``attachment.disk_low``.
        """
        _same_version(request)
        sha256, size = _named(request), _number(request, "Upload-Length")
        blobs.begin(hall_id, sha256, size)
        return Response(status_code=201, headers={**_TUS, "Location": f"{request.url.path}/{sha256}"})

    @router.get("/{sha256}")
    def blob(hall_id: HallId, sha256: Digest) -> Response:
        """The bytes of a blob that an attachment of the hall names. 404 ``attachment.not_announced``; 503
        ``attachment.not_here`` while it is still on its way to this hub."""
        pieces = blobs.read(hall_id, sha256)
        return StreamingResponse(pieces, media_type=_BYTES, headers={"Cache-Control": "no-store"})

    @router.head("/{sha256}")
    def blob_position(hall_id: HallId, sha256: Digest, request: Request) -> Response:
        """Where to go on. 404 ``attachment.not_begun``."""
        _same_version(request)
        offset, size = blobs.position(hall_id, sha256)
        said = {"Upload-Offset": str(offset), "Upload-Length": str(size), "Cache-Control": "no-store"}
        return Response(status_code=200, headers={**_TUS, **said})

    @router.patch("/{sha256}")
    async def blob_receive(hall_id: HallId, sha256: Digest, request: Request) -> Response:
        """Bytes from ``Upload-Offset`` on; they are on the disk when the answer comes.

        409 ``attachment.wrong_offset`` (offset), 460 ``attachment.wrong_checksum`` (these bytes),
        ``attachment.wrong_digest`` (the whole blob; it starts over).
        """
        _same_version(request)
        if request.headers.get("Content-Type") != _CONTENT:
            raise Refused("attachment.malformed", header="Content-Type")
        offset, expected = _number(request, "Upload-Offset"), _checksum(request)
        content = await body(request, _MOST_AT_ONCE)
        if expected is not None and hashlib.sha256(content).digest() != expected:
            raise Refused("attachment.wrong_checksum")
        reached = await run_in_threadpool(blobs.receive, hall_id, sha256, offset, content)
        return Response(status_code=204, headers={**_TUS, "Upload-Offset": str(reached)})

    return router


def _same_version(request: Request) -> None:
    if request.headers.get("Tus-Resumable") != TUS_VERSION:
        raise Refused("attachment.tus_version", version=TUS_VERSION)


def _number(request: Request, header: str) -> int:
    said = request.headers.get(header, "")
    if not (said.isascii() and said.isdecimal() and 0 <= int(said[:12]) <= LARGEST_BYTES and len(said) < 12):
        raise Refused("attachment.malformed", header=header)
    return int(said)


def _named(request: Request) -> str:
    """The digest in ``Upload-Metadata``."""
    said = dict(
        pair.strip().partition(" ")[::2] for pair in request.headers.get("Upload-Metadata", "").split(",")
    )
    digest = _decoded(said.get("sha256", "")) or b""
    text = digest.decode("ascii", "replace")
    if len(text) != 64 or set(text) - set("0123456789abcdef"):
        raise Refused("attachment.malformed", header="Upload-Metadata")
    return text


def _checksum(request: Request) -> bytes | None:
    said = request.headers.get("Upload-Checksum")
    if said is None:
        return None
    algorithm, _, value = said.partition(" ")
    digest = _decoded(value)
    if algorithm != "sha256" or digest is None:
        raise Refused("attachment.malformed", header="Upload-Checksum")
    return digest


def _decoded(text: str) -> bytes | None:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None
