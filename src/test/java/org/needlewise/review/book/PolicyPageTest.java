package org.needlewise.review.book;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.needlewise.report.Verdict;
import org.needlewise.review.book.PolicyPage.Row;
import org.needlewise.rulebase.check.Card;
import org.needlewise.rulebase.check.FactGuide;
import org.needlewise.rulebase.check.OpenRules;
import org.needlewise.rulebase.check.OpenRules.Rule;
import org.needlewise.rulebase.source.RuleSource;

/** What policy.md says of a row is what the row's rules say of themselves. */
class PolicyPageTest {
  private static final Path RULES = Path.of("rules-drl");
  private static final Path PAGE = RULES.resolve("policy.md");
  private static final Pattern ID = Pattern.compile("\\b[LE][0-9]{2,3}\\b");
  private static final Pattern VERDICT =
      Pattern.compile("\\b(?:proceed|caution|incomplete|defer|contraindicated)\\b(?!d)");
  private static final Pattern NUMBER = Pattern.compile("[0-9]+(?:\\.[0-9]+)?");
  private static final List<String> NUMBER_WORDS =
      List.of("zero", "one", "two", "three", "four", "five", "six");

  private final Map<String, Row> page;
  private final Map<String, List<Rule>> rules = new TreeMap<>();
  private final List<String> differences = new ArrayList<>();

  PolicyPageTest() throws IOException {
    page = PolicyPage.read(RuleSource.of(RULES)).rows();
    for (Rule rule : OpenRules.read(RULES).rules()) {
      rules.computeIfAbsent(rule.card().policy(), row -> new ArrayList<>()).add(rule);
    }
  }

  @Test
  void everyRowHasARuleAndEveryRuleARow() throws IOException {
    assertEquals(String.join(" ", page.keySet()), String.join(" ", rules.keySet()));
    long rows =
        Files.readAllLines(PAGE).stream()
            .filter(line -> line.matches("(\\| )?P[0-9][0-9A-Z] .*"))
            .count();
    assertEquals(rows, page.size(), "a row stands twice, or where no heading names its category");
  }

  @Test
  void rulesAreOfTheCategoryAboveTheirRow() {
    forEach(
        (row, own) ->
            same(row, row.categories(), own.stream().map(rule -> rule.card().category()).toList()));
    assertEquals("", String.join("\n", differences));
  }

  /** The row's last cell names evidence, or the whole row does: "the one named". */
  @Test
  void rulesCiteWhatTheirRowCites() throws IOException {
    Set<String> above =
        Files.readAllLines(PAGE).stream()
            .filter(line -> line.startsWith("Signs and their evidence: "))
            .flatMap(line -> found(ID, line).stream())
            .collect(Collectors.toSet());
    forEach(
        (row, own) -> {
          String last = row.cells().get(row.cells().size() - 1);
          Set<String> must = found(ID, last);
          Set<String> may = found(ID, row.text());
          if (last.contains("as above")) {
            must.addAll(above);
            may.addAll(above);
          }
          Set<String> cited = new TreeSet<>();
          for (Rule rule : own) {
            cited.addAll(rule.card().evidence());
            rule.card().evidenceOf().values().forEach(cited::addAll);
          }
          if (!may.containsAll(cited) || !cited.containsAll(must.isEmpty() ? may : must)) {
            same(row, may, cited);
          }
        });
    assertEquals("", String.join("\n", differences));
  }

  /** Of an interval, {@link #intervalsAreThoseOfTheirRow} sees to them. */
  @Test
  void rulesGiveTheVerdictsOfTheirRow() {
    forEach(
        (row, own) -> {
          List<Card> cards =
              own.stream().map(Rule::card).filter(card -> !card.isInterval()).toList();
          Set<String> given =
              cards.stream()
                  .flatMap(PolicyPageTest::verdicts)
                  .collect(Collectors.toCollection(TreeSet::new));
          Set<String> told = found(VERDICT, row.text());
          if (told.isEmpty() && row.verdicts().containsAll(given)) {
            assertTrue(cards.isEmpty() || given.contains(row.verdicts().get(0)), row.id());
          } else if (!cards.isEmpty()) {
            same(row, told, given);
          }
        });
    assertEquals("", String.join("\n", differences));
  }

