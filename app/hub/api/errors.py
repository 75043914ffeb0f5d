"""Every error answer has one shape: ``{"error": {"code", "params"}}``, and its code is of the one tree."""

from __future__ import annotations

import logging

import msgspec
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from app.core.errors import AppError, Refused, RuleViolation, StoreUnavailable
from app.sync.wire import ErrorBody, Problem

_log = logging.getLogger(__name__)

_BY_CODE = {"tickets.unknown_ticket": 404, "sync.malformed": 400, "sync.too_large": 413}
_BY_KIND: tuple[tuple[type[AppError], int], ...] = (
    (RuleViolation, 409),
    (Refused, 409),
    (StoreUnavailable, 503),
)
_RETRY_AFTER_S = "5"


def answer_errors(app: FastAPI) -> None:
    """Let the application answer every error in the one shape."""

    @app.exception_handler(AppError)
    def refuse(_: Request, error: AppError) -> Response:
        status = _status(error)
        if status >= 500:
            # Only the code: the chain behind it may quote rows.
            _log.error("answered %s", error.code)
        return _answer(status, error.code, error.params)

    @app.exception_handler(RequestValidationError)
    def invalid(_: Request, error: RequestValidationError) -> Response:
        # Names of fields only: what stood in them may be personal.
        fields = sorted({".".join(str(part) for part in each["loc"]) for each in error.errors()})
        return _answer(422, "hub.bad_request", {"fields": fields})

    @app.exception_handler(HTTPException)
    def unknown(_: Request, error: HTTPException) -> Response:
        return _answer(error.status_code, "hub.no_such_address", {"status": error.status_code})

    @app.exception_handler(Exception)
    def bug(_: Request, error: Exception) -> Response:
        return _answer(500, "hub.bug", {"kind": type(error).__name__})


def _status(error: AppError) -> int:
    if error.code in _BY_CODE:
        return _BY_CODE[error.code]
    return next((status for kind, status in _BY_KIND if isinstance(error, kind)), 500)


def _answer(status: int, code: str, params: dict[str, object]) -> Response:
    body = msgspec.json.encode(ErrorBody(Problem(code, params)), enc_hook=str)
    headers = {"Retry-After": _RETRY_AFTER_S} if status == 503 else None
    return Response(body, status, headers, "application/json")
