package org.needlewise.rulebase.check;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.needlewise.casefile.Nearest;
import org.needlewise.facts.LastSession;
import org.needlewise.facts.Reaction;
import org.needlewise.facts.Span;
import org.needlewise.rulebase.check.FactTypes.FactType;
import org.needlewise.rulebase.check.FactTypes.Kind;
import org.needlewise.rulebase.check.FactTypes.Member;
import org.needlewise.rulebase.check.FactTypes.Value;
import org.needlewise.rulebase.drl.Lexer;
import org.needlewise.rulebase.drl.Problems;
import org.needlewise.rulebase.drl.RuleTree;
import org.needlewise.rulebase.drl.RuleTree.Annotation;
import org.needlewise.rulebase.drl.RuleTree.Literal;
import org.needlewise.rulebase.drl.RuleTree.LiteralKind;
import org.needlewise.rulebase.drl.Source;

/** Holds a rule's card against its conditions: keys, placeholders, numbers in its texts. */
final class CardLinter {
  private static final Set<String> TRUTHS = Set.of("deferred", "between", "protocol", "governs");
  private static final Map<String, Kind> OF_INTERVAL =
      Map.of(
          "observedDays", Kind.WHOLE,
          "minimumDays", Kind.WHOLE,
          "idealDays", Kind.WHOLE,
          "minimumDate", Kind.DATE,
          "idealDate", Kind.DATE);
  private static final List<String> TEXTS = List.of("message", "action", "dateHolds", "instead");
  private static final Pattern NUMBER = Pattern.compile("[0-9]+(?:\\.[0-9]+)?");
  private static final Pattern ID = Pattern.compile("\\b[LE][0-9]+\\b");
  private static final int NESTED = 5;

  private final RuleTree tree;
  private final Source source;
  private final Knowledge knowledge;
  private final Problems problems;
  private final Map<String, Value> arguments;
  private final FactType fact;
  private final String method;

  /**
   * @param arguments what the rule hands on behind the fact, by name without the dollar sign, in
   *     order
   */
  CardLinter(RuleTree tree, Knowledge knowledge, Problems problems, Map<String, Value> arguments) {
    this.tree = tree;
    this.source = tree.source();
    this.knowledge = knowledge;
    this.problems = problems;
    this.arguments = arguments;
    this.method = tree.then().method().text();
    this.fact = FactTypes.of(factPattern());
  }

  private RuleTree.Pattern factPattern() {
    String variable = tree.then().arguments().get(0).text();
    return tree.patterns().stream()
        .filter(p -> p.variable() != null && p.variable().text().equals(variable))
        .findFirst()
        .orElseThrow();
  }

  void lint() {
    keys("verdictOf");
    keys("evidenceOf");
    covered();
    Annotation lengthens = tree.annotations().get("lengthens");
    if (lengthens != null && fact.type() != Reaction.class) {
      problems.error(
          source,
          lengthens.offset(),
          "@lengthens on a rule of a fact " + fact.name(),
          "a rule of Reaction");
    }
    Annotation protocol = tree.annotations().get("protocolVerdict");
    if (protocol != null
        && arguments.values().stream()
            .noneMatch(v -> v != null && Span.class.isAssignableFrom(v.type()))) {
      problems.error(
          source,
          protocol.offset(),
          "@protocolVerdict on a rule that hands on no measure of visits",
          "a variable of such a measure behind the fact");
    }
    Annotation setsAside = tree.annotations().get("setsAside");
    if (setsAside != null && !method.equals("interval")) {
      problems.error(
          source,
          setsAside.offset(),
          "@setsAside on a rule that states no interval",
          "findings.interval");
    }
    for (String name : TEXTS) {
      Annotation text = tree.annotations().get(name);
      if (text != null) {
        new Text(text).read();
      }
    }
    numbers(tree.annotations().get("title"));
    for (String name : TEXTS) {
      numbers(tree.annotations().get(name));
    }
  }

  // Keys

