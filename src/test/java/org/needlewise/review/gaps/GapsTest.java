package org.needlewise.review.gaps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.needlewise.review.EditedRules;
import org.needlewise.review.gaps.Gaps.Axis;
import org.needlewise.review.gaps.Gaps.Kind;
import org.needlewise.review.gaps.Gaps.Problem;
import org.needlewise.rulebase.check.OpenRules;

/** Each fault is planted in a copy of the shipped rules, in which there is none. */
class GapsTest {
  private static final String SCALP = "areas scalp, then scalp";

  @TempDir private Path folder;
  private EditedRules rules;

  @BeforeEach
  void copy() {
    rules = new EditedRules(folder);
  }

  private List<Problem> problems(String category) {
    return Gaps.of(rules.read(), category::equals).problems();
  }

  private static boolean has(List<Problem> problems, Kind kind, String... parts) {
    return problems.stream()
        .filter(problem -> problem.kind() == kind)
        .anyMatch(problem -> List.of(parts).stream().allMatch(problem.toString()::contains));
  }

  @Test
  void theShippedRulesHaveNoneThoughTheyOverlapOnPurpose() {
    Gaps gaps = Gaps.of(OpenRules.read(Path.of("rules-drl")), category -> true);
    assertEquals(List.of(), gaps.problems());
    assertTrue(gaps.sound());
    // What the search cannot judge is named.
    assertEquals(
        List.of(
            "data-quality/proposed-in-the-past.drl:19 proposedDate < asOf: never true",
            "interval/poor-aftercare.drl:19 observedDays < idealDays: never looked at",
            "interval/qure-start.drl:23 homeDatesWithDevice(\"qure\") < 3: never false",
            "over-treatment/depth-and-frequency.drl:24 proposedDepthMm > $pair.laterDepthMm: never"
                + " true",
            "timing/event.drl:19 date >= proposedDate: never false",
            "warning-sign/slow-redness.drl:21 withinMonthsOfProposed(12): never false"),
        unmoved(gaps));
    assertEquals(List.of("adjunct", "expectation", "indication"), gaps.without());
    assertEquals(
        List.of(
            "depth: depth of the proposed session",
            "device: depth of the proposed session",
            "device: dates so far at home with the device",
            "interval: depth of both sessions",
            "interval: depth of the past session",
            "interval: depth of the proposed session",
            "interval: days since the past session",
            "over-treatment: visits so far",
            "over-treatment: time between visits",
            "over-treatment: time since the last visit",
            "regimen: days between the sessions of a schedule",
            "regimen: sessions of a schedule",
            "warning-sign: days that a reaction lasted",
            "warning-sign: time since the session of a reaction",
            "contraindication: age of the patient",
            "data-quality: age of the patient",
            "contraindication: time since a medicine was last taken",
            "preparation: time since a medicine was last taken",
            "preparation: depth of the proposed session",
            "timing: days to an event",
            "preparation: days since a sign was first seen",
            "timing: time since another procedure"),
        gaps.axes().stream().map(axis -> axis.category() + ": " + axis.axis()).toList());
  }

  private static List<String> unmoved(Gaps gaps) {
    return gaps.unmoved().stream()
        .map(each -> each.file() + ':' + each.line() + ' ' + each.condition() + ": " + each.what())
        .toList();
  }

  @Test
  void aNumberThatNoAxisMovesIsNamedAndNoOther() throws IOException {
    rules.edit(
        "depth/home-maximum.drl",
        "depthMm > 1.0",
        "depthMm > 1.0, depthMm > 99.0 || proposedDate > asOf");
    Gaps gaps = Gaps.of(rules.read(), "depth"::equals);
    assertEquals(
        List.of(
            "depth/home-maximum.drl:18 depthMm > 99.0: never true",
            "depth/home-maximum.drl:18 proposedDate > asOf: never true"),
        unmoved(gaps));
    assertEquals(List.of(), gaps.without());
    rules.edit("depth/home-maximum.drl", ", depthMm > 99.0 || proposedDate > asOf", "");
    assertEquals(List.of(), Gaps.of(rules.read(), "depth"::equals).unmoved());
  }

