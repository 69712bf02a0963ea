package org.needlewise.rulebase.check;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.needlewise.casefile.Nearest;
import org.needlewise.report.Verdict;
import org.needlewise.rulebase.check.FactTypes.FactType;
import org.needlewise.rulebase.check.FactTypes.Kind;
import org.needlewise.rulebase.check.FactTypes.Member;
import org.needlewise.rulebase.drl.Lexer;
import org.needlewise.rulebase.drl.Problems;
import org.needlewise.rulebase.drl.RuleTree;
import org.needlewise.rulebase.drl.RuleTree.Annotation;
import org.needlewise.rulebase.drl.RuleTree.Name;
import org.needlewise.rulebase.drl.Source;

/** Makes a rule's card of its annotations; what is wrong with one is reported where it stands. */
public final class CardReader {
  /** The categories of the report schema. */
  private static final List<String> ALWAYS =
      List.of("policy", "title", "message", "reviewed", "reviewBy", "status");

  private static final List<String> INTERVAL = List.of("minimumDays", "idealDays", "between");
  private static final List<String> STATUS = List.of("active", "draft", "retired");
  private static final int TITLE_CHARS = 140;
  private static final int TEXT_CHARS = 2_000;
  private static final String ROW = "[A-Z][0-9A-Z]{1,7}";
  private static final String ROW_FORM = "a policy row, as in P25";

  private final RuleTree tree;
  private final Source source;
  private final Map<String, Annotation> given;
  private final Knowledge knowledge;
  private final Problems problems;

  private CardReader(RuleTree tree, Knowledge knowledge, Problems problems) {
    this.tree = tree;
    this.source = tree.source();
    this.given = tree.annotations();
    this.knowledge = knowledge;
    this.problems = problems;
  }

  /** Never null; only where nothing was reported is it a card. */
  public static Card read(RuleTree tree, Knowledge knowledge, Problems problems) {
    return new CardReader(tree, knowledge, problems).card();
  }

  /** The id of the rule of a file: a path below the rules folder. */
  static String id(String file) {
    return file.substring(0, file.length() - ".drl".length()).replace('/', '-');
  }

  private Card card() {
    String file = source.file();
    String folder = file.substring(0, file.indexOf('/'));
    boolean interval =
        tree.then().method().text().equals("interval")
            && (folder.equals("interval")
                || given.containsKey("minimumDays")); // else told where it stands
    for (Annotation annotation : given.values()) {
      if (!RuleTree.CARD_ENTRIES.contains(annotation.name())) {
        error(
            annotation,
            "the unknown entry @" + Lexer.shortened(annotation.name()),
            "an entry of the card" + near(annotation.name(), RuleTree.CARD_ENTRIES));
      }
    }
    for (String name : ALWAYS) {
      mandatory(name, "an entry @" + name);
    }
    for (String name : INTERVAL) {
      if (interval) {
        mandatory(name, "an entry @" + name + ", as on every card of an interval");
      } else {
        absent(name, "minimum, ideal and between alone where the rule calls findings.interval");
      }
    }
    if (interval) {
      absent(
          "verdict",
          "no @verdict on an interval: it defers below the minimum, then @between holds");
      absent("verdictOf", "no @verdictOf on an interval");
    } else if (!given.containsKey("verdict") && !given.containsKey("verdictOf")) {
      mandatory("verdict", "an entry @verdict");
    }
    if (!given.containsKey("evidenceOf")) {
      mandatory("evidence", "an entry @evidence or @evidenceOf: no finding without a citation");
    }
    if (!tree.then().method().text().equals("until")) {
      absent("after", "@after alone where the rule calls findings.until");
    }
    if (!tree.then().method().text().equals("add")) {
      absent(
          "instead", "@instead alone where the rule calls findings.add: a date mends the others");
    }
    String id = id(file);
    same("id", id, "the folder and the name of the file");
    same("category", folder, "the name of the folder");
    String policy = text("policy");
    if (policy != null && !policy.matches(ROW)) {
      error("policy", "the policy row '" + Lexer.shortened(policy) + "'", ROW_FORM);
    }
    int minimum = days("minimumDays");
    int ideal = days("idealDays");
    if (minimum >= 0 && ideal >= 0 && minimum > ideal) {
      error(
          "minimumDays",
          "a minimum of " + minimum + " days above the ideal of " + ideal,
          "at most the ideal");
    }
    LocalDate reviewed = date("reviewed");
    LocalDate reviewBy = date("reviewBy");
    if (reviewed != null && reviewBy != null && !reviewed.isBefore(reviewBy)) {
      error(
          "reviewBy",
          "a next review on " + reviewBy + ", not after the last",
          "a date after " + reviewed);
    }
    String status = text("status");
    if (status != null && !STATUS.contains(status)) {
      error(
          "status",
          "the status '" + Lexer.shortened(status) + "'",
          "one of " + String.join(", ", STATUS));
    }
    String lengthens = text("lengthens");
    if (lengthens != null && !lengthens.equals("interval")) {
      error("lengthens", "'" + Lexer.shortened(lengthens) + "'", "interval");
    }
    String because = text("because");
    if (because != null && !because.matches("/(patient|proposed|history)(/[A-Za-z]+)*")) {
      error(
          "because",
          "'" + Lexer.shortened(because) + "'",
          "a place in the case file, as in /proposed/depthMm");
    }
    return new Card(
        file,
        tree.packageName().text(),
        tree.name().text(),
        id,
        formerly(id),
        policy,
        folder,
        limited("title", TITLE_CHARS),
        verdict("verdict"),
        verdictOf(),
        verdict("after"),
        verdict("between"),
        verdict("protocolVerdict"),
        evidence(),
        evidenceOf(),
        minimum,
        ideal,
        rows("setsAside"),
        rows("silences"),
        lengthens != null,
        because,
        limited("message", TEXT_CHARS),
        given.containsKey("action") ? limited("action", TEXT_CHARS) : "",
        clause("dateHolds"),
        clause("instead"),
        arguments(),
        dates(),
        reviewed,
        reviewBy,
        status,
        source.line(tree.ruleOffset()));
  }

