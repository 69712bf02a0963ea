package org.needlewise.review.diff;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.needlewise.casefile.CaseFile;
import org.needlewise.casefile.CaseFileReader;
import org.needlewise.casefile.Format;
import org.needlewise.casefile.InvalidInputException;
import org.needlewise.report.AdvisoryReport;
import org.needlewise.report.Finding;
import org.needlewise.review.Words;
import org.needlewise.review.diff.Records.Raw;
import org.needlewise.review.explain.Difference;
import org.needlewise.rulebase.load.RuleBase;
import org.needlewise.screening.OrderedPipeline;
import org.needlewise.screening.Screener;
import org.needlewise.screening.ScreeningResult;

/** Which patients' verdicts and earliest dates two rule bases give otherwise. */
public final class VerdictChanges {
  private static final int ERRORS_SHOWN = 10;
  private static final int RULES_NAMED = 4;

  private final Consumer<Flip> sink;
  private final Map<String, Tally> groups = new TreeMap<>();
  private final List<String> errors = new ArrayList<>();
  private long cases;
  private long flipped;
  private long reworded;
  private long unreadable;

  /**
   * @param caseId "" where neither could read it
   * @param verdictBefore a verdict; or {@code unreadable} or {@code not-evaluated}
   * @param earliestBefore null where there is none
   * @param by what differs, by rule; empty where only the search for the first date does
   */
  public record Flip(
      String caseId,
      String file,
      long record,
      String verdictBefore,
      String verdictAfter,
      LocalDate earliestBefore,
      LocalDate earliestAfter,
      List<ByRule> by) {

    /** A line of NDJSON, with its end. */
    public String line() {
      return Words.line(this);
    }
  }

  /**
   * What a rule said, "nothing" where it said nothing.
   *
   * @param what it speaks of (of an interval, the session that governs) and what differs there
   */
  public record ByRule(String rule, String policy, String before, String after, String what) {}

  /**
   * @param date what becomes of the earliest date: same, later, earlier, lost, gained
   * @param why in the example, by rule: what it speaks of and what differs
   * @param leastDays by how many days it moves at least; 0 where it is lost, gained or the same
   */
  public record Group(
      String verdictBefore,
      String verdictAfter,
      String date,
      List<String> rules,
      long count,
      long leastDays,
      long mostDays,
      String example,
      List<String> why) {

    /** Who is told what now, and by which rules. */
    public String text() {
      return (verdictBefore.equals(verdictAfter)
              ? "still " + verdictAfter
              : verdictBefore + " -> " + verdictAfter)
          + VerdictChanges.date(this)
          + "; by "
          + (rules.isEmpty() ? "rules that speak on a later date" : String.join(", ", rules))
          + " (as in "
          + example
          + ')';
    }
  }

  /**
   * @param cases that both could screen or one of them could
   * @param reworded whose findings differ, but neither verdict nor first date
   * @param unreadable records that neither could read
   * @param errors of the first of these
   * @param groups the largest first
   */
  public record Summary(
      long cases,
      long flipped,
      long reworded,
      long unreadable,
      List<String> errors,
      List<Group> groups) {

    /** How many there are of each kind, in one sentence. */
    public String text() {
      return Words.count(cases, "case")
          + " screened by both: "
          + flipped
          + " with another verdict or earliest date, "
          + reworded
          + " with other findings alone.";
    }
  }

  /**
   * @param error where neither could read it
   */
  private record Compared(Flip flip, boolean reworded, String error) {}

  private static final class Tally {
    private final Group first;
    private long count;
    private long least = Long.MAX_VALUE;
    private long most;

    Tally(Group first) {
      this.first = first;
    }

    Group group() {
      return new Group(
          first.verdictBefore,
          first.verdictAfter,
          first.date,
          first.rules,
          count,
          least,
          most,
          first.example,
          first.why);
    }
  }

  private VerdictChanges(Consumer<Flip> sink) {
    this.sink = sink;
  }

  /**
   * Screens cases by both rule bases, in bounded memory.
   *
   * @param cases an NDJSON file, one case, or a folder of such files (taken in the order of their
   *     paths)
   * @param threads at least 1
   * @param sink takes each flip, in the order of the cases
   * @throws IOException where a file cannot be read
   */
  public static Summary of(
      RuleBase before, RuleBase after, Path cases, int threads, Consumer<Flip> sink)
      throws IOException {
    try (Records records = new Records(cases)) {
      return new VerdictChanges(sink).of(before, after, records::chunk, threads);
    }
  }

  /**
   * The same of cases that stand in no file.
   *
   * @throws IOException where screening them is interrupted
   */
  public static Summary of(RuleBase before, RuleBase after, Iterator<CaseFile> cases, int threads)
      throws IOException {
    return new VerdictChanges(flip -> {}).of(before, after, () -> Records.chunk(cases), threads);
  }

