package org.needlewise.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.github.luben.zstd.Zstd;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.needlewise.casefile.CaseFileWriter;
import org.needlewise.generate.CaseGenerator;
import org.needlewise.generate.Generation;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Batch runs as processes: killed, interrupted, and with an output that fails. */
class BatchProcessTest {
  private static final int RECORDS = 10_000;

  @TempDir static Path shared;
  private static Path cases;

  @TempDir Path dir;
  private Path out;

  @BeforeAll
  static void generate() throws Exception {
    cases = shared.resolve("cases.ndjson");
    new Generation(31, RECORDS, 20, CaseGenerator.AS_OF).writeFile(cases, false, 2);
  }

  @BeforeEach
  void nameOutput() {
    out = dir.resolve("out.ndjson");
  }

  private static NeedlewiseProcess.Result batch(Object... arguments) throws Exception {
    return new NeedlewiseProcess().run(words(arguments));
  }

  private static String[] words(Object... arguments) {
    return Stream.concat(Stream.of("batch"), Arrays.stream(arguments).map(Object::toString))
        .toArray(String[]::new);
  }

  /** Each file's name and bytes, the latter as text that shows them one to one. */
  private static Map<String, String> content(Path folder) throws IOException {
    Map<String, String> content = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        content.put(
            file.getFileName().toString(),
            new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
      }
    }
    return content;
  }

  /** Like {@link #content}, but says which file differs rather than show megabytes. */
  private static void assertSameFiles(Path expected, Path actual, String when) throws IOException {
    Map<String, String> left = content(expected);
    Map<String, String> right = content(actual);
    assertEquals(left.keySet(), right.keySet(), when);
    left.forEach((name, bytes) -> assertTrue(bytes.equals(right.get(name)), name + " " + when));
  }

  // ---- killed

  /**
   * 10 moments of the start, the work, its checkpoints and the end; 100 with
   * -Dneedlewise.slow=true.
   */
  @Test
  void killedAtAnyMomentItGoesOnToTheSameBytes() throws Exception {
    int moments = Boolean.getBoolean("needlewise.slow") ? 100 : 10;
    Path old = shared.resolve("old.ndjson");
    assertEquals(0, batch(cases, "-o", old, "-q", "--as-of", "2026-11-25").code());
    String[][] kinds = {
      {"out.ndjson"},
      {"out.ndjson.gz"},
      {"out.ndjson.zst", "--only-changed-from", old.toString()},
      {"out.ndjson", "--fields", "caseId,verdict,earliestDate"}
    };
    // One record twice, so that duplicates are looked for and found.
    Path input = shared.resolve("twice.ndjson");
    List<String> lines = new ArrayList<>(Files.readAllLines(cases, StandardCharsets.ISO_8859_1));
    lines.add(CaseFileWriter.json(new CaseGenerator(31).caseAt(0)));
    Files.write(input, lines, StandardCharsets.ISO_8859_1);
    Path[] undisturbed = new Path[kinds.length];
    long[] nanos = new long[kinds.length];
    for (int i = 0; i < kinds.length; i++) {
      undisturbed[i] = Files.createDirectory(dir.resolve("undisturbed" + i));
      long start = System.nanoTime();
      assertEquals(0, start(input, undisturbed[i], kinds[i], false, 2).waitFor());
      nanos[i] = System.nanoTime() - start;
    }
    SplittableRandom random = new SplittableRandom(20261120);
    Map<State, Integer> met = new EnumMap<>(State.class);
    for (int moment = 0; moment < moments; moment++) {
      int kind = moment % kinds.length;
      String name = kinds[kind][0];
      long bytes = Files.size(undisturbed[kind].resolve(name));
      Path folder = Files.createDirectory(dir.resolve("killed" + moment));
      // Some are killed twice.
      int kills = 1 + random.nextInt(2);
      for (int kill = 0; kill < kills; kill++) {
        Process process = start(input, folder, kinds[kind], kill > 0, 1 + random.nextInt(3));
        // Each kind of run at each kind of moment.
        switch ((moment + moment / kinds.length) % 4) {
          case 0 -> process.waitFor(random.nextLong(nanos[kind]), TimeUnit.NANOSECONDS);
          case 1 -> awaitBytes(random.nextLong(bytes), folder.resolve(name), process);
          case 2 -> {
            awaitBytes(random.nextLong(bytes), folder.resolve(name), process);
            awaitCheckpoint(folder.resolve(name), process);
          }
          default -> {
            while (process.isAlive() && state(folder.resolve(name)) != State.ENDING) {
              Thread.sleep(1);
            }
            // Which takes some hundredths of the whole.
            long most = nanos[kind] / (random.nextBoolean() ? 20 : 100);
            process.waitFor(random.nextLong(most), TimeUnit.NANOSECONDS);
          }
        }
        process.destroyForcibly().waitFor();
        met.merge(state(folder.resolve(name)), 1, Integer::sum);
      }
      Process last = start(input, folder, kinds[kind], true, 2);
      assertEquals(0, last.waitFor(), "moment " + moment);
      assertSameFiles(undisturbed[kind], folder, "after moment " + moment + " of " + name);
    }
    assertTrue(met.getOrDefault(State.UNDER_WAY, 0) > moments / 4, met::toString);
    assertTrue(met.getOrDefault(State.ENDING, 0) >= moments / 10, met::toString);
  }

  /** How far a run is, by its files. */
  private enum State {
    STARTING,
    UNDER_WAY,
    ENDING,
    DONE
  }

  private static State state(Path out) {
    try {
      String journal = Files.readString(out.resolveSibling(out.getFileName() + ".journal"));
      return journal.contains("\"ended\":true") ? State.ENDING : State.UNDER_WAY;
    } catch (IOException e) {
      return Files.exists(out) ? State.DONE : State.STARTING;
    }
  }

  /** Waits until a run has written so much. */
  private static void awaitBytes(long bytes, Path out, Process process) throws Exception {
    File part = new File(out + ".part");
    while (process.isAlive() && part.length() < bytes) {
      Thread.sleep(1);
    }
  }

  /** Waits until a run is writing its journal anew. */
  private static void awaitCheckpoint(Path out, Process process) {
    File fresh = new File(out + ".journal.new");
    while (process.isAlive() && !fresh.exists()) {
      Thread.onSpinWait();
    }
  }

  private static Process start(Path input, Path folder, String[] kind, boolean resume, int threads)
      throws IOException {
    List<Object> arguments = new ArrayList<>(List.of(input, "-o", folder.resolve(kind[0])));
    arguments.addAll(Arrays.asList(kind).subList(1, kind.length));
    arguments.addAll(List.of("-q", "--checkpoint-seconds", "0", "--threads", threads));
    if (resume) {
      arguments.add("--resume");
    }
    return new NeedlewiseProcess()
        .builder(words(arguments.toArray()))
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  @Test
  void interruptedItSaysHowToGoOn() throws Exception {
    Path whole = Files.createDirectory(dir.resolve("whole"));
    Path broken = Files.createDirectory(dir.resolve("broken"));
    assertEquals(0, batch(cases, "-o", whole.resolve("out.ndjson"), "-q").code());
    Path journal = broken.resolve("out.ndjson.journal");
    Path err = dir.resolve("err");
    // Standard input that is not at its end: the run waits for more.
    Process process =
        new NeedlewiseProcess()
            .builder(words("-", "-o", broken.resolve("out.ndjson"), "--checkpoint-seconds", "0"))
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(err.toFile())
            .start();
    byte[] input = Files.readAllBytes(cases);
    OutputStream to = process.getOutputStream();
    to.write(input, 0, input.length / 2);
    to.flush();
    while (!Files.exists(journal)
        || !new String(Files.readAllBytes(journal), StandardCharsets.UTF_8)
            .contains("\"evaluated\"")) {
      assertTrue(process.isAlive(), () -> read(err));
      Thread.sleep(5);
    }
    // Not Process.destroy: it closes the input too, as if that were at its end.
    new ProcessBuilder("kill", "-TERM", Long.toString(process.pid())).start().waitFor();
    assertEquals(128 + 15, process.waitFor());
    to.close();
    assertTrue(
        read(err)
            .matches(
                "(?s)\nneedlewise: interrupted( at once)?; [0-9 ]+ records are done and kept: go on with the same command and --resume\n"),
        () -> read(err));
    Process resumed =
        new NeedlewiseProcess()
            .builder(words("-", "-o", broken.resolve("out.ndjson"), "-q", "--resume"))
            .redirectInput(cases.toFile())
            .redirectError(err.toFile())
            .start();
    assertEquals(0, resumed.waitFor(), () -> read(err));
    assertArrayEquals(
        Files.readAllBytes(whole.resolve("out.ndjson")),
        Files.readAllBytes(broken.resolve("out.ndjson")));
    assertFalse(Files.exists(journal));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }

  /** Killed by the system, with reports that go to standard output. */
  @Test
  void nothingIsLeftInTheTemporaryFolder() throws Exception {
    Path temporary = Files.createDirectory(dir.resolve("temporary"));
    Process process =
        new NeedlewiseProcess()
            .java("-Djava.io.tmpdir=" + temporary, "-XX:-UsePerfData")
            .builder(words("-", "-o", "-", "-q"))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    process.getOutputStream().write(Files.readAllBytes(cases), 0, 2_000_000);
    process.getOutputStream().flush();
    assertEquals('{', process.getInputStream().read());
    assertEquals(Map.of(), content(temporary));
    process.destroyForcibly().waitFor();
    assertEquals(Map.of(), content(temporary));
  }

  // ---- streams that are not there

  private static NeedlewiseProcess.Result without(String streams, Object... arguments)
      throws Exception {
    List<String> command = new ArrayList<>(List.of("sh", "-c", "exec \"$@\" " + streams, "sh"));
    command.addAll(new NeedlewiseProcess().builder(words(arguments)).command());
    Process process = new ProcessBuilder(command).start();
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    return new NeedlewiseProcess.Result(process.waitFor(), out, err);
  }

  /** Its number would be that of the first file that Java opens. */
  @Test
  void aStandardInputThatIsClosedIsSaid() throws Exception {
    for (String closed : List.of("<&-", "0>/dev/null")) {
      NeedlewiseProcess.Result result = without(closed, "-", "-o", out);
      assertEquals(3, result.code(), result::err);
      assertEquals(
          "needlewise: -: found standard input closed, expected a file of cases, a folder of them, or - for"
              + " standard input\n",
          result.err());
      assertEquals(Map.of(), content(dir));
    }
    assertEquals(0, without("<&-", cases, "-o", out, "-q").code());
    Path whole = Files.createDirectory(dir.resolve("whole")).resolve("out.ndjson");
    assertEquals(0, batch(cases, "-o", whole, "-q").code());
    assertArrayEquals(Files.readAllBytes(whole), Files.readAllBytes(out));
  }

  @Test
  void aStandardOutputThatIsClosedIsSaid() throws Exception {
    NeedlewiseProcess.Result result = without(">&-", cases, "-o", "-", "-q");
    assertEquals(1, result.code(), result::err);
    assertTrue(result.err().contains("needlewise: cannot write standard output: "), result.err());
  }

  /** What the shell has opened for the reports is the input itself. */
  @Test
  void anInputIsNotWrittenByStandardOutput() throws Exception {
    Path input = Files.copy(cases, dir.resolve("in.ndjson"));
    for (String streams : List.of(">>\"" + input + "\"", "2>>\"" + input + "\"")) {
      NeedlewiseProcess.Result result = without(streams, input, "-o", "-", "-q");
      assertEquals(2, result.code(), result::err);
    }
    String said = Files.readString(input, StandardCharsets.ISO_8859_1);
    assertTrue(said.endsWith("(an input): name another file to write\n"));
    assertEquals(
        Files.readString(cases, StandardCharsets.ISO_8859_1),
        said.substring(0, said.lastIndexOf("needlewise:")));
    // Both to one file are no two outputs of the run.
    Path both = dir.resolve("both");
    assertEquals(0, without(">\"" + both + "\" 2>&1", cases, "-o", "-", "-q").code());
    assertEquals(RECORDS, Files.readAllLines(both).size());
  }

  // ---- outputs that fail

  @Test
  void aFileThatCanGrowNoFurtherIsGoneOnWith() throws Exception {
    Path whole = Files.createDirectory(dir.resolve("whole"));
    Path full = Files.createDirectory(dir.resolve("full"));
    assertEquals(0, batch(cases, "-o", whole.resolve("out.ndjson"), "-q").code());
    ProcessBuilder limited =
        new NeedlewiseProcess()
            .builder(
                words(cases, "-o", full.resolve("out.ndjson"), "-q", "--checkpoint-seconds", "0"));
    List<String> command =
        new ArrayList<>(List.of("sh", "-c", "ulimit -f 8000; exec \"$@\"", "sh"));
    command.addAll(limited.command());
    Path err = dir.resolve("err");
    Process process = limited.command(command).redirectError(err.toFile()).start();
    assertEquals(1, process.waitFor(), () -> read(err));
    assertTrue(
        read(err)
            .matches(
                "needlewise: cannot write .*out\\.ndjson: the file has grown to the size that the"
                    + " system allows; [0-9 ]+ records are done and kept: go on with the same"
                    + " command and --resume\n"),
        () -> read(err));
    assertFalse(Files.exists(full.resolve("out.ndjson")));
    NeedlewiseProcess.Result resumed =
        batch(cases, "-o", full.resolve("out.ndjson"), "-q", "--resume");
    assertEquals(0, resumed.code(), resumed::err);
    assertSameFiles(whole, full, "after the limit");
  }

  @Test
  void aFullDiskIsSaid() throws Exception {
    assumeTrue(Files.exists(Path.of("/dev/full")));
    Path err = dir.resolve("err");
    Process process =
        new NeedlewiseProcess()
            .builder(words(cases, "-o", "-", "-q"))
            .redirectOutput(Path.of("/dev/full").toFile())
            .redirectError(err.toFile())
            .start();
    assertEquals(1, process.waitFor());
    assertTrue(
        read(err).endsWith("needlewise: cannot write standard output: the disk is full\n"),
        () -> read(err));
  }

  @Test
  void aClosedPipeIsSaid() throws Exception {
    Path err = dir.resolve("err");
    Process process =
        new NeedlewiseProcess()
            .builder(words(cases, "-o", "-", "-q", "--errors", dir.resolve("errors.ndjson")))
            .redirectError(err.toFile())
            .start();
    try (InputStream reports = process.getInputStream()) {
      assertEquals('{', reports.read());
    }
    assertEquals(1, process.waitFor());
    assertEquals(
        "needlewise: cannot write standard output: what read it has closed it\n", read(err));
  }

  @Test
  void aFolderThatMayNotBeWrittenIsSaid() throws Exception {
    Path folder = Files.createDirectory(dir.resolve("locked"));
    assertTrue(folder.toFile().setWritable(false));
    assumeTrue(!Files.isWritable(folder), "whoever may write everywhere cannot try this");
    NeedlewiseProcess.Result result = batch(cases, "-o", folder.resolve("out.ndjson"));
    assertEquals(1, result.code());
    assertEquals(
        "needlewise: cannot write "
            + folder.resolve("out.ndjson")
            + ": it may not be written (no permission)\n",
        result.err());
  }

  // ---- what no case is

  /** A line of 100 MB, lists within lists a hundred thousand deep, a NUL: each is one error. */
  @Test
  void monstersAreRefusedInBoundedMemory() throws Exception {
    int deep = 500_000;
    String good = CaseFileWriter.json(new CaseGenerator(31).caseAt(0)) + "\n";
    Path err = dir.resolve("err");
    Process process =
        new NeedlewiseProcess()
            .java("-Xmx64m")
            .builder(words("-", "-o", out, "-q"))
            .redirectError(err.toFile())
            .start();
    try (OutputStream to = new BufferedOutputStream(process.getOutputStream())) {
      to.write(good.getBytes(StandardCharsets.UTF_8));
      to.write("{\"id\":\"".getBytes(StandardCharsets.UTF_8));
      byte[] megabyte = new byte[1_000_000];
      Arrays.fill(megabyte, (byte) 'x');
      for (int i = 0; i < 100; i++) {
        to.write(megabyte);
      }
      to.write("\"}\n".getBytes(StandardCharsets.UTF_8));
      to.write(("[".repeat(deep) + "]".repeat(deep) + "\n").getBytes(StandardCharsets.UTF_8));
      to.write(("{\"id\":" + "{\"a\":".repeat(100_000) + "\n").getBytes(StandardCharsets.UTF_8));
      to.write("{\"id\":\"a\0b\"}\n".getBytes(StandardCharsets.UTF_8));
      to.write(good.getBytes(StandardCharsets.UTF_8));
    }
    assertEquals(0, process.waitFor(), () -> read(err));
    assertEquals(2, Files.readAllLines(out).size());
    List<String> found = new ArrayList<>();
    for (String row : Files.readAllLines(dir.resolve("out.errors.ndjson"))) {
      JsonNode error = new JsonMapper().readTree(row);
      JsonNode first = error.get("errors").get(0);
      found.add(error.get("line") + " " + first.get("found").stringValue());
    }
    assertEquals(
        List.of(
            "2 a document of more than 1048576 bytes",
            "3 a list",
            "4 an object",
            "5 a NUL (byte 0)"),
        found);
  }

  // ---- what comes slowly

  /**
   * A row of packed members, each of which comes only once what is before it has been read, in
   * pieces; a line goes on from one to the next.
   */
  @Test
  void membersThatComeSlowlyAreAllRead() throws Exception {
    Path whole = Files.createDirectory(dir.resolve("whole"));
    assertEquals(0, batch(cases, "-o", whole.resolve("out.ndjson"), "-q").code());
    byte[] plain = Files.readAllBytes(cases);
    // One ends with the first chunk of records, one within the line behind the second.
    int[] ends = {endOfLine(plain, 500), endOfLine(plain, 1_000) + 7, endOfLine(plain, 1_700)};
    for (String ending : List.of(".gz", ".zst")) {
      Path folder = Files.createDirectory(dir.resolve("slow" + ending));
      Path reports = folder.resolve("out.ndjson");
      Path err = dir.resolve("err" + ending);
      Process process =
          new NeedlewiseProcess()
              .builder(words("-", "-o", reports, "--checkpoint-seconds", "0", "-q"))
              .redirectError(err.toFile())
              .start();
      try (OutputStream to = process.getOutputStream()) {
        for (int member = 0; member < ends.length; member++) {
          int from = member == 0 ? 0 : ends[member - 1];
          inPieces(packed(ending, Arrays.copyOfRange(plain, from, ends[member])), to);
          String chunks = "\"chunks\":" + (member + 1) + ",";
          while (member < ends.length - 1
              && !read(folder.resolve("out.ndjson.journal")).contains(chunks)) {
            assertTrue(process.isAlive(), () -> read(err));
            Thread.sleep(5);
          }
        }
      }
      assertEquals(0, process.waitFor(), () -> read(err));
      List<String> found = Files.readAllLines(reports);
      int broken = Files.readAllLines(folder.resolve("out.errors.ndjson")).size();
      assertEquals(1_700, found.size() + broken, ending);
      List<String> expected = Files.readAllLines(whole.resolve("out.ndjson"));
      assertTrue(expected.subList(0, found.size()).equals(found), ending);
    }
  }

  /** The first bytes and the last ones singly, with some time between them. */
  private static void inPieces(byte[] member, OutputStream to) throws Exception {
    int head = 20;
    int tail = member.length - 12;
    for (int at = 0; at < member.length; ) {
      boolean edge = at < head || at >= tail;
      int length = edge ? 1 : Math.min(5_000, tail - at);
      to.write(member, at, length);
      to.flush();
      if (edge) {
        Thread.sleep(2);
      }
      at += length;
    }
  }

  private static byte[] packed(String ending, byte[] bytes) throws IOException {
    if (ending.equals(".zst")) {
      return Zstd.compress(bytes);
    }
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(packed)) {
      out.write(bytes);
    }
    return packed.toByteArray();
  }

  /** How many bytes so many lines have. */
  private static int endOfLine(byte[] bytes, int lines) {
    int end = 0;
    for (int line = 0; line < lines; end++) {
      line += bytes[end] == '\n' ? 1 : 0;
    }
    return end;
  }

  // ---- exit codes

  @Test
  void theShellIsToldHowItWent() throws Exception {
    Path few = dir.resolve("few.ndjson");
    Files.writeString(few, "no case\n" + CaseFileWriter.json(new CaseGenerator(1).caseAt(0)));
    NeedlewiseProcess.Result result = batch(few, "-o", out, "--summary-format", "json");
    assertEquals(0, result.code(), result::err);
    JsonNode summary = new JsonMapper().readTree(result.err());
    assertEquals(1, summary.get("evaluated").intValue());
    assertEquals(1, summary.get("bad").intValue());
    assertEquals(3, batch(few, "-o", out, "-q", "--strict", "--force").code());
    assertEquals(2, batch(few, "-o", out, "-q").code());
    assertEquals(2, batch(few).code());
    assertEquals(2, batch(few, "-o", out, "--force", "--threads", "0").code());
    assertEquals(3, batch(dir.resolve("none"), "-o", out, "--force").code());
    Path noRules = Files.createDirectory(dir.resolve("rules"));
    assertEquals(4, batch(few, "-o", out, "--force", "--rules", noRules).code());
  }

  @Test
  void generatesWhatBatchReads() throws Exception {
    NeedlewiseProcess.Result generated =
        new NeedlewiseProcess().run("generate", "--seed", "31", "--count", "30", "-o", "-");
    assertEquals(0, generated.code(), generated::err);
    assertEquals("", generated.err());
    assertEquals(30, generated.out().lines().count());
    NeedlewiseProcess.Result screened =
        new NeedlewiseProcess()
            .input(generated.out())
            .run(words("-", "-o", "-", "--fields", "caseId", "-q"));
    assertEquals(
        "{\"caseId\":\"case-000000001\"}\n", screened.out().substring(0, 28), screened::err);
    assertEquals(30, screened.out().lines().count());
  }
}
