package org.needlewise.review.proof;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import org.needlewise.casefile.CaseFile;
import org.needlewise.review.cases.CaseSuite;
import org.needlewise.rulebase.check.BadRulesException;
import org.needlewise.rulebase.check.Card;
import org.needlewise.rulebase.check.OpenRules;
import org.needlewise.screening.Screener;
import org.needlewise.screening.ScreeningResult;

/**
 * Whether the cases notice each small change to the rules. A change is noticed when the expectation
 * of any case or scenario fails under it.
 *
 * <p>The rules are evaluated as they are written (see {@link Screener#reading}), not compiled, so
 * that thousands of changed rule sets take seconds; everything behind the conditions (what interval
 * rules ask together, earliest dates, wording) is the screener's own.
 */
final class Mutation {
  /** Cases that are screened at once, once the rule's own cases have noticed nothing. */
  private static final int TOGETHER = 50;

  private final OpenRules rules;
  private final List<CaseSuite.Check> checks;

  /** What became of a change. */
  public enum Fate {
    /** A case fails. */
    NOTICED,
    /** No case fails. */
    SURVIVED,
    /** No case fails, and the file of explanations says why none can. */
    EXPLAINED,
    /** The rules do not pass the check. */
    REFUSED
  }

  /**
   * @param by the case that notices it ({@code file: name}), the check's message, or the
   *     explanation; "" where it survived
   */
  public record Result(Mutant mutant, Fate fate, String by) {}

  public Mutation(OpenRules rules, CaseSuite suite) {
    this.rules = rules;
    this.checks = suite.checks();
  }

  /**
   * The changes to some files.
   *
   * @param wanted asked for each file, a path below the rules folder
   */
  List<Mutant> mutants(Predicate<String> wanted) {
    List<Mutant> mutants = new ArrayList<>();
    if (wanted.test(rules.definitionsSource().file())) {
      mutants.addAll(Mutants.ofDefinitions(rules.definitionsSource()));
    }
    for (OpenRules.Rule rule : rules.rules()) {
      if (wanted.test(rule.file())) {
        mutants.addAll(Mutants.of(rule));
      }
    }
    mutants.sort(
        Comparator.comparing(Mutant::file)
            .thenComparing(Mutant::line)
            .thenComparing(Mutant::column));
    return mutants;
  }

  /** The cases that fail before any change: where there are some, changes cannot be judged. */
  List<CaseSuite.Outcome> failing() {
    return judge(rules, checks).stream().filter(outcome -> !outcome.passed()).toList();
  }

  /**
   * @param explanations why a change that survives cannot be noticed
   * @param done told after each change, by any thread
   * @return in the order of the changes
   */
  public List<Result> run(List<Mutant> mutants, EquivalentMutants explanations, Runnable done)
      throws InterruptedException {
    int threads = Math.max(1, Runtime.getRuntime().availableProcessors());
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<Result>> running = new ArrayList<>();
      for (Mutant mutant : mutants) {
        running.add(
            pool.submit(
                () -> {
                  Result result = result(mutant, explanations);
                  done.run();
                  return result;
                }));
      }
      List<Result> results = new ArrayList<>();
      for (Future<Result> each : running) {
        results.add(each.get());
      }
      return results;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } finally {
      pool.shutdownNow();
    }
  }

  private Result result(Mutant mutant, EquivalentMutants explanations) {
    OpenRules changed;
    try {
      changed = rules.with(mutant.file(), mutant.text());
    } catch (BadRulesException e) {
      return new Result(mutant, Fate.REFUSED, e.problems().get(0).toString());
    }
    String noticed = noticed(changed, mutant.file());
    if (noticed != null) {
      return new Result(mutant, Fate.NOTICED, noticed);
    }
    String why = explanations.of(mutant);
    return why == null
        ? new Result(mutant, Fate.SURVIVED, "")
        : new Result(mutant, Fate.EXPLAINED, why);
  }

  /** The first case that fails, the rule's own ones first; null where none does. */
  private String noticed(OpenRules changed, String file) {
    String cases = file.replaceFirst("\\.drl$", ".yaml");
    List<CaseSuite.Check> ordered = new ArrayList<>();
    checks.stream().filter(check -> check.file().equals(cases)).forEach(ordered::add);
    int own = ordered.size();
    checks.stream().filter(check -> !check.file().equals(cases)).forEach(ordered::add);
    for (int from = 0; from < ordered.size(); ) {
      int to = from < own ? from + 1 : Math.min(from + TOGETHER, ordered.size());
      for (CaseSuite.Outcome outcome : judge(changed, ordered.subList(from, to))) {
        if (!outcome.passed()) {
          return outcome.file() + ": " + outcome.name();
        }
      }
      from = to;
    }
    return null;
  }

  private static List<CaseSuite.Outcome> judge(OpenRules rules, List<CaseSuite.Check> checks) {
    Map<String, Card> cards = Card.byId(rules.rules().stream().map(OpenRules.Rule::card).toList());
    List<CaseFile> cases = checks.stream().map(CaseSuite.Check::caseFile).toList();
    List<CaseSuite.Outcome> outcomes = new ArrayList<>();
    try (Screener screener = Screener.reading(rules, null)) {
      List<ScreeningResult> screened = screener.screen(cases);
      for (int i = 0; i < checks.size(); i++) {
        outcomes.add(checks.get(i).judge(cards, screened.get(i)));
      }
    }
    return outcomes;
  }

  /** The noticed part of all that could be noticed, in percent; 100 where there is nothing. */
  static double score(List<Result> results) {
    long noticed = count(results, Set.of(Fate.NOTICED));
    long all = count(results, Set.of(Fate.NOTICED, Fate.SURVIVED));
    return all == 0 ? 100 : 100.0 * noticed / all;
  }

  static long count(List<Result> results, Set<Fate> fates) {
    return results.stream().filter(result -> fates.contains(result.fate())).count();
  }
}