  /**
   * The same of cases that have been screened.
   *
   * @param was their results by the rules before, in their order
   * @param is those by the rules after
   */
  public static Summary of(
      List<CaseFile> cases, List<ScreeningResult> was, List<ScreeningResult> is) {
    VerdictChanges flips = new VerdictChanges(flip -> {});
    for (int i = 0; i < cases.size(); i++) {
      flips.take(List.of(compare(cases.get(i), "", 0, was.get(i), is.get(i))));
    }
    return flips.summary();
  }

  private Summary of(
      RuleBase before, RuleBase after, OrderedPipeline.Source<List<Raw>> source, int threads)
      throws IOException {
    try {
      new OrderedPipeline<>(source, () -> new BothWays(before, after), this::take, threads).run();
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException(e);
    }
    return summary();
  }

  // Screening

  /** The worker of a thread. */
  private static final class BothWays implements OrderedPipeline.Worker<List<Raw>, List<Compared>> {
    private final CaseFileReader readerBefore;
    private final CaseFileReader readerAfter;
    private final Screener old;
    private final Screener now;
    private final boolean sameWords;

    BothWays(RuleBase before, RuleBase after) {
      readerBefore = new CaseFileReader(before.vocabulary());
      readerAfter = new CaseFileReader(after.vocabulary());
      old = new Screener(before);
      now = new Screener(after);
      sameWords = before.vocabulary().equals(after.vocabulary());
    }

    @Override
    public List<Compared> work(List<Raw> chunk) {
      List<String> errors = new ArrayList<>();
      List<CaseFile> casesBefore = new ArrayList<>();
      List<CaseFile> casesAfter = new ArrayList<>();
      for (Raw raw : chunk) {
        String[] error = {raw.tooLong};
        CaseFile was = raw.tooLong != null ? null : read(readerBefore, raw, error);
        CaseFile is = sameWords || raw.tooLong != null ? was : read(readerAfter, raw, error);
        casesBefore.add(was);
        casesAfter.add(is);
        errors.add(was == null && is == null ? error[0] : null);
      }
      List<ScreeningResult> reportsBefore = screen(old, casesBefore);
      List<ScreeningResult> reportsAfter = screen(now, casesAfter);
      List<Compared> compared = new ArrayList<>(chunk.size());
      for (int i = 0; i < chunk.size(); i++) {
        CaseFile known = casesBefore.get(i) != null ? casesBefore.get(i) : casesAfter.get(i);
        compared.add(
            known == null
                ? new Compared(null, false, errors.get(i))
                : compare(
                    known,
                    chunk.get(i).file,
                    chunk.get(i).record,
                    reportsBefore.get(i),
                    reportsAfter.get(i)));
      }
      return compared;
    }

    @Override
    public void close() {
      old.close();
      now.close();
    }
  }

  private static CaseFile read(CaseFileReader reader, Raw raw, String[] error) {
    try {
      return raw.format == Format.NDJSON
          ? reader.readRecord(raw.bytes, 0, raw.bytes.length, raw.file, raw.record)
          : reader.read(raw.bytes, 0, raw.bytes.length, raw.format, raw.file);
    } catch (InvalidInputException e) {
      error[0] = e.problems().get(0).toString();
      return null;
    }
  }

  /** Null for null. */
  private static List<ScreeningResult> screen(Screener screener, List<CaseFile> cases) {
    Iterator<ScreeningResult> screened =
        screener.screen(cases.stream().filter(Objects::nonNull).toList()).iterator();
    return cases.stream().map(one -> one == null ? null : screened.next()).toList();
  }

  // Comparing

  private static Compared compare(
      CaseFile caseFile, String file, long record, ScreeningResult was, ScreeningResult is) {
    String verdictBefore = verdict(was);
    String verdictAfter = verdict(is);
    LocalDate earliestBefore = earliest(was);
    LocalDate earliestAfter = earliest(is);
    if (verdictBefore.equals(verdictAfter) && Objects.equals(earliestBefore, earliestAfter)) {
      return new Compared(null, !findings(was).equals(findings(is)), null);
    }
    return new Compared(
        new Flip(
            caseFile.id(),
            file,
            record,
            verdictBefore,
            verdictAfter,
            earliestBefore,
            earliestAfter,
            byRule(caseFile, findings(was), findings(is))),
        false,
        null);
  }

  private static String verdict(ScreeningResult screened) {
    return screened == null
        ? "unreadable"
        : screened.report() == null ? "not-evaluated" : screened.report().verdict().code();
  }

  private static LocalDate earliest(ScreeningResult screened) {
    return screened == null || screened.report() == null ? null : screened.report().earliestDate();
  }

  private static List<Finding> findings(ScreeningResult screened) {
    AdvisoryReport report = screened == null ? null : screened.report();
    return report == null ? List.of() : report.findings();
  }

