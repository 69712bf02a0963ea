package org.needlewise.report;

import java.util.List;
import org.needlewise.casefile.CaseFile;
import org.needlewise.report.Advice.Operation;
import org.needlewise.report.Advice.Remedy;
import org.needlewise.words.Words;

/** What is told beside a report, piece by piece, whatever page it stands on. */
public final class AdviceWords {
  private AdviceWords() {}

  /** What a change does, as an order to whoever plans the session. */
  public static String order(Words words, CaseFile caseFile, Remedy remedy) {
    List<Operation> change = remedy.change();
    Operation last = change.get(change.size() - 1);
    return switch (remedy.kind()) {
      case "later" -> words.say("report.remedy.later", "date", last.value());
      case "shallower" ->
          words.say(
              "report.remedy.shallower",
              "depth",
              depth(words, last),
              "proposed",
              ReportWords.millimetres(words, caseFile.proposed().depthHundredths()));
      case "shallower-later" ->
          words.say(
              "report.remedy.shallowerLater",
              "depth",
              depth(words, last),
              "date",
              change.get(change.size() - 2).value());
      case "without" -> {
        int index = Integer.parseInt(last.path().substring(last.path().lastIndexOf('/') + 1));
        String adjunct = words.code(caseFile.proposed().adjuncts().get(index));
        yield words.say("report.remedy.without", "adjunct", adjunct);
      }
      case "professional" -> words.say("report.remedy.professional");
      case "modality" ->
          words.say("report.remedy.modality", "modality", words.code((String) last.value()));
      default -> words.say("report.remedy.area", "area", words.code((String) last.value()));
    };
  }

  private static String depth(Words words, Operation operation) {
    return ReportWords.millimetres(words, (Integer) operation.value());
  }

  /** How long a verdict holds; a clause without a full stop. */
  public static String holds(Words words, Advice.Holds holds) {
    return holds.until() == null
        ? words.say("report.advice.holdsYear")
        : words.say(
            "report.advice.holdsUntil",
            "date",
            holds.until(),
            "verdict",
            words.code(holds.then().code()));
  }
}
