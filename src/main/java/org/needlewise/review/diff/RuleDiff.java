package org.needlewise.review.diff;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import org.needlewise.casefile.Vocabulary;
import org.needlewise.facts.Definitions;
import org.needlewise.review.Words;
import org.needlewise.review.diff.Change.Kind;
import org.needlewise.review.diff.Meaning.Leaf;
import org.needlewise.review.diff.Meaning.LeafKind;
import org.needlewise.review.diff.Meaning.Part;
import org.needlewise.review.explain.CareWords;
import org.needlewise.review.explain.RuleWords;
import org.needlewise.rulebase.check.Card;
import org.needlewise.rulebase.check.Care;
import org.needlewise.rulebase.check.Care.Section;
import org.needlewise.rulebase.check.EvidenceStatement;
import org.needlewise.rulebase.check.OpenRules;
import org.needlewise.rulebase.check.OpenRules.Rule;
import org.needlewise.rulebase.drl.RuleTree.Pattern;

/** How two rules folders differ in meaning; format, comments and order do not count. */
public final class RuleDiff {
  private static final String VERSION = "the version of the rule set";

  private final OpenRules before;
  private final OpenRules after;
  private final List<Change> changes = new ArrayList<>();
  private final Set<String> told = new HashSet<>();

  private RuleDiff(OpenRules before, OpenRules after) {
    this.before = before;
    this.after = after;
  }

  /** By file, then kind, then line. Empty where both mean the same. */
  public static List<Change> of(OpenRules before, OpenRules after) {
    RuleDiff diff = new RuleDiff(before, after);
    diff.rules();
    diff.maps(
        Kind.DEFINITION,
        "definitions.yaml",
        definitions(before.definitions()),
        definitions(after.definitions()));
    diff.maps(
        Kind.VOCABULARY,
        "vocabulary.yaml",
        vocabulary(before.vocabulary()),
        vocabulary(after.vocabulary()));
    diff.maps(Kind.EVIDENCE, "evidence", evidence(before.evidence()), evidence(after.evidence()));
    Arrays.stream(Section.values())
        .map(Section::file)
        .distinct()
        .forEach(
            file ->
                diff.maps(Kind.CARE, file, care(before.care(), file), care(after.care(), file)));
    return diff.changes.stream()
        .distinct()
        .sorted(
            Comparator.comparing((Change change) -> change.rule().isEmpty())
                .thenComparing(Change::file)
                .thenComparing(Change::kind)
                .thenComparingInt(Change::line))
        .toList();
  }

  /** Whether no case can be told otherwise because of it. */
  public static boolean isSilent(Change change) {
    return change.what().equals(VERSION)
        || change.kind() == Kind.REVIEW
        || change.kind() == Kind.EVIDENCE;
  }

  /**
   * For a reader, by rule.
   *
   * @param flips null where no cases were screened
   */
  public static String text(List<Change> changes, VerdictChanges.Summary flips) {
    StringBuilder text = new StringBuilder();
    String rule = null;
    for (Change change : changes) {
      if (!change.rule().equals(rule)) {
        rule = change.rule();
        text.append(rule.isEmpty() ? "what all rules share" : rule).append('\n');
      }
      text.append("  ").append(change.text()).append('\n');
    }
    text.append(
        changes.isEmpty()
            ? "Both mean the same.\n"
            : Words.count(changes.size(), "change") + " in meaning.\n");
    if (flips != null) {
      text.append('\n').append(VerdictChanges.text(flips));
    }
    return text.toString();
  }

  /**
   * For a program.
   *
   * @param flips null where no cases were screened
   */
  public static String json(List<Change> changes, VerdictChanges.Summary flips) {
    return Words.json(new Json(changes, flips));
  }

  private record Json(List<Change> changes, VerdictChanges.Summary cases) {}

  // Rules

