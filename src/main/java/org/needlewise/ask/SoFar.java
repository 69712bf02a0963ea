package org.needlewise.ask;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.needlewise.report.AdvisoryReport;
import org.needlewise.report.Finding;
import org.needlewise.report.ReportWords;
import org.needlewise.report.Standing;
import org.needlewise.report.TextPage;
import org.needlewise.report.TextPage.Ink;
import org.needlewise.report.Verdict;
import org.needlewise.words.Words;

/** Says how the case stands, each time that it stands otherwise. */
final class SoFar {
  private final Dialogue dialogue;
  private final Words words;
  private String said = "";

  SoFar(Dialogue dialogue) {
    this.dialogue = dialogue;
    this.words = dialogue.words();
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
      text += ' ' + words.say("ask.left.better");
    }
    String label = words.say("ask.soFar");
    int hang = TextPage.cells(label) + 1;
    dialogue.show(dialogue.page().blank().labelled(2, label, Ink.BOLD, hang, text, Ink.BOLD));
  }

  private String state(Outlook outlook) {
    AdvisoryReport report = outlook.report();
    Standing standing = Standing.of(report);
    String headline = standing.headline(words);
    if (standing == Standing.FIND_OUT_FIRST && !outlook.open().isEmpty()) {
      String other = outlook.ifAllNo().headline(words);
      return words.say("ask.soFar.allNo", "standing", headline, "other", other);
    }
    String titles =
        report.findings().stream()
            .filter(finding -> Standing.of(finding, report) == standing)
            .map(Finding::title)
            .distinct()
            .collect(Collectors.joining("; "));
    return switch (standing) {
      case GOOD_TO_KNOW -> words.say("ask.soFar.alone", "standing", headline);
      case DO_NOT_TREAT -> words.say("ask.soFar.while", "standing", headline, "titles", titles);
      case NOT_YET ->
          report.earliestDate() == null
              ? words.say("ask.soFar.for", "standing", headline, "titles", titles)
              : words.say(
                  "ask.soFar.notBefore",
                  "standing",
                  headline,
                  "titles",
                  titles,
                  "day",
                  ReportWords.day(words, report.earliestDate()));
      default -> words.say("ask.soFar.for", "standing", headline, "titles", titles);
    };
  }

  private String left(int questions, long decisive) {
    if (questions == 0) {
      return "";
    }
    String left;
    if (decisive == 0) {
      left = words.say("ask.left.none", "count", questions);
    } else if (questions == 1) {
      left = words.say("ask.left.one");
    } else {
      left =
          decisive == questions
              ? words.say("ask.left.each", "count", questions)
              : words.say("ask.left.some", "count", questions, "decisive", decisive);
    }
    return ' ' + left;
  }
}
