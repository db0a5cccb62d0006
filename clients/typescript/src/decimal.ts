/** Exact decimals. JavaScript has none, and its numbers are binary floats. */
import { create } from "@bufbuild/protobuf";
import { DecimalSchema, type Decimal } from "./gen/refund/v1/common_pb.js";

const PLAIN = /^(-?)0*(\d+?)(?:\.(\d*?)0*)?$/;
const POINT_WITHOUT_DIGITS = /\.$/;
const MAX_LENGTH = 64;

/**
 * A number of a decimal library: a `Big` of big.js, a `Decimal` of decimal.js, a
 * `BigNumber` of bignumber.js. The second member keeps `number` out.
 */
export interface DecimalNumber {
  toFixed(): string;
  plus(other: never): unknown;
}

/**
 * A decimal of the contract, from text in plain notation such as `"12.30"` or
 * from a number of a decimal library.
 *
 * @throws TypeError for a `number`, which may have lost digits already.
 * @throws RangeError for any other notation.
 */
export function decimal(value: string | DecimalNumber): Decimal {
  if (typeof value === "number") {
    throw new TypeError(`an exact decimal is text, not the number ${value}`);
  }
  const text = typeof value === "string" ? value : value.toFixed();
  shortest(text);
  return create(DecimalSchema, { value: text });
}

/**
 * The text of a decimal in its shortest plain form: `"12.3"` for 12.30. Equal
 * numbers have equal texts.
 *
 * @throws TypeError for a decimal that is absent, which is not zero.
 * @throws RangeError for anything but plain notation.
 */
export function toDecimalString(value: Decimal | undefined): string {
  if (value === undefined) throw new TypeError("the decimal is absent");
  return shortest(value.value);
}

function shortest(text: string): string {
  const parts = text.length > MAX_LENGTH || POINT_WITHOUT_DIGITS.test(text) ? null : PLAIN.exec(text);
  if (parts === null) {
    throw new RangeError(`not a decimal in plain notation: ${JSON.stringify(text.slice(0, MAX_LENGTH))}`);
  }
  const [, sign, whole, fraction] = parts;
  const magnitude = fraction ? `${whole}.${fraction}` : `${whole}`;
  return magnitude === "0" ? magnitude : `${sign}${magnitude}`;
}
