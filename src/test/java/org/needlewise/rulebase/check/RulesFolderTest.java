package org.needlewise.rulebase.check;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDate;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.needlewise.casefile.Diagnostic;
import org.needlewise.casefile.Limits;
import org.needlewise.rulebase.load.RuleBase;
import org.needlewise.rulebase.load.RuleChecker;

/**
 * That no rule is silent because its file is lost, or stands where nobody looks: such a folder does
 * not load.
 */
@Timeout(60) // what is opened and never ends
class RulesFolderTest {
  private static final Path RULES = Path.of("rules-drl");
  private static final String PREGNANCY = "contraindication/pregnancy.drl";
  private static final String LOST =
      "manifest.yaml:38:5: /rules/31: found no file of the rule \"contraindication-pregnancy\","
          + " expected contraindication/pregnancy.drl; a rule that is not to fire any more stays, with"
          + " @status(\"retired\"), and one that was renamed says so with"
          + " @formerly(\"contraindication-pregnancy\")";

  @TempDir private Path folder;

  @BeforeEach
  void copyRules() throws IOException {
    try (Stream<Path> files = Files.walk(RULES)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = folder.resolve(RULES.relativize(file).toString());
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    }
  }

  // Rules that a release held

  @Test
  void everyRuleOfTheReleaseIsMissed() {
    SortedMap<String, byte[]> whole = RulesFolder.read(folder).files();
    List<String> rules = RulesFolder.read(folder).rules().keySet().stream().toList();
    assertEquals(113, rules.size());
    for (String rule : rules) {
      SortedMap<String, byte[]> files = new TreeMap<>(whole);
      files.remove(rule);
      String id = rule.replace('/', '-').replace(".drl", "");
      List<Diagnostic> problems =
          CheckedRules.of(new RulesFolder(files)).problems().sorted().stream()
              .filter(Diagnostic::isError)
              .toList();
      assertEquals(1, problems.size(), rule);
      assertEquals("no file of the rule \"" + id + '"', problems.get(0).found());
      assertTrue(problems.get(0).expected().startsWith(rule + "; "), problems.get(0).expected());
    }
  }

  @Test
  void aFolderWithoutItsContraindicationsDoesNotLoad() throws IOException {
    try (Stream<Path> rules = Files.list(folder.resolve("contraindication"))) {
      for (Path rule : rules.toList()) {
        Files.delete(rule);
      }
    }
    assertEquals(35, problems().size());
    assertTrue(problems().contains(LOST));
    Files.delete(folder.resolve("contraindication"));
    assertEquals(35, problems().size());
  }

  /** Also where all else is as it was when the program was built. */
  @Test
  void aListThatIsLostOrEmptyIsRefused() throws IOException {
    Path manifest = folder.resolve("manifest.yaml");
    Files.writeString(manifest, "version: \"1\"\nrules: []\n");
    assertEquals(
        List.of(
            "manifest.yaml:2:8: /rules: found no rules, expected the ids of the rules that must be here"),
        problems());
    Files.writeString(manifest, "version: \"1\"\n");
    assertEquals(
        List.of(
            "manifest.yaml:1:1: /rules: found nothing, expected the field rules, which the manifest must have"),
        problems());
    Files.writeString(manifest, "version: \"1\"\nrules: [depth-lost]\n");
    assertEquals(
        List.of(
            "manifest.yaml:2:9: /rules/0: found no file of the rule \"depth-lost\", expected"
                + " depth/lost.drl; a rule that is not to fire any more stays, with @status(\"retired\"),"
                + " and one that was renamed says so with @formerly(\"depth-lost\")"),
        problems());
    Files.delete(manifest);
    assertEquals(
        List.of(
            "manifest.yaml: found no such file, expected the list of the rules that must be here, as"
                + " rules-drl has it: copy it along"),
        problems());
  }

  @Test
  void aRuleIsRetiredOrRenamedAndNotLost() throws IOException {
    edit(PREGNANCY, "@status(\"active\")", "@status(\"retired\")");
    assertEquals(List.of(), problems());
    edit(PREGNANCY, "@status(\"retired\")", "@status(\"draft\")");
    assertEquals(
        List.of(
            PREGNANCY
                + ":16:64: found a draft of a rule that was released, expected active; retired where it"
                + " is not to fire any more"),
        problems());
    edit(PREGNANCY, "@status(\"draft\")", "@status(\"active\")");
    Path renamed = folder.resolve("contraindication/gravidity.drl");
    Files.move(folder.resolve(PREGNANCY), renamed);
    edit(
        "contraindication/gravidity.drl",
        "contraindication.pregnancy",
        "contraindication.gravidity");
    assertEquals(List.of(LOST), problems());
    edit(
        "contraindication/gravidity.drl",
        "@status(",
        "@formerly(\"contraindication-pregnancy\")  @status(");
    assertEquals(List.of(), problems());
  }

