package org.needlewise.ask;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.needlewise.casefile.Areas;
import org.needlewise.casefile.CaseFile;
import org.needlewise.casefile.CaseFile.Condition;
import org.needlewise.casefile.CaseFile.Medication;
import org.needlewise.casefile.CaseFile.Procedure;
import org.needlewise.casefile.CaseFile.SkinSign;
import org.needlewise.casefile.Choices;
import org.needlewise.casefile.Vocabulary;
import org.needlewise.report.ReportWords;
import org.needlewise.words.Words;

/**
 * Takes a fact into the case and asks what more the rules read of it, and nothing else. What they
 * read is found by screening the case with the one answer and with the other, so a rule that is
 * changed changes what is asked.
 */
final class Entries {
  private static final int LONG_AGO_YEARS = 10;

  private final Draft draft;
  private final Dialogue dialogue;
  private final Words words;
  private final Prompts prompts;
  private final Screenings screenings;
  private final Vocabulary vocabulary;

  Entries(Draft draft, Dialogue dialogue, Prompts prompts, Screenings screenings) {
    this.draft = draft;
    this.dialogue = dialogue;
    this.words = dialogue.words();
    this.prompts = prompts;
    this.screenings = screenings;
    this.vocabulary = screenings.vocabulary();
  }

  /**
   * States a code.
   *
   * @param stated what of it the question said already, as {@link Vocabulary.Question#stated()}; ""
   *     for nothing
   */
  void state(String code, String stated) {
    String list = vocabulary.listOf(code);
    for (String denied : List.of(code, vocabulary.group(code))) {
      if (draft.negatives.remove(denied)) {
        dialogue.say(words.say("ask.takenBack", "what", words.code(denied)));
      }
    }
    draft.unfinished = words.say("ask.unfinished", "what", name(code));
    switch (list) {
      case "conditions" -> condition(code, stated.equals("active"));
      case "medications" -> medication(code, stated.equals("topical"));
      case "allergies" -> draft.allergies.add(code);
      case "procedures" -> procedure(code);
      default -> sign(code, stated.equals("overlapping"));
    }
    draft.unfinished = null;
  }

  /** An entry of a list, of which more is asked. */
  private final class Entry<T> {
    private final List<T> list;
    private final int index;

    Entry(List<T> list, T value) {
      this.list = list;
      this.index = list.size();
      list.add(value);
    }

    void set(T value) {
      list.set(index, value);
    }

    /** Whether the rules tell the case with the one value from the case with the other. */
    boolean matters(Stream<T> values) {
      T kept = list.get(index);
      List<CaseFile> cases = new ArrayList<>();
      values.forEach(
          value -> {
            list.set(index, value);
            cases.add(draft.caseFile());
          });
      list.set(index, kept);
      return screenings.tellApart(cases);
    }
  }

  private void condition(String code, boolean active) {
    Condition c =
        new Condition(code, Choices.DEFAULT_CONDITION_STATUS, List.of(), null, null, null);
    Entry<Condition> entry = new Entry<>(draft.conditions, c);
    Map<String, String> statuses = new LinkedHashMap<>();
    statuses.put("active", words.say("ask.status.active"));
    statuses.put("remission", words.say("ask.status.remission"));
    statuses.put("resolved", words.say("ask.status.resolved"));
    if (!active && entry.matters(statuses.keySet().stream().map(s -> withStatus(code, s)))) {
      String status =
          prompts.choice(
              words.say("ask.status", "name", name(code)),
              statuses,
              List.of(words.say("ask.status.help")));
      if (!status.isEmpty()) {
        c = withStatus(code, status);
        entry.set(c);
      }
    }
    String status = c.status();
    if (entry.matters(
        Stream.of(null, true, false)
            .map(b -> new Condition(code, status, List.of(), null, null, b)))) {
      Boolean impairs =
          prompts.yesNo(
              words.say("ask.impairs", "name", name(code)), words.say("ask.impairs.help"));
      c = new Condition(code, status, List.of(), null, null, impairs);
      entry.set(c);
    }
    Boolean impairs = c.impairsHealing();
    if (entry.matters(
        places().map(areas -> new Condition(code, status, areas, null, null, impairs)))) {
      entry.set(new Condition(code, status, areas(code), null, null, impairs));
    }
  }

  private static Condition withStatus(String code, String status) {
    return new Condition(code, status, List.of(), null, null, null);
  }