  private void keys(String name) {
    Annotation annotation = tree.annotations().get(name);
    if (annotation == null) {
      return;
    }
    Set<String> known = new TreeSet<>(Set.of("*"));
    int texts = 0;
    for (Map.Entry<String, Value> argument : arguments.entrySet()) {
      Value value = argument.getValue();
      if (value != null && value.kind() == Kind.TRUTH) {
        known.add(argument.getKey());
      } else if (value != null && value.kind() == Kind.TEXT) {
        texts++;
        if (value.codes() == null) {
          return; // any text
        }
        known.addAll(knowledge.texts(value.codes()));
      }
    }
    Member code = fact.members().get("code");
    if (code != null && code.value().codes() != null) {
      known.addAll(knowledge.texts(code.value().codes()));
    }
    int at = annotation.valueOffset();
    for (String word : annotation.value().split(" ", -1)) {
      int equals = word.indexOf('=');
      String key = equals < 0 ? word : word.substring(0, equals);
      String[] parts = texts > 1 ? key.split("/", -1) : new String[] {key};
      for (String part : parts) {
        if (!part.isEmpty() && !known.contains(part)) {
          problems.error(
              source,
              at,
              "the unknown key '" + Lexer.shortened(part) + "'",
              "a code of the fact, a value or a variable that the rule hands on, or *"
                  + Nearest.hint(part, known));
        }
      }
      at += word.length() + 1;
    }
  }

  /** That no finding is without a citation or a verdict. */
  private void covered() {
    for (String name : List.of("verdict", "evidence")) {
      Annotation of = tree.annotations().get(name + "Of");
      if (of == null || tree.annotations().containsKey(name)) {
        continue;
      }
      Set<String> keys = new HashSet<>();
      for (String word : of.value().split(" ", -1)) {
        int equals = word.indexOf('=');
        keys.add(equals < 0 ? word : word.substring(0, equals));
      }
      if (keys.contains("*")) {
        continue;
      }
      Set<String> missing = missing(keys);
      if (missing == null || !missing.isEmpty()) {
        problems.error(
            source,
            of.valueOffset(),
            "a finding without "
                + (name.equals("verdict") ? "a verdict" : "evidence")
                + (missing == null ? "" : ": nothing for " + String.join(", ", missing)),
            "@" + name + ", or a key * in @" + name + "Of, or all keys");
      }
    }
  }

  /** What a key is missing for; null where not known. */
  private Set<String> missing(Set<String> keys) {
    Set<String> best = null;
    Set<String> fields = new LinkedHashSet<>(List.of("code"));
    Member code = fact.members().get("code");
    for (Member member : fact.members().values()) {
      // Another name of the code: an indication is the code of a proposal.
      if (member.isField()
          && code != null
          && code.value().codes() != null
          && code.value().codes().equals(member.value().codes())
          && member.value().kind() == Kind.TEXT) {
        fields.add(member.name());
      }
    }
    factPattern()
        .bound()
        .forEach(
            (variable, path) -> {
              if (arguments.containsKey(variable.substring(1))) {
                fields.add(path.field());
              }
            });
    for (String field : fields) {
      Set<String> open = open(field);
      if (open != null) {
        open.removeAll(keys);
        best = best == null || open.size() < best.size() ? open : best;
      }
    }
    return best;
  }

  /** What a text field can be where the rule fires; null where anything. */
  private Set<String> open(String field) {
    Set<String> all = new LinkedHashSet<>();
    for (var concrete : FactTypes.concrete(fact)) {
      FactType of = FactTypes.of(concrete);
      Set<String> values = Restrictions.values(factPattern(), of, field, knowledge);
      if (values == null) {
        Member member = of.members().get(field);
        if (member == null
            || member.value().kind() != Kind.TEXT
            || member.value().codes() == null) {
          return null;
        }
        values = knowledge.texts(member.value().codes());
      }
      all.addAll(values);
    }
    return all;
  }

  // Texts

