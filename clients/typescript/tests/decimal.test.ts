import assert from "node:assert/strict";
import { test } from "node:test";
import Big from "big.js";
import { decimal, toDecimalString } from "refund-gateway-client";

test("text is carried as it is", () => {
  for (const text of ["12.30", "0.01", "10000000000000", "-1.5", "0".repeat(64)]) {
    assert.equal(decimal(text).value, text);
  }
});

test("anything but plain notation is refused", () => {
  const others = ["", " 1", "1 ", "1\n", "+1", ".5", "5.", "1e3", "1,000", "0x10", "１", "NaN", "Infinity", "--1", "1.2.3"];
  for (const text of [...others, "0".repeat(65)]) {
    assert.throws(() => decimal(text), RangeError, text);
    assert.throws(() => toDecimalString({ ...decimal("1"), value: text }), RangeError, text);
  }
});

test("a number is refused, by the compiler too", () => {
  // @ts-expect-error -- a binary float is no decimal
  assert.throws(() => decimal(12.3), TypeError);
});

test("a number of a decimal library is carried without an exponent", () => {
  assert.equal(decimal(new Big("1e13")).value, "10000000000000");
  assert.equal(decimal(new Big("0.1").plus("0.2")).value, "0.3");
  assert.equal(decimal(new Big("1e-7")).value, "0.0000001");
});

test("equal numbers have equal texts", () => {
  const texts = {
    "12.3": ["12.3", "12.30", "012.300"],
    "100": ["100", "100.00", "0100"],
    "0": ["0", "0.00", "-0", "-0.0", "000"],
    "0.01": ["0.01", "00.010"],
    "-1.5": ["-1.50", "-01.5"],
  };
  for (const [shortest, equals] of Object.entries(texts)) {
    for (const text of equals) assert.equal(toDecimalString(decimal(text)), shortest);
  }
});

test("an absent decimal is not zero", () => {
  assert.throws(() => toDecimalString(undefined), TypeError);
});
