package org.needlewise.batch;

import java.io.Serializable;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.needlewise.casefile.CaseFile;
import org.needlewise.casefile.Fields;
import org.needlewise.casefile.Limits;
import org.needlewise.casefile.StrictReader;
import org.needlewise.report.Advice;
import org.needlewise.report.AdvisoryReport;
import org.needlewise.report.Finding;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a run, or a part of one, came to. Parts are added in the order of the input, so that the sum
 * is the same whatever the parts were.
 */
public final class Tally implements Serializable {
  private static final long serialVersionUID = 1L;

  /** The cases with most findings that are named. */
  private static final int NAMED = 10;

  private static final int DAYS_HELD = 5000;
  private static final String[] WEEKS = new String[300];

  /** What is counted by {@link #named}, in its order, then the rest. */
  private static final Fields FIELDS =
      new Fields(
          "a tally",
          "records!",
          "verdicts!",
          "categories!",
          "rules!",
          "errorKinds!",
          "waits!",
          "weeks!",
          "changes!",
          "lapses!",
          "most!",
          "soonest!",
          "latestAsOf");

  private static final Fields CASE = new Fields("a case", "caseId!", "findings!");
  private static final Fields LAPSE =
      new Fields("a verdict that lapses", "caseId!", "until!", "verdict!", "then!");

  static {
    for (int i = 0; i < WEEKS.length; i++) {
      WEEKS[i] = Integer.toString(i);
    }
  }

  /** A wait in whole weeks: 0 is the proposed date itself, 1 one to seven days. */
  static final String NO_DATE = "none";

  /** Of the records, those that gave no report and that the errors do not list. */
  static final String NOT_LISTED = "notListed";

  /** A case and how many findings it has. */
  record Case(String caseId, int findings) implements Serializable {}

  /** A case whose verdict lapses: its last day, what it is, what it will be. */
  record Lapse(String caseId, LocalDate until, String verdict, String then)
      implements Serializable {}

  final Counts records = new Counts(100);
  final Counts verdicts = new Counts(100);
  final Counts categories = new Counts(1000);
  final Counts rules = new Counts(10_000);
  final Counts errorKinds = new Counts(200);
  final Counts waits = new Counts(1000);

  /** By the Monday of the week. */
  final Counts weeks = new Counts(5000);

  /** Changes against the earlier run: "defer to proceed", "added", ... */
  final Counts changes = new Counts(100);

  /** Verdicts that lapse, by the Monday of the week of their last day. */
  final Counts lapses = new Counts(5000);

  private final List<Case> most = new ArrayList<>();

  /** The verdicts that lapse first. */
  private final List<Lapse> soonest = new ArrayList<>();

  /** Findings of the last of these, where they are enough. */
  private int least = -1;

  /** Earliest dates that are not yet counted by their weeks, in the order in which they came. */
  private final Map<LocalDate, long[]> earliestDays = new LinkedHashMap<>();

  /** The latest day on which a case was screened; null where there is none. */
  private LocalDate latestAsOf;

  private static final Comparator<Case> BY_FINDINGS =
      Comparator.comparingInt(Case::findings).reversed();

  void addReport(CaseFile caseFile, AdvisoryReport report, Advice advice) {
    records.add("evaluated", 1);
    verdicts.add(report.verdict().code(), 1);
    for (Finding finding : report.findings()) {
      categories.add(finding.category(), 1);
      rules.add(finding.rule(), 1);
    }
    LocalDate earliest = report.earliestDate();
    if (earliest == null) {
      waits.add(NO_DATE, 1);
    } else {
      long days = earliest.toEpochDay() - caseFile.proposed().date().toEpochDay();
      waits.add(week(days), 1);
      earliestDays.computeIfAbsent(earliest, fresh -> new long[1])[0]++;
      if (earliestDays.size() > DAYS_HELD) {
        countWeeks();
      }
    }
    if (latestAsOf == null || report.asOf().isAfter(latestAsOf)) {
      latestAsOf = report.asOf();
    }
    if (advice.holds() != null && advice.holds().until() != null) {
      addLapse(report, advice.holds());
    }
    if (report.findings().size() > least) {
      most.add(new Case(report.caseId(), report.findings().size()));
      if (most.size() > 10 * NAMED) {
        keepMost();
      }
    }
  }

  private void addLapse(AdvisoryReport report, Advice.Holds holds) {
    lapses.add(monday(holds.until()).toString(), 1);
    soonest.add(
        new Lapse(report.caseId(), holds.until(), report.verdict().code(), holds.then().code()));
    if (soonest.size() > 10 * NAMED) {
      keepSoonest();
    }
  }

  /** Weeks begun, from one date to another. */
  private static String week(long days) {
    long weeks = (days + 6) / 7;
    return weeks >= 0 && weeks < WEEKS.length ? WEEKS[(int) weeks] : Long.toString(weeks);
  }

