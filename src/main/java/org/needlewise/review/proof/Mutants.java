package org.needlewise.review.proof;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.needlewise.report.Verdict;
import org.needlewise.review.proof.Mutant.Kind;
import org.needlewise.rulebase.check.OpenRules;
import org.needlewise.rulebase.drl.RulePrinter;
import org.needlewise.rulebase.drl.RuleTree;
import org.needlewise.rulebase.drl.RuleTree.Annotation;
import org.needlewise.rulebase.drl.RuleTree.Comparison;
import org.needlewise.rulebase.drl.RuleTree.Condition;
import org.needlewise.rulebase.drl.RuleTree.Constraint;
import org.needlewise.rulebase.drl.RuleTree.Containment;
import org.needlewise.rulebase.drl.RuleTree.Element;
import org.needlewise.rulebase.drl.RuleTree.Junction;
import org.needlewise.rulebase.drl.RuleTree.Literal;
import org.needlewise.rulebase.drl.RuleTree.LiteralKind;
import org.needlewise.rulebase.drl.RuleTree.Membership;
import org.needlewise.rulebase.drl.RuleTree.Not;
import org.needlewise.rulebase.drl.RuleTree.Operand;
import org.needlewise.rulebase.drl.RuleTree.Path;
import org.needlewise.rulebase.drl.RuleTree.Quantifier;
import org.needlewise.rulebase.drl.RuleTree.Step;
import org.needlewise.rulebase.drl.RuleTree.Truth;
import org.needlewise.rulebase.drl.Source;

/**
 * All small changes to a rule that would change what it says: each number one step up and down (one
 * day, month, year or count; a hundredth of a millimetre), each operator flipped, each code, each
 * condition and each citation left out, each verdict one higher and one lower, and what a card says
 * of other rules left out.
 */
final class Mutants {
  private static final Map<String, String> FLIPPED =
      Map.of("<", "<=", "<=", "<", ">", ">=", ">=", ">", "==", "!=", "!=", "==");
  private static final List<String> VERDICTS = Verdict.CODES;
  private static final BigDecimal HUNDREDTH = new BigDecimal("0.01");
  private static final Pattern BOUND =
      Pattern.compile("\\b(upToMm|belowMm|fromMm|toMm|\\w+Years): *([0-9]+(?:\\.[0-9]+)?)");
  private static final Pattern AREAS = Pattern.compile("^ +([\\w-]+): *\\[([^\\]]*)\\]");

  private final RuleTree tree;
  private final Source source;
  private final String rule;
  private final List<Mutant> mutants = new ArrayList<>();

  /** A part of a condition, changed. */
  private record Change<T>(int offset, Kind kind, String words, T to) {
    <R> Change<R> within(Function<T, R> whole) {
      return new Change<>(offset, kind, words, whole.apply(to));
    }
  }

  private Mutants(RuleTree tree, Source source, String rule) {
    this.tree = tree;
    this.source = source;
    this.rule = rule;
  }

  static List<Mutant> of(OpenRules.Rule rule) {
    Mutants mutants = new Mutants(rule.tree(), rule.tree().source(), rule.card().id());
    mutants.card();
    rule.tree().everyPattern().forEach(mutants::pattern);
    rule.tree().elements().forEach(mutants::element);
    return mutants.mutants;
  }

  static List<Mutant> ofDefinitions(Source source) {
    Mutants mutants = new Mutants(null, source, "");
    mutants.definitions();
    return mutants.mutants;
  }

  private void add(int offset, Kind kind, String words, int from, int to, String replacement) {
    String text = source.text().substring(0, from) + replacement + source.text().substring(to);
    mutants.add(
        new Mutant(
            source.file(),
            source.line(offset),
            source.column(offset),
            rule,
            kind,
            words.replaceAll("\\s+", " "),
            text));
  }

  // The conditions

  private void pattern(RuleTree.Pattern pattern) {
    List<Constraint> constraints = pattern.constraints();
    for (int i = 0; i < constraints.size(); i++) {
      Constraint constraint = constraints.get(i);
      if (constraint.variable() != null) {
        for (Change<Path> each : path(constraint.bound())) {
          String printed = constraint.variable().text() + " : " + RulePrinter.operand(each.to);
          add(each.offset, each.kind, each.words, constraint.offset(), constraint.end(), printed);
        }
      } else {
        for (Change<Condition> each : condition(constraint.condition())) {
          String printed = RulePrinter.condition(each.to);
          add(each.offset, each.kind, each.words, constraint.offset(), constraint.end(), printed);
        }
        add(
            constraint.offset(),
            Kind.CONSTRAINT,
            "without " + RulePrinter.constraint(constraint),
            i == 0 ? constraint.offset() : constraints.get(i - 1).end(),
            i == 0 && constraints.size() > 1 ? constraints.get(1).offset() : constraint.end(),
            "");
      }
    }
  }

