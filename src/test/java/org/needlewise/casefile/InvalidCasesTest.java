package org.needlewise.casefile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each broken case file gives exactly the errors in the file of its name with {@code .errors}. */
class InvalidCasesTest {
  private static final Path FOLDER = Path.of("test-cases", "invalid", "cases");

  static Stream<String> files() throws IOException {
    return names().stream().filter(name -> !name.endsWith(".errors"));
  }

  private static List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void givesItsErrors(String name) throws IOException {
    List<String> found = new ArrayList<>();
    try (InputStream in = Files.newInputStream(FOLDER.resolve(name));
        CaseFiles cases =
            CaseFiles.open(Cases.READER, in, name, Format.ofName(name).orElseThrow())) {
      for (CaseFiles.Entry entry = cases.next(); entry != null; entry = cases.next()) {
        entry.errors().forEach(error -> found.add(error.toString()));
        assertEquals(entry.errors().isEmpty(), entry.caseFile() != null);
      }
    }
    List<String> expected = Files.readAllLines(FOLDER.resolve(name + ".errors"));
    assertTrue(!expected.isEmpty(), "a broken case without errors");
    assertEquals(String.join("\n", expected), String.join("\n", found));
  }

  @Test
  void everyListOfErrorsHasItsCase() throws IOException {
    TreeSet<String> names = new TreeSet<>(names());
    List<String> lone =
        names.stream()
            .filter(n -> n.endsWith(".errors") && !names.contains(n.replaceFirst("\\.errors$", "")))
            .toList();
    assertEquals(List.of(), lone);
    assertTrue(names.size() >= 2 * 60, "broken cases are missing");
  }
}
