"""What a call that failed says."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, NamedTuple

import grpc
from google.protobuf.message import DecodeError
from google.rpc import error_details_pb2, status_pb2  # type: ignore[import-untyped]


class Violation(NamedTuple):
    """A field of the request, and the rule that it breaks."""

    field: str
    rule: str


class RefundError(Exception):
    """A call that failed. Build on ``reason``; messages may change."""

    code: grpc.StatusCode
    """The gRPC code."""
    reason: str
    """The name in the gateway's error table; empty where the failure is not the
    gateway's own word, such as that of a connection."""
    errcode: int | None
    """The number in the gateway's error table."""
    message: str
    """For developers."""
    message_zh: str
    """For people, in Chinese."""
    violations: tuple[Violation, ...]
    """The fields that are to blame."""
    retry_after: timedelta | None
    """When the same request may succeed; none where its cause has to be mended."""
    metadata: dict[str, str]
    """What the failure is about: order numbers, batch numbers and the like."""

    # Of grpc and of grpc.aio, which have no type in common that says this much.
    def __init__(self, error: Any) -> None:
        self.code = error.code()
        self.message = error.details() or ""
        self.reason = self.message_zh = ""
        self.errcode = self.retry_after = None
        self.violations = ()
        self.metadata = {}
        for key, value in error.trailing_metadata() or ():
            if key == "grpc-status-details-bin":
                self._read(value)
        super().__init__(f"{self.reason or self.code.name}: {self.message}")

    def _read(self, details: bytes) -> None:
        try:
            status = status_pb2.Status.FromString(details)
        except DecodeError:  # whoever wrote it, it was not the gateway
            return
        info = error_details_pb2.ErrorInfo()
        request = error_details_pb2.BadRequest()
        retry = error_details_pb2.RetryInfo()
        localized = error_details_pb2.LocalizedMessage()
        for detail in status.details:
            if detail.Unpack(info):
                self.reason = info.reason
                self.metadata = dict(info.metadata)
                self.errcode = int(info.metadata["errcode"]) if "errcode" in info.metadata else None
            elif detail.Unpack(request):
                fields = request.field_violations
                self.violations = tuple(Violation(it.field, it.description) for it in fields)
            elif detail.Unpack(retry):
                self.retry_after = retry.retry_delay.ToTimedelta()
            elif detail.Unpack(localized):
                self.message_zh = localized.message
