"""登记: a machine becomes a known device of a hub, with a one-time code."""

from __future__ import annotations

import ssl
from contextlib import closing

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.core.errors import Refused
from app.sync.enrolment_code import read_code, vouches
from app.sync.hub_connection import HubConnection, trusting
from app.sync.identity import DeviceIdentity, public_key
from app.sync.trust import Authority, EnrolAnswer, EnrolAsk


def new_key() -> bytes:
    """A device key: 32 bytes of Ed25519."""
    return Ed25519PrivateKey.generate().private_bytes_raw()


def enrol(url: str, typed: str, key: bytes, node: str = "") -> DeviceIdentity:
    """Enrol at the hub the device that has this key; ``node`` writes its journal, if there is one already.

    The code goes only to a hub whose authority it vouches for. Raises RuleViolation ``auth.code_mistyped``,
    Refused ``auth.wrong_ca``, and as HubConnection's requests do.
    """
    code = read_code(typed)
    ca = _authority(url)
    if not vouches(code, ca):
        raise Refused("auth.wrong_ca", hub=url)
    with closing(HubConnection(url, trusting(ca))) as connection:
        ask = EnrolAsk(code, public_key(key).hex(), node)
        answer = connection.ask("POST", "/v1/enrol", EnrolAnswer, msgspec.json.encode(ask))
    return DeviceIdentity(answer.kind, tuple(answer.halls), answer.window, answer.name, ca, answer.seal, key)


def _authority(url: str) -> str:
    # Whoever answers may be anybody: what it says is only compared with the code.
    unproven = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    unproven.check_hostname = False
    unproven.verify_mode = ssl.CERT_NONE
    with closing(HubConnection(url, unproven)) as connection:
        return connection.ask("GET", "/v1/ca", Authority).ca