  private void element(Element element) {
    String printed = RulePrinter.element(element);
    int from = element.offset();
    add(from, Kind.CONSTRAINT, "without " + printed, from, element.end(), "");
    for (RuleTree.Pattern dropped : element.patterns()) {
      if (element.patterns().size() > 1) {
        List<RuleTree.Pattern> others = new ArrayList<>(element.patterns());
        others.remove(dropped);
        changed(
            dropped.type().offset(),
            Kind.CONSTRAINT,
            element,
            new Element(element.quantifier(), others, null, from, element.end()));
      }
    }
    if (element.number() == null) {
      Quantifier other =
          element.quantifier() == Quantifier.NOT ? Quantifier.EXISTS : Quantifier.NOT;
      changed(
          from,
          Kind.OPERATOR,
          element,
          new Element(other, element.patterns(), null, from, element.end()));
      return;
    }
    for (Change<Condition> each : comparison(element.number())) {
      changed(
          each.offset,
          each.kind,
          element,
          new Element(
              Quantifier.COUNT, element.patterns(), (Comparison) each.to, from, element.end()));
    }
  }

  private void changed(int offset, Kind kind, Element element, Element to) {
    String printed = RulePrinter.element(to);
    String words = RulePrinter.element(element) + " becomes " + printed;
    add(offset, kind, words, element.offset(), element.end(), printed);
  }

  private static List<Change<Condition>> condition(Condition condition) {
    return condition.match(
        Mutants::junction,
        Mutants::not,
        atom ->
            atom.match(
                Mutants::comparison, Mutants::membership, Mutants::containment, Mutants::truth));
  }

  private static List<Change<Condition>> junction(Junction junction) {
    List<Change<Condition>> changes = new ArrayList<>();
    List<Condition> parts = junction.parts();
    String sign = junction.all() ? " && " : " || ";
    String flipped = junction.all() ? " || " : " && ";
    for (int i = 0; i < parts.size(); i++) {
      Condition part = parts.get(i);
      int at = i;
      for (Change<Condition> each : condition(part)) {
        changes.add(
            each.within(
                to -> {
                  List<Condition> all = new ArrayList<>(parts);
                  all.set(at, to);
                  return junction.with(all);
                }));
      }
      List<Condition> without = new ArrayList<>(parts);
      without.remove(i);
      changes.add(
          new Change<>(
              part.offset(),
              Kind.CONSTRAINT,
              "without " + RulePrinter.condition(part),
              alone(junction, without)));
      if (i > 0) {
        Condition before = parts.get(i - 1);
        List<Condition> joined = new ArrayList<>(without);
        joined.set(i - 1, new Junction(!junction.all(), List.of(before, part), junction.offset()));
        String left = RulePrinter.condition(before);
        String right = RulePrinter.condition(part);
        changes.add(
            new Change<>(
                part.offset(),
                Kind.OPERATOR,
                left + sign + right + " becomes " + left + flipped + right,
                alone(junction, joined)));
      }
    }
    return changes;
  }

  private static Condition alone(Junction junction, List<Condition> parts) {
    return parts.size() == 1 ? parts.get(0) : junction.with(parts);
  }

  private static List<Change<Condition>> not(Not not) {
    List<Change<Condition>> changes = new ArrayList<>();
    changes.add(flipped(not, not.offset(), not.part()));
    for (Change<Condition> each : condition(not.part())) {
      if (!(not.part() instanceof Truth && each.to instanceof Not)) {
        changes.add(each.within(part -> new Not(part, not.offset())));
      }
    }
    return changes;
  }

  private static List<Change<Condition>> comparison(Comparison c) {
    List<Change<Condition>> changes = new ArrayList<>();
    changes.add(
        flipped(c, c.operatorOffset(), c.with(c.left(), FLIPPED.get(c.operator()), c.right())));
    for (Change<Operand> each : operand(c.left())) {
      changes.add(each.within(left -> c.with(left, c.operator(), c.right())));
    }
    for (Change<Operand> each : operand(c.right())) {
      Condition to = c.with(c.left(), c.operator(), each.to);
      changes.add(new Change<>(each.offset, each.kind, becomes(c, to), to));
    }
    return changes;
  }

  private static List<Change<Condition>> membership(Membership m) {
    List<Change<Condition>> changes = new ArrayList<>();
    String name = RulePrinter.operand(m.path());
    String in = m.negated() ? " not in " : " in ";
    changes.add(
        new Change<>(
            m.offset(),
            Kind.OPERATOR,
            name + in + "(…) becomes " + name + (m.negated() ? " in " : " not in ") + "(…)",
            new Membership(m.path(), !m.negated(), m.values(), m.offset())));
    for (int i = 0; i < m.values().size() && m.values().size() > 1; i++) {
      List<Literal> values = new ArrayList<>(m.values());
      Literal dropped = values.remove(i);
      changes.add(
          new Change<>(
              dropped.offset(),
              Kind.CODE,
              name + in + "(…) without \"" + dropped.text() + '"',
              new Membership(m.path(), m.negated(), values, m.offset())));
    }
    return changes;
  }

