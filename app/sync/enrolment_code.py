"""The one-time code (登记码) that an administrator reads out and somebody types at the device.

``XXXXX-XXXXX-XXXXX`` in Crockford's base 32 (no I, L, O, U; https://www.crockford.com/base32.html): nine
characters of secret, five that vouch for the hub's authority, one that shows a slip of the finger. The five
are keyed with the secret: whoever stands between device and hub cannot prepare an authority that fits them,
for the secret is sent only after they were found right.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets

from app.core.errors import RuleViolation

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_SECRET, _PIN = 9, 5
_GROUP = 5
_LOOKS_LIKE = str.maketrans({"I": "1", "L": "1", "O": "0", "-": None, " ": None})


def new_code(ca: str) -> str:
    """A fresh code that vouches for the authority ``ca`` (PEM; empty: a hub inside one machine)."""
    secret = "".join(secrets.choice(ALPHABET) for _ in range(_SECRET))
    body = secret + _pin(secret, ca)
    return _grouped(body + _check(body))


def read_code(typed: str) -> str:
    """The code as the hub knows it, from what a person typed. Raises RuleViolation
    ``auth.code_mistyped``."""
    code = typed.upper().translate(_LOOKS_LIKE)
    well_formed = len(code) == _SECRET + _PIN + 1 and set(code) <= set(ALPHABET)
    if not well_formed or _check(code[:-1]) != code[-1]:
        raise RuleViolation("auth.code_mistyped", field="code")
    return _grouped(code)


def vouches(code: str, ca: str) -> bool:
    """Whether a well-formed code was made by the hub of this authority."""
    plain = code.replace("-", "")
    return hmac.compare_digest(plain[_SECRET : _SECRET + _PIN], _pin(plain[:_SECRET], ca))


def _pin(secret: str, ca: str) -> str:
    digest = hmac.digest(secret.encode(), ca.encode(), hashlib.sha256)
    return "".join(ALPHABET[byte % len(ALPHABET)] for byte in digest[:_PIN])


def _check(body: str) -> str:
    """Luhn's formula modulo 32: any one wrong character changes it, and nearly any two that swapped."""
    doubled = (ALPHABET.index(each) * (2 - place % 2) for place, each in enumerate(reversed(body)))
    total = sum(sum(divmod(value, len(ALPHABET))) for value in doubled)
    return ALPHABET[-total % len(ALPHABET)]


def _grouped(code: str) -> str:
    return "-".join(code[start : start + _GROUP] for start in range(0, len(code), _GROUP))
