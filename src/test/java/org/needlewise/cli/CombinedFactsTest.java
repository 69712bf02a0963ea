package org.needlewise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.needlewise.cli.NeedlewiseProcess.Result;
import org.needlewise.review.RulesCopy;

/**
 * A rule that asks for absence, for one of two and for a number, in every command of a reviewer.
 */
class CombinedFactsTest {
  private static final Path RULE = Path.of("src/test/resources/rules/combined");
  private static final String ID = "warning-sign-many-medicines";

  @TempDir Path folder;
  private RulesCopy copy;

  @BeforeEach
  void copy() throws IOException {
    copy = new RulesCopy(folder);
    Files.copy(
        RULE.resolve("many-medicines.drl"),
        copy.rules().resolve("warning-sign/many-medicines.drl"));
    Files.copy(
        RULE.resolve("many-medicines.yaml"),
        copy.cases().resolve("warning-sign/many-medicines.yaml"));
  }

  private String rules(int code, String... arguments) throws Exception {
    Result result =
        new NeedlewiseProcess().java("-Dneedlewise.home=" + folder).in(folder).run(arguments);
    assertEquals("", result.err());
    assertEquals(code, result.code(), result.out());
    return result.out();
  }

  @Test
  void casesMutantsAndCoverage() throws Exception {
    assertTrue(rules(0, "rules", "test", ID).startsWith("1 rule, 10 cases in "));
    String mutants = rules(0, "rules", "mutate", ID);
    assertTrue(mutants.contains(": 23 noticed, 0 not noticed, 0 that cannot be noticed,"), mutants);
    String coverage = rules(0, "rules", "coverage", ID);
    assertTrue(coverage.contains("\nConditions: 7 seen to hold and to fail; 0 not,"), coverage);
  }

  @Test
  void whyItDoesNotSpeak() throws Exception {
    Files.writeString(
        folder.resolve("case.yaml"),
        """
        id: a
        patient:
          birthDate: 1990-01-01
          pertinentNegatives: [all-screening-questions]
          medications: [{code: ibuprofen}, {code: aspirin}, {code: warfarin, status: stopped}]
        proposed: {date: 2026-11-20, area: face, depthMm: 1.0}
        """);
    assertEquals(
        """
        P7C warning-sign-many-medicines: Several medicines at once
        It says nothing. Nearest is the proposed session: it asks that there is a condition of the patient such that it is active, or a sign seen on the skin such that it touches the proposed area; found: none.

        The proposed session
          yes  The proposed depth is therapeutic
               found: the proposed depth is therapeutic
               warning-sign/many-medicines.drl:22  therapeutic
          yes  There is no medicine of the patient such that its class is anticoagulant, and it is taken
               found: none
               warning-sign/many-medicines.drl:23  not Medication( group == "anticoagulant", active )
          NO   There is a condition of the patient such that it is active, or a sign seen on the skin such that it touches the proposed area
               found: none
               warning-sign/many-medicines.drl:24  exists( Condition( active ) or Sign( overlapping ) )
          NO   At least 3 times there is a medicine of the patient such that it is taken
               found: the medication ibuprofen (/patient/medications/0), the medication aspirin (/patient/medications/1) (by 1)
               warning-sign/many-medicines.drl:25  accumulate( Medication( active ); $count : count(); $count >= 3 )
        """,
        rules(0, "rules", "explain", "case.yaml", ID));
  }

  @Test
  void whatAnEditChanges() throws Exception {
    Path edited = folder.resolve("edited");
    RulesCopy other = new RulesCopy(edited);
    String text = Files.readString(RULE.resolve("many-medicines.drl"));
    Files.writeString(
        other.rules().resolve("warning-sign/many-medicines.drl"),
        text.replace(">= 3", ">= 4").replace("Condition( active ) or ", ""));
    assertEquals(
        List.of(
            "warning-sign-many-medicines",
            "  number: a number in \"at least 4 times there is a medicine of the patient such that it"
                + " is taken\": 3 -> 4  (warning-sign/many-medicines.drl:25)",
            "  condition: a condition: there is a condition of the patient such that it is active, or"
                + " a sign seen on the skin such that it touches the proposed area -> there is a sign"
                + " seen on the skin such that it touches the proposed area"
                + "  (warning-sign/many-medicines.drl:24)",
            "2 changes in meaning."),
        rules(0, "rules", "diff", "rules-drl", "edited/rules-drl").lines().toList());
  }
}
