package org.needlewise.casefile;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import tools.jackson.core.JsonToken;
import tools.jackson.core.sym.PropertyNameMatcher;

/**
 * The tokens of JSON as nearly all of it is written, straight from its bytes. Whatever is
 * otherwise, wrong or merely unusual (an escape, a field that is not known), ends the reading with
 * {@link TokenReader.Again}: Jackson tells which.
 */
final class PlainJson implements Tokens {
  private static final int DEEPEST = 60;

  private static final long LOW_BITS = 0x0101010101010101L;
  private static final long HIGH_BITS = LOW_BITS << 7;

  private static final byte[] TRUE = "true".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] FALSE = "false".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);

  private final byte[] bytes;
  private final int end;

  /** The first byte that is not read yet. */
  private int at;

  private JsonToken current;

  /** Where the text or number begins and ends. */
  private int from;

  private int to;

  /** The lists and objects that are open, the innermost in the lowest bit: 1 for a list. */
  private long lists;

  private int depth;

  /** Whether a value has just ended, so that a comma must stand before another. */
  private boolean ended;

  /**
   * @param bytes in UTF-8
   */
  PlainJson(byte[] bytes, int start, int end) {
    this.bytes = bytes;
    this.at = start;
    this.end = end;
  }

  @Override
  public JsonToken current() {
    return current;
  }

  @Override
  public JsonToken next() {
    current = value();
    return current;
  }

  private JsonToken value() {
    int c = afterSpace();
    if (ended && depth == 0) {
      if (c >= 0) {
        throw again();
      }
      return null;
    }
    if (c == ']' && (lists & 1) != 0) {
      return close(JsonToken.END_ARRAY);
    }
    return switch (afterComma(c)) {
      case '"' -> quoted(at + 1);
      case '{' -> open(JsonToken.START_OBJECT, 0);
      case '[' -> open(JsonToken.START_ARRAY, 1);
      case 't' -> word(TRUE, JsonToken.VALUE_TRUE);
      case 'f' -> word(FALSE, JsonToken.VALUE_FALSE);
      case 'n' -> word(NULL, JsonToken.VALUE_NULL);
      default -> number();
    };
  }

  @Override
  public int nextName(Fields of, int seen) {
    int c = afterSpace();
    if (c == '}') {
      current = close(JsonToken.END_OBJECT);
      return PropertyNameMatcher.MATCH_END_OBJECT;
    }
    if (afterComma(c) != '"') {
      throw again();
    }
    // Most stand in the order of the schema.
    int next = Integer.SIZE - Integer.numberOfLeadingZeros(seen);
    int index = of.find(bytes, at + 1, end, next);
    if (index < 0) {
      throw again();
    }
    at += 1 + of.utf8Length(index);
    if (afterSpace() != ':') {
      throw again();
    }
    at++;
    ended = false;
    current = JsonToken.PROPERTY_NAME;
    return index;
  }

  /** The next byte that is no white space; -1 at the end. */
  private int afterSpace() {
    for (; at < end; at++) {
      int c = bytes[at];
      if (c != ' ' && c != '\n' && c != '\r' && c != '\t') {
        return c & 0xFF;
      }
    }
    return -1;
  }

  /**
   * The first byte of another entry or name.
   *
   * @param c the next byte
   */
  private int afterComma(int c) {
    if (!ended) {
      return c;
    }
    if (c != ',') {
      throw again();
    }
    at++;
    return afterSpace();
  }

  private JsonToken open(JsonToken token, int list) {
    if (++depth > DEEPEST) {
      throw again();
    }
    lists = lists << 1 | list;
    at++;
    ended = false;
    return token;
  }

  private JsonToken close(JsonToken token) {
    depth--;
    lists >>>= 1;
    at++;
    ended = true;
    return token;
  }

  private JsonToken word(byte[] word, JsonToken token) {
    if (end - at < word.length
        || !Arrays.equals(bytes, at, at + word.length, word, 0, word.length)) {
      throw again();
    }
    at += word.length;
    ended = true;
    return token;
  }

  private JsonToken quoted(int start) {
    int i = start;
    while (i + Long.BYTES <= end) {
      long stop = stops((long) Input.LONGS.get(bytes, i));
      if (stop != 0) {
        i += Long.numberOfTrailingZeros(stop) / Byte.SIZE;
        break;
      }
      i += Long.BYTES;
    }
    while (i < end && bytes[i] != '"') {
      if (bytes[i] >= 0 && bytes[i] < ' ' || bytes[i] == '\\') {
        throw again();
      }
      i++;
    }
    if (i >= end) {
      throw again();
    }
    from = start;
    to = i;
    at = i + 1;
    ended = true;
    return JsonToken.VALUE_STRING;
  }

  /** The high bit of each byte up to the first that is a quotation mark, escape or control. */
  private static long stops(long eight) {
    long quote = eight ^ '"' * LOW_BITS;
    long escape = eight ^ '\\' * LOW_BITS;
    return ((quote - LOW_BITS & ~quote)
            | (escape - LOW_BITS & ~escape)
            | (eight - ' ' * LOW_BITS & ~eight))
        & HIGH_BITS;
  }

  private JsonToken number() {
    from = at;
    JsonToken token = JsonToken.VALUE_NUMBER_INT;
    if (is('-')) {
      at++;
    }
    if (is('0')) {
      at++;
    } else {
      digits();
    }
    if (is('.')) {
      at++;
      digits();
      token = JsonToken.VALUE_NUMBER_FLOAT;
    }
    if (is('e') || is('E')) {
      at++;
      if (is('+') || is('-')) {
        at++;
      }
      digits();
      token = JsonToken.VALUE_NUMBER_FLOAT;
    }
    to = at;
    ended = true;
    return token;
  }

  private boolean is(char c) {
    return at < end && bytes[at] == c;
  }

  /** One or more. */
  private void digits() {
    int start = at;
    while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
      at++;
    }
    if (at == start) {
      throw again();
    }
  }

  @Override
  public String text() {
    return new String(bytes, from, to - from, StandardCharsets.UTF_8);
  }

  @Override
  public int length() {
    return to - from;
  }

  @Override
  public char at(int index) {
    return (char) (bytes[from + index] & 0xFF);
  }

  @Override
  public String code(CodeTable of) {
    return of.find(bytes, from, to - from);
  }

  private static TokenReader.Again again() {
    return new TokenReader.Again();
  }
}
