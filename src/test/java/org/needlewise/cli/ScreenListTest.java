package org.needlewise.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.needlewise.cli.SampleCases.CLEAR;
import static org.needlewise.cli.SampleCases.KELOID;
import static org.needlewise.cli.SampleCases.TOO_SOON;
import static org.needlewise.cli.SampleCases.verdicts;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.needlewise.casefile.CaseFile;
import org.needlewise.casefile.CaseFileReader;
import org.needlewise.cli.NeedlewiseProcess.Result;
import org.needlewise.generate.CaseGenerator;
import org.needlewise.generate.Generation;
import org.needlewise.planning.Advisor.Advised;
import org.needlewise.report.Advice;
import org.needlewise.report.ReportText;
import org.needlewise.report.TextStyle;
import org.needlewise.rulebase.load.RuleBase;
import org.needlewise.screening.Screener;
import org.needlewise.screening.ScreeningResult;
import org.needlewise.words.Words;

/** Lists of cases: of files, folders and lines, some of which are bad. */
class ScreenListTest {
  private static final String BAD = CLEAR.replace("cheeks", "cheek");

  private static final String BAD_AREA =
      "/proposed/area: found \"cheek\", expected an area; the code for it is cheeks\n";

  @TempDir private Path folder;

  private Path write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private NeedlewiseProcess process() {
    return new NeedlewiseProcess().in(folder);
  }

  private NeedlewiseProcess terminal(int columns) {
    return process().java("-Dneedlewise.columns=" + columns);
  }

  private Result screen(String... arguments) throws Exception {
    return run(process(), arguments);
  }

  private static Result run(NeedlewiseProcess process, String... arguments) throws Exception {
    List<String> all = new ArrayList<>(List.of("screen"));
    all.addAll(List.of(arguments));
    return process.run(all.toArray(String[]::new));
  }

  /** The lines of pages that name their cases. */
  private static String named(String pages) {
    return String.join(
        ", ",
        pages
            .lines()
            .filter(line -> line.contains(": cheeks at "))
            .map(line -> line.substring(0, line.indexOf(':')))
            .toList());
  }

  @Test
  void aFolderWithABadFile() throws Exception {
    write("monday/1-ann.json", CLEAR.formatted("ann"));
    write("monday/2-bob.yaml", BAD.formatted("bob"));
    write("monday/3-cid.yml", TOO_SOON.formatted("cid"));
    write("monday/4/dan.ndjson", KELOID.formatted("dan") + CLEAR.formatted("eva"));
    write("monday/5-fay.JSON", CLEAR.formatted("fay"));
    write("monday/.hidden.yaml", BAD);
    write("monday/2-bob.yaml~", BAD);
    write("monday/6.jsonl", CLEAR.formatted("gus"));
    String wrong =
        "monday/2-bob.yaml:1:151: " + BAD_AREA + "needlewise: 1 of 7 have no report: see above\n";
    Result json = screen("--format", "json", "monday");
    assertEquals(
        "ann proceed, cid defer, dan contraindicated, eva proceed, fay proceed, gus proceed",
        verdicts(json.out()));
    assertEquals(wrong, json.err());
    assertEquals(3, json.code());
    Result text = screen("monday");
    assertEquals("ann, cid, dan, eva, fay, gus", named(text.out()));
    assertEquals(wrong, text.err());
    assertEquals(3, text.code());
  }

  @Test
  void aBadLineInTheMiddle() throws Exception {
    write(
        "many.ndjson",
        CLEAR.formatted("a") + BAD.formatted("b") + "\n{\n" + TOO_SOON.formatted("c"));
    Result result = screen("--format", "json", "many.ndjson");
    assertEquals("a proceed, c defer", verdicts(result.out()));
    assertEquals(
        "many.ndjson:2:149: "
            + BAD_AREA
            + "many.ndjson:4:2: found the end of the document, expected the rest of the JSON\n"
            + "needlewise: 2 of 4 have no report: see above\n",
        result.err());
    assertEquals(3, result.code());
  }

