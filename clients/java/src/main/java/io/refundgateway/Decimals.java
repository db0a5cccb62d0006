package io.refundgateway;

import io.refundgateway.v1.Decimal;
import java.math.BigDecimal;

/** Exact decimals, never a binary float and never with an exponent. */
public final class Decimals {
  private Decimals() {}

  /** The message for an amount. */
  public static Decimal of(BigDecimal amount) {
    // Far beyond what the gateway takes, and 1E+999999999 would not fit into memory.
    if (Math.abs((long) amount.scale()) > 64) {
      throw new ArithmeticException("a decimal of more than 64 digits");
    }
    return Decimal.newBuilder().setValue(amount.toPlainString()).build();
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
