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

_BY_CODE = {
    "tickets.unknown_ticket": 404,
    "sync.malformed": 400,
    "sync.too_large": 413,
    "sync.busy": 429,
    "attachment.malformed": 400,
    "attachment.not_announced": 404,
    "attachment.not_begun": 404,
    "attachment.tus_version": 412,
    "attachment.wrong_checksum": 460,
    "attachment.wrong_digest": 460,
    "attachment.disk_low": 507,
    "bundle.unknown": 404,
    "auth.no_token": 401,
    "auth.token_wrong": 401,
    "auth.token_expired": 401,
    "auth.too_many_tries": 429,
}
_FORBIDDEN = "auth."
"""All other codes that begin like this are answered 403."""
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
        if error.status_code == 400:  # a body that is no text
            return _answer(400, "sync.malformed", {})
        return _answer(error.status_code, "hub.no_such_address", {"status": error.status_code})

    @app.exception_handler(Exception)
    def bug(_: Request, error: Exception) -> Response:
        return _answer(500, "hub.bug", {"kind": type(error).__name__})


def _status(error: AppError) -> int:
    if error.code in _BY_CODE:
        return _BY_CODE[error.code]
    if error.code.startswith(_FORBIDDEN):
        return 403
    return next((status for kind, status in _BY_KIND if isinstance(error, kind)), 500)


def _answer(status: int, code: str, params: dict[str, object]) -> Response:
    body = msgspec.json.encode(ErrorBody(Problem(code, params)), enc_hook=str)
    patience = params.get("retry_after", _RETRY_AFTER_S if status == 503 else None)
    headers = {"Retry-After": str(patience)} if patience is not None else None
    return Response(body, status, headers, "application/json")