  @Test
  void depthsInNoRowOfTheSourcesTableComeOut() {
    Gaps gaps = Gaps.of(rules.read(), "depth"::equals);
    List<Axis> depth =
        gaps.axes().stream().filter(axis -> axis.category().equals("depth")).toList();
    assertEquals(1, depth.size());
    assertEquals(
        List.of(
            "0.01 to 0.24 mm",
            "0.26 to 0.49 mm",
            "1.01 to 1.49 mm",
            "2.01 to 2.50 mm",
            "2.51 to 3.00 mm",
            "3.01 to 10.00 mm"),
        depth.get(0).bands().stream()
            .filter(band -> band.rules().contains("Depth in no row of the frequency table"))
            .map(Gaps.Band::numbers)
            .toList());
  }

  @Test
  void aBandThatEndsTooEarlyLeavesAHole() throws IOException {
    rules.edit("depth/professional-deep.drl", "depthMm <= 2.5", "depthMm <= 2.4");
    List<Problem> problems = problems("depth");
    assertTrue(
        has(problems, Kind.HOLE, "2.41 to 2.50 mm", "depth/professional-deep.drl:"),
        problems.toString());
    assertTrue(problems.stream().allMatch(problem -> problem.kind() == Kind.HOLE));
  }

  @Test
  void aSinglePointIsAHoleToo() throws IOException {
    rules.edit("depth/home-upper-range.drl", "depthMm <= 1.0", "depthMm < 1.0");
    List<Problem> problems = problems("depth");
    assertTrue(has(problems, Kind.HOLE, "at 1.00 mm", "setting home"), problems.toString());
  }

  @Test
  void anIntervalCutAtADepthLeavesAHoleWhereNoOtherRowSpeaks() throws IOException {
    rules.edit(
        "interval/medium.drl",
        "deeperRow == \"R10\",",
        "deeperRow == \"R10\", earlierDepthMm < 1.5,");
    List<Problem> problems = problems("interval");
    assertTrue(
        has(problems, Kind.HOLE, "at 1.50 to 2.00 mm", SCALP, "interval/medium.drl:"),
        problems.toString());
    assertTrue(
        problems.stream()
            .filter(problem -> problem.kind() == Kind.HOLE)
            .flatMap(problem -> problem.where().stream())
            .allMatch(where -> where.startsWith(SCALP)),
        problems.toString());
  }

  @Test
  void anIntervalCutAtADayIsCutShort() throws IOException {
    rules.edit(
        "interval/shallow.drl", "earlierTherapeutic", "observedDays < 10, earlierTherapeutic");
    List<Problem> problems = problems("interval");
    assertTrue(
        has(problems, Kind.CUT, "does not hold at 10 days", "ideal of 28 days"),
        problems.toString());
  }

  @Test
  void anIntervalThatAsksLessOfMoreComesOut() throws IOException {
    rules.edit("interval/deep.drl", "@minimumDays(\"42\")", "@minimumDays(\"21\")");
    List<Problem> problems = problems("interval");
    assertTrue(has(problems, Kind.FALL, "at 2.01 to 10.00 mm", SCALP), problems.toString());
  }

  @Test
  void bandsThatOverlapUnderTheSameConditionsContradict() throws IOException {
    rules.edit("depth/home-upper-range.drl", "depthMm <= 1.0", "depthMm <= 1.2");
    List<Problem> problems = problems("depth");
    assertEquals(1, problems.size(), problems.toString());
    assertTrue(
        has(
            problems,
            Kind.CONTRADICTION,
            "1.01 to 1.20 mm",
            "depth/home-upper-range.drl:",
            "depth/home-maximum.drl:"),
        problems.toString());
  }

  @Test
  void theSameIntervalWithOtherDaysContradicts() throws IOException {
    rules
        .copy("interval/face.drl", "interval/face-again.drl")
        .edit("interval/face-again.drl", "@minimumDays(\"28\")", "@minimumDays(\"35\")");
    List<Problem> problems = problems("interval");
    assertTrue(
        has(problems, Kind.CONTRADICTION, "interval/face.drl:", "interval/face-again.drl:"),
        problems.toString());
  }

