package org.needlewise.planning;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.needlewise.casefile.CaseFile;
import org.needlewise.facts.Definitions;
import org.needlewise.report.Advice.DepthDate;
import org.needlewise.report.Advice.Remedies;
import org.needlewise.report.Advice.Remedy;
import org.needlewise.report.AdvisoryReport;
import org.needlewise.report.Finding;
import org.needlewise.report.Verdict;
import org.needlewise.screening.Outcome;

/** What would make the session of one case acceptable: which changed cases to screen, and then. */
final class RemedySearch {
  /** Hundredths of a millimetre from one depth that is tried to the next. */
  private static final int STEP = 25;

  /** The parts of the face that are tried in its place, in this order. */
  private static final List<String> PARTS_OF_THE_FACE =
      List.of("forehead", "cheeks", "nose", "perioral", "chin", "under-eye", "eyebrow");

  /** The row that asks the open questions: they are told elsewhere. */
  private static final String QUESTIONS = "P87";

  private final CaseFile caseFile;
  private final AdvisoryReport report;

  /** Below the proposed one, hundredths of a millimetre, in falling order. */
  private final List<Integer> depths = new ArrayList<>();

  /** On the earliest date; null where that is no change. */
  private Change later;

  private final List<Kind> others = new ArrayList<>();
  private final List<CaseFile> shallower;
  private final List<CaseFile> changed;

  // What was found.
  private final List<DepthDate> depthDates = new ArrayList<>();
  private final List<Remedy> remedies = new ArrayList<>();
  private List<Verdict> ofOthers;
  private Change shallowerLater;

  /** A change and what it is called. */
  private record Kind(String name, Change change) {}

  /**
   * @param report of the case
   */
  RemedySearch(CaseFile caseFile, AdvisoryReport report, Definitions definitions) {
    this.caseFile = caseFile;
    this.report = report;
    int proposed = caseFile.proposed().depthHundredths();
    boolean therapeutic = definitions.isTherapeutic(proposed);
    for (int depth = (proposed - 1) / STEP * STEP; depth > 0; depth -= STEP) {
      if (!therapeutic || definitions.isTherapeutic(depth)) {
        depths.add(depth);
      }
    }
    if (report.verdict() != Verdict.PROCEED) {
      changes(caseFile.proposed());
    }
    shallower = depths.stream().map(depth -> change().depth(depth).caseFile()).toList();
    changed =
        Stream.concat(Stream.ofNullable(later), others.stream().map(Kind::change))
            .map(Change::caseFile)
            .toList();
  }

  private void changes(CaseFile.Proposed proposed) {
    LocalDate earliest = report.earliestDate();
    if (earliest != null && !earliest.equals(proposed.date())) {
      later = change().date(earliest);
    }
    for (int i = 0; i < proposed.adjuncts().size(); i++) {
      others.add(new Kind("without", change().withoutAdjunct(i)));
    }
    if (proposed.setting().equals("home")) {
      others.add(new Kind("professional", change().professional()));
    }
    if (proposed.modality().equals("radiofrequency")) {
      others.add(new Kind("modality", change().modality("pen")));
    }
    if (proposed.area().equals("face")) {
      PARTS_OF_THE_FACE.forEach(area -> others.add(new Kind("elsewhere", change().area(area))));
    }
  }

  private Change change() {
    return new Change(caseFile);
  }

  /** Cases of which the earliest dates are asked for too. */
  List<CaseFile> shallower() {
    return shallower;
  }

  /** Cases of which only the verdicts are asked for. */
  List<CaseFile> changed() {
    return changed;
  }

  /**
   * What is left to screen: where neither waiting nor a lesser depth is a remedy by itself, both
   * together; at most one case.
   *
   * @param outcomes of {@link #shallower}
   * @param verdicts of {@link #changed}
   */
  List<CaseFile> both(List<Outcome> outcomes, List<Verdict> verdicts) {
    depthDates(outcomes);
    int next = 0;
    if (later != null) {
      add("later", later, verdicts.get(next++));
    }
    for (int i = 0; i < depths.size(); i++) {
      if (isRemedy(outcomes.get(i).verdict())) {
        add("shallower", change().depth(depths.get(i)), outcomes.get(i).verdict());
        break;
      }
    }
    if (remedies.isEmpty()) {
      depthDates.stream()
          .filter(row -> row.depthHundredths() < caseFile.proposed().depthHundredths())
          .findFirst()
          .ifPresent(
              row ->
                  shallowerLater = change().date(row.earliestDate()).depth(row.depthHundredths()));
    }
    ofOthers = verdicts.subList(next, verdicts.size());
    return Stream.ofNullable(shallowerLater).map(Change::caseFile).toList();
  }

  /** How deep from when, in falling depth. */
  private void depthDates(List<Outcome> outcomes) {
    LocalDate before = LocalDate.MAX;
    for (int i = -1; i < depths.size(); i++) {
      int depth = i < 0 ? caseFile.proposed().depthHundredths() : depths.get(i);
      LocalDate date = i < 0 ? report.earliestDate() : outcomes.get(i).earliestDate();
      if (date != null && date.isBefore(before)) {
        depthDates.add(new DepthDate(depth, date));
        before = date;
      }
    }
  }

  /**
   * @param verdicts of {@link #both}
   */
  Remedies found(List<Verdict> verdicts) {
    verdicts.forEach(verdict -> add("shallower-later", shallowerLater, verdict));
    for (int i = 0; i < others.size(); i++) {
      add(others.get(i).name, others.get(i).change, ofOthers.get(i));
    }
    return new Remedies(List.copyOf(remedies), List.copyOf(depthDates), missing());
  }

  private void add(String kind, Change change, Verdict verdict) {
    if (isRemedy(verdict)) {
      remedies.add(new Remedy(kind, change.operations(), verdict));
    }
  }

  private boolean isRemedy(Verdict verdict) {
    return verdict.compareTo(report.verdict()) < 0 && verdict.compareTo(Verdict.DEFER) < 0;
  }

  private List<String> missing() {
    return report.findings().stream()
        .filter(finding -> finding.verdict() == Verdict.INCOMPLETE)
        .filter(finding -> !finding.policy().equals(QUESTIONS))
        .map(Finding::because)
        .flatMap(List::stream)
        .distinct()
        .toList();
  }
}