  /** A number in a text is one of the rule's own, or of what it cites. */
  private void numbers(Annotation text) {
    if (text == null) {
      return;
    }
    Matcher matcher = NUMBER.matcher(text.value());
    Set<String> known = null;
    while (matcher.find()) {
      boolean inWord =
          matcher.start() > 0 && Character.isLetter(text.value().charAt(matcher.start() - 1));
      if (inWord) {
        continue; // the name of a row, or of a statement
      }
      known = known == null ? ownNumbers() : known;
      if (text.name().equals("message")) {
        held(text, matcher);
      }
      if (!known.contains(plain(matcher.group()))) {
        problems.error(
            source,
            text.valueOffset() + matcher.start(),
            "the number "
                + matcher.group()
                + " in @"
                + text.name()
                + ", which the rule does not hold",
            known.isEmpty()
                ? "no number there"
                : "one of the rule's own: " + String.join(", ", known));
      }
    }
  }

  /** A number that the rule holds may change there, and stay in the text. */
  private void held(Annotation text, Matcher number) {
    if (heldNumbers().contains(plain(number.group()))
        && !cited(text).contains(plain(number.group()))) {
      problems.warning(
          source,
          text.valueOffset() + number.start(),
          "the number "
              + number.group()
              + " in @"
              + text.name()
              + ", which the rule holds elsewhere",
          "its placeholder, so that it stands once");
    }
  }

  private Set<String> ownNumbers() {
    Set<String> numbers = heldNumbers();
    tree.annotations().values().forEach(annotation -> numbers.addAll(cited(annotation)));
    return numbers;
  }

