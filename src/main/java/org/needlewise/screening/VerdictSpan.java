package org.needlewise.screening;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.Supplier;
import org.needlewise.casefile.CaseFile;
import org.needlewise.casefile.Vocabulary;
import org.needlewise.facts.Definitions;
import org.needlewise.facts.Fact;
import org.needlewise.facts.MeasuredCase;
import org.needlewise.facts.Printed;
import org.needlewise.report.Advice;
import org.needlewise.report.Verdict;
import org.needlewise.rulebase.load.Signatures;

/**
 * Searches how long a verdict holds while only the proposed date moves on.
 *
 * <p>The answer is that of looking at every day. Where the rules allow it the search jumps: between
 * two days on which no further entry becomes past, each answer that the rules ask of the facts
 * changes at most once; so where all of them are the same on both, they are on every day between.
 */
final class VerdictSpan {
  /** How far ahead is looked. */
  private static final int DAYS = 365;

  private final DroolsExecution rules;
  private final Supplier<Signatures> signatures;
  private final Definitions definitions;
  private final Vocabulary vocabulary;
  private final IdentityHashMap<Object, Long> numbers = new IdentityHashMap<>();

  /**
   * What the rules say on one day.
   *
   * @param answers to all that they ask; null where these are not known
   */
  private record Look(MeasuredCase subject, Verdict verdict, Answers answers) {
    int date() {
      return subject.proposedDate();
    }

    boolean isLike(Look other) {
      return answers != null && other.answers != null && answers.isLike(other.answers);
    }
  }

  /** Whole numbers in the order in which they came. */
  private static final class Answers {
    private long[] numbers = new long[64];
    private int count;

    void add(long number) {
      if (count == numbers.length) {
        numbers = Arrays.copyOf(numbers, 2 * count);
      }
      numbers[count++] = number;
    }

    boolean isLike(Answers other) {
      return Arrays.equals(numbers, 0, count, other.numbers, 0, other.count);
    }
  }

  /**
   * @param rules fires every rule
   */
  VerdictSpan(
      DroolsExecution rules,
      Supplier<Signatures> signatures,
      Definitions definitions,
      Vocabulary vocabulary) {
    this.rules = rules;
    this.signatures = signatures;
    this.definitions = definitions;
    this.vocabulary = vocabulary;
  }

  Advice.Holds of(CaseFile caseFile) {
    int proposed = (int) caseFile.proposed().date().toEpochDay();
    int end = Math.min(proposed + DAYS, Printed.LAST_DAY);
    Work work = new Work();
    Look first = look(new MeasuredCase(caseFile, definitions, vocabulary, 0, proposed), work);
    Look at = first;
    while (at.date() < end) {
      at = next(at, Math.min(end, at.subject.nextEntryDate()), work);
      if (at.verdict != first.verdict) {
        return new Advice.Holds(LocalDate.ofEpochDay(at.date() - 1L), at.verdict);
      }
    }
    return new Advice.Holds(null, null);
  }

  /**
   * The first day on which anything is otherwise, or the last that is given, on which a further
   * entry may become past.
   */
  private Look next(Look from, int last, Work work) {
    Look like = from;
    Look other = on(from, from.answers == null ? from.date() + 1 : last, work);
    if (last != from.subject.nextEntryDate()) {
      if (other.isLike(from)) {
        return other;
      }
    } else if (other.date() - 1 > from.date()) {
      // An entry that becomes past may change an answer back.
      Look before = on(from, other.date() - 1, work);
      if (before.isLike(from)) {
        return other;
      }
      other = before;
    }
    while (other.date() - like.date() > 1) {
      Look middle = on(from, (like.date() + other.date()) / 2, work);
      if (middle.isLike(from)) {
        like = middle;
      } else {
        other = middle;
      }
    }
    return other;
  }

  private Look on(Look from, int date, Work work) {
    work.date();
    return look(from.subject.movedTo(0, date), work);
  }

  private Look look(MeasuredCase subject, Work work) {
    FindingCollector findings = new FindingCollector(subject, work, null);
    Signatures asked = signatures.get();
    Answers answers = asked.changeOnce() ? new Answers() : null;
    boolean[] known = {answers != null};
    rules.fire(
        List.of(findings),
        fact -> known[0] = known[0] && answer(fact, asked.of(fact.getClass()), answers),
        null);
    for (RawFinding found : findings.found()) {
      if (known[0]) {
        answers.add(number(found.card()));
        answers.add(number(found.verdict()));
      }
    }
    return new Look(subject, findings.highest(), known[0] ? answers : null);
  }

  /** A number of its own for each rule, verdict and type of fact. */
  private long number(Object of) {
    return numbers.computeIfAbsent(of, fresh -> (long) numbers.size());
  }

  /**
   * Adds what the rules of one fact ask of it; those that combine facts ask nothing that a date
   * changes.
   *
   * @return whether it is known
   */
  private boolean answer(Fact fact, Signatures.Asked asked, Answers answers) {
    answers.add(number(fact.getClass()));
    if (asked == null) {
      return true;
    }
    try {
      for (int word = 0; word < asked.words(); word++) {
        answers.add(asked.signature().of(fact, word));
      }
    } catch (RuntimeException e) {
      return false; // a measure failed: nothing is known of the days between
    }
    return true;
  }
}
