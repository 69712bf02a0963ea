package org.needlewise.planning;

import java.util.ArrayList;
import java.util.List;
import org.needlewise.casefile.CaseDraft;
import org.needlewise.casefile.CaseFile;
import org.needlewise.casefile.Choices;
import org.needlewise.casefile.Vocabulary;
import org.needlewise.report.Advice.Questions;
import org.needlewise.report.AdvisoryReport;
import org.needlewise.report.Verdict;

/** What the answers to the open questions of one case may do: which changed cases to screen. */
public final class QuestionSearch {
  // What stands for a date of birth that is not known: ages for which no rule has anything to
  // say, and for which one may.
  private static final int GROWN_UP_YEARS = 40;
  private static final int MINOR_YEARS = 17;

  private static final String BIRTH_DATE = "birth-date";
  private static final String ALL = "all-screening-questions";

  private final List<String> open;
  private final List<CaseFile> cases = new ArrayList<>();

  /**
   * @param report of the case
   */
  public QuestionSearch(CaseFile caseFile, AdvisoryReport report, Vocabulary vocabulary) {
    open = report.questions().stream().map(AdvisoryReport.Question::code).toList();
    CaseDraft draft = new CaseDraft(caseFile);
    draft.asOf = caseFile.asOfOrProposed();
    if (report.earliestDate() != null) {
      draft.date = report.earliestDate();
    }
    if (!open.isEmpty() && !draft.negatives.contains(ALL)) {
      draft.negatives.add(ALL);
    }
    if (open.contains(BIRTH_DATE)) {
      draft.birthDate = draft.asOf.minusYears(GROWN_UP_YEARS);
    }
    CaseFile denied = draft.caseFile();
    cases.add(denied);
    for (Vocabulary.Question question : vocabulary.questions()) {
      if (open.contains(question.code())) {
        cases.add(stated(denied, question, vocabulary));
      }
    }
  }

  private static CaseFile stated(
      CaseFile denied, Vocabulary.Question question, Vocabulary vocabulary) {
    CaseDraft draft = new CaseDraft(denied);
    if (question.stated().equals(BIRTH_DATE)) {
      draft.birthDate = draft.asOf.minusYears(MINOR_YEARS);
      return draft.caseFile();
    }
    String code = vocabulary.answering(question).get(0);
    switch (vocabulary.listOf(code)) {
      case "conditions" ->
          draft.conditions.add(
              new CaseFile.Condition(
                  code, Choices.DEFAULT_CONDITION_STATUS, List.of(), null, null, null));
      case "medications" ->
          draft.medications.add(new CaseFile.Medication(code, null, null, null, List.of()));
      case "allergies" -> draft.allergies.add(code);
      case "procedures" -> draft.procedures.add(new CaseFile.Procedure(code, null, List.of()));
      default -> draft.skin.add(new CaseFile.SkinSign(code, List.of(), null));
    }
    return draft.caseFile();
  }

  /** Every open question denied; then each one affirmed, the others denied. */
  public List<CaseFile> cases() {
    return cases;
  }

  /**
   * @param verdicts of {@link #cases}
   */
  public Questions found(List<Verdict> verdicts) {
    Verdict gravest = verdicts.get(0);
    String next = null;
    for (int i = 0; i < open.size(); i++) {
      if (verdicts.get(i + 1).compareTo(gravest) > 0) {
        gravest = verdicts.get(i + 1);
        next = open.get(i);
      }
    }
    return new Questions(List.copyOf(verdicts.subList(1, verdicts.size())), verdicts.get(0), next);
  }
}
