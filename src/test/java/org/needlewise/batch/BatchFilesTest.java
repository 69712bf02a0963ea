package org.needlewise.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.needlewise.batch.BatchException.Reason;
import org.needlewise.casefile.CaseFileWriter;
import org.needlewise.generate.CaseGenerator;
import org.needlewise.rulebase.load.RuleSets;

/** What a run must not touch, whatever its files are called and whatever lies at their names. */
class BatchFilesTest {
  private static final String MINE = "somebody's own\n";

  @TempDir Path dir;
  private Path in;
  private Path out;

  @BeforeEach
  void nameFiles() throws IOException {
    in = Files.writeString(dir.resolve("in.ndjson"), lines(0, 5));
    out = dir.resolve("out.ndjson");
  }

  private static String lines(int from, int count) {
    return IntStream.range(from, from + count)
        .mapToObj(i -> CaseFileWriter.json(new CaseGenerator(21).caseAt(i)) + "\n")
        .collect(Collectors.joining());
  }

  /** Whatever lies in the folder, links as where they lead. */
  private Map<String, String> content() throws IOException {
    Map<String, String> content = new TreeMap<>();
    try (Stream<Path> files = Files.walk(dir)) {
      for (Path file : files.toList()) {
        String holds =
            Files.isSymbolicLink(file)
                ? "-> " + Files.readSymbolicLink(file)
                : Files.isRegularFile(file)
                    ? new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)
                    : "";
        content.put(dir.relativize(file).toString(), holds);
      }
    }
    return content;
  }

  /** That a run is refused, and leaves all as it was. */
  private String refused(Ask ask, Reason reason) throws IOException {
    Map<String, String> before = content();
    BatchException e = assertThrows(BatchException.class, ask::run);
    assertEquals(before, content(), e::getMessage);
    assertEquals(reason, e.reason(), e::getMessage);
    return e.getMessage().replace(dir + "/", "");
  }

  // ---- names that are another's

  private static final List<String> WORKING =
      List.of(
          "out.ndjson.part",
          "out.ndjson.ids.part",
          "out.errors.ndjson.part",
          "out.duplicates.ndjson.part",
          "out.ndjson.journal",
          "out.ndjson.journal.new");

  private static final List<String> RESULTS =
      List.of("out.ndjson", "out.errors.ndjson", "out.duplicates.ndjson");

  @Test
  void noInputIsEverWritten() throws Exception {
    for (String name : Stream.concat(RESULTS.stream(), WORKING.stream()).toList()) {
      Path input = Files.writeString(dir.resolve(name), lines(10, 3));
      for (boolean force : new boolean[] {false, true}) {
        Ask ask = new Ask(in, out);
        ask.inputs.add(input.toString());
        ask.force = force;
        String said = refused(ask, Reason.USAGE);
        assertTrue(said.startsWith(name + " ("), said);
        assertTrue(said.endsWith(" is " + name + " (an input): name another file to write"), said);
      }
      Ask earlier = new Ask(in, out);
      earlier.onlyChangedFrom = input;
      earlier.force = true;
      assertTrue(refused(earlier, Reason.USAGE).contains("is " + name + " (the earlier run)"));
      Files.delete(input);
    }
  }

  /** By another name of the same file too. */
  @Test
  void noInputIsEverWrittenByALink() throws Exception {
    Files.createLink(out, in);
    Ask hard = new Ask(in, out);
    hard.force = true;
    assertEquals(
        "out.ndjson (the output) is in.ndjson (an input): name another file to write",
        refused(hard, Reason.USAGE));
    Files.delete(out);
    Path elsewhere = Files.createDirectory(dir.resolve("elsewhere"));
    Path linked = Files.createSymbolicLink(dir.resolve("linked"), elsewhere);
    Path input = Files.writeString(elsewhere.resolve("a.ndjson"), lines(0, 1));
    Ask folder = new Ask(input, linked.resolve("a.ndjson"));
    folder.force = true;
    assertEquals(
        "linked/a.ndjson (the output) is elsewhere/a.ndjson (an input): name another file to"
            + " write",
        refused(folder, Reason.USAGE));
    // Of a folder that is read, what is written would be read the next time.
    Ask within = new Ask(elsewhere, linked.resolve("b.ndjson"));
    assertEquals(
        "linked/b.ndjson (the output) is in elsewhere (the inputs): name a file elsewhere to"
            + " write",
        refused(within, Reason.USAGE));
  }

  @Test
  void noTwoOutputsAreOne() throws Exception {
    Path report = dir.resolve("report");
    Map<String, String> clashes = new TreeMap<>();
    clashes.put("out.ndjson", "out.ndjson (the errors) is out.ndjson (the output)");
    clashes.put(
        "out.duplicates.ndjson",
        "out.duplicates.ndjson (the errors) is out.duplicates.ndjson (the shared ids)");
    for (String working : WORKING) {
      if (!working.startsWith("out.errors")) {
        clashes.put(working, working);
      }
    }
    clashes.put("out.ndjson.ids", "out.ndjson.ids.part (a working file) is out.ndjson.ids.part");
    clashes.put(
        "report/rules.csv", "report/rules.csv (of the report) is report/rules.csv (the errors)");
    clashes.put("report", "report (the folder of the report) is report (the errors)");
    for (Map.Entry<String, String> clash : clashes.entrySet()) {
      for (boolean force : new boolean[] {false, true}) {
        Ask ask = new Ask(in, out);
        ask.errors = dir.resolve(clash.getKey());
        ask.report = report;
        ask.force = force;
        String said = refused(ask, Reason.USAGE);
        assertTrue(said.startsWith(clash.getValue()), said);
        assertTrue(said.endsWith(": name another file to write"), said);
      }
    }
    Ask page = new Ask(in, report.resolve("index.html"));
    page.report = report;
    assertEquals(
        "report/index.html (of the report) is report/index.html (the output): name another file"
            + " to write",
        refused(page, Reason.USAGE));
  }

  @Test
  void nothingIsWrittenAmongTheRules() throws Exception {
    Path rules = Files.createDirectories(dir.resolve("rules/interval")).getParent();
    Path face = Files.writeString(rules.resolve("interval/face.drl"), "rule");
    for (Path output : List.of(face, rules.resolve("out.ndjson"))) {
      Ask ask = new Ask(in, output);
      ask.rulesFolder = rules;
      ask.force = true;
      String name = dir.relativize(output).toString();
      assertEquals(
          name + " (the output) is in rules (the rules): name a file elsewhere to write",
          refused(ask, Reason.USAGE));
    }
    Ask report = new Ask(in, out);
    report.rulesFolder = rules;
    report.report = rules;
    assertEquals(
        "rules/index.html (of the report) is in rules (the rules): name a file elsewhere to write",
        refused(report, Reason.USAGE));
  }

  // ---- names at which something lies

  @Test
  void whatSomebodyElseHasAtANameStays() throws Exception {
    for (String name : WORKING) {
      Path theirs = Files.writeString(dir.resolve(name), MINE);
      for (boolean force : new boolean[] {false, true}) {
        Ask ask = new Ask(in, out);
        ask.force = force;
        String said = refused(ask, Reason.USAGE);
        assertTrue(said.startsWith(name + " is there already"), said);
      }
      Ask resumed = new Ask(in, out);
      resumed.resume = true;
      refused(resumed, Reason.INPUT);
      Files.delete(theirs);
      Path folder = Files.createDirectory(dir.resolve(name));
      Files.writeString(folder.resolve("theirs"), MINE);
      Ask ask = new Ask(in, out);
      ask.force = true;
      refused(ask, Reason.USAGE);
      Files.delete(folder.resolve("theirs"));
      Files.delete(folder);
    }
    // The run keeps aside what has no name.
    Path scratch = Files.createDirectory(dir.resolve("out.ndjson.scratch"));
    Files.writeString(scratch.resolve("theirs"), MINE);
    new Ask(in, out).run();
    assertEquals(MINE, Files.readString(scratch.resolve("theirs")));
  }

  @Test
  void aLinkThatWasPlantedIsNotFollowed() throws Exception {
    Path victim = Files.writeString(dir.resolve("victim"), MINE);
    for (Path target : List.of(victim, dir.resolve("nothing"))) {
      for (String name : Stream.concat(RESULTS.stream(), WORKING.stream()).toList()) {
        Path link = Files.createSymbolicLink(dir.resolve(name), target);
        for (boolean force : new boolean[] {false, true}) {
          Ask ask = new Ask(in, out);
          ask.force = force;
          String said = refused(ask, Reason.USAGE);
          assertTrue(said.startsWith(name + " is "), said);
        }
        Files.delete(link);
      }
      Path report = Files.createDirectory(dir.resolve("report"));
      for (String name : List.of("index.html", "index.html.part", "rules.csv", "rules.csv.part")) {
        Path link = Files.createSymbolicLink(report.resolve(name), target);
        Ask ask = new Ask(in, null);
        ask.report = report;
        ask.force = true;
        assertTrue(refused(ask, Reason.USAGE).startsWith("report/" + name + " is "));
        Files.delete(link);
      }
      Files.delete(report);
    }
  }

  /** Planted beside an interrupted run. */
  @Test
  void aLinkIsNotFollowedByAResumption() throws Exception {
    interrupted(in, out);
    Path victim = dir.resolve("victim");
    for (String name :
        List.of(
            "out.ndjson.part",
            "out.ndjson.ids.part",
            "out.errors.ndjson.part",
            "out.ndjson.journal",
            "out.duplicates.ndjson.part",
            "out.ndjson.journal.new")) {
      Path file = dir.resolve(name);
      boolean there = Files.exists(file);
      if (there) {
        Files.move(file, victim);
      } else {
        Files.writeString(victim, MINE);
      }
      Files.createSymbolicLink(file, victim);
      for (boolean resume : new boolean[] {false, true}) {
        Ask ask = new Ask(in, out);
        ask.resume = resume;
        ask.force = !resume;
        Map<String, String> before = content();
        assertThrows(BatchException.class, ask::run, name);
        assertEquals(before.get("victim"), content().get("victim"), name);
        assertEquals(before.get(name), content().get(name), name);
        if (resume) {
          assertEquals(before, content(), name);
        }
        if (!resume) {
          restore(before);
        }
      }
      Files.delete(file);
      if (there) {
        Files.move(victim, file);
      } else {
        Files.delete(victim);
      }
    }
  }

  private void restore(Map<String, String> content) throws IOException {
    for (Map.Entry<String, String> file : content.entrySet()) {
      Path path = dir.resolve(file.getKey());
      if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
        Files.write(path, file.getValue().getBytes(StandardCharsets.ISO_8859_1));
      }
    }
  }

  @Test
  void anOutputIsAPlainFile() throws Exception {
    Ask device = new Ask(in, Path.of("/dev/null"));
    device.force = true;
    assertTrue(refused(device, Reason.USAGE).startsWith("/dev/null is a link, a pipe or a device"));
    assertTrue(Files.exists(Path.of("/dev/null")));
    Ask standardOutput = new Ask(in, Path.of("/dev/stdout"));
    standardOutput.force = true;
    assertTrue(refused(standardOutput, Reason.USAGE).contains("a link, a pipe or a device"));
    Ask folder = new Ask(in, Files.createDirectory(dir.resolve("folder")));
    folder.force = true;
    assertEquals("folder is a folder, expected the name of a file", refused(folder, Reason.USAGE));
  }

  @Test
  void aReportReplacesNothingUnlessForced() throws Exception {
    Path report = Files.createDirectory(dir.resolve("report"));
    Path page = Files.writeString(report.resolve("index.html"), MINE);
    Ask ask = new Ask(in, out);
    ask.report = report;
    assertEquals(
        "report/index.html exists already: name another file, or replace it with --force",
        refused(ask, Reason.USAGE));
    ask.force = true;
    ask.run();
    assertTrue(Files.readString(page).startsWith("<!DOCTYPE html>"));
  }

  /** While the run goes on somebody else makes a file by the name of a result. */
  @Test
  void whatComesToBeMeanwhileIsKept() throws Exception {
    for (String name : RESULTS) {
      Path theirs = dir.resolve(name);
      // One record twice, so that shared ids are listed.
      Files.writeString(in, lines(0, 5) + lines(0, 1));
      Ask ask = new Ask(in, out);
      ask.engines = before(() -> Files.writeString(theirs, MINE));
      BatchException e = assertThrows(BatchException.class, ask::run);
      assertEquals(Reason.OUTPUT, e.reason());
      assertEquals(
          theirs
              + " has come to be meanwhile: move it away, or replace it with --force; 6 records"
              + " are done and kept: go on with the same command and --resume",
          e.getMessage());
      assertEquals(MINE, Files.readString(theirs));
      Files.delete(theirs);
      Ask resumed = new Ask(in, out);
      resumed.resume = true;
      assertEquals(6, resumed.run().evaluated());
      assertEquals(
          List.of("in.ndjson", "out.duplicates.ndjson", "out.errors.ndjson", "out.ndjson"),
          content().keySet().stream().filter(each -> !each.isEmpty()).toList());
      for (String result : RESULTS) {
        Files.delete(dir.resolve(result));
      }
    }
  }

  private interface Act {
    void run() throws Exception;
  }

  /** An engine before whose first work something happens. */
  private static Supplier<Engine> before(Act act) {
    AtomicBoolean done = new AtomicBoolean();
    return () -> {
      Engine engine = Engine.of(RuleSets.of(Ask.RULES), java.util.Set.of());
      return cases -> {
        try {
          if (!done.getAndSet(true)) {
            act.run();
          }
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        } catch (Exception e) {
          throw new IllegalStateException(e);
        }
        return engine.screen(cases);
      };
    };
  }

  // ---- two runs

  /** The errors of c.ndjson and of c.json have one name. */
  @Test
  void twoRunsAtOnceDoNotShareAFile() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(1);
    Ask first = new Ask(in, dir.resolve("c.ndjson"));
    first.engines =
        before(
            () -> {
              begun.countDown();
              ended.await();
            });
    Throwable[] thrown = {null};
    Thread thread =
        new Thread(
            () -> {
              try {
                first.run();
              } catch (Throwable e) {
                thrown[0] = e;
              }
            });
    thread.start();
    begun.await();
    try {
      for (boolean force : new boolean[] {false, true}) {
        Ask second = new Ask(in, dir.resolve("c.json"));
        second.force = force;
        assertEquals("another run is writing c.errors.ndjson.part", refused(second, Reason.USAGE));
        Ask third = new Ask(in, dir.resolve("d.ndjson"));
        third.errors = dir.resolve("c.errors.ndjson");
        third.force = force;
        assertEquals("another run is writing c.errors.ndjson.part", refused(third, Reason.USAGE));
        Ask streams = new Ask(in, null);
        streams.errors = dir.resolve("c.errors.ndjson");
        streams.force = force;
        assertEquals("another run is writing c.errors.ndjson.part", refused(streams, Reason.USAGE));
        Ask same = new Ask(in, dir.resolve("c.ndjson"));
        same.force = force;
        same.resume = !force;
        assertEquals("another run is writing c.ndjson.part", refused(same, Reason.USAGE));
      }
    } finally {
      ended.countDown();
      thread.join();
    }
    assertEquals(null, thrown[0]);
    assertEquals(5, Files.readAllLines(dir.resolve("c.ndjson")).size());
    Ask second = new Ask(in, dir.resolve("c.json"));
    assertEquals(
        "c.errors.ndjson exists already: name another file, or replace it with --force",
        refused(second, Reason.USAGE));
  }

  /** The errors of an interrupted run are not those of another that would begin. */
  @Test
  void anInterruptedRunKeepsItsErrors() throws Exception {
    Path first = dir.resolve("c.ndjson");
    interrupted(in, first);
    for (boolean force : new boolean[] {false, true}) {
      Ask second = new Ask(in, dir.resolve("c.json"));
      second.force = force;
      assertTrue(refused(second, Reason.USAGE).startsWith("c.errors.ndjson.part is there already"));
    }
    // Nor of one that gives up its own, which had others.
    Path third = dir.resolve("d.ndjson");
    Path input = dir.resolve("in-2.ndjson");
    interrupted(input, third);
    Ask anew = new Ask(input, third);
    anew.errors = dir.resolve("c.errors.ndjson");
    anew.force = true;
    BatchException e = assertThrows(BatchException.class, anew::run);
    assertTrue(e.getMessage().startsWith(anew.errors + ".part is there already"), e.getMessage());
    Ask resumed = new Ask(in, first);
    resumed.resume = true;
    assertEquals(2000, resumed.run().evaluated());
  }

  /** Two chunks of four are done. */
  private static void interrupted(Path in, Path out) throws Exception {
    Files.writeString(in, lines(0, 2000));
    Ask ask = new Ask(in, out);
    ask.threads = 1;
    int[] cases = {0};
    ask.engines =
        () -> {
          Engine engine = Engine.of(RuleSets.of(Ask.RULES), java.util.Set.of());
          return some -> {
            cases[0] += some.size();
            if (cases[0] > 1000) {
              throw new IllegalStateException("the power is gone");
            }
            return engine.screen(some);
          };
        };
    assertThrows(IllegalStateException.class, ask::run);
    assertTrue(Files.size(Output.part(out)) > 0);
  }

  // ---- what is kept

  @Test
  void withoutItsJournalNothingOfARunIsTouched() throws Exception {
    interrupted(in, out);
    Files.delete(dir.resolve("out.ndjson.journal"));
    for (boolean resume : new boolean[] {false, true}) {
      Ask ask = new Ask(in, out);
      ask.resume = resume;
      ask.force = !resume;
      assertTrue(
          refused(ask, resume ? Reason.INPUT : Reason.USAGE)
              .startsWith("out.ndjson.part is there already, "));
    }
  }

  /** Any byte of it, and its end. */
  @Test
  void aJournalThatWasTamperedWithIsSaidAndNothingIsLost() throws Exception {
    interrupted(in, out);
    Path journal = dir.resolve("out.ndjson.journal");
    byte[] whole = Files.readAllBytes(journal);
    SplittableRandom random = new SplittableRandom(20261120);
    for (int i = 0; i < 300; i++) {
      byte[] bytes =
          i % 3 == 0 ? Arrays.copyOf(whole, random.nextInt(whole.length)) : whole.clone();
      if (bytes.length == whole.length) {
        int at = i < 60 ? i : random.nextInt(bytes.length);
        bytes[at] = (byte) (bytes[at] ^ 1 << random.nextInt(8));
      }
      Files.write(journal, bytes);
      Ask ask = new Ask(in, out);
      ask.resume = true;
      String said = refused(ask, Reason.INPUT);
      assertTrue(said.startsWith("out.ndjson.journal is "), said);
    }
    // With the right checksum, but not what a journal is.
    String body = new String(whole, StandardCharsets.UTF_8).split("\n", 2)[1];
    for (String other :
        List.of(
            "",
            "[]",
            "{}",
            "null",
            body + "{}",
            body.replace("\"chunks\":2", "\"chunks\":-2"),
            body.replace("\"chunks\":2", "\"chunks\":\"2\""),
            body.replace("\"chunks\":2", "\"chunks\":2.5"),
            body.replace("\"chunks\":2", "\"chunks\":1e99"),
            body.replace("\"chunks\":2", "\"chunks\":2,\"chunks\":3"),
            body.replace("\"chunks\":2", "\"chanks\":2"),
            body.replace("\"ended\":false", "\"ended\":0"),
            body.replace("\"ids\":{", "\"ids\":[{"),
            body.replace("\"errorKinds\":{", "\"errorKinds\":{\"x\":null,"),
            body.replace("\"caseId\":\"", "\"caseId\":1,\"x\":\""),
            body.replaceFirst("\"latestAsOf\":\"[^\"]*\"", "\"latestAsOf\":\"2026-02-30\""),
            body.replace("\"as-of\":\"\"", "\"as-of\":{}"),
            "{\"asked\":".repeat(5000))) {
      assertTrue(!other.equals(body));
      Bytes bytes = new Bytes(0);
      CRC32C crc = new CRC32C();
      crc.update(other.getBytes(StandardCharsets.UTF_8));
      bytes.writeBytes(Json.ascii("needlewise batch journal %08x\n".formatted(crc.getValue())));
      bytes.writeBytes(other.getBytes(StandardCharsets.UTF_8));
      Files.write(journal, bytes.toByteArray());
      Ask ask = new Ask(in, out);
      ask.resume = true;
      String said = refused(ask, Reason.INPUT);
      assertTrue(said.startsWith("out.ndjson.journal is no journal that can be read ("), said);
    }
    // That of another run; then its own again.
    Files.write(journal, whole);
    Path other = dir.resolve("other.ndjson");
    interrupted(in, other);
    Files.copy(dir.resolve("other.ndjson.journal"), journal, StandardCopyOption.REPLACE_EXISTING);
    Files.writeString(out.resolveSibling("out.ndjson.part"), "x", StandardOpenOption.APPEND);
    Ask ask = new Ask(in, out);
    ask.resume = true;
    assertEquals(2000, ask.run().evaluated());
  }

  /** A damaged one can be given up. */
  @Test
  void aDamagedJournalIsBegunAnewByForce() throws Exception {
    interrupted(in, out);
    Path journal = dir.resolve("out.ndjson.journal");
    byte[] bytes = Files.readAllBytes(journal);
    bytes[bytes.length / 2] ^= 1;
    Files.write(journal, bytes);
    Ask ask = new Ask(in, out);
    ask.force = true;
    assertEquals(2000, ask.run().evaluated());
    assertEquals(
        List.of("", "in.ndjson", "out.errors.ndjson", "out.ndjson"),
        List.copyOf(content().keySet()));
  }

  /** It is the first thing that a run makes. */
  @Test
  void aRunThatWasKilledAsItBeganBeginsAgain() throws Exception {
    Path journal = dir.resolve("out.ndjson.journal");
    byte[] whole = Journal.start(new TreeMap<>(), false).bytes().toByteArray();
    for (int length : new int[] {0, 1, 20, 30, 34, 40, whole.length - 1}) {
      Files.write(journal, Arrays.copyOf(whole, length));
      assertTrue(
          refused(new Ask(in, out), Reason.USAGE).startsWith("an interrupted run lies beside out"));
      Ask ask = new Ask(in, out);
      ask.resume = true;
      assertEquals(5, ask.run().evaluated());
      assertEquals(
          List.of("", "in.ndjson", "out.errors.ndjson", "out.ndjson"),
          List.copyOf(content().keySet()));
      Files.delete(out);
      Files.delete(dir.resolve("out.errors.ndjson"));
    }
  }

  /** Under way, nothing of the ids lies in a folder by a name but for what a resumption needs. */
  @Test
  void whatIsKeptAsideHasNoName() throws Exception {
    Path old = dir.resolve("old.ndjson.gz");
    new Ask(in, old).run();
    Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
    List<String> before = names(temporary);
    List<String> during = new ArrayList<>();
    for (Path output : new Path[] {null, out}) {
      Ask ask = new Ask(in, output);
      ask.onlyChangedFrom = old;
      ask.engines =
          before(
              () -> {
                during.addAll(names(temporary));
                during.addAll(names(dir));
              });
      ask.run();
    }
    during.removeAll(before);
    during.removeAll(names(dir));
    assertEquals(
        List.of(
            "out.errors.ndjson.part",
            "out.ndjson.ids.part",
            "out.ndjson.journal",
            "out.ndjson.part"),
        during.stream().filter(name -> !name.startsWith("junit")).sorted().toList());
  }

  private static List<String> names(Path folder) {
    return new ArrayList<>(List.of(folder.toFile().list()));
  }
}
