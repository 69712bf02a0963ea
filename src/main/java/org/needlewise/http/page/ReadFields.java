package org.needlewise.http.page;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.needlewise.casefile.Areas;
import org.needlewise.casefile.CaseDraft;
import org.needlewise.casefile.CaseFile;
import org.needlewise.casefile.CaseFile.Condition;
import org.needlewise.casefile.CaseFile.Medication;
import org.needlewise.casefile.CaseFile.Procedure;
import org.needlewise.casefile.CaseFile.SkinSign;
import org.needlewise.casefile.Choices;
import org.needlewise.casefile.Vocabulary;
import org.needlewise.report.AdvisoryReport;
import org.needlewise.screening.Screener;

/**
 * What the rules read of a patient's facts, found by screening a case with the one value and with
 * the other: a rule that is changed changes what is asked.
 */
final class ReadFields {
  // Any day and any session: what rules read is of the rules alone.
  private static final LocalDate DAY = LocalDate.of(2026, 1, 15);
  private static final LocalDate LONG_AGO = DAY.minusYears(10);
  private static final String AREA = "cheeks";
  private static final int DEPTH_HUNDREDTHS = 150;

  private final Screener screener;
  private final Map<String, Set<String>> read = new HashMap<>();

  private ReadFields(Screener screener) {
    this.screener = screener;
  }

  /** By code, the fields of a fact that rules read. */
  static Map<String, Set<String>> of(Vocabulary vocabulary, Screener screener) {
    ReadFields fields = new ReadFields(screener);
    codes(vocabulary, "conditions").forEach(fields::condition);
    codes(vocabulary, "medications").forEach(fields::medication);
    codes(vocabulary, "procedures").forEach(fields::procedure);
    codes(vocabulary, "signs").forEach(fields::sign);
    return fields.read;
  }

  private static List<String> codes(Vocabulary vocabulary, String list) {
    return vocabulary.lists().getOrDefault(list, List.of());
  }

  private void condition(String code) {
    compare(
        code,
        "status",
        Choices.CONDITION_STATUS.stream(),
        status -> new Condition(code, status, List.of(), null, null, null),
        ReadFields::with);
    compare(
        code,
        "impairsHealing",
        Stream.of(null, true, false),
        impairs -> new Condition(code, "active", List.of(), null, null, impairs),
        ReadFields::with);
    for (String status : List.of("active", "resolved")) {
      compare(
          code,
          "onset",
          days(),
          day -> new Condition(code, status, List.of(), day, null, null),
          ReadFields::with);
      compare(
          code,
          "abatement",
          days(),
          day -> new Condition(code, status, List.of(), null, day, null),
          ReadFields::with);
    }
    compare(
        code,
        "areas",
        places(),
        areas -> new Condition(code, "active", areas, null, null, null),
        ReadFields::with);
  }

  private static CaseDraft with(Condition condition) {
    return draft(draft -> draft.conditions.add(condition));
  }

  private void medication(String code) {
    compare(
        code,
        "status",
        Stream.of("active", "stopped"),
        status -> new Medication(code, status, null, null, List.of()),
        ReadFields::with);
    compare(
        code,
        "lastTaken",
        days(),
        day -> new Medication(code, "stopped", day, null, List.of()),
        ReadFields::with);
    compare(
        code,
        "route",
        Stream.concat(Stream.of((String) null), Choices.ROUTE.stream()),
        route -> new Medication(code, "active", null, route, List.of()),
        ReadFields::with);
    compare(
        code,
        "areas",
        places(),
        areas -> new Medication(code, "active", null, null, areas),
        ReadFields::with);
  }

  private static CaseDraft with(Medication medication) {
    return draft(draft -> draft.medications.add(medication));
  }

  private void procedure(String code) {
    compare(code, "date", days(), day -> new Procedure(code, day, List.of()), ReadFields::with);
    compare(code, "areas", places(), areas -> new Procedure(code, DAY, areas), ReadFields::with);
  }

  private static CaseDraft with(Procedure procedure) {
    return draft(draft -> draft.procedures.add(procedure));
  }

  private void sign(String code) {
    compare(code, "since", days(), day -> new SkinSign(code, List.of(), day), ReadFields::with);
    compare(code, "areas", places(), areas -> new SkinSign(code, areas, null), ReadFields::with);
  }

  private static CaseDraft with(SkinSign sign) {
    return draft(draft -> draft.skin.add(sign));
  }

  private <V, F> void compare(
      String code,
      String field,
      Stream<V> values,
      Function<V, F> fact,
      Function<F, CaseDraft> draft) {
    List<CaseFile> cases = values.map(value -> draft.apply(fact.apply(value)).caseFile()).toList();
    List<List<String>> found = new ArrayList<>();
    screener.screen(cases).forEach(result -> found.add(found(result.report())));
    if (found.stream().distinct().count() > 1) {
      read.computeIfAbsent(code, c -> new LinkedHashSet<>()).add(field);
    }
  }

  /** Null where it was not evaluated: then it counts as told apart. */
  private static List<String> found(AdvisoryReport report) {
    return report == null
        ? List.of("not evaluated")
        : report.findings().stream()
            .map(f -> f.rule() + f.verdict() + f.because() + f.earliestDate())
            .sorted()
            .toList();
  }

  private static CaseDraft draft(Consumer<CaseDraft> fact) {
    CaseDraft draft = new CaseDraft();
    draft.id = "read";
    draft.asOf = DAY;
    draft.date = DAY;
    draft.area = AREA;
    draft.depthHundredths = DEPTH_HUNDREDTHS;
    fact.accept(draft);
    return draft;
  }

  private static Stream<LocalDate> days() {
    return Stream.of(null, DAY, LONG_AGO);
  }

  private static Stream<List<String>> places() {
    return Stream.concat(Stream.of(List.<String>of()), Areas.ALL.stream().map(List::of));
  }
}
