package org.needlewise.review;

import java.util.List;
import java.util.Locale;
import org.needlewise.report.Finding;
import org.needlewise.report.ReportWords;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** How the commands of a review say things. */
public final class Words {
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private static final ObjectMapper LINE = JsonMapper.builder().build();

  private Words() {}

  /**
   * A line on drafts that were asked for and not tried, with its end; "" where there are none.
   *
   * @param drafts their ids
   */
  public static String untried(List<String> drafts) {
    return drafts.isEmpty()
        ? ""
        : count(drafts.size(), "draft")
            + " not tried: "
            + String.join(", ", drafts)
            + " (--drafts tries "
            + (drafts.size() == 1 ? "it" : "them")
            + ").\n";
  }

  /** "1 rule", "2 rules". */
  public static String count(long number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }

  /** "defer until 2026-12-05". */
  public static String verdictUntil(Finding finding) {
    return ReportWords.verdictUntil(org.needlewise.words.Words.ENGLISH, finding);
  }

  /** "0.4 s". */
  public static String seconds(long millis) {
    return String.format(Locale.ROOT, millis < 1_000 ? "%.2f s" : "%.1f s", millis / 1000.0);
  }

  /** A record as an object of JSON, on one line. */
  public static String line(Object value) {
    return LINE.writeValueAsString(value) + '\n';
  }

  /** A record as an object of JSON, indented. */
  public static String json(Object value) {
    return JSON.writeValueAsString(value) + '\n';
  }
}
