package org.needlewise.http.rules;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.needlewise.generate.CaseGenerator;
import org.needlewise.review.book.RuleBook;
import org.needlewise.review.book.RuleBook.Entry;
import org.needlewise.review.cases.Scope;
import org.needlewise.review.diff.RuleHistory;
import org.needlewise.review.proof.Coverage.RuleReach;
import org.needlewise.review.proof.CoverageReport;
import org.needlewise.review.trial.Trials;
import org.needlewise.rulebase.check.OpenRules;
import org.needlewise.rulebase.check.OpenRules.Reach;
import org.needlewise.rulebase.source.RuleSource;

/** What the reviewer's pages show of one set of rules, each part made when it is first wanted. */
final class Shelf {
  /** Generated patients that an edit is tried on. */
  private static final int PATIENTS = 500;

  private final Path cases;
  private final Map<String, List<RuleHistory.Edit>> history;
  private final Trials trials;
  private RuleBook book;
  private LocalDate day;
  private Map<String, String> texts;
  private Map<String, RuleReach> reaches;

  /**
   * @param source the rules
   * @param cases the folder of their cases
   * @param history of each rule file
   */
  Shelf(RuleSource source, Path cases, Map<String, List<RuleHistory.Edit>> history) {
    this.cases = cases;
    this.history = history;
    CaseGenerator generator = new CaseGenerator(1);
    this.trials =
        Trials.of(
            new Scope(source, cases, Set.of()),
            LongStream.range(0, PATIENTS).mapToObj(generator::caseAt).toList());
  }

  Trials trials() {
    return trials;
  }

  /**
   * @param today the day against which reviews are held
   */
  synchronized RuleBook book(LocalDate today) {
    if (!today.equals(day)) {
      book = RuleBook.of(trials.rules(), trials.cases(), trials.source(), history, today);
      day = today;
    }
    return book;
  }

  /**
   * Whether a rule is found: each word stands somewhere in it, in its row of the policy, its
   * evidence or its cases, or is a code that it speaks of.
   *
   * @param words in lower case
   */
  synchronized boolean finds(Entry entry, List<String> words) {
    if (texts == null) {
      texts = new HashMap<>();
      book.chapters()
          .forEach(
              chapter ->
                  chapter.entries().forEach(each -> texts.put(each.card().id(), text(each))));
    }
    String text = texts.get(entry.card().id());
    return words.stream().allMatch(word -> text.contains(word) || speaksOf(entry, word));
  }

  private boolean speaksOf(Entry entry, String code) {
    return trials.rules().vocabulary().lists().values().stream()
            .anyMatch(codes -> codes.contains(code))
        && trials.rules().speakingOf(code).entrySet().stream()
            .anyMatch(
                each ->
                    each.getValue() != Reach.ANY
                        && each.getKey().card().id().equals(entry.card().id()));
  }

  private String text(Entry entry) {
    StringBuilder text = new StringBuilder();
    List.of(entry.card().id(), entry.card().file(), entry.card().policy(), entry.card().title())
        .forEach(each -> text.append(each).append(' '));
    entry.checks().values().forEach(each -> text.append(each).append(' '));
    entry.conditions().forEach(each -> text.append(each).append(' '));
    entry.says().forEach(each -> text.append(each).append(' '));
    entry.remarks().forEach(each -> text.append(each).append(' '));
    text.append(entry.message()).append(' ');
    entry.cited().values().stream()
        .flatMap(List::stream)
        .map(book.statements()::get)
        .forEach(
            each ->
                text.append(each.id())
                    .append(' ')
                    .append(each.says())
                    .append(' ')
                    .append(each.source())
                    .append(' '));
    entry.cases().forEach(each -> text.append(each.name()).append(' '));
    text.append(trials.rule(entry.card().file()));
    return text.toString().toLowerCase(Locale.ROOT).replaceAll("\\s+", " ");
  }

  /** What the cases reach of a rule; null where it does not fire. */
  synchronized RuleReach reach(OpenRules.Rule rule) {
    if (reaches == null) {
      try {
        reaches =
            CoverageReport.of(new Scope(trials.source(), cases, Set.of()))
                .coverage()
                .rules()
                .stream()
                .collect(Collectors.toMap(RuleReach::file, each -> each));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return reaches.get(rule.file());
  }
}
