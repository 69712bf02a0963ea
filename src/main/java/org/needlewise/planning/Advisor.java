package org.needlewise.planning;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.needlewise.casefile.CaseFile;
import org.needlewise.report.Advice;
import org.needlewise.report.AdvisoryReport;
import org.needlewise.report.Verdict;
import org.needlewise.rulebase.load.RuleBase;
import org.needlewise.screening.NotEvaluatedException;
import org.needlewise.screening.Outcome;
import org.needlewise.screening.Screener;
import org.needlewise.screening.ScreeningResult;

/**
 * Tells of cases what was asked for beside their reports. It screens changed cases and decides
 * nothing itself. Belongs to one thread, as its screener does.
 */
public final class Advisor {
  /** Changed cases of one, each with its entries: a hundred of a thousand entries. */
  private static final long MOST = 105_000;

  private final RuleBase base;
  private final Screener screener;
  private final Set<Topic> topics;
  private final boolean must;

  /** What can be asked for. */
  public enum Topic {
    REMEDIES,
    QUESTIONS,
    HOLDS,
    RECOVERY;

    private static final String ALL = "all";

    /** As it is asked for: {@code remedies}. */
    public String code() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }

    /**
     * Those of some codes, or of the word {@code all}.
     *
     * @throws IllegalArgumentException where one is unknown, saying what was expected
     */
    public static Set<Topic> of(List<String> codes) {
      Set<Topic> topics = EnumSet.noneOf(Topic.class);
      for (String code : codes) {
        if (code.equals(ALL)) {
          topics.addAll(EnumSet.allOf(Topic.class));
          continue;
        }
        topics.add(
            Stream.of(values())
                .filter(topic -> topic.code().equals(code))
                .findFirst()
                .orElseThrow(
                    () ->
                        new IllegalArgumentException(
                            "found '"
                                + code
                                + "', expected "
                                + Stream.of(values())
                                    .map(Topic::code)
                                    .collect(Collectors.joining(", "))
                                + " or "
                                + ALL)));
      }
      return topics;
    }
  }

  /**
   * @param screener of the same rules; closed by whoever made it
   * @param must whether a case of which it would be too much is not evaluated; else its report
   *     stands, with {@link Advice#LEFT_OUT}
   */
  public Advisor(RuleBase base, Screener screener, Set<Topic> topics, boolean must) {
    this.base = base;
    this.screener = screener;
    this.must = must;
    this.topics = topics.isEmpty() ? Set.of() : EnumSet.copyOf(topics);
  }

  /**
   * A case's report and what was asked for beside it.
   *
   * @param screened without a report where either could not be evaluated
   * @param advice null where there is no report
   */
  public record Advised(ScreeningResult screened, Advice advice) {}

  /** One for each case, in their order; a case that is not evaluated spoils no other. */
  public List<Advised> screen(List<CaseFile> cases) {
    List<ScreeningResult> screened = screener.screen(cases);
    if (topics.isEmpty()) {
      return screened.stream()
          .map(result -> new Advised(result, result.report() == null ? null : Advice.NONE))
          .toList();
    }
    List<CaseFile> evaluated = new ArrayList<>();
    List<ScreeningResult> results = new ArrayList<>();
    for (int i = 0; i < cases.size(); i++) {
      if (screened.get(i).report() != null) {
        evaluated.add(cases.get(i));
        results.add(screened.get(i));
      }
    }
    Iterator<Advised> advised = advised(evaluated, results).iterator();
    return screened.stream()
        .map(result -> result.report() == null ? new Advised(result, null) : advised.next())
        .toList();
  }

  private List<Advised> advised(List<CaseFile> cases, List<ScreeningResult> results) {
    List<Advised> advised = new ArrayList<>();
    try {
      List<Advice> advice = together(cases, reports(results));
      for (int i = 0; i < advice.size(); i++) {
        advised.add(new Advised(results.get(i), advice.get(i)));
      }
    } catch (NotEvaluatedException together) {
      for (int i = 0; i < cases.size(); i++) {
        advised.add(alone(cases.get(i), results.get(i)));
      }
    }
    return advised;
  }

  private Advised alone(CaseFile caseFile, ScreeningResult result) {
    try {
      return new Advised(result, together(List.of(caseFile), reports(List.of(result))).get(0));
    } catch (NotEvaluatedException why) {
      return why.tooMuch() && !must
          ? new Advised(result, Advice.LEFT_OUT)
          : new Advised(new ScreeningResult(null, why.getMessage(), why.tooMuch()), null);
    }
  }

  private static List<AdvisoryReport> reports(List<ScreeningResult> results) {
    return results.stream().map(ScreeningResult::report).toList();
  }

  private List<Advice> together(List<CaseFile> cases, List<AdvisoryReport> reports) {
    List<Advice.Remedies> remedies =
        topics.contains(Topic.REMEDIES) ? remedies(cases, reports) : null;
    List<Advice.Questions> questions =
        topics.contains(Topic.QUESTIONS) ? questions(cases, reports) : null;
    List<Advice> advice = new ArrayList<>();
    for (int i = 0; i < cases.size(); i++) {
      advice.add(
          new Advice(
              remedies == null ? null : remedies.get(i),
              questions == null ? null : questions.get(i),
              topics.contains(Topic.HOLDS) ? screener.holds(cases.get(i)) : null,
              topics.contains(Topic.RECOVERY)
                  ? Recovery.of(cases.get(i), reports.get(i), base.care())
                  : null,
              false));
    }
    return advice;
  }

  private static void effort(List<CaseFile> cases, List<Integer> changed) {
    for (int i = 0; i < cases.size(); i++) {
      new Effort(MOST).screen(cases.get(i), changed.get(i));
    }
  }

  private List<Advice.Remedies> remedies(List<CaseFile> cases, List<AdvisoryReport> reports) {
    List<RemedySearch> searches = new ArrayList<>();
    List<CaseFile> shallower = new ArrayList<>();
    List<CaseFile> changed = new ArrayList<>();
    for (int i = 0; i < cases.size(); i++) {
      RemedySearch search = new RemedySearch(cases.get(i), reports.get(i), base.definitions());
      searches.add(search);
      shallower.addAll(search.shallower());
      changed.addAll(search.changed());
    }
    effort(cases, searches.stream().map(s -> s.shallower().size() + s.changed().size()).toList());
    Parts<Outcome> outcomes = new Parts<>(screener.outcomes(shallower));
    Parts<Verdict> verdicts = new Parts<>(screener.verdicts(changed));
    List<List<CaseFile>> both =
        searches.stream()
            .map(
                search ->
                    search.both(
                        outcomes.next(search.shallower().size()),
                        verdicts.next(search.changed().size())))
            .toList();
    Parts<Verdict> last =
        new Parts<>(screener.verdicts(both.stream().flatMap(List::stream).toList()));
    List<Advice.Remedies> found = new ArrayList<>();
    for (int i = 0; i < searches.size(); i++) {
      found.add(searches.get(i).found(last.next(both.get(i).size())));
    }
    return found;
  }

  private List<Advice.Questions> questions(List<CaseFile> cases, List<AdvisoryReport> reports) {
    List<QuestionSearch> searches = new ArrayList<>();
    List<CaseFile> all = new ArrayList<>();
    for (int i = 0; i < cases.size(); i++) {
      QuestionSearch search = new QuestionSearch(cases.get(i), reports.get(i), base.vocabulary());
      searches.add(search);
      all.addAll(search.cases());
    }
    effort(cases, searches.stream().map(s -> s.cases().size()).toList());
    Parts<Verdict> verdicts = new Parts<>(screener.verdicts(all));
    return searches.stream()
        .map(search -> search.found(verdicts.next(search.cases().size())))
        .toList();
  }

  /** A list, some of it at a time. */
  private static final class Parts<T> {
    private final List<T> all;
    private int next;

    Parts(List<T> all) {
      this.all = all;
    }

    List<T> next(int count) {
      next += count;
      return all.subList(next - count, next);
    }
  }
}
