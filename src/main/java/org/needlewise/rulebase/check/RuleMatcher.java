package org.needlewise.rulebase.check;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.needlewise.facts.Fact;
import org.needlewise.rulebase.drl.RuleTree;
import org.needlewise.rulebase.drl.RuleTree.Comparison;
import org.needlewise.rulebase.drl.RuleTree.Condition;
import org.needlewise.rulebase.drl.RuleTree.Constraint;
import org.needlewise.rulebase.drl.RuleTree.Element;
import org.needlewise.rulebase.drl.RuleTree.Literal;
import org.needlewise.rulebase.drl.RuleTree.Name;
import org.needlewise.rulebase.drl.RuleTree.Operand;
import org.needlewise.rulebase.drl.RuleTree.Path;
import org.needlewise.rulebase.drl.RuleTree.Pattern;
import org.needlewise.rulebase.drl.RuleTree.Step;

/**
 * Evaluates a rule's conditions on facts as its tree states them, without compiling it: for tools
 * that must see each condition by itself, or try a thousand variants of a rule. A test holds it
 * against the compiled rules.
 */
public final class RuleMatcher {
  private static final Map<String, Method> METHODS = new ConcurrentHashMap<>();

  /** The first fact among the variables; no variable of a rule is named so. */
  private static final String FIRST = "";

  private final RuleTree tree;
  private final List<Class<?>> types = new ArrayList<>();

  /** Told of each condition that was evaluated; those behind one that decided are not. */
  public interface Watcher {
    /**
     * @param condition a constraint's whole condition, or a part of one
     */
    void saw(RuleTree tree, Condition condition, Fact fact, boolean holds);
  }

  /**
   * @param fact the first argument of the rule's statement
   * @param arguments the values behind it
   */
  public record Match(Fact fact, List<Object> arguments) {}

  public RuleMatcher(RuleTree tree) {
    this.tree = tree;
    for (Pattern pattern : tree.patterns()) {
      types.add(FactTypes.of(pattern).type());
    }
  }

  public RuleTree tree() {
    return tree;
  }

  /**
   * @param facts of one case
   * @param from a match has at least one fact of this place in the list or a later one
   * @param watcher null for none
   */
  public void match(List<Fact> facts, int from, Watcher watcher, Consumer<Match> sink) {
    match(facts, from, 0, false, new HashMap<>(), watcher, sink);
  }

  private void match(
      List<Fact> facts,
      int from,
      int at,
      boolean anyNew,
      Map<String, Object> variables,
      Watcher watcher,
      Consumer<Match> sink) {
    if (at == types.size()) {
      if (anyNew && elements(facts, variables, watcher)) {
        sink.accept(matched(variables));
      }
      return;
    }
    Pattern pattern = tree.patterns().get(at);
    boolean last = at == types.size() - 1;
    for (int i = last && !anyNew ? from : 0; i < facts.size(); i++) {
      Fact fact = facts.get(i);
      if (types.get(at).isInstance(fact)) {
        Map<String, Object> bound = new HashMap<>(variables);
        if (holds(pattern, fact, bound, watcher)) {
          match(facts, from, at + 1, anyNew || i >= from, bound, watcher, sink);
        }
      }
    }
  }

  /** Whether the case holds what is asked beside the facts; binds the counts. */
  private boolean elements(List<Fact> facts, Map<String, Object> variables, Watcher watcher) {
    for (Element element : tree.elements()) {
      long count = counted(tree, element, facts, variables, watcher).size();
      boolean holds =
          switch (element.quantifier()) {
            case EXISTS -> count > 0;
            case NOT -> count == 0;
            case COUNT -> {
              variables.put(((Path) element.number().left()).variable().text(), count);
              Fact first = (Fact) variables.get(FIRST);
              yield new Scope(tree, first, variables, watcher).holds(element.number());
            }
          };
      if (!holds) {
        return false;
      }
    }
    return true;
  }

  /**
   * The facts that meet a pattern of an element, in its patterns' order.
   *
   * @param facts of one case
   * @param variables with the dollar sign
   * @param watcher null for none
   */
  public static List<Fact> counted(
      RuleTree tree,
      Element element,
      List<Fact> facts,
      Map<String, Object> variables,
      Watcher watcher) {
    List<Fact> counted = new ArrayList<>();
    for (Pattern pattern : element.patterns()) {
      Class<?> type = FactTypes.of(pattern).type();
      for (Fact fact : facts) {
        Scope scope = new Scope(tree, fact, variables, watcher);
        if (type.isInstance(fact) && pattern.conditions().stream().allMatch(scope::holds)) {
          counted.add(fact);
        }
      }
    }
    return counted;
  }