  private List<String> arguments() {
    List<Name> names = tree.then().arguments();
    return names.subList(1, names.size()).stream().map(name -> name.text().substring(1)).toList();
  }

  private Set<String> dates() {
    Set<String> dates = new TreeSet<>();
    for (RuleTree.Pattern pattern : tree.patterns()) {
      FactType fact = FactTypes.of(pattern);
      for (Map.Entry<String, RuleTree.Path> each : pattern.bound().entrySet()) {
        // What leads nowhere, or begins with another variable, is reported where conditions are
        // read.
        List<Member> members = FactTypes.along(fact, each.getValue().steps());
        if (!members.isEmpty() && members.get(members.size() - 1).value().kind() == Kind.DATE) {
          dates.add(each.getKey().substring(1));
        }
      }
    }
    dates.retainAll(arguments());
    return dates;
  }

  private void mandatory(String name, String expected) {
    boolean misspelt =
        given.keySet().stream()
            .anyMatch(
                word ->
                    !RuleTree.CARD_ENTRIES.contains(word)
                        && Nearest.of(word, RuleTree.CARD_ENTRIES).contains(name));
    if (!given.containsKey(name) && !misspelt) {
      problems.error(source, tree.ruleOffset(), "a rule without @" + name, expected);
    }
  }

  private void absent(String name, String expected) {
    if (given.containsKey(name)) {
      problems.error(source, given.get(name).offset(), "@" + name, expected);
    }
  }

  private void same(String name, String expected, String why) {
    String text = text(name);
    if (text != null && !text.equals(expected)) {
      error(
          name,
          "@" + name + " \"" + Lexer.shortened(text) + '"',
          '"' + expected + "\" (" + why + ")");
    }
  }

  private Set<String> formerly(String id) {
    Set<String> ids = new LinkedHashSet<>();
    for (Name word : words("formerly")) {
      if (!word.text().matches("[a-z]+(-[a-z0-9]+)+")) {
        problems.error(
            source,
            word.offset(),
            "'" + Lexer.shortened(word.text()) + "'",
            "ids that the rule had before, as in " + id);
      } else if (word.text().equals(id) || !ids.add(word.text())) {
        problems.error(
            source,
            word.offset(),
            "the id "
                + Lexer.shortened(word.text())
                + (word.text().equals(id) ? ", which it has" : " a second time"),
            "ids that the rule had before, each once");
      }
    }
    return ids;
  }

  /** Null where the entry is missing or blank, which is reported. */
  private String text(String name) {
    Annotation annotation = given.get(name);
    if (annotation == null || annotation.value() == null) {
      return null;
    }
    if (annotation.value().isBlank()) {
      error(name, "an empty @" + name, "a text");
      return null;
    }
    return annotation.value();
  }

  private String limited(String name, int most) {
    String text = text(name);
    if (text != null && text.length() > most) {
      error(name, "a text of " + text.length() + " characters", "at most " + most);
    }
    return text;
  }

  /** Part of a sentence of the report; "" where the entry is missing. */
  private String clause(String name) {
    String text = given.containsKey(name) ? limited(name, TITLE_CHARS) : "";
    if (text != null && text.endsWith(".")) {
      error(name, "a full stop at the end of @" + name, "words that a sentence can go on behind");
    }
    return text;
  }