  private static List<Change<Condition>> containment(Containment c) {
    return List.of(
        flipped(c, c.offset(), new Containment(c.path(), !c.negated(), c.value(), c.offset())));
  }

  private static List<Change<Condition>> truth(Truth truth) {
    List<Change<Condition>> changes = new ArrayList<>();
    changes.add(flipped(truth, truth.offset(), new Not(truth, truth.offset())));
    path(truth.path()).forEach(each -> changes.add(each.within(Truth::new)));
    return changes;
  }

  private static Change<Condition> flipped(Condition from, int offset, Condition to) {
    return new Change<>(offset, Kind.OPERATOR, becomes(from, to), to);
  }

  private static List<Change<Operand>> operand(Operand operand) {
    if (operand instanceof Literal literal) {
      List<Change<Operand>> changes = new ArrayList<>();
      for (String number : neighbours(literal)) {
        changes.add(
            new Change<>(
                literal.offset(),
                Kind.NUMBER,
                literal.text() + " becomes " + number,
                new Literal(LiteralKind.NUMBER, number, literal.offset(), literal.end())));
      }
      return changes;
    }
    return path((Path) operand).stream().map(each -> each.<Operand>within(to -> to)).toList();
  }

  private static List<Change<Path>> path(Path path) {
    List<Change<Path>> changes = new ArrayList<>();
    for (int i = 0; i < path.steps().size(); i++) {
      Step step = path.steps().get(i);
      for (int j = 0; j < step.given().size(); j++) {
        if (!(step.given().get(j) instanceof Literal literal)) {
          continue;
        }
        for (String number : neighbours(literal)) {
          List<Operand> arguments = new ArrayList<>(step.arguments());
          arguments.set(
              j, new Literal(LiteralKind.NUMBER, number, literal.offset(), literal.end()));
          changes.add(stepped(path, i, arguments, literal, Kind.NUMBER));
        }
        if (literal.kind() == LiteralKind.TEXT && step.arguments().size() > 1) {
          List<Operand> arguments = new ArrayList<>(step.arguments());
          arguments.remove(j);
          changes.add(stepped(path, i, arguments, literal, Kind.CODE));
        }
      }
    }
    return changes;
  }

  private static Change<Path> stepped(
      Path path, int step, List<Operand> arguments, Literal literal, Kind kind) {
    Path to = path.with(step, arguments);
    return new Change<>(
        literal.offset(),
        kind,
        RulePrinter.operand(path) + " becomes " + RulePrinter.operand(to),
        to);
  }

  /** One step down and up; none where the literal is no number. */
  private static List<String> neighbours(Literal literal) {
    return literal.kind() == LiteralKind.NUMBER ? neighbours(literal.text()) : List.of();
  }

  private static List<String> neighbours(String number) {
    BigDecimal value = new BigDecimal(number);
    BigDecimal step = number.indexOf('.') < 0 ? BigDecimal.ONE : HUNDREDTH;
    return List.of(value.subtract(step).toPlainString(), value.add(step).toPlainString());
  }

  private static String becomes(Condition from, Condition to) {
    return RulePrinter.condition(from) + " becomes " + RulePrinter.condition(to);
  }

  // The card

  private void card() {
    for (Annotation each : tree.annotations().values()) {
      switch (each.name()) {
        case "minimumDays", "idealDays" -> becomes(each, Kind.NUMBER, neighbours(each.value()));
        case "verdict", "between" -> becomes(each, Kind.VERDICT, besides(each.value()));
        case "after", "protocolVerdict" -> {
          becomes(each, Kind.VERDICT, besides(each.value()));
          without(each, Kind.VERDICT);
        }
        case "verdictOf" -> verdictOf(each);
        case "evidence" -> words(each, Kind.CITATION);
        case "evidenceOf" -> evidenceOf(each);
        case "setsAside", "silences" -> words(each, Kind.EFFECT);
        case "lengthens" -> without(each, Kind.EFFECT);
        case "because" -> without(each, Kind.CITATION);
        default -> {
          // Words, dates and names: a case that holds a message sees to these.
        }
      }
    }
  }

  private void becomes(Annotation annotation, Kind kind, List<String> values) {
    String was = "@" + annotation.name() + " " + annotation.value() + " becomes ";
    for (String value : values) {
      replace(annotation, annotation.valueOffset(), kind, was + value, value);
    }
  }

