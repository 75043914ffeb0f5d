"""``zongchuang sidecar KIND``: a driver that may hang or crash, in a process that the program starts."""

from __future__ import annotations

from argparse import Namespace

from devices.idcard.drivers.sidecar_reader import methods_of
from devices.idcard.drivers.termb import TermbReader
from devices.sidecar import host
from devices.staff_card.drivers import sidecar_staff_reader
from devices.staff_card.drivers.pcsc import PcscReader


def run(args: Namespace) -> int:
    """Serve ``args.kind`` on standard input and output until the input ends."""
    if args.kind == "idcard-termb":
        return host.run(methods_of(TermbReader(args.library, args.port)))
    if args.kind == "staff-card":
        return host.run(sidecar_staff_reader.methods_of(PcscReader(args.port)))
    raise AssertionError(args.kind)