  @Test
  void aNewRuleNeedsNoEntry() throws IOException {
    String rule = Files.readString(folder.resolve("interval/face.drl"));
    Files.writeString(
        folder.resolve("interval/cheeks.drl"),
        rule.replace("package interval.face", "package interval.cheeks")
            .replace("rule \"Face", "rule \"Cheeks"));
    assertEquals(List.of(), problems());
  }

  // What is no file in its place

  @Test
  void aLinkIsNotFollowedAndNotPassedOver(@TempDir Path elsewhere) throws IOException {
    Path real = elsewhere.resolve("contraindication");
    Files.move(folder.resolve("contraindication"), real);
    Files.createSymbolicLink(folder.resolve("contraindication"), real);
    assertEquals(
        List.of(
            "contraindication: found a link to another place, expected the file or folder itself, copied"
                + " to here"),
        problems());
    Files.delete(folder.resolve("contraindication"));
    Files.move(real, folder.resolve("contraindication"));
    assertEquals(List.of(), problems());
    for (String file :
        List.of(PREGNANCY, "vocabulary.yaml", "manifest.yaml", "evidence/ledger.yaml")) {
      for (String to : List.of("/etc/passwd", "/dev/zero", "nowhere")) {
        Path away = elsewhere.resolve("away");
        Files.move(folder.resolve(file), away);
        Files.createSymbolicLink(folder.resolve(file), Path.of(to));
        assertEquals(
            List.of(
                file
                    + ": found a link to another place, expected the file or folder itself, copied to"
                    + " here"),
            problems());
        Files.delete(folder.resolve(file));
        Files.move(away, folder.resolve(file));
      }
    }
  }

  /** The folder itself is what somebody named. */
  @Test
  void aLinkToTheFolderIsFollowed(@TempDir Path elsewhere) throws IOException {
    Path link = Files.createSymbolicLink(elsewhere.resolve("rules"), folder.toAbsolutePath());
    assertEquals(RulesFolder.read(folder).digest(), RulesFolder.read(link).digest());
  }

  @Test
  void aFolderTooDeepIsRefused() throws IOException {
    Path deeper = folder.resolve("contraindication/more");
    Files.createDirectory(deeper);
    Files.move(folder.resolve(PREGNANCY), deeper.resolve("pregnancy.drl"));
    assertEquals(
        List.of(
            "contraindication/more: found a folder within a folder, expected files alone, one level"
                + " down"),
        problems());
    Path two = folder.resolve("two");
    Files.createDirectories(two);
    Files.move(folder.resolve("contraindication"), two.resolve("contraindication"));
    assertEquals(
        List.of(
            "two/contraindication: found a folder within a folder, expected files alone, one level"
                + " down"),
        problems());
  }

  /** An open pipe gives nothing for ever. */
  @Test
  void aPipeIsNotOpened() throws Exception {
    for (String name : List.of("interval/pipe.drl", "pipe", "evidence/pipe.yaml")) {
      assumeTrue(new ProcessBuilder("mkfifo", folder + "/" + name).start().waitFor() == 0);
      assertEquals(
          List.of(name + ": found something that is no file, expected a file"), problems());
      Files.delete(folder.resolve(name));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "contraindication/pregnancy.DRL",
        "contraindication/pregnancy.drl ",
        "contraindication/pregnancy.drl.txt",
        "contraindication/pregnancy.md",
        "contraindication/pregnancy",
        "contraindication/pregnancy.drl.bak",
        "contraindication/#pregnancy.drl#",
        "pregnancy.drl",
        "notes.md",
        "Vocabulary.yaml",
      })
  void aFileThatIsNoRuleIsRefused(String name) throws IOException {
    Files.move(folder.resolve(PREGNANCY), folder.resolve(name));
    assertEquals(
        List.of(
            name
                + ": found a file that is not read, expected <category>/<name>.drl, or no such file"),
        problems());
    Files.copy(RULES.resolve(PREGNANCY), folder.resolve(PREGNANCY));
    assertEquals(1, problems().size(), "whatever else is as the program was built with");
  }

  @ParameterizedTest
  @CsvSource({
    "contraindication/Pregnancy.drl",
    "contraindication/pregnancy .drl",
    "contraindication/schwangerschaftfu\u0308r.drl",
    "contraindication/schwangerschaftf\u00fcr.drl",
    "contraindication/pregnancy-.drl",
    "contraindication/pr\u0435gnancy.drl",
  })
  void aRuleByAnotherNameIsRefused(String name) throws IOException {
    Files.createDirectories(folder.resolve(name).getParent());
    Files.move(folder.resolve(PREGNANCY), folder.resolve(name));
    assertFalse(problems().isEmpty());
    problems().forEach(problem -> assertTrue(problem.startsWith(name + ":"), problem));
  }

