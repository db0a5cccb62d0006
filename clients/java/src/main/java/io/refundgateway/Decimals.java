package io.refundgateway;

import io.refundgateway.v1.Decimal;
import java.math.BigDecimal;

/** Exact decimals, never a binary float and never with an exponent. */
public final class Decimals {
  /** More than any amount or quantity has, and few enough to be written out. */
  private static final int MAX_DIGITS = 64;

  private Decimals() {}

  /** The message for an amount. */
  public static Decimal of(BigDecimal amount) {
    return Decimal.newBuilder().setValue(text(amount)).build();
  }

  /** The text of an amount or quantity, for the fields of Taoxianda that are strings. */
  public static String text(BigDecimal number) {
    long integerDigits = (long) number.precision() - number.scale();
    if (Math.max(integerDigits, number.precision()) > MAX_DIGITS || number.scale() > MAX_DIGITS) {
      throw new ArithmeticException("a decimal of more than " + MAX_DIGITS + " digits");
    }
    return number.toPlainString();
  }

  /**
   * The amount in a message. The gateway writes {@code 60.00} as {@code 60}: compare amounts with
   * {@link BigDecimal#compareTo}, not with {@link BigDecimal#equals}.
   *
   * @throws NumberFormatException if the field was not set, as its {@code has…()} tells
   */
  public static BigDecimal toBigDecimal(Decimal decimal) {
    if (decimal.getValue().isEmpty()) {
      throw new NumberFormatException("the decimal is not set");
    }
    return new BigDecimal(decimal.getValue());
  }
}
