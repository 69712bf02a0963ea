package org.needlewise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.needlewise.review.RulesCopy;

/** What a case can do to the program around it: nothing but be told of. */
class HostileProcessTest {
  @TempDir Path dir;
  private Path in;
  private Path out;

  @BeforeEach
  void nameFiles() {
    in = dir.resolve("in.ndjson");
    out = dir.resolve("out.ndjson");
  }

  private static String record(String id, String patient) {
    return """
    {"id":"%s","patient":{%s},"proposed":{"date":"2026-11-20","area":"face","depthMm":0.5}}
    """
        .formatted(id, patient);
  }

  private static String list(String name, String entry, int count) {
    return "\"" + name + "\":[" + String.join(",", Collections.nCopies(count, entry)) + "]";
  }

  private static String records(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(i -> record("case-" + i, ""))
        .collect(Collectors.joining());
  }

  private NeedlewiseProcess.Result batch(String heap, String... more) throws Exception {
    List<String> arguments =
        new java.util.ArrayList<>(
            List.of("batch", in.toString(), "-o", out.toString(), "-q", "--threads", "2"));
    arguments.addAll(List.of("--checkpoint-seconds", "0"));
    arguments.addAll(List.of(more));
    return new NeedlewiseProcess().java(heap).run(arguments.toArray(String[]::new));
  }

  @Test
  void whereMemoryIsShortTheRunEndsAndGoesOnWithMore() throws Exception {
    String conditions = list("conditions", "{\"code\":\"mole\"}", 9999);
    String medications = list("medications", "{\"code\":\"isotretinoin\"}", 9999);
    Files.writeString(
        in,
        records(0, 3000) + record("large", conditions + "," + medications) + records(3000, 3500));
    NeedlewiseProcess.Result killed = batch("-Xmx44m");
    assertEquals(1, killed.code(), killed.err());
    assertEquals("", killed.out());
    assertTrue(
        killed
            .err()
            .matches(
                "needlewise: out of memory: give Java more, as by NEEDLEWISE_JAVA_OPTS=-Xmx2g;"
                    + " [1-3] [05]00 records are done and kept:"
                    + " go on with the same command and --resume\n"),
        killed.err());
    assertEquals(0, batch("-Xmx200m", "--resume").code());
    String reports = Files.readString(out);
    assertEquals(3501, reports.lines().count());

    out = dir.resolve("undisturbed.ndjson");
    assertEquals(0, batch("-Xmx200m").code());
    assertTrue(reports.equals(Files.readString(out)), "the same bytes");
  }

  @Test
  void aCaseThatIsTooMuchIsABadOne() throws Exception {
    RulesCopy copy = new RulesCopy(dir);
    copy.edit(
        "rules-drl/adjunct/numbing-cream-other-risks.drl",
        "Adjunct( code == \"numbing-cream\" )",
        "Stated( code == \"liver-disease\" )");
    String rules = copy.rules().toString();
    Files.writeString(
        in,
        record("one", "")
            + record("much", list("conditions", "{\"code\":\"liver-disease\"}", 1100))
            + record("two", ""));
    String why =
        "not evaluated: found 1,128 facts, 998,873 matches and 0 dates before its end,"
            + " expected at most 1,000,000 of them together";

    NeedlewiseProcess.Result screened =
        new NeedlewiseProcess().run("screen", "--rules", rules, "--format", "json", in.toString());
    assertEquals(3, screened.code());
    assertEquals(2, screened.out().lines().count());
    assertEquals(
        in + ":2: much: " + why + "\nneedlewise: 1 of 3 have no report: see above\n",
        screened.err());

    assertEquals(3, batch("-Xmx400m", "--rules", rules, "--strict").code());
    assertEquals(2, Files.readString(out).lines().count());
    assertEquals(
        "{\"source\":\"%s\",\"line\":2,\"byteOffset\":%d,\"caseId\":\"much\",\"notEvaluated\":\"%s\"}\n"
            .formatted(in, record("one", "").length(), why),
        Files.readString(dir.resolve("out.errors.ndjson")));
  }

  /** The engine logs each fact that it is given, where someone has it log all. */
  @Test
  void noLogHoldsAPatient() throws Exception {
    Files.writeString(
        in,
        """
        {"id":"someone","patient":{"birthDate":"1987-03-04","conditions":[{"code":"rosacea","onset":"2011-02-03"}],\
        "medications":[{"code":"isotretinoin","status":"stopped","lastTaken":"2026-11-02"}]},\
        "proposed":{"date":"2026-11-20","area":"face","depthMm":0.5,"device":"MyDevice"},\
        "history":[{"date":"2026-11-01","area":"face","depthMm":1.5,"device":"MyDevice",\
        "reactions":[{"sign":"erythema","days":17}]}]}
        """);
    NeedlewiseProcess.Result screened =
        new NeedlewiseProcess()
            .java("-Dorg.slf4j.simpleLogger.defaultLogLevel=trace")
            .run("screen", in.toString());
    assertEquals(0, screened.code());
    assertTrue(screened.err().contains("[TRACE] Insert"), "it logs");
    assertTrue(screened.err().contains(".Medication:Medication"), "its facts");
    for (String own :
        List.of("someone", "MyDevice", "1987-", "2026-", "stated=", "subject=", "Session[")) {
      assertFalse(screened.err().contains(own), own);
    }
    // The day of 2026-11-02; the engine's own numbers for its objects may hold its digits.
    assertFalse(Pattern.compile("(?<![0-9])20759(?![0-9])").matcher(screened.err()).find());
  }

  /** No report can name a day past 9999-12-31, as no case can. */
  @Test
  void noDateIsLaterThanTheLast() throws IOException, InterruptedException {
    Files.writeString(
        in,
        """
        {"id":"last","asOf":"9999-12-20","patient":{"birthDate":"9980-01-01",\
        "medications":[{"code":"isotretinoin","status":"stopped","lastTaken":"9999-12-31"}],\
        "procedures":[{"code":"filler","date":"9999-12-19"}]},\
        "proposed":{"date":"9999-12-31","area":"face","depthMm":1.5,"event":{"date":"9999-12-31"}},\
        "history":[{"date":"9999-12-25","area":"face","depthMm":1.0},\
        {"date":"9999-12-31","area":"face","depthMm":1.0,"completesSeries":true}]}
        """);
    NeedlewiseProcess.Result json =
        new NeedlewiseProcess().run("screen", "--format", "json", in.toString());
    assertEquals(0, json.code());
    assertTrue(json.out().contains("\"verdict\":\"defer\",\"earliestDate\":null"), json.out());
    assertTrue(json.out().contains("the rest after it lasts until the end of 9999."), json.out());
    assertFalse(json.out().contains("10000-"), json.out());
    String page = new NeedlewiseProcess().run("screen", in.toString()).out();
    assertFalse(page.contains("10000-") || page.contains("null"), page);
    assertTrue(page.contains("28 days, not before the end of 9999"), page);
  }
}