  /** The numbers of its days and of its conditions; what is no number is told where it stands. */
  private Set<String> heldNumbers() {
    return Stream.concat(
            Stream.of("minimumDays", "idealDays")
                .map(tree.annotations()::get)
                .filter(Objects::nonNull)
                .map(Annotation::value)
                .filter(value -> NUMBER.matcher(value).matches()),
            tree.literals().stream()
                .filter(literal -> literal.kind() == LiteralKind.NUMBER)
                .map(Literal::text))
        .map(CardLinter::plain)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** The numbers of the statements that an entry cites, or that its text names. */
  private Set<String> cited(Annotation annotation) {
    Set<String> numbers = new LinkedHashSet<>();
    Matcher ids = ID.matcher(annotation.value());
    while (ids.find()) {
      EvidenceStatement statement = knowledge.evidence().get(ids.group());
      Matcher matcher =
          NUMBER.matcher(statement == null ? "" : statement.says() + ' ' + statement.parameters());
      while (matcher.find()) {
        numbers.add(plain(matcher.group()));
      }
    }
    return numbers;
  }

  private static String plain(String number) {
    return new java.math.BigDecimal(number).stripTrailingZeros().toPlainString();
  }

  /** The placeholders of a text. */
  private final class Text {
    private final Annotation annotation;
    private final String text;
    private int at;

    Text(Annotation annotation) {
      this.annotation = annotation;
      this.text = annotation.value();
    }

    void read() {
      parts(0, Set.of());
      if (at < text.length()) {
        error(at, "a } without its {", "{name}");
      }
    }

    /**
     * @param holds truths that hold where this part is shown
     */
    private void parts(int nested, Set<String> holds) {
      while (at < text.length()) {
        char c = text.charAt(at);
        if (c == '}' || c == '|' && nested > 0) {
          return;
        }
        at++;
        if (c == '{') {
          braces(nested + 1, holds);
        }
      }
    }

    private void braces(int nested, Set<String> holds) {
      int start = at;
      if (nested > NESTED) {
        error(start, "more than " + NESTED + " braces within each other", "a plainer text");
        at = text.length();
        return;
      }
      while (at < text.length() && "?}|{".indexOf(text.charAt(at)) < 0) {
        at++;
      }
      String name = text.substring(start, at).strip();
      boolean choice = at < text.length() && text.charAt(at) == '?';
      if (at == text.length() || !choice && text.charAt(at) != '}') {
        error(start - 1, "a { without its }", "{name}, or {name? text | other text}");
        at = text.length();
        return;
      }
      Kind kind = kind(name, start, holds);
      if (choice) {
        if (kind != null && kind != Kind.TRUTH && kind != Kind.TEXT) {
          error(
              start,
              "{" + name + "?, which is " + kind.words,
              "the name of something that is true or false");
        }
        at++;
        Set<String> then = new HashSet<>(holds);
        then.add(name);
        parts(nested, then);
        if (at < text.length() && text.charAt(at) == '|') {
          at++;
          Set<String> otherwise = new HashSet<>(holds);
          otherwise.add("!" + name);
          parts(nested, otherwise);
        }
      } else if (kind == Kind.TRUTH || kind != null && kind.hasFields()) {
        error(
            start,
            "{" + name + "}, which is " + kind.words,
            kind == Kind.TRUTH
                ? "{" + name + "? text | other text}"
                : "one of its fields, as in {" + name + (kind == Kind.FACT ? ".name}" : ".count}"));
      }
      if (at >= text.length() || text.charAt(at) != '}') {
        error(start - 1, "a { without its }", "{name}, or {name? text | other text}");
        at = text.length();
        return;
      }
      at++;
    }

    private Kind kind(String name, int start, Set<String> holds) {
      int dot = name.indexOf('.');
      String first = dot < 0 ? name : name.substring(0, dot);
      if (arguments.containsKey(first)) {
        Value value = arguments.get(first);
        return dot < 0 ? value.kind() : field(value, name.substring(dot + 1), start);
      }
      boolean interval = method.equals("interval") || fact.type() == LastSession.class;
      if (dot < 0 && TRUTHS.contains(name)) {
        return Kind.TRUTH;
      }
      if (dot < 0 && interval && OF_INTERVAL.containsKey(name)) {
        return OF_INTERVAL.get(name);
      }
      if (dot < 0 && name.equals("earliestDate")) {
        earliest(start, holds);
        return Kind.DATE;
      }
      Member member = fact.members().get(first);
      if (member != null && member.isField()) {
        return dot < 0
            ? member.value().kind()
            : field(member.value(), name.substring(dot + 1), start);
      }
      Set<String> known = new TreeSet<>(arguments.keySet());
      known.addAll(fact.fields());
      known.addAll(TRUTHS);
      known.add("earliestDate");
      if (interval) {
        known.addAll(OF_INTERVAL.keySet());
      }
      String hint = Nearest.hint(name, known);
      error(
          start,
          "the placeholder {" + Lexer.shortened(name) + "}, which is nothing of this rule",
          "a field of "
              + fact.name()
              + ", or a variable that the rule hands on"
              + (hint.isEmpty() ? ": " + ValueLinter.some(known) : hint));
      return null;
    }

    private Kind field(Value value, String field, int start) {
      Member member =
          value != null && value.kind().hasFields()
              ? FactTypes.of(value.type()).members().get(field)
              : null;
      if (member == null || !member.isField()) {
        error(
            start,
            "the placeholder field '" + Lexer.shortened(field) + "'",
            value != null && value.kind().hasFields()
                ? "one of " + String.join(", ", FactTypes.of(value.type()).fields())
                : "no point there");
        return null;
      }
      return member.value().kind();
    }

    /** A finding has an earliest date only where it defers until one. */
    private void earliest(int start, Set<String> holds) {
      boolean dated = method.equals("interval") || method.equals("until");
      Map<String, Annotation> card = tree.annotations();
      boolean always =
          card.containsKey("verdict")
              && card.get("verdict").value().equals("defer")
              && !card.containsKey("verdictOf")
              && !card.containsKey("after")
              && (!card.containsKey("protocolVerdict") || holds.contains("!protocol"));
      if (!dated || !always && !holds.contains("deferred")) {
        error(
            start,
            "{earliestDate}, where the finding may have none",
            dated
                ? "{deferred? … {earliestDate} …}"
                : "a rule that calls findings.interval or findings.until");
      }
    }

    private void error(int offset, String what, String expected) {
      problems.error(
          source, annotation.valueOffset() + offset, what + " in @" + annotation.name(), expected);
    }
  }
}
