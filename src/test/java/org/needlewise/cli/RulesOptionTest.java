package org.needlewise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.needlewise.cli.NeedlewiseProcess.Result;
import org.needlewise.review.GitFolder;
import org.needlewise.review.RulesCopy;
import org.needlewise.rulebase.check.RulesFolder;

/** {@code --rules} and {@code --overlay}, wherever they are taken. */
class RulesOptionTest {
  private static final String CASE = "test-cases/examples/one-day-short.yaml";

  @TempDir Path folder;
  private RulesCopy copy;

  @BeforeEach
  void copy() throws IOException {
    copy = new RulesCopy(folder);
  }

  private String overlay(String base) throws IOException {
    Path file = folder.resolve("clinic.yaml");
    Files.writeString(
        file,
        """
        name: clinic
        base: "%s"
        changes:
          - rule: interval-face
            parameter: minimumDays
            from: 28
            to: 30
            reason: Our patients heal slowly.
            evidence: [L073]
        """
            .formatted(base));
    return file.toString();
  }

  /** Where "int" in small letters begins with an i without a dot. */
  @Test
  void rulesCompileInAnyLanguage() throws Exception {
    copy.edit(
        "rules-drl/interval/face.drl",
        "earlierTherapeutic )",
        "earlierTherapeutic, observedDays < 99 )");
    Result result =
        new NeedlewiseProcess()
            .java("-Duser.language=tr", "-Duser.country=TR")
            .run("screen", "--rules", copy.rules().toString(), CASE);
    assertEquals(0, result.code(), result::err);
    assertTrue(result.out().contains("Interval on the face: 28 days"), result.out());
  }

  private String digest() {
    return RulesFolder.read(copy.rules()).digest().substring(0, 8);
  }

  @Test
  void aRevisionWhereverAFolderIsTaken() throws Exception {
    GitFolder git = new GitFolder(folder);
    git.commit("As shipped");
    String shipped = digest();
    copy.edit("rules-drl/interval/face.drl", "@minimumDays(\"28\")", "@minimumDays(\"35\")");
    String edited = digest();
    git.commit("Five weeks");
    Result before = run("screen", "--rules", "HEAD~1", CASE);
    assertTrue(before.out().contains(" " + shipped + ", unsigned rules"), before.out());
    Result now = run("screen", "--rules", "HEAD:rules-drl", CASE);
    assertTrue(now.out().contains(" " + edited + ", unsigned rules"), now.out());
    Result none = run("screen", "--rules", "HEAD~7", CASE);
    assertEquals("HEAD~7: found no such folder, and git knows no revision HEAD~7\n", none.err());
    assertEquals(ExitCode.BAD_RULES, none.code());
    Result check = run("rules", "check", "--rules", "HEAD~1", "--cases", "test-cases");
    assertEquals(ExitCode.DONE, check.code(), check.out());
    Result begun = run("rules", "new", "--rules", "HEAD", "depth", "other");
    assertEquals(ExitCode.WRONG_USAGE, begun.code(), begun.err());
  }

  @Test
  void anOverlayIsNamedInEveryFace() throws Exception {
    String file = overlay(digest());
    Result page = run("screen", "--overlay", file, CASE);
    assertEquals("", page.err());
    assertTrue(page.out().contains("Day 27"), page.out());
    assertTrue(page.out().replaceAll("\\s+", " ").contains(", unsigned rules, overlay clinic "));
    Result json = run("screen", "--format", "json", "--overlay", file, CASE);
    assertTrue(
        json.out().matches("(?s).*\"signed\":false,\"overlay\":\"clinic [0-9a-f]{8}\"}.*"),
        json.out());
    Result diff = run("rules", "diff", "--overlay", file, "rules-drl", "rules-drl");
    assertTrue(
        diff.out().contains("number: the minimum: 28 days -> 30 days  (interval/face.drl:14)"),
        diff.out());
    Path book = folder.resolve("book.md");
    assertEquals("", run("rules", "book", "--overlay", file, "-o", book.toString()).err());
    String line = "minimumDays: 28 becomes 30. Our patients heal slowly. \\[L073\\]\n";
    String text = Files.readString(book);
    assertTrue(text.contains("- [interval-face](#interval-face): " + line), text);
    assertTrue(text.replaceAll("clinic [0-9a-f]{8}", "clinic").contains("Overlay clinic: " + line));
  }

  @Test
  void anOverlayThatIsWrongOrOfOtherRules() throws Exception {
    Result other = run("screen", "--overlay", overlay("01234567"), CASE);
    assertEquals(
        "needlewise: %s: warning: /base: found the digest of other rules than these, which have %s; all that it changes stands here too, expected a look at it, then that digest\n"
            .formatted(folder.resolve("clinic.yaml"), digest()),
        other.err());
    assertEquals(ExitCode.DONE, other.code());
    copy.edit("rules-drl/interval/face.drl", "@minimumDays(\"28\")", "@minimumDays(\"29\")");
    Result conflict = run("screen", "--overlay", overlay(digest()), CASE);
    assertEquals(ExitCode.BAD_RULES, conflict.code());
    assertTrue(
        conflict.err().contains("clinic.yaml:4:5: /changes/0: found a conflict"), conflict.err());
    Result none = run("screen", "--overlay", "none.yaml", CASE);
    assertEquals(
        "none.yaml: found no such file, expected an overlay that can be read\n", none.err());
    assertEquals(ExitCode.BAD_RULES, none.code());
  }

  /** As the launcher in that folder runs it. */
  private Result run(String... arguments) throws Exception {
    return new NeedlewiseProcess()
        .java("-Dneedlewise.home=" + folder, "-Dneedlewise.cache=" + folder.resolve("cache"))
        .in(folder)
        .run(arguments);
  }
}
