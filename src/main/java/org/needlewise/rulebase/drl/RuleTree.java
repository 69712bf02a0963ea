package org.needlewise.rulebase.drl;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A rule file as the positive list lets it be: nothing that is not here can stand in one. Places
 * are offsets into the text, in characters from 0, carriage returns not counted.
 *
 * @param source the file and its text
 * @param packageName {@code interval.face}
 * @param imports simple names of the fact types
 * @param name the rule's name
 * @param ruleOffset the place of the keyword {@code rule}
 * @param annotations by name, in the order of the file
 * @param patterns the facts that it speaks of, all of one case; at least one
 * @param elements what else the case must hold, or must not
 * @param then the one statement
 */
public record RuleTree(
    Source source,
    Name packageName,
    List<Name> imports,
    Name name,
    int ruleOffset,
    Map<String, Annotation> annotations,
    List<Pattern> patterns,
    List<Element> elements,
    Statement then) {
  /** The entries that a card may have. */
  public static final List<String> CARD_ENTRIES =
      words(
          "id formerly policy category title verdict verdictOf after between protocolVerdict evidence"
              + " evidenceOf minimumDays idealDays setsAside silences lengthens because message"
              + " action dateHolds instead reviewed reviewBy status");

  /** A word and its place. */
  public record Name(String text, int offset) {}

  /**
   * @param value null where it could not be read, which has been reported
   * @param offset the place of the at sign
   * @param valueOffset the place of the value's first character, behind the quote
   */
  public record Annotation(String name, String value, int offset, int valueOffset) {}

  /**
   * @param variable with the dollar sign; null where the pattern binds none
   */
  public record Pattern(Name variable, Name type, List<Constraint> constraints) {

    /** What its fact must meet, variables left out. */
    public List<Condition> conditions() {
      return constraints.stream()
          .filter(each -> each.condition != null)
          .map(Constraint::condition)
          .toList();
    }

    /** What its variables of fields and measures stand for, by name with the dollar sign. */
    public Map<String, Path> bound() {
      Map<String, Path> bound = new LinkedHashMap<>();
      for (Constraint constraint : constraints) {
        if (constraint.variable != null) {
          bound.putIfAbsent(constraint.variable.text, constraint.bound);
        }
      }
      return bound;
    }
  }

  /**
   * What stands between two commas of a pattern: a condition, or a variable for a field or a
   * measure.
   *
   * @param variable with the dollar sign; null for a condition
   * @param bound what the variable stands for; null for a condition
   * @param condition null for a variable
   * @param end the place behind its last character
   */
  public record Constraint(Name variable, Path bound, Condition condition, int offset, int end) {}

  /** What Drools calls a conditional element: what facts there are, without one being named. */
  public enum Quantifier {
    /** {@code exists Fact( … )}, {@code exists( Fact( … ) or Fact( … ) )}. */
    EXISTS,
    /** {@code not Fact( … )}, {@code not( Fact( … ) or Fact( … ) )}: neither. */
    NOT,
    /** {@code accumulate( Fact( … ); $number : count(); $number >= 3 )}. */
    COUNT
  }

  /**
   * A condition on how many facts of the case there are.
   *
   * @param patterns of one of which a fact must be; none binds a variable
   * @param number what is asked of the count, its variable on the left; null where nothing is
   *     counted
   * @param end the place behind its last character
   */
  public record Element(
      Quantifier quantifier, List<Pattern> patterns, Comparison number, int offset, int end) {}

  /** Something that holds or does not. */
  public sealed interface Condition permits Junction, Not, Atom {
    int offset();

    /** What is made of each kind. */
    <R> R match(Function<Junction, R> junction, Function<Not, R> not, Function<Atom, R> atom);

    /** What is done with each kind. */
    default void on(Consumer<Junction> junction, Consumer<Not> not, Consumer<Atom> atom) {
      Runnable action =
          match(
              each -> () -> junction.accept(each),
              each -> () -> not.accept(each),
              each -> () -> atom.accept(each));
      action.run();
    }

    /** What decides by itself in it, in the order of the file. */
    default List<Atom> atoms() {
      return match(
          junction -> junction.parts.stream().flatMap(part -> part.atoms().stream()).toList(),
          not -> not.part.atoms(),
          List::of);
    }

    /** The same of other paths. */
    Condition rewrite(UnaryOperator<Path> change);
  }

  /**
   * {@code a && b} or {@code a || b}.
   *
   * @param all whether all parts must hold, not one of them
   */
  public record Junction(boolean all, List<Condition> parts, int offset) implements Condition {
    @Override
    public <R> R match(
        Function<Junction, R> junction, Function<Not, R> not, Function<Atom, R> atom) {
      return junction.apply(this);
    }

    @Override
    public Junction rewrite(UnaryOperator<Path> change) {
      return with(parts.stream().map(part -> part.rewrite(change)).toList());
    }

    /** The same of other parts. */
    public Junction with(List<Condition> others) {
      return new Junction(all, others, offset);
    }
  }

  /** {@code !a}. */
  public record Not(Condition part, int offset) implements Condition {
    @Override
    public <R> R match(
        Function<Junction, R> junction, Function<Not, R> not, Function<Atom, R> atom) {
      return not.apply(this);
    }

    @Override
    public Not rewrite(UnaryOperator<Path> change) {
      return new Not(part.rewrite(change), offset);
    }
  }

  /** A condition that decides by itself. */
  public sealed interface Atom extends Condition
      permits Comparison, Membership, Containment, Truth {
    @Override
    default <R> R match(
        Function<Junction, R> junction, Function<Not, R> not, Function<Atom, R> atom) {
      return atom.apply(this);
    }

    /** What is made of its kind. */
    <R> R match(Kinds<R> kinds);

    /** What is made of each kind. */
    default <R> R match(
        Function<Comparison, R> comparison,
        Function<Membership, R> membership,
        Function<Containment, R> containment,
        Function<Truth, R> truth) {
      return match(new Kinds<>(comparison, membership, containment, truth));
    }

    /** What is done with each kind. */
    default void on(
        Consumer<Comparison> comparison,
        Consumer<Membership> membership,
        Consumer<Containment> containment,
        Consumer<Truth> truth) {
      Runnable action =
          match(
              each -> () -> comparison.accept(each),
              each -> () -> membership.accept(each),
              each -> () -> containment.accept(each),
              each -> () -> truth.accept(each));
      action.run();
    }

    /** What it asks of. */
    Path path();

    /** The values of which its path is to be one; none where it asks something else. */
    default List<Literal> oneOf() {
      return match(
          comparison ->
              comparison.operator.equals("==") && comparison.right instanceof Literal literal
                  ? List.of(literal)
                  : List.of(),
          membership -> membership.negated ? List.of() : membership.values,
          containment -> List.of(),
          truth -> List.of());
    }

    /** What it looks at, in the order of the file. */
    List<Operand> operands();
  }

  /** What is made of an atom, kind by kind. */
  public record Kinds<R>(
      Function<Comparison, R> comparison,
      Function<Membership, R> membership,
      Function<Containment, R> containment,
      Function<Truth, R> truth) {}

  /**
   * @param left a path where the rule has passed the check
   * @param operator one of {@code == != < <= > >=}
   */
  public record Comparison(
      Operand left, String operator, Operand right, int offset, int operatorOffset)
      implements Atom {
    @Override
    public Path path() {
      return (Path) left;
    }

    @Override
    public <R> R match(Kinds<R> kinds) {
      return kinds.comparison.apply(this);
    }

    @Override
    public List<Operand> operands() {
      return List.of(left, right);
    }

    @Override
    public Comparison rewrite(UnaryOperator<Path> change) {
      return with(left.rewrite(change), operator, right.rewrite(change));
    }

    /** Whether it asks which is more. */
    public boolean orders() {
      return !operator.equals("==") && !operator.equals("!=");
    }

    /** Another one in its place. */
    public Comparison with(Operand newLeft, String newOperator, Operand newRight) {
      return new Comparison(newLeft, newOperator, newRight, offset, operatorOffset);
    }
  }

  /** {@code field in ("a", "b")}, or {@code not in}. */
  public record Membership(Path path, boolean negated, List<Literal> values, int offset)
      implements Atom {
    @Override
    public <R> R match(Kinds<R> kinds) {
      return kinds.membership.apply(this);
    }

    @Override
    public List<Operand> operands() {
      return Stream.<Operand>concat(Stream.of(path), values.stream()).toList();
    }

    @Override
    public Membership rewrite(UnaryOperator<Path> change) {
      return new Membership(change.apply(path), negated, values, offset);
    }
  }

  /**
   * {@code field contains "a"}, or {@code not contains}: whether a field that holds several texts
   * holds this one.
   */
  public record Containment(Path path, boolean negated, Operand value, int offset) implements Atom {
    @Override
    public <R> R match(Kinds<R> kinds) {
      return kinds.containment.apply(this);
    }

    @Override
    public List<Operand> operands() {
      return List.of(path, value);
    }

    @Override
    public Containment rewrite(UnaryOperator<Path> change) {
      return new Containment(change.apply(path), negated, value.rewrite(change), offset);
    }
  }

  /** A field or measure that is true or false by itself. */
  public record Truth(Path path) implements Atom {
    @Override
    public int offset() {
      return path.offset();
    }

    @Override
    public <R> R match(Kinds<R> kinds) {
      return kinds.truth.apply(this);
    }

    @Override
    public List<Operand> operands() {
      return List.of(path);
    }

    @Override
    public Truth rewrite(UnaryOperator<Path> change) {
      return new Truth(change.apply(path));
    }
  }

  /** What is compared. */
  public sealed interface Operand permits Literal, Path {
    int offset();

    /** Itself, or those that its measures are handed, in the order of the file. */
    Stream<Literal> literals();

    /** Another path in its place; a literal stays. */
    Operand rewrite(UnaryOperator<Path> change);
  }

  /** The kinds of literals. */
  public enum LiteralKind {
    TEXT,
    NUMBER,
    BOOLEAN
  }

  /**
   * @param text a text without its quotes; a number or a truth value as written
   * @param end the place behind its last character
   */
  public record Literal(LiteralKind kind, String text, int offset, int end) implements Operand {
    @Override
    public Stream<Literal> literals() {
      return Stream.of(this);
    }

    @Override
    public Literal rewrite(UnaryOperator<Path> change) {
      return this;
    }
  }

  /**
   * A field, a variable, or a field of a variable: {@code depthMm}, {@code $free}, {@code
   * $chain.count}.
   *
   * @param variable with the dollar sign; null where it begins with a field of the pattern's own
   *     fact
   */
  public record Path(Name variable, List<Step> steps, int offset) implements Operand {
    /** Whether it is a variable and no more. */
    public boolean isVariable() {
      return variable != null && steps.isEmpty();
    }

    /** The one field that it names; "" where it is a measure, or more or less than one. */
    public String field() {
      return steps.size() == 1 && !steps.get(0).isMeasure() ? last() : "";
    }

    /** The last field or measure that it names; "" where it names none. */
    public String last() {
      return steps.isEmpty() ? "" : steps.get(steps.size() - 1).name.text;
    }

    @Override
    public Stream<Literal> literals() {
      return steps.stream().flatMap(step -> step.given().stream()).flatMap(Operand::literals);
    }

    @Override
    public Path rewrite(UnaryOperator<Path> change) {
      return change.apply(this);
    }

    /** The same with others handed to one of its measures. */
    public Path with(int step, List<Operand> arguments) {
      List<Step> others = new ArrayList<>(steps);
      others.set(step, new Step(steps.get(step).name, arguments));
      return new Path(variable, others, offset);
    }

    /** The same with what variables stand for in their place; others stay. */
    public Path expanded(Map<String, Path> bound) {
      Path stands = variable == null ? null : bound.get(variable.text);
      Path start = stands == null ? new Path(variable, List.of(), offset) : stands.expanded(bound);
      List<Step> whole = new ArrayList<>(start.steps);
      for (Step step : steps) {
        whole.add(
            step.isMeasure()
                ? new Step(
                    step.name,
                    step.arguments.stream()
                        .map(each -> each.rewrite(path -> path.expanded(bound)))
                        .toList())
                : step);
      }
      return new Path(start.variable, whole, offset);
    }
  }

  /**
   * @param arguments literals and paths; null where the step is a field, without parentheses
   */
  public record Step(Name name, List<Operand> arguments) {
    public boolean isMeasure() {
      return arguments != null;
    }

    /** What it is handed; nothing where it is a field. */
    public List<Operand> given() {
      return arguments == null ? List.of() : arguments;
    }
  }

  /**
   * {@code findings.method( kcontext, $fact, $a );}
   *
   * @param method interval, add, until or question
   * @param arguments variables with the dollar sign, the fact first
   */
  public record Statement(Name method, List<Name> arguments) {}

  /** The line of a place, from 1. */
  public int line(int offset) {
    return source.line(offset);
  }

  /** What variables of fields and measures stand for, by name with the dollar sign. */
  public Map<String, Path> bound() {
    Map<String, Path> bound = new LinkedHashMap<>();
    patterns.forEach(pattern -> pattern.bound().forEach(bound::putIfAbsent));
    return bound;
  }

  /** The patterns of its facts and of its elements, in the order of the file. */
  public List<Pattern> everyPattern() {
    return Stream.concat(
            patterns.stream(), elements.stream().flatMap(element -> element.patterns.stream()))
        .toList();
  }

  /** Whether what it finds is no function of a single fact. */
  public boolean combines() {
    return patterns.size() > 1 || !elements.isEmpty();
  }

  /** What decides by itself in its conditions; counts last. */
  public List<Atom> atoms() {
    return Stream.<Atom>concat(
            everyPattern().stream()
                .flatMap(pattern -> pattern.conditions().stream())
                .flatMap(condition -> condition.atoms().stream()),
            numbers())
        .toList();
  }

  /** All literals of its conditions and variables; those of counts last. */
  public List<Literal> literals() {
    return Stream.<Operand>concat(
            everyPattern().stream()
                .flatMap(pattern -> pattern.constraints.stream())
                .flatMap(
                    each ->
                        each.condition == null
                            ? Stream.of(each.bound)
                            : each.condition.atoms().stream()
                                .flatMap(atom -> atom.operands().stream())),
            numbers().map(number -> number.right))
        .flatMap(Operand::literals)
        .toList();
  }

  private Stream<Comparison> numbers() {
    return elements.stream().map(Element::number).filter(Objects::nonNull);
  }

  static List<String> words(String text) {
    return List.of(text.split(" "));
  }
}