  private Match matched(Map<String, Object> variables) {
    List<Name> names = tree.then().arguments();
    List<Object> values = new ArrayList<>(names.size() - 1);
    for (Name name : names.subList(1, names.size())) {
      values.add(variables.get(name.text()));
    }
    return new Match((Fact) variables.get(names.get(0).text()), values);
  }

  private boolean holds(
      Pattern pattern, Fact fact, Map<String, Object> variables, Watcher watcher) {
    variables.putIfAbsent(FIRST, fact);
    if (pattern.variable() != null) {
      variables.put(pattern.variable().text(), fact);
    }
    Scope scope = new Scope(tree, fact, variables, watcher);
    for (Constraint constraint : pattern.constraints()) {
      if (constraint.variable() != null) {
        variables.put(constraint.variable().text(), scope.value(constraint.bound()));
      } else if (!scope.holds(constraint.condition())) {
        return false;
      }
    }
    return true;
  }

  /**
   * Evaluates within one pattern on one fact.
   *
   * @param variables with the dollar sign; those bound so far
   * @param watcher null for none
   */
  public record Scope(RuleTree tree, Fact fact, Map<String, Object> variables, Watcher watcher) {

    public boolean holds(Condition condition) {
      boolean holds = decide(condition);
      if (watcher != null) {
        watcher.saw(tree, condition, fact, holds);
      }
      return holds;
    }

    private boolean decide(Condition condition) {
      return condition.match(
          junction -> {
            for (Condition part : junction.parts()) {
              if (holds(part) != junction.all()) {
                return !junction.all();
              }
            }
            return junction.all();
          },
          not -> !holds(not.part()),
          atom ->
              atom.match(
                  this::compare,
                  c -> {
                    Object value = value(c.path());
                    return c.values().stream().anyMatch(each -> same(value, value(each)))
                        != c.negated();
                  },
                  c -> ((List<?>) value(c.path())).contains(value(c.value())) != c.negated(),
                  c -> (Boolean) value(c.path())));
    }

    private boolean compare(Comparison comparison) {
      Object left = value(comparison.left());
      Object right = value(comparison.right());
      return switch (comparison.operator()) {
        case "==" -> same(left, right);
        case "!=" -> !same(left, right);
        case "<" -> number(left) < number(right);
        case "<=" -> number(left) <= number(right);
        case ">" -> number(left) > number(right);
        case ">=" -> number(left) >= number(right);
        default -> throw new IllegalStateException("no comparison " + comparison.operator());
      };
    }

    private static boolean same(Object left, Object right) {
      return left instanceof Number && right instanceof Number
          ? number(left) == number(right)
          : left.equals(right);
    }

    private static double number(Object value) {
      return ((Number) value).doubleValue();
    }

    /** What a literal, a field, a measure or a variable is. */
    public Object value(Operand operand) {
      if (operand instanceof Literal literal) {
        return switch (literal.kind()) {
          case TEXT -> literal.text();
          case BOOLEAN -> Boolean.valueOf(literal.text());
          case NUMBER ->
              literal.text().indexOf('.') < 0
                  ? (Object) Integer.valueOf(literal.text())
                  : (Object) Double.valueOf(literal.text());
        };
      }
      Path path = (Path) operand;
      Object value = path.variable() == null ? fact : variables.get(path.variable().text());
      for (Step step : path.steps()) {
        value = step(value, step);
      }
      return value;
    }

    private Object step(Object owner, Step step) {
      Method method = method(owner.getClass(), step.name().text());
      try {
        if (step.given().isEmpty()) {
          return method.invoke(owner);
        }
        Object[] arguments = step.given().stream().map(this::value).toArray();
        return method.isVarArgs()
            ? method.invoke(
                owner, (Object) Arrays.copyOf(arguments, arguments.length, String[].class))
            : method.invoke(owner, arguments);
      } catch (IllegalAccessException | InvocationTargetException e) {
        throw new IllegalStateException(
            "cannot measure " + step.name().text() + " for " + tree.source().file(), e);
      }
    }

    /** The field or measure of a fact or a measure. */
    public static Method method(Class<?> type, String name) {
      return METHODS.computeIfAbsent(
          type.getName() + ' ' + name,
          key ->
              Arrays.stream(type.getMethods())
                  .filter(method -> method.getName().equals(name) && !method.isBridge())
                  .findFirst()
                  .orElseThrow(() -> new IllegalStateException("no field " + key)));
    }
  }
}
