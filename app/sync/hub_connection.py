"""The connection to a hub: one request, one answer, whatever stands there and however it fails."""

from __future__ import annotations

import ssl
import time
from collections.abc import Mapping
from contextlib import closing
from ipaddress import ip_address
from typing import TypeVar
from urllib.parse import urlsplit

import httpx
import msgspec

from app.core.errors import ConfigError, Offline, Refused, SyncError
from app.sync.wire import ErrorBody
from devices.decoding import from_json

T = TypeVar("T")
Answered = tuple[httpx.Response, bytes]

TIMEOUT = httpx.Timeout(5.0, connect=2.0)
_LONGEST_S = 30.0
"""The most that an answer may take from its first byte to its last, however steadily it drips."""
_MOST_BYTES = 64 << 20
_MOST_PATIENCE_S = 300.0
_CUT = (httpx.RemoteProtocolError, httpx.ReadError, httpx.WriteError)
"""A connection that the hub had closed while it lay idle fails like this; a new one may do."""
_LATER = {429: "sync.busy", 503: "sync.hub_ailing"}
"""Answers that are no answer yet: too many ask, or the hub's database or disk does not do its work."""
_TRIES = "auth.too_many_tries"
"""The one answer 429 that is about what was asked, not about how much."""
_OTHER_NAME = (62, 64)
"""OpenSSL: the certificate is good, but for another name or address than the one that was asked."""
_NO_CHECK_TIME = 0x200000
"""OpenSSL's X509_V_FLAG_NO_CHECK_TIME."""


def trusting(ca: str) -> ssl.SSLContext:
    """TLS that believes one authority (PEM) and no other.

    The dates of certificates are not looked at: a device whose clock is wrong by a year must go on working,
    and an authority that is pinned needs no calendar to be told from others. An empty ``ca`` believes nobody.
    Raises ConfigError ``auth.not_enrolled`` when ``ca`` is no certificate: nobody proves himself by it.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    try:
        if ca:
            context.load_verify_locations(cadata=ca)
    except (ssl.SSLError, TypeError, ValueError) as error:
        raise ConfigError("auth.not_enrolled") from error
    context.verify_flags = ssl.VerifyFlags(context.verify_flags | _NO_CHECK_TIME)
    return context


class HubConnection:
    """An address and how to speak to it. May be shared by threads.

    Raises ConfigError: ``config.wrong_value`` (key) for no address, ``auth.plain_http`` for one that would
    carry tokens in the clear to another machine. Every request raises Offline (``sync.unreachable``;
    ``sync.busy`` and ``sync.hub_ailing`` with ``retry_after`` in seconds; ``sync.bad_answer`` when
    something else answers there) or Refused: ``auth.wrong_ca`` (hub), ``auth.wrong_name`` (hub, name), or the
    code and parameters that the hub gave.
    """

    def __init__(self, base_url: str, tls: ssl.SSLContext) -> None:
        self.base_url = base_url.rstrip("/")
        if not _is_address(self.base_url):
            raise ConfigError("config.wrong_value", key="hub")
        if self.base_url.startswith("http:") and not _is_here(httpx.URL(self.base_url).host):
            raise ConfigError("auth.plain_http")
        # Proxies of the environment are for the Internet; the hub is in the house.
        self._http = httpx.Client(base_url=self.base_url, timeout=TIMEOUT, trust_env=False, verify=tls)

    def close(self) -> None:
        """Let go of the connections."""
        self._http.close()

    def ask(self, method: str, path: str, answer: type[T], content: bytes | None = None) -> T:
        """A request that needs no token, and its answer."""
        said = {"Content-Type": "application/json"} if content else {}
        return decoded(self.answered(method, path, content, said), answer)

    def answered(
        self,
        method: str,
        path: str,
        content: bytes | None,
        headers: Mapping[str, str],
        timeout: httpx.Timeout = TIMEOUT,
    ) -> Answered:
        """An answer that is no refusal, with its body."""
        request = self._http.build_request(method, path, content=content, headers=headers, timeout=timeout)
        response, body = self._send(request)
        if response.is_success:
            return response, body
        try:
            problem = from_json(body, ErrorBody).error
        except (msgspec.DecodeError, RecursionError) as error:
            raise Offline("sync.bad_answer", status=response.status_code) from error
        if response.status_code in _LATER and problem.code != _TRIES:
            patience = _seconds(response.headers.get("Retry-After"))
            raise Offline(_LATER[response.status_code], retry_after=patience)
        raise Refused(problem.code, **problem.params)

    def _send(self, request: httpx.Request) -> Answered:
        try:
            try:
                return self._exchange(request)
            except _CUT:
                # Safe: every request of ours may be repeated.
                return self._exchange(request)
        except httpx.RequestError as error:
            raise self._failure(error) from error

    def _failure(self, error: httpx.RequestError) -> SyncError:
        cause: BaseException | None = error
        while cause is not None and not isinstance(cause, ssl.SSLCertVerificationError):
            cause = cause.__cause__ or cause.__context__
        if cause is None:
            return Offline("sync.unreachable", hub=self.base_url, kind=type(error).__name__)
        if cause.verify_code in _OTHER_NAME:
            return Refused("auth.wrong_name", hub=self.base_url, name=httpx.URL(self.base_url).host)
        return Refused("auth.wrong_ca", hub=self.base_url)

    def _exchange(self, request: httpx.Request) -> Answered:
        body = bytearray()
        with closing(self._http.send(request, stream=True)) as response:
            deadline = time.monotonic() + _LONGEST_S
            for portion in response.iter_bytes():
                body += portion
                if len(body) > _MOST_BYTES or time.monotonic() > deadline:
                    raise httpx.ReadTimeout("the answer does not end")
        return response, bytes(body)


def decoded(answered: Answered, kind: type[T]) -> T:
    """The body of an answer. Raises Offline ``sync.bad_answer``."""
    response, body = answered
    try:
        return from_json(body, kind)
    except (msgspec.DecodeError, RecursionError) as error:
        raise Offline("sync.bad_answer", status=response.status_code) from error


def _is_address(url: str) -> bool:
    try:
        parts, port = httpx.URL(url), urlsplit(url).port
        return parts.scheme in ("http", "https") and bool(parts.host) and port != 0
    except (httpx.InvalidURL, ValueError):
        return False


def _is_here(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def _seconds(header: str | None) -> float:
    whole = header is not None and header.isascii() and header.isdecimal()
    return min(float(header or 0), _MOST_PATIENCE_S) if whole else 0.0
