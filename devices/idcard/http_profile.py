"""What must be known of a vendor's local HTTP service for ID card readers: a TOML file, or the usual one."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path

import msgspec
from msgspec import Struct, field

from devices.decoding import convert
from devices.framing.load import ProfileBroken
from devices.idcard.contract import CardType


class HttpProfile(Struct, frozen=True, forbid_unknown_fields=True):
    """Paths, parameters and names of one vendor's service. The usual one: 新中新 webapi V3.3.4."""

    read_path: str = "/api/ReadMsg"
    read_parameters: Mapping[str, str] = field(
        default_factory=lambda: {"Fp": "0", "NoPhoto": "0", "readOnce": "0"}
    )
    identity_path: str = "/api/GetSAMID"
    identity_field: str = "retmsg"
    status_field: str = "retcode"
    """where the security module's status words stand, the first of them in hexadecimal: ``0x90 0x1``"""
    read: tuple[str, ...] = ("90",)
    """statuses that mean: a card was read"""
    empty: tuple[str, ...] = ("80", "81", "41")
    """statuses that mean: no card lies there, or none that has not been read"""
    fields: Mapping[str, str] = field(
        default_factory=lambda: {
            "name": "name",
            "sex": "sex",
            "ethnicity": "nation",
            "birth": "born",
            "address": "address",
            "number": "cardno",
            "valid_from": "userlifeb",
            "valid_to": "userlifee",
            "authority": "police",
            "english_name": "EngName",
            "pass_number": "PassID",
            "issue_count": "IssuesTimes",
        }
    )
    """field of a card to name in the answer"""
    photo_field: str = "photobase64"
    type_field: str = "CardType"
    types: Mapping[str, CardType] = field(
        default_factory=lambda: {
            "0": CardType.RESIDENT,
            "1": CardType.FOREIGN_2017,
            "2": CardType.HMT,
            "3": CardType.FOREIGN_2023,
        }
    )


def load(name: str) -> HttpProfile:
    """The profile in a file; the usual one without a file. Raises ProfileBroken."""
    if not name:
        return HttpProfile()
    try:
        return convert(tomllib.loads(Path(name).read_text("utf-8")), HttpProfile)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise ProfileBroken(profile=name, reason=str(error)) from error
