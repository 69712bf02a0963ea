package org.needlewise.cli;

import java.math.BigDecimal;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a needle depth in millimetres as strictly as one in a case file; gives hundredths. */
final class DepthOption implements ITypeConverter<Integer> {
  private static final int MOST = 1000;

  @Override
  public Integer convert(String text) {
    if (text.matches("(0|[1-9][0-9]?)(\\.[0-9]{1,2})?")) {
      int hundredths = new BigDecimal(text).movePointRight(2).intValueExact();
      if (hundredths > 0 && hundredths <= MOST) {
        return hundredths;
      }
    }
    throw new TypeConversionException(
        "'" + text + "' is no depth; expected millimetres, 0.01 to 10 with at most two decimals");
  }
}
