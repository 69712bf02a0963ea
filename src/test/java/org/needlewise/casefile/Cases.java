package org.needlewise.casefile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.needlewise.casefile.CaseFile.Condition;
import org.needlewise.casefile.CaseFile.Event;
import org.needlewise.casefile.CaseFile.Medication;
import org.needlewise.casefile.CaseFile.PastSession;
import org.needlewise.casefile.CaseFile.Patient;
import org.needlewise.casefile.CaseFile.Procedure;
import org.needlewise.casefile.CaseFile.Proposed;
import org.needlewise.casefile.CaseFile.Reaction;
import org.needlewise.casefile.CaseFile.Regimen;
import org.needlewise.casefile.CaseFile.SkinSign;

/** The project's vocabulary, its reader, and cases that use every field and the oddest texts. */
final class Cases {
  static final Vocabulary VOCABULARY = vocabulary();
  static final CaseFileReader READER = new CaseFileReader(VOCABULARY);

  private static final List<String> TEXTS =
      List.of(
          "Dr. pen M8",
          "a: b",
          "# no comment",
          "- item",
          "yes",
          "null",
          "~",
          "1.0",
          "0x1F",
          "010",
          "2026-11-20",
          "2026-11-20T10:00:00Z",
          "'single'",
          "\"double\"",
          "back\\slash",
          "[flow]",
          "{flow: x}",
          "&anchor",
          "*alias",
          "!tag",
          "%directive",
          "@at",
          "`tick",
          "| pipe",
          "> fold",
          "? key",
          "two\nlines",
          "two\n\n  lines \n",
          "\n",
          "\ttab\t",
          " blank ends ",
          "cr\rlf\r\n",
          "é ü ß",
          "針",
          "😀 pen",
          "\u0001\u001b[31m",
          "\u0085\u2028\u2029",
          "\ufeffbom",
          "\u007f",
          "---",
          "...",
          "<<",
          "=",
          ".inf",
          "true",
          "a very long text ".repeat(30),
          "x #y",
          "x: y",
          "trailing:",
          "a, b",
          "\ue000\ufffd");

  private final Random random;

  Cases(long seed) {
    random = new Random(seed);
  }

  static CaseFile read(String text, Format format) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return READER.read(bytes, 0, bytes.length, format, "case");
  }

  /** The errors' lines. */
  static List<String> errors(String text, Format format) {
    try {
      CaseFile caseFile = read(text, format);
      throw new AssertionError("No error: " + caseFile);
    } catch (InvalidInputException e) {
      return e.problems().stream().map(Diagnostic::toString).toList();
    }
  }

  private static Vocabulary vocabulary() {
    try {
      return VocabularyReader.read(Path.of("rules-drl", "vocabulary.yaml"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  CaseFile next() {
    List<String> deniable = new ArrayList<>();
    for (String list : List.of("conditions", "medications", "signs", "allergies", "negatives")) {
      deniable.addAll(VOCABULARY.lists().get(list));
    }
    Patient patient =
        new Patient(
            maybe(this::date),
            oneOf(Choices.SEX),
            maybe(() -> oneOf(Choices.FITZPATRICK)),
            maybe(() -> oneOf(Choices.PHOTODAMAGE)),
            some(
                () ->
                    new Condition(
                        code("conditions"),
                        oneOf(Choices.CONDITION_STATUS),
                        several(Areas.ALL),
                        maybe(this::date),
                        maybe(this::date),
                        maybe(random::nextBoolean))),
            some(
                () ->
                    new Medication(
                        code("medications"),
                        maybe(() -> oneOf(Choices.MEDICATION_STATUS)),
                        maybe(this::date),
                        maybe(() -> oneOf(Choices.ROUTE)),
                        several(Areas.ALL))),
            several(VOCABULARY.lists().get("allergies")),
            some(() -> new Procedure(code("procedures"), maybe(this::date), several(Areas.ALL))),
            some(() -> new SkinSign(code("signs"), several(Areas.ALL), maybe(this::date))),
            several(deniable));
    Proposed proposed =
        new Proposed(
            date(),
            oneOf(Areas.ALL),
            maybe(() -> code("indications")),
            1 + random.nextInt(1000),
            oneOf(Choices.SETTING),
            maybe(this::text),
            oneOf(Choices.MODALITY),
            several(VOCABULARY.lists().get("adjuncts")),
            oneOf(Choices.PHASE),
            maybe(random::nextBoolean),
            maybe(
                () ->
                    new Regimen(
                        number(1), maybe(() -> number(1)), maybe(() -> oneOf(Choices.ORIGIN)))),
            maybe(() -> new Event(date(), maybe(this::text))),
            several(VOCABULARY.lists().get("expectations")),
            maybe(() -> oneOf(Choices.OPERATOR)));
    List<PastSession> history =
        some(
            () ->
                new PastSession(
                    date(),
                    oneOf(Areas.ALL),
                    1 + random.nextInt(1000),
                    maybe(() -> code("indications")),
                    oneOf(Choices.SETTING),
                    maybe(this::text),
                    oneOf(Choices.MODALITY),
                    several(VOCABULARY.lists().get("adjuncts")),
                    some(
                        () ->
                            new Reaction(
                                code("signs"), maybe(() -> number(0)), maybe(random::nextBoolean))),
                    random.nextBoolean(),
                    maybe(() -> oneOf(Choices.AFTERCARE))));
    String id = text();
    return new CaseFile(
        id.substring(0, Math.min(id.length(), 128)), maybe(this::date), patient, proposed, history);
  }

  private int number(int least) {
    return random.nextInt(10) == 0 ? Integer.MAX_VALUE : least + random.nextInt(400);
  }

  private LocalDate date() {
    return random.nextInt(20) == 0
        ? LocalDate.of(random.nextInt(10_000), 2, 28)
        : LocalDate.of(2026, 11, 20).plusDays(random.nextInt(4000) - 3000);
  }

  private String text() {
    return oneOf(TEXTS);
  }

  private String code(String list) {
    return oneOf(VOCABULARY.lists().get(list));
  }

  private <T> T oneOf(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }

  private <T> T maybe(Supplier<T> value) {
    return random.nextBoolean() ? value.get() : null;
  }

  private <T> List<T> some(Supplier<T> entry) {
    List<T> entries = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      entries.add(entry.get());
    }
    return List.copyOf(entries);
  }

  private List<String> several(List<String> all) {
    List<String> shuffled = new ArrayList<>(all);
    Collections.shuffle(shuffled, random);
    return List.copyOf(shuffled.subList(0, random.nextInt(Math.min(4, all.size() + 1))));
  }
}
