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
import org.needlewise.casefile.CaseFile;
import org.needlewise.report.TextPage.Ink;

/** What a report says otherwise where another session is tried than the case proposes. */
public final class ReportChanges {
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
  public ReportChanges(CaseFile.Proposed written, AdvisoryReport before, AdvisoryReport now) {
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
        added.add(finding.title() + " (" + finding.verdictUntil() + ")");
      } else {
        met.add(same.peek());
        compare(same.poll(), finding);
      }
    }
    for (Finding finding : before.findings()) {
      if (!met.contains(finding)) {
        gone.add(finding.title() + " (" + finding.verdictUntil() + ")");
      }
    }
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
    if (!old.verdictUntil().equals(finding.verdictUntil())) {
      changed.add(finding.title() + ": " + finding.verdictUntil() + ", was " + old.verdictUntil());
    }
  }

  void write(TextPage page) {
    String against =
        "Against the case as written ("
            + written.date()
            + " at "
            + ReportText.millimetres(written.depthHundredths())
            + ")";
    boolean same = before.verdict() == now.verdict() && date(before).equals(date(now));
    page.blank();
    if (same && gone.isEmpty() && added.isEmpty() && changed.isEmpty()) {
      page.text(0, against + ": the same verdict, earliest date and findings", Ink.BOLD);
      return;
    }
    page.text(0, against, Ink.BOLD);
    line(page, "Verdict:", change(before.verdict().code(), now.verdict().code()));
    line(page, "Earliest date:", change(date(before), date(now)));
    line(page, "Gone:", gone);
    line(page, "New:", added);
    line(page, "Changed:", changed);
  }

  private static String date(AdvisoryReport report) {
    LocalDate date = report.earliestDate();
    return date == null ? "none" : date.toString();
  }

  private static String change(String old, String other) {
    return other.equals(old) ? other + ", as written" : other + ", was " + old;
  }

  private static void line(TextPage page, String label, List<String> findings) {
    Map<String, Integer> times = new LinkedHashMap<>();
    findings.forEach(finding -> times.merge(finding, 1, Integer::sum));
    List<String> words = new ArrayList<>();
    times.forEach((finding, count) -> words.add(count == 1 ? finding : finding + " x " + count));
    if (!words.isEmpty()) {
      line(page, label, String.join("; ", words));
    }
  }

  private static void line(TextPage page, String label, String words) {
    page.labelled(2, label, Ink.PLAIN, "Earliest date: ".length(), words, Ink.PLAIN);
  }
}
