package org.needlewise.ask;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.needlewise.casefile.CaseFile;
import org.needlewise.casefile.Vocabulary;
import org.needlewise.planning.QuestionSearch;
import org.needlewise.report.Advice;
import org.needlewise.report.AdvisoryReport;
import org.needlewise.report.Standing;
import org.needlewise.report.Verdict;

/**
 * What may still become of a case while questions are open, and in which order to ask them.
 *
 * <p>What an answer may do is found by screening the case with it. Both ways it is screened for the
 * earliest date where there is one: what waiting mends anyway hides no question.
 *
 * @param report of the case as it stands
 * @param ifAllNo how it would stand were every open question denied
 * @param open those that can still change the verdict before the others, the gravest first, else in
 *     the vocabulary's order
 */
record Outlook(AdvisoryReport report, Standing ifAllNo, List<Open> open) {
  /**
   * A question that the case neither answers nor denies.
   *
   * @param worst the verdict that a yes brings, every other open one denied
   * @param decisive whether that is graver than what a no brings
   */
  record Open(Vocabulary.Question question, Verdict worst, boolean decisive) {}

  static Outlook of(Screenings screenings, CaseFile caseFile) {
    AdvisoryReport report = screenings.report(caseFile);
    if (report.questions().isEmpty()) {
      return new Outlook(report, Standing.of(report), List.of());
    }
    QuestionSearch search = new QuestionSearch(caseFile, report, screenings.vocabulary());
    List<AdvisoryReport> screened = screenings.reports(search.cases());
    Advice.Questions found = search.found(screened.stream().map(AdvisoryReport::verdict).toList());
    List<String> codes = report.questions().stream().map(AdvisoryReport.Question::code).toList();
    List<Open> ranked = new ArrayList<>();
    for (Vocabulary.Question question : screenings.vocabulary().questions()) {
      int at = codes.indexOf(question.code());
      if (at >= 0) {
        Verdict worst = found.ifStated().get(at);
        ranked.add(new Open(question, worst, worst.compareTo(found.ifAllNo()) > 0));
      }
    }
    ranked.sort(Comparator.comparing(Open::worst).reversed());
    return new Outlook(report, Standing.of(screened.get(0)), List.copyOf(ranked));
  }
}