  @Test
  void whatCannotBeReadBesideGoodFiles() throws Exception {
    write("good.json", CLEAR.formatted("a"));
    write("bad.yaml", "id: x\npatient: {}\nproposed: {date: 2026-02-30, aria: face}\n");
    write("lines.ndjson", "{}\n");
    write("nothing.ndjson", "\n\n");
    Files.createDirectories(folder.resolve("empty"));
    write("notes/notes.txt", "call back");
    write("both/notes.txt", "call back");
    write("both/again.yaml", CLEAR.formatted("b"));
    Result result =
        screen(
            "--format=json",
            "nope.yaml",
            "good.json",
            "bad.yaml",
            "empty",
            "notes/",
            "both",
            "lines.ndjson",
            "nothing.ndjson");
    assertEquals("a proceed, b proceed", verdicts(result.out()));
    assertEquals(
        """
        nope.yaml: found no such file, expected a case file or a folder of them
        bad.yaml:3:11: /proposed/depthMm: found nothing, expected the field depthMm, which the proposed session must have
        bad.yaml:3:18: /proposed/date: found "2026-02-30", expected a day that exists; 2026-02 has 28 days
        bad.yaml:3:30: /proposed/aria: found an unknown field, expected a field of the proposed session; did you mean area?
        empty: found no file of cases (files with other names: 0), expected names that end in .ndjson, .jsonl, .json, .yaml or .yml
        notes/: found no file of cases (files with other names: 1), expected names that end in .ndjson, .jsonl, .json, .yaml or .yml
        lines.ndjson:1:1: /id: found nothing, expected the field id, which the case must have
        lines.ndjson:1:1: /patient: found nothing, expected the field patient, which the case must have
        lines.ndjson:1:1: /proposed: found nothing, expected the field proposed, which the case must have
        nothing.ndjson:1:1: found nothing (no records), expected a case on each line
        needlewise: 1 file passed over: cases have names that end in .ndjson, .jsonl, .json, .yaml or .yml
        needlewise: 6 of 8 have no report: see above
        """,
        result.err());
    assertEquals(3, result.code());
  }

