package org.needlewise.review.explain;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.needlewise.facts.Day;
import org.needlewise.facts.Fact;
import org.needlewise.facts.Span;
import org.needlewise.rulebase.check.RuleMatcher;
import org.needlewise.rulebase.check.RuleMatcher.Scope;
import org.needlewise.rulebase.drl.RuleTree;
import org.needlewise.rulebase.drl.RuleTree.Comparison;
import org.needlewise.rulebase.drl.RuleTree.Condition;
import org.needlewise.rulebase.drl.RuleTree.Constraint;
import org.needlewise.rulebase.drl.RuleTree.Element;
import org.needlewise.rulebase.drl.RuleTree.Operand;
import org.needlewise.rulebase.drl.RuleTree.Path;
import org.needlewise.rulebase.drl.RuleTree.Pattern;
import org.needlewise.rulebase.drl.RuleTree.Step;

/** What facts answer to a rule's conditions, with what a reader needs to be told of it. */
final class FactValues {
  /**
   * What a field, measure or literal is.
   *
   * @param day whether the number is a date
   */
  record Value(Object value, boolean day) {
    double number() {
      return ((Number) value).doubleValue();
    }

    boolean isNumber() {
      return value instanceof Number;
    }

    /** As a reader expects it: a date as YYYY-MM-DD, nothing as "not stated". */
    String words() {
      if (day) {
        int date = (Integer) value;
        return date == Integer.MAX_VALUE || date == Integer.MIN_VALUE
            ? "not known"
            : LocalDate.ofEpochDay(date).toString();
      }
      if (value instanceof Boolean truth) {
        return truth ? "yes" : "no";
      }
      if (value instanceof List<?> list) {
        return list.isEmpty()
            ? "none"
            : list.stream().map(Object::toString).collect(Collectors.joining(", "));
      }
      if (value instanceof Span span) {
        List<String> pointers = span.pointers();
        return pointers.isEmpty() ? "none" : String.join(", ", pointers);
      }
      return "".equals(value) ? "not stated" : String.valueOf(value);
    }
  }

  /** What a rule's variables stand for, while its patterns are tried on facts. */
  static final class Variables {
    private final RuleTree tree;
    private final Map<String, Object> values = new HashMap<>();
    private final Set<String> days = new HashSet<>();

    Variables(RuleTree tree) {
      this.tree = tree;
    }

    Object get(String variable) {
      return values.get(variable);
    }
  }

  private FactValues() {}

  /** The variables with a pattern's own fact among them. */
  static Variables bound(Variables outer, Pattern pattern, Fact fact) {
    Variables variables = new Variables(outer.tree);
    variables.values.putAll(outer.values);
    variables.days.addAll(outer.days);
    if (pattern.variable() != null) {
      variables.values.put(pattern.variable().text(), fact);
    }
    return variables;
  }

  static void bind(Constraint constraint, Fact fact, Variables variables) {
    String name = constraint.variable().text();
    Value value = value(constraint.bound(), fact, variables);
    variables.values.put(name, value.value());
    if (value.day()) {
      variables.days.add(name);
    }
  }

  /** The facts that meet a pattern of an element, in its patterns' order. */
  static List<Fact> counted(Element element, List<Fact> facts, Variables variables) {
    return RuleMatcher.counted(variables.tree, element, facts, variables.values, null);
  }

  /** The variable of a count. */
  static void bind(Comparison number, int count, Variables variables) {
    variables.values.put(number.path().variable().text(), count);
  }

  static boolean holds(Condition condition, Fact fact, Variables variables) {
    return scope(fact, variables).holds(condition);
  }

  static Value value(Operand operand, Fact fact, Variables variables) {
    return new Value(
        scope(fact, variables).value(operand),
        operand instanceof Path path && isDay(path, fact, variables));
  }

  private static Scope scope(Fact fact, Variables variables) {
    return new Scope(variables.tree, fact, variables.values, null);
  }

  private static boolean isDay(Path path, Fact fact, Variables variables) {
    boolean day = path.variable() != null && variables.days.contains(path.variable().text());
    Class<?> owner =
        path.variable() == null
            ? fact.getClass()
            : variables.values.get(path.variable().text()).getClass();
    for (Step step : path.steps()) {
      Method method = Scope.method(owner, step.name().text());
      day = method.isAnnotationPresent(Day.class);
      owner = method.getReturnType();
    }
    return day;
  }

  /** The numbers of a measure that are no dates, by name. */
  static SortedMap<String, Integer> numbers(Span span) {
    SortedMap<String, Integer> numbers = new TreeMap<>();
    for (Method method : span.getClass().getMethods()) {
      if (method.getReturnType() == int.class
          && method.getParameterCount() == 0
          && !method.isAnnotationPresent(Day.class)
          && !method.getName().equals("hashCode")
          && !method.getName().equals("proposedDate")) {
        try {
          numbers.put(method.getName(), (Integer) method.invoke(span));
        } catch (IllegalAccessException | InvocationTargetException e) {
          throw new IllegalStateException("cannot read " + method.getName(), e);
        }
      }
    }
    return numbers;
  }
}
