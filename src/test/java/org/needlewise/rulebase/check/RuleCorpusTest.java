package org.needlewise.rulebase.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.needlewise.casefile.Diagnostic;
import org.needlewise.rulebase.load.RuleBase;
import org.needlewise.rulebase.load.RuleChecker;
import org.needlewise.rulebase.load.RuleStore;

/** Rule files that must be refused, with the words of the refusal, and some that must not. */
public class RuleCorpusTest {
  private static final Path RULES = Path.of("rules-drl");
  private static final Path INVALID = Path.of("test-cases/invalid/rules");
  private static final Path BENIGN = Path.of("src/test/resources/rules/benign");

  static List<String> hostile() {
    return names("hostile");
  }

  static List<String> slips() {
    return names("slips");
  }

  private static List<String> names(String folder) {
    try (Stream<Path> files = Files.list(INVALID.resolve(folder))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".drl"))
          .map(name -> name.replace(".drl", ""))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @AfterEach
  void nothingRan() {
    assertNull(System.getProperty("needlewise.canary"));
  }

  @Test
  void corpusIsWhole() throws IOException {
    assertTrue(hostile().size() >= 200);
    assertTrue(slips().size() >= 60);
  }

  /** The first error stands beside each file. */
  @ParameterizedTest
  @MethodSource("hostile")
  void hostileRuleIsRefused(String name, @TempDir Path folder) throws IOException {
    SortedMap<String, byte[]> files = with("hostile", name);
    List<Diagnostic> problems = CheckedRules.of(new RulesFolder(files)).problems().sorted();
    assertTrue(problems.stream().anyMatch(Diagnostic::isError));
    assertEquals(expected("hostile", name), problems.get(0) + "\n");
    for (var file : files.entrySet()) {
      Path path = folder.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.write(path, file.getValue());
    }
    assertEquals(
        problems,
        assertThrows(BadRulesException.class, () -> RuleBase.load(folder, null)).problems());
    assertEquals(problems, RuleChecker.check(RulesFolder.read(folder), null, null));
  }

  /** A slip is one line, and that line stands beside the file. */
  @ParameterizedTest
  @MethodSource("slips")
  void slipIsOneClearLine(String name) throws IOException {
    assertEquals(
        expected("slips", name),
        CheckedRules.of(new RulesFolder(listed(with("slips", name)))).problems().sorted().stream()
            .map(problem -> problem + "\n")
            .collect(Collectors.joining()));
  }

  @Test
  void benignRulesLoadWithoutAnAlarm(@TempDir Path folder) throws IOException {
    SortedMap<String, byte[]> files = knowledge();
    try (Stream<Path> walk = Files.walk(BENIGN)) {
      for (Path file : walk.filter(Files::isRegularFile).toList()) {
        files.put(BENIGN.relativize(file).toString(), Files.readAllBytes(file));
      }
    }
    CheckedRules checked = CheckedRules.of(new RulesFolder(listed(files)));
    assertEquals(List.of(), checked.problems().sorted());
    RuleBase base = RuleStore.base(checked, null);
    assertEquals(31, base.cards().size()); // and a draft
    assertEquals(
        31, base.all().getKiePackages().stream().mapToInt(each -> each.getRules().size()).sum());
  }

  @Test
  void shippedRulesRaiseNoAlarm() {
    assertEquals(List.of(), CheckedRules.of(RulesFolder.read(RULES)).problems().sorted());
  }

  /** All that is wrong with all files comes at once. */
  @Test
  void manyFilesAtOnce() throws IOException {
    SortedMap<String, byte[]> files = knowledge();
    for (String name : List.of("misspelt-field", "no-citation", "single-equals")) {
      files.putAll(with("slips", name));
    }
    assertEquals(
        expected("slips", "misspelt-field")
            + expected("slips", "no-citation")
            + expected("slips", "single-equals"),
        CheckedRules.of(new RulesFolder(files)).problems().sorted().stream()
            .map(problem -> problem + "\n")
            .filter(line -> !line.contains("a second time")) // all slips have one name
            .collect(Collectors.joining()));
  }

  private static String expected(String folder, String name) throws IOException {
    return Files.readString(INVALID.resolve(folder).resolve(name + ".error"));
  }

  private static SortedMap<String, byte[]> with(String folder, String name) throws IOException {
    SortedMap<String, byte[]> files = knowledge();
    files.put("interval/home.drl", Files.readAllBytes(RULES.resolve("interval/home.drl")));
    String category = name.startsWith("interval") ? "interval/" : "depth/";
    files.put(
        category + name + ".drl",
        Files.readAllBytes(INVALID.resolve(folder).resolve(name + ".drl")));
    return files;
  }

  /** With a manifest that lists the rules among them, but for drafts. */
  public static SortedMap<String, byte[]> listed(SortedMap<String, byte[]> files) {
    String rules =
        files.entrySet().stream()
            .filter(file -> RulesFolder.isRule(file.getKey()))
            .filter(file -> !new String(file.getValue(), StandardCharsets.UTF_8).contains("draft"))
            .map(file -> "  - " + file.getKey().replace('/', '-').replace(".drl", "") + "\n")
            .collect(Collectors.joining());
    String manifest = "version: \"1\"\nrules:\n" + rules;
    files.put(RulesFolder.MANIFEST, manifest.getBytes(StandardCharsets.UTF_8));
    return files;
  }

  public static SortedMap<String, byte[]> knowledge() throws IOException {
    SortedMap<String, byte[]> files = new TreeMap<>();
    for (String file : RulesFolder.KNOWLEDGE) {
      files.put(file, Files.readAllBytes(RULES.resolve(file)));
    }
    return files;
  }
}