  /** All that it holds is one slip. */
  @ParameterizedTest
  @ValueSource(strings = {"Contraindication", "contraindications", "contraindication "})
  void aCategoryByAnotherNameIsRefused(String name) throws IOException {
    String refusal =
        name
            + ": found rules in a folder of this name, expected a folder named as a category; did you"
            + " mean contraindication?";
    Path twin = Files.createDirectory(folder.resolve(name));
    Files.move(folder.resolve(PREGNANCY), twin.resolve("pregnancy.drl"));
    assertEquals(List.of(refusal), errors());
    Files.delete(twin.resolve("pregnancy.drl"));
    Files.delete(twin);
    Files.move(folder.resolve("contraindication"), twin);
    assertEquals(List.of(refusal), errors());
  }

  @ParameterizedTest
  @CsvSource({
    "'preg\nnancy.drl', preg\\u000anancy.drl",
    "'\u001b[31mpregnancy.drl', \\u001b[31mpregnancy.drl",
    "'\u202epregnancy.drl', \\u202epregnancy.drl",
    "'pregnancy\u200b.drl', pregnancy\\u200b.drl",
  })
  void aNameThatCannotBeSeenIsRefused(String name, String shown) throws IOException {
    Files.move(folder.resolve(PREGNANCY), folder.resolve("contraindication").resolve(name));
    assertEquals(
        List.of(
            "contraindication/"
                + shown
                + ": found a name with characters that cannot be seen, expected letters, digits and"
                + " hyphens"),
        problems());
  }

  /** Rules that were meant so are listed, or else they were never seen to fire. */
  @Test
  void whatEditorsLeaveIsPassedOverAndNamed() throws IOException {
    for (String name : List.of(".drl", "face.drl~", ".face.drl.swp")) {
      Files.writeString(folder.resolve("interval").resolve(name), "left");
    }
    Files.createSymbolicLink(folder.resolve("interval/.#face.drl"), Path.of("user@host.1"));
    Files.createDirectories(folder.resolve(".git/objects/00"));
    assertEquals(List.of(), problems());
    assertEquals(
        List.of(
            ".git: warning: found a name that is passed over, as what editors leave behind, expected"
                + " another name where it should be read",
            "interval/.#face.drl",
            "interval/.drl",
            "interval/.face.drl.swp",
            "interval/face.drl~"),
        RuleChecker.check(RulesFolder.read(folder), LocalDate.of(2026, 11, 20), null).stream()
            .map(problem -> problem.file().equals(".git") ? problem.toString() : problem.file())
            .toList());
    Files.move(folder.resolve(PREGNANCY), folder.resolve("contraindication/.pregnancy.drl"));
    assertEquals(List.of(LOST), errors());
  }

