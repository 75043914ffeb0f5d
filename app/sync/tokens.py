"""A device's token: got with its key, renewed before it runs out."""

from __future__ import annotations

import threading
import time

import msgspec

from app.sync.hub_connection import HubConnection
from app.sync.identity import DeviceIdentity
from app.sync.trust import Challenge, TokenAnswer, TokenAsk

_RENEW_BEFORE_S = 120.0


class DeviceTokens:
    """Gives the token to send. May be shared by threads. Time is that since the start of this machine, so its
    calendar may be wrong."""

    def __init__(self, connection: HubConnection, identity: DeviceIdentity) -> None:
        self._connection = connection
        self._identity = identity
        self._lock = threading.Lock()
        self._token = ""
        self._renew_at = 0.0

    def current(self) -> str:
        """A token that is good for a while yet. Raises as HubConnection's requests do, among them Refused
        ``auth.unknown_device`` and ``auth.revoked``."""
        with self._lock:
            if not self._token or time.monotonic() >= self._renew_at:
                self._token, self._renew_at = self._fresh()
            return self._token

    def drop(self) -> None:
        """The hub did not take the token: get another for the next request."""
        with self._lock:
            self._token = ""

    def _fresh(self) -> tuple[str, float]:
        asked_at = time.monotonic()
        challenge = self._connection.ask("POST", "/v1/challenge", Challenge).challenge
        ask = TokenAsk(self._identity.id, challenge, self._identity.sign(challenge))
        answer = self._connection.ask("POST", "/v1/token", TokenAnswer, msgspec.json.encode(ask))
        return answer.token, asked_at + max(answer.seconds - _RENEW_BEFORE_S, answer.seconds / 2)
