package org.needlewise.report;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * What is read as one: the findings of one rule with one verdict or, of the intervals to one
 * session, the one that governs with the others behind it.
 *
 * @param findings at least one; more only where they are of one rule
 * @param others what else asks for an interval to the same session
 */
public record Passage(Standing standing, List<Finding> findings, List<Finding> others) {
  /** A list of longer stretches is harder to read than sentences one behind the other. */
  private static final int MOST_WORDS = 4;

  /** The gravest first; of those that wait, what has no date of its own, then the latest date. */
  private static final Comparator<Passage> ORDER =
      Comparator.comparing(Passage::standing).thenComparing(Passage::until, latestFirst());

  /** The one that says most of the interval to a session: it defers, longest, for the best. */
  private static final Comparator<Finding> GOVERNING =
      Comparator.comparing(Finding::verdict, Comparator.reverseOrder())
          .thenComparing(Finding::earliestDate, latestFirst())
          .thenComparing(f -> f.interval().idealDays(), Comparator.reverseOrder());

  /** The passages of a report in the order of reading. */
  public static List<Passage> of(AdvisoryReport report) {
    Map<String, List<Finding>> together = new LinkedHashMap<>();
    for (Finding finding : report.findings()) {
      String key =
          isOfSession(finding)
              ? finding.because().get(0)
              : finding.rule() + ' ' + finding.verdict().code();
      together.computeIfAbsent(key, k -> new ArrayList<>()).add(finding);
    }
    List<Passage> passages = new ArrayList<>();
    for (List<Finding> findings : together.values()) {
      boolean ofSession = isOfSession(findings.get(0));
      if (ofSession) {
        findings.sort(GOVERNING);
      }
      int own = ofSession ? 1 : findings.size();
      passages.add(
          new Passage(
              Standing.of(findings.get(0), report),
              findings.subList(0, own),
              findings.subList(own, findings.size())));
    }
    passages.sort(ORDER);
    return passages;
  }

  /** Whether it is about the time since a session, and about nothing else of it. */
  private static boolean isOfSession(Finding finding) {
    return finding.interval() != null && finding.because().get(0).matches("/history/[0-9]+");
  }

  private static Comparator<LocalDate> latestFirst() {
    return Comparator.nullsFirst(Comparator.reverseOrder());
  }

  public Verdict verdict() {
    return findings.get(0).verdict();
  }

  public String title() {
    return findings.get(0).title();
  }

  public String message() {
    return together(Finding::message);
  }

  public String action() {
    return together(Finding::action);
  }

  /** The policy row and, unless it only informs, the evidence. */
  List<String> cited() {
    TreeSet<String> evidence = new TreeSet<>();
    if (verdict() != Verdict.PROCEED) {
      findings.forEach(finding -> evidence.addAll(finding.evidence()));
    }
    List<String> cited = new ArrayList<>(List.of(findings.get(0).policy()));
    cited.addAll(evidence);
    return cited;
  }

  private LocalDate until() {
    return findings.stream()
        .map(Finding::earliestDate)
        .filter(date -> date != null)
        .max(Comparator.naturalOrder())
        .orElse(null);
  }

  /**
   * Texts that differ in one stretch alone as one text, in which that stretch is a list; else one
   * behind the other.
   */
  private String together(Function<Finding, String> text) {
    List<String> texts =
        findings.stream().map(text).filter(words -> !words.isEmpty()).distinct().toList();
    if (texts.size() < 2) {
      return String.join("", texts);
    }
    String first = texts.get(0);
    int begin = first.length();
    int end = first.length();
    for (String other : texts) {
      begin = Math.min(begin, sameAtBegin(first, other));
      end = Math.min(end, sameAtEnd(first, other));
    }
    // Whole words alone differ.
    while (begin > 0 && " (".indexOf(first.charAt(begin - 1)) < 0) {
      begin--;
    }
    while (end > 0 && !endsAWord(first, first.length() - end)) {
      end--;
    }
    String before = first.substring(0, begin);
    String behind = first.substring(first.length() - end);
    List<String> stretches = new ArrayList<>();
    for (String other : texts) {
      stretches.add(other.substring(begin, Math.max(begin, other.length() - end)));
    }
    if ((before + behind).chars().noneMatch(Character::isLetter)
        || !stretches.stream().allMatch(Passage::canStandInAList)) {
      return String.join(" ", texts);
    }
    boolean plain = stretches.stream().noneMatch(stretch -> stretch.contains(","));
    return before + String.join(plain ? ", " : "; ", stretches) + behind;
  }

  private static boolean canStandInAList(String stretch) {
    return !stretch.isEmpty()
        && stretch.chars().filter(c -> c == ' ').count() < MOST_WORDS
        && !stretch.contains(". ")
        && !stretch.contains(":")
        && stretch.chars().filter(c -> c == '(').count()
            == stretch.chars().filter(c -> c == ')').count();
  }

  private static boolean endsAWord(String text, int at) {
    char c = text.charAt(at);
    return c == ' '
        || ",.;:)".indexOf(c) >= 0 && (at + 1 == text.length() || text.charAt(at + 1) == ' ');
  }

  private static int sameAtBegin(String a, String b) {
    int same = 0;
    while (same < Math.min(a.length(), b.length()) && a.charAt(same) == b.charAt(same)) {
      same++;
    }
    return same;
  }

  private static int sameAtEnd(String a, String b) {
    int same = 0;
    while (same < Math.min(a.length(), b.length())
        && a.charAt(a.length() - 1 - same) == b.charAt(b.length() - 1 - same)) {
      same++;
    }
    return same;
  }
}