  @Test
  void theSameRuleTwiceIsHidden() throws IOException {
    rules.copy("interval/face.drl", "interval/face-again.drl");
    List<Problem> problems = problems("interval");
    assertEquals(1, problems.size(), problems.toString());
    assertTrue(has(problems, Kind.HIDDEN, "always say the same"), problems.toString());
  }

  @Test
  void aRuleThatAnotherOneAlwaysOutdoesIsHidden() throws IOException {
    rules
        .copy("depth/home-maximum.drl", "depth/home-strict.drl")
        .edit("depth/home-strict.drl", "depthMm > 1.0", "depthMm > 0.5");
    List<Problem> problems = problems("depth");
    assertTrue(
        has(problems, Kind.HIDDEN, "depth/home-upper-range.drl:", "depth/home-strict.drl:"),
        problems.toString());
  }

  @Test
  void aCountThatIsMetExactlyLeavesAHoleAboveIt() throws IOException {
    rules.edit("regimen/too-many-sessions.drl", "sessionCount > 6", "sessionCount == 7");
    List<Problem> problems = problems("regimen");
    assertTrue(has(problems, Kind.HOLE, "at 8 to 60,"), problems.toString());
  }

  @Test
  void daysOfAReactionBetweenTwoRulesAreAHole() throws IOException {
    rules.edit("warning-sign/slow-redness.drl", "days <= 5", "days < 5");
    List<Problem> problems = problems("warning-sign");
    assertEquals(1, problems.size(), problems.toString());
    assertTrue(has(problems, Kind.HOLE, "at 5 days", "sign erythema"), problems.toString());
  }

  @Test
  void datesAreLookedAtToo() throws IOException {
    rules.edit(
        "contraindication/isotretinoin-stopped.drl",
        "proposedDate < $untilDate",
        "proposedDate > $untilDate");
    List<Problem> problems = problems("contraindication");
    assertTrue(
        has(problems, Kind.HOLE, "time since a medicine was last taken", "at 0 days to "),
        problems.toString());
  }

  @Test
  void theDaysSinceAProcedureAreLookedAtToo() throws IOException {
    rules.edit("timing/filler.drl", "proposedDate < $idealDate", "proposedDate < $minimumDate");
    assertEquals(List.of(), problems("timing"));
    rules.edit("timing/filler.drl", "proposedDate < $minimumDate", "proposedDate > $minimumDate");
    List<Problem> problems = problems("timing");
    assertTrue(
        has(
            problems,
            Kind.HOLE,
            "time since another procedure",
            "at 0 to 14 days",
            "procedure filler"),
        problems.toString());
  }

  @Test
  void visitsInAYearAreCounted() throws IOException {
    rules.edit(
        "over-treatment/annual-cap.drl", "$limit.reached", "$limit.reached, $limit.count < 8");
    List<Problem> problems = problems("over-treatment");
    assertTrue(
        problems.stream().anyMatch(problem -> problem.toString().contains("visits so far: ")),
        problems.toString());
  }

  /** Each rule says to proceed, and home-maximum defers above one millimetre at home. */
  @Test
  void aRuleThatLetsProceedWhereAnotherDefersContradicts() throws IOException {
    String fine = "depth/home-fine.drl";
    String when = "setting == \"home\", depthMm > 1.0";
    rules
        .copy("depth/home-maximum.drl", fine)
        .edit(fine, "@verdict(\"defer\")", "@verdict(\"proceed\")")
        .edit(fine, when, "setting == \"home\", depthMm > 1.5");
    String title = "Another Too deep for home";
    String what = title + " lets proceed where Too deep for home defers, on the same fact";
    assertEquals(
        List.of(what + ": depth of the proposed session 1.51 to 10.00 mm, setting home, area "),
        contradictions());
    // A part of what it says is deferred, in each combination, and more is deferred beyond it.
    rules.edit(fine, "depthMm > 1.5", "depthMm <= 1.01");
    assertEquals(
        List.of(what + ": depth of the proposed session 1.01 mm, setting home, area "),
        contradictions());
    // They do not meet.
    rules.edit(fine, "depthMm <= 1.01", "depthMm <= 1.0");
    assertEquals(List.of(), contradictions());
    // It speaks of all depths: the other one is the exception.
    rules.edit(fine, ", depthMm <= 1.0", "");
    assertEquals(List.of(), contradictions());
    // It speaks of both settings: the other one is the exception.
    rules.edit(fine, "setting == \"home\"", "depthMm > 1.5");
    assertEquals(List.of(), contradictions());
    // Of another place in the case.
    rules.edit(fine, "depthMm > 1.5", when).edit(fine, "/proposed/depthMm", "/proposed/setting");
    assertEquals(List.of(), contradictions());
  }

