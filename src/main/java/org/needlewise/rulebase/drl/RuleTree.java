package org.needlewise.rulebase.drl;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

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
 * @param patterns at least one
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
    Statement then) {
  /** The entries that a card may have. */
  public static final List<String> CARD_ENTRIES =
      List.of(
          "id",
          "formerly",
          "policy",
          "category",
          "title",
          "verdict",
          "verdictOf",
          "after",
          "between",
          "protocolVerdict",
          "evidence",
          "evidenceOf",
          "minimumDays",
          "idealDays",
          "setsAside",
          "silences",
          "lengthens",
          "because",
          "message",
          "action",
          "dateHolds",
          "instead",
          "reviewed",
          "reviewBy",
          "status");

  /** What two facts of one case share; no other condition may name it. */
  public static final String SUBJECT = "subject";

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

    /**
     * What its fact must meet, variables left out, and so is that it be of the same case as the
     * first fact.
     */
    public List<Condition> conditions() {
      List<Condition> conditions = new ArrayList<>();
      for (Constraint constraint : constraints) {
        if (constraint.condition() != null && !constraint.joins()) {
          conditions.add(constraint.condition());
        }
      }
      return conditions;
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
  public record Constraint(Name variable, Path bound, Condition condition, int offset, int end) {

    /** Whether it is the condition that a second fact be of the same case as the first. */
    public boolean joins() {
      return condition instanceof Comparison comparison
          && comparison.left() instanceof Path path
          && path.steps().size() == 1
          && path.steps().get(0).name().text().equals(SUBJECT);
    }
  }

  /** Something that holds or does not. */
  public sealed interface Condition
      permits Any, All, Not, Comparison, Membership, Containment, Truth {
    int offset();
  }

  /** {@code a || b}. */
  public record Any(List<Condition> parts, int offset) implements Condition {}

  /** {@code a && b}. */
  public record All(List<Condition> parts, int offset) implements Condition {}

  /** {@code !a}. */
  public record Not(Condition part, int offset) implements Condition {}

  /**
   * @param operator one of {@code == != < <= > >=}
   */
  public record Comparison(
      Operand left, String operator, Operand right, int offset, int operatorOffset)
      implements Condition {}

  /** {@code field in ("a", "b")}, or {@code not in}. */
  public record Membership(Path path, boolean negated, List<Literal> values, int offset)
      implements Condition {}

  /**
   * {@code field contains "a"}, or {@code not contains}: whether a field that holds several texts
   * holds this one.
   */
  public record Containment(Path path, boolean negated, Operand value, int offset)
      implements Condition {}

  /** A field or measure that is true or false by itself. */
  public record Truth(Path path) implements Condition {
    @Override
    public int offset() {
      return path.offset();
    }
  }

  /** What is compared. */
  public sealed interface Operand permits Literal, Path {
    int offset();
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
  public record Literal(LiteralKind kind, String text, int offset, int end) implements Operand {}

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
  }

  /**
   * @param arguments literals and paths; null where the step is a field, without parentheses
   */
  public record Step(Name name, List<Operand> arguments) {}

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
}
