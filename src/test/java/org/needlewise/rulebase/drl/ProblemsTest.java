package org.needlewise.rulebase.drl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.needlewise.casefile.Diagnostic;

/** However much is wrong, what is told of it can be read. */
class ProblemsTest {
  private final Problems problems = new Problems();

  private void errors(String file, int count) {
    Source source = new Source(file, "x\n".repeat(count));
    for (int i = 0; i < count; i++) {
      problems.error(source, 2 * i, "x", "y");
    }
  }

  @Test
  void ofAFileTheFirstHundredAreTold() {
    errors("a.drl", 100);
    errors("b.drl", 101);
    errors("c.drl", 40_000);
    List<Diagnostic> told = problems.sorted();
    assertEquals(100 + 101 + 101, told.size());
    assertEquals("a.drl:100:1: found x, expected y", told.get(99).toString());
    String more = "found more mistakes, expected at most 100 in a file; mend some of these first";
    assertEquals("b.drl:101:1: " + more, told.get(200).toString());
    assertEquals("c.drl:101:1: " + more, told.get(301).toString());
    assertEquals(100 + 101 + 40_000, problems.errors());
  }

  @Test
  void ofAllFilesTheFirstThousandAreTold() {
    for (int i = 0; i < 200; i++) {
      errors("%03d.drl".formatted(i), 9);
    }
    errors("z.drl", 500);
    List<Diagnostic> told = problems.sorted();
    assertEquals(1_001, told.size());
    assertEquals(
        "found more mistakes, expected at most 1000 in all files; mend some of these first",
        told.get(0).toString());
    assertEquals("111.drl:1:1: found x, expected y", told.get(1_000).toString());
  }

  /** Nor do so many warnings hide an error. */
  @Test
  void warningsAreCountedByThemselves() {
    Source source = new Source("a.drl", "x");
    for (int i = 0; i < 5_000; i++) {
      problems.warning(source, 0, "w" + i, "");
    }
    problems.error(source, 0, "x", "y");
    assertTrue(problems.hasErrors());
    assertEquals(1, problems.sorted().stream().filter(Diagnostic::isError).count());
    assertEquals(102, problems.sorted().size());
  }

  @Test
  void aMessageIsShownInPart() {
    errors("a.drl", 1);
    problems.add(new Diagnostic("b.drl", "x".repeat(1_000), "y".repeat(1_001)));
    Diagnostic told = problems.sorted().get(1);
    assertEquals("x".repeat(1_000), told.found());
    assertEquals("y".repeat(1_000) + "…", told.expected());
  }
}
