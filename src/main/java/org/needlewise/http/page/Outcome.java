package org.needlewise.http.page;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.needlewise.casefile.CaseFile;
import org.needlewise.report.Advice;
import org.needlewise.report.Advice.DepthDate;
import org.needlewise.report.Advice.Operation;
import org.needlewise.report.Advice.Remedy;
import org.needlewise.report.AdviceWords;
import org.needlewise.report.AdvisoryReport;
import org.needlewise.report.Finding;
import org.needlewise.report.Passage;
import org.needlewise.report.ReportChanges;
import org.needlewise.report.ReportWords;
import org.needlewise.report.Standing;
import org.needlewise.report.Verdict;
import org.needlewise.rulebase.check.EvidenceStatement;
import org.needlewise.words.Words;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A report as the page shows it: the verdict, what would make it acceptable, what to ask next, what
 * was found.
 *
 * @param changes against the session that was proposed before; null where nothing was moved
 * @param timeline its picture
 * @param evidence by id
 * @param document the case
 */
record Outcome(
    CaseFile caseFile,
    AdvisoryReport report,
    Advice advice,
    ReportChanges changes,
    Timeline timeline,
    Map<String, EvidenceStatement> evidence,
    Map<String, String> files,
    ObjectNode document,
    Words words) {
  private static final JsonMapper JSON = new JsonMapper();

  /**
   * A change that makes the session acceptable.
   *
   * @param patch a JSON Patch, as JSON
   */
  record Fix(String words, Verdict verdict, String patch) {}

  /**
   * The question to ask next.
   *
   * @param yes the verdict that a yes gives
   */
  record Next(String code, String ask, Verdict yes) {}

  /** What a finding rests on. */
  record Grounds(
      Finding finding, String file, List<String> facts, List<EvidenceStatement> evidence) {}

  Standing standing() {
    return Standing.of(report);
  }

  Verdict verdict() {
    return report.verdict();
  }

  /** For what the report is, in a line. */
  String subject() {
    CaseFile.Proposed proposed = caseFile.proposed();
    return words.say(
        "page.outcome.subject",
        "area",
        words.code(proposed.area()),
        "depth",
        ReportWords.millimetres(words, proposed.depthHundredths()),
        "date",
        proposed.date());
  }

  String earliest() {
    return ReportWords.earliestDate(words, report, caseFile.proposed().date());
  }

  String until(Finding finding) {
    return ReportWords.verdictUntil(words, finding);
  }

  String notInEffect() {
    return ReportWords.notInEffect(words, report);
  }

  String ruleSet() {
    return ReportWords.ruleSet(words, report.ruleSet());
  }

  List<Passage> passages() {
    return Passage.of(report);
  }

  /** All that a passage's findings rest on. */
  List<Grounds> grounds(Passage passage) {
    List<Finding> all = new ArrayList<>(passage.findings());
    all.addAll(passage.others());
    return all.stream().map(this::grounds).toList();
  }

  private Grounds grounds(Finding finding) {
    return new Grounds(
        finding,
        files.getOrDefault(finding.rule(), ""),
        finding.because().stream().map(at -> Facts.words(document, at, words)).toList(),
        new TreeSet<>(finding.evidence())
            .stream().map(evidence::get).filter(statement -> statement != null).toList());
  }

  List<Fix> fixes() {
    if (advice.remedies() == null) {
      return List.of();
    }
    return advice.remedies().remedies().stream()
        .map(
            remedy ->
                new Fix(
                    AdviceWords.order(words, caseFile, remedy), remedy.verdict(), patch(remedy)))
        .toList();
  }

  private static String patch(Remedy remedy) {
    List<Map<String, Object>> operations = new ArrayList<>();
    for (Operation operation : remedy.change()) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("op", operation.op());
      one.put("path", operation.path());
      if (operation.value() instanceof Integer hundredths) {
        one.put("value", hundredths / 100.0);
      } else if (operation.value() != null) {
        one.put("value", operation.value());
      }
      operations.add(one);
    }
    return JSON.writeValueAsString(Map.of("patch", operations));
  }

  /** Null where no answer makes it graver, or there is nothing left to ask. */
  Next next() {
    if (advice.questions() == null || advice.questions().next() == null) {
      return null;
    }
    for (int i = 0; i < report.questions().size(); i++) {
      AdvisoryReport.Question question = report.questions().get(i);
      if (question.code().equals(advice.questions().next())) {
        return new Next(question.code(), question.ask(), advice.questions().ifStated().get(i));
      }
    }
    return null;
  }

  /** The verdict where all that is open is answered with no; null where nothing is open. */
  Verdict ifAllNo() {
    return report.questions().isEmpty() || advice.questions() == null
        ? null
        : advice.questions().ifAllNo();
  }

  String holds() {
    return advice.holds() == null ? "" : AdviceWords.holds(words, advice.holds());
  }

  /** How deep from when; fewer than two say nothing that the date does not. */
  DepthPicture depths() {
    List<DepthDate> rows = advice.remedies() == null ? List.of() : advice.remedies().depthDates();
    return rows.isEmpty() ? null : DepthPicture.of(words, rows, caseFile.proposed());
  }
}
