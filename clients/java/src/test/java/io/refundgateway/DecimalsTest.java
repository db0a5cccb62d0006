package io.refundgateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.refundgateway.v1.Decimal;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalsTest {
  @ParameterizedTest
  @CsvSource({
    "12.30, 12.30",
    "1E+13, 10000000000000",
    "1E-2, 0.01",
    "9999999999999.99, 9999999999999.99",
    "-0.5, -0.5",
    "0, 0"
  })
  void areWrittenWithoutExponent(String number, String text) {
    assertEquals(text, Decimals.of(new BigDecimal(number)).getValue());
  }

  @ParameterizedTest
  @ValueSource(strings = {"1E+65", "1E-65", "1E+999999999", "1E-999999999"})
  void areNotWrittenWhereTheyWouldFillTheMemory(String number) {
    assertThrows(ArithmeticException.class, () -> Decimals.of(new BigDecimal(number)));
  }

  @Test
  void areReadExactly() {
    Decimal decimal = Decimal.newBuilder().setValue("9999999999999.99").build();
    assertEquals(new BigDecimal("9999999999999.99"), Decimals.toBigDecimal(decimal));
  }

  @Test
  void areNotZeroWhereTheyAreNotSet() {
    assertThrows(
        NumberFormatException.class, () -> Decimals.toBigDecimal(Decimal.getDefaultInstance()));
  }
}