  /** What contradicts in depth, up to the area of the first combination. */
  private List<String> contradictions() {
    return problems("depth").stream()
        .filter(problem -> problem.kind() == Kind.CONTRADICTION)
        .map(problem -> problem.what() + ": " + problem.where().get(0))
        .map(text -> text.replaceFirst("(?<=, area ).*", ""))
        .toList();
  }

  private List<String> bands(String category, String axis) {
    return Gaps.of(rules.read(), category::equals).axes().stream()
        .filter(each -> each.category().equals(category) && each.axis().equals(axis))
        .flatMap(each -> each.bands().stream())
        .map(Gaps.Band::numbers)
        .toList();
  }

  @Test
  void monthsAreToldInMonthsAndDaysInDays() throws IOException {
    String medicine = "time since a medicine was last taken";
    assertEquals(
        List.of(
            "0 to 27 days",
            "28 days to just under 1 month",
            "1 month to just under 3 months",
            "3 months to just under 6 months",
            "6 months and more"),
        bands("contraindication", medicine));
    rules.edit("contraindication/isotretinoin-stopped.drl", "proposedDate <", "proposedDate <=");
    assertEquals(
        List.of(
            "0 to 27 days",
            "28 days to just under 1 month",
            "1 month to just under 3 months",
            "3 to 6 months",
            "6 months and 1 day and more"),
        bands("contraindication", medicine));
  }

  /** However long the months are: each visit is so many months before the next one. */
  @Test
  void aSweepOfMonthsMovesInMonths() throws IOException {
    rules.edit(
        "over-treatment/beyond-the-usual-series.drl",
        "countWithProposed > 6",
        "countWithProposed > 2");
    List<String> series =
        Gaps.of(rules.read(), "over-treatment"::equals).axes().stream()
            .filter(axis -> axis.axis().equals("time between visits"))
            .flatMap(axis -> axis.bands().stream())
            .filter(band -> band.rules().contains("More sessions than the usual series"))
            .map(Gaps.Band::numbers)
            .toList();
    assertEquals(List.of("1 to 7 days", "8 to 41 days", "42 days to just under 3 months"), series);
  }

  @Test
  void agesAreToldInYears() throws IOException {
    assertEquals(
        List.of("not yet born", "0 to 17 years", "18 to 21 years", "22 years and more"),
        bands("contraindication", "age of the patient"));
    assertEquals(
        List.of("not yet born", "0 years to exactly 120 years", "120 years and 1 day and more"),
        bands("data-quality", "age of the patient"));
  }

  @Test
  void theCombinationsWithoutARuleAreNamed() {
    Gaps gaps = Gaps.of(rules.read(), "depth"::equals);
    assertEquals(
        List.of(
            "0.25 mm: area not under-eye or eyelid with no indication",
            "0.50 mm: area not under-eye or eyelid",
            "0.51 to 1.00 mm: setting professional with area not under-eye or eyelid",
            "1.50 to 2.00 mm: setting professional with area not under-eye or eyelid"),
        gaps.axes().get(0).bands().stream()
            .filter(band -> band.silent() > 0)
            .map(band -> band.numbers() + ": " + String.join("; ", band.where()))
            .toList());
  }

  @Test
  void rulesOfOneTitleAreToldApart() throws IOException {
    rules
        .copy("interval/face.drl", "interval/face-again.drl")
        .edit("interval/face-again.drl", "@title(\"Another ", "@title(\"");
    assertEquals(
        List.of(
            "Interval on the face (interval-face) and Interval on the face (interval-face-again)"
                + " always say the same"),
        problems("interval").stream().map(Problem::what).toList());
  }
}
