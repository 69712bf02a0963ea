package org.needlewise.rulebase.load;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.needlewise.casefile.CaseFile;
import org.needlewise.casefile.CaseFileReader;
import org.needlewise.rulebase.check.EvidenceStatement;

/**
 * Rules of which each case has those that are in effect on its day.
 *
 * @param sets by the day from which they are in effect, each another; at least one
 */
public record RuleSets(List<RuleBase> sets) {
  public RuleSets {
    sets = List.copyOf(sets);
  }

  /** One for all cases. */
  public static RuleSets of(RuleBase base) {
    return new RuleSets(List.of(base));
  }

  /**
   * Those in effect on a day. Before the first, these are the first: their reports say that they
   * are not in effect.
   *
   * @param day the asOf of a case
   */
  public RuleBase at(LocalDate day) {
    RuleBase at = sets.get(0);
    for (RuleBase each : sets.subList(1, sets.size())) {
      if (!each.provenance().effective().isAfter(day)) {
        at = each;
      }
    }
    return at;
  }

  public RuleBase latest() {
    return sets.get(sets.size() - 1);
  }

  /** Reads each case with the words of its set. */
  public CaseFileReader reader() {
    return sets.size() == 1
        ? new CaseFileReader(latest().vocabulary())
        : CaseFileReader.ofDay(
            sets.stream().map(RuleBase::vocabulary).toList(), day -> at(day).vocabulary());
  }

  /** The statement of an id, as the newest set that has it says it. */
  public EvidenceStatement statement(String id) {
    EvidenceStatement statement = null;
    for (RuleBase each : sets) {
      statement = each.evidence().getOrDefault(id, statement);
    }
    return statement;
  }

  /** What tells them from all others: of each its digest, and where it is from. */
  public String digest() {
    return sets.stream()
        .map(each -> each.digest() + ' ' + each.provenance())
        .collect(Collectors.joining("; "));
  }

  /**
   * Has each set do its own cases.
   *
   * @param work one result a case, in their order
   * @return in the order of the cases
   */
  public <R> List<R> each(
      List<CaseFile> cases, BiFunction<RuleBase, List<CaseFile>, List<R>> work) {
    if (sets.size() == 1) {
      return work.apply(latest(), cases);
    }
    Map<RuleBase, List<CaseFile>> bySet = new HashMap<>();
    for (CaseFile one : cases) {
      bySet.computeIfAbsent(at(one.asOfOrProposed()), set -> new ArrayList<>()).add(one);
    }
    Map<RuleBase, Iterator<R>> done = new HashMap<>();
    bySet.forEach((set, some) -> done.put(set, work.apply(set, some).iterator()));
    return cases.stream().map(one -> done.get(at(one.asOfOrProposed())).next()).toList();
  }
}
