package org.needlewise.words;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WordsTest {
  private static final LocalDate DAY = LocalDate.of(2026, 12, 19);

  private static Words words(Locale locale, String text) {
    return new Words(locale, face -> Map.of("sample.text", text));
  }

  @Nested
  class SaysATextByItsKey {
    private static String say(String text, Object... given) {
      return words(Locale.ENGLISH, text).say("sample.text", given);
    }

    @Test
    void asItStandsWhereItHasNoBraces() {
      assertEquals("it's ''so'' #", say("it's ''so'' #"));
    }

    @Test
    void withWhatIsGiven() {
      assertEquals(
          "it's p1: 2915 of 2026-12-19, 0.5",
          say("it's {id}: {n} of {date}, {d}", "id", "p1", "n", 2915, "date", DAY, "d", 0.5));
    }

    @Test
    void byNumber() {
      String text = "{days, plural, =1 {1 day} other {{days} days}} later";
      assertEquals("1 day later", say(text, "days", 1));
      assertEquals("0 days later", say(text, "days", 0L));
      assertEquals("2 days later", say(text, "days", 2));
      assertEquals("2915 days later", say(text, "days", 2915));
    }

    @Test
    void byKind() {
      String text = "{kind, select, HOME {at home} other {in the clinic}}";
      assertEquals("at home", say(text, "kind", "HOME"));
      assertEquals("in the clinic", say(text, "kind", "home"));
    }

    /** The same wherever the machine is. */
    @ParameterizedTest
    @ValueSource(strings = {"Pacific/Kiritimati", "Pacific/Pago_Pago"})
    void byDate(String zone) {
      TimeZone before = TimeZone.getDefault();
      try {
        TimeZone.setDefault(TimeZone.getTimeZone(zone));
        com.ibm.icu.util.TimeZone.setDefault(com.ibm.icu.util.TimeZone.getTimeZone(zone));
        assertEquals("Saturday 19 December 2026", say("{date, date,EEEE d MMMM y}", "date", DAY));
      } finally {
        TimeZone.setDefault(before);
        com.ibm.icu.util.TimeZone.setDefault(null);
      }
    }

    /** What is given is never read as a message. */
    @Test
    void whateverIsGiven() {
      assertEquals("{n} '{' # }", say("{id}", "id", "{n} '{' # }"));
    }

    @Test
    void inManyThreads() {
      Words words = words(Locale.ENGLISH, "{date, date,d MMMM y}, {n, number}");
      IntStream.range(0, 2000)
          .parallel()
          .forEach(
              n ->
                  assertEquals(
                      (1 + n % 31) + " December 2026, " + n % 1000,
                      words.say(
                          "sample.text", "date", DAY.withDayOfMonth(1 + n % 31), "n", n % 1000)));
    }
  }

  @Nested
  class RefusesWhatDoesNotFit {
    private static void refuses(String message, String key, String text, Object... given) {
      Words words = words(Locale.ENGLISH, text);
      Exception e = assertThrows(IllegalStateException.class, () -> words.say(key, given));
      assertEquals(message, e.getMessage());
    }

    @Test
    void anotherKey() {
      refuses("there are no words for sample.other", "sample.other", "x");
      refuses("there are no words for sample", "sample", "x");
    }

    @Test
    void aMissingValue() {
      refuses(
          "the words for sample.text want the values [date, days], found [days]",
          "sample.text",
          "{days} after {date}",
          "days",
          1);
      refuses(
          "the words for sample.text want the values [date], found []",
          "sample.text",
          "{date}",
          "date",
          null);
    }

    @Test
    void aValueTooMany() {
      refuses(
          "the words for sample.text want the values [], found [date]",
          "sample.text",
          "no day",
          "date",
          DAY);
      refuses(
          "the words for sample.text want the values [date], found [date, days]",
          "sample.text",
          "{date}",
          "date",
          DAY,
          "days",
          1);
    }

    @Test
    void aTextThatIsNoMessage() {
      refuses("the words for sample.text cannot be read", "sample.text", "{days", "days", 1);
    }
  }

  @Nested
  class KnowsLanguages {
    @Test
    void aCodeWithoutWordsIsItsOwn() {
      assertEquals("fine lines", Words.ENGLISH.code("fine-lines"));
      assertEquals("defer", Words.ENGLISH.code("defer"));
      Words words = new Words(Locale.GERMAN, face -> Map.of("code.fine-lines", "Fältchen"));
      assertEquals("Fältchen", words.code("fine-lines"));
    }

    @Test
    void theyHaveTheirPluralsDatesAndNumbers() {
      String text = "{n, plural, one {# den} few {# dny} other {# dnů}}";
      Words czech = words(Locale.forLanguageTag("cs"), text);
      assertEquals(
          List.of("1 den", "2 dny", "5 dnů"),
          IntStream.of(1, 2, 5).mapToObj(n -> czech.say("sample.text", "n", n)).toList());
      Words german = words(Locale.GERMAN, "{n, number}, {date, date,EEEE, d. MMMM y}");
      assertEquals(
          "1.234, Samstag, 19. Dezember 2026", german.say("sample.text", "n", 1234, "date", DAY));
    }

    @Test
    void theyReadTheirWay() {
      assertEquals("en", Words.ENGLISH.lang());
      assertEquals("ltr", Words.ENGLISH.dir());
      Words arabic = words(Locale.forLanguageTag("ar-EG"), "");
      assertEquals("ar-EG", arabic.lang());
      assertEquals("rtl", arabic.dir());
    }

    @Test
    void englishStandsWhereThereAreNone() {
      assertSame(Words.ENGLISH, Words.of(Locale.UK));
      assertSame(Words.ENGLISH, Words.of(Locale.ROOT));
      assertSame(Words.ENGLISH, Words.of(Locale.forLanguageTag("zz-Latn-ZZ")));
    }

    /** Of {@code report_qaa.properties} and {@code page_qaa.properties} of the tests. */
    @Test
    void theNearestStandsAndEnglishForWhatItLacks() {
      Words words = Words.of(Locale.forLanguageTag("qaa-CH"));
      assertSame(words, Words.of(Locale.forLanguageTag("qaa")));
      assertEquals("qaa", words.lang());
      assertEquals("Zum Inhalt", words.say("page.skip"));
      assertEquals("defer", words.code("defer"));
    }
  }
}
