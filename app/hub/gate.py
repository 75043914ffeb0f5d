"""The gate of a hub: who is let in, and as whom.

It decides from the hub's keys, the devices in its database and the hub's clock. How that travels over HTTP
is in ``app.hub.api.access`` and ``app.hub.api.enrol``; what each kind of device may ask for, in
``app.hub.access``.
"""

from __future__ import annotations

import hashlib
import hmac
import time
from datetime import timedelta

from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from app.core.clock import Clock, to_text
from app.core.errors import AppError, Refused, RuleViolation
from app.db.store import Store
from app.hub import devices
from app.hub.devices import Terms
from app.hub.tokens import TOKEN_S, Caller, TokenKey
from app.hub.trust import Trust
from app.sync.enrolment_code import new_code, read_code
from app.sync.trust import DeviceKind, EnrolAnswer, EnrolAsk, TokenAnswer, TokenAsk, device_id

REFRESH_S = 5.0
"""Another process may revoke a device: each worker looks this often."""
_AGAIN_S = 1.0
_NEVER = float("-inf")
_TRIES, _TRIES_WITHIN = 10, timedelta(seconds=60)
"""So many wrong codes may come from one address in so much time, whichever worker hears them."""
_KEPT = timedelta(days=30)
"""A used or expired code stays this long, for an administrator who asks what became of it."""


class Gate:
    """Lets devices in. May be used by many threads."""

    def __init__(self, store: Store, trust: Trust, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._tokens = TokenKey(trust.token_key)
        seed = trust.token_key.private_bytes(Encoding.Raw, PrivateFormat.Raw, NoEncryption())
        self._code_key = hmac.digest(seed, b"enrolment codes", hashlib.sha256)
        self._seal = trust.seal_key.public_key().public_bytes_raw().hex()
        self._revoked: frozenset[str] = frozenset()
        self._looked = self._asked = _NEVER
        self._nodes: dict[str, str] = {}
        self.authority = trust.authority

    def offer(self, terms: Terms, valid: timedelta) -> str:
        """A one-time code for whoever is to become that device."""
        code = new_code(self.authority)
        now = self._clock.now()
        times = to_text(now + valid), to_text(now - _KEPT)
        self._store.transact(lambda conn: devices.offer(conn, self._digest(code), terms, *times))
        return code

    def enrol(self, ask: EnrolAsk, address: str) -> EnrolAnswer:
        """Redeem a code. Raises Refused as ``devices.redeem``, and ``auth.too_many_tries`` when too
        many wrong codes came from the address."""
        late, origin = to_text(self._clock.now() - _TRIES_WITHIN), self._digest(address)
        with self._store.read() as conn:
            if devices.wrong_codes(conn, origin, late) >= _TRIES:
                raise Refused("auth.too_many_tries")
        public_key = bytes.fromhex(ask.public_key)
        now = to_text(self._clock.now())
        try:
            digest = self._digest(read_code(ask.code))
            terms = self._store.transact(lambda conn: devices.redeem(conn, digest, public_key, ask.node, now))
        except AppError as error:
            self._store.transact(lambda conn: devices.wrong_code(conn, origin, now, late))
            if isinstance(error, RuleViolation):
                raise Refused("auth.code_unknown") from error
            raise
        device = device_id(public_key)
        self._nodes.pop(device, None)
        self.look_again()
        return EnrolAnswer(device, terms.kind, list(terms.halls), terms.window, terms.name, self._seal)

    def challenge(self) -> str:
        """Something for a device to sign."""
        return self._tokens.challenge(self._now())

    def token(self, ask: TokenAsk) -> TokenAnswer:
        """A token for the device that signed. Raises Refused: ``auth.unknown_device``, ``auth.revoked``,
        ``auth.proof_wrong``."""
        with self._store.read() as conn:
            device = devices.find(conn, ask.device)
        self._tokens.prove(ask.challenge, ask.signature, device.public_key, self._now())
        caller = device.caller()
        now = to_text(self._clock.now())
        self._store.transact(lambda conn: devices.seen(conn, device.id, now))
        return TokenAnswer(self._tokens.token(caller, self._now()), TOKEN_S)

    def caller(self, token: str) -> Caller:
        """Who asks with this token. Raises Refused: ``auth.token_wrong``, ``auth.token_expired``."""
        return self._tokens.caller(token, self._now())

    def must_look(self) -> bool:
        """Whether it is time for ``look_again``. Of the hundreds who ask then one is told so, and after
        ``_AGAIN_S`` another, should nothing have come of it; before the first look all are."""
        now = time.monotonic()
        if now - self._looked <= REFRESH_S:
            return False
        if self._looked > _NEVER and now - self._asked < _AGAIN_S:
            return False
        self._asked = now
        return True

    def look_again(self) -> None:
        """Read who is revoked, from the database: not on the event loop. Raises StoreUnavailable."""
        with self._store.read() as conn:
            self._revoked = devices.revoked(conn)
        self._looked = time.monotonic()

    def refuse_revoked(self, caller: Caller) -> None:
        """Raises Refused ``auth.revoked``, as far as is known since ``look_again``."""
        if caller.device in self._revoked:
            raise Refused("auth.revoked")

    def write_as(self, caller: Caller, hall_id: str, node: str) -> None:
        """Let a device send rows of this node's journal: the one that it was enrolled with, else the first
        that it names; another hub sends whatever its hall wrote. Raises Refused: ``auth.other_hall`` (hall),
        ``auth.other_node`` (node)."""
        caller.serve(hall_id)
        if caller.kind is DeviceKind.HUB or self._nodes.get(caller.device) == node:
            return
        self._store.transact(lambda conn: devices.bind(conn, caller.device, node))
        self._nodes[caller.device] = node

    def _digest(self, text: str) -> str:
        return hmac.digest(self._code_key, text.encode(), hashlib.sha256).hex()

    def _now(self) -> float:
        return self._clock.now().timestamp()
