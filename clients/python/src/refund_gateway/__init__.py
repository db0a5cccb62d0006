"""Calls the refund gateway: a channel, exact amounts, and typed errors.

The messages and services themselves are in ``refund.v1``.
"""

from ._amounts import amount, decimal_of
from ._channel import Tls
from ._error import RefundGatewayError, Violation
from ._gateway import AsyncGateway, Gateway, connect, connect_async

__all__ = [
    "AsyncGateway",
    "Gateway",
    "RefundGatewayError",
    "Tls",
    "Violation",
    "amount",
    "connect",
    "connect_async",
    "decimal_of",
]
