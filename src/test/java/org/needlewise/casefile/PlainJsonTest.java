package org.needlewise.casefile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * JSON read as it is usually written, against Jackson, which an escape leaves it to. {@code
 * -Dfuzz=200000} sets how many cases are changed, ten times each.
 */
class PlainJsonTest {
  private static final int INPUTS = Integer.getInteger("fuzz", 200);

  /** What one change can turn into another document, or into none. */
  private static final String[] PIECES = {
    "",
    "",
    "\"",
    "\\",
    ",",
    ":",
    "{",
    "}",
    "[",
    "]",
    " ",
    "\n",
    "\t",
    "\r",
    "\f",
    "\u00a0",
    "0",
    "1",
    "9",
    ".",
    "-",
    "+",
    "e",
    "E",
    "e0",
    "true",
    "null",
    "nul",
    "\u0000",
    "\u0001",
    "\u001f",
    "\u007f",
    "\u00e9",
    "\ud83d\ude00",
    "\\n",
    "\\u0041",
    "\\ud83d",
    "a",
    "\"a\":1,",
    ",,",
    "\"\"",
    "//",
    "'",
    "NaN",
    "00",
    "\"id\":\"b\",",
  };

  /** The case, or what is wrong with it, where it is JSON at all. */
  private static String outcome(byte[] json) {
    try {
      return Cases.READER.read(json, 0, json.length, Format.NDJSON, "f").toString();
    } catch (InvalidInputException e) {
      return e.problems().stream()
          .map(error -> error.pointer() + " " + error.found().replaceFirst("JSON .*", "JSON"))
          .collect(Collectors.joining("\n"));
    }
  }

  /** With an escape in it, which Jackson is left to read, without a change in what it says. */
  private static String escaped(String json) {
    return json.replaceFirst("\"id\"", "\"\\\\u0069d\"");
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static void assertReadTheSame(String json) {
    assertEquals(outcome(utf8(escaped(json))), outcome(utf8(json)), json);
  }

  @Test
  void readsWhatJacksonReads() {
    Random random = new Random(20261121);
    Cases cases = new Cases(INPUTS);
    int good = 0;
    for (int i = 0; i < INPUTS; i++) {
      String json = CaseFileWriter.json(cases.next());
      assertReadTheSame(json);
      for (int changes = 0; changes < 10; changes++) {
        int at = random.nextInt(json.length());
        int to = Math.min(json.length(), at + random.nextInt(random.nextInt(4) == 0 ? 20 : 2));
        String changed =
            json.substring(0, at) + PIECES[random.nextInt(PIECES.length)] + json.substring(to);
        if (!changed.contains("\"id\"")) {
          continue;
        }
        assertReadTheSame(changed);
        good += outcome(utf8(changed)).startsWith("CaseFile") ? 1 : 0;
      }
    }
    assertTrue(good > INPUTS / 5, good + " good");
  }

  private static final String CASE =
      "{\"id\":\"a\",\"patient\":{\"skin\":[{\"sign\":\"tan\"}]},"
          + "\"proposed\":{\"date\":\"2026-11-20\",\"area\":\"face\",\"depthMm\":1.5}}";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "}",
        "[",
        "]",
        ":",
        ",",
        "\"",
        "1.5",
        "tan",
        "face",
        "id",
        "depthMm",
        "2026-11-20",
      })
  void everyDoubledOrMissingPieceIsToldAsByJackson(String piece) {
    for (int at = CASE.indexOf(piece); at >= 0; at = CASE.indexOf(piece, at + 1)) {
      String behind = CASE.substring(at + piece.length());
      for (String instead :
          new String[] {"", piece + piece, piece + ",", "," + piece, " " + piece}) {
        String changed = CASE.substring(0, at) + instead + behind;
        if (changed.contains("\"id\"")) {
          assertReadTheSame(changed);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1", "1.0", "1.50", "15e-1", "0.15E+1", "1e0", "9.99", "10", "10.00", "0.01", "1.5e0"
      })
  void numbersInAnyForm(String number) {
    assertReadTheSame(CASE.replace("1.5", number));
    assertTrue(outcome(utf8(CASE.replace("1.5", number))).startsWith("CaseFile"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "-", "+1", "01", "1.", ".5", "1e", "1e+", "0x1", "1_0", "--1", "1 5", "1.5.5", "NaN",
        "tru", "nulll", "-0", "0.005",
      })
  void noNumbers(String number) {
    assertReadTheSame(CASE.replace("1.5", number));
    assertTrue(!outcome(utf8(CASE.replace("1.5", number))).startsWith("CaseFile"));
  }

  @Test
  void textsOfEveryLengthEndWhereTheyEnd() {
    for (int length = 1; length <= 40; length++) {
      for (String end : new String[] {"", "\u00e9", "\u007f", "\ud83d\ude00"}) {
        String id = "i".repeat(length) + end;
        String json = CASE.replace("\"a\"", '"' + id + '"');
        assertEquals(id, Cases.read(json, Format.NDJSON).id());
        assertReadTheSame(json);
      }
      for (String wrong : new String[] {"\u0001", "\u001f", "\n", "\\x", "\u0000"}) {
        String json = CASE.replace("\"a\"", '"' + "i".repeat(length) + wrong + '"');
        assertThrows(InvalidInputException.class, () -> Cases.read(json, Format.NDJSON));
      }
    }
  }

  @Test
  void readsAtAnyPlaceOfItsBytes() {
    byte[] json = utf8(CASE);
    for (int before = 0; before < 9; before++) {
      byte[] bytes = new byte[before + json.length];
      System.arraycopy(json, 0, bytes, before, json.length);
      assertEquals(
          Cases.read(CASE, Format.NDJSON),
          Cases.READER.readRecord(bytes, before, json.length, "f", 1));
      byte[] more = java.util.Arrays.copyOf(bytes, bytes.length + 3);
      more[bytes.length] = '}';
      assertEquals(
          Cases.read(CASE, Format.NDJSON),
          Cases.READER.readRecord(more, before, json.length, "f", 1));
    }
    for (int length = 0; length < json.length; length++) {
      int cut = length;
      assertThrows(
          InvalidInputException.class, () -> Cases.READER.readRecord(json, 0, cut, "f", 1));
    }
  }

  /** Nearly all records are read without Jackson, whose reading of such a one is thrown away. */
  @Test
  void leavesToJacksonWhatIsUnusual() {
    for (String json : new String[] {"\"a\\u0041\"", "{", "\"", "tru", "[1 2]", "1x", "{,}"}) {
      PlainJson tokens = new PlainJson(utf8(json), 0, utf8(json).length);
      assertThrows(
          StrictReader.Again.class,
          () -> {
            for (int i = 0; i < 9; i++) {
              if (tokens.next() == tools.jackson.core.JsonToken.START_OBJECT) {
                tokens.nextName(CaseFileReader.CASE, 0);
              }
            }
          },
          json);
    }
  }
}
