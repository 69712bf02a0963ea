package org.needlewise.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.needlewise.batch.BatchOptions;
import org.needlewise.batch.BatchRun;
import org.needlewise.batch.NoStreams;
import org.needlewise.batch.Progress;
import org.needlewise.batch.SlimField;
import org.needlewise.generate.Generation;
import org.needlewise.review.RulesCopy;
import org.needlewise.rulebase.load.RuleBase;
import org.needlewise.rulebase.load.RuleSets;
import org.needlewise.rulebase.source.RuleSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Jobs under Spark's own {@code SparkSubmit}, held against runs on one machine. */
class SparkRunTest {
  private static final String PROGRAM = "org.needlewise.cli.SparkScreen";
  private static final JsonMapper JSON = new JsonMapper();

  @TempDir Path dir;

  /** The rows of a run on one machine, and its errors. */
  private record Rows(List<String> reports, List<String> errors) {}

  private Rows local(Path in, RuleSets rules, LocalDate asOf, List<SlimField> fields)
      throws Exception {
    Path out = dir.resolve("local.ndjson");
    BatchOptions options =
        new BatchOptions(
            List.of(in.toString()),
            out,
            null,
            2,
            asOf,
            fields,
            Set.of(),
            null,
            null,
            null,
            false,
            true,
            60);
    new BatchRun(options, rules, new NoStreams(), Progress.NONE).run();
    return new Rows(lines(out), lines(dir.resolve("local.errors.ndjson")));
  }

  @Test
  void writesTheRowsOfARunOnOneMachine() throws Exception {
    Path in = Files.createDirectory(dir.resolve("in"));
    Path plain = in.resolve("a.ndjson");
    new Generation(31, 15_000, 300, LocalDate.of(2026, 3, 2)).writeFile(plain, false, 2);
    Files.delete(in.resolve("a.broken.ndjson"));
    Files.writeString(
        plain,
        Files.readString(plain, StandardCharsets.ISO_8859_1).replaceFirst("\n", "\r\n\n \n"),
        StandardCharsets.ISO_8859_1);
    new Generation(32, 3000, 0, LocalDate.of(2026, 3, 2))
        .writeFile(in.resolve("b.ndjson.zst"), false, 2);
    Path below = Files.createDirectory(in.resolve("c"));
    new Generation(33, 2000, 20, LocalDate.of(2026, 3, 2))
        .writeFile(below.resolve("c.ndjson.gz"), false, 2);
    Files.delete(below.resolve("c.broken.ndjson"));
    cutOff(below.resolve("d.ndjson.gz"));
    // Nothing of a packed file, and one whose second member is damaged.
    Files.createFile(below.resolve("e.ndjson.gz"));
    damaged(below.resolve("f.ndjson.gz"));

    Path out = dir.resolve("out");
    SparkProcess.Result done =
        new SparkProcess(dir)
            .submit(
                PROGRAM,
                List.of(in.toString(), out + "/", "--partitions=7", "--partition-by=verdict"));

    assertEquals(0, done.code(), done.out());
    Rows expected = local(in, RuleSets.of(RuleBase.prebuilt()), null, List.of());
    List<String> reports = new ArrayList<>();
    Map<String, List<String>> parts = parts(out);
    parts.forEach(
        (folder, rows) -> {
          reports.addAll(rows);
          String verdict = folder.replace("verdict=", "");
          rows.forEach(
              row -> assertEquals(verdict, JSON.readTree(row).get("verdict").stringValue()));
        });
    assertTrue(parts.size() >= 4, parts.keySet()::toString);
    assertEquals(sorted(expected.reports), sorted(reports));
    assertEquals(323, expected.errors.size());
    assertEquals(sorted(expected.errors), sorted(lines(dir.resolve("out-errors"))));
    assertEquals(
        List.of("_SUCCESS"),
        names(dir.resolve("out-errors")).filter(name -> name.startsWith("_")).toList());
    assertTrue(done.out().contains("evaluated"), done.out());
    assertTrue(
        done.out().replaceAll(" +", " ").contains(" bad 323 see " + out + "-errors"), done.out());

    for (String within : List.of(in + "/out", in.resolve("../in/c/out").toString())) {
      SparkProcess.Result refused =
          new SparkProcess(dir).submit(PROGRAM, List.of(in.toString(), within));
      assertEquals(2, refused.code(), refused.out());
      assertTrue(
          refused.out().contains(within + " is in " + in + ", which is read"), refused.out());
    }
    SparkProcess.Result again =
        new SparkProcess(dir).submit(PROGRAM, List.of(in.toString(), out.toString()));
    assertEquals(2, again.code(), again.out());
    assertTrue(again.out().contains(out + " exists already"), again.out());
    assertFalse(again.out().contains("\tat "), again.out());
  }

