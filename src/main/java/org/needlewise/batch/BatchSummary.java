package org.needlewise.batch;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.needlewise.casefile.Echo;
import org.needlewise.report.Verdict;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What a run came to. */
public final class BatchSummary {
  private static final int LISTED = 15;

  final Tally tally;
  final Duplicates.Shared duplicates;
  final Inputs.Extent extent;
  final long already;
  final double seconds;
  private final Path output;
  private final String errors;
  private final boolean alreadyDone;

  /**
   * @param already records that the interrupted run had done
   * @param seconds that the screening took, without what had been done
   * @param output null for standard output
   * @param errors null for standard error
   */
  BatchSummary(
      Tally tally,
      Duplicates.Shared duplicates,
      Inputs.Extent extent,
      long already,
      double seconds,
      Path output,
      String errors,
      boolean alreadyDone) {
    this.tally = tally;
    this.duplicates = duplicates;
    this.extent = extent;
    this.already = already;
    this.seconds = seconds;
    this.output = output;
    this.errors = errors;
    this.alreadyDone = alreadyDone;
  }

  static BatchSummary alreadyDone(Path output) {
    return new BatchSummary(
        new Tally(),
        new Duplicates.Shared(0, 0),
        new Inputs.Extent(0, 0, 0, ""),
        0,
        0,
        output,
        null,
        true);
  }

  /**
   * Of a run by another engine, which looks for no shared ids.
   *
   * @param seconds that the screening took
   * @param errors where the records are listed that gave no report
   */
  public static BatchSummary of(Tally tally, double seconds, String errors) {
    return new BatchSummary(
        tally,
        new Duplicates.Shared(0, 0),
        new Inputs.Extent(0, 0, 0, ""),
        0,
        seconds,
        null,
        errors,
        false);
  }

  /** Records that are no valid case. */
  public long bad() {
    return tally.bad();
  }

  /** Cases whose rules threw. */
  public long notEvaluated() {
    return tally.notEvaluated();
  }

  /** Cases that have a report. */
  public long evaluated() {
    return tally.evaluated();
  }

  /** Records screened a second, by this run. */
  private double rate() {
    return seconds > 0 ? (tally.total() - already) / seconds : 0;
  }

  static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number).replace(',', ' ');
  }

  /** The verdicts with their counts, the highest first. */
  List<Map.Entry<String, Long>> verdicts() {
    List<Map.Entry<String, Long>> counts = new ArrayList<>();
    Verdict[] rising = Verdict.values();
    for (int i = rising.length - 1; i >= 0; i--) {
      counts.add(Map.entry(rising[i].code(), tally.verdicts.of(rising[i].code())));
    }
    return counts;
  }

  /** For people; ends with a line end. */
  public String text() {
    if (alreadyDone) {
      return "nothing to go on with: " + output + " is finished\n";
    }
    StringBuilder text = new StringBuilder();
    line(text, "records", tally.total(), already > 0 ? number(already) + " by the run before" : "");
    line(text, "  evaluated", evaluated(), "");
    line(text, "  bad", bad(), bad() > 0 && errors != null ? "see " + errors : "");
    line(text, "  not evaluated", notEvaluated(), notEvaluated() > 0 ? "their rules failed" : "");
    long notListed = tally.records.of(Tally.NOT_LISTED);
    if (notListed > 0) {
      line(text, "  not listed", notListed, "the list of errors would be too long");
    }
    if (duplicates.records() > 0) {
      line(
          text,
          "sharing an id",
          duplicates.records(),
          number(duplicates.ids()) + (duplicates.ids() == 1 ? " id" : " ids"));
    }
    if (extent.passedOver() > 0) {
      line(text, "files passed over", extent.passedOver(), "not named as case files");
    }
    section(text, "verdict", verdicts());
    section(text, "findings by category", tally.categories.byCount());
    section(text, "findings by rule", tally.rules.byCount());
    section(text, "errors", tally.errorKinds.byCount());
    section(text, "changes", tally.changes.byCount());
    section(text, "last days of verdicts, by week", tally.lapses.byName());
    for (Tally.Lapse lapse : tally.soonest()) {
      text.append(
          "  %s until %s, then %s: %s\n"
              .formatted(lapse.verdict(), lapse.until(), lapse.then(), Echo.shown(lapse.caseId())));
    }
    List<Tally.Case> most = tally.most();
    if (!most.isEmpty()) {
      text.append("most findings\n");
      for (Tally.Case named : most) {
        line(text, "  " + Echo.shown(named.caseId()), named.findings(), "");
      }
    }
    text.append(
        String.format(
            Locale.ROOT,
            "%s records a second, %.1f seconds\n",
            number(Math.round(rate())),
            seconds));
    return text.toString();
  }

  private static void section(
      StringBuilder text, String title, List<Map.Entry<String, Long>> counts) {
    if (counts.isEmpty()) {
      return;
    }
    text.append(title).append('\n');
    for (Map.Entry<String, Long> count : counts.subList(0, Math.min(LISTED, counts.size()))) {
      line(text, "  " + Echo.shown(count.getKey()), count.getValue(), "");
    }
    if (counts.size() > LISTED) {
      text.append("  and ").append(counts.size() - LISTED).append(" more\n");
    }
  }

  private static void line(StringBuilder text, String what, long count, String remark) {
    String bare = "%-44s %14s  %s".formatted(what, number(count), remark).stripTrailing();
    text.append(bare).append('\n');
  }

  /** For programs; ends with a line end. */
  public String json() {
    ObjectNode json = Json.object();
    json.put("alreadyDone", alreadyDone);
    json.put("records", tally.total()).put("evaluated", evaluated());
    json.put("bad", bad()).put("notEvaluated", notEvaluated());
    json.put("notListed", tally.records.of(Tally.NOT_LISTED));
    json.put("sharingAnId", duplicates.records()).put("sharedIds", duplicates.ids());
    json.put("filesPassedOver", extent.passedOver());
    json.put("doneByTheRunBefore", already);
    ObjectNode verdicts = json.putObject("verdicts");
    verdicts().forEach(entry -> verdicts.put(entry.getKey(), entry.getValue()));
    counts(json, "categories", tally.categories);
    counts(json, "rules", tally.rules);
    counts(json, "errors", tally.errorKinds);
    counts(json, "changes", tally.changes);
    ObjectNode lapses = json.putObject("lapses");
    tally.lapses.byName().forEach(entry -> lapses.put(entry.getKey(), entry.getValue()));
    ArrayNode soonest = json.putArray("soonestLapses");
    tally.soonest().forEach(lapse -> Tally.write(lapse, soonest.addObject()));
    ArrayNode most = json.putArray("mostFindings");
    for (Tally.Case named : tally.most()) {
      most.addObject().put("caseId", named.caseId()).put("findings", named.findings());
    }
    json.put("seconds", seconds).put("recordsPerSecond", rate());
    return Json.pretty(json) + "\n";
  }

  private static void counts(ObjectNode json, String name, Counts counts) {
    ObjectNode object = json.putObject(name);
    counts.byCount().forEach(entry -> object.put(entry.getKey(), entry.getValue()));
  }
}