  @Test
  void aFileThatCannotBeReadIsRefused() throws IOException {
    for (String name : List.of(PREGNANCY, "contraindication")) {
      Path path = folder.resolve(name);
      var before = Files.getPosixFilePermissions(path);
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("---------"));
      try {
        assumeTrue(!Files.isReadable(path), "a user who may read everything");
        assertEquals(
            List.of(name + ": found no permission to read it, expected a readable file or folder"),
            problems());
      } finally {
        Files.setPosixFilePermissions(path, before);
      }
    }
  }

  // Files copied and moved

  /** The copy stands before the rule that it was made of, and is told all the same. */
  @ParameterizedTest
  @ValueSource(strings = {"contraindication/a.drl", "warning-sign/pregnancy.drl"})
  void ofACopyTheCopyIsTold(String copy) throws IOException {
    Files.copy(RULES.resolve(PREGNANCY), folder.resolve(copy));
    String own = copy.replace(".drl", "").replace('-', '_').replace('/', '.');
    assertEquals(
        List.of(
            copy
                + ":6:9: found the package contraindication.pregnancy, expected "
                + own
                + ", as the folder and the file are named"),
        problems());
    edit(copy, "package contraindication.pregnancy", "package " + own);
    assertEquals(
        List.of(
            copy
                + ":11:7: found the name \"Pregnancy\" a second time ("
                + PREGNANCY
                + " has it), expected a name of its own"),
        problems());
    edit(copy, "rule \"Pregnancy\"", "rule \"Another\"");
    assertEquals(List.of(), problems());
  }

  /** Two steps: a package that fits, and the id that it had; both are told at once. */
  @ParameterizedTest
  @CsvSource({
    "interval/face.drl, interval/cheeks.drl",
    "interval/face.drl, depth/face.drl",
    "contraindication/pregnancy.drl, timing/pregnancy.drl",
  })
  void ofAMoveWhatToChangeIsTold(String from, String to) throws IOException {
    Files.move(folder.resolve(from), folder.resolve(to));
    String before = from.replace(".drl", "").replace('/', '.');
    String now = to.replace(".drl", "").replace('/', '.');
    String id = before.replace('.', '-');
    assertEquals(
        List.of(
            to
                + ":6:9: found the package "
                + before
                + ", expected "
                + now
                + ", as the folder and the file are named, and @formerly(\""
                + id
                + "\"): a release has that rule"),
        problems());
    edit(to, "@title(", "@formerly(\"" + id + "\")  @title(");
    assertEquals(
        List.of(
            to
                + ":6:9: found the package "
                + before
                + ", expected "
                + now
                + ", as the folder and the file are named"),
        problems());
    edit(to, "package " + before, "package " + now);
    boolean misplaced = from.startsWith("interval/") && !to.startsWith("interval/");
    assertEquals(
        misplaced
            ? List.of(
                to
                    + ":22:14: found findings.interval outside the folder interval, expected"
                    + " findings.add or findings.until")
            : List.of(),
        problems());
  }

  /** Of a file that is named as no category is, that alone. */
  @Test
  void aFolderOfAnotherNameIsToldOnce() throws IOException {
    Files.createDirectory(folder.resolve("contraindications"));
    Files.move(folder.resolve(PREGNANCY), folder.resolve("contraindications/pregnancy.drl"));
    assertEquals(
        List.of(
            "contraindications: found rules in a folder of this name,"
                + " expected a folder named as a category; did you mean contraindication?"),
        problems());
  }

  // What a file may hold

  @Test
  void aRuleThatIsNoTextIsRefused() throws IOException {
    String rule = Files.readString(folder.resolve(PREGNANCY));
    for (byte[] other :
        List.of(
            new byte[0],
            new byte[40],
            "\n\n".getBytes(UTF_8),
            ("\0" + rule).getBytes(UTF_8),
            rule.getBytes(UTF_16),
            rule.replace('\n', '\r').getBytes(UTF_8),
            rule.replace("\n", "\u2028").getBytes(UTF_8))) {
      Files.write(folder.resolve(PREGNANCY), other);
      assertEquals(1, problems().size());
      assertTrue(problems().get(0).startsWith(PREGNANCY), problems().get(0));
    }
    Files.writeString(folder.resolve(PREGNANCY), "\uFEFF" + rule.replace("\n", "\r\n"));
    assertEquals(List.of(), problems());
  }

  // How much is read

  @Test
  void filesAreReadToABoundAlone() throws IOException {
    for (int i = 0; i < 40; i++) {
      try (RandomAccessFile sparse =
          new RandomAccessFile(folder.resolve("depth/r" + i + ".drl").toFile(), "rw")) {
        sparse.setLength(Limits.DOCUMENT_BYTES);
      }
    }
    assertEquals(
        List.of(
            folder
                + ": found more than 33554432 bytes in all files, expected fewer or smaller files"),
        problems());
  }

  @Test
  void entriesAreCountedWhateverTheyAre() throws IOException {
    Path many = Files.createDirectory(folder.resolve("many"));
    for (int i = 0; i < 5_000; i++) {
      Files.createFile(many.resolve(".x" + i));
    }
    assertEquals(
        List.of(folder + ": found more than 5000 entries, expected fewer files in the folder"),
        problems());
  }

  @Test
  void ofMuchThatIsWrongSomeIsTold() throws IOException {
    for (int i = 0; i < 300; i++) {
      Files.createSymbolicLink(folder.resolve("depth/r" + i + ".drl"), Path.of("x"));
    }
    assertEquals(101, problems().size());
    assertTrue(
        problems().contains(folder + ": found more of this kind, expected a folder of files"));
  }

  private void edit(String file, String old, String now) throws IOException {
    Path path = folder.resolve(file);
    String text = Files.readString(path);
    assertTrue(text.contains(old), file);
    Files.writeString(path, text.replace(old, now));
  }

  /** Why the folder does not load; empty where it does. */
  private List<String> problems() {
    try {
      RuleBase.load(folder, null);
      return List.of();
    } catch (BadRulesException e) {
      return e.problems().stream().map(Diagnostic::toString).toList();
    }
  }

  private List<String> errors() {
    List<Diagnostic> problems =
        assertThrows(BadRulesException.class, () -> RuleBase.load(folder, null)).problems();
    return problems.stream().filter(Diagnostic::isError).map(Diagnostic::toString).toList();
  }
}