  private void medication(String code, boolean onTheSkin) {
    String route = onTheSkin ? "topical" : null;
    Entry<Medication> entry =
        new Entry<>(draft.medications, new Medication(code, null, null, route, List.of()));
    if (!onTheSkin
        && entry.matters(
            Stream.concat(Stream.of((String) null), Choices.ROUTE.stream())
                .map(r -> new Medication(code, null, null, r, List.of())))) {
      Map<String, String> routes = new LinkedHashMap<>();
      routes.put("topical", words.say("ask.route.topical"));
      routes.put("oral", words.say("ask.route.oral"));
      routes.put("injected", words.say("ask.route.injected"));
      routes.put("other", words.say("ask.route.other"));
      String answer = prompts.choice(words.say("ask.route", "name", name(code)), routes, List.of());
      route = answer.isEmpty() ? null : answer;
      entry.set(new Medication(code, null, null, route, List.of()));
    }
    String by = route;
    String status = null;
    LocalDate last = null;
    List<Medication> stopped =
        Stream.of(null, draft.day(), longAgo())
            .map(day -> new Medication(code, "stopped", day, by, List.of()))
            .toList();
    Medication active = new Medication(code, "active", null, by, List.of());
    if (entry.matters(Stream.concat(Stream.of(active), stopped.stream()))) {
      Boolean taken =
          prompts.yesNo(
              onTheSkin
                  ? words.say("ask.stillUsed", "name", name(code))
                  : words.say("ask.stillTaken", "name", name(code)),
              words.say("ask.stillTaken.help"));
      status = taken == null ? null : taken ? "active" : "stopped";
      if ("stopped".equals(status)) {
        entry.set(stopped.get(0));
        if (entry.matters(stopped.stream())) {
          last =
              prompts.day(
                  onTheSkin
                      ? words.say("ask.lastUsed", "name", name(code))
                      : words.say("ask.lastTaken", "name", name(code)),
                  DateWords.Side.PAST,
                  past(),
                  false);
        }
      }
      entry.set(new Medication(code, status, last, by, List.of()));
    }
    Medication m = new Medication(code, status, last, by, List.of());
    if (entry.matters(
        places().map(areas -> new Medication(code, m.status(), m.lastTaken(), by, areas)))) {
      entry.set(new Medication(code, status, last, by, areas(code)));
    }
  }

  private void procedure(String code) {
    Entry<Procedure> entry = new Entry<>(draft.procedures, new Procedure(code, null, List.of()));
    LocalDate date =
        prompts.day(
            words.say("ask.procedure", "name", name(code)), DateWords.Side.PAST, past(), false);
    entry.set(new Procedure(code, date, List.of()));
    if (entry.matters(places().map(areas -> new Procedure(code, date, areas)))) {
      entry.set(new Procedure(code, date, areas(code)));
    }
  }

  private void sign(String code, boolean here) {
    List<String> areas = here ? List.of(draft.area) : List.of();
    Entry<SkinSign> entry = new Entry<>(draft.skin, new SkinSign(code, areas, null));
    if (!here && entry.matters(places().map(place -> new SkinSign(code, place, null)))) {
      areas = areas(code);
      entry.set(new SkinSign(code, areas, null));
    }
    List<String> where = areas;
    if (entry.matters(
        Stream.of(null, draft.day(), longAgo()).map(day -> new SkinSign(code, where, day)))) {
      LocalDate since =
          prompts.day(
              code.equals("recent-sun-exposure")
                  ? words.say("ask.lastSun", "name", name(code))
                  : words.say("ask.since", "name", name(code)),
              DateWords.Side.PAST,
              past(),
              false);
      entry.set(new SkinSign(code, where, since));
    }
  }

  /** Nowhere said, then each area alone. */
  private static Stream<List<String>> places() {
    return Stream.concat(Stream.of(List.<String>of()), Areas.ALL.stream().map(List::of));
  }

  private List<String> areas(String code) {
    return prompts.codes(words.say("ask.where", "name", name(code)), Areas.ALL, 0, true, false);
  }

  /** No later than the day on which the case holds. */
  Prompts.Bound past() {
    LocalDate day = draft.day();
    return new Prompts.Bound(
        given -> !given.isAfter(day),
        given -> words.say("ask.bound.after", "given", ReportWords.day(words, given), "day", day));
  }

  private LocalDate longAgo() {
    return draft.day().minusYears(LONG_AGO_YEARS);
  }

  /** Fine lines. */
  String name(String code) {
    String name = words.code(code);
    return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
  }
}
