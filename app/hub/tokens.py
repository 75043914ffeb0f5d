"""Tokens and challenges: short texts that a hub signs, so that any of its workers knows them again.

A token (令牌) says which device asks, for which halls, and until when by the hub's own clock; no clock of a
device counts. Signing in of staff (人员登录) has its place here: a claim more, for who sits at the device.
"""

from __future__ import annotations

import secrets
from functools import lru_cache
from typing import Any

import jwt
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from jwt.types import Options
from msgspec import Struct

from app.core.errors import Refused
from app.sync.trust import DeviceKind, to_sign

TOKEN_S = 900
CHALLENGE_S = 60
_ALGORITHM = "EdDSA"
_TOKEN, _CHALLENGE = "token", "challenge"
_TIMES_ARE_OURS: Options = {"verify_exp": False, "verify_iat": False}
_REMEMBERED = 4096


class Caller(Struct, frozen=True):
    """The device that asks, as its token says."""

    device: str
    kind: DeviceKind
    halls: tuple[str, ...]
    window: str

    def serve(self, hall_id: str) -> None:
        """Raises Refused ``auth.other_hall`` (hall) when the device does not belong to the hall."""
        if hall_id not in self.halls:
            raise Refused("auth.other_hall", hall=hall_id)

    def act_at(self, window: str) -> None:
        """Raises Refused ``auth.other_window`` (window) when a window's device acts for another window. What
        the citizen does at it (取号) names no window."""
        if self.kind is DeviceKind.WINDOW and window not in ("", self.window):
            raise Refused("auth.other_window", window=window)


class TokenKey:
    """Signs and reads with one key. ``now`` is always the hub's time, in seconds since 1970."""

    def __init__(self, key: Ed25519PrivateKey) -> None:
        self._key = key
        self._public = key.public_key()
        # The same token comes with every request of a device: its signature is checked once.
        self._read = lru_cache(_REMEMBERED)(self._read_once)

    def token(self, caller: Caller, now: float) -> str:
        """A token for ``TOKEN_S`` seconds."""
        claims = {
            "sub": caller.device,
            "kind": caller.kind,
            "halls": caller.halls,
            "at": caller.window,
        }
        return self._signed(_TOKEN, claims, now + TOKEN_S)

    def caller(self, token: str, now: float) -> Caller:
        """Who asks. Raises Refused: ``auth.token_wrong``, ``auth.token_expired``."""
        claims = self._read(_TOKEN, token)
        if claims["exp"] <= now:
            raise Refused("auth.token_expired")
        return Caller(claims["sub"], DeviceKind(claims["kind"]), tuple(claims["halls"]), claims["at"])

    def challenge(self, now: float) -> str:
        """Something to sign that nobody could have had before."""
        return self._signed(_CHALLENGE, {"once": secrets.token_hex(16)}, now + CHALLENGE_S)

    def prove(self, challenge: str, signature: bytes, public_key: bytes, now: float) -> None:
        """Raises Refused ``auth.proof_wrong`` unless the key's owner signed a challenge of ours just now."""
        try:
            fresh = self._read_once(_CHALLENGE, challenge)["exp"] > now
            Ed25519PublicKey.from_public_bytes(public_key).verify(signature, to_sign(challenge))
        except (Refused, InvalidSignature, ValueError) as error:
            raise Refused("auth.proof_wrong") from error
        if not fresh:
            raise Refused("auth.proof_wrong")

    def _signed(self, purpose: str, claims: dict[str, Any], until: float) -> str:
        return jwt.encode({**claims, "aud": purpose, "exp": int(until)}, self._key, _ALGORITHM)

    def _read_once(self, purpose: str, text: str) -> dict[str, Any]:
        try:
            claims: dict[str, Any] = jwt.decode(
                text, self._public, [_ALGORITHM], options=_TIMES_ARE_OURS, audience=purpose
            )
        except jwt.InvalidTokenError as error:
            raise Refused("auth.token_wrong") from error
        return claims
