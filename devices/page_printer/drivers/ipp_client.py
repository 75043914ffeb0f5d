"""Asking an IPP server over HTTP (RFC 8010 §4), on a socket of this machine or of another."""

from __future__ import annotations

import getpass
import socket
from collections.abc import Mapping, Sequence
from http.client import HTTPConnection, HTTPException

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
        connection = self._connection()
        try:
            connection.request("POST", path, body, headers)
            response = connection.getresponse()
            content = response.read()
        except TimeoutError as error:
            raise DeviceTimeout(command=command, seconds=self._timeout) from error
        except HTTPException as error:
            raise BadReply(command=command, reason=type(error).__name__) from error
        except OSError as error:
            raise PrintSystemDown(server=self._server) from error
        finally:
            connection.close()
        if response.status != 200:
            raise PrintRefused(response.status, command=command)
        return content

    @property
    def _local(self) -> bool:
        return self._server.startswith("/")

    def _connection(self) -> HTTPConnection:
        if not self._local:
            host, _, port = self._server.partition("/")[0].partition(":")
            return HTTPConnection(host, int(port or _DEFAULT_PORT), timeout=self._timeout)
        connection = HTTPConnection("localhost", timeout=self._timeout)
        connection.sock = socket.socket(socket.AF_UNIX)
        connection.sock.settimeout(self._timeout)
        try:
            connection.sock.connect(self._server)
        except OSError as error:
            connection.close()
            raise PrintSystemDown(server=self._server) from error
        return connection
