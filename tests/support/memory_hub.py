"""A hub in memory, which keeps chains and a feed as the real one does, and lets a test decide its answers."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field

from app.core.errors import Refused
from app.core.ids import new_id
from app.journal.chain import GENESIS
from app.journal.model import SCHEMA, Node
from app.sync.wire import (
    ChainPage,
    DayDigest,
    DigestAnswer,
    DigestOffer,
    EventAnswer,
    Health,
    PulledEvent,
    PullPage,
    PushAnswer,
    PushBatch,
    PushedEvent,
)

Key = tuple[str, str]
PAGE = 3
"""Rows of a page: small, so that every test turns pages."""


@dataclass
class MemoryHub:
    """One hall. ``judge`` may answer an event with something other than ok; ``before`` may raise."""

    epoch: str = field(default_factory=new_id)
    clock: str = "2026-07-06T01:30:00.000000Z"
    schema: int = SCHEMA
    judge: Callable[[PushedEvent], EventAnswer | None] = lambda event: None
    before: Callable[[PushBatch], None] = lambda batch: None
    retry_after_ms: int = 0
    chains: dict[Key, list[PushedEvent]] = field(default_factory=lambda: defaultdict(list))
    answers: dict[str, EventAnswer] = field(default_factory=dict)
    feed: list[PulledEvent] = field(default_factory=list)
    pushed: list[PushBatch] = field(default_factory=list)
    sharing: set[str] = field(default_factory=set)

    def health(self) -> Health:
        return Health(True, True, self.epoch, "2", self.clock, self.schema)

    def push(self, batch: PushBatch) -> PushAnswer:
        self.before(batch)
        self.pushed.append(batch)
        key = (batch.node, batch.incarnation)
        chain = self.chains[key]
        for event in batch.events:
            if event.seq <= len(chain):
                if chain[event.seq - 1].hash != event.hash:
                    raise Refused("sync.fork", seq=event.seq)
            elif event.seq != len(chain) + 1:
                raise Refused("sync.chain_gap", expected=len(chain) + 1)
            else:
                self._store(key, event)
        results = [self.answers[event.id] for event in batch.events]
        return PushAnswer(self.epoch, self.clock, results, self.retry_after_ms)

    def _store(self, key: Key, event: PushedEvent) -> None:
        self.chains[key].append(event)
        answer = self.judge(event) or EventAnswer(event.id, "ok")
        self.answers[event.id] = answer
        if answer.status == "ok":
            self.feed.append(PulledEvent(len(self.feed) + 1, *key, event))

    def release(self, event_id: str) -> None:
        """An administrator lets an event through after all."""
        self.answers[event_id] = EventAnswer(event_id, "ok")

    def lose(self, rows: int) -> None:
        """A failover to a standby that was behind: the newest rows of every chain are gone."""
        for key, chain in self.chains.items():
            self.chains[key] = chain[: max(0, len(chain) - rows)]
        kept = {event.id for chain in self.chains.values() for event in chain}
        rest = [row for row in self.feed if row.event.id in kept]
        self.feed = [
            PulledEvent(place, row.node, row.incarnation, row.event) for place, row in enumerate(rest, 1)
        ]
        self.epoch = new_id()

    def share(self, node: Node) -> None:
        """A node gets a part in everything, as by a transfer of the cases."""
        self.sharing.add(node.node)

    def chain(self, node: Node, after: int) -> ChainPage:
        chain = self.chains[node.node, node.incarnation]
        last_hash = chain[-1].hash if chain else GENESIS
        return ChainPage(self.epoch, len(chain), last_hash, chain[after : after + PAGE])

    def digest(self, offer: DigestOffer) -> DigestAnswer:
        chain = self.chains[offer.node, offer.incarnation]
        ours = {day: _digest(day, chain) for day in {event.at[:10] for event in chain}}
        differs = [each.day for each in offer.days if ours.get(each.day) != each]
        return DigestAnswer(self.epoch, differs, len(chain), chain[-1].hash if chain else GENESIS)

    def pull(self, node: Node, through: int, epoch: str, after: int) -> PullPage:
        if epoch != self.epoch:
            raise Refused("sync.epoch_changed")
        shares = node.node in self.sharing
        part = {row.event.subject for row in self.feed if row.node == node.node or shares}
        looked = self.feed[after : after + PAGE]
        rows = [row for row in looked if row.event.subject in part and not _knows(node, through, row)]
        return PullPage(self.epoch, after + len(looked), len(self.feed), rows)

    def ids(self) -> list[str]:
        """Every event that is here, in the order of chains."""
        return [event.id for chain in self.chains.values() for event in chain]


def _knows(node: Node, through: int, row: PulledEvent) -> bool:
    if row.node != node.node:
        return False
    present = row.incarnation == node.incarnation and row.event.seq <= through
    return present or not row.event.subject.startswith("case:")


def _digest(day: str, chain: list[PushedEvent]) -> DayDigest:
    shares = [
        int.from_bytes(hashlib.sha256(event.id.encode()).digest()[:8], "big")
        for event in chain
        if event.at.startswith(day)
    ]
    return DayDigest(day, len(shares), f"{sum(shares) % 2**64:016x}")