  /** Of two members the second begins with something else. */
  private static void damaged(Path file) throws Exception {
    new Generation(35, 50, 0, LocalDate.of(2026, 3, 2)).writeFile(file, false, 2);
    byte[] member = Files.readAllBytes(file);
    byte[] both = java.util.Arrays.copyOf(member, 2 * member.length);
    System.arraycopy(member, 0, both, member.length, member.length);
    both[member.length] ^= 1;
    Files.write(file, both);
  }

  /** A packed file that ends early. */
  private static void cutOff(Path file) throws Exception {
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      new Generation(34, 50, 0, LocalDate.of(2026, 3, 2))
          .writeStream(out, OutputStream.nullOutputStream(), 1);
    }
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, java.util.Arrays.copyOf(whole, whole.length - 20));
  }

  @Test
  void readsAndWritesParquetWithRulesOfTheUser() throws Exception {
    Path in = dir.resolve("in.ndjson");
    new Generation(41, 2000, 40, LocalDate.of(2026, 3, 2)).writeFile(in, false, 2);
    Path rules = dir.resolve("rules");
    copy(Path.of("rules-drl"), rules);
    Path edited = rules.resolve("interval/face.drl");
    Files.writeString(
        edited,
        Files.readString(edited).replace("\"Day {observedDays}", "\"Edited {observedDays}"));
    Path out = dir.resolve("out");

    List<String> arguments = new ArrayList<>();
    for (Path each :
        List.of(in, dir.resolve("cases"), out, dir.resolve("reports"), dir.resolve("columns"))) {
      arguments.add(each.toString());
    }
    arguments.addAll(List.of("--rules=" + rules, "--partition-by=asOf", "--as-of=2026-04-01"));
    SparkProcess.Result done = new SparkProcess(dir).submit(ParquetJob.class.getName(), arguments);

    assertEquals(0, done.code(), done.out());
    Rows expected =
        local(in, RuleSets.of(RuleBase.load(rules, null)), LocalDate.of(2026, 4, 1), List.of());
    assertTrue(String.join("", expected.reports).contains("Edited"));
    assertEquals(sorted(expected.reports), sorted(lines(dir.resolve("reports"))));
    List<String> columns = new ArrayList<>();
    for (String report : expected.reports) {
      JsonNode json = JSON.readTree(report);
      ObjectNode row = JSON.createObjectNode();
      for (String column : List.of("caseId", "asOf", "verdict", "earliestDate")) {
        if (!json.get(column).isNull()) {
          row.set(column, json.get(column));
        }
      }
      columns.add(row.toString());
    }
    assertEquals(sorted(columns), sorted(lines(dir.resolve("columns"))));
    assertEquals(List.of("asOf=2026-04-01"), List.copyOf(parts(out).keySet()));
    List<String> errors = lines(dir.resolve("out-errors"));
    assertEquals(expected.errors.size(), errors.size());
    for (String error : errors) {
      JsonNode row = JSON.readTree(error);
      assertTrue(row.get("source").stringValue().matches("part-\\S+\\.parquet"), error);
      assertTrue(row.get("line").longValue() >= 1, error);
      assertFalse(row.has("byteOffset"), error);
    }
    assertEquals(pointers(expected.errors), pointers(errors));
  }

  /** As each executor has them from the driver: a set for each day, one with an overlay upon it. */
  @Test
  void releasesAndAnOverlay() throws Exception {
    RulesCopy copy = new RulesCopy(dir);
    Path sets = Files.createDirectory(dir.resolve("sets"));
    Path first = copy.release(sets.resolve("first.tar"), LocalDate.of(2026, 3, 1));
    copy.edit("rules-drl/interval/face.drl", "@minimumDays(\"28\")", "@minimumDays(\"35\")");
    Path second = copy.release(sets.resolve("second.tar"), LocalDate.of(2026, 4, 1));
    Path in = dir.resolve("in");
    Files.createDirectory(in);
    for (int month : List.of(3, 4)) {
      new Generation(month, 500, 5, LocalDate.of(2026, month, 2))
          .writeFile(in.resolve(month + ".ndjson"), false, 2);
      Files.delete(in.resolve(month + ".broken.ndjson"));
    }
    RuleSets both =
        new RuleSets(
            Stream.of(first, second)
                .map(archive -> RuleBase.load(RuleSource.of(archive, null).read()))
                .toList());
    Rows expected = local(in, both, null, List.of());
    assertFalse(
        expected.reports.equals(local(in, RuleSets.of(both.latest()), null, List.of()).reports));
    submitted(expected, in, "--rules=" + sets);

    Path overlay = dir.resolve("clinic.yaml");
    Files.writeString(
        overlay,
        """
        name: clinic
        base: "%s"
        changes:
          - rule: interval-face
            parameter: minimumDays
            from: 28
            to: 30
            reason: Our patients heal slowly.
            evidence: [L073]
        """
            .formatted(both.sets().get(0).digest().substring(0, 8)));
    RuleSource overlaid = RuleSource.of(first, null).with(overlay, warning -> {});
    Rows of = local(in, RuleSets.of(RuleBase.load(overlaid.read())), null, List.of());
    assertTrue(of.reports.get(0).contains("\"overlay\":\"clinic "), of.reports.get(0));
    submitted(of, in, "--rules=" + first, "--overlay=" + overlay);
  }

  private void submitted(Rows expected, Path in, String... options) throws Exception {
    Path out = dir.resolve("out" + options.length);
    List<String> arguments = new ArrayList<>(List.of(in.toString(), out.toString()));
    arguments.addAll(List.of(options));
    SparkProcess.Result done = new SparkProcess(dir).submit(PROGRAM, arguments);
    assertEquals(0, done.code(), done.out());
    assertEquals(sorted(expected.reports), sorted(lines(out)));
    assertEquals(
        sorted(expected.errors), sorted(lines(dir.resolve(out.getFileName() + "-errors"))));
  }

  private static List<String> pointers(List<String> errors) {
    return sorted(
        errors.stream()
            .map(error -> JSON.readTree(error).get("errors").get(0))
            .map(error -> error.get("pointer") + " " + error.get("found") + error.get("expected"))
            .toList());
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> walk = Files.walk(from)) {
      for (Path each : walk.toList()) {
        Files.copy(each, to.resolve(from.relativize(each)));
      }
    }
  }

  private static List<String> sorted(List<String> lines) {
    return lines.stream().sorted().toList();
  }

  private static Stream<String> names(Path folder) {
    return Stream.of(folder.toFile().list()).filter(name -> !name.startsWith("."));
  }

  /** The lines of a file, or of the files that a job wrote. */
  private static List<String> lines(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      return Files.readAllLines(path);
    }
    List<String> lines = new ArrayList<>();
    for (String name : names(path).filter(name -> !name.startsWith("_")).toList()) {
      lines.addAll(Files.readAllLines(path.resolve(name)));
    }
    return lines;
  }

  /** By the names of the folders; the lines where they are text. */
  private static Map<String, List<String>> parts(Path out) throws IOException {
    assertTrue(Files.exists(out.resolve("_SUCCESS")));
    Map<String, List<String>> parts = new TreeMap<>();
    for (String name : names(out).filter(name -> !name.startsWith("_")).toList()) {
      Path part = out.resolve(name);
      boolean text = names(part).noneMatch(file -> file.endsWith(".parquet"));
      parts.put(name, text ? lines(part) : List.of());
    }
    return parts;
  }
}
