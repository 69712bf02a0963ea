package org.needlewise.review.gaps;

import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.needlewise.review.Words;
import org.needlewise.review.cases.NamedFiles;
import org.needlewise.review.cases.Scope;
import org.needlewise.review.gaps.Gaps.Axis;
import org.needlewise.review.gaps.Gaps.Problem;
import org.needlewise.review.gaps.Gaps.Unmoved;
import org.needlewise.rulebase.check.OpenRules;

/**
 * What {@code rules gaps} found.
 *
 * @param gaps of all rules; what was not asked for is not told
 * @param drafts ids of those that were asked for and not tried
 * @param millis how long it took
 */
public record GapsReport(Scope scope, Gaps gaps, List<String> drafts, long millis) {

  /**
   * Looks at all rules and tells what concerns a part of them.
   *
   * @throws org.needlewise.rulebase.check.BadRulesException where the rules are wrong
   */
  public static GapsReport of(Scope scope) {
    long start = System.nanoTime();
    OpenRules rules = NamedFiles.open(scope.rules(), scope.fires());
    Predicate<String> asked =
        category ->
            rules.rules().stream()
                .anyMatch(
                    rule -> rule.card().category().equals(category) && scope.covers(rule.file()));
    Gaps all = Gaps.of(rules, asked);
    Gaps some =
        new Gaps(
            all.axes().stream().filter(axis -> asked.test(axis.category())).toList(),
            all.problems().stream().filter(each -> each.concerns(scope::covers)).toList(),
            all.unmoved().stream().filter(each -> scope.covers(each.file())).toList(),
            all.without(),
            all.situations());
    return new GapsReport(
        scope, some, scope.drafts(rules.idle()), (System.nanoTime() - start) / 1_000_000);
  }

  public boolean sound() {
    return gaps.sound();
  }

  /** What is wrong, a line each, without the places within files: those move with any edit. */
  public List<String> problems() {
    return gaps.problems().stream()
        .map(
            problem ->
                problem.places().stream()
                        .map(place -> place.substring(0, place.lastIndexOf(':')) + ": ")
                        .collect(Collectors.joining())
                    + kind(problem)
                    + ": "
                    + problem.what())
        .toList();
  }

  /**
   * What is wrong, what was not looked at, a line that sums up.
   *
   * @param bands whether each axis with its bands follows
   */
  public String text(boolean bands) {
    StringBuilder text = new StringBuilder();
    for (Problem problem : gaps.problems()) {
      String places =
          problem.places().stream()
              .map(place -> scope.rules().file(place))
              .collect(Collectors.joining(", "));
      text.append((places.isEmpty() ? "" : places + ": ") + kind(problem) + ": " + problem.what());
      text.append('\n');
      problem.where().stream()
          .filter(where -> !where.isEmpty())
          .forEach(where -> text.append("    " + where + '\n'));
      int more = problem.combinations() - problem.where().size();
      text.append(more > 0 ? "    and " + more + " more\n" : "");
    }
    unmoved(text);
    text.append(summary()).append(Words.untried(drafts));
    if (bands) {
      gaps.axes().forEach(axis -> bands(text, axis));
    }
    return text.toString();
  }

  private static void bands(StringBuilder text, Axis axis) {
    text.append('\n' + axis.category() + ", by the " + axis.axis() + '\n');
    int width = axis.bands().stream().mapToInt(band -> band.numbers().length()).max().orElse(0) + 2;
    for (Gaps.Band band : axis.bands()) {
      text.append("    " + String.format("%-" + width + "s", band.numbers()));
      text.append(rules(band, axis.combinations()) + '\n');
    }
  }

  /** What the search is silent about because it did not look. */
  private void unmoved(StringBuilder text) {
    if (!gaps.unmoved().isEmpty()) {
      text.append("Not moved by any axis, so nothing is said of these:\n");
    }
    for (Unmoved each : gaps.unmoved()) {
      text.append("    " + scope.rules().file(each.file()) + ':' + each.line() + ": ");
      text.append(each.condition() + " (" + each.what() + ")\n");
    }
    if (!gaps.without().isEmpty()) {
      text.append("Without any axis, so their rules were not compared: ");
      text.append(String.join(", ", gaps.without()) + '\n');
    }
    text.append(gaps.unmoved().isEmpty() && gaps.without().isEmpty() ? "" : "\n");
  }

  private static String rules(Gaps.Band band, int combinations) {
    if (band.rules().isEmpty()) {
      return "no rule";
    }
    String rules = String.join("; ", band.rules());
    return band.silent() == 0
        ? rules
        : rules
            + " (no rule in "
            + band.silent()
            + " of "
            + combinations
            + " combinations: "
            + String.join("; ", band.where())
            + ')';
  }

  private String summary() {
    return Words.count(gaps.situations(), "situation")
        + " tried in "
        + Words.seconds(millis)
        + ": "
        + (gaps.sound() ? "nothing wrong" : Words.count(gaps.problems().size(), "problem"))
        + ".\n";
  }

  private static String kind(Problem problem) {
    return switch (problem.kind()) {
      case HOLE -> "hole";
      case FALL -> "less for more";
      case CUT -> "cut short";
      case CONTRADICTION -> "contradiction";
      case HIDDEN -> "hidden";
    };
  }

  /**
   * One object: sound, the axes with their bands, the problems, the conditions that no axis moves,
   * the categories without an axis.
   */
  public String json() {
    return Words.json(
        new Json(
            sound(),
            gaps.situations(),
            millis,
            gaps.axes(),
            gaps.problems().stream()
                .map(
                    p ->
                        new JsonProblem(
                            p.kind().name().toLowerCase(Locale.ROOT),
                            p.places().stream().map(place -> scope.rules().file(place)).toList(),
                            p.what(),
                            p.where(),
                            p.combinations()))
                .toList(),
            gaps.unmoved().stream()
                .map(
                    each ->
                        new Unmoved(
                            scope.rules().file(each.file()),
                            each.line(),
                            each.condition(),
                            each.what()))
                .toList(),
            gaps.without(),
            drafts));
  }

  private record Json(
      boolean sound,
      int situations,
      long millis,
      List<Axis> axes,
      List<JsonProblem> problems,
      List<Unmoved> unmoved,
      List<String> without,
      List<String> draftsNotTried) {}

  private record JsonProblem(
      String kind, List<String> places, String what, List<String> where, int combinations) {}
}
