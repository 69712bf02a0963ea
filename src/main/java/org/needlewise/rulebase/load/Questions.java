package org.needlewise.rulebase.load;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.needlewise.rulebase.drl.RulePrinter;
import org.needlewise.rulebase.drl.RuleTree;
import org.needlewise.rulebase.drl.RuleTree.Atom;
import org.needlewise.rulebase.drl.RuleTree.Condition;
import org.needlewise.rulebase.drl.RuleTree.Literal;
import org.needlewise.rulebase.drl.RuleTree.LiteralKind;
import org.needlewise.rulebase.drl.RuleTree.Membership;
import org.needlewise.rulebase.drl.RuleTree.Name;
import org.needlewise.rulebase.drl.RuleTree.Operand;
import org.needlewise.rulebase.drl.RuleTree.Path;
import org.needlewise.rulebase.drl.RuleTree.Pattern;

/**
 * What rules ask of the facts of one type. Their conditions are taken apart into questions: a text
 * that is compared with literals is which of them it is, or none; every other comparison, and
 * whatever is true or false by itself, is one bit.
 */
final class Questions {
  private static final int WORD = 64;

  private final Map<String, Question> questions = new LinkedHashMap<>();
  private final List<Asking> askings = new ArrayList<>();

  /** A question to the fact; its answer stands in a local variable as a whole number. */
  static final class Question {
    /** Null where it asks which text. */
    final Atom atom;

    /** Null where it asks for a bit. */
    final Path text;

    /** Whether it takes no reckoning. */
    final boolean plain;

    /** The texts that rules name, for which the answer is their place, from 1; 0 for another. */
    final Set<String> texts = new LinkedHashSet<>();

    int local;

    private Question(Atom atom, Path text, List<Operand> operands) {
      this.atom = atom;
      this.text = text;
      this.plain = operands.stream().allMatch(Questions::isPlain);
    }

    int bits() {
      return text == null ? 1 : WORD - Long.numberOfLeadingZeros(texts.size());
    }

    int place(String literal) {
      return 1 + new ArrayList<>(texts).indexOf(literal);
    }
  }

  /** A rule's conditions, with what its variables stand for in their place. */
  record Asking(RuleTree tree, List<Condition> conditions, Map<String, Path> variables) {
    /** What a variable that the rule hands on stands for. */
    Path variable(Name name) {
      return variables.get(name.text()).expanded(variables);
    }
  }

  /**
   * @param trees the rules, of one pattern each, that may match facts of the type
   */
  Questions(List<RuleTree> trees) {
    for (RuleTree tree : trees) {
      Pattern pattern = tree.patterns().get(0);
      Map<String, Path> variables = pattern.bound();
      if (pattern.variable() != null) {
        variables.put(pattern.variable().text(), new Path(null, List.of(), 0));
      }
      List<Condition> conditions =
          pattern.conditions().stream()
              .map(condition -> condition.rewrite(path -> path.expanded(variables)))
              .toList();
      conditions.forEach(condition -> condition.atoms().forEach(this::collect));
      askings.add(new Asking(tree, conditions, variables));
    }
  }

  private void collect(Atom atom) {
    List<Literal> texts = texts(atom);
    Question question =
        questions.computeIfAbsent(
            key(atom),
            key -> {
              Path text = texts.isEmpty() ? null : atom.path();
              return text == null
                  ? new Question(atom, null, atom.operands())
                  : new Question(null, text, List.of(text));
            });
    texts.forEach(literal -> question.texts.add(literal.text()));
  }

  private static String key(Atom atom) {
    return texts(atom).isEmpty()
        ? "? " + RulePrinter.condition(atom)
        : RulePrinter.operand(atom.path());
  }

  /** The texts of which its first operand is asked to be one, or none; empty where it asks else. */
  static List<Literal> texts(Atom atom) {
    List<Literal> values =
        atom.match(
            c -> c.right() instanceof Literal literal ? List.of(literal) : List.of(),
            Membership::values,
            c -> List.of(),
            c -> List.of());
    return values.stream().filter(value -> value.kind() == LiteralKind.TEXT).toList();
  }

  private static boolean isPlain(Operand operand) {
    return operand instanceof Literal
        || operand instanceof Path path && (path.steps().isEmpty() || !path.field().isEmpty());
  }

  Question of(Atom atom) {
    return questions.get(key(atom));
  }

  List<Question> of(Condition condition) {
    return condition.atoms().stream().map(this::of).toList();
  }

  Collection<Question> all() {
    return questions.values();
  }

  /** In the order of the rules. */
  List<Asking> askings() {
    return askings;
  }

  /** Those that share a word of 64 bits, word by word. */
  List<List<Question>> words() {
    List<List<Question>> words = new ArrayList<>(List.of(new ArrayList<>()));
    int used = 0;
    for (Question question : all()) {
      if (used + question.bits() > WORD) {
        words.add(new ArrayList<>());
        used = 0;
      }
      used += question.bits();
      words.get(words.size() - 1).add(question);
    }
    return words;
  }
}