  private void rules() {
    Map<String, Rule> old = new LinkedHashMap<>();
    before.everyRule().forEach(rule -> old.put(rule.card().id(), rule));
    List<Rule> added = new ArrayList<>();
    for (Rule rule : after.everyRule()) {
      Rule was = old.remove(rule.card().id());
      if (was == null) {
        added.add(rule);
      } else {
        rule(was, rule);
      }
    }
    for (Rule rule : added) {
      Rule was = renamed(rule, old, added);
      if (was == null) {
        add(
            Kind.RULE_ADDED,
            rule,
            rule.tree().ruleOffset(),
            rule.card().title(),
            "",
            summary(rule));
      } else {
        old.remove(was.card().id());
        add(
            Kind.RULE_RENAMED,
            rule,
            rule.tree().ruleOffset(),
            "the rule is called otherwise",
            was.card().id(),
            rule.card().id());
        rule(was, rule);
      }
    }
    for (Rule rule : old.values()) {
      add(
          Kind.RULE_REMOVED,
          rule,
          rule.tree().ruleOffset(),
          rule.card().title(),
          summary(rule),
          "");
    }
  }

  /**
   * The rule that this one was: its conditions and message, or its policy row, alone among those
   * left.
   */
  private static Rule renamed(Rule rule, Map<String, Rule> old, List<Rule> added) {
    for (Rule each : old.values()) {
      if (rule.card().formerly().contains(each.card().id())) {
        return each;
      }
    }
    for (Rule each : old.values()) {
      if (conditions(each).equals(conditions(rule))
          && each.card().message().equals(rule.card().message())) {
        return each;
      }
    }
    String policy = rule.card().policy();
    List<Rule> same =
        old.values().stream().filter(each -> each.card().policy().equals(policy)).toList();
    boolean alone =
        same.size() == 1
            && added.stream().filter(each -> each.card().policy().equals(policy)).count() == 1;
    return alone ? same.get(0) : null;
  }

  private static Set<String> conditions(Rule rule) {
    Set<String> conditions = new TreeSet<>();
    Meaning meaning = new Meaning(rule.tree());
    for (Pattern pattern : rule.tree().patterns()) {
      conditions.add(pattern.type().text());
      meaning.parts(pattern).forEach(part -> conditions.add(part.exact()));
    }
    meaning.elements().forEach(part -> conditions.add(part.exact()));
    return conditions;
  }

  private static String summary(Rule rule) {
    Card card = rule.card();
    return "row "
        + card.policy()
        + ", "
        + (card.isInterval()
            ? card.minimumDays() + " days at least, " + card.idealDays() + " ideally"
            : CardDiff.verdict(card.verdict()))
        + (card.isActive() ? "" : ", " + card.status());
  }

  private void rule(Rule old, Rule now) {
    changes.addAll(CardDiff.of(before, after, old, now));
    List<Pattern> was = old.tree().patterns();
    List<Pattern> is = now.tree().patterns();
    Meaning oldMeaning = new Meaning(old.tree());
    Meaning newMeaning = new Meaning(now.tree());
    for (int i = 0; i < Math.max(was.size(), is.size()); i++) {
      Pattern a = i < was.size() ? was.get(i) : null;
      Pattern b = i < is.size() ? is.get(i) : null;
      String typeBefore = a == null ? "" : RuleWords.fact(a.type().text());
      String typeAfter = b == null ? "" : RuleWords.fact(b.type().text());
      if (!typeBefore.equals(typeAfter)) {
        int offset = b == null ? now.tree().ruleOffset() : b.type().offset();
        add(Kind.CONDITION, now, offset, "what the rule speaks of", typeBefore, typeAfter);
      }
      parts(
          old,
          now,
          a == null ? List.of() : oldMeaning.parts(a),
          b == null ? List.of() : newMeaning.parts(b));
    }
    parts(old, now, oldMeaning.elements(), newMeaning.elements());
    String methodBefore = old.tree().then().method().text();
    String methodAfter = now.tree().then().method().text();
    if (!methodBefore.equals(methodAfter)) {
      add(
          Kind.EFFECT,
          now,
          now.tree().then().method().offset(),
          "what the rule does with a match",
          methodBefore,
          methodAfter);
    }
    handedOn(now, oldMeaning.arguments(), newMeaning.arguments());
  }

