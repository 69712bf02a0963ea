package org.needlewise.words;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.ibm.icu.text.MessagePattern;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every text is a message and has its use, and every text that is asked for is there. */
class WordsFilesTest {
  private static final Path FOLDER = Path.of("src/main/resources/org/needlewise/words");
  private static final Pattern ENTRY = Pattern.compile("([a-z][\\w.-]*)=.*");

  /** A key that is asked for, or the begin that keys asked for have. */
  private static final Pattern ASKED =
      Pattern.compile("\\bsay\\(\\s*\"((?:[a-z]\\w*)\\.[\\w.-]*)\"");

  static Stream<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.sorted().toList().stream();
    }
  }

  private static List<String> keys(Path file) throws IOException {
    return Files.readAllLines(file).stream()
        .map(ENTRY::matcher)
        .filter(Matcher::matches)
        .map(entry -> entry.group(1))
        .toList();
  }

  static String face(Path file) {
    return file.getFileName().toString().replaceFirst("[_.].*", "");
  }

  /** An entry a line, sorted, so that two languages lie side by side. */
  @ParameterizedTest
  @MethodSource("files")
  void keysBeginWithTheirFileAndAreSorted(Path file) throws IOException {
    List<String> keys = keys(file);
    assertEquals(List.copyOf(new TreeSet<>(keys)), keys);
    assertEquals(List.of(), keys.stream().filter(k -> !k.startsWith(face(file) + ".")).toList());
    long lines =
        Files.readAllLines(file).stream()
            .filter(line -> !line.isBlank() && !line.startsWith("#"))
            .count();
    assertEquals(keys.size(), lines);
  }

  @ParameterizedTest
  @MethodSource("files")
  void textsAreMessages(Path file) {
    Words.texts(face(file), List.of(Locale.ROOT))
        .forEach(
            (key, text) -> {
              if (text.contains("{")) {
                new MessagePattern(text);
              } else {
                assertFalse(text.contains("}"), key);
              }
            });
  }

  @Test
  void keysAreThoseAskedFor() throws IOException {
    Set<String> asked = new TreeSet<>();
    for (Path root : List.of(Path.of("src/main/java"), Path.of("src/main/jte"))) {
      try (Stream<Path> sources = Files.walk(root)) {
        for (Path source : sources.filter(Files::isRegularFile).toList()) {
          ASKED
              .matcher(Files.readString(source))
              .results()
              .map(r -> r.group(1))
              .forEach(asked::add);
        }
      }
    }
    List<String> there = new ArrayList<>();
    for (Path file : files().filter(f -> !face(f).equals("code")).toList()) {
      there.addAll(keys(file));
    }
    assertEquals(
        List.of(),
        asked.stream()
            .filter(
                key ->
                    key.endsWith(".")
                        ? there.stream().noneMatch(k -> k.startsWith(key))
                        : !there.contains(key))
            .toList(),
        "asked for, and not there");
    assertEquals(
        List.of(),
        there.stream()
            .filter(key -> !asked.contains(key))
            .filter(key -> asked.stream().noneMatch(a -> a.endsWith(".") && key.startsWith(a)))
            .toList(),
        "there, and never asked for");
  }
}
