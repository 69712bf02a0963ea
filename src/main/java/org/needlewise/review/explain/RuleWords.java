package org.needlewise.review.explain;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.needlewise.facts.Day;
import org.needlewise.facts.Fact;
import org.needlewise.facts.Stated;
import org.needlewise.rulebase.check.FactTypes;
import org.needlewise.rulebase.check.RuleMatcher.Scope;
import org.needlewise.rulebase.drl.RuleTree;
import org.needlewise.rulebase.drl.RuleTree.Comparison;
import org.needlewise.rulebase.drl.RuleTree.Condition;
import org.needlewise.rulebase.drl.RuleTree.Element;
import org.needlewise.rulebase.drl.RuleTree.Junction;
import org.needlewise.rulebase.drl.RuleTree.Literal;
import org.needlewise.rulebase.drl.RuleTree.Membership;
import org.needlewise.rulebase.drl.RuleTree.Operand;
import org.needlewise.rulebase.drl.RuleTree.Path;
import org.needlewise.rulebase.drl.RuleTree.Pattern;
import org.needlewise.rulebase.drl.RuleTree.Step;

/** A rule's conditions in plain English, made of its tree and of {@code words.properties}. */
public final class RuleWords {
  private static final Properties WORDS = read();

  private final Map<String, Phrase> variables = new HashMap<>();

  /**
   * @param text a noun phrase, or two sentences with a bar between
   * @param name of the last field or measure; "" of a fact itself
   * @param unstated see {@link FactTypes#unstated}
   */
  private record Phrase(String text, Class<?> type, String name, boolean day, String unstated) {
    Phrase(String text, Class<?> type, String name) {
      this(text, type, name, false, null);
    }

    /** What is told of its not being one of some values: it need not be stated for that. */
    String unless(List<String> values) {
      return unstated == null || values.contains(unstated)
          ? ""
          : " (also where it is " + (unstated.isEmpty() ? "not stated" : unstated) + ')';
    }

    String holds(boolean holds) {
      int bar = text.indexOf('|');
      if (bar < 0) {
        return text + (holds ? "" : " does not hold");
      }
      return holds ? text.substring(0, bar) : text.substring(bar + 1);
    }

    /** A number of this with its unit. */
    String number(String digits) {
      return digits + unit(name, digits);
    }
  }

  public RuleWords(RuleTree tree) {
    for (Pattern pattern : tree.patterns()) {
      Class<?> type = FactTypes.of(pattern).type();
      if (pattern.variable() != null) {
        String called =
            tree.combines() ? fact(pattern.type().text()).replaceFirst("^an? ", "the ") : "it";
        variables.put(pattern.variable().text(), new Phrase(called, type, ""));
      }
      pattern.bound().forEach((name, path) -> variables.put(name, phrase(path, type)));
    }
  }