  private void handedOn(Rule now, List<Part> was, List<Part> is) {
    for (int i = 0; i < Math.max(was.size(), is.size()); i++) {
      Part a = i < was.size() ? was.get(i) : null;
      Part b = i < is.size() ? is.get(i) : null;
      if (a != null && b != null && a.shape().equals(b.shape())) {
        leaves(now, a, b);
      } else {
        add(
            Kind.EFFECT,
            now,
            b == null ? now.tree().then().method().offset() : b.offset(),
            "what the rule hands on",
            a == null ? "" : a.words(),
            b == null ? "" : b.words());
      }
    }
  }

  /**
   * Pairs the conditions of a pattern: the same, then those of one shape, then of one but for its
   * unit.
   */
  private void parts(Rule old, Rule now, List<Part> before, List<Part> after) {
    List<Part> was = new ArrayList<>(before);
    List<Part> is = new ArrayList<>(after);
    pair(now, was, is, (a, b) -> a.exact().equals(b.exact()));
    pair(now, was, is, (a, b) -> a.shape().equals(b.shape()));
    pair(now, was, is, (a, b) -> a.looseShape().equals(b.looseShape()));
    if (was.size() == 1 && is.size() == 1) {
      add(
          Kind.CONDITION,
          now,
          is.get(0).offset(),
          "a condition",
          was.get(0).words(),
          is.get(0).words());
      return;
    }
    was.forEach(
        part -> add(Kind.CONDITION, old, part.offset(), "a condition less", part.words(), ""));
    is.forEach(
        part -> add(Kind.CONDITION, now, part.offset(), "a condition more", "", part.words()));
  }

  private void pair(Rule now, List<Part> was, List<Part> is, BiPredicate<Part, Part> same) {
    for (int i = 0; i < was.size(); i++) {
      for (int j = 0; j < is.size(); j++) {
        if (same.test(was.get(i), is.get(j))) {
          leaves(now, was.remove(i--), is.remove(j));
          break;
        }
      }
    }
  }

  private void leaves(Rule now, Part was, Part is) {
    for (int i = 0; i < was.leaves().size(); i++) {
      Leaf a = was.leaves().get(i);
      Leaf b = is.leaves().get(i);
      if (a.text().equals(b.text()) || isSameNumber(a, b)) {
        continue;
      }
      if (!told.add(now.card().id() + ' ' + b.offset())) {
        continue; // A variable's number, met where the variable stands.
      }
      String in = "in \"" + is.words() + '"';
      switch (b.kind()) {
        case NUMBER ->
            add(
                Kind.NUMBER,
                now,
                b.offset(),
                "a number " + in,
                a.text() + RuleWords.unit(a.unit(), a.text()),
                b.text() + RuleWords.unit(b.unit(), b.text()));
        case NAME -> add(Kind.UNIT, now, b.offset(), "what is measured " + in, a.text(), b.text());
        case OPERATOR ->
            add(Kind.OPERATOR, now, b.offset(), "how it is compared " + in, a.text(), b.text());
        case TEXTS -> texts(now, b.offset(), in, a.text(), b.text());
        default -> add(Kind.CODE, now, b.offset(), "a code " + in, a.text(), b.text());
      }
    }
  }

  private static boolean isSameNumber(Leaf a, Leaf b) {
    return a.kind() == LeafKind.NUMBER
        && b.kind() == LeafKind.NUMBER
        && Double.parseDouble(a.text()) == Double.parseDouble(b.text());
  }

  private void texts(Rule now, int offset, String in, String was, String is) {
    Set<String> gone = new TreeSet<>(List.of(was.split(", ")));
    Set<String> come = new TreeSet<>(List.of(is.split(", ")));
    Set<String> both = new TreeSet<>(gone);
    both.retainAll(come);
    gone.removeAll(both);
    come.removeAll(both);
    gone.forEach(code -> add(Kind.CODE, now, offset, "a code " + in, code, ""));
    come.forEach(code -> add(Kind.CODE, now, offset, "a code " + in, "", code));
  }

