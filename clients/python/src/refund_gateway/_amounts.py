"""Amounts, exact in both directions."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from refund.v1 import common_pb2


def amount(value: Decimal | int | str) -> common_pb2.Decimal:
    """The message for an amount; never with an exponent.

    A float is refused: ``0.1`` is not a tenth.
    """
    if isinstance(value, float):
        raise TypeError("an amount is a Decimal, an int or a str, never a float")
    number = _number(value)
    if not number.is_finite():
        raise ValueError(f"{value!r} is not a decimal number")
    return common_pb2.Decimal(value=f"{number:f}")


def decimal_of(message: common_pb2.Decimal) -> Decimal:
    """The amount that a message holds. Ask ``HasField`` where it may be absent."""
    return _number(message.value)


def _number(value: Decimal | int | str) -> Decimal:
    try:
        return Decimal(value)
    except InvalidOperation:
        raise ValueError(f"{value!r} is not a decimal number") from None
