package org.needlewise.batch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.needlewise.casefile.CaseFile;
import org.needlewise.casefile.CaseFileReader;
import org.needlewise.casefile.CaseFileWriter;
import org.needlewise.generate.CaseGenerator;
import org.needlewise.generate.Generation;
import org.needlewise.planning.Advisor.Advised;
import org.needlewise.report.AdvisoryReport;
import org.needlewise.report.ReportJson;
import org.needlewise.review.RulesCopy;
import org.needlewise.rulebase.load.RuleBase;
import org.needlewise.rulebase.load.RuleSets;
import org.needlewise.screening.Screener;
import org.needlewise.screening.ScreeningResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Whole runs on the shipped rules, within this process. */
class BatchRunTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final RuleBase rules = Ask.RULES;

  @TempDir Path dir;
  private Path in;
  private Path out;

  @BeforeEach
  void nameFiles() {
    in = dir.resolve("in.ndjson");
    out = dir.resolve("out.ndjson");
  }

  private static String line(long index) {
    return CaseFileWriter.json(new CaseGenerator(21).caseAt(index));
  }

  private static String lines(int count) {
    return Stream.iterate(0, i -> i + 1)
        .limit(count)
        .map(i -> line(i) + "\n")
        .collect(Collectors.joining());
  }

  /** What one screener says of these cases, each alone. */
  private static String expected(List<CaseFile> cases) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ReportJson json = new ReportJson(bytes);
    try (Screener screener = new Screener(rules)) {
      for (CaseFile caseFile : cases) {
        json.write(screener.screen(caseFile));
      }
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static String expected(int from, int count) {
    CaseGenerator generator = new CaseGenerator(21);
    List<CaseFile> cases = new ArrayList<>();
    for (int i = from; i < from + count; i++) {
      cases.add(generator.caseAt(i));
    }
    return expected(cases);
  }

  private static List<JsonNode> rows(Path file) throws IOException {
    return Files.readAllLines(file).stream().map(JSON::readTree).toList();
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(dir)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  // ---- the same bytes

  @Test
  void reportsComeInInputOrderWhateverTheThreads() throws Exception {
    Files.writeString(in, lines(3210));
    String expected = expected(0, 3210);
    for (int threads : new int[] {1, 2, 7}) {
      Ask ask = new Ask(in, dir.resolve("out" + threads + ".ndjson"));
      ask.threads = threads;
      assertEquals(3210, ask.run().evaluated());
      assertEquals(expected, Files.readString(ask.output), threads + " threads");
    }
    for (int threads : new int[] {1, 5}) {
      Ask ask = new Ask(in, dir.resolve("packed" + threads + ".ndjson.zst"));
      ask.threads = threads;
      ask.run();
    }
    assertArrayEquals(
        Files.readAllBytes(dir.resolve("packed1.ndjson.zst")),
        Files.readAllBytes(dir.resolve("packed5.ndjson.zst")));
  }

  @Test
  void packedInputAndOutputHoldTheSame() throws Exception {
    String text = lines(1234);
    String expected = expected(0, 1234);
    for (String ending : List.of("", ".gz", ".zst")) {
      // Told by content, not by name.
      Bytes bytes = new Bytes(0);
      bytes.writeBytes(text.getBytes(StandardCharsets.UTF_8));
      Files.write(in, packed(bytes, Compression.ofName("x" + ending)));
      Ask ask = new Ask(in, dir.resolve("out.ndjson" + ending));
      ask.force = true;
      ask.run();
      try (InputStream unpacked = Compression.unpack(Files.newInputStream(ask.output))) {
        assertEquals(expected, new String(unpacked.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
  }

  private static byte[] packed(Bytes bytes, Compression compression) {
    return compression.pack(bytes).toByteArray();
  }

  @Test
  void blankLinesCrLfAByteOrderMarkAndAMissingLastEndAreFine() throws Exception {
    String mark = "\uFEFF";
    Files.writeString(
        in, mark + line(0) + "\r\n\r\n \t\n" + line(1) + "\n\n\n" + line(2) + "\r\n" + line(3));
    new Ask(in, out).run();
    assertEquals(expected(0, 4), Files.readString(out));
    assertEquals(List.of("in.ndjson", "out.errors.ndjson", "out.ndjson"), files());
    assertEquals(0, Files.size(dir.resolve("out.errors.ndjson")));
  }

  @Test
  void anEmptyInputGivesAnEmptyOutput() throws Exception {
    Files.writeString(in, "");
    assertEquals(0, new Ask(in, out).run().evaluated());
    assertEquals("", Files.readString(out));
    Ask packed = new Ask(in, dir.resolve("packed.ndjson.gz"));
    packed.run();
    try (InputStream unpacked = Compression.unpack(Files.newInputStream(packed.output))) {
      assertEquals(0, unpacked.readAllBytes().length);
    }
  }

  @Test
  void severalInputsAndStandardInputFollowEachOther() throws Exception {
    Files.writeString(in, line(0) + "\n" + line(1));
    Ask ask = new Ask(in, null);
    ask.inputs.add("-");
    ask.standardInput = line(2) + "\n[]\n";
    ask.run();
    assertEquals(expected(0, 3), ask.standardOutput.toString(StandardCharsets.UTF_8));
    JsonNode error = JSON.readTree(ask.standardError.toByteArray());
    assertEquals("<stdin>", error.get("source").stringValue());
    assertEquals(2, error.get("line").intValue());
  }

  @Test
  void aFolderIsReadByNameAtEachLevel() throws Exception {
    Path folder = Files.createDirectory(dir.resolve("cases"));
    Files.createDirectories(folder.resolve("b/deeper"));
    CaseGenerator generator = new CaseGenerator(21);
    Files.writeString(folder.resolve("a.yaml"), CaseFileWriter.yaml(generator.caseAt(0)));
    Files.writeString(folder.resolve("b/1.json"), CaseFileWriter.json(generator.caseAt(1)));
    Files.writeString(folder.resolve("b/deeper/x.yml"), "id: [");
    Files.writeString(folder.resolve("c.ndjson"), line(2) + "\n" + line(3));
    Files.writeString(folder.resolve(".hidden.json"), "no");
    Files.writeString(folder.resolve("notes.txt"), "no");
    BatchSummary summary = new Ask(folder, out).run();
    assertEquals(expected(0, 4), Files.readString(out));
    assertEquals(1, summary.extent.passedOver());
    List<JsonNode> errors = rows(dir.resolve("out.errors.ndjson"));
    assertEquals(1, errors.size());
    assertEquals("b/deeper/x.yml", errors.get(0).get("source").stringValue());
    assertNull(errors.get(0).get("line"));
  }

  @Test
  void asOfReplacesTheCasesOwnDay() throws Exception {
    Files.writeString(in, lines(50));
    Ask ask = new Ask(in, out);
    ask.asOf = LocalDate.of(2026, 11, 21);
    ask.run();
    CaseGenerator generator = new CaseGenerator(21);
    List<CaseFile> cases = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      cases.add(generator.caseAt(i).asOf(ask.asOf));
    }
    assertEquals(expected(cases), Files.readString(out));
  }

  @Test
  void slimRowsHoldTheFieldsAskedForInTheirOrder() throws Exception {
    Files.writeString(in, lines(40));
    Ask ask = new Ask(in, out);
    ask.fields = SlimField.parse("verdict,caseId,line,findingCount,earliestDate,rules");
    ask.run();
    List<JsonNode> rows = rows(out);
    CaseGenerator generator = new CaseGenerator(21);
    try (Screener screener = new Screener(rules)) {
      for (int i = 0; i < 40; i++) {
        AdvisoryReport report = screener.screen(generator.caseAt(i));
        String date =
            report.earliestDate() == null ? "null" : '"' + report.earliestDate().toString() + '"';
        String found =
            report.findings().stream()
                .map(finding -> '"' + finding.rule() + '"')
                .sorted()
                .distinct()
                .collect(Collectors.joining(","));
        assertEquals(
            "{\"verdict\":\"%s\",\"caseId\":\"%s\",\"line\":%d,\"findingCount\":%d,\"earliestDate\":%s,\"rules\":[%s]}"
                .formatted(
                    report.verdict().code(),
                    report.caseId(),
                    i + 1,
                    report.findings().size(),
                    date,
                    found),
            rows.get(i).toString());
      }
    }
    BatchException e = assertThrows(BatchException.class, () -> SlimField.parse("caseId,verdikt"));
    assertEquals(
        "--fields: found \"verdikt\", expected some of caseId, source, line, asOf, verdict,"
            + " earliestDate, findingCount, rules, policies, categories, questions, ruleSet",
        e.getMessage());
  }

  // ---- bad records

  /** 100 000 lines with 100 broken; ten times that with -Dneedlewise.slow=true. */
  @Test
  void eachBrokenLineIsOneExactErrorAndCostsNoOtherItsReport() throws Exception {
    int tenth = Boolean.getBoolean("needlewise.slow") ? 10 : 1;
    int count = 100_000 * tenth;
    int broken = 100 * tenth;
    new Generation(4, count, broken, CaseGenerator.AS_OF).writeFile(in, false, 2);
    Ask ask = new Ask(in, out);
    ask.fields = SlimField.parse("line,caseId");
    BatchSummary summary = ask.run();
    assertEquals(count - broken, summary.evaluated());
    assertEquals(broken, summary.bad());
    List<JsonNode> listed = rows(dir.resolve("in.broken.ndjson"));
    List<JsonNode> errors = rows(dir.resolve("out.errors.ndjson"));
    assertEquals(broken, errors.size());
    for (int i = 0; i < broken; i++) {
      JsonNode error = errors.get(i);
      JsonNode place = listed.get(i);
      assertEquals(place.get("line"), error.get("line"));
      assertEquals(place.get("byteOffset"), error.get("byteOffset"));
      JsonNode first = error.get("errors").get(0);
      assertEquals(place.get("pointer"), first.get("pointer"), error::toString);
      assertEquals(place.get("line"), first.get("line"));
      assertTrue(
          first
              .get("message")
              .stringValue()
              .startsWith(in + ":" + place.get("line").longValue() + ":" + first.get("column")));
    }
    List<Long> reported = new ArrayList<>();
    for (JsonNode row : rows(out)) {
      reported.add(row.get("line").longValue());
      assertEquals(
          "case-%09d".formatted(row.get("line").longValue()), row.get("caseId").stringValue());
    }
    assertEquals(count - broken, reported.size());
    List<Long> missing = new ArrayList<>();
    int next = 0;
    for (long line = 1; line <= count; line++) {
      if (next < reported.size() && reported.get(next) == line) {
        next++;
      } else {
        missing.add(line);
      }
    }
    assertEquals(listed.stream().map(row -> row.get("line").longValue()).toList(), missing);
  }

  @Test
  void aBadRecordsRowSaysAllThatIsKnown() throws Exception {
    Files.writeString(
        in,
        line(0)
            + "\n{\"id\":\"b\",\"patient\":{\"sex\":\"f\"},\"proposed\":{\"date\":\"2026-11-20\"}}\n");
    new Ask(in, out).run();
    assertEquals(
        """
        {"source":"%1$s","line":2,"byteOffset":%2$d,"caseId":"b","errors":[\
        {"pointer":"/patient/sex","line":2,"column":28,"found":"\\"f\\"",\
        "expected":"one of female, male, other, unknown",\
        "message":"%1$s:2:28: /patient/sex: found \\"f\\", expected one of female, male, other, unknown"},\
        {"pointer":"/proposed/area","line":2,"column":44,"found":"nothing",\
        "expected":"the field area, which the proposed session must have",\
        "message":"%1$s:2:44: /proposed/area: found nothing, expected the field area, which the proposed session must have"},\
        {"pointer":"/proposed/depthMm","line":2,"column":44,"found":"nothing",\
        "expected":"the field depthMm, which the proposed session must have",\
        "message":"%1$s:2:44: /proposed/depthMm: found nothing, expected the field depthMm, which the proposed session must have"}]}
        """
            .formatted(in, line(0).length() + 1),
        Files.readString(dir.resolve("out.errors.ndjson")));
  }

  @Test
  void aCutPackedFileGivesItsCasesAndAnError() throws Exception {
    Bytes bytes = new Bytes(0);
    bytes.writeBytes(lines(600).getBytes(StandardCharsets.UTF_8));
    byte[] whole = packed(bytes, Compression.GZIP);
    Files.write(in, java.util.Arrays.copyOf(whole, whole.length / 2));
    Path next = dir.resolve("next.ndjson");
    Files.writeString(next, line(900));
    Ask ask = new Ask(in, out);
    ask.inputs.add(next.toString());
    BatchSummary summary = ask.run();
    assertEquals(1, summary.bad());
    String reports = Files.readString(out);
    int evaluated = (int) summary.evaluated();
    assertTrue(evaluated > 200 && evaluated < 400, () -> "evaluated " + evaluated);
    assertEquals(expected(0, evaluated - 1) + expected(900, 1), reports);
    JsonNode error = rows(dir.resolve("out.errors.ndjson")).get(0);
    assertEquals(evaluated, error.get("line").intValue());
    assertEquals(
        "a file that cannot be read (it is cut off)",
        error.get("errors").get(0).get("found").stringValue());
  }

  /** The rules of one case fail, as the screener tells it. */
  @Test
  void aCaseThatWasNotEvaluatedIsNamedAndSpoilsNoOther() throws Exception {
    Files.writeString(in, lines(700));
    Ask ask = new Ask(in, out);
    ask.engines =
        () -> {
          Engine engine = Engine.of(RuleSets.of(rules), java.util.Set.of());
          return cases ->
              engine.screen(cases).stream()
                  .map(
                      screened ->
                          screened.screened().report().caseId().equals("case-000000334")
                              ? new Advised(
                                  new ScreeningResult(
                                      null, "not evaluated: rule \"x\" failed", false),
                                  null)
                              : screened)
                  .toList();
        };
    BatchSummary summary = ask.run();
    assertEquals(699, summary.evaluated());
    assertEquals(1, summary.notEvaluated());
    assertEquals(0, summary.bad());
    assertEquals(expected(0, 333) + expected(334, 366), Files.readString(out));
    assertEquals(
        "{\"source\":\"%s\",\"line\":334,\"byteOffset\":%d,\"caseId\":\"case-000000334\",\"notEvaluated\":\"not evaluated: rule \\\"x\\\" failed\"}\n"
            .formatted(in, lines(333).length()),
        Files.readString(dir.resolve("out.errors.ndjson")));
    assertTrue(summary.text().contains("not evaluated: rule \"x\" failed"));
  }

  @Test
  void recordsThatShareAnIdAreNamed() throws Exception {
    Path other = dir.resolve("other.ndjson");
    Files.writeString(in, lines(1500) + line(7) + "\n" + line(3));
    Files.writeString(other, line(2000) + "\n" + line(7).replace("\"asOf\"", "\"oops\""));
    Ask ask = new Ask(in, out);
    ask.inputs.add(other.toString());
    BatchSummary summary = ask.run();
    assertEquals(1503, summary.evaluated());
    assertEquals(new Duplicates.Shared(5, 2), summary.duplicates);
    String row = "{\"caseId\":\"case-%09d\",\"source\":\"%s\",\"line\":%d,\"occurrence\":%d}\n";
    assertEquals(
        row.formatted(4, in, 4, 1)
            + row.formatted(8, in, 8, 1)
            + row.formatted(8, in, 1501, 2)
            + row.formatted(4, in, 1502, 2)
            + row.formatted(8, other, 2, 3),
        Files.readString(dir.resolve("out.duplicates.ndjson")));
  }

  // ---- against an earlier run

  @Test
  void onlyWhatChangedIsWrittenWithBothSides() throws Exception {
    int count = 1300;
    List<String> before = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      before.add(line(i));
    }
    Files.write(in, before);
    Path old = dir.resolve("old.ndjson.gz");
    new Ask(in, old).run();
    String[] oldReports = expected(0, count).split("\n");

    List<String> now = new ArrayList<>(before);
    // A pregnancy makes any verdict contraindicated.
    CaseGenerator generator = new CaseGenerator(21);
    int changed = 640;
    while (!oldReports[changed].contains("\"verdict\":\"proceed\",\"earliestDate\"")
        || !generator.caseAt(changed).patient().conditions().isEmpty()) {
      changed++;
    }
    String pregnant =
        line(changed)
            .replaceFirst(
                "\"patient\":\\{", "\"patient\":{\"conditions\":[{\"code\":\"pregnancy\"}],");
    now.set(changed, pregnant);
    now.remove(100);
    now.add(line(5000));
    byte[] bytes = pregnant.getBytes(StandardCharsets.UTF_8);
    CaseFile pregnantCase =
        new CaseFileReader(rules.vocabulary()).readRecord(bytes, 0, bytes.length, "x", 1);
    String changeRow =
        "{\"caseId\":\"case-%09d\",\"changed\":[\"verdict\",\"earliestDate\",\"findings\"],\"before\":%s,\"after\":%s}\n"
            .formatted(changed + 1, oldReports[changed], expected(List.of(pregnantCase)).strip());
    String addedRow =
        "{\"caseId\":\"case-000005001\",\"changed\":[\"added\"],\"before\":null,\"after\":%s}\n"
            .formatted(expected(5000, 1).strip());
    String removedRow =
        "{\"caseId\":\"case-000000101\",\"changed\":[\"removed\"],\"before\":%s,\"after\":null}\n"
            .formatted(oldReports[100]);

    Files.write(in, now);
    Ask ask = new Ask(in, out);
    ask.onlyChangedFrom = old;
    BatchSummary summary = ask.run();
    assertEquals(changeRow + addedRow + removedRow, Files.readString(out));
    assertEquals(
        "[unchanged=1298, added=1, proceed to contraindicated=1, removed=1]",
        summary.tally.changes.byCount().toString());
    assertEquals(
        List.of(
            "in.ndjson", "old.errors.ndjson", "old.ndjson.gz", "out.errors.ndjson", "out.ndjson"),
        files());

    // In another order each case is found too.
    Collections.shuffle(now, new Random(5));
    Files.write(in, now);
    for (int threads : new int[] {1, 3}) {
      ask = new Ask(in, out);
      ask.force = true;
      ask.threads = threads;
      ask.onlyChangedFrom = old;
      ask.run();
      List<String> rows = Files.readAllLines(out);
      assertEquals(3, rows.size());
      assertEquals(removedRow.strip(), rows.get(2));
      assertTrue(rows.contains(changeRow.strip()) && rows.contains(addedRow.strip()));
    }
  }

  @Test
  void whatChangedIsSlimWhereFieldsAreAskedFor() throws Exception {
    CaseGenerator generator = new CaseGenerator(21);
    List<SlimField> every = List.of(SlimField.values());
    Files.writeString(in, lines(300));
    Path old = dir.resolve("old.ndjson");
    Path oldSlim = dir.resolve("old-slim.ndjson");
    new Ask(in, old).run();
    Ask slim = new Ask(in, oldSlim);
    slim.fields = every;
    slim.run();

    // The day after, without the first case and with another; what changed is told whole and slim.
    List<String> now = new ArrayList<>();
    for (int i = 1; i <= 300; i++) {
      now.add(line(i));
    }
    Files.write(in, now);
    LocalDate asOf = generator.caseAt(0).asOf().plusDays(1);
    Path whole = dir.resolve("whole.ndjson");
    Path nowSlim = dir.resolve("now-slim.ndjson");
    for (Path to : List.of(whole, nowSlim, out)) {
      Ask ask = new Ask(in, to);
      ask.asOf = asOf;
      ask.fields = to.equals(whole) ? List.of() : every;
      ask.onlyChangedFrom = to.equals(nowSlim) ? null : old;
      ask.run();
    }
    Map<String, ObjectNode> before = byCase(oldSlim);
    before.values().forEach(row -> row.putNull("source").putNull("line"));
    Map<String, ObjectNode> after = byCase(nowSlim);
    List<String> expected = new ArrayList<>();
    for (JsonNode change : rows(whole)) {
      String id = change.get("caseId").stringValue();
      ObjectNode row = ((ObjectNode) change).deepCopy();
      row.set("before", change.get("before").isNull() ? null : before.get(id));
      row.set("after", change.get("after").isNull() ? null : after.get(id));
      expected.add(row.toString());
    }
    assertEquals(expected, Files.readAllLines(out));
    assertTrue(expected.size() > 10, () -> expected.size() + " rows");
    assertEquals(
        "{\"caseId\":\"case-000000001\",\"changed\":[\"removed\"],\"before\":%s,\"after\":null}"
            .formatted(before.get("case-000000001")),
        expected.get(expected.size() - 1));
    assertTrue(
        expected
            .get(expected.size() - 2)
            .startsWith(
                "{\"caseId\":\"case-000000301\",\"changed\":[\"added\"],\"before\":null,\"after\":{\"caseId\":"
                    + "\"case-000000301\",\"source\":\"%s\",\"line\":300,".formatted(in)),
        () -> expected.toString());
  }

  private static Map<String, ObjectNode> byCase(Path file) throws IOException {
    return rows(file).stream()
        .collect(Collectors.toMap(row -> row.get("caseId").stringValue(), row -> (ObjectNode) row));
  }

  @Test
  void slimRowsAreNoEarlierRun() throws Exception {
    Files.writeString(in, lines(3));
    Path old = dir.resolve("old.ndjson");
    Ask slim = new Ask(in, old);
    slim.fields = SlimField.parse("caseId,verdict");
    slim.run();
    Ask ask = new Ask(in, out);
    ask.onlyChangedFrom = old;
    BatchException e = assertThrows(BatchException.class, ask::run);
    assertEquals(
        old
            + ":1: found a line that is no whole report, expected what an earlier run wrote without"
            + " --fields",
        e.getMessage());
  }

  /** Of reports that share an id each record is held against the one in its own place. */
  @Test
  void recordsThatShareAnIdAreHeldAgainstTheirOwnReports() throws Exception {
    String other = line(1).replace("case-000000002", "case-000000001");
    Files.writeString(in, line(0) + "\n" + other + "\n" + line(0) + "\n");
    Path old = dir.resolve("old.ndjson");
    new Ask(in, old).run();
    Ask ask = new Ask(in, out);
    ask.onlyChangedFrom = old;
    assertEquals("[unchanged=3]", ask.run().tally.changes.byCount().toString());
  }

  /** The same rule under another id says the same; without its former id it is another rule. */
  @Test
  void aRuleThatWasRenamed() throws Exception {
    Files.writeString(in, lines(300));
    Path old = dir.resolve("old.ndjson");
    new Ask(in, old).run();
    long named =
        Files.readAllLines(old).stream().filter(row -> row.contains("\"interval-face\"")).count();
    assertTrue(named > 20, named + " reports of the rule");
    RulesCopy copy = new RulesCopy(Files.createDirectory(dir.resolve("copy")));
    Path visage = copy.rules().resolve("interval/visage.drl");
    Files.move(copy.rules().resolve("interval/face.drl"), visage);
    copy.edit("rules-drl/interval/visage.drl", "interval.face", "interval.visage");
    copy.edit("rules-drl/manifest.yaml", "  - interval-face\n", "");
    String outcome = "[unchanged=" + (300 - named) + ", other findings=" + named + "]";
    for (String former : List.of("", "@formerly(\"interval-face\")  ")) {
      copy.edit("rules-drl/interval/visage.drl", "@title(", former + "@title(");
      Ask ask = new Ask(in, out);
      ask.onlyChangedFrom = old;
      ask.rules = RuleBase.load(copy.rules(), null);
      ask.force = true;
      assertEquals(outcome, ask.run().tally.changes.byCount().toString());
      outcome = "[unchanged=300]";
    }
  }

  @Test
  void anEarlierRunThatIsNoneLeavesNothingBehind() throws Exception {
    Files.writeString(in, lines(3));
    Path folder = Files.createDirectory(dir.resolve("folder"));
    Path broken = Files.writeString(dir.resolve("broken.txt"), "no report\n");
    String report = expected(0, 1);
    Path cut = Files.writeString(dir.resolve("cut.txt"), report + expected(1, 1).substring(0, 90));
    for (Path old : List.of(dir.resolve("none"), folder, broken, cut)) {
      Ask ask = new Ask(in, out);
      ask.onlyChangedFrom = old;
      BatchException e = assertThrows(BatchException.class, ask::run);
      assertEquals(BatchException.Reason.INPUT, e.reason());
      assertTrue(e.getMessage().startsWith(old + ":"), e.getMessage());
      assertEquals(List.of("broken.txt", "cut.txt", "folder", "in.ndjson"), files());
    }
  }

  // ---- what is there already

  @Test
  void whatIsReadIsNeverReplaced() throws Exception {
    String cases = lines(10);
    Files.writeString(in, cases);
    Path link = Files.createSymbolicLink(dir.resolve("link.ndjson"), in);
    Path reports = dir.resolve("reports.ndjson");
    new Ask(in, reports).run();
    String report = Files.readString(reports);
    List<String> before = files();
    Ask overOld = new Ask(in, reports);
    overOld.onlyChangedFrom = reports;
    Ask errorsOverInput = new Ask(in, out);
    errorsOverInput.errors = in;
    List<Ask> asks =
        List.of(new Ask(in, in), new Ask(link, in), new Ask(dir, in), overOld, errorsOverInput);
    for (Ask ask : asks) {
      ask.force = true;
      BatchException e = assertThrows(BatchException.class, ask::run);
      String said =
          switch (asks.indexOf(ask)) {
            case 0 -> in + " (the output) is " + in + " (an input)";
            case 1 -> in + " (the output) is " + link + " (an input)";
            case 2 -> in + " (the output) is in " + dir + " (the inputs)";
            case 3 -> reports + " (the output) is " + reports + " (the earlier run)";
            default -> in + " (the errors) is " + in + " (an input)";
          };
      assertTrue(e.getMessage().startsWith(said + ": name "), e.getMessage());
      assertEquals(BatchException.Reason.USAGE, e.reason());
    }
    Ask twice = new Ask(in, out);
    twice.errors = dir.resolve("x/../out.ndjson");
    BatchException e = assertThrows(BatchException.class, twice::run);
    assertEquals(
        twice.errors + " (the errors) is " + out + " (the output): name another file to write",
        e.getMessage());
    assertEquals(before, files());
    assertEquals(cases, Files.readString(in));
    assertEquals(report, Files.readString(reports));
    // One of the same name elsewhere is another file.
    Ask elsewhere = new Ask(in, Files.createDirectory(dir.resolve("other")).resolve("in.ndjson"));
    elsewhere.force = true;
    assertEquals(10, elsewhere.run().evaluated());
  }

  @Test
  void aReportNeedsAFolder() throws Exception {
    Files.writeString(in, lines(1));
    Ask ask = new Ask(in, out);
    ask.report = Files.writeString(dir.resolve("file"), "mine");
    BatchException e = assertThrows(BatchException.class, ask::run);
    assertEquals(ask.report + " is a file, expected the name of a folder", e.getMessage());
    assertEquals(List.of("file", "in.ndjson"), files());
  }

  @Test
  void anExistingOutputIsKeptUnlessForced() throws Exception {
    Files.writeString(in, lines(10));
    Files.writeString(out, "mine");
    Ask ask = new Ask(in, out);
    BatchException e = assertThrows(BatchException.class, ask::run);
    assertEquals(BatchException.Reason.USAGE, e.reason());
    assertEquals("mine", Files.readString(out));
    ask.force = true;
    ask.run();
    assertEquals(expected(0, 10), Files.readString(out));
  }

  @Test
  void aFolderWithoutCasesIsAMistakeAndLeavesNothing() throws Exception {
    Path folder = Files.createDirectory(dir.resolve("folder"));
    Files.writeString(folder.resolve("notes.txt"), "no case");
    BatchException e = assertThrows(BatchException.class, () -> new Ask(folder, out).run());
    assertEquals(
        folder
            + ": found no file of cases (files with other names: 1), expected names that end in"
            + " .ndjson, .jsonl, .json, .yaml or .yml",
        e.getMessage());
    assertEquals(BatchException.Reason.INPUT, e.reason());
    try (Stream<Path> left = Files.list(dir)) {
      assertEquals(List.of(folder), left.toList());
    }
    Files.writeString(folder.resolve("one.ndjson"), lines(1));
    assertEquals(1, new Ask(folder, out).run().tally.total());
  }

  @Test
  void aMissingInputAndAMissingFolderAreSaidPlainly() throws Exception {
    BatchException e =
        assertThrows(BatchException.class, () -> new Ask(dir.resolve("nothing"), out).run());
    assertEquals(
        dir.resolve("nothing")
            + ": found no such file, expected a file of cases, a folder of them, or - for"
            + " standard input",
        e.getMessage());
    Files.writeString(in, lines(1));
    Path nowhere = dir.resolve("nowhere/out.ndjson");
    e = assertThrows(BatchException.class, () -> new Ask(in, nowhere).run());
    assertEquals("cannot write " + nowhere + ": there is no such folder", e.getMessage());
  }

  @Test
  void resumeAfterTheEndDoesNothing() throws Exception {
    Files.writeString(in, lines(5));
    new Ask(in, out).run();
    Ask again = new Ask(in, out);
    again.resume = true;
    assertEquals("nothing to go on with: " + out + " is finished\n", again.run().text());
  }

  /** As if the power had gone when the last file had its name, and all else still lay about. */
  @Test
  void resumeAfterTheLastNameWasGivenTakesTheRestAway() throws Exception {
    Files.writeString(in, lines(5));
    Path journal = dir.resolve("out.ndjson.journal");
    String[] begun = {null};
    Ask ask = new Ask(in, out);
    ask.engines =
        () -> {
          Engine engine = Engine.of(RuleSets.of(rules), java.util.Set.of());
          return cases -> {
            try {
              begun[0] = Files.readString(journal);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
            return engine.screen(cases);
          };
        };
    ask.threads = 1;
    ask.run();
    String reports = Files.readString(out);
    Files.writeString(journal, begun[0]);
    Journal start = Journal.read(journal);
    CRC32C checksum = new CRC32C();
    checksum.update(reports.getBytes(StandardCharsets.UTF_8));
    Journal.Piece whole = new Journal.Piece(Files.size(out), checksum.getValue());
    Journal ended =
        new Journal(
            start.asked(), false, 1, 0, whole, start.errors(), start.ids(), true, start.tally());
    Files.write(journal, ended.bytes().toByteArray());
    Files.writeString(dir.resolve("out.ndjson.ids.part"), "ids");
    Files.writeString(dir.resolve("out.ndjson.journal.new"), "half a jour");
    Ask again = new Ask(in, out);
    again.resume = true;
    assertEquals("nothing to go on with: " + out + " is finished\n", again.run().text());
    assertEquals(reports, Files.readString(out));
    assertEquals(List.of("in.ndjson", "out.errors.ndjson", "out.ndjson"), files());
  }

  @Test
  void aRunIsNotGoneOnWithOnOtherTerms() throws Exception {
    Files.writeString(in, lines(2000));
    Ask ask = new Ask(in, out);
    ask.threads = 1;
    ask.engines = failingAt(3);
    assertThrows(IllegalStateException.class, ask::run);
    assertFalse(Files.exists(out));
    assertEquals(expected(0, 1000), Files.readString(dir.resolve("out.ndjson.part")));

    Ask anew = new Ask(in, out);
    BatchException e = assertThrows(BatchException.class, anew::run);
    assertEquals(
        "an interrupted run lies beside "
            + out
            + ": go on with it by --resume, or begin anew with --force",
        e.getMessage());
    Ask other = new Ask(in, out);
    other.resume = true;
    other.asOf = LocalDate.of(2026, 11, 21);
    e = assertThrows(BatchException.class, other::run);
    assertEquals(
        "cannot go on with the run of "
            + out
            + ": not as it was then: --as-of; begin anew with --force",
        e.getMessage());
    Ask resumed = new Ask(in, out);
    resumed.resume = true;
    BatchSummary summary = resumed.run();
    assertEquals(2000, summary.evaluated());
    assertEquals(1000, summary.already);
    assertEquals(expected(0, 2000), Files.readString(out));
    assertEquals(List.of("in.ndjson", "out.errors.ndjson", "out.ndjson"), files());
  }

  /** An engine that fails at a chunk of the run, from 1. */
  private static Supplier<Engine> failingAt(int chunk) {
    int[] begun = {0};
    return () -> {
      Engine engine = Engine.of(RuleSets.of(rules), java.util.Set.of());
      return cases -> {
        begun[0] += cases.size();
        if (begun[0] > (chunk - 1) * 500) {
          throw new IllegalStateException("the power is gone");
        }
        return engine.screen(cases);
      };
    };
  }

  /** Two chunks of reports, errors and ids, of inputs of four. */
  private void interrupted(String cases) throws Exception {
    Files.writeString(in, cases);
    Ask ask = new Ask(in, out);
    ask.threads = 1;
    ask.engines = failingAt(3);
    assertThrows(IllegalStateException.class, ask::run);
    assertEquals(
        List.of(
            "in.ndjson",
            "out.errors.ndjson.part",
            "out.ndjson.ids.part",
            "out.ndjson.journal",
            "out.ndjson.part"),
        files());
  }

  private static String withBroken(String cases, int line) {
    return cases.replaceFirst("case-%09d\",.*".formatted(line), "case-%09d\"}".formatted(line));
  }

  private Map<String, String> content() throws IOException {
    Map<String, String> content = new TreeMap<>();
    for (String file : files()) {
      if (Files.isRegularFile(dir.resolve(file))) {
        content.put(
            file, new String(Files.readAllBytes(dir.resolve(file)), StandardCharsets.ISO_8859_1));
      }
    }
    return content;
  }

  /** That a resumption fails, and what it says; what was done before lies there as it did. */
  private String failedResume(Consumer<Ask> with) throws Exception {
    Map<String, String> before = content();
    Ask ask = new Ask(in, out);
    ask.resume = true;
    ask.threads = 1;
    with.accept(ask);
    Exception e = assertThrows(Exception.class, ask::run);
    Map<String, String> after = content();
    assertEquals(before.keySet(), after.keySet(), e::getMessage);
    before.forEach(
        (file, bytes) -> assertTrue(bytes.equals(after.get(file)), file + ": " + e.getMessage()));
    return e.getMessage().replace(dir + "/", "");
  }

  /** A byte less; gone; a folder in its place; a bit turned; then as it was. */
  private List<String> failedResumesWithout(String name) throws Exception {
    Path file = dir.resolve(name);
    byte[] whole = Files.readAllBytes(file);
    List<String> said = new ArrayList<>();
    Files.write(file, Arrays.copyOf(whole, whole.length - 1));
    said.add(failedResume(ask -> {}));
    Files.delete(file);
    said.add(failedResume(ask -> {}));
    Files.createDirectory(file);
    Files.write(file.resolve("so-big"), whole);
    said.add(failedResume(ask -> {}));
    Files.delete(file.resolve("so-big"));
    Files.delete(file);
    byte[] turned = whole.clone();
    turned[whole.length / 2] ^= 1;
    Files.write(file, turned);
    said.add(failedResume(ask -> {}));
    Files.write(file, whole);
    return said;
  }

  @Test
  void aResumptionThatFailsKeepsWhatWasDone() throws Exception {
    String cases = withBroken(withBroken(lines(2000), 3), 777);
    interrupted(cases);
    Path whole = Files.createDirectory(dir.resolve("whole"));
    new Ask(in, whole.resolve("out.ndjson")).run();
    String otherTerms =
        "cannot go on with the run of out.ndjson: not as it was then: %s; begin anew with --force";
    assertEquals(
        otherTerms.formatted("--as-of"),
        failedResume(ask -> ask.asOf = LocalDate.of(2026, 11, 21)));
    assertEquals(
        otherTerms.formatted("--fields"),
        failedResume(ask -> ask.fields = SlimField.parse("caseId")));
    // Whoever forgets where the errors went would begin another file in the middle.
    assertEquals(
        otherTerms.formatted("--errors"),
        failedResume(ask -> ask.errors = dir.resolve("elsewhere.ndjson")));
    assertEquals(
        otherTerms.formatted("--only-changed-from"),
        failedResume(ask -> ask.onlyChangedFrom = whole.resolve("out.ndjson")));
    assertEquals(
        otherTerms.formatted("inputs"),
        failedResume(ask -> ask.inputs.add(whole.resolve("out.ndjson").toString())));
    assertEquals("the power is gone", failedResume(ask -> ask.engines = failingAt(1)));
    String cannot =
        "cannot go on with %s: %s; all that is kept stays as it is; begin anew with --force";
    String cut = "it holds %d bytes, expected the %d that the run had written";
    for (String part :
        List.of("out.ndjson.part", "out.errors.ndjson.part", "out.ndjson.ids.part")) {
      long size = Files.size(dir.resolve(part));
      assertTrue(size > 1, part);
      List<String> said = failedResumesWithout(part);
      assertEquals(
          List.of(
              cannot.formatted(part, cut.formatted(size - 1, size)),
              cannot.formatted(part, "it is not there"),
              cannot.formatted(part, "it is no plain file"),
              cannot.formatted(part, "it is not as the run had written it")),
          said);
    }

    Ask resumed = new Ask(in, out);
    resumed.resume = true;
    BatchSummary summary = resumed.run();
    assertEquals(1000, summary.already);
    assertEquals(1998, summary.evaluated());
    assertEquals(List.of("in.ndjson", "out.errors.ndjson", "out.ndjson", "whole"), files());
    for (String name : List.of("out.ndjson", "out.errors.ndjson")) {
      assertEquals(Files.readString(whole.resolve(name)), Files.readString(dir.resolve(name)));
    }
  }

  /** What came by standard input can be another the next time. */
  @Test
  void aResumptionOfOtherInputKeepsWhatWasDone() throws Exception {
    String cases = withBroken(lines(2000), 3);
    Ask ask = new Ask("-", out);
    ask.standardInput = cases;
    ask.threads = 1;
    ask.engines = failingAt(3);
    assertThrows(IllegalStateException.class, ask::run);
    String other =
        "cannot go on with the run of out.ndjson: the inputs do not begin with what it had read;"
            + " begin anew with --force";
    in = Path.of("-");
    for (String input :
        List.of("", lines(999), cases.replace("case-000001000", "case-00000100x"))) {
      assertEquals(other, failedResume(again -> again.standardInput = input));
    }
    Ask resumed = new Ask("-", out);
    resumed.resume = true;
    resumed.standardInput = cases;
    assertEquals(1999, resumed.run().evaluated());
    assertEquals(expected(0, 2) + expected(3, 1997), Files.readString(out));
  }

  // ---- ids that would break out of their quotes

  private static final List<String> HARD_IDS =
      List.of(
          "a\"b",
          "\"",
          "back\\slash\\",
          "\\u0022",
          "tab\tline\nreturn\r",
          "\u0001\u001b[31m\u007f",
          "\",\"verdict\":\"defer\",\"findings\":[],\"questions\":[",
          "</script><b>&\u2028\u00e9\uD83D\uDE00");

  private static String withId(String line, String id) {
    return line.replaceFirst(
        "\"case-[0-9]+\"", java.util.regex.Matcher.quoteReplacement(JSON.writeValueAsString(id)));
  }

  private static List<String> idsOf(List<JsonNode> rows) {
    return rows.stream().map(row -> row.get("caseId").stringValue()).toList();
  }

  /** Rows end where lines end and nowhere else: control characters within are escapes. */
  private static List<JsonNode> plainRows(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    for (byte each : bytes) {
      assertTrue(each == '\n' || (each & 0xFF) >= ' ', file + " holds a control character");
    }
    return Stream.of(new String(bytes, StandardCharsets.UTF_8).split("\n"))
        .filter(row -> !row.isEmpty())
        .map(JSON::readTree)
        .toList();
  }

  /** Of each id a case, another, and a broken one. */
  private List<String> hardCases() {
    List<String> cases = new ArrayList<>();
    for (int i = 0; i < HARD_IDS.size(); i++) {
      cases.add(withId(line(i), HARD_IDS.get(i)));
    }
    for (int i = 0; i < HARD_IDS.size(); i++) {
      cases.add(withId(line(100 + i), HARD_IDS.get(i)));
    }
    for (int i = 0; i < HARD_IDS.size(); i++) {
      cases.add(withId(line(i), HARD_IDS.get(i)).replace("\"asOf\"", "\"oops\""));
    }
    return cases;
  }

  @Test
  void anIdStandsInEveryOutputAsItIs() throws Exception {
    Files.write(in, hardCases());
    Ask ask = new Ask(in, out);
    ask.report = dir.resolve("report");
    BatchSummary summary = ask.run();
    List<String> twice = new ArrayList<>(HARD_IDS);
    twice.addAll(HARD_IDS);
    assertEquals(twice, idsOf(plainRows(out)));
    String tab = Files.readAllLines(out).get(4);
    assertTrue(tab.startsWith("{\"caseId\":\"tab\\tline\\nreturn\\r\",\"asOf\":"), tab);
    assertEquals(HARD_IDS, idsOf(plainRows(dir.resolve("out.errors.ndjson"))));

    List<JsonNode> duplicates = plainRows(dir.resolve("out.duplicates.ndjson"));
    int count = HARD_IDS.size();
    assertEquals(new Duplicates.Shared(3L * count, count), summary.duplicates);
    List<String> thrice = new ArrayList<>(twice);
    thrice.addAll(HARD_IDS);
    assertEquals(thrice, idsOf(duplicates));
    for (int i = 0; i < duplicates.size(); i++) {
      assertEquals(i + 1, duplicates.get(i).get("line").intValue());
      assertEquals(1 + i / count, duplicates.get(i).get("occurrence").intValue());
    }

    List<Tally.Case> most = summary.tally.most();
    List<String> named = new ArrayList<>();
    JSON.readTree(summary.json())
        .get("mostFindings")
        .forEach(each -> named.add(each.get("caseId").stringValue()));
    assertEquals(most.stream().map(Tally.Case::caseId).toList(), named);
    assertTrue(new java.util.HashSet<>(named).containsAll(HARD_IDS), named::toString);
    assertFalse(summary.text().matches("(?s).*[\\x00-\\x09\\x0b-\\x1f\\x7f\u2028].*"));
    assertTrue(summary.text().contains("\n  tab\\u0009line\\u000areturn\\u000d "), summary.text());
    assertTrue(summary.text().contains("\n  a\"b "), summary.text());
    String page = Files.readString(ask.report.resolve("index.html"));
    assertFalse(page.contains("</script><b>"));
    assertTrue(page.contains("&lt;/script&gt;&lt;b&gt;&amp;"), page);
    String csv = Files.readString(ask.report.resolve("most-findings.csv"));
    assertTrue(csv.contains("\r\n\"a\"\"b\","), csv);
    assertTrue(csv.contains("\r\n\"\"\"\","), csv);

    Ask slim = new Ask(in, dir.resolve("slim.ndjson"));
    slim.fields = SlimField.parse("caseId,line");
    slim.run();
    assertEquals(twice, idsOf(plainRows(slim.output)));
    assertEquals("{\"caseId\":\"a\\\"b\",\"line\":1}", Files.readAllLines(slim.output).get(0));
  }

  @Test
  void anIdOfTheEarlierRunIsFoundWhateverItHolds() throws Exception {
    List<String> cases = new ArrayList<>(hardCases().subList(0, HARD_IDS.size()));
    Files.write(in, cases);
    Path old = dir.resolve("old.ndjson");
    new Ask(in, old).run();
    List<String> reports = Files.readAllLines(old);
    Ask same = new Ask(in, dir.resolve("same.ndjson"));
    same.onlyChangedFrom = old;
    assertEquals("[unchanged=8]", same.run().tally.changes.byCount().toString());
    assertEquals("", Files.readString(same.output));

    // Each changes, is removed, is added.
    String pregnant = "\"patient\":{\"conditions\":[{\"code\":\"pregnancy\"}]}";
    List<String> now = new ArrayList<>();
    for (String each : cases) {
      now.add(each.replaceFirst("\"patient\":\\{.*\\},\"proposed\"", pregnant + ",\"proposed\""));
    }
    Files.write(in, now);
    Ask changed = new Ask(in, out);
    changed.onlyChangedFrom = old;
    changed.run();
    List<JsonNode> rows = plainRows(out);
    assertEquals(HARD_IDS, idsOf(rows));
    for (int i = 0; i < rows.size(); i++) {
      assertEquals(JSON.readTree(reports.get(i)), rows.get(i).get("before"));
      assertEquals("contraindicated", rows.get(i).get("after").get("verdict").stringValue());
      assertEquals(HARD_IDS.get(i), rows.get(i).get("after").get("caseId").stringValue());
    }
    Files.writeString(in, line(50));
    for (List<SlimField> fields : List.of(List.<SlimField>of(), SlimField.parse("caseId"))) {
      Ask removed = new Ask(in, out);
      removed.force = true;
      removed.fields = fields;
      removed.onlyChangedFrom = old;
      removed.run();
      rows = plainRows(out);
      assertEquals("case-000000051", rows.get(0).get("caseId").stringValue());
      assertEquals(HARD_IDS, idsOf(rows.subList(1, rows.size())));
      for (int i = 1; i < rows.size(); i++) {
        assertEquals("[\"removed\"]", rows.get(i).get("changed").toString());
        assertEquals(HARD_IDS.get(i - 1), rows.get(i).get("before").get("caseId").stringValue());
      }
    }
    Files.writeString(in, line(50));
    new Ask(in, dir.resolve("older.ndjson")).run();
    Files.write(in, cases);
    Ask added = new Ask(in, out);
    added.force = true;
    added.onlyChangedFrom = dir.resolve("older.ndjson");
    added.run();
    rows = plainRows(out);
    assertEquals(HARD_IDS, idsOf(rows.subList(0, HARD_IDS.size())));
    assertEquals(JSON.readTree(reports.get(7)), rows.get(7).get("after"));
  }

  // ---- what is told

  @Test
  void thePageAndTheTablesHoldTheSameNumbers() throws Exception {
    Files.writeString(in, lines(500) + "no case\n" + line(0).replace("case-000000001", "<b>&x"));
    Ask ask = new Ask(in, out);
    ask.report = dir.resolve("report");
    BatchSummary summary = ask.run();
    String page = Files.readString(ask.report.resolve("index.html"));
    assertFalse(page.contains("://"), "nothing from elsewhere");
    assertFalse(page.contains("<b>"));
    assertTrue(page.contains("<dt>evaluated</dt><dd>501</dd>"), page);
    assertTrue(page.contains("<dt>bad records</dt><dd>1</dd>"), page);
    long defer = summary.tally.verdicts.of("defer");
    assertTrue(page.contains(">" + defer + " <small>"), page);
    // The most frequent verdict has the longest bar.
    String most =
        Collections.max(summary.verdicts(), java.util.Map.Entry.comparingByValue()).getKey();
    assertTrue(
        page.contains(
            most
                + "</span><svg aria-hidden=\"true\"><rect class=\""
                + most
                + "\" width=\"100.0%\""),
        page);
    assertEquals(
        "verdict,count\r\n"
            + summary.verdicts().stream()
                .map(e -> "\"" + e.getKey() + "\"," + e.getValue() + "\r\n")
                .collect(Collectors.joining()),
        Files.readString(ask.report.resolve("verdicts.csv")));
    assertEquals(
        "error,records\r\n\"no JSON, or cut off\",1\r\n",
        Files.readString(ask.report.resolve("errors.csv")));
    long counted = summary.verdicts().stream().mapToLong(java.util.Map.Entry::getValue).sum();
    assertEquals(501, counted);
    assertEquals(501, summary.tally.waits.total());
    JsonNode json = JSON.readTree(summary.json());
    assertEquals(501, json.get("evaluated").intValue());
    assertEquals(defer, json.get("verdicts").get("defer").longValue());
  }
}
