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

  /** The number that these digits are; negative where they are not all digits. */
  static int digits(char[] chars, int off, int count) {
    int value = 0;
    for (int i = off; i < off + count; i++) {
      int digit = chars[i] - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      value = value * 10 + digit;
    }
    return value;
  }

  /** The usual forms d, d.d and d.dd; 0 for any other. */
  static int simpleHundredths(char[] c, int off, int length) {
    if (length == 1) {
      return Math.max(0, digits(c, off, 1)) * 100;
    }
    if (length < 3 || length > 4 || c[off + 1] != '.') {
      return 0;
    }
    int whole = digits(c, off, 1);
    int part = digits(c, off + 2, length - 2);
    return (whole | part) < 0 ? 0 : whole * 100 + (length == 3 ? part * 10 : part);
  }

  static boolean isFraction(BigDecimal number) {
    // Not by setScale, which would write out a number such as 1e999999999.
    return number.signum() != 0 && number.stripTrailingZeros().scale() > 0;
  }

  /** 010 is ten for some readers of YAML and eight for others. */
  static boolean leadsWithZero(char[] chars, int off, int length) {
    return length > 1 && chars[off] == '0' && chars[off + 1] >= '0' && chars[off + 1] <= '9';
  }

  /** Null where the text is no decimal number, or one with a leading zero. */
  static BigDecimal decimal(String text) {
    int from = text.startsWith("-") || text.startsWith("+") ? 1 : 0;
    try {
      return leadsWithZero(text.toCharArray(), from, text.length() - from)
          ? null
          : new BigDecimal(text);
    } catch (NumberFormatException e) {
      // YAML's 0x1F, 0o17, .inf and .nan, or an exponent beyond all reason.
      return null;
    }
  }
}
