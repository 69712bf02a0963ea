package org.needlewise.generate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.needlewise.batch.BatchException;
import org.needlewise.batch.Compression;
import org.needlewise.casefile.CaseFile;
import org.needlewise.casefile.CaseFileReader;
import org.needlewise.casefile.CaseFileWriter;
import org.needlewise.casefile.CaseFiles;
import org.needlewise.casefile.Format;
import org.needlewise.casefile.Vocabulary;
import org.needlewise.casefile.VocabularyReader;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class GenerationTest {
  private static final JsonMapper JSON = new JsonMapper();

  @TempDir Path dir;

  private static CaseFileReader reader() throws IOException {
    return new CaseFileReader(VocabularyReader.read(Path.of("rules-drl/vocabulary.yaml")));
  }

  private static byte[] generate(Generation generation, int threads) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    generation.writeStream(out, OutputStream.nullOutputStream(), threads);
    return out.toByteArray();
  }

  @Test
  void aCaseDependsOnSeedAndIndexAlone() throws Exception {
    byte[] one = generate(new Generation(11, 5000, 50, CaseGenerator.AS_OF), 1);
    byte[] three = generate(new Generation(11, 5000, 50, CaseGenerator.AS_OF), 3);
    assertArrayEquals(one, three);
    String[] lines = new String(one, StandardCharsets.ISO_8859_1).split("\n");
    Generation generation = new Generation(11, 5000, 50, CaseGenerator.AS_OF);
    int sound = 4321;
    while (generation.isBroken(sound)) {
      sound++;
    }
    assertEquals(CaseFileWriter.json(new CaseGenerator(11).caseAt(sound)), lines[sound]);
    assertFalse(lines[sound].equals(CaseFileWriter.json(new CaseGenerator(12).caseAt(sound))));
  }

  @Test
  void everyCaseIsValidAndReadsBackEqual() throws Exception {
    CaseFileReader reader = reader();
    CaseGenerator generator = new CaseGenerator(3);
    for (int i = 0; i < 20_000; i++) {
      CaseFile made = generator.caseAt(i);
      byte[] line = CaseFileWriter.json(made).getBytes(StandardCharsets.UTF_8);
      assertEquals(made, reader.readRecord(line, 0, line.length, "made", i + 1));
    }
  }

  /** The generator's own list of what a form asks must be the vocabulary's. */
  @Test
  void deniesWhatTheQuestionsAsk() throws Exception {
    Vocabulary vocabulary = VocabularyReader.read(Path.of("rules-drl/vocabulary.yaml"));
    Set<String> asked = new HashSet<>();
    vocabulary.questions().forEach(question -> asked.add(question.code()));
    asked.remove(VocabularyReader.BIRTH_DATE);
    Set<String> denied = new HashSet<>();
    CaseGenerator generator = new CaseGenerator(5);
    for (int i = 0; i < 1000; i++) {
      denied.addAll(generator.caseAt(i).patient().pertinentNegatives());
    }
    denied.remove("all-screening-questions");
    assertEquals(asked, denied);
  }

  /** The counts of one seed, written down: a change of the mix is seen. */
  @Test
  void theMixIsThatOfAClinic() {
    CaseGenerator generator = new CaseGenerator(1);
    int cases = 20_000;
    int home = 0;
    int sessions = 0;
    int unasked = 0;
    int conditions = 0;
    int minoxidil = 0;
    long bytes = 0;
    for (int i = 0; i < cases; i++) {
      CaseFile made = generator.caseAt(i);
      home += made.proposed().setting().equals("home") ? 1 : 0;
      sessions += made.history().size();
      unasked += made.patient().pertinentNegatives().isEmpty() ? 1 : 0;
      conditions += made.patient().conditions().isEmpty() ? 0 : 1;
      minoxidil += made.proposed().adjuncts().contains("minoxidil") ? 1 : 0;
      bytes += CaseFileWriter.json(made).length();
    }
    assertBetween(10, 100.0 * home / cases, 14);
    assertBetween(2.5, (double) sessions / cases, 3.5);
    assertBetween(1.5, 100.0 * unasked / cases, 2.5);
    assertBetween(15, 100.0 * conditions / cases, 25);
    assertBetween(5, 100.0 * minoxidil / cases, 7);
    assertBetween(850, (double) bytes / cases, 1150);
  }

  private static void assertBetween(double least, double value, double most) {
    assertTrue(least <= value && value <= most, value + " is not in " + least + " to " + most);
  }

  @Test
  void brokenLinesAreListedAndErrExactlyThere() throws Exception {
    Path file = dir.resolve("cases.ndjson");
    new Generation(7, 20_000, 400, CaseGenerator.AS_OF).writeFile(file, false, 2);
    byte[] bytes = Files.readAllBytes(file);
    List<JsonNode> listed = rows(dir.resolve("cases.broken.ndjson"));
    assertEquals(400, listed.size());
    Map<String, Integer> kinds = new HashMap<>();
    int next = 0;
    int sound = 0;
    try (CaseFiles cases =
        CaseFiles.open(reader(), new ByteArrayInputStream(bytes), "made", Format.NDJSON)) {
      for (CaseFiles.Entry entry = cases.next(); entry != null; entry = cases.next()) {
        if (entry.caseFile() != null) {
          sound++;
          continue;
        }
        JsonNode row = listed.get(next++);
        assertEquals(row.get("line").longValue(), entry.record());
        assertEquals(row.get("byteOffset").longValue(), entry.byteOffset());
        assertEquals(
            row.get("pointer").stringValue(),
            entry.errors().get(0).pointer(),
            row + " gave " + entry.errors());
        kinds.merge(row.get("kind").stringValue(), 1, Integer::sum);
      }
    }
    assertEquals(400, next);
    assertEquals(19_600, sound);
    assertEquals(18, kinds.size(), kinds::toString);
  }

  @Test
  void packsByTheNamesEnding() throws Exception {
    Generation generation = new Generation(9, 2500, 0, CaseGenerator.AS_OF);
    byte[] plain = generate(generation, 1);
    for (String name : List.of("a.ndjson", "a.ndjson.gz", "a.ndjson.zst")) {
      Path file = dir.resolve(name);
      generation.writeFile(file, false, 2);
      try (InputStream in = Compression.unpack(Files.newInputStream(file))) {
        assertArrayEquals(plain, in.readAllBytes(), name);
      }
      assertFalse(Files.exists(dir.resolve(name + ".part")));
    }
    assertTrue(Files.size(dir.resolve("a.ndjson.gz")) < plain.length / 4);
    assertTrue(Files.size(dir.resolve("a.ndjson.zst")) < plain.length / 4);
  }

  @Test
  void anExistingFileStays() throws Exception {
    Path file = dir.resolve("cases.ndjson");
    Files.writeString(file, "mine");
    Generation generation = new Generation(1, 10, 0, CaseGenerator.AS_OF);
    BatchException e =
        assertThrows(BatchException.class, () -> generation.writeFile(file, false, 1));
    assertEquals(
        file + " exists already: name another file, or replace it with --force", e.getMessage());
    assertEquals("mine", Files.readString(file));
    generation.writeFile(file, true, 1);
    assertEquals(10, Files.readAllLines(file).size());
  }

  private static List<JsonNode> rows(Path file) throws IOException {
    List<JsonNode> rows = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      rows.add(JSON.readTree(line));
    }
    return rows;
  }
}
