package org.needlewise.review;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.needlewise.review.cases.CheckReport;
import org.needlewise.rulebase.check.FactGuide;
import org.needlewise.rulebase.load.RuleBase;

/** What the rules' README says is what the program does. */
class ReviewerReadmeTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 20);
  private static final String FILE = "in `((?:depth|interval)/[a-z-]+\\.drl)`[,:]";
  private static final Pattern ROW =
      Pattern.compile("\\| `(.+)` \\| `(.+)` \\| `(\\d+:\\d+: .+)` \\|");

  @TempDir private Path folder;

  @Test
  void listsTheFactsAsTheyAre() throws IOException {
    String text = Files.readString(Path.of("rules-drl", "README.md"));
    String begin = "<!-- facts -->\n";
    int from = text.indexOf(begin) + begin.length();
    assertEquals(
        FactGuide.markdown(), text.substring(from, text.indexOf("<!-- end of facts -->", from)));
  }

  /** Each bad example gives its one line, at its place. */
  @Test
  void showsTheLinesThatSlipsGive() throws IOException {
    RulesCopy copy = new RulesCopy(folder);
    List<String> wrong = new ArrayList<>();
    int rows = 0;
    String file = "";
    for (String line : Files.readAllLines(Path.of("rules-drl", "README.md"))) {
      Matcher named = Pattern.compile(FILE, Pattern.CASE_INSENSITIVE).matcher(line);
      if (named.find() && line.endsWith(":")) {
        file = named.group(1);
      }
      Matcher row = ROW.matcher(line);
      if (row.matches()) {
        rows++;
        String said = told(copy, file, row.group(1), row.group(2));
        String expected = copy.rules() + "/" + file + ":" + row.group(3) + "\n";
        if (!said.equals(expected)) {
          wrong.add(row.group(2) + ": " + said);
        }
      }
    }
    assertEquals(List.of(), wrong);
    assertTrue(rows >= 30, rows + " slips");
  }

  private static String told(RulesCopy copy, String file, String good, String bad)
      throws IOException {
    Path path = copy.rules().resolve(file);
    String text = Files.readString(path);
    int at = text.lastIndexOf(good);
    assertTrue(at >= 0, good);
    Files.writeString(path, text.substring(0, at) + bad + text.substring(at + good.length()));
    String said = CheckReport.of(copy.scope(), TODAY).text();
    Files.writeString(path, text);
    return said.substring(0, said.lastIndexOf('\n', said.length() - 2) + 1);
  }

  @Test
  void letsASecondFactIn() throws IOException {
    RulesCopy copy = new RulesCopy(folder);
    String keloid = "rules-drl/contraindication/keloid.drl";
    String text = Files.readString(folder.resolve(keloid));
    Matcher condition = Pattern.compile("\\$c : Condition\\(.*\\)\n").matcher(text);
    assertTrue(condition.find());
    copy.edit(
        keloid,
        condition.group(),
        "$c : Condition( code == \"keloid\" ) $p : Proposal( depthMm > 1.0 )\n");
    copy.edit(
        keloid,
        "import org.needlewise.facts.Condition\n",
        "import org.needlewise.facts.Condition\nimport org.needlewise.facts.Proposal\n");
    assertEquals(List.of(), CheckReport.of(copy.scope(), TODAY).problems());
  }

  @Test
  void keepsAChangelogOfEveryRule() throws IOException {
    Set<String> rules = new TreeSet<>();
    RuleBase.load(Path.of("rules-drl")).cards().forEach(card -> rules.add(card.id()));
    rules.add("definitions.yaml");
    rules.add("vocabulary.yaml");
    Set<String> told = new TreeSet<>();
    for (String line : Files.readAllLines(Path.of("rules-drl", "CHANGELOG.md"))) {
      if (line.startsWith("## ")) {
        told.add(line.substring(3));
      }
    }
    rules.removeAll(told);
    assertEquals(Set.of(), rules, "rules without an entry");
  }
}
