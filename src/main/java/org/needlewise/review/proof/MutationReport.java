package org.needlewise.review.proof;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.needlewise.casefile.InvalidInputException;
import org.needlewise.review.Words;
import org.needlewise.review.cases.CaseSuite;
import org.needlewise.review.cases.NamedFiles;
import org.needlewise.review.cases.Scope;
import org.needlewise.review.proof.Mutation.Fate;
import org.needlewise.review.proof.Mutation.Result;
import org.needlewise.rulebase.check.OpenRules;
import org.needlewise.rulebase.check.PlainFiles;

/**
 * What {@code rules mutate} found.
 *
 * @param results in the order of the files
 * @param stale explanations of changes that the cases notice, or that are none
 * @param failing cases that fail before any change; where there are some, nothing was tried
 * @param drafts ids of those that were asked for and not tried
 * @param atLeast the score that is asked for, in percent
 * @param millis how long it took
 */
public record MutationReport(
    Scope scope,
    List<Result> results,
    List<String> stale,
    List<CaseSuite.Outcome> failing,
    List<String> drafts,
    double atLeast,
    long millis) {

  /**
   * The changes to one rule.
   *
   * @param rule its id; "" of the definitions
   * @param noticed how many some case notices
   * @param all how many can be noticed
   * @param unnoticed those that none does, in words
   */
  public record Scored(String rule, long noticed, long all, List<String> unnoticed) {}

  /** Told how far it has come, by any thread. */
  public interface Steps {
    /** How many changes there will be. */
    void begin(int changes);

    /** One more has been tried. */
    void done();
  }

  /**
   * Tries the changes to a part of the rules against all cases.
   *
   * @throws org.needlewise.rulebase.check.BadRulesException where the rules are wrong
   * @throws InvalidInputException where a case file is
   */
  public static MutationReport of(Scope scope, double atLeast, Steps steps)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    OpenRules rules = NamedFiles.open(scope.rules(), scope.fires());
    CaseSuite suite = NamedFiles.cases(scope.cases(), rules.vocabulary()).without(rules.idle());
    List<String> drafts = scope.drafts(rules.idle());
    EquivalentMutants explanations = EquivalentMutants.read(scope.cases());
    Mutation mutation = new Mutation(rules, suite);
    List<CaseSuite.Outcome> failing = mutation.failing();
    if (!failing.isEmpty()) {
      return new MutationReport(
          scope, List.of(), List.of(), failing, drafts, atLeast, millis(start));
    }
    List<Mutant> mutants = mutation.mutants(scope::covers);
    steps.begin(mutants.size());
    List<Result> results = mutation.run(mutants, explanations, steps::done);
    return new MutationReport(
        scope, results, explanations.stale(results), failing, drafts, atLeast, millis(start));
  }

  private static long millis(long start) {
    return (System.nanoTime() - start) / 1_000_000;
  }

  public double score() {
    return Mutation.score(results);
  }

  /** In the order of the files. */
  public List<Scored> byRule() {
    Map<String, List<Result>> byRule = new LinkedHashMap<>();
    results.forEach(
        result ->
            byRule.computeIfAbsent(result.mutant().rule(), r -> new ArrayList<>()).add(result));
    List<Scored> scores = new ArrayList<>();
    byRule.forEach(
        (rule, some) -> {
          List<String> unnoticed =
              some.stream()
                  .filter(result -> result.fate() == Fate.SURVIVED)
                  .map(result -> result.mutant().change())
                  .toList();
          long noticed = Mutation.count(some, Set.of(Fate.NOTICED));
          scores.add(new Scored(rule, noticed, noticed + unnoticed.size(), unnoticed));
        });
    return scores;
  }

  /** Whether enough is noticed and the explanations are in order. */
  public boolean sound() {
    return failing.isEmpty() && stale.isEmpty() && score() >= atLeast;
  }

  private long count(Fate fate) {
    return Mutation.count(results, Set.of(fate));
  }

  /** What no case notices, with its place; what cannot be noticed, and why; the score. */
  public String text() {
    StringBuilder text = new StringBuilder();
    if (!failing.isEmpty()) {
      failing.forEach(f -> text.append("FAILED " + f.file() + ": " + f.name() + '\n'));
      return text.append(Words.count(failing.size(), "case"))
          .append(" fail before any change; nothing was tried. See: rules test\n")
          .toString();
    }
    for (Result result : results) {
      if (result.fate() == Fate.SURVIVED) {
        text.append(place(result)).append("\n    no case notices it\n");
      }
    }
    for (Result result : results) {
      if (result.fate() == Fate.EXPLAINED) {
        text.append(place(result)).append("\n    cannot be noticed: " + result.by() + '\n');
      }
    }
    String file = PlainFiles.path(scope.cases(), EquivalentMutants.FILE);
    stale.forEach(
        key ->
            text.append(
                file + ": " + key + "\n    is noticed, or no change any more: take it out\n"));
    return text.append(summary()).append(Words.untried(drafts)).toString();
  }

  private String place(Result result) {
    return scope.rules().file(result.mutant().toString());
  }

  private String summary() {
    StringBuilder text = new StringBuilder();
    text.append(
        Words.count(results.size(), "change") + " tried in " + Words.seconds(millis) + ": ");
    text.append(count(Fate.NOTICED) + " noticed, " + count(Fate.SURVIVED) + " not noticed, ");
    text.append(count(Fate.EXPLAINED) + " that cannot be noticed, ");
    text.append(count(Fate.REFUSED) + " that rules check refuses.\n");
    TreeMap<Mutant.Kind, long[]> kinds = new TreeMap<>();
    for (Result result : results) {
      long[] counts = kinds.computeIfAbsent(result.mutant().kind(), key -> new long[2]);
      counts[0] += result.fate() == Fate.NOTICED ? 1 : 0;
      counts[1] += result.fate() == Fate.NOTICED || result.fate() == Fate.SURVIVED ? 1 : 0;
    }
    kinds.forEach(
        (kind, counts) ->
            text.append("    " + kind.words() + ": " + counts[0] + " of " + counts[1] + '\n'));
    text.append(
        String.format(
            Locale.ROOT,
            "Score: %.1f %% of the changes that can be noticed; at least %.0f %% is asked for.\n",
            score(),
            atLeast));
    return text.toString();
  }

  /** One object: sound, score, counts, and every change with what became of it. */
  public String json() {
    return Words.json(
        new Json(
            sound(),
            score(),
            results.size(),
            count(Fate.NOTICED),
            count(Fate.SURVIVED),
            count(Fate.EXPLAINED),
            count(Fate.REFUSED),
            millis,
            drafts,
            stale,
            failing.stream().map(f -> f.file() + ": " + f.name()).toList(),
            results.stream().map(this::json).toList()));
  }

  private JsonChange json(Result result) {
    Mutant mutant = result.mutant();
    return new JsonChange(
        scope.rules().file(mutant.file()),
        mutant.line(),
        mutant.column(),
        mutant.rule(),
        mutant.kind().words(),
        mutant.change(),
        result.fate().name().toLowerCase(Locale.ROOT),
        result.by());
  }

  private record Json(
      boolean sound,
      double score,
      int changes,
      long noticed,
      long survived,
      long explained,
      long refused,
      long millis,
      List<String> draftsNotTried,
      List<String> staleExplanations,
      List<String> failingCases,
      List<JsonChange> results) {}

  private record JsonChange(
      String file,
      int line,
      int column,
      String rule,
      String kind,
      String change,
      String fate,
      String by) {}
}
