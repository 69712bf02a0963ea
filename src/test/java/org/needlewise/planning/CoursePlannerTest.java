package org.needlewise.planning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.needlewise.casefile.CaseFile;
import org.needlewise.casefile.CaseFileWriter;
import org.needlewise.generate.CaseGenerator;
import org.needlewise.oracle.RandomCases;
import org.needlewise.planning.Course.Pace;
import org.needlewise.planning.CoursePlanner.UnknownLengthException;
import org.needlewise.rulebase.load.RuleBase;
import org.needlewise.screening.NotEvaluatedException;
import org.needlewise.screening.Screener;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A course is what a plan's contract says, found by hand. */
class CoursePlannerTest {
  private static final RuleBase BASE = RuleBase.prebuilt();
  private static final JsonMapper JSON = new JsonMapper();

  /** All of them with {@code -Dneedlewise.slow=true}, else a tenth. */
  private static final int CASES = Boolean.getBoolean("needlewise.slow") ? 5_000 : 500;

  /** Cases on the policy's edges, and of a usual mix. */
  private static void each(BiConsumer<AdviceByHand, ObjectNode> test) {
    CaseGenerator generator = new CaseGenerator(5);
    try (AdviceByHand byHand = new AdviceByHand(BASE)) {
      for (int i = 0; i < CASES; i++) {
        test.accept(
            byHand,
            i % 2 == 0
                ? RandomCases.of(i)
                : (ObjectNode) JSON.readTree(CaseFileWriter.json(generator.caseAt(i))));
      }
    }
  }

  private static ObjectNode said(Course course, boolean checked) {
    ObjectNode json = (ObjectNode) JSON.readTree(CourseJson.line(course, checked));
    json.remove("ruleSet");
    return json;
  }

  @Test
  void plansAsTheContractSays() {
    try (Screener screener = Screener.remembering(BASE)) {
      CoursePlanner planner = new CoursePlanner(BASE, screener);
      SplittableRandom random = new SplittableRandom(8);
      each(
          (byHand, json) -> {
            CaseFile caseFile = byHand.read(json);
            LocalDate asOf = caseFile.asOfOrProposed();
            Pace pace = random.nextBoolean() ? Pace.IDEAL : Pace.MINIMUM;
            List<CourseRequest.Days> avoid = new ArrayList<>();
            for (int n = random.nextInt(4); n > 0; n--) {
              LocalDate from = asOf.plusDays(random.nextInt(200));
              avoid.add(new CourseRequest.Days(from, from.plusDays(random.nextInt(20))));
            }
            LocalDate until = random.nextInt(3) > 0 ? null : asOf.plusDays(random.nextInt(500));
            Integer n = random.nextInt(3) == 0 ? (Integer) (1 + random.nextInt(4)) : null;
            int k = random.nextInt(4);
            Predicate<LocalDate> avoided = day -> avoid.stream().anyMatch(days -> days.holds(day));
            CourseByHand hand = new CourseByHand(byHand, json, pace == Pace.IDEAL, avoided, until);
            CourseRequest request = new CourseRequest(n, pace, avoid, until, k);
            if (n == null && hand.mustSay()) {
              assertThrows(UnknownLengthException.class, () -> planner.plan(caseFile, request));
              return;
            }
            assertEquals(
                hand.plan(n, k),
                said(planner.plan(caseFile, request), false),
                () -> request + " of " + json);
          });
    }
  }

  @Test
  void checksASchedule() {
    try (Screener screener = Screener.remembering(BASE)) {
      CoursePlanner planner = new CoursePlanner(BASE, screener);
      SplittableRandom random = new SplittableRandom(9);
      each(
          (byHand, json) -> {
            CaseFile caseFile = byHand.read(json);
            CourseByHand hand = new CourseByHand(byHand, json, true, day -> false, null);
            List<LocalDate> dates = new ArrayList<>();
            CaseFile.Regimen regimen = caseFile.proposed().regimen();
            if (regimen != null && (regimen.sessions() != null || !hand.mustSay())) {
              int count = regimen.sessions() != null ? regimen.sessions() : hand.length();
              for (int i = 0; i < count; i++) {
                dates.add(caseFile.proposed().date().plusDays((long) i * regimen.everyDays()));
              }
              assertEquals(dates, planner.regimen(caseFile, null));
            } else {
              LocalDate date = caseFile.asOfOrProposed();
              for (int i = 0; i < 4; i++) {
                date = date.plusDays(random.nextInt(40) + (i == 0 ? 0 : 1));
                dates.add(date);
              }
            }
            assertEquals(hand.check(dates), said(planner.check(caseFile, dates, Pace.IDEAL), true));
          });
    }
  }

  /** Too deep on every day of the five years; the sessions on the legs bear on nothing. */
  @Test
  void aCaseThatIsTooLongIsNotEvaluated() {
    try (AdviceByHand byHand = new AdviceByHand(BASE);
        Screener screener = Screener.remembering(BASE)) {
      CoursePlanner planner = new CoursePlanner(BASE, screener);
      CourseRequest request = new CourseRequest(1, Pace.IDEAL, List.of(), null, 0);
      Course course = planner.plan(AdvisorTest.longCase(byHand, 1592), request);
      assertEquals(List.of(), course.sessions());
      assertEquals(
          List.of("P54"),
          course.stopped().obstacles().stream().map(o -> o.finding().policy()).toList());
      NotEvaluatedException why =
          assertThrows(
              NotEvaluatedException.class,
              () -> planner.plan(AdvisorTest.longCase(byHand, 1593), request));
      assertTrue(why.tooMuch());
      assertEquals(
          "not evaluated: what is asked beside the report takes screenings of 3,001,761 entries and"
              + " more, expected at most 3,000,000",
          why.getMessage());
    }
  }
}
