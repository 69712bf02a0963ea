package org.needlewise.ask;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.needlewise.report.AdvisoryReport;
import org.needlewise.report.Finding;
import org.needlewise.report.TextPage.Ink;
import org.needlewise.report.Verdict;

/** Says how the case stands, each time that it stands otherwise. */
final class SoFar {
  private final Dialogue dialogue;
  private String said = "";

  SoFar(Dialogue dialogue) {
    this.dialogue = dialogue;
  }

  /**
   * @param asked the questions that were asked, whether they are still open or not
   */
  void say(Standing standing, Set<String> asked) {
    if (dialogue.repeats()) {
      return;
    }
    List<Standing.Open> left =
        standing.open().stream().filter(open -> !asked.contains(open.question().code())).toList();
    long decisive = left.stream().filter(Standing.Open::decisive).count();
    String state = state(standing);
    String told = state + (decisive == 0);
    if (told.equals(said)) {
      return;
    }
    said = told;
    String text = state + left(left.size(), decisive);
    if (standing.report().verdict() == Verdict.CONTRAINDICATED && decisive == 0) {
      text += " Nothing that is left to ask makes it better; done shows the report.";
    }
    dialogue.show(dialogue.page().blank().labelled(2, "So far:", Ink.BOLD, 8, text, Ink.BOLD));
  }

  private static String state(Standing standing) {
    AdvisoryReport report = standing.report();
    StringBuilder state = new StringBuilder(headline(report));
    String reasons =
        report.findings().stream()
            .filter(finding -> finding.verdict() == report.verdict())
            .map(Finding::title)
            .distinct()
            .collect(Collectors.joining("; "));
    switch (report.verdict()) {
      case CONTRAINDICATED -> state.append(" while this holds: ").append(reasons);
      case DEFER -> {
        state.append(": ").append(reasons);
        if (report.earliestDate() != null) {
          state.append("; not before ").append(DateWords.shown(report.earliestDate()));
        }
      }
      case INCOMPLETE -> {
        if (standing.open().isEmpty()) {
          state.append(": ").append(reasons);
        } else {
          state.append("; if every answer is no: ").append(headline(standing.ifAllNo()));
        }
      }
      default -> {
        if (report.verdict() == Verdict.CAUTION) {
          state.append(": ").append(reasons);
        }
      }
    }
    return state.append('.').toString();
  }

  private static String headline(AdvisoryReport report) {
    return org.needlewise.report.Standing.of(report).headline();
  }

  private static String left(int questions, long decisive) {
    if (questions == 0) {
      return "";
    }
    String left = " " + questions + (questions == 1 ? " question left, " : " questions left, ");
    if (decisive == 0) {
      return left + "which cannot change the verdict.";
    }
    if (questions == 1) {
      return left + "which can still change the verdict.";
    }
    String which = decisive == questions ? "each" : String.valueOf(decisive);
    return left + which + " of which can still change the verdict.";
  }
}
