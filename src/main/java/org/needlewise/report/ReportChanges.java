package org.needlewise.report;

import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.needlewise.casefile.CaseFile;
import org.needlewise.report.TextPage.Ink;
import org.needlewise.words.Words;

/** What a report says otherwise where another session is tried than the case proposes. */
public final class ReportChanges {
  private final Words words;
  private final CaseFile.Proposed written;
  private final AdvisoryReport before;
  private final AdvisoryReport now;
  private final List<String> gone = new ArrayList<>();
  private final List<String> added = new ArrayList<>();
  private final List<String> changed = new ArrayList<>();

  /**
   * @param written what the case proposes
   * @param before the report of that
   * @param now the report of the session that is tried
   */
  public ReportChanges(
      Words words, CaseFile.Proposed written, AdvisoryReport before, AdvisoryReport now) {
    this.words = words;
    this.written = written;
    this.before = before;
    this.now = now;
    Map<String, Deque<Finding>> old = new HashMap<>();
    for (Finding finding : before.findings()) {
      old.computeIfAbsent(subject(finding), key -> new ArrayDeque<>()).add(finding);
    }
    Set<Finding> met = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Finding finding : now.findings()) {
      Deque<Finding> same = old.get(subject(finding));
      if (same == null || same.isEmpty()) {
        added.add(named(finding));
      } else {
        met.add(same.peek());
        compare(same.poll(), finding);
      }
    }
    for (Finding finding : before.findings()) {
      if (!met.contains(finding)) {
        gone.add(named(finding));
      }
    }
  }

  private String named(Finding finding) {
    return finding.title() + " (" + ReportWords.verdictUntil(words, finding) + ")";
  }

  /**
   * What the findings of two reports have in common that are on the same. Rules of these two
   * categories speak once, of whichever session governs; all others once a fact.
   */
  private static String subject(Finding finding) {
    return switch (finding.category()) {
      case "interval", "over-treatment" -> finding.rule();
      default -> finding.rule() + " " + finding.because().get(0);
    };
  }

  private void compare(Finding old, Finding finding) {
    String until = ReportWords.verdictUntil(words, finding);
    if (!until.equals(ReportWords.verdictUntil(words, old))) {
      changed.add(finding.title() + ": " + change(ReportWords.verdictUntil(words, old), until));
    }
  }

  void write(TextPage page) {
    String depth = ReportWords.millimetres(words, written.depthHundredths());
    Map<String, String> lines = lines();
    page.blank();
    if (lines.isEmpty()) {
      page.text(
          0, words.say("report.changes.same", "date", written.date(), "depth", depth), Ink.BOLD);
      return;
    }
    page.text(
        0, words.say("report.changes.against", "date", written.date(), "depth", depth), Ink.BOLD);
    int widest = lines.keySet().stream().mapToInt(TextPage::cells).max().orElseThrow();
    lines.forEach((label, told) -> page.labelled(2, label, Ink.PLAIN, widest + 1, told, Ink.PLAIN));
  }

  /** What changed, by what it is of; empty where nothing did. */
  public Map<String, String> lines() {
    Map<String, String> lines = new LinkedHashMap<>();
    boolean same = before.verdict() == now.verdict() && date(before).equals(date(now));
    if (same && gone.isEmpty() && added.isEmpty() && changed.isEmpty()) {
      return lines;
    }
    lines.put(
        words.say("report.changes.verdict"),
        change(words.code(before.verdict().code()), words.code(now.verdict().code())));
    lines.put(words.say("report.changes.earliestDate"), change(date(before), date(now)));
    lines.put(words.say("report.changes.gone"), counted(gone));
    lines.put(words.say("report.changes.new"), counted(added));
    lines.put(words.say("report.changes.changed"), counted(changed));
    lines.values().removeIf(String::isEmpty);
    return lines;
  }

  private String date(AdvisoryReport report) {
    LocalDate date = report.earliestDate();
    return date == null ? words.say("report.changes.none") : date.toString();
  }

  private String change(String old, String other) {
    return other.equals(old)
        ? words.say("report.changes.asWritten", "now", other)
        : words.say("report.changes.was", "now", other, "before", old);
  }

  private String counted(List<String> findings) {
    Map<String, Integer> times = new LinkedHashMap<>();
    findings.forEach(finding -> times.merge(finding, 1, Integer::sum));
    return times.entrySet().stream()
        .map(
            each ->
                each.getValue() == 1
                    ? each.getKey()
                    : words.say(
                        "report.changes.times", "finding", each.getKey(), "count", each.getValue()))
        .collect(Collectors.joining("; "));
  }
}
