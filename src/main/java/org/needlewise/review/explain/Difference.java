package org.needlewise.review.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.needlewise.casefile.CaseFile;
import org.needlewise.report.Finding;
import org.needlewise.review.Words;

/**
 * What tells two findings of an interval rule on one case apart: of two rule sets, or an expected
 * one and the one that was found.
 */
public final class Difference {
  private static final Pattern SESSION = Pattern.compile("/history/([0-9]+)");

  private Difference() {}

  /** A session by its date, area and depth; any other place as it is. */
  public static String place(CaseFile caseFile, String pointer) {
    Matcher matcher = SESSION.matcher(pointer);
    int entry = matcher.matches() ? Integer.parseInt(matcher.group(1)) : Integer.MAX_VALUE;
    if (entry >= caseFile.history().size()) {
      return pointer;
    }
    CaseFile.PastSession session = caseFile.history().get(entry);
    return "the session of "
        + session.date()
        + " ("
        + session.area()
        + ", "
        + session.depthHundredths() / 100.0
        + " mm, "
        + pointer
        + ')';
  }

  /**
   * The session that governs, the minimum, the ideal: those that differ, each before and after.
   *
   * @param because places in the case, that of the governing session first
   * @param was null where the finding is of no interval, as {@code is}: then nothing is told
   */
  public static List<String> of(
      CaseFile caseFile,
      List<String> because,
      Finding.Interval was,
      List<String> becauseNow,
      Finding.Interval is) {
    List<String> changed = new ArrayList<>();
    if (was != null && is != null) {
      changed(
          changed,
          "the governing session",
          place(caseFile, because.get(0)),
          place(caseFile, becauseNow.get(0)));
      changed(changed, "the minimum", days(was.minimumDays()), days(is.minimumDays()));
      changed(changed, "the ideal", days(was.idealDays()), days(is.idealDays()));
    }
    return changed;
  }

  private static void changed(List<String> changed, String what, String was, String is) {
    if (!Objects.equals(was, is)) {
      changed.add(what + ": " + was + " -> " + is);
    }
  }

  private static String days(int days) {
    return Words.count(days, "day");
  }
}
