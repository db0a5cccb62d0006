"""Calls the refund gateway: a channel, exact amounts, and typed errors.

The messages and services themselves are in ``refund.v1``.
"""

from ._amounts import amount, decimal_of
from ._error import RefundError, Violation
from ._gateway import AsyncGateway, Gateway, connect, connect_async

__all__ = [
    "AsyncGateway",
    "Gateway",
    "RefundError",
    "Violation",
    "amount",
    "connect",
    "connect_async",
    "decimal_of",
]
