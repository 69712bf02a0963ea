package org.needlewise.review.book;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.needlewise.rulebase.check.Card;
import org.needlewise.rulebase.check.Care;
import org.needlewise.rulebase.check.Care.Section;
import org.needlewise.rulebase.check.EvidenceStatement;
import org.needlewise.rulebase.load.RuleBase;

/**
 * What becomes of each statement of the evidence: none is left out. A reason that a patient reads
 * repeats what a rule says; it is no home of a statement that lost its rule.
 */
public final class EvidenceCoverage {
  private final Map<Fate, List<Covered>> byFate = new EnumMap<>(Fate.class);

  /** What becomes of a statement. */
  public enum Fate {
    RULE("rule", "Rules cite it"),
    CARE("care", "The data of course, recovery and care cite it"),
    UNCITED("uncited", "Meant for a rule, and nothing cites it"),
    REPORT_TEXT("report-text", "Stands behind the words of the report, decides nothing"),
    PLANNER("planner", "Meant for the course, and nothing cites it"),
    FORECAST("forecast", "Meant for the recovery, and nothing cites it"),
    EXPECTATION("expectation", "Meant for what may be expected, and nothing cites it"),
    BACKGROUND("background", "Literature beside the three sources on which no rule rests");

    private final String code;
    private final String words;

    Fate(String code, String words) {
      this.code = code;
      this.words = words;
    }

    public String code() {
      return code;
    }

    public String words() {
      return words;
    }
  }

  /**
   * @param rules ids of the active rules that cite it, in ascending order
   * @param care ids of the {@link Care} entries that cite it, in the order of the files
   */
  public record Covered(
      EvidenceStatement statement, Fate fate, List<String> rules, List<String> care) {}

  public EvidenceCoverage(RuleBase base) {
    Map<String, Set<String>> citing = new TreeMap<>();
    for (Card card : base.cards()) {
      card.evidence().forEach(id -> cite(citing, id, card));
      card.evidenceOf().values().forEach(ids -> ids.forEach(id -> cite(citing, id, card)));
    }
    for (Fate fate : Fate.values()) {
      byFate.put(fate, new ArrayList<>());
    }
    for (EvidenceStatement statement : base.evidence().values()) {
      List<String> rules = List.copyOf(citing.getOrDefault(statement.id(), Set.of()));
      List<Care.Entry> care = base.care().citing(statement.id());
      Fate fate =
          !rules.isEmpty()
              ? Fate.RULE
              : care.stream().anyMatch(entry -> entry.section() != Section.REASONS)
                  ? Fate.CARE
                  : uncited(statement);
      byFate
          .get(fate)
          .add(new Covered(statement, fate, rules, care.stream().map(Care.Entry::id).toList()));
    }
  }

  private static void cite(Map<String, Set<String>> citing, String id, Card card) {
    citing.computeIfAbsent(id, key -> new TreeSet<>()).add(card.id());
  }

  private static Fate uncited(EvidenceStatement statement) {
    if (statement.beyondTheSources()) {
      return Fate.BACKGROUND;
    }
    return switch (statement.use()) {
      case "report-text" -> Fate.REPORT_TEXT;
      case "planner" -> Fate.PLANNER;
      case "forecast" -> Fate.FORECAST;
      case "expectation" -> Fate.EXPECTATION;
      default -> Fate.UNCITED;
    };
  }

  /** By id, in ascending order. */
  public List<Covered> of(Fate fate) {
    return List.copyOf(byFate.get(fate));
  }
}
