package org.needlewise.screening;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.kie.api.runtime.rule.ConsequenceException;
import org.needlewise.casefile.CaseFile;

/**
 * Has many cases done few at a time, and sees to it that none of them spoils another: where some
 * throw together each is tried alone, and a large one is alone from the first.
 *
 * @param screener does few together
 * @param alone does one by itself; may be the same
 */
record CaseByCase(Screener screener, Screener alone) {
  /**
   * Entries of a case, more than which it is screened by itself, not beside others: a session holds
   * the facts of all its cases at once. A case that a person has written has some twenty.
   */
  private static final int LARGE = 1000;

  /** Held while a large case is screened. */
  private static final Object ONE_LARGE = new Object();

  /**
   * What becomes of many cases, few at a time.
   *
   * @param together what becomes of few; where that throws, each is tried alone
   */
  <R> List<R> each(
      List<CaseFile> cases,
      BiFunction<Screener, List<CaseFile>, List<R>> together,
      Function<NotEvaluatedException, R> failed) {
    List<R> results = new ArrayList<>(cases.size());
    int from = 0;
    while (from < cases.size()) {
      int to = from;
      while (to < cases.size() && to - from < Screener.SHARED && !isLarge(cases.get(to))) {
        to++;
      }
      if (to == from) {
        results.add(large(cases.get(from), together, failed));
        from++;
        continue;
      }
      List<CaseFile> chunk = cases.subList(from, to);
      List<R> some = null;
      try {
        some = together.apply(screener, chunk);
      } catch (RuntimeException | Error e) {
        goOnAfter(e);
      }
      if (some != null) {
        results.addAll(some);
      } else {
        for (CaseFile caseFile : chunk) {
          results.add(one(caseFile, together, failed));
        }
      }
      from = to;
    }
    return results;
  }

  static boolean isLarge(CaseFile caseFile) {
    return caseFile.entries() > LARGE;
  }

  /** One at a time in the process, with a session that is thrown away: what it held is free. */
  private <R> R large(
      CaseFile caseFile,
      BiFunction<Screener, List<CaseFile>, List<R>> together,
      Function<NotEvaluatedException, R> failed) {
    synchronized (ONE_LARGE) {
      R result = one(caseFile, together, failed);
      alone.close();
      return result;
    }
  }

  private <R> R one(
      CaseFile caseFile,
      BiFunction<Screener, List<CaseFile>, List<R>> together,
      Function<NotEvaluatedException, R> failed) {
    NotEvaluatedException why;
    try {
      return together.apply(alone, List.of(caseFile)).get(0);
    } catch (RuntimeException | Error e) {
      goOnAfter(e);
      why = notEvaluated(e);
    }
    return failed.apply(why);
  }

  /** Where memory is short, nothing that follows is to be trusted; other cases are. */
  static void goOnAfter(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof VirtualMachineError error && !(cause instanceof StackOverflowError)) {
        throw error;
      }
    }
  }

  /** What threw, without the exception's own text: it may hold facts. */
  static NotEvaluatedException notEvaluated(Throwable thrown) {
    String rule = null;
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof NotEvaluatedException why) {
        return why;
      }
      if (cause instanceof ConsequenceException consequence && consequence.getMatch() != null) {
        rule = consequence.getMatch().getRule().getName();
      }
    }
    return new NotEvaluatedException(
        rule != null
            ? "not evaluated: rule \"" + rule + "\" failed"
            : "not evaluated: a rule failed with " + thrown.getClass().getSimpleName(),
        false);
  }
}