  private void countWeeks() {
    earliestDays.forEach((date, cases) -> weeks.add(monday(date).toString(), cases[0]));
    earliestDays.clear();
  }

  static LocalDate monday(LocalDate date) {
    return date.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
  }

  void addBad(String kind) {
    records.add("bad", 1);
    errorKinds.add(kind, 1);
  }

  void addNotEvaluated(String why) {
    records.add("notEvaluated", 1);
    errorKinds.add(why, 1);
  }

  /** Adds what a later part came to. */
  public void add(Tally later) {
    later.countWeeks();
    Map<String, Counts> own = named(this);
    named(later).forEach((name, counts) -> own.get(name).add(counts));
    if (latestAsOf == null || later.latestAsOf != null && later.latestAsOf.isAfter(latestAsOf)) {
      latestAsOf = later.latestAsOf;
    }
    most.addAll(later.most);
    keepMost();
    soonest.addAll(later.soonest);
    keepSoonest();
  }

  long evaluated() {
    return records.of("evaluated");
  }

  long bad() {
    return records.of("bad");
  }

  long notEvaluated() {
    return records.of("notEvaluated");
  }

  /** Records in all, whatever became of them. */
  public long total() {
    return evaluated() + bad() + notEvaluated();
  }

  /** The day from which the coming weeks are counted; null where no case was evaluated. */
  LocalDate latestAsOf() {
    return latestAsOf;
  }

  /** Those with most findings first; of equals, the first of the input. */
  List<Case> most() {
    keepMost();
    return most;
  }

  private void keepMost() {
    most.sort(BY_FINDINGS);
    if (most.size() > NAMED) {
      most.subList(NAMED, most.size()).clear();
    }
    least = most.size() < NAMED ? -1 : most.get(NAMED - 1).findings;
  }

  /** The verdicts that lapse first; of equals, the first of the input. */
  List<Lapse> soonest() {
    keepSoonest();
    return soonest;
  }

  private void keepSoonest() {
    soonest.sort(Comparator.comparing(Lapse::until));
    if (soonest.size() > NAMED) {
      soonest.subList(NAMED, soonest.size()).clear();
    }
  }

  private static Map<String, Counts> named(Tally tally) {
    Map<String, Counts> named = new LinkedHashMap<>();
    named.put("records", tally.records);
    named.put("verdicts", tally.verdicts);
    named.put("categories", tally.categories);
    named.put("rules", tally.rules);
    named.put("errorKinds", tally.errorKinds);
    named.put("waits", tally.waits);
    named.put("weeks", tally.weeks);
    named.put("changes", tally.changes);
    named.put("lapses", tally.lapses);
    return named;
  }

  void write(ObjectNode to) {
    countWeeks();
    named(this).forEach((name, counts) -> counts.write(to.putObject(name)));
    if (latestAsOf != null) {
      to.put("latestAsOf", latestAsOf.toString());
    }
    ArrayNode cases = to.putArray("most");
    for (Case named : most()) {
      cases.addObject().put("caseId", named.caseId).put("findings", named.findings);
    }
    ArrayNode lapsing = to.putArray("soonest");
    soonest().forEach(lapse -> write(lapse, lapsing.addObject()));
  }

  static void write(Lapse lapse, ObjectNode to) {
    to.put("caseId", lapse.caseId).put("until", lapse.until.toString());
    to.put("verdict", lapse.verdict).put("then", lapse.then);
  }

  static Tally read(StrictReader from) {
    Tally tally = new Tally();
    if (from.enter(FIELDS)) {
      List<Counts> counts = List.copyOf(named(tally).values());
      for (int f = from.field(); f >= 0; f = from.field()) {
        if (f < counts.size()) {
          counts.get(f).read(from);
        } else if (f == counts.size()) {
          tally.most.addAll(from.list("cases with most findings", Tally::readCase));
        } else if (f == counts.size() + 1) {
          tally.soonest.addAll(from.list("verdicts that lapse", Tally::readLapse));
        } else {
          tally.latestAsOf = from.date();
        }
      }
    }
    return tally;
  }

  private static Case readCase(StrictReader from) {
    String id = null;
    long findings = 0;
    if (from.enter(CASE)) {
      for (int f = from.field(); f >= 0; f = from.field()) {
        if (f == 0) {
          id = from.text("a case's id", 1, Limits.ID_CHARS);
        } else {
          findings = from.count();
        }
      }
    }
    return new Case(id, (int) Math.min(findings, Integer.MAX_VALUE));
  }

  private static Lapse readLapse(StrictReader from) {
    String[] texts = new String[3];
    LocalDate until = null;
    if (from.enter(LAPSE)) {
      for (int f = from.field(); f >= 0; f = from.field()) {
        if (f == 1) {
          until = from.date();
        } else {
          texts[f == 0 ? 0 : f - 1] = from.text("text", 1, Limits.ID_CHARS);
        }
      }
    }
    return new Lapse(texts[0], until, texts[1], texts[2]);
  }
}