  @Test
  void packedAndPipedAndCutOff() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      out.write(CLEAR.formatted("packed").getBytes(StandardCharsets.UTF_8));
    }
    byte[] packed = bytes.toByteArray();
    Files.write(folder.resolve("1.json.gz"), packed);
    Files.write(folder.resolve("2.json.gz"), Arrays.copyOf(packed, 5));
    Result result =
        run(
            process().input(KELOID.formatted("piped")),
            "--format=json",
            "1.json.gz",
            "2.json.gz",
            "-");
    assertEquals("packed proceed, piped contraindicated", verdicts(result.out()));
    assertEquals(
        """
        2.json.gz: found a file that cannot be read (it is cut off), expected a file that can be read to its end
        needlewise: 1 of 3 have no report: see above
        """,
        result.err());
    assertEquals(3, result.code());
  }

  @Test
  void aSingleBadFileIsAllThatIsSaid() throws Exception {
    write("bad.json", BAD.formatted("b"));
    for (NeedlewiseProcess process : List.of(process(), terminal(80))) {
      Result result = run(process, "bad.json");
      assertEquals("", result.out());
      assertEquals("bad.json:1:149: " + BAD_AREA, result.err());
      assertEquals(3, result.code());
    }
  }

  @Test
  void idsThatCasesShareAreTold() throws Exception {
    write("one.json", CLEAR.formatted("ann"));
    write("two.ndjson", KELOID.formatted("bob") + TOO_SOON.formatted("ann"));
    Result result = screen("--format", "json", "one.json", "two.ndjson", "one.json");
    assertEquals(
        "ann proceed, bob contraindicated, ann defer, ann proceed", verdicts(result.out()));
    assertEquals(
        """
        two.ndjson:2: /id: found "ann", which is the id of one.json too, expected one of its own
        one.json: /id: found "ann", which is the id of one.json too, expected one of its own
        """,
        result.err());
    assertEquals(0, result.code());
  }

  /** The rules of one case fail, as the screener tells it. */
  private static int runWhereBobFails(
      List<String> names,
      UnaryOperator<org.needlewise.casefile.CaseFile> tried,
      ScreenOutput output)
      throws IOException {
    RuleBase base = RuleBase.prebuilt();
    try (Screener screener = new Screener(base);
        CaseInputs inputs = new CaseInputs(names, new CaseFileReader(base.vocabulary()))) {
      return new ScreenRun(
              cases ->
                  screener.screen(cases).stream()
                      .map(
                          screened ->
                              screened.report().caseId().equals("bob")
                                  ? new Advised(
                                      new ScreeningResult(
                                          null, "not evaluated: rule \"x\" failed", false),
                                      null)
                                  : new Advised(screened, Advice.NONE))
                      .toList(),
              UnaryOperator.identity(),
              tried,
              output)
          .run(inputs);
    }
  }

  @Test
  void aCaseThatRulesFailOnIsNamedAndNeverClear() throws Exception {
    Path file =
        write(
            "many.ndjson",
            CLEAR.formatted("ann") + CLEAR.formatted("bob") + BAD + CLEAR.formatted("cid"));
    String told =
        file
            + ":2: bob: not evaluated: rule \"x\" failed\n"
            + file
            + ":3:150: "
            + BAD_AREA
            + "needlewise: 2 of 4 have no report: see above\n";
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    StringWriter err = new StringWriter();
    List<String> names = List.of(file.toString());
    assertEquals(
        1,
        runWhereBobFails(
            names, null, ScreenOutput.json(out::writeBytes, new PrintWriter(err, true))));
    assertEquals("ann proceed, cid proceed", verdicts(out.toString(StandardCharsets.UTF_8)));
    assertEquals(told, err.toString());

    out.reset();
    err.getBuffer().setLength(0);
    TextStyle style = new TextStyle(80, false, false);
    ReportText pages = new ReportText(Words.ENGLISH, style, null);
    UnaryOperator<CaseFile> deeper = c -> c.proposing(c.proposed().with(c.proposed().date(), 160));
    assertEquals(
        1,
        runWhereBobFails(
            names,
            deeper,
            ScreenOutput.table(out::writeBytes, new PrintWriter(err, true), style, pages)));
    String text = out.toString(StandardCharsets.UTF_8);
    String row = "bob +NOT EVALUATED +- +- +a rule failed, see the end";
    assertTrue(text.lines().anyMatch(line -> line.matches(row)), text);
    assertEquals("ann, cid", named(text));
    assertEquals(told, err.toString());
  }

  @Test
  void aTableComesFirstOnATerminal() throws Exception {
    write("1.json", CLEAR.formatted("ann"));
    write("2.json", BAD.formatted("bob"));
    write("3.json", TOO_SOON.formatted("cid"));
    Result terminal = run(terminal(80), "--color=never", "1.json", "2.json", "3.json");
    String table =
        """
        Case    Verdict    Earliest    Ask  Why
        ann     PROCEED    2026-11-20  0    nothing found against it
        2.json  NO REPORT  -           -    1 mistake, see the end
        cid     NOT YET    2026-11-21  0    Interval at medium depth
        """;
    String between = "\n" + "─".repeat(80) + "\n\n";
    assertTrue(terminal.out().startsWith(table + between + "[ PROCEED ]"), terminal.out());
    assertEquals("ann, cid", named(terminal.out()));
    String wrong = "2.json:1:151: " + BAD_AREA + "needlewise: 1 of 3 have no report: see above\n";
    assertEquals(wrong, terminal.err());
    assertEquals(3, terminal.code());

    Result elsewhere = screen("1.json", "2.json", "3.json");
    assertTrue(elsewhere.out().startsWith("[ PROCEED ]"), elsewhere.out());
    assertFalse(elsewhere.out().contains("Earliest  "), elsewhere.out());
    assertEquals("ann, cid", named(elsewhere.out()));
    assertEquals(wrong, elsewhere.err());

    for (NeedlewiseProcess process : List.of(process(), terminal(80))) {
      assertEquals(
          table, run(process, "--color=never", "--table", "1.json", "2.json", "3.json").out());
    }
    assertTrue(run(terminal(80), "--color=never", "1.json").out().startsWith("[ PROCEED ]"));
    Result one = screen("--table", "3.json");
    assertEquals(
        """
        Case  Verdict  Earliest    Ask  Why
        cid   NOT YET  2026-11-21  0    Interval at medium depth
        """,
        one.out());
    String json = run(terminal(80), "--format=json", "1.json", "3.json").out();
    assertEquals("ann proceed, cid defer", verdicts(json));
  }

  @Test
  void theReasonIsTheGoverningFinding() throws Exception {
    String arms = TOO_SOON.replace("cheeks", "arms");
    String eye =
        TOO_SOON.replace(
            "\"area\":\"cheeks\",\"depthMm\":1.5}", "\"area\":\"%2$s\",\"depthMm\":1.5}");
    write("1.ndjson", arms.formatted("latest") + eye.formatted("undated", "under-eye"));
    assertEquals(
        """
        Case     Verdict        Earliest    Ask  Why
        latest   NOT YET        2026-12-05  0    Interval on the body
        undated  NOT LIKE THIS  none        0    Too deep for the skin around the eye
        """,
        screen("--table", "1.ndjson").out());
  }

  @Test
  void theTableFits() throws Exception {
    write(
        "1.ndjson",
        CLEAR.formatted("2026-11-23-north-anna-maria")
            + KELOID.formatted("東京病院の田中花子さん")
            + TOO_SOON.formatted("x".repeat(45))
            + CLEAR.formatted("Jon van der Berg, the younger"));
    write("2.yaml", "id: eve\npatient: {}\nproposed: {date: 2026-11-20, area: legs, depthMm: 1}\n");
    assertEquals(
        """
        Case                 Verdict       Earliest    Ask  Why
        2026-11-23-north-    PROCEED       2026-11-20  0    nothing found against it
        anna-maria
        東京病院の田中花子   DO NOT TREAT  none        0    Keloid, now or ever
        さん
        xxxxxxxxxxxxxxxxxxx  NOT YET       2026-11-21  0    Interval at medium depth
        xxxxxxxxxxxxxxxxxxx
        xxxxxxx
        Jon van der Berg,    PROCEED       2026-11-20  0    nothing found against it
        the younger
        eve                  ASK FIRST     2026-11-20  26   Unanswered safety questions
        """,
        run(terminal(80), "--table", "--color=never", "1.ndjson", "2.yaml").out());
    assertEquals(
        """
        Case           Verdict  Earliest    Ask  Why
        2026-11-23-    PROCEED  2026-11-20  0    nothing found
        north-anna-                              against it
        maria
        東京病院の田   DO NOT   none        0    Keloid, now or ever
        中花子さん     TREAT
        xxxxxxxxxxxxx  NOT YET  2026-11-21  0    Interval at medium
        xxxxxxxxxxxxx                            depth
        xxxxxxxxxxxxx
        xxxxxx
        Jon van der    PROCEED  2026-11-20  0    nothing found
        Berg, the                                against it
        younger
        eve            ASK      2026-11-20  26   Unanswered safety
                       FIRST                     questions
        """,
        run(terminal(60), "--table", "--color=never", "1.ndjson", "2.yaml").out());
  }

  @Test
  void coloursTheVerdictsOfTheTable() throws Exception {
    write("1.json", KELOID.formatted("ann"));
    String out = screen("--table", "--color=always", "1.json").out();
    assertTrue(out.contains("\u001b[1;31mDO NOT TREAT\u001b[0m"), out);
  }

  /** More than fit in the memory at once; batch writes the same. */
  @Test
  void aListOfAnyLength() throws Exception {
    Path cases = folder.resolve("cases.ndjson");
    new Generation(8, 60_000, 0, CaseGenerator.AS_OF).writeFile(cases, false, 2);
    Path reports = folder.resolve("reports.ndjson");
    Result batch = process().run("batch", "-q", cases.toString(), "-o", reports.toString());
    assertEquals("", batch.err());
    Result result = run(process().java("-Xmx64m"), "--format=json", cases.toString());
    assertEquals("", result.err());
    assertEquals(0, result.code());
    assertArrayEquals(Files.readAllBytes(reports), result.out().getBytes(StandardCharsets.UTF_8));
  }
}
