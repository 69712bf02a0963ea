package org.needlewise.ask;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.needlewise.casefile.CaseFile;
import org.needlewise.casefile.CaseFileWriter;
import org.needlewise.casefile.Echo;
import org.needlewise.report.AdvisoryReport;

/**
 * A case file with comments: what is still to be asked, and what each part of it is. The first is
 * the bookmark from which another sitting goes on.
 */
final class CasePage {
  private static final String TITLE =
      "# A case for Needlewise. \"needlewise ask\" goes on with it, but keeps no comments added by hand.\n";
  private static final String NOT_ASKED = "# Not asked yet:";
  private static final String NOT_KNOWN = "# Asked, and not known, which is never read as a no:";
  private static final String NOT_FINISHED = "# Not finished: ";
  private static final String NOTHING = " nothing.";
  private static final String ITEM = "#   ";

  /** The key of a line, with those that it is below, to what is said above it. */
  private static final Map<String, String> COMMENTS =
      Map.ofEntries(
          Map.entry("asOf", "The day on which all of this holds."),
          Map.entry("patient", "The patient."),
          Map.entry("patient/conditions", "Conditions; active where nothing else is said."),
          Map.entry("patient/medications", "Medicines, also those that were stopped."),
          Map.entry("patient/allergies", "Allergies."),
          Map.entry("patient/procedures", "Other treatments of the skin."),
          Map.entry("patient/skin", "What is seen on the skin on the day asOf."),
          Map.entry("patient/pertinentNegatives", "Asked, or looked at, and denied."),
          Map.entry("proposed", "The session that is asked about."),
          Map.entry("proposed/depthMm", "Millimetres."),
          Map.entry("history", "Earlier sessions."));

  private CasePage() {}

  /**
   * @param questions the open ones, in the order in which to ask them
   * @param asked codes of questions and words of steps
   * @param unfinished what was begun and is not in the case, or not whole; null for nothing
   */
  static String yaml(
      CaseFile caseFile,
      List<AdvisoryReport.Question> questions,
      Set<String> asked,
      String unfinished) {
    List<String> ahead = new ArrayList<>();
    List<String> open = new ArrayList<>();
    for (AdvisoryReport.Question question : questions) {
      (asked.contains(question.code()) ? open : ahead)
          .add(item(question.code() + ": " + question.ask()));
    }
    for (Step step : Step.values()) {
      if (!asked.contains(step.words)) {
        ahead.add(item(step.words));
      }
    }
    StringBuilder page = new StringBuilder(TITLE);
    list(page, NOT_ASKED, ahead);
    list(page, NOT_KNOWN, open);
    if (unfinished != null) {
      page.append(NOT_FINISHED).append(unfinished).append('\n');
    }
    String above = "";
    for (String line : CaseFileWriter.yaml(caseFile).split("(?<=\n)")) {
      // A key at the margin, or of the patient or the proposal: nothing that a person wrote is one.
      Matcher key = Pattern.compile("((?:  )?)([A-Za-z]+):.*\n?").matcher(line);
      if (key.matches()) {
        boolean top = key.group(1).isEmpty();
        above = top ? key.group(2) : above;
        String comment = COMMENTS.get(top ? above : above + "/" + key.group(2));
        if (comment != null) {
          page.append(key.group(1)).append("# ").append(comment).append('\n');
        }
      }
      page.append(line);
    }
    return page.toString();
  }

  private static String item(String words) {
    return ITEM + Echo.shown(words.replaceAll("\\s+", " ")) + "\n";
  }

  private static void list(StringBuilder page, String heading, List<String> items) {
    page.append(heading).append(items.isEmpty() ? NOTHING : "").append('\n');
    items.forEach(page::append);
  }

  /** What was asked according to a page; nothing where the text is none. */
  static Set<String> asked(String text) {
    if (!text.startsWith(TITLE)) {
      return new HashSet<>();
    }
    Set<String> asked = new HashSet<>();
    for (Step step : Step.values()) {
      asked.add(step.words);
    }
    boolean known = true;
    for (String line : text.lines().takeWhile(line -> line.startsWith("#")).toList()) {
      if (!line.startsWith(ITEM)) {
        known = line.startsWith(NOT_KNOWN);
      } else if (known) {
        asked.add(line.substring(ITEM.length()).replaceFirst(": .*", ""));
      } else {
        asked.remove(line.substring(ITEM.length()));
      }
    }
    return asked;
  }

  /** What was not finished according to a page; null where nothing was, or the text is none. */
  static String unfinished(String text) {
    return text.lines()
        .takeWhile(line -> text.startsWith(TITLE) && line.startsWith("#"))
        .filter(line -> line.startsWith(NOT_FINISHED))
        .map(line -> line.substring(NOT_FINISHED.length()))
        .findFirst()
        .orElse(null);
  }
}
