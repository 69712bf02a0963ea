package org.needlewise.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.needlewise.batch.BatchException.Reason;
import org.needlewise.casefile.CaseFileWriter;
import org.needlewise.generate.CaseGenerator;
import org.needlewise.rulebase.load.RuleSets;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Inputs that are damaged, endless, hostile or change while they are read. */
class BatchInputsTest {
  @TempDir Path dir;
  private Path in;
  private Path out;

  @BeforeEach
  void nameFiles() {
    in = dir.resolve("in.ndjson");
    out = dir.resolve("out.ndjson");
  }

  private static String lines(int from, int count) {
    return IntStream.range(from, from + count)
        .mapToObj(i -> CaseFileWriter.json(new CaseGenerator(21).caseAt(i)) + "\n")
        .collect(Collectors.joining());
  }

  private static byte[] gzip(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return bytes.toByteArray();
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      bytes.writeBytes(part);
    }
    return bytes.toByteArray();
  }

  private static byte[] turned(byte[] bytes, int at) {
    byte[] turned = bytes.clone();
    turned[at] ^= 1;
    return turned;
  }

  private List<JsonNode> errors() throws IOException {
    return Files.readAllLines(dir.resolve("out.errors.ndjson")).stream()
        .map(row -> new JsonMapper().readTree(row))
        .toList();
  }

  // ---- packed

  /** Reports and, where the file is damaged, why. */
  private String read(byte[] packed) throws Exception {
    Files.write(in, packed);
    Ask ask = new Ask(in, out);
    ask.force = true;
    BatchSummary summary = ask.run();
    List<JsonNode> errors = errors();
    assertEquals(errors.size(), summary.bad());
    String why =
        errors.isEmpty() ? "" : " " + errors.get(0).get("errors").get(0).get("found").stringValue();
    return summary.evaluated() + why;
  }

  /** Lines and, where the file is damaged, why. */
  private static String unpacked(byte[] packed) {
    int lines = 0;
    try (InputStream in = Compression.unpack(new ByteArrayInputStream(packed))) {
      byte[] buffer = new byte[1000];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        for (int i = 0; i < read; i++) {
          lines += buffer[i] == '\n' ? 1 : 0;
        }
      }
      return Integer.toString(lines);
    } catch (IOException e) {
      return lines + " " + e.getMessage();
    }
  }

  private static final String NO_MEMBER = "what follows there is not packed with gzip";

  @Test
  void aDamagedMemberIsNeverTheEnd() throws Exception {
    byte[] first = gzip(lines(0, 3));
    byte[] second = gzip(lines(3, 3));
    int end = first.length;
    byte[] both = join(first, second);
    assertEquals("6", read(both));
    assertEquals("3 a file that cannot be read (" + NO_MEMBER + ")", read(turned(both, end)));
    // Each byte of the second member's header that says what it is.
    for (int i : new int[] {0, 1, 2}) {
      assertEquals("3 " + NO_MEMBER, unpacked(turned(both, end + i)), "byte " + i);
    }
    byte[] reserved = both.clone();
    reserved[end + 3] = (byte) 0x80;
    assertEquals("3 " + NO_MEMBER, unpacked(reserved));
    // Its checksum and its size.
    for (int i = 1; i <= 8; i++) {
      assertEquals(
          "6 what is packed with gzip is damaged: its checksum is another",
          unpacked(turned(both, both.length - i)));
    }
    // Any other bit changes what is read, or is said.
    for (int i = end + 10; i < both.length - 8; i++) {
      String said = unpacked(turned(both, i));
      assertTrue(said.contains(" "), i + ": " + said);
    }
    // Cut off anywhere, it is said.
    for (int length = end + 1; length < both.length; length++) {
      String said = unpacked(Arrays.copyOf(both, length));
      assertTrue(said.endsWith(" it is cut off"), length + ": " + said);
    }
    assertEquals(
        "3 " + NO_MEMBER, unpacked(join(first, lines(3, 3).getBytes(StandardCharsets.UTF_8))));
    // What a tape adds, and what other packers write.
    assertEquals("3", unpacked(join(first, new byte[1000])));
    assertEquals("6", unpacked(join(first, gzip(""), second, gzip(""))));
    assertEquals("3 " + NO_MEMBER, unpacked(join(first, new byte[10], second)));
    assertEquals("6", unpacked(join(withNames(first), withNames(second))));
    byte[] named = withNames(second);
    for (int i = 10; i < 22; i++) {
      String said = unpacked(join(first, turned(named, i)));
      assertTrue(said.startsWith("3 "), i + ": " + said);
    }
  }

  /** With an extra field, a name, a comment and a checksum in its header. */
  private static byte[] withNames(byte[] member) {
    byte[] head = Arrays.copyOf(member, 10);
    head[3] = 2 + 4 + 8 + 16;
    byte[] more = {3, 0, 1, 2, 3, 'n', 0, 'c', 'o', 0};
    CRC32 crc = new CRC32();
    crc.update(head);
    crc.update(more);
    byte[] check = {(byte) crc.getValue(), (byte) (crc.getValue() >> 8)};
    return join(head, more, check, Arrays.copyOfRange(member, 10, member.length));
  }

  @Test
  void aDamagedFrameIsNeverTheEnd() throws Exception {
    byte[] first = Zstd.compress(lines(0, 3).getBytes(StandardCharsets.UTF_8));
    byte[] second = Zstd.compress(lines(3, 3).getBytes(StandardCharsets.UTF_8));
    byte[] both = join(first, second);
    assertEquals("6", read(both));
    for (int i = 0; i < 4; i++) {
      String said = unpacked(turned(both, first.length + i));
      assertTrue(said.startsWith("3 "), said);
    }
    for (int length = first.length + 1; length < both.length; length++) {
      String said = unpacked(Arrays.copyOf(both, length));
      assertTrue(said.contains(" "), length + ": " + said);
    }
    String said = read(join(first, "garbage".getBytes(StandardCharsets.UTF_8)));
    assertTrue(said.startsWith("3 a file that cannot be read ("), said);
  }

  /** What a transfer leaves that has failed. */
  @Test
  void nothingIsNoPackedFile() throws Exception {
    for (String ending : List.of(".gz", ".zst")) {
      in = dir.resolve("in.ndjson" + ending);
      assertEquals(
          "0 a file that cannot be read (it is empty, which nothing is that is packed)",
          read(new byte[0]));
    }
    in = dir.resolve("in.ndjson.gz");
    assertEquals("0", read(gzip("")));
  }

  @Test
  void aDamagedEarlierRunIsSaid() throws Exception {
    Files.writeString(in, lines(0, 30));
    new Ask(in, out).run();
    byte[] packed = gzip(Files.readString(out));
    Path old = Files.write(dir.resolve("old.ndjson"), turned(join(packed, packed), packed.length));
    Ask ask = new Ask(in, dir.resolve("changed.ndjson"));
    ask.onlyChangedFrom = old;
    BatchException e = assertThrows(BatchException.class, ask::run);
    assertEquals(Reason.INPUT, e.reason());
    assertEquals(
        old + ": cannot be read: what follows there is not packed with gzip", e.getMessage());
  }

  // ---- no plain files

  @Test
  @Timeout(60)
  void whatHasNoEndIsNotRead() throws Exception {
    Path pipe = dir.resolve("pipe.ndjson");
    assumeTrue(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0);
    String found =
        "%s: found a pipe or a device, no plain file, expected a file of cases, a folder of them,"
            + " or - for standard input";
    for (Path endless : List.of(pipe, Path.of("/dev/zero"))) {
      BatchException e = assertThrows(BatchException.class, () -> new Ask(endless, out).run());
      assertEquals(found.formatted(endless), e.getMessage());
      assertEquals(Reason.INPUT, e.reason());
    }
    Path folder = Files.createDirectory(dir.resolve("folder"));
    Files.move(pipe, folder.resolve("b.ndjson"));
    Files.createSymbolicLink(folder.resolve("c.yaml"), Path.of("/dev/zero"));
    Files.writeString(folder.resolve("a.ndjson"), lines(0, 1));
    Files.writeString(folder.resolve("d.ndjson"), lines(1, 1));
    BatchSummary summary = new Ask(folder, out).run();
    assertEquals(2, summary.evaluated());
    assertEquals(
        List.of("b.ndjson", "c.yaml"),
        errors().stream().map(error -> error.get("source").stringValue()).toList());
    for (JsonNode error : errors()) {
      assertEquals(
          "a file that cannot be read (a pipe or a device, no plain file)",
          error.get("errors").get(0).get("found").stringValue());
    }
  }

  /** What a link leads to is told in short pieces at most. */
  @Test
  void anErrorQuotesLittle() throws Exception {
    String secret =
        IntStream.range(0, 400).mapToObj(i -> "%03d".formatted(i)).collect(Collectors.joining("x"));
    Path passwords =
        Files.writeString(
            dir.resolve("passwords"),
            secret + "\nroot:" + secret + "\n" + "{\"" + secret + "\":1}\n[\"" + secret + "\"]\n");
    Path folder = Files.createDirectory(dir.resolve("folder"));
    for (String name : List.of("a.ndjson", "b.json", "c.yaml")) {
      Files.createSymbolicLink(folder.resolve(name), passwords);
      for (String line : Files.readAllLines(passwords)) {
        Files.writeString(folder.resolve(line.length() + "-" + name), line);
      }
    }
    assertEquals(0, new Ask(folder, out).run().evaluated());
    assertTrue(errors().size() >= 15);
    for (String row : Files.readAllLines(dir.resolve("out.errors.ndjson"))) {
      for (int from = 0; from + 200 <= secret.length(); from++) {
        assertFalse(row.contains(secret.substring(from, from + 200)), row);
      }
      assertTrue(row.length() < 2500, row);
    }
  }

  // ---- floods

  /** The errors of one record are bounded. */
  @Test
  void aRecordsErrorsAreBounded() throws Exception {
    String name = "\\u001b".repeat(2000);
    List<String> records = new ArrayList<>();
    records.add("{\"id\":\"a\"," + ("\"" + name + "\":1,").repeat(80) + "\"x\":1}");
    records.add(
        "{\"id\":\"a\",\"patient\":{\"conditions\":["
            + ("{\"" + name + "\":[],\"code\":\"" + name + "\"},").repeat(35)
            + "{}]}}");
    records.add("{\"id\":\"a\",\"history\":[" + "{},".repeat(9000) + "{}]}");
    Files.write(in, records);
    new Ask(in, out).run();
    for (JsonNode error : errors()) {
      assertTrue(error.get("errors").size() <= 101, () -> error.get("errors").size() + " errors");
      assertTrue(error.toString().length() < 200_000, () -> error.toString().length() + " bytes");
    }
  }

  /** Some bytes that unpack to many bad records. */
  @Test
  void theErrorsOfAFewBytesAreBounded() throws Exception {
    int records = 300_000;
    byte[] packed = gzip("[\n".repeat(records) + lines(0, 1));
    Files.write(in, packed);
    BatchSummary summary = new Ask(in, out).run();
    assertEquals(1, summary.evaluated());
    assertEquals(records, summary.bad());
    long most = (64L << 20) + 100L * packed.length;
    Path errors = dir.resolve("out.errors.ndjson");
    long size = Files.size(errors);
    assertTrue(size <= most && size > most / 2, () -> size + " bytes");
    long listed = Files.readAllLines(errors).size();
    assertEquals(records - listed, summary.tally.records.of(Tally.NOT_LISTED));
    assertTrue(
        summary
            .text()
            .contains(BatchSummary.number(records - listed) + "  the list of errors would be"),
        summary::text);
    // Where each has the length of a case, all are listed.
    String bad = "{\"id\":\"a\",\"oops\":1,\"patient\":{\"sex\":1},\"proposed\":{}}\n";
    int plain = 45_000;
    Files.writeString(in, bad.repeat(plain));
    Ask ask = new Ask(in, out);
    ask.force = true;
    assertEquals(0, ask.run().tally.records.of(Tally.NOT_LISTED));
    assertTrue(Files.size(errors) > most, () -> errors.toFile().length() + " bytes");
  }

  /** What takes seconds where each is looked up, and hours where each is held against all. */
  @Test
  void casesThatShareAnIdAreFoundAtOnce() throws Exception {
    int count = 8_000;
    String line = lines(0, 1);
    String other = line.replaceFirst("\"depthMm\":[0-9.]+", "\"depthMm\":0.2");
    List<String> cases = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      cases.add((i % 2 == 0 ? line : other).strip());
    }
    Files.write(in, cases);
    Path old = dir.resolve("old.ndjson");
    new Ask(in, old).run();
    // Each in its place; then from the end, where none is in its own.
    Ask ask = new Ask(in, out);
    ask.onlyChangedFrom = old;
    assertEquals("[unchanged=8000]", ask.run().tally.changes.byCount().toString());
    assertEquals("", Files.readString(out));
    // One before them moves each from its place.
    cases.add(0, lines(5, 1).strip());
    Files.write(in, cases);
    Ask moved = new Ask(in, out);
    moved.onlyChangedFrom = old;
    moved.force = true;
    Tally tally = moved.run().tally;
    assertEquals(count + 1, tally.changes.total());
    assertEquals(1, tally.changes.of("added"));
    assertEquals(0, tally.changes.of("removed"));
  }

  // ---- what changes while it is read

  private Ask changing(String to) throws Exception {
    Files.writeString(in, lines(0, 4000));
    Ask ask = new Ask(in, out);
    ask.threads = 1;
    boolean[] done = {false};
    ask.engines =
        () -> {
          Engine engine = Engine.of(RuleSets.of(Ask.RULES), java.util.Set.of());
          return cases -> {
            if (!done[0]) {
              done[0] = true;
              try (OutputStream file =
                  Files.newOutputStream(
                      in,
                      to == null
                          ? StandardOpenOption.TRUNCATE_EXISTING
                          : StandardOpenOption.APPEND)) {
                file.write(to == null ? new byte[0] : to.getBytes(StandardCharsets.UTF_8));
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            }
            return engine.screen(cases);
          };
        };
    return ask;
  }

  @Test
  void aFileThatBecomesShorterIsSaid() throws Exception {
    BatchSummary summary = changing(null).run();
    assertTrue(summary.evaluated() < 4000);
    JsonNode last = errors().get(errors().size() - 1);
    assertEquals(
        "a file that cannot be read (it has become shorter while it was read)",
        last.get("errors").get(0).get("found").stringValue());
  }

  @Test
  void aFileThatGrowsIsReadToItsEnd() throws Exception {
    assertEquals(4003, changing(lines(4000, 3)).run().evaluated());
    assertEquals(0, errors().size());
  }

  @Test
  void aFileNamedTwiceIsReadTwice() throws Exception {
    Files.writeString(in, lines(0, 3));
    Ask ask = new Ask(in, out);
    ask.inputs.add(in.toString());
    BatchSummary summary = ask.run();
    assertEquals(6, summary.evaluated());
    assertEquals(new Duplicates.Shared(6, 3), summary.duplicates);
  }

  // ---- tables

  /** What a spreadsheet would take for a formula. */
  @Test
  void aCellIsNeverAFormula() throws Exception {
    List<String> ids =
        List.of(
            "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "\uFF1D1", "a=1", " b", "\"=c");
    List<String> cases = new ArrayList<>();
    for (String id : ids) {
      cases.add(
          lines(0, 1)
              .strip()
              .replaceFirst(
                  "\"case-[0-9]+\"",
                  Matcher.quoteReplacement(new JsonMapper().writeValueAsString(id))));
    }
    Files.write(in, cases);
    Ask ask = new Ask(in, out);
    ask.report = dir.resolve("report");
    assertEquals(ids.size(), ask.run().evaluated());
    String csv = Files.readString(ask.report.resolve("most-findings.csv"));
    int shown = 0;
    for (String id : ids) {
      boolean formula = "=+-@\t\r\n\uFF1D".indexOf(id.charAt(0)) >= 0;
      String cell = "\r\n\"" + (formula ? "'" : "") + id.replace("\"", "\"\"") + "\",";
      shown += csv.contains(cell) ? 1 : 0;
      assertFalse(formula && csv.contains("\r\n\"" + id), csv);
    }
    assertEquals(10, shown, csv);
  }
}
