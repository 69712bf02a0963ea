package org.needlewise.ask;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.needlewise.report.AdvisoryReport;
import org.needlewise.report.Finding;
import org.needlewise.report.Standing;
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
  void say(Outlook outlook, Set<String> asked) {
    if (dialogue.repeats()) {
      return;
    }
    List<Outlook.Open> left =
        outlook.open().stream().filter(open -> !asked.contains(open.question().code())).toList();
    long decisive = left.stream().filter(Outlook.Open::decisive).count();
    String state = state(outlook);
    String told = state + (decisive == 0);
    if (told.equals(said)) {
      return;
    }
    said = told;
    String text = state + left(left.size(), decisive);
    if (outlook.report().verdict() == Verdict.CONTRAINDICATED && decisive == 0) {
      text += " Nothing that is left to ask makes it better; done shows the report.";
    }
    dialogue.show(dialogue.page().blank().labelled(2, "So far:", Ink.BOLD, 8, text, Ink.BOLD));
  }

  private String state(Outlook outlook) {
    AdvisoryReport report = outlook.report();
    Standing standing = Standing.of(report);
    StringBuilder state = new StringBuilder(standing.headline(dialogue.words()));
    if (standing == Standing.FIND_OUT_FIRST && !outlook.open().isEmpty()) {
      return state
          + "; if every answer is no: "
          + outlook.ifAllNo().headline(dialogue.words())
          + ".";
    }
    if (standing != Standing.GOOD_TO_KNOW) {
      state.append(standing == Standing.DO_NOT_TREAT ? " while this holds: " : ": ");
      state.append(
          report.findings().stream()
              .filter(finding -> Standing.of(finding, report) == standing)
              .map(Finding::title)
              .distinct()
              .collect(Collectors.joining("; ")));
    }
    if (standing == Standing.NOT_YET && report.earliestDate() != null) {
      state.append("; not before ").append(DateWords.shown(report.earliestDate()));
    }
    return state.append('.').toString();
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
