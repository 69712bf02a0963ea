package org.needlewise.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.needlewise.batch.Inputs;
import org.needlewise.casefile.CaseFile;
import org.needlewise.cli.CaseInputs.Entry;
import org.needlewise.cli.CaseInputs.Place;
import org.needlewise.planning.Advisor.Advised;
import org.needlewise.report.AdvisoryReport;
import org.needlewise.report.ReportChanges;
import org.needlewise.screening.ScreeningResult;

/**
 * Screens cases as they are read, few at a time, and has each told of in the order of the input. Of
 * all of them only the ids and the places are kept.
 */
final class ScreenRun {
  /** So many are screened together, or fewer where they are long. */
  private static final int CASES = 100;

  private static final long BYTES = 1 << 20;

  /** What screens: one result a case, in their order. */
  interface Engine {
    List<Advised> screen(List<CaseFile> cases);
  }

  private final Engine engine;
  private final UnaryOperator<CaseFile> given;
  private final UnaryOperator<CaseFile> tried;
  private final ScreenOutput output;

  private final Map<String, Place> ids = new HashMap<>();
  private long reports;
  private long bad;
  private long notEvaluated;

  /**
   * @param given makes the case as it is given of the case as it is read
   * @param tried makes of that what is screened in its place; null where nothing is
   */
  ScreenRun(
      Engine engine,
      UnaryOperator<CaseFile> given,
      UnaryOperator<CaseFile> tried,
      ScreenOutput output) {
    this.engine = engine;
    this.given = given;
    this.tried = tried;
    this.output = output;
  }

  /**
   * Goes through all of them.
   *
   * @return one of the {@link ExitCode}s
   */
  int run(CaseInputs inputs) {
    List<Entry> chunk = new ArrayList<>();
    long bytes = 0;
    for (Entry entry = inputs.next(); entry != null; entry = inputs.next()) {
      chunk.add(entry);
      bytes += entry.bytes();
      if (chunk.size() == CASES || bytes >= BYTES) {
        screen(chunk);
        chunk.clear();
        bytes = 0;
      }
    }
    screen(chunk);
    long passedOver = inputs.passedOver();
    if (passedOver > 0) {
      output.tell(
          "needlewise: %d %s passed over: cases have names that end in %s"
              .formatted(passedOver, passedOver == 1 ? "file" : "files", Inputs.ENDINGS));
    }
    long none = bad + notEvaluated;
    if (none > 0 && none + reports > 1) {
      output.tell("needlewise: %d of %d have no report: see above".formatted(none, none + reports));
    }
    output.end();
    return notEvaluated > 0 ? ExitCode.FAILED : bad > 0 ? ExitCode.BAD_INPUT : ExitCode.DONE;
  }

  private void screen(List<Entry> chunk) {
    List<CaseFile> cases =
        chunk.stream().map(Entry::caseFile).filter(c -> c != null).map(given).toList();
    List<CaseFile> otherwise = tried == null ? cases : cases.stream().map(tried).toList();
    List<Advised> screened = engine.screen(otherwise);
    boolean compares = tried != null && output.tellsChanges();
    List<Advised> written = compares ? engine.screen(cases) : screened;
    int next = 0;
    for (Entry entry : chunk) {
      if (entry.caseFile() == null) {
        bad(entry);
        continue;
      }
      int i = next++;
      noteId(entry);
      AdvisoryReport report = screened.get(i).screened().report();
      AdvisoryReport before = written.get(i).screened().report();
      if (report == null || before == null) {
        notEvaluated(entry, (report == null ? screened : written).get(i).screened());
        continue;
      }
      reports++;
      output.report(
          otherwise.get(i),
          report,
          screened.get(i).advice(),
          compares ? new ReportChanges(Main.WORDS, cases.get(i).proposed(), before, report) : null);
    }
    output.flush();
  }

  private void bad(Entry entry) {
    bad++;
    output.noReport(
        entry.place().toString(),
        Main.WORDS.say("report.table.noReport"),
        Main.WORDS.say("report.table.mistakes", "count", entry.errors().size()));
    entry.errors().forEach(error -> output.tell(error.toString()));
  }

  private void notEvaluated(Entry entry, ScreeningResult result) {
    if (result.tooMuch()) {
      bad++;
    } else {
      notEvaluated++;
    }
    String id = entry.caseFile().id();
    String why =
        result.tooMuch()
            ? Main.WORDS.say("report.table.tooMuch")
            : Main.WORDS.say("report.table.ruleFailed");
    output.noReport(id, Main.WORDS.say("report.table.notEvaluated"), why);
    output.tell(entry.place() + ": " + id + ": " + result.failure());
  }

  /** Both cases of an id are screened: whose the other is, only the user can tell. */
  private void noteId(Entry entry) {
    String id = entry.caseFile().id();
    Place first = ids.putIfAbsent(id, entry.place());
    if (first != null) {
      output.tell(
          "%s: /id: found \"%s\", which is the id of %s too, expected one of its own"
              .formatted(entry.place(), id, first));
    }
  }
}
