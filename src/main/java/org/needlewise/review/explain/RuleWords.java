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
import org.needlewise.facts.Day;
import org.needlewise.facts.Fact;
import org.needlewise.facts.Stated;
import org.needlewise.rulebase.drl.RuleTree;
import org.needlewise.rulebase.drl.RuleTree.All;
import org.needlewise.rulebase.drl.RuleTree.Any;
import org.needlewise.rulebase.drl.RuleTree.Comparison;
import org.needlewise.rulebase.drl.RuleTree.Condition;
import org.needlewise.rulebase.drl.RuleTree.Constraint;
import org.needlewise.rulebase.drl.RuleTree.Containment;
import org.needlewise.rulebase.drl.RuleTree.Literal;
import org.needlewise.rulebase.drl.RuleTree.Membership;
import org.needlewise.rulebase.drl.RuleTree.Not;
import org.needlewise.rulebase.drl.RuleTree.Operand;
import org.needlewise.rulebase.drl.RuleTree.Path;
import org.needlewise.rulebase.drl.RuleTree.Pattern;
import org.needlewise.rulebase.drl.RuleTree.Step;
import org.needlewise.rulebase.drl.RuleTree.Truth;

/** A rule's conditions in plain English, made of its tree and of {@code words.properties}. */
public final class RuleWords {
  private static final Properties WORDS = read();

  private final Map<String, Phrase> variables = new HashMap<>();

  /**
   * @param text a noun phrase, or two sentences with a bar between
   * @param name of the last field or measure; "" of a fact itself
   */
  private record Phrase(String text, Class<?> type, String name, boolean day) {
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
      Class<?> type = FactValues.type(pattern);
      if (pattern.variable() != null) {
        variables.put(pattern.variable().text(), new Phrase("it", type, "", false));
      }
      for (Constraint constraint : pattern.constraints()) {
        if (constraint.variable() != null) {
          variables.put(constraint.variable().text(), phrase(constraint.bound(), type));
        }
      }
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
      sentences.add(condition(condition, FactValues.type(pattern)));
    }
    return sentences;
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
    if (condition instanceof Not not) {
      return condition(not.part(), fact, !holds, nested);
    }
    if (condition instanceof Any any) {
      return joined(any.parts(), fact, holds, holds, nested);
    }
    if (condition instanceof All all) {
      return joined(all.parts(), fact, holds, !holds, nested);
    }
    if (condition instanceof Comparison comparison) {
      return comparison(comparison, fact, holds);
    }
    if (condition instanceof Membership membership) {
      List<String> values = membership.values().stream().map(v -> text(v.text())).toList();
      boolean among = holds != membership.negated();
      String what = phrase(membership.path(), fact).text;
      if (values.size() == 1) {
        return what + (among ? " is " : " is not ") + values.get(0);
      }
      return what + (among ? " is " : " is none of ") + list(values, "or");
    }
    if (condition instanceof Containment containment) {
      boolean contains = holds != containment.negated();
      return noun(containment.value(), fact)
          + (contains ? " is" : " is not")
          + " among "
          + phrase(containment.path(), fact).text;
    }
    return phrase(((Truth) condition).path(), fact).holds(holds);
  }

  private String joined(
      List<Condition> parts, Class<?> fact, boolean holds, boolean any, boolean nested) {
    List<String> words = new ArrayList<>();
    parts.forEach(part -> words.add(condition(part, fact, holds, true)));
    String text = String.join(any ? ", or " : ", and ", words);
    return nested ? '(' + text + ')' : text;
  }

  private String comparison(Comparison comparison, Class<?> fact, boolean holds) {
    String operator = holds ? comparison.operator() : inverse(comparison.operator());
    Operand left = comparison.left();
    Operand right = comparison.right();
    if (left instanceof Literal && right instanceof Path) {
      Operand swapped = left;
      left = right;
      right = swapped;
      operator = mirrored(operator);
    }
    Phrase phrase = left instanceof Path path ? phrase(path, fact) : null;
    String what = phrase == null ? noun(left, fact) : phrase.text;
    String other;
    if (right instanceof Literal literal) {
      other = phrase == null ? literal.text() : phrase.number(text(literal.text()));
    } else {
      other = noun(right, fact);
    }
    String verb = verb(operator, phrase != null && phrase.day);
    if (what.startsWith("the days ")) {
      verb = verb.replaceFirst("^is", "are");
    }
    return what + ' ' + verb + ' ' + other;
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

  private static String mirrored(String operator) {
    return switch (operator) {
      case "<" -> ">";
      case "<=" -> ">=";
      case ">" -> "<";
      case ">=" -> "<=";
      default -> operator;
    };
  }

  private Phrase phrase(Path path, Class<?> fact) {
    Phrase phrase =
        path.variable() == null
            ? new Phrase("", fact, "", false)
            : variables.getOrDefault(
                path.variable().text(),
                new Phrase(path.variable().text(), Object.class, "", false));
    for (Step step : path.steps()) {
      phrase = step(phrase, step);
    }
    return phrase;
  }

  private Phrase step(Phrase owner, Step step) {
    String name = step.name().text();
    List<Operand> arguments = step.arguments() == null ? List.of() : step.arguments();
    Method method = FactValues.method(owner.type, name, arguments.size());
    String words = words(owner.type, name);
    List<String> shown = arguments.stream().map(a -> noun(a, owner.type)).toList();
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
    return new Phrase(text, method.getReturnType(), name, method.isAnnotationPresent(Day.class));
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