  private void add(Kind kind, Rule rule, int offset, String what, String was, String is) {
    changes.add(Change.of(kind, rule, offset, what, was, is));
  }

  // What all rules share

  private void maps(Kind kind, String file, Map<String, String> was, Map<String, String> is) {
    Set<String> keys = new TreeSet<>(was.keySet());
    keys.addAll(is.keySet());
    for (String key : keys) {
      String a = was.getOrDefault(key, "");
      String b = is.getOrDefault(key, "");
      if (!a.equals(b)) {
        changes.add(new Change(kind, "", file, 0, key, a, b));
      }
    }
  }

  /** What the definitions say, by what they define. */
  public static Map<String, String> definitions(Definitions definitions) {
    Map<String, String> map = new TreeMap<>();
    map.put(VERSION, definitions.version());
    for (int i = 0; i < definitions.depthRows().size(); i++) {
      Definitions.DepthRow row = definitions.depthRows().get(i);
      boolean last = i == definitions.depthRows().size() - 1;
      map.put(
          "depth row " + row.row(),
          last ? "deeper" : (row.inclusive() ? "up to " : "below ") + mm(row.bound()));
    }
    map.put("the row of a past session with radiofrequency", definitions.radiofrequencyRow());
    map.put("the row that is superficial", definitions.superficialRow());
    Definitions.MinoxidilProtocol protocol = definitions.minoxidilProtocol();
    map.put("minoxidil protocol: area", protocol.area());
    map.put("minoxidil protocol: adjunct", protocol.adjunct());
    map.put("minoxidil protocol: setting", protocol.setting());
    map.put("minoxidil protocol: modality left out", protocol.exceptModality());
    map.put("minoxidil protocol: least depth", mm(protocol.fromHundredths()));
    map.put("minoxidil protocol: greatest depth", mm(protocol.toHundredths()));
    definitions.areaClasses().forEach((area, type) -> map.put("class of the area " + area, type));
    map.put("class of all other areas", definitions.otherAreasAre());
    definitions
        .overlaps()
        .forEach((area, others) -> map.put("areas that " + area + " takes in", sorted(others)));
    map.put(
        "years in which the earliest date is searched",
        Integer.toString(definitions.earliestDateWithinYears()));
    return map;
  }

  private static String sorted(Set<String> texts) {
    return String.join(", ", new TreeSet<>(texts));
  }

  private static String mm(int hundredths) {
    return hundredths / 100.0 + " mm";
  }

  private static Map<String, String> vocabulary(Vocabulary vocabulary) {
    Map<String, String> map = new TreeMap<>();
    vocabulary
        .lists()
        .forEach(
            (list, codes) ->
                codes.forEach(
                    code ->
                        map.put(
                            "code " + code + " among the " + list,
                            vocabulary.group(code).equals(code)
                                ? "listed"
                                : "of the class " + vocabulary.group(code))));
    for (Vocabulary.Question question : vocabulary.questions()) {
      map.put(
          "question " + question.code(),
          "answered by " + question.stated() + ": " + question.ask());
    }
    List<String> order = vocabulary.questions().stream().map(Vocabulary.Question::code).toList();
    for (int i = 1; i < order.size(); i++) {
      map.put("the question before " + order.get(i), order.get(i - 1));
    }
    return map;
  }

  private static Map<String, String> care(Care care, String file) {
    Map<String, String> map = new TreeMap<>();
    for (Care.Entry entry : care.entries()) {
      if (entry.section().file().equals(file)) {
        map.put(entry.section().list() + " entry " + entry.code(), CareWords.whole(entry));
      }
    }
    return map;
  }

  private static Map<String, String> evidence(Map<String, EvidenceStatement> evidence) {
    Map<String, String> map = new TreeMap<>();
    evidence.forEach(
        (id, s) ->
            map.put(
                "statement " + id,
                s.says() + " [" + String.join("; ", s.source(), s.section(), s.use()) + "]"));
    return map;
  }
}
