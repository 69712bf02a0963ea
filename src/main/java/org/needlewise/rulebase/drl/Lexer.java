package org.needlewise.rulebase.drl;

import java.util.ArrayList;
import java.util.List;

/** The words of a rule file, read without regard to their order. */
public final class Lexer {
  /** How a comment begins that a new rule was begun with; the check names those that are left. */
  public static final String NEXT_STEP = "Next step:";

  /** What a word is. */
  enum Kind {
    NAME,
    TEXT,
    NUMBER,
    SIGN,
    END
  }

  /**
   * @param text a text without its quotes
   * @param offset the place of its first character, for a text of its quote
   * @param end the place behind its last character
   */
  public record Token(Kind kind, String text, int offset, int end) {
    boolean is(String word) {
      return kind != Kind.TEXT && text.equals(word);
    }

    /** As a message names it. */
    String shown() {
      return switch (kind) {
        case END -> "the end of the file";
        case TEXT -> "the text \"" + shortened(text) + '"';
        default -> "'" + shortened(text) + "'";
      };
    }
  }

  private static final List<String> LONG_SIGNS = List.of("==", "!=", "<=", ">=", "&&", "||");
  private static final String MATHEMATICAL = "\u2265\u2264\u2260";

  /** Letters of Cyrillic and Greek that nobody can tell from those of {@link #LATIN}. */
  private static final String LOOKALIKES =
      "\u0430\u0441\u0435\u0456\u0458\u043e\u0440\u0455\u0445\u0443\u0410\u0412\u0421\u0415"
          + "\u041d\u0406\u041a\u041c\u041e\u0420\u0422\u0425\u0391\u0392\u0395\u039c\u039f\u03bf";

  private static final String LATIN = "aceijopsxyABCEHIKMOPTXABEMOo";

  private static final String CURLY_DOUBLE = "\u201c\u201d\u201e\u201f\u00ab\u00bb";
  private static final String CURLY_SINGLE = "\u2018\u2019\u201a\u201b\u00b4`";
  private static final String STRAIGHT = "straight double quotes (\")";

  private final Source source;
  private final String text;
  private final Problems problems;
  private final List<Token> tokens = new ArrayList<>();
  private int at;

  private Lexer(Source source, int from, Problems problems) {
    this.source = source;
    this.text = source.text();
    this.problems = problems;
    this.at = from;
  }

  /** All words from a place on, the last of kind END. */
  public static List<Token> of(Source source, int from, Problems problems) {
    Lexer reader = new Lexer(source, from, problems);
    reader.readAll();
    return reader.tokens;
  }

  public static String shortened(String text) {
    return text.length() <= 40 ? text : text.substring(0, 40) + "…";
  }

