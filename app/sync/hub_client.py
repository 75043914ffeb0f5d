"""Requests to the hub: synchronous, with time-outs, used on lanes and threads, never on the GUI's."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from typing import Any, TypeVar
from urllib.parse import urlsplit

import httpx
import msgspec

from app.core.errors import ConfigError, Offline, Refused
from app.sync.wire import (
    TUS_VERSION,
    BundleListing,
    ErrorBody,
    FeedPage,
    Health,
    MissingBlob,
    PushAnswer,
    PushBatch,
    packed,
)

T = TypeVar("T")

_TIMEOUT = httpx.Timeout(5.0, connect=2.0)
_PUSH_TIMEOUT = httpx.Timeout(30.0, connect=2.0)
_LONGEST_S = 30.0
"""The most that an answer may take from its first byte to its last, however steadily it drips."""
_MOST_BYTES = 64 << 20
_MOST_PATIENCE_S = 300.0
_CUT = (httpx.RemoteProtocolError, httpx.ReadError, httpx.WriteError)
"""A connection that the hub had closed while it lay idle fails like this; a new one may do."""


class HubClient:
    """One hall's hub. May be shared by threads. Raises ConfigError ``config.wrong_value`` for no address.

    Every method raises Offline (``sync.unreachable``; ``sync.busy`` with ``retry_after`` in seconds when the
    hub asks for patience; ``sync.bad_answer`` when something else answers there) or Refused with the code
    and parameters that the hub gave.
    """

    def __init__(self, base_url: str, hall_id: str) -> None:
        self.base_url = base_url.rstrip("/")
        self.hall_id = hall_id
        if not _is_address(self.base_url):
            raise ConfigError("config.wrong_value", key="hub")
        # Proxies of the environment are for the Internet; the hub is in the house.
        self._http = httpx.Client(base_url=self.base_url, timeout=_TIMEOUT, trust_env=False)

    def close(self) -> None:
        """Let go of the connections."""
        self._http.close()

    def health(self) -> Health:
        """Whether the hub is ready."""
        return self._ask("GET", "/v1/health", Health)

    def command(self, path: str, body: dict[str, object], answer: type[T]) -> T:
        """Post a command under the hall's address; ``body`` carries its command_id, so it may be repeated."""
        content = msgspec.json.encode(body)
        return self._ask("POST", f"/v1/halls/{self.hall_id}/{path}", answer, content=content)

    def queue(self) -> dict[str, Any]:
        """The snapshot of the hall's queue, as the hub sends it (app.tickets.board.board_from reads it)."""
        return self._ask("GET", f"/v1/halls/{self.hall_id}/queue", dict[str, Any])

    def feed(self, after: int) -> FeedPage:
        """Rows of the hall's feed after a position."""
        return self._ask("GET", f"/v1/halls/{self.hall_id}/feed?after={after}", FeedPage)

    def push(self, batch: PushBatch) -> PushAnswer:
        """Offer journal rows; the answer comes after the hub's commit."""
        return self._ask("POST", "/v1/push", PushAnswer, content=packed(batch), timeout=_PUSH_TIMEOUT)

    def bundles(self) -> BundleListing:
        """Which bundles there are for the hall, and the key that they must bear."""
        return self._ask("GET", f"/v1/halls/{self.hall_id}/bundles", BundleListing)

    def bundle(self, kind: str, version: int) -> bytes:
        """One bundle, packed; app.sync.bundles proves it."""
        path = f"/v1/halls/{self.hall_id}/bundles/{kind}/{version}"
        return self._answered("GET", path, timeout=_PUSH_TIMEOUT)[1]

    def missing_blobs(self, node: str) -> Iterator[MissingBlob]:
        """Blobs that the hub waits for, of attachments that ``node`` announced (empty: anybody)."""
        after = ""
        while True:
            path = f"/v1/halls/{self.hall_id}/attachments/missing?node={node}&after={after}"
            found = self._ask("GET", path, list[MissingBlob])
            if not found:
                return
            yield from found
            after = found[-1].attachment

    def tus(
        self, method: str, sha256: str = "", headers: Mapping[str, str] | None = None, content: bytes = b""
    ) -> Mapping[str, str]:
        """One request of a resumable upload (tus 1.0); the headers of the answer."""
        path = f"/v1/halls/{self.hall_id}/attachments" + (f"/{sha256}" if sha256 else "")
        said = {"Tus-Resumable": TUS_VERSION, **(headers or {})}
        return self._answered(method, path, content=content, headers=said, timeout=_PUSH_TIMEOUT)[0].headers

    def _ask(
        self,
        method: str,
        path: str,
        answer: type[T],
        *,
        content: bytes | None = None,
        timeout: httpx.Timeout = _TIMEOUT,
    ) -> T:
        response, body = self._answered(method, path, content=content, timeout=timeout)
        try:
            return msgspec.json.decode(body, type=answer)
        except (msgspec.DecodeError, RecursionError) as error:
            raise Offline("sync.bad_answer", status=response.status_code) from error

    def _answered(
        self,
        method: str,
        path: str,
        *,
        content: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        timeout: httpx.Timeout = _TIMEOUT,
    ) -> tuple[httpx.Response, bytes]:
        """An answer that is no refusal, with its body."""
        said = headers or ({"Content-Type": "application/json"} if content else {})
        response, body = self._send(method, path, content, said, timeout)
        if response.is_success:
            return response, body
        try:
            problem = msgspec.json.decode(body, type=ErrorBody).error
        except (msgspec.DecodeError, RecursionError) as error:
            raise Offline("sync.bad_answer", status=response.status_code) from error
        if response.status_code in (429, 503):
            raise Offline("sync.busy", retry_after=_seconds(response.headers.get("Retry-After")))
        raise Refused(problem.code, **problem.params)

    def _send(
        self,
        method: str,
        path: str,
        content: bytes | None,
        headers: Mapping[str, str],
        timeout: httpx.Timeout,
    ) -> tuple[httpx.Response, bytes]:
        try:
            try:
                return self._exchange(method, path, content, headers, timeout)
            except _CUT:
                # Safe: every request of ours may be repeated.
                return self._exchange(method, path, content, headers, timeout)
        except httpx.RequestError as error:
            raise Offline("sync.unreachable", hub=self.base_url, kind=type(error).__name__) from error

    def _exchange(
        self,
        method: str,
        path: str,
        content: bytes | None,
        headers: Mapping[str, str],
        timeout: httpx.Timeout,
    ) -> tuple[httpx.Response, bytes]:
        body = bytearray()
        with self._http.stream(method, path, content=content, headers=headers, timeout=timeout) as response:
            deadline = time.monotonic() + _LONGEST_S
            for portion in response.iter_bytes():
                body += portion
                if len(body) > _MOST_BYTES or time.monotonic() > deadline:
                    raise httpx.ReadTimeout("the answer does not end")
        return response, bytes(body)


def _is_address(url: str) -> bool:
    try:
        parts, port = httpx.URL(url), urlsplit(url).port
    except (httpx.InvalidURL, ValueError):
        return False
    return parts.scheme in ("http", "https") and bool(parts.host) and port != 0


def _seconds(header: str | None) -> float:
    whole = header is not None and header.isascii() and header.isdecimal()
    return min(float(header or 0), _MOST_PATIENCE_S) if whole else 0.0
