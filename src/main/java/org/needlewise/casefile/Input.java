package org.needlewise.casefile;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;
import tools.jackson.dataformat.yaml.YAMLFactory;

/**
 * The bytes of one document: within the limit, UTF-8, without a NUL; then its tokens, and where
 * each stands.
 */
final class Input {
  /** Jackson's own limits are out of the way: ours name the field and the place. */
  private static final StreamReadConstraints CONSTRAINTS =
      StreamReadConstraints.builder()
          .maxNestingDepth(1000)
          .maxNumberLength(Integer.MAX_VALUE)
          .maxStringLength(Integer.MAX_VALUE)
          .maxNameLength(Integer.MAX_VALUE)
          .build();

  static final TokenStreamFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(CONSTRAINTS)
          .recyclerPool(JsonRecyclerPools.threadLocalPool())
          .build();

  private static final TokenStreamFactory YAML =
      new StrictYaml(YAMLFactory.builder().streamReadConstraints(CONSTRAINTS));

  static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long HIGH_BITS = 0x8080808080808080L;

  private final byte[] bytes;
  private final int start;
  private final int end;
  private final boolean yaml;
  private final boolean oneLine;

  private Input(byte[] bytes, int start, int end, Format format) {
    this.bytes = bytes;
    this.start = start;
    this.end = end;
    this.yaml = format == Format.YAML;
    this.oneLine = format == Format.NDJSON;
  }

  /** Checks the size. Throws {@link Problem}. */
  static Input of(byte[] bytes, int off, int len, Format format) {
    if (len > Limits.DOCUMENT_BYTES) {
      throw tooLong();
    }
    return new Input(bytes, afterBom(bytes, off, len), off + len, format);
  }

  /** What is wrong with a document that exceeds the limit. */
  static Problem tooLong() {
    int most = Limits.DOCUMENT_BYTES;
    return new Problem(
        1, 1, "a document of more than " + most + " bytes", "at most " + most + " bytes");
  }

  static int afterBom(byte[] bytes, int off, int len) {
    boolean bom =
        len >= 3
            && bytes[off] == (byte) 0xEF
            && bytes[off + 1] == (byte) 0xBB
            && bytes[off + 2] == (byte) 0xBF;
    return bom ? off + 3 : off;
  }

  boolean isJson() {
    return !yaml;
  }

  /** The tokens, where JSON is written as usual. Throws {@link Problem} where it is not UTF-8. */
  Tokens plain() {
    if (!isAscii()) {
      checkEncoding();
    }
    return new PlainJson(bytes, start, end);
  }

  /** The tokens, whatever they are. Checks the encoding: throws {@link Problem}. */
  JsonParser parser() {
    checkEncoding();
    if (!yaml) {
      return JSON.createParser(ObjectReadContext.empty(), bytes, start, end - start);
    }
    return YAML.createParser(
        ObjectReadContext.empty(),
        new java.io.StringReader(new String(bytes, start, end - start, StandardCharsets.UTF_8)));
  }

  /** Ends the reading at a place that the parser names. */
  Problem problem(TokenStreamLocation at, String found, String expected) {
    if (yaml) {
      return new Problem(at.getLineNr(), at.getColumnNr(), found, expected);
    }
    return problem(start + (int) Math.max(0, at.getByteOffset()), found, expected);
  }

  /** The same for a character that YAML does not take. */
  Problem problem(StrictYaml.UnreadableCharacter e) {
    int at = start;
    for (int left = e.index; at < end && left >= 0; at++) {
      if (isCharacterStart(at) && left-- == 0) {
        break;
      }
    }
    return problem(
        at,
        "the character " + "\\u%04x".formatted(e.codePoint),
        "text; a control character can stand in double quotes" + " as an escape");
  }

  /**
   * Lines end with LF, CR LF or CR; a record is one line whatever it holds. Columns count code
   * points.
   */
  private Problem problem(int at, String found, String expected) {
    int line = 1;
    int column = 1;
    for (int i = start; i < Math.min(at, end); i++) {
      if (!oneLine
          && (bytes[i] == '\n' || (bytes[i] == '\r' && (i + 1 == end || bytes[i + 1] != '\n')))) {
        line++;
        column = 1;
      } else if (isCharacterStart(i)) {
        column++;
      }
    }
    return new Problem(line, column, found, expected);
  }

  private boolean isCharacterStart(int i) {
    return (bytes[i] & 0xC0) != 0x80;
  }

  private boolean startsWith(int first, int second) {
    return end - start >= 2
        && (bytes[start] & 0xFF) == first
        && (bytes[start + 1] & 0xFF) == second;
  }

  private boolean isAscii() {
    long all = 0;
    int i = start;
    for (; i + 4 * Long.BYTES <= end; i += 4 * Long.BYTES) {
      all |= (long) LONGS.get(bytes, i) | (long) LONGS.get(bytes, i + Long.BYTES);
      all |=
          (long) LONGS.get(bytes, i + 2 * Long.BYTES) | (long) LONGS.get(bytes, i + 3 * Long.BYTES);
    }
    for (; i < end; i++) {
      all |= bytes[i];
    }
    return (all & HIGH_BITS) == 0;
  }

  private void checkEncoding() {
    if (startsWith(0xFF, 0xFE) || startsWith(0xFE, 0xFF)) {
      throw problem(start, "the byte order mark of UTF-16", "text in UTF-8");
    }
    for (int i = start; i < end; i++) {
      if (bytes[i] == 0) {
        throw problem(i, "a NUL (byte 0)", "text in UTF-8");
      }
    }
    if (!isAscii()) {
      checkUtf8();
    }
  }

  private void checkUtf8() {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer in = ByteBuffer.wrap(bytes, start, end - start);
    CharBuffer out = CharBuffer.allocate(Math.min(1024, end - start));
    CoderResult result;
    do {
      result = decoder.decode(in, out.clear(), true);
    } while (result.isOverflow());
    if (result.isError()) {
      int at = in.position();
      String found = "the byte 0x%02X, which is not UTF-8 here".formatted(bytes[at]);
      throw problem(at, found, "text in UTF-8");
    }
  }
}
