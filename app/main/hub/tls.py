"""How a hub is reached: in the clear on its own machine, by HTTPS everywhere else."""

from __future__ import annotations

import logging
import ssl
import threading
from collections.abc import Callable
from ipaddress import ip_address
from pathlib import Path

import uvicorn

from app.core.clock import SystemClock
from app.core.errors import AppError, EnvironmentMissing
from app.hub.trust import is_initialised, load_certificate, renew, server_context

_DAY_S = 86_400.0
_log = logging.getLogger(__name__)


def is_secured(data: Path, host: str) -> bool:
    """Whether the hub of this folder serves HTTPS. Tokens never cross a wire in the clear, so before ``hub
    init`` nobody outside may ask: raises EnvironmentMissing ``hub.needs_init`` (host)."""
    secure = is_initialised(data)
    if not secure and not _is_loopback(host):
        raise EnvironmentMissing("hub.needs_init", host=host)
    return secure


def serve_tls(data: Path, _: uvicorn.Config, __: Callable[[], ssl.SSLContext]) -> ssl.SSLContext:
    """The TLS of one server process, with a certificate that is made anew in time.

    With ``data`` bound, what uvicorn calls to get its context. Raises as ``app.hub.trust.renew``.
    """
    renew(data, SystemClock().now())
    context = server_context(data)
    threading.Thread(target=_keep_valid, args=(context, data), name="certificate", daemon=True).start()
    return context


def _keep_valid(context: ssl.SSLContext, data: Path) -> None:
    pause = threading.Event()
    while not pause.wait(_DAY_S):
        try:
            renew(data, SystemClock().now())
            load_certificate(context, data)
        except (AppError, OSError):
            # The certificate in use is good for weeks yet: tomorrow is another try.
            _log.exception("the certificate could not be renewed")


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
