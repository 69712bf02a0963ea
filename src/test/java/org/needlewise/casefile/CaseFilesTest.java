package org.needlewise.casefile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaseFilesTest {
  private static final String CASE =
      "{\"id\":\"%s\",\"patient\":{},\"proposed\":{\"date\":\"2026-11-20\",\"area\":\"face\",\"depthMm\":1}}";

  @TempDir Path folder;

  private static CaseFiles open(Path file) throws IOException {
    Format format = Format.ofName(file.toString()).orElseThrow();
    return CaseFiles.open(Cases.READER, Files.newInputStream(file), file.toString(), format);
  }

  /** Each entry as "record @offset id" or "record @offset error". */
  private static List<String> entries(CaseFiles cases) throws IOException {
    List<String> entries = new ArrayList<>();
    try (cases) {
      for (CaseFiles.Entry e = cases.next(); e != null; e = cases.next()) {
        entries.add(
            e.record()
                + " @"
                + e.byteOffset()
                + " "
                + (e.caseFile() != null ? e.caseFile().id() : e.errors().get(0).toString()));
      }
    }
    return entries;
  }

  private static List<String> piped(String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return entries(CaseFiles.open(Cases.READER, new ByteArrayInputStream(bytes), "-", null));
  }

  @Test
  void recordsOfAFile() throws IOException {
    Path file = folder.resolve("cases.ndjson");
    String bad = CASE.formatted("b").replace("face", "fac");
    Files.writeString(
        file,
        "\ufeff"
            + CASE.formatted("a")
            + "\r\n\r\n"
            + bad
            + "\n"
            + "{".repeat(1_100_000)
            + "\n"
            + CASE.formatted("c"));
    int length = CASE.length() - 1;
    List<String> found = entries(open(file));
    assertEquals("1 @0 a", found.get(0));
    assertEquals(
        "3 @"
            + (length + 7)
            + " "
            + file
            + ":3:63: /proposed/area: found \"fac\", expected an area (./needlewise codes --list areas);"
            + " did you mean face?",
        found.get(1));
    assertEquals(
        "4 @"
            + (2 * length + 7)
            + " "
            + file
            + ":4:1: found a document of more than 1048576 bytes, expected at most 1048576 bytes",
        found.get(2));
    assertEquals("5 @" + (2 * length + 1_100_008) + " c", found.get(3));
    assertEquals(4, found.size());
  }

  @Test
  void standardInputByItsContent() throws IOException {
    assertEquals(List.of("0 @0 a"), piped(CASE.formatted("a")));
    assertEquals(List.of("0 @0 a"), piped(CASE.formatted("a").replace("\"id\":", "id: ")));
    assertEquals(
        List.of("0 @0 a"),
        piped("id: a\npatient: {}\nproposed: {date: 2026-11-20, area: face, depthMm: 1}\n"));
    assertEquals(
        List.of("1 @0 a", "2 @" + CASE.length() + " b"),
        piped(CASE.formatted("a") + "\n" + CASE.formatted("b") + "\n"));
    assertEquals(
        List.of(
            "0 @0 -:1:1: found nothing (an empty document), expected a case: an object with id,"
                + " patient and proposed"),
        piped(""));
  }

  @Test
  void aFileThatCannotBeReadToItsEnd() throws IOException {
    byte[] begin = (CASE.formatted("a") + "\n{\"id\":").getBytes(StandardCharsets.UTF_8);
    InputStream broken =
        new FilterInputStream(new ByteArrayInputStream(begin)) {
          @Override
          public int read(byte[] to, int off, int len) throws IOException {
            int count = super.read(to, off, len);
            if (count < 0) {
              throw new IOException("it broke");
            }
            return count;
          }
        };
    assertEquals(
        List.of(
            "1 @0 a",
            "2 @"
                + (CASE.length() - 1)
                + " a.ndjson:2: found a file that cannot be read (it broke), expected a file that can"
                + " be read to its end"),
        entries(CaseFiles.open(Cases.READER, broken, "a.ndjson", Format.NDJSON)));
  }

  @Test
  void aHugeSingleDocument() throws IOException {
    Path file = folder.resolve("huge.yaml");
    Files.writeString(file, "id: " + "x".repeat(5_000_000));
    assertEquals(
        List.of(
            "0 @0 "
                + file
                + ":1:1: found a document of more than 1048576 bytes, expected at most 1048576 bytes"),
        entries(open(file)));
  }
}
