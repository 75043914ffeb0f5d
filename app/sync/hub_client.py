"""Requests to the hub: synchronous, with time-outs, used on lanes and threads, never on the GUI's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, TypeVar

import httpx
import msgspec

from app.core.errors import Offline, Refused
from app.journal.model import Node
from app.sync.hub_connection import TIMEOUT, Answered, HubConnection, decoded, trusting
from app.sync.identity import DeviceIdentity
from app.sync.tokens import DeviceTokens
from app.sync.wire import (
    TUS_VERSION,
    BundleListing,
    ChainPage,
    DigestAnswer,
    DigestOffer,
    FeedPage,
    Health,
    MissingBlob,
    PullPage,
    PushAnswer,
    PushBatch,
    packed,
)

T = TypeVar("T")

_PUSH_TIMEOUT = httpx.Timeout(30.0, connect=2.0)
_STALE = ("auth.token_expired", "auth.token_wrong")
"""Refusals that a new token mends: it ran out under way, or the hub signs with another key now."""


class HubClient:
    """One hall's hub, asked by an enrolled device. May be shared by threads.

    Every method raises Offline or Refused as HubConnection's requests do. Raises ConfigError as that.
    """

    def __init__(self, base_url: str, identity: DeviceIdentity) -> None:
        self.tls = trusting(identity.ca)
        self._connection = HubConnection(base_url, self.tls)
        self._tokens = DeviceTokens(self._connection, identity)
        self.base_url = self._connection.base_url
        self.hall_id = identity.hall_id

    def close(self) -> None:
        """Let go of the connections."""
        self._connection.close()

    def health(self) -> Health:
        """How the hub is. One without its database is as good as none: Offline ``sync.hub_ailing``."""
        found = self._ask("GET", "/v1/health", Health)
        if not found.ready:
            raise Offline("sync.hub_ailing", retry_after=0.0)
        return found

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

    def chain(self, node: Node, after: int) -> ChainPage:
        """What the hub has of a chain that this node wrote, after a position."""
        path = f"/v1/halls/{self.hall_id}/chains/{node.node}/{node.incarnation}?after={after}"
        return self._ask("GET", path, ChainPage, timeout=_PUSH_TIMEOUT)

    def digest(self, offer: DigestOffer) -> DigestAnswer:
        """On which days the hub does not have what it acknowledged."""
        content = msgspec.json.encode(offer)
        return self._ask("POST", "/v1/digest", DigestAnswer, content=content, timeout=_PUSH_TIMEOUT)

    def pull(self, node: Node, through: int, epoch: str, after: int) -> PullPage:
        """Rows of the hall's feed after a position that concern what ``node`` has a part in, but not those
        that it wrote in its present life up to ``through``."""
        own = f"node={node.node}&life={node.incarnation}&through={through}"
        path = f"/v1/halls/{self.hall_id}/pull?{own}&epoch={epoch}&after={after}"
        return self._ask("GET", path, PullPage, timeout=_PUSH_TIMEOUT)

    def last_number(self, window: int, day: date) -> int:
        """The highest sequence of a window's block of case numbers that the hub knows of; 0: none."""
        path = f"/v1/halls/{self.hall_id}/numbers?window={window}&day={day.isoformat()}"
        return self._ask("GET", path, dict[str, int])["last"]

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

    def blob(self, sha256: str) -> bytes:
        """The bytes of an attachment of the hall, whoever added it."""
        path = f"/v1/halls/{self.hall_id}/attachments/{sha256}"
        return self._answered("GET", path, timeout=_PUSH_TIMEOUT)[1]

    def tus(
        self, method: str, sha256: str = "", headers: Mapping[str, str] | None = None, content: bytes = b""
    ) -> Mapping[str, str]:
        """One request of a resumable upload (tus 1.0); the headers of the answer."""
        path = f"/v1/halls/{self.hall_id}/attachments" + (f"/{sha256}" if sha256 else "")
        said = {"Tus-Resumable": TUS_VERSION, **(headers or {})}
        return self._answered(method, path, content=content, headers=said, timeout=_PUSH_TIMEOUT)[0].headers

    def authorization(self) -> dict[str, str]:
        """The header that says who asks, for other connections to the same hub."""
        return {"Authorization": f"Bearer {self._tokens.current()}"}

    def renew_token(self) -> None:
        """The hub did not take the present token: get another one for the next request."""
        self._tokens.drop()

    def _ask(
        self,
        method: str,
        path: str,
        answer: type[T],
        *,
        content: bytes | None = None,
        timeout: httpx.Timeout = TIMEOUT,
    ) -> T:
        return decoded(self._answered(method, path, content=content, timeout=timeout), answer)

    def _answered(
        self,
        method: str,
        path: str,
        *,
        content: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        timeout: httpx.Timeout = TIMEOUT,
    ) -> Answered:
        """An answer that is no refusal, with its body."""
        said = headers or ({"Content-Type": "application/json"} if content else {})

        def send() -> Answered:
            proven = {**said, **self.authorization()}
            return self._connection.answered(method, path, content, proven, timeout)

        try:
            return send()
        except Refused as refusal:
            if refusal.code not in _STALE:
                raise
            self._tokens.drop()
        return send()
