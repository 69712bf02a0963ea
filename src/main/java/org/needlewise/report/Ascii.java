package org.needlewise.report;

import java.text.Normalizer;
import java.util.Objects;

/** Text where no more than ASCII can be shown. */
public final class Ascii {
  private Ascii() {}

  /**
   * The text in the characters of ASCII: signs by what is written for them, letters without their
   * accents, all else as an escape such as {@code \\u4f60}.
   */
  public static String of(String text) {
    int i = 0;
    while (i < text.length() && text.charAt(i) < 128) {
      i++;
    }
    if (i == text.length()) {
      return text;
    }
    StringBuilder plain = new StringBuilder(text.length() + 8);
    text.codePoints().forEach(c -> append(c, plain));
    return plain.toString();
  }

  private static void append(int c, StringBuilder plain) {
    String sign = c < 128 ? Character.toString(c) : sign(c);
    if (sign != null) {
      plain.append(sign);
      return;
    }
    int before = plain.length();
    Normalizer.normalize(Character.toString(c), Normalizer.Form.NFKD)
        .codePoints()
        .mapToObj(part -> part < 128 ? Character.toString(part) : sign(part))
        .filter(Objects::nonNull)
        .forEach(plain::append);
    boolean accent = Character.getType(c) == Character.NON_SPACING_MARK;
    if (plain.length() == before && !accent) {
      plain.append(String.format("\\u%04x", c));
    }
  }

  /** Null where there is none. */
  private static String sign(int c) {
    return switch (c) {
      case '\u2010', '\u2011', '\u2012', '–', '—', '\u2015', '−', '·', '•' -> "-";
      case '‘', '’', '′' -> "'";
      case '“', '”', '„', '″', '«', '»' -> "\"";
      case '‹' -> "<";
      case '›' -> ">";
      case '→' -> "->";
      case '←' -> "<-";
      case '≤' -> "<=";
      case '≥' -> ">=";
      case '≈' -> "~";
      case '±' -> "+/-";
      case '×' -> "x";
      case '°' -> "deg";
      case '\u2044' -> "/"; // of ½
      case 'µ', 'μ' -> "u";
      case 'ß' -> "ss";
      case 'æ' -> "ae";
      case 'Æ' -> "AE";
      case 'ø' -> "o";
      case 'Ø' -> "O";
      case 'ł' -> "l";
      case 'Ł' -> "L";
      default -> null;
    };
  }
}
