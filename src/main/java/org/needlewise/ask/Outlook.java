package org.needlewise.ask;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.needlewise.casefile.CaseFile;
import org.needlewise.casefile.Choices;
import org.needlewise.casefile.Vocabulary;
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
   * @param worst the gravest verdict that an answer can bring, every other open one denied
   * @param decisive whether that is graver than what a no brings
   */
  record Open(Vocabulary.Question question, Verdict worst, boolean decisive) {}

  // Ages for which no rule has anything to say, and for which one may.
  private static final int GROWN_UP_YEARS = 40;
  private static final int MINOR_YEARS = 17;

  static Outlook of(Screenings screenings, CaseFile caseFile) {
    AdvisoryReport report = screenings.report(caseFile);
    List<String> codes = report.questions().stream().map(AdvisoryReport.Question::code).toList();
    if (codes.isEmpty()) {
      return new Outlook(report, Standing.of(report), List.of());
    }
    List<Vocabulary.Question> open =
        screenings.vocabulary().questions().stream().filter(q -> codes.contains(q.code())).toList();
    CaseFile denied = denied(caseFile, report);
    List<List<CaseFile>> stated = new ArrayList<>();
    List<CaseFile> all = new ArrayList<>(List.of(denied));
    for (Vocabulary.Question question : open) {
      stated.add(stated(denied, question, screenings.vocabulary()));
      all.addAll(stated.get(stated.size() - 1));
    }
    // Together, since that is cheaper; then one by one, which costs nothing.
    screenings.reports(all);
    AdvisoryReport ifAllNo = screenings.report(denied);
    List<Open> ranked = new ArrayList<>();
    for (int i = 0; i < open.size(); i++) {
      Verdict worst =
          screenings.reports(stated.get(i)).stream()
              .map(AdvisoryReport::verdict)
              .max(Comparator.naturalOrder())
              .orElseThrow();
      ranked.add(new Open(open.get(i), worst, worst.compareTo(ifAllNo.verdict()) > 0));
    }
    ranked.sort(Comparator.comparing(Open::worst).reversed());
    return new Outlook(report, Standing.of(ifAllNo), List.copyOf(ranked));
  }

  /** The case with every open question denied, on its earliest date. */
  private static CaseFile denied(CaseFile caseFile, AdvisoryReport report) {
    Draft draft = new Draft(caseFile);
    draft.asOf = draft.day();
    draft.negatives.add("all-screening-questions");
    if (draft.birthDate == null) {
      draft.birthDate = draft.asOf.minusYears(GROWN_UP_YEARS);
    }
    if (report.earliestDate() != null) {
      draft.date = report.earliestDate();
    }
    return draft.caseFile();
  }

  /** The case with a question affirmed in each way, and nothing said that would soften it. */
  private static List<CaseFile> stated(
      CaseFile denied, Vocabulary.Question question, Vocabulary vocabulary) {
    List<CaseFile> stated = new ArrayList<>();
    if (question.stated().equals("birth-date")) {
      Draft draft = new Draft(denied);
      draft.birthDate = draft.asOf.minusYears(MINOR_YEARS);
      stated.add(draft.caseFile());
    }
    for (String code : vocabulary.answering(question)) {
      Draft draft = new Draft(denied);
      switch (vocabulary.listOf(code)) {
        case "conditions" ->
            draft.conditions.add(
                new CaseFile.Condition(
                    code, Choices.DEFAULT_CONDITION_STATUS, List.of(), null, null, null));
        case "medications" ->
            draft.medications.add(new CaseFile.Medication(code, null, null, null, List.of()));
        case "allergies" -> draft.allergies.add(code);
        case "procedures" -> {
          draft.procedures.add(new CaseFile.Procedure(code, null, List.of()));
          stated.add(draft.caseFile());
          draft.procedures.set(
              draft.procedures.size() - 1, new CaseFile.Procedure(code, draft.asOf, List.of()));
        }
        default -> draft.skin.add(new CaseFile.SkinSign(code, List.of(), null));
      }
      stated.add(draft.caseFile());
    }
    return stated;
  }
}
