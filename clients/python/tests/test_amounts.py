"""Amounts are exact, and never a float."""

from __future__ import annotations

from decimal import Decimal

import pytest

from refund.v1.common_pb2 import Decimal as Message
from refund_gateway import amount, decimal_of


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Decimal("12.30"), "12.30"),
        (Decimal("1E+13"), "10000000000000"),
        (Decimal("1E-2"), "0.01"),
        (Decimal("9999999999999.99"), "9999999999999.99"),
        (10**13, "10000000000000"),
        ("0.10", "0.10"),
        ("1.2e3", "1200"),
    ],
)
def test_an_amount_is_written_without_an_exponent(value: Decimal | int | str, text: str) -> None:
    assert amount(value).value == text
    assert decimal_of(amount(value)) == Decimal(value)


def test_a_float_is_refused() -> None:
    with pytest.raises(TypeError):
        amount(0.1)  # type: ignore[arg-type]


@pytest.mark.parametrize("value", ["", "abc", "NaN", "Infinity", Decimal("NaN")])
def test_what_is_no_number_is_refused(value: Decimal | str) -> None:
    with pytest.raises(ValueError, match="is not a decimal number"):
        amount(value)


def test_an_amount_that_is_absent_is_no_zero() -> None:
    with pytest.raises(ValueError, match="is not a decimal number"):
        decimal_of(Message())
