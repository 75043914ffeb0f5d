"""HTTP as the hub hears it: whoever asks says so in few bytes and soon.

The parser alone would keep a header of any length, of anybody, and wait for its end for ever.
"""

from __future__ import annotations

import asyncio
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

MOST_HEAD = 64 << 10
"""Bytes before the body: a request of ours has less than 2 KiB."""
LONGEST_HEAD_S = 10.0
_REFUSAL = b'{"error":{"code":"sync.malformed","params":{}}}'
_ANSWER = (
    b"HTTP/1.1 400 Bad Request\r\ncontent-type: application/json\r\nconnection: close\r\n"
    b"content-length: %d\r\n\r\n%s" % (len(_REFUSAL), _REFUSAL)
)


class LimitedProtocol(HttpToolsProtocol):
    """One connection. What is no request, or too long or too slow a head of one, is answered 400
    ``sync.malformed`` and the connection closed."""

    _head_bytes = 0
    _head_ends: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """See asyncio.Protocol."""
        super().connection_made(transport)
        self._await_head()

    def connection_lost(self, exc: Exception | None) -> None:
        """See asyncio.Protocol."""
        self._head_over()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """See asyncio.Protocol."""
        super().data_received(data)
        if self._head_ends is not None:
            self._head_bytes += len(data)
            if self._head_bytes > MOST_HEAD:
                self.send_400_response("")

    def on_message_begin(self) -> None:
        """A request begins, the first of this connection or another one."""
        self._await_head()
        super().on_message_begin()

    def on_headers_complete(self) -> Any:
        """Its head is over."""
        self._head_over()
        return super().on_headers_complete()

    def send_400_response(self, msg: str) -> None:
        """Refuse in the one shape of errors (app.hub.api.errors), whatever the reason."""
        self._head_over()
        if not self.transport.is_closing():
            self.transport.write(_ANSWER)
            self.transport.close()

    def _await_head(self) -> None:
        self._head_over()
        self._head_bytes = 0
        self._head_ends = self.loop.call_later(LONGEST_HEAD_S, self.send_400_response, "")

    def _head_over(self) -> None:
        if self._head_ends is not None:
            self._head_ends.cancel()
            self._head_ends = None
