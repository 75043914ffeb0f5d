"""Asking an IPP server over HTTP (RFC 8010 §4), on a socket of this machine or of another."""

from __future__ import annotations

import getpass
import socket
from collections.abc import Mapping, Sequence
from contextlib import closing

from devices.errors import BadReply, DeviceError, DeviceTimeout
from devices.page_printer.contract import PrintRefused, PrintSystemDown
from devices.page_printer.drivers import ipp

Refusals = Mapping[int, DeviceError | None]
"""What a refusing status means for a call; None: no refusal at all."""

_DEFAULT_PORT = 631


class IppClient:
    """Sends one request a connection. ``server`` is a socket's path or ``host[:port]``.

    ``timeout`` seconds is the longest wait for one step of a call.
    """

    def __init__(self, server: str, timeout: float) -> None:
        self._server = server
        self._timeout = timeout

    def ask(
        self,
        operation: int,
        attributes: Sequence[ipp.Attribute],
        refusals: Refusals,
        *,
        job: Sequence[ipp.Attribute] = (),
        document: bytes = b"",
        path: str = "/",
    ) -> ipp.Answer:
        """The answer to one operation.

        Raises what ``refusals`` says for its status, PrintRefused for any other refusal, PrintSystemDown,
        DeviceTimeout, BadReply.
        """
        head = (
            ipp.Attribute(ipp.CHARSET, "attributes-charset", ("utf-8",)),
            ipp.Attribute(ipp.LANGUAGE, "attributes-natural-language", ("en",)),
        )
        groups = [(ipp.OPERATION, (*head, *attributes)), *([(ipp.JOB, job)] if job else [])]
        command = f"{operation:04X}"
        try:
            answer = ipp.answer(self._post(path, ipp.request(operation, groups) + document, command))
        except ipp.MalformedIpp as error:
            raise BadReply(command=command, reason=str(error)) from error
        if not answer.successful:
            refusal = refusals.get(answer.status, PrintRefused(answer.status, command=command))
            if refusal is not None:
                raise refusal
        return answer

    def _post(self, path: str, body: bytes, command: str) -> bytes:
        headers = {"Content-Type": "application/ipp"}
        if self._local:
            headers["Authorization"] = f"PeerCred {getpass.getuser()}"
        try:
            with self._connected() as connection:
                status, content = self._answer(connection, path, body, headers, command)
        except TimeoutError as error:
            raise DeviceTimeout(command=command, seconds=self._timeout) from error
        except OSError as error:
            raise PrintSystemDown(server=self._server) from error
        if status != 200:
            raise PrintRefused(status, command=command)
        return content

    @property
    def _local(self) -> bool:
        return self._server.startswith("/")

    @property
    def _address(self) -> tuple[str, int]:
        """What the request names; on a socket of this machine nobody looks at it."""
        if self._local:
            return "localhost", _DEFAULT_PORT
        host, _, port = self._server.partition("/")[0].partition(":")
        return host, int(port or _DEFAULT_PORT)

    def _connected(self) -> socket.socket:
        if not self._local:
            connection = socket.create_connection(self._address, self._timeout)
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            return connection
        connection = socket.socket(socket.AF_UNIX)
        connection.settimeout(self._timeout)
        try:
            connection.connect(self._server)
        except OSError:
            connection.close()
            raise
        return connection

    def _answer(
        self, connection: socket.socket, path: str, body: bytes, headers: Mapping[str, str], command: str
    ) -> tuple[int, bytes]:
        # 6 MB with TLS and mail, which it brings along: only where there is a print system.
        from http.client import HTTPConnection, HTTPException

        with closing(HTTPConnection(*self._address)) as http:
            http.sock = connection
            try:
                http.request("POST", path, body, headers)
                response = http.getresponse()
                return response.status, response.read()
            except HTTPException as error:
                raise BadReply(command=command, reason=type(error).__name__) from error
