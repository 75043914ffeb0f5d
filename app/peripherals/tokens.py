"""Short-lived codes that only their issuer can resolve (验码): 鲁通码, 电子社保卡, 电子营业执照 …

Such a code is never read as an identity and never kept (SZSD 0056.1—2024 names the calls 验码 and
获取用户信息): it goes to the region's interface and comes back as a person.
"""

from __future__ import annotations

from typing import Protocol

from msgspec import Struct


class TokenHolder(Struct, frozen=True):
    """Whose code it is: name and number of the identity document."""

    name: str
    number: str

    def __repr__(self) -> str:
        return "TokenHolder()"


class TokenResolver(Protocol):
    """The region's interface. Calls block: use it on the ``sync`` lane."""

    def resolve(self, token: str) -> TokenHolder:
        """Whose code it is. Raises Offline, and Refused when the issuer does not know it or it is stale."""
        ...
