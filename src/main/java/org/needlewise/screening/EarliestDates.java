package org.needlewise.screening;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.needlewise.facts.Definitions;
import org.needlewise.facts.Fact;
import org.needlewise.facts.Facts;
import org.needlewise.facts.MeasuredCase;
import org.needlewise.facts.Printed;
import org.needlewise.report.Verdict;

/**
 * Searches the first date on which nothing defers: on each date that is tried the rules fire anew,
 * for many cases together.
 *
 * <p>What keeps a case from a date mostly keeps it from the next ones too. So where a search takes
 * long, it asks first whether what deferred last still does, or what has become past since: if that
 * holds until the next entry becomes past, no other fact matters.
 */
final class EarliestDates {
  static final int NONE = Integer.MAX_VALUE;

  /** So many dates are tried with all facts of a case: nearly every search has ended by then. */
  private static final int WHOLE = 3;

  private final RuleExecution deferring;
  private final Definitions definitions;
  private Set<String> unsure;

  /** What is tried next: one collector a search, in the same order. */
  private List<FindingCollector> tried = new ArrayList<>();

  private List<Search> searches = new ArrayList<>();
  private int[] earliest;

  /** One case's. */
  private static final class Search {
    final int index;
    final int horizon;
    int dates;

    Search(int index, int horizon) {
      this.index = index;
      this.horizon = horizon;
    }
  }

  /**
   * @param deferring fires the rules that bear on deferral
   */
  EarliestDates(RuleExecution deferring, Definitions definitions) {
    this.deferring = deferring;
    this.definitions = definitions;
  }

  /**
   * @param main what was found for each case on its proposed date
   * @return day numbers, {@link #NONE} where there is none
   */
  int[] of(List<FindingCollector> main) {
    earliest = new int[main.size()];
    tried.clear(); // of a search that threw
    searches.clear();
    for (int i = 0; i < main.size(); i++) {
      FindingCollector findings = main.get(i);
      MeasuredCase subject = findings.subject();
      earliest[i] = NONE;
      if (findings.highest() == Verdict.CONTRAINDICATED) {
        continue;
      }
      int first = Math.max(subject.proposedDate(), subject.asOf());
      int next = subject.proposedDate() == first ? nextDate(findings) : first;
      follow(findings, next, new Search(i, horizon(subject)));
    }
    while (!tried.isEmpty()) {
      List<FindingCollector> fired = tried;
      List<Search> of = searches;
      deferring.fire(fired);
      tried = new ArrayList<>();
      searches = new ArrayList<>();
      for (int i = 0; i < fired.size(); i++) {
        FindingCollector findings = fired.get(i);
        if (findings.only() == null) {
          follow(findings, nextDate(findings), of.get(i));
        } else if (lasts(findings)) {
          follow(findings, findings.subject().nextEntryDate(), of.get(i));
        } else {
          tryOn(findings, findings.subject().proposedDate(), null, of.get(i));
        }
      }
    }
    return earliest;
  }

  private void follow(FindingCollector findings, int next, Search search) {
    MeasuredCase subject = findings.subject();
    if (next == subject.proposedDate()) {
      earliest[search.index] = next;
    } else if (next <= search.horizon) {
      findings.work().date();
      Fact lasting = ++search.dates > WHOLE ? lasting(findings) : null;
      tryOn(findings, next, lasting, search);
    }
  }

  /**
   * @param lasting what may defer then too; null: all facts are looked at
   */
  private void tryOn(FindingCollector before, int date, Fact lasting, Search search) {
    MeasuredCase subject = before.subject().movedTo(tried.size(), date);
    List<Fact> only = null;
    if (lasting != null) {
      only = Facts.becomePast(subject, before.subject().proposedDate());
      only.add(Facts.moved(lasting, subject));
    }
    tried.add(new FindingCollector(subject, before.work(), only));
    searches.add(search);
  }

  /** The last date on which the search looks. */
  private int horizon(MeasuredCase subject) {
    LocalDate proposed = subject.caseFile().proposed().date();
    LocalDate asOf = subject.caseFile().asOfOrProposed();
    LocalDate from = proposed.isAfter(asOf) ? proposed : asOf;
    long horizon = from.plusYears(definitions.earliestDateWithinYears()).toEpochDay();
    return (int) Math.min(horizon, Printed.LAST_DAY);
  }

  /**
   * The date itself where nothing defers on it; else the next on which that can change: a later
   * session or procedure has become past, or, where every deferral has a date, the latest of these.
   */
  private static int nextDate(FindingCollector findings) {
    int latest = findings.subject().proposedDate();
    boolean dated = true;
    for (RawFinding found : findings.found()) {
      if (found.defers()) {
        dated &= found.earliest() != RawFinding.UNDATED;
        latest = Math.max(latest, found.earliest());
      }
    }
    if (dated && latest == findings.subject().proposedDate()) {
      return latest;
    }
    int entry = findings.subject().nextEntryDate();
    return dated ? Math.min(latest, entry) : entry;
  }

  /** Whether any defers until the next entry becomes past: {@link #nextDate} is then that date. */
  private boolean lasts(FindingCollector findings) {
    int entry = findings.subject().nextEntryDate();
    for (RawFinding found : findings.found()) {
      if (isSure(found) && (found.earliest() == RawFinding.UNDATED || found.earliest() >= entry)) {
        return true;
      }
    }
    return false;
  }

  /** The fact that defers longest, of those that are easily seen on another date; else null. */
  private Fact lasting(FindingCollector findings) {
    RawFinding longest = null;
    for (RawFinding found : findings.found()) {
      if (isSure(found)
          && Facts.isMoved(found.fact())
          && (longest == null || until(found) > until(longest))) {
        longest = found;
      }
    }
    return longest == null ? null : longest.fact();
  }

  private static int until(RawFinding found) {
    return found.earliest() == RawFinding.UNDATED ? Integer.MAX_VALUE : found.earliest();
  }

  /** Whether it defers whatever other facts there are. */
  private boolean isSure(RawFinding found) {
    if (unsure == null) {
      unsure = deferring.unsure();
    }
    return found.defers() && !unsure.contains(found.card().policy());
  }
}
