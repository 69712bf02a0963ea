package org.needlewise.report;

import java.time.LocalDate;
import java.util.List;

/**
 * What can be told of a case beside its report: all of it found by screening changed cases with the
 * same rules. What was not asked for is null.
 *
 * @param recovery what holds from which day after the session
 * @param leftOut whether more would have been told, were the case not too long for that
 */
public record Advice(
    Remedies remedies,
    Questions questions,
    Holds holds,
    List<RecoveryStep> recovery,
    boolean leftOut) {

  /** Nothing was asked for. */
  public static final Advice NONE = new Advice(null, null, null, null, false);

  /** Nobody asked for it, and it would have been too much for a case of this length. */
  public static final Advice LEFT_OUT = new Advice(null, null, null, null, true);

  /**
   * What would make the session acceptable.
   *
   * @param remedies changes that give a lower verdict, neither defer nor contraindicated
   * @param depthDates how deep from when, in falling depth
   * @param missing JSON Pointers to what has to be filled in or settled
   */
  public record Remedies(List<Remedy> remedies, List<DepthDate> depthDates, List<String> missing) {}

  /**
   * @param kind later, shallower, shallower-later, without, professional, modality or elsewhere
   * @param change applied to the case it gives the one that was screened
   * @param verdict of the changed case
   */
  public record Remedy(String kind, List<Operation> change, Verdict verdict) {}

  /**
   * An operation of a JSON Patch (RFC 6902).
   *
   * @param op add, replace or remove
   * @param path a JSON Pointer
   * @param value of {@code add} and {@code replace}: a text, or a depth in hundredths of a
   *     millimetre as an {@link Integer}; else null
   */
  public record Operation(String op, String path, Object value) {}

  /**
   * @param depthHundredths needle depth, hundredths of a millimetre
   * @param earliestDate the report's, of the case with this depth
   */
  public record DepthDate(int depthHundredths, LocalDate earliestDate) {}

  /**
   * What may still become of the case while questions are open, on its earliest date where it has
   * one.
   *
   * @param ifStated for each open question in the report's order: the verdict where it is affirmed,
   *     and every other one denied
   * @param ifAllNo the verdict where every open question is denied
   * @param next the code of the question to ask next; null where no answer can make it graver
   */
  public record Questions(List<Verdict> ifStated, Verdict ifAllNo, String next) {}

  /**
   * How long the verdict stays what it is if only the proposed date moves; both null: for a year at
   * least.
   *
   * @param until the last day of it
   * @param then the verdict on the day after
   */
  public record Holds(LocalDate until, Verdict then) {}

  /**
   * What a source says of the days after a session.
   *
   * @param fromDay days after the session
   * @param toDay the last day; null where the statement has no end
   * @param fromDate the patient's own
   * @param evidence ids of statements; at least one
   */
  public record RecoveryStep(
      String code,
      int fromDay,
      Integer toDay,
      LocalDate fromDate,
      LocalDate toDate,
      String says,
      List<String> evidence) {}
}
