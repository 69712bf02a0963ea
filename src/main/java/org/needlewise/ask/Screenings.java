package org.needlewise.ask;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.needlewise.casefile.CaseFile;
import org.needlewise.casefile.Vocabulary;
import org.needlewise.planning.Advisor;
import org.needlewise.report.Advice;
import org.needlewise.report.AdvisoryReport;
import org.needlewise.report.Finding;
import org.needlewise.rulebase.load.RuleBase;
import org.needlewise.screening.Screener;
import org.needlewise.screening.ScreeningResult;

/** Screens the case that is being stated, and what it might become. What was screened is kept. */
final class Screenings implements AutoCloseable {
  private final RuleBase base;
  private final Map<CaseFile, AdvisoryReport> reports = new HashMap<>();
  private final Map<CaseFile, Outlook> outlooks = new HashMap<>();
  private Screener screener;

  Screenings(RuleBase base) {
    this.base = base;
  }

  Vocabulary vocabulary() {
    return base.vocabulary();
  }

  /**
   * @throws org.needlewise.screening.NotEvaluatedException where a rule threw
   */
  AdvisoryReport report(CaseFile caseFile) {
    return reports(List.of(caseFile)).get(0);
  }

  /** ScreeningResult together, in their order. */
  List<AdvisoryReport> reports(List<CaseFile> cases) {
    List<CaseFile> fresh = cases.stream().distinct().filter(c -> !reports.containsKey(c)).toList();
    if (!fresh.isEmpty()) {
      if (screener == null) {
        // Not before the first case: the questions begin at once.
        screener = new Screener(base);
      }
      List<ScreeningResult> screened = screener.screen(fresh);
      for (int i = 0; i < fresh.size(); i++) {
        AdvisoryReport report = screened.get(i).report();
        // Where a rule threw, it throws again here, and says so.
        reports.put(fresh.get(i), report != null ? report : screener.screen(fresh.get(i)));
      }
    }
    return cases.stream().map(reports::get).toList();
  }

  /** What would make its session acceptable. */
  Advice advice(CaseFile caseFile) {
    report(caseFile);
    Advisor advisor = new Advisor(base, screener, EnumSet.of(Advisor.Topic.REMEDIES), false);
    return advisor.screen(List.of(caseFile)).get(0).advice();
  }

  Outlook outlook(CaseFile caseFile) {
    Outlook outlook = outlooks.get(caseFile);
    if (outlook == null) {
      outlook = Outlook.of(this, caseFile);
      outlooks.put(caseFile, outlook);
    }
    return outlook;
  }

  /** Whether the rules tell these cases apart: what they find, or when. */
  boolean tellApart(List<CaseFile> cases) {
    return reports(cases).stream().map(Screenings::found).distinct().count() > 1;
  }

  private static String found(AdvisoryReport report) {
    List<String> found = new ArrayList<>();
    for (Finding finding : report.findings()) {
      found.add(finding.rule() + finding.verdict() + finding.because() + finding.earliestDate());
    }
    return found.stream().sorted().collect(Collectors.joining("\n"));
  }

  @Override
  public void close() {
    if (screener != null) {
      screener.close();
    }
  }
}
