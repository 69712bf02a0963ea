package org.needlewise.casefile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
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
    List<String> found = entries(CaseFiles.open(Cases.READER, file));
    assertEquals("1 @0 a", found.get(0));
    assertEquals(
        "3 @"
            + (length + 7)
            + " "
            + file
            + ":3:63: /proposed/area: found \"fac\", expected one of "
            + String.join(", ", Areas.ALL)
            + "; did you mean face?",
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
  void filesThatCannotBeRead() {
    Path none = folder.resolve("none.yaml");
    assertEquals(
        none + ": found no such file, expected a case file",
        assertThrows(InvalidCaseException.class, () -> CaseFiles.open(Cases.READER, none))
            .getMessage());
    assertEquals(
        folder + ": found a folder, expected a case file",
        assertThrows(InvalidCaseException.class, () -> CaseFiles.open(Cases.READER, folder))
            .getMessage());
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
        entries(CaseFiles.open(Cases.READER, file)));
  }
}