  private static Properties read() {
    Properties words = new Properties();
    try (Reader in =
        new InputStreamReader(
            RuleWords.class.getResourceAsStream("words.properties"), StandardCharsets.UTF_8)) {
      words.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return words;
  }

  /** Whether a fact type, or a member of one, has words of its own. */
  static boolean knows(Class<?> owner, String member) {
    return member.isEmpty()
        ? WORDS.containsKey(owner.getSimpleName())
        : words(owner, member) != null;
  }

  /** What a pattern speaks of: "a condition of the patient". */
  public static String fact(String type) {
    return WORDS.getProperty(type, "a " + spaced(type).toLowerCase(Locale.ROOT));
  }

  /**
   * What a field or measure of a fact tells, as a rule reads in English; "" where it has no words.
   */
  public static String meaning(Class<?> owner, String member) {
    String words = words(owner, member);
    return words == null
        ? ""
        : words.equals("it")
            ? "its code"
            : words.replaceFirst("\\|.*", "").replace("{it}", "it").replace("{0}", "…");
  }

  /** The unit behind a number of a field or measure of this name; "" where it is a count. */
  public static String unit(String name, String digits) {
    boolean one = digits.equals("1");
    if (name.endsWith("Mm")) {
      return " mm";
    }
    String lower = name.toLowerCase(Locale.ROOT);
    for (String unit : List.of("days", "months", "years")) {
      if (lower.contains(unit)) {
        return ' ' + (one ? unit.substring(0, unit.length() - 1) : unit);
      }
    }
    return "";
  }

  /** The conditions of a pattern, each a sentence without its stop; variables are no conditions. */
  public List<String> conditions(Pattern pattern) {
    List<String> sentences = new ArrayList<>();
    for (Condition condition : pattern.conditions()) {
      sentences.add(condition(condition, FactTypes.of(pattern).type()));
    }
    return sentences;
  }

  /** A fact that a rule looks at beside its first one: "there is … too". */
  public String beside(Pattern pattern) {
    List<String> own = conditions(pattern);
    String beside = "there is " + fact(pattern.type().text()) + " too";
    return own.isEmpty() ? beside : beside + ": " + String.join(", and ", own);
  }

  /** What a rule asks beside its facts, as a sentence without its stop. */
  public String element(Element element) {
    List<String> facts = element.patterns().stream().map(this::such).toList();
    return switch (element.quantifier()) {
      case EXISTS -> "there is " + String.join(", or ", facts);
      case NOT ->
          "there is "
              + facts.stream().map(RuleWords::none).collect(Collectors.joining(", and there is "));
      case COUNT -> amount(element.number()) + " times there is " + facts.get(0);
    };
  }

  private String such(Pattern pattern) {
    List<String> own = conditions(pattern);
    String fact = fact(pattern.type().text());
    return own.isEmpty() ? fact : fact + " such that " + String.join(", and ", own);
  }

  /** "nothing …" and "no …" for "something …" and "a …". */
  static String none(String fact) {
    return fact.startsWith("something ")
        ? "nothing " + fact.substring("something ".length())
        : "no " + fact.replaceFirst("^(an?|the) ", "");
  }

  private static String amount(Comparison number) {
    String digits = ((Literal) number.right()).text();
    return switch (number.operator()) {
          case "==" -> "exactly ";
          case "!=" -> "not exactly ";
          case "<" -> "fewer than ";
          case "<=" -> "at most ";
          case ">" -> "more than ";
          default -> "at least ";
        }
        + digits;
  }

  public String condition(Condition condition, Class<?> fact) {
    return condition(condition, fact, true, false);
  }

  /** A field or measure that is true or false by itself, as it is. */
  String truth(Path path, Class<?> fact, boolean holds) {
    return phrase(path, fact).holds(holds);
  }

  /** What an operand is called. */
  String noun(Operand operand, Class<?> fact) {
    return operand instanceof Path path
        ? phrase(path, fact).text
        : text(((Literal) operand).text());
  }

  private String condition(Condition condition, Class<?> fact, boolean holds, boolean nested) {
    return condition.match(
        junction -> joined(junction, fact, holds, nested),
        not -> condition(not.part(), fact, !holds, nested),
        atom ->
            atom.match(
                c -> comparison(c, fact, holds),
                c -> membership(c, fact, holds != c.negated()),
                c ->
                    noun(c.value(), fact)
                        + (holds != c.negated() ? " is" : " is not")
                        + " among "
                        + phrase(c.path(), fact).text,
                c -> phrase(c.path(), fact).holds(holds)));
  }

  private String membership(Membership membership, Class<?> fact, boolean among) {
    List<String> literals = membership.values().stream().map(Literal::text).toList();
    List<String> values = literals.stream().map(RuleWords::text).toList();
    Phrase phrase = phrase(membership.path(), fact);
    if (among) {
      return phrase.text + " is " + list(values, "or");
    }
    return phrase.text
        + (values.size() == 1 ? " is not " : " is none of ")
        + list(values, "or")
        + phrase.unless(literals);
  }

  private String joined(Junction junction, Class<?> fact, boolean holds, boolean nested) {
    String text =
        junction.parts().stream()
            .map(part -> condition(part, fact, holds, true))
            .collect(Collectors.joining(junction.all() == holds ? ", and " : ", or "));
    return nested ? '(' + text + ')' : text;
  }

  private String comparison(Comparison comparison, Class<?> fact, boolean holds) {
    Phrase phrase = phrase(comparison.path(), fact);
    String other =
        comparison.right() instanceof Literal literal
            ? phrase.number(text(literal.text()))
            : noun(comparison.right(), fact);
    String operator = holds ? comparison.operator() : inverse(comparison.operator());
    String verb = verb(operator, phrase.day);
    if (phrase.text.startsWith("the days ")) {
      verb = verb.replaceFirst("^is", "are");
    }
    String unless =
        operator.equals("!=") && comparison.right() instanceof Literal literal
            ? phrase.unless(List.of(literal.text()))
            : "";
    return phrase.text + ' ' + verb + ' ' + other + unless;
  }

  private static String verb(String operator, boolean day) {
    return switch (operator) {
      case "==" -> "is";
      case "!=" -> "is not";
      case "<" -> day ? "is before" : "is less than";
      case "<=" -> day ? "is on or before" : "is at most";
      case ">" -> day ? "is after" : "is more than";
      default -> day ? "is on or after" : "is at least";
    };
  }

  private static String inverse(String operator) {
    return switch (operator) {
      case "==" -> "!=";
      case "!=" -> "==";
      case "<" -> ">=";
      case "<=" -> ">";
      case ">" -> "<=";
      default -> "<";
    };
  }

  private Phrase phrase(Path path, Class<?> fact) {
    Phrase phrase =
        path.variable() == null
            ? new Phrase("", fact, "")
            : variables.getOrDefault(
                path.variable().text(), new Phrase(path.variable().text(), Object.class, ""));
    for (Step step : path.steps()) {
      phrase = step(phrase, step);
    }
    return phrase;
  }

  private Phrase step(Phrase owner, Step step) {
    String name = step.name().text();
    Method method = Scope.method(owner.type, name);
    String words = words(owner.type, name);
    List<String> shown = step.given().stream().map(a -> noun(a, owner.type)).toList();
    if (words == null) {
      words = spaced(name) + (shown.isEmpty() ? "" : " {0}");
      if (method.getReturnType() == boolean.class) {
        words = words + " holds|" + words + " does not hold";
      }
    }
    String text =
        words
            .replace("{it}", owner.text.isEmpty() ? "it" : owner.text)
            .replace("{0}", list(shown, "or"));
    return new Phrase(
        text,
        method.getReturnType(),
        name,
        method.isAnnotationPresent(Day.class),
        FactTypes.unstated(method));
  }

  private static String words(Class<?> owner, String member) {
    String words = WORDS.getProperty(owner.getSimpleName() + '.' + member);
    if (words == null && Stated.class.isAssignableFrom(owner)) {
      words = WORDS.getProperty("Stated." + member);
    }
    if (words == null && Fact.class.isAssignableFrom(owner)) {
      words = WORDS.getProperty("Fact." + member);
    }
    return words;
  }

  /** "a, b or c". */
  public static String list(List<String> words, String last) {
    if (words.size() < 2) {
      return String.join("", words);
    }
    return String.join(", ", words.subList(0, words.size() - 1))
        + ' '
        + last
        + ' '
        + words.get(words.size() - 1);
  }

  private static String text(String literal) {
    return literal.isEmpty() ? "not stated" : literal;
  }

  private static String spaced(String camel) {
    return camel.replaceAll("([a-z])([A-Z])", "$1 $2").toLowerCase(Locale.ROOT);
  }
}
