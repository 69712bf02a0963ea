package org.needlewise.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class JsonBytesTest {
  private static final JsonMapper JACKSON = new JsonMapper();

  /** DEL and C1; the marks of the Arabic and of both directions; separators; embeddings. */
  private static final String OBEYED =
      IntStream.concat(
              IntStream.rangeClosed(0x7F, 0x9F),
              IntStream.of(
                  0x61C, 0x200E, 0x200F, 0x2028, 0x2029, 0x202A, 0x202B, 0x202C, 0x202D, 0x202E,
                  0x2066, 0x2067, 0x2068, 0x2069))
          .mapToObj(Character::toString)
          .collect(Collectors.joining());

  private static String written(Consumer<JsonBytes> what) {
    JsonBytes json = new JsonBytes(0);
    what.accept(json);
    return new String(json.toByteArray(), UTF_8);
  }

  private static String text(String text) {
    return '"' + written(json -> json.text(text)) + '"';
  }

  /** A piece that is encoded beforehand reads the same as one that is escaped as it is written. */
  private static void assertSameBytes(String text) {
    assertEquals(json(text), text(text));
    Phrase phrase = Phrase.of(List.of(new Phrase.Constant(text), text, 7));
    assertEquals(json(phrase.toString()), '"' + written(phrase::writeTo) + '"');
    assertEquals(text + text + 7, phrase.toString());
  }

  /** As Jackson writes it, and what a terminal would obey, or what turns a line round, escaped. */
  private static String json(String text) {
    StringBuilder json = new StringBuilder();
    for (char c : JACKSON.writeValueAsString(text).toCharArray()) {
      if (OBEYED.indexOf(c) < 0) {
        json.append(c);
      } else {
        json.append("\\u%04X".formatted((int) c));
      }
    }
    return json.toString();
  }

  @Test
  void escapesEveryCharacterAsJacksonDoesAndThoseThatATerminalObeys() {
    for (char c = 0; c < Character.MIN_SURROGATE; c++) {
      assertEquals(json("a" + c + "b"), text("a" + c + "b"));
    }
    for (int c = Character.MAX_SURROGATE + 1; c <= 0x10FFFF; c += c < 0x11000 ? 1 : 0xFF) {
      String text = "a" + Character.toString(c) + "b";
      assertEquals(json(text), text(text));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "quotes \"\" and \\ \\\\",
        "\u0000\u0001\u001f\u007f\u0080\u07ff\u0800\uffff",
        "\b\t\n\f\r/",
        "\u2028\u2029",
        "J\u00fcrgen \u4f60\u597d \ud83d\ude00\ud83d\ude00",
        "\ud800\udc00\udbff\udfff",
      })
  void aPieceIsTheSameTextInBothForms(String text) {
    assertSameBytes(text);
    assertSameBytes("long ".repeat(10_000) + text);
    assertSameBytes((text + " ").repeat(1_000));
  }

  @Test
  void halfASurrogatePairIsAQuestionMark() {
    assertEquals("\"a?b\"", text("a\ud83db"));
    assertEquals("\"?\"", text("\ude00"));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 9, 10, 99, 100, 1234567890, -1, -10, 2147483647, -2147483648})
  void writesNumbers(int number) {
    assertEquals(Integer.toString(number), written(json -> json.number(number)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-11-20",
        "0000-01-01",
        "0999-12-31",
        "9999-10-09",
        "+10000-01-01",
        "-0001-02-03"
      })
  void writesDates(String date) {
    assertEquals(date, written(json -> json.date(LocalDate.parse(date))));
  }

  @ParameterizedTest
  @CsvSource({"a b,a b", "a,b", "'',''"})
  void phrasesAreEqualWhereTheirTextsAre(String one, String other) {
    Phrase pieces =
        Phrase.of(
            one.isEmpty()
                ? List.of()
                : List.of(one.substring(0, 1), new Phrase.Constant(one.substring(1))));
    assertEquals(one.equals(other), pieces.equals(Phrase.of(other)));
    assertEquals(one.isEmpty(), pieces.isEmpty());
    assertEquals(Phrase.of(one).hashCode(), pieces.hashCode());
  }

  @Test
  void aPhraseIsNotItsText() {
    assertFalse(Phrase.of("a").equals((Object) "a"));
    assertTrue(Phrase.of("").isEmpty());
  }
}
