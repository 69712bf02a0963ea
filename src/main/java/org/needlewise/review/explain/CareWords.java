package org.needlewise.review.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.needlewise.review.Words;
import org.needlewise.rulebase.check.Care.Entry;
import org.needlewise.rulebase.check.Care.Terms;

/** What an entry of the care says, in words. */
public final class CareWords {
  private CareWords() {}

  /** All of it, on one line. */
  public static String whole(Entry entry) {
    List<String> parts = new ArrayList<>();
    if (!numbers(entry).isEmpty()) {
      parts.add(numbers(entry));
    }
    if (!entry.when().isEmpty()) {
      parts.add(when(entry));
    }
    parts.add('"' + entry.says() + '"');
    if (!entry.patient().isEmpty()) {
      parts.add("patient: \"" + entry.patient() + '"');
    }
    if (!entry.rules().isEmpty()) {
      parts.add("of " + String.join(", ", entry.rules()));
    }
    return String.join("; ", parts) + " [" + String.join(" ", entry.evidence()) + ']';
  }

  /** "day 0 to 2", "day 14 on", "4 to 6 sessions"; "" where it has none. */
  public static String numbers(Entry entry) {
    Integer from = entry.from();
    Integer to = entry.to();
    return switch (entry.section().unit()) {
      case NONE -> "";
      case DAYS -> "day " + from + (to == null ? " on" : to.equals(from) ? "" : " to " + to);
      case SESSIONS -> counted(from, to, "session");
      case MONTHS -> counted(from, to, "month");
    };
  }

  private static String counted(int from, Integer to, String what) {
    return to == null || to == from
        ? Words.count(from, what)
        : from + " to " + to + ' ' + what + 's';
  }

  /** "where fitzpatrick is I or II"; "" where it applies to all. */
  public static String when(Entry entry) {
    return entry.when().isEmpty()
        ? ""
        : "where "
            + entry.when().stream().map(CareWords::terms).collect(Collectors.joining("; or "));
  }

  private static String terms(Terms terms) {
    List<String> parts = new ArrayList<>();
    terms
        .codes()
        .forEach((field, codes) -> parts.add(field + " is " + RuleWords.list(codes, "or")));
    if (terms.ageFromYears() != null) {
      parts.add("age is " + terms.ageFromYears() + " or more");
    }
    Integer from = terms.depthFrom();
    Integer to = terms.depthTo();
    if (from != null && from.equals(to)) {
      parts.add("depth is " + mm(from));
    } else if (from != null || to != null) {
      parts.add(
          "depth is "
              + (from == null
                  ? "up to " + mm(to)
                  : to == null ? mm(from) + " or more" : mm(from) + " to " + mm(to)));
    }
    return String.join(" and ", parts);
  }

  private static String mm(int hundredths) {
    return hundredths / 100.0 + " mm";
  }
}