  private int days(String name) {
    String text = text(name);
    if (text == null) {
      return -1;
    }
    if (!text.matches("0|[1-9][0-9]{0,3}")) {
      error(name, "'" + Lexer.shortened(text) + "'", "a whole number of days, digits alone");
      return -1;
    }
    return Integer.parseInt(text);
  }

  private LocalDate date(String name) {
    String text = text(name);
    if (text == null) {
      return null;
    }
    try {
      if (text.length() == 10) {
        return LocalDate.parse(text);
      }
    } catch (DateTimeParseException e) {
      // Reported below.
    }
    error(name, "'" + Lexer.shortened(text) + "'", "a date that exists, as YYYY-MM-DD");
    return null;
  }

  private Verdict verdict(String name) {
    String text = text(name);
    return text == null ? null : verdict(text, given.get(name).valueOffset());
  }

  private Verdict verdict(String word, int offset) {
    Verdict verdict = Verdict.ofCode(word);
    if (verdict == null) {
      problems.error(
          source,
          offset,
          "the verdict '" + Lexer.shortened(word) + "'",
          "one of " + String.join(", ", Verdict.CODES));
    }
    return verdict;
  }

  private Map<String, Verdict> verdictOf() {
    Map<String, Verdict> verdicts = new LinkedHashMap<>();
    entries("verdictOf", "home=defer *=caution")
        .forEach((key, value) -> verdicts.put(key, verdict(value.text(), value.offset())));
    return verdicts;
  }

  private Map<String, List<String>> evidenceOf() {
    Map<String, List<String>> evidence = new LinkedHashMap<>();
    entries("evidenceOf", "erythema=L034+L041 *=L045")
        .forEach(
            (key, value) -> {
              List<Name> ids = new ArrayList<>();
              int at = value.offset();
              for (String id : value.text().split("\\+", -1)) {
                ids.add(new Name(id, at));
                at += id.length() + 1;
              }
              evidence.put(key, ids(ids));
            });
    return evidence;
  }

  /** The parts of an entry {@code key=value key=value}, each value with its place. */
  private Map<String, Name> entries(String name, String form) {
    Map<String, Name> entries = new LinkedHashMap<>();
    for (Name word : words(name)) {
      int equals = word.text().indexOf('=');
      if (equals <= 0
          || equals == word.text().length() - 1
          || word.text().indexOf('=', equals + 1) > 0) {
        problems.error(
            source,
            word.offset(),
            "'" + Lexer.shortened(word.text()) + "'",
            "as in \"" + form + '"');
        continue;
      }
      String key = word.text().substring(0, equals);
      Name value = new Name(word.text().substring(equals + 1), word.offset() + equals + 1);
      if (entries.putIfAbsent(key, value) != null) {
        problems.error(
            source,
            word.offset(),
            "a second entry for '" + Lexer.shortened(key) + "'",
            "each key once");
      }
    }
    return entries;
  }

  private List<String> evidence() {
    return ids(words("evidence"));
  }

  private List<String> ids(List<Name> words) {
    TreeSet<String> ids = new TreeSet<>();
    for (Name word : words) {
      if (knowledge.evidence() != null && !knowledge.evidence().containsKey(word.text())) {
        problems.error(
            source,
            word.offset(),
            "the unknown evidence '" + Lexer.shortened(word.text()) + "'",
            word.text().indexOf(',') >= 0
                ? "ids with spaces between them"
                : "the id of a statement of the ledger or of the external literature"
                    + near(word.text(), knowledge.evidence().keySet()));
      } else if (!ids.add(word.text())) {
        problems.error(source, word.offset(), word.text() + " a second time", "each id once");
      }
    }
    return List.copyOf(ids);
  }

  private Set<String> rows(String name) {
    Set<String> rows = new TreeSet<>();
    for (Name word : words(name)) {
      if (!word.text().matches(ROW)) {
        problems.error(source, word.offset(), "'" + Lexer.shortened(word.text()) + "'", ROW_FORM);
      } else if (!rows.add(word.text())) {
        problems.error(source, word.offset(), word.text() + " a second time", "each row once");
      }
    }
    return rows;
  }

  /** The words of an entry, with their places. */
  private List<Name> words(String name) {
    List<Name> words = new ArrayList<>();
    String text = text(name);
    for (int i = 0; text != null && i < text.length(); ) {
      int end = i;
      while (end < text.length() && text.charAt(end) != ' ') {
        end++;
      }
      if (end > i) {
        words.add(new Name(text.substring(i, end), given.get(name).valueOffset() + i));
      }
      i = end + 1;
    }
    return words;
  }

  private void error(String name, String what, String expected) {
    problems.error(source, given.get(name).valueOffset(), what, expected);
  }

  private void error(Annotation annotation, String what, String expected) {
    problems.error(source, annotation.offset(), what, expected);
  }

  static String near(String word, Collection<String> known) {
    return Nearest.hint(word, known);
  }
}