  private static Stream<String> verdicts(Card card) {
    return Stream.concat(
            Stream.of(card.verdict(), card.after(), card.between(), card.protocolVerdict()),
            card.verdictOf().values().stream())
        .filter(Objects::nonNull)
        .map(Verdict::code);
  }

  @Test
  void intervalsAreThoseOfTheirRow() {
    int intervals = 0;
    for (List<Rule> own : rules.values()) {
      for (Rule rule : own) {
        Card card = rule.card();
        if (card.isInterval()) {
          intervals++;
          String text = page.get(card.policy()).text();
          String days = card.minimumDays() + " / " + card.idealDays();
          assertTrue(text.contains(days), card.policy() + ": " + days + " in " + text);
          assertEquals(
              text.contains("between: caution"), card.between() == Verdict.CAUTION, card.policy());
        }
      }
    }
    assertEquals(13, intervals);
  }

  /** Every number of a rule's conditions; that there is one at all is no number of the policy. */
  @Test
  void rulesHaveNoNumberThatTheirRowDoesNotTell() {
    forEach(
        (row, own) -> {
          String text = row.text().replaceAll("\\b[LEP][0-9][0-9A-Z]{1,2}\\b", "");
          Set<String> told = numbers(text);
          for (int i = 0; i < NUMBER_WORDS.size(); i++) {
            if (text.matches(".*\\b" + NUMBER_WORDS.get(i) + "\\b.*")) {
              told.add(String.valueOf(i));
            }
          }
          Set<String> held = new TreeSet<>();
          for (Rule rule : own) {
            String file = rule.tree().source().text();
            String when =
                file.substring(file.lastIndexOf("\n  when\n"), file.lastIndexOf("\n  then\n"));
            held.addAll(numbers(when.replaceAll("\"[^\"]*\"|count >= 1\\b", "")));
          }
          if (!told.containsAll(held)) {
            same(row, told, held);
          }
        });
    assertEquals("", String.join("\n", differences));
  }

  @Test
  void glossaryHasEveryFactAndIsInOrder() throws IOException {
    String text = Files.readString(PAGE);
    List<String> words = new ArrayList<>();
    List<String> facts = new ArrayList<>();
    for (String line : text.substring(text.indexOf("\n## Glossary\n")).split("\n")) {
      if (line.equals("| fact | is |")) {
        facts.add("");
      } else if (line.startsWith("| ") && !line.equals("| word | means |")) {
        (facts.isEmpty() ? words : facts).add(line.substring(2, line.indexOf(" | ", 2)));
      }
    }
    assertEquals(words.stream().sorted(String.CASE_INSENSITIVE_ORDER).distinct().toList(), words);
    facts.remove("");
    assertEquals(
        FactGuide.markdown()
            .lines()
            .filter(line -> line.startsWith("### "))
            .map(line -> line.substring(4))
            .sorted()
            .toList(),
        facts.stream().sorted().toList());
  }

  /** 1.0 and 1 are one number. */
  private static Set<String> numbers(String text) {
    return found(NUMBER, text).stream()
        .map(number -> new BigDecimal(number).stripTrailingZeros().toPlainString())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private void forEach(BiConsumer<Row, List<Rule>> compare) {
    page.values().stream()
        .filter(row -> rules.containsKey(row.id()))
        .forEach(row -> compare.accept(row, rules.get(row.id())));
  }

  private void same(Row row, Collection<String> told, Collection<String> held) {
    Set<String> page = new TreeSet<>(told);
    Set<String> cards = new TreeSet<>(held);
    if (!page.equals(cards)) {
      differences.add(row.id() + ": the page says " + page + ", the rules " + cards);
    }
  }

  private static Set<String> found(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    Set<String> found = new TreeSet<>();
    while (matcher.find()) {
      found.add(matcher.group());
    }
    return found;
  }
}
