"""What the upload and the download need of a hub; HubClient is this over HTTP."""

from __future__ import annotations

from typing import Protocol

from app.journal.model import Node
from app.sync.wire import ChainPage, DigestAnswer, DigestOffer, Health, PullPage, PushAnswer, PushBatch


class HubSide(Protocol):
    """One hall's hub. Every method raises Offline or Refused (app.sync.hub_client)."""

    def health(self) -> Health:
        """Whether the hub is ready, and which it is."""
        ...

    def push(self, batch: PushBatch) -> PushAnswer:
        """Offer journal rows; the answer comes after the hub's commit."""
        ...

    def chain(self, node: Node, after: int) -> ChainPage:
        """What the hub has of a chain that this node wrote, after a position."""
        ...

    def digest(self, offer: DigestOffer) -> DigestAnswer:
        """On which days the hub does not have what it acknowledged."""
        ...

    def pull(self, node: Node, through: int, epoch: str, after: int) -> PullPage:
        """Rows of the hall's feed after a position that concern what ``node`` has a part in, but not those
        that it wrote in its present life up to ``through``."""
        ...
