package org.needlewise.casefile;

import java.math.BigDecimal;

/** How single values are written. */
final class Scalars {
  private Scalars() {}

  /** The characters of a text; -1 where it holds a NUL or half of a surrogate pair. */
  static int characters(String text) {
    int count = text.length();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isSurrogate(c)) {
        boolean pair =
            Character.isHighSurrogate(c)
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1));
        if (!pair) {
          return -1;
        }
        count--;
        i++;
      } else if (c == 0) {
        return -1;
      }
    }
    return count;
  }

  /** The number that these characters are; negative where they are not all digits. */
  static int digits(Tokens of, int from, int count) {
    int value = 0;
    for (int i = from; i < from + count; i++) {
      int digit = of.at(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      value = value * 10 + digit;
    }
    return value;
  }

  /** The usual forms d, d.d and d.dd; 0 for any other. */
  static int simpleHundredths(Tokens of) {
    int length = of.length();
    if (length == 1) {
      return Math.max(0, digits(of, 0, 1)) * 100;
    }
    if (length < 3 || length > 4 || of.at(1) != '.') {
      return 0;
    }
    int whole = digits(of, 0, 1);
    int part = digits(of, 2, length - 2);
    return (whole | part) < 0 ? 0 : whole * 100 + (length == 3 ? part * 10 : part);
  }

  static boolean isFraction(BigDecimal number) {
    // Not by setScale, which would write out a number such as 1e999999999.
    return number.signum() != 0 && number.stripTrailingZeros().scale() > 0;
  }

  /** 010 is ten for some readers of YAML and eight for others. */
  private static boolean leadsWithZero(String text, int from) {
    return text.length() - from > 1
        && text.charAt(from) == '0'
        && text.charAt(from + 1) >= '0'
        && text.charAt(from + 1) <= '9';
  }

  /** Null where the text is no decimal number, or one with a leading zero. */
  static BigDecimal decimal(String text) {
    int from = text.startsWith("-") || text.startsWith("+") ? 1 : 0;
    try {
      return leadsWithZero(text, from) ? null : new BigDecimal(text);
    } catch (NumberFormatException e) {
      // YAML's 0x1F, 0o17, .inf and .nan, or an exponent beyond all reason.
      return null;
    }
  }
}
