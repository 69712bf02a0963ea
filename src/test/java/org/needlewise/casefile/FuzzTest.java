package org.needlewise.casefile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whatever the bytes are, a case or its errors, nothing else. {@code -Dfuzz=200000} sets how many
 * inputs a format gets.
 */
class FuzzTest {
  private static final int INPUTS = Integer.getInteger("fuzz", 4000);

  private static final List<String> TOKENS =
      List.of(
          "{",
          "}",
          "[",
          "]",
          ",",
          ":",
          "\"",
          "'",
          "null",
          "true",
          "~",
          "-",
          "- ",
          "---\n",
          "...\n",
          "&a ",
          "*a",
          "!!str ",
          "<<: ",
          "? ",
          "|\n",
          ">\n",
          "#",
          "%YAML 1.1\n",
          "\n",
          "\r",
          "\t",
          " ",
          "\\u0000",
          "\\ud800",
          "\\x",
          "1e999999999",
          "-0",
          "0x1F",
          ".inf",
          "2026-02-30",
          "0",
          "99999999999999999999",
          "1.005",
          "\ufeff",
          "\u2028",
          "é",
          "😀",
          "\"id\":1,",
          "areas: [face, face]",
          "\"code\"",
          "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[");

  @ParameterizedTest
  @EnumSource(Format.class)
  void aCaseOrItsErrors(Format format) {
    Random random = new Random(20261120);
    Cases cases = new Cases(INPUTS);
    int good = 0;
    for (int i = 0; i < INPUTS; i++) {
      CaseFile caseFile = cases.next();
      String text =
          format == Format.YAML ? CaseFileWriter.yaml(caseFile) : CaseFileWriter.json(caseFile);
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      for (int changes = 1 + random.nextInt(1 + random.nextInt(4)); changes > 0; changes--) {
        bytes = mutated(bytes, random);
      }
      try {
        CaseFile read = Cases.READER.read(bytes, 0, bytes.length, format, "f");
        assertEquals(read, Cases.read(CaseFileWriter.json(read), Format.JSON));
        good++;
      } catch (InvalidInputException e) {
        check(e, format, bytes);
      } catch (RuntimeException | StackOverflowError e) {
        throw new AssertionError(i + ": " + new String(bytes, StandardCharsets.ISO_8859_1), e);
      }
    }
    // Both outcomes were met: the mutations are neither all harmless nor all gross.
    assertTrue(good > INPUTS / 100 && good < INPUTS * 9 / 10, good + " of " + INPUTS + " good");
  }

  private static void check(InvalidInputException e, Format format, byte[] bytes) {
    assertTrue(!e.problems().isEmpty());
    for (Diagnostic error : e.problems()) {
      String shown = error.toString();
      assertTrue(error.line() >= 1 && error.column() >= 1, shown);
      assertTrue(error.line() <= bytes.length + 1 && error.column() <= bytes.length + 1, shown);
      assertTrue(format != Format.NDJSON || error.line() == 1, shown);
      assertTrue(shown.length() < 900, shown);
      assertTrue(shown.chars().noneMatch(Character::isISOControl), shown);
      assertTrue(!shown.contains("java.") && !shown.contains("jackson"), shown);
    }
  }

  private static byte[] mutated(byte[] from, Random random) {
    int at = random.nextInt(from.length + 1);
    int length = Math.min(random.nextInt(random.nextInt(8) == 0 ? 200 : 6), from.length - at);
    byte[] instead =
        switch (random.nextInt(6)) {
          case 0 -> new byte[] {(byte) random.nextInt(256)};
          case 1 -> new byte[0];
          case 2 -> {
            length = 0;
            int start = random.nextInt(from.length + 1);
            yield java.util.Arrays.copyOfRange(
                from, start, start + Math.min(random.nextInt(60), from.length - start));
          }
          case 3 -> {
            length = from.length - at;
            yield new byte[0];
          }
          default -> TOKENS.get(random.nextInt(TOKENS.size())).getBytes(StandardCharsets.UTF_8);
        };
    byte[] to = new byte[from.length - length + instead.length];
    System.arraycopy(from, 0, to, 0, at);
    System.arraycopy(instead, 0, to, at, instead.length);
    System.arraycopy(from, at + length, to, at + instead.length, from.length - at - length);
    return to;
  }
}