  private static List<String> besides(String verdict) {
    int at = VERDICTS.indexOf(verdict);
    return IntStream.of(at - 1, at + 1)
        .filter(beside -> beside >= 0 && beside < VERDICTS.size())
        .mapToObj(VERDICTS::get)
        .toList();
  }

  private void verdictOf(Annotation annotation) {
    for (Word entry : split(annotation.value(), " ", annotation.valueOffset())) {
      int equals = entry.text.indexOf('=');
      String verdict = entry.text.substring(equals + 1);
      for (String other : besides(verdict)) {
        int from = entry.offset + equals + 1;
        add(
            from,
            Kind.VERDICT,
            "@verdictOf " + entry.text + " becomes " + other,
            from,
            from + verdict.length(),
            other);
      }
      withoutWord(annotation, entry, Kind.VERDICT);
    }
  }

  private void evidenceOf(Annotation annotation) {
    for (Word entry : split(annotation.value(), " ", annotation.valueOffset())) {
      int equals = entry.text.indexOf('=');
      List<Word> ids = split(entry.text.substring(equals + 1), "+", entry.offset + equals + 1);
      if (ids.size() == 1) {
        withoutWord(annotation, entry, Kind.CITATION);
        continue;
      }
      for (Word id : ids) {
        int from = entry.offset + equals + 1;
        add(
            id.offset,
            Kind.CITATION,
            "without " + id.text + " of " + entry.text,
            from,
            entry.offset + entry.text.length(),
            others(ids, id, "+"));
      }
    }
  }

  private void words(Annotation annotation, Kind kind) {
    split(annotation.value(), " ", annotation.valueOffset())
        .forEach(word -> withoutWord(annotation, word, kind));
  }

  /** Without the whole entry where the word is its only one. */
  private void withoutWord(Annotation annotation, Word word, Kind kind) {
    List<Word> words = split(annotation.value(), " ", annotation.valueOffset());
    String what = "without " + word.text + " in @" + annotation.name();
    if (words.size() == 1) {
      add(word.offset, kind, what, annotation.offset(), end(annotation), "");
    } else {
      replace(annotation, word.offset, kind, what, others(words, word, " "));
    }
  }

  private static String others(List<Word> words, Word word, String separator) {
    return words.stream()
        .filter(each -> !each.equals(word))
        .map(Word::text)
        .collect(Collectors.joining(separator));
  }

  private void without(Annotation annotation, Kind kind) {
    String what = "without @" + annotation.name() + " " + annotation.value();
    add(annotation.offset(), kind, what, annotation.offset(), end(annotation), "");
  }

  private int end(Annotation annotation) {
    int quote = annotation.valueOffset() + annotation.value().length();
    return source.text().indexOf(')', quote) + 1;
  }

  private void replace(Annotation annotation, int offset, Kind kind, String words, String value) {
    int from = annotation.valueOffset();
    add(offset, kind, words, from, from + annotation.value().length(), value);
  }

  private record Word(String text, int offset) {}

  private static List<Word> split(String text, String separator, int offset) {
    List<Word> words = new ArrayList<>();
    int at = 0;
    for (String word : text.split(Pattern.quote(separator), -1)) {
      if (!word.isEmpty()) {
        words.add(new Word(word, offset + at));
      }
      at += word.length() + separator.length();
    }
    return words;
  }

  // The definitions

  private void definitions() {
    int lineStart = 0;
    for (String line : source.text().split("\n", -1)) {
      int comment = line.indexOf('#');
      String said = comment < 0 ? line : line.substring(0, comment);
      Matcher bound = BOUND.matcher(said);
      while (bound.find()) {
        int from = lineStart + bound.start(2);
        for (String number : neighbours(bound.group(2))) {
          String words = bound.group() + " becomes " + number;
          add(from, Kind.NUMBER, words, from, lineStart + bound.end(2), number);
        }
        String other =
            switch (bound.group(1)) {
              case "upToMm" -> "belowMm";
              case "belowMm" -> "upToMm";
              default -> null;
            };
        if (other != null) {
          int key = lineStart + bound.start(1);
          String words = bound.group() + " becomes " + other;
          add(key, Kind.OPERATOR, words, key, lineStart + bound.end(1), other);
        }
      }
      Matcher areas = AREAS.matcher(said);
      if (areas.find()) {
        areas(areas, lineStart);
      }
      lineStart += line.length() + 1;
    }
  }

  private void areas(Matcher areas, int lineStart) {
    int from = lineStart + areas.start(2);
    List<Word> words = split(areas.group(2).replace(' ', ','), ",", from);
    for (Word word : words) {
      String what = areas.group(1) + " without " + word.text;
      add(word.offset, Kind.CODE, what, from, lineStart + areas.end(2), others(words, word, ", "));
    }
  }
}