  private void readAll() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == ' ' || c == '\n' || c == '\t') {
        at++;
      } else if (c == '"') {
        string();
      } else if (isNameStart(c) || Character.isLetter(c)) {
        name();
      } else if (isDigit(c)) {
        number();
      } else if (text.startsWith("//", at)) {
        comment();
      } else if (text.startsWith("/*", at)) {
        problems.error(
            source,
            at,
            "a comment between /* and */",
            "such a comment at the head of the file alone");
        int close = text.indexOf("*/", at + 2);
        at = close < 0 ? text.length() : close + 2;
      } else if (c == '\'') {
        problems.error(source, at, "a single quote", STRAIGHT);
        quoted("'");
      } else if (CURLY_DOUBLE.indexOf(c) >= 0 || CURLY_SINGLE.indexOf(c) >= 0) {
        problems.error(source, at, "a curly quote (" + c + ")", STRAIGHT);
        quoted(CURLY_DOUBLE + CURLY_SINGLE);
      } else {
        sign();
      }
    }
    tokens.add(new Token(Kind.END, "", text.length(), text.length()));
  }

  /**
   * Letters of another alphabet are reported once a word, and read as those that they look like.
   */
  private void name() {
    int start = at;
    int foreign = -1;
    StringBuilder name = new StringBuilder();
    while (at < text.length()
        && (isNameStart(text.charAt(at))
            || isDigit(text.charAt(at))
            || Character.isLetter(text.charAt(at)))) {
      char c = text.charAt(at);
      foreign = foreign < 0 && Character.isLetter(c) && !isNameStart(c) ? at : foreign;
      int like = LOOKALIKES.indexOf(c);
      name.append(like < 0 ? c : LATIN.charAt(like));
      at++;
    }
    if (foreign >= 0) {
      problems.error(
          source,
          foreign,
          "the letter " + character(foreign) + " in '" + text.substring(start, at) + '\'',
          "letters from A to Z");
    }
    tokens.add(new Token(Kind.NAME, name.toString(), start, at));
  }

  /** A character with its number, where a person could not tell it from another. */
  private String character(int offset) {
    int c = text.codePointAt(offset);
    return String.format(
        "%s (U+%04X)", c == 0xA0 ? "non-breaking space" : Character.toString(c), c);
  }

  private void comment() {
    if (text.startsWith("// " + NEXT_STEP, at)) {
      problems.warning(source, at, "a next step", "it done, and its line taken out");
    }
    at = endOfLine(at);
  }

  private void string() {
    int start = at;
    int end = text.indexOf('"', at + 1);
    int lineEnd = endOfLine(at);
    if (end > lineEnd && continues(lineEnd, end)) {
      problems.error(
          source,
          lineEnd,
          "a line break within a text",
          "the whole text on one line, however long");
      tokens.add(new Token(Kind.TEXT, text.substring(start + 1, end), start, end + 1));
      at = end + 1;
      return;
    }
    if (end < 0 || end > lineEnd) {
      problems.error(
          source, start, "a text without its closing quote on the line", "a text in " + STRAIGHT);
      // The rest of the line is taken as the text, closing brackets left to what surrounds it.
      end = lineEnd;
      while (end > start + 1 && " ),;".indexOf(text.charAt(end - 1)) >= 0) {
        end--;
      }
      tokens.add(new Token(Kind.TEXT, text.substring(start + 1, end), start, end));
      at = end;
      return;
    }
    tokens.add(new Token(Kind.TEXT, text.substring(start + 1, end), start, end + 1));
    at = end + 1;
  }

  /** Whether a text goes on in the next line: there, quotes are odd in number. */
  private boolean continues(int lineEnd, int quote) {
    int nextEnd = endOfLine(lineEnd + 1);
    String next = text.substring(lineEnd + 1, nextEnd);
    return quote < nextEnd
        && next.chars().filter(c -> c == '"').count() % 2 == 1
        && !next.stripLeading().startsWith("@");
  }

  /**
   * A text in the wrong quotes, already reported: read as if they were right, so that nothing
   * follows from it.
   */
  private void quoted(String closing) {
    int start = at;
    int end = at + 1;
    while (end < text.length()
        && text.charAt(end) != '\n'
        && closing.indexOf(text.charAt(end)) < 0
        && text.charAt(end) != '"') {
      end++;
    }
    tokens.add(new Token(Kind.TEXT, text.substring(start + 1, end), start, end));
    at = end < text.length() && text.charAt(end) != '\n' ? end + 1 : end;
  }

  private void number() {
    int start = at;
    while (at < text.length()
        && (isDigit(text.charAt(at))
            || isNameStart(text.charAt(at))
            || text.charAt(at) == '.' && at + 1 < text.length() && isDigit(text.charAt(at + 1)))) {
      at++;
    }
    if (text.startsWith(",", at) && at + 1 < text.length() && isDigit(text.charAt(at + 1))) {
      problems.error(
          source, at, "a comma within a number", "a point before decimals, a space behind a comma");
      at++;
      while (at < text.length() && isDigit(text.charAt(at))) {
        at++;
      }
      tokens.add(new Token(Kind.NUMBER, text.substring(start, at).replace(',', '.'), start, at));
      return;
    }
    String written = text.substring(start, at);
    if (written.matches("0+[0-9]+(\\.[0-9]{1,2})?")) {
      problems.error(
          source,
          start,
          "the number " + shortened(written) + " with a zero in front",
          shortened(written.replaceFirst("^0+(?=[0-9])", "")));
    } else if (!written.matches("(0|[1-9][0-9]{0,6})(\\.[0-9]{1,2})?")) {
      problems.error(
          source,
          start,
          "the number " + shortened(written),
          "digits with at most two decimals behind a point, without a sign, a separator or a unit");
    }
    add(Kind.NUMBER, start);
  }

  private void sign() {
    int start = at;
    for (String sign : LONG_SIGNS) {
      if (text.startsWith(sign, at)) {
        at += 2;
        add(Kind.SIGN, start);
        return;
      }
    }
    int like = MATHEMATICAL.indexOf(text.charAt(at));
    if (like >= 0) {
      String meant = List.of(">=", "<=", "!=").get(like);
      problems.error(source, start, "the sign " + character(start), meant);
      tokens.add(new Token(Kind.SIGN, meant, start, ++at));
      return;
    }
    at += Character.charCount(text.codePointAt(at));
    if ("(){}[],.;:@<>=!&|+-*/%?~^#".indexOf(text.charAt(start)) >= 0) {
      add(Kind.SIGN, start);
    } else {
      problems.error(
          source,
          start,
          "the " + (text.charAt(start) == 0xA0 ? "" : "character ") + character(start),
          text.charAt(start) == 0xA0
              ? "a plain space"
              : "letters, digits and the signs of a rule outside quotes");
    }
  }

  private void add(Kind kind, int start) {
    tokens.add(new Token(kind, text.substring(start, at), start, at));
  }

  private int endOfLine(int from) {
    int end = text.indexOf('\n', from);
    return end < 0 ? text.length() : end;
  }

  private static boolean isNameStart(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c == '$';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