  private static List<ByRule> byRule(CaseFile caseFile, List<Finding> was, List<Finding> is) {
    Map<String, String> before = said(was);
    Map<String, String> after = said(is);
    Map<String, String> policies = new HashMap<>();
    was.forEach(finding -> policies.put(finding.rule(), finding.policy()));
    is.forEach(finding -> policies.put(finding.rule(), finding.policy()));
    List<ByRule> by = new ArrayList<>();
    for (String rule : new TreeSet<>(policies.keySet())) {
      String a = before.getOrDefault(rule, "nothing");
      String b = after.getOrDefault(rule, "nothing");
      if (!a.equals(b)) {
        by.add(
            new ByRule(
                rule, policies.get(rule), a, b, what(caseFile, first(rule, was), first(rule, is))));
      }
    }
    return by;
  }

  /** Null where there is none. */
  private static Finding first(String rule, List<Finding> findings) {
    return findings.stream().filter(each -> each.rule().equals(rule)).findFirst().orElse(null);
  }

  private static String what(CaseFile caseFile, Finding was, Finding is) {
    String what = Difference.place(caseFile, (is == null ? was : is).because().get(0));
    List<String> changed =
        was == null || is == null
            ? List.of()
            : Difference.of(caseFile, was.because(), was.interval(), is.because(), is.interval());
    return changed.isEmpty() ? what : what + "; " + String.join(", ", changed);
  }

  /** Each rule's verdicts and dates, in the order of the report. */
  private static Map<String, String> said(List<Finding> findings) {
    Map<String, String> said = new HashMap<>();
    for (Finding finding : findings) {
      said.merge(finding.rule(), Words.verdictUntil(finding), (a, b) -> a + ", " + b);
    }
    return said;
  }

  // Telling

  private void take(List<Compared> compared) {
    for (Compared one : compared) {
      if (one.error != null) {
        unreadable++;
        if (errors.size() < ERRORS_SHOWN) {
          errors.add(one.error);
        }
        continue;
      }
      cases++;
      reworded += one.reworded ? 1 : 0;
      if (one.flip != null) {
        flipped++;
        count(one.flip);
        sink.accept(one.flip);
      }
    }
  }

  private void count(Flip flip) {
    long days = 0;
    String date;
    if (Objects.equals(flip.earliestBefore, flip.earliestAfter)) {
      date = "same";
    } else if (flip.earliestAfter == null) {
      date = "lost";
    } else if (flip.earliestBefore == null) {
      date = "gained";
    } else {
      days = ChronoUnit.DAYS.between(flip.earliestBefore, flip.earliestAfter);
      date = days > 0 ? "later" : "earlier";
    }
    List<String> rules = flip.by.stream().map(ByRule::rule).toList();
    if (rules.size() > RULES_NAMED) {
      // Or the groups would be as many as the cases.
      rules = List.of("more than " + RULES_NAMED + " rules");
    }
    List<String> named = rules;
    Tally tally =
        groups.computeIfAbsent(
            String.join("\t", flip.verdictBefore, flip.verdictAfter, date, String.join(" ", rules)),
            key ->
                new Tally(
                    new Group(
                        flip.verdictBefore,
                        flip.verdictAfter,
                        date,
                        named,
                        0,
                        0,
                        0,
                        flip.caseId,
                        why(flip))));
    tally.count++;
    tally.least = Math.min(tally.least, Math.abs(days));
    tally.most = Math.max(tally.most, Math.abs(days));
  }

  private static List<String> why(Flip flip) {
    return flip.by.stream().map(each -> each.rule + ": " + each.what).limit(RULES_NAMED).toList();
  }

  private Summary summary() {
    List<Group> all =
        groups.values().stream()
            .map(Tally::group)
            .sorted(Comparator.comparingLong(Group::count).reversed())
            .toList();
    return new Summary(cases, flipped, reworded, unreadable, List.copyOf(errors), all);
  }

  /** The summary for a reader. */
  public static String text(Summary summary) {
    StringBuilder text = new StringBuilder(summary.text()).append('\n');
    for (Group group : summary.groups) {
      text.append(String.format("%8d  ", group.count)).append(group.text()).append('\n');
      group.why.forEach(each -> text.append(" ".repeat(10)).append(each).append('\n'));
    }
    if (summary.unreadable > 0) {
      text.append(Words.count(summary.unreadable, "record")).append(" could not be read:\n");
      summary.errors.forEach(error -> text.append("  ").append(error).append('\n'));
    }
    return text.toString();
  }

  private static String date(Group group) {
    return switch (group.date) {
      case "same" -> "";
      case "lost" -> ", no earliest date any more";
      case "gained" -> ", an earliest date where there was none";
      default ->
          ", earliest date "
              + (group.leastDays == group.mostDays
                  ? Words.count(group.mostDays, "day")
                  : group.leastDays + " to " + group.mostDays + " days")
              + ' '
              + group.date;
    };
  }
}
