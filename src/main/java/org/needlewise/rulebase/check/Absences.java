package org.needlewise.rulebase.check;

import java.util.List;
import org.needlewise.rulebase.check.FactTypes.FactType;
import org.needlewise.rulebase.check.FactTypes.Member;
import org.needlewise.rulebase.drl.Lexer;
import org.needlewise.rulebase.drl.Problems;
import org.needlewise.rulebase.drl.RulePrinter;
import org.needlewise.rulebase.drl.RuleTree;
import org.needlewise.rulebase.drl.RuleTree.Comparison;
import org.needlewise.rulebase.drl.RuleTree.Condition;
import org.needlewise.rulebase.drl.RuleTree.Literal;
import org.needlewise.rulebase.drl.RuleTree.Membership;
import org.needlewise.rulebase.drl.RuleTree.Path;
import org.needlewise.rulebase.drl.RuleTree.Pattern;
import org.needlewise.rulebase.drl.Source;

/** Tells who writes a rule where "not this value" holds of what the case does not state, too. */
final class Absences {
  private final FactType type;
  private final Source source;
  private final Problems problems;

  private Absences(FactType type, Source source, Problems problems) {
    this.type = type;
    this.source = source;
    this.problems = problems;
  }

  /** Of a rule that is right by itself. */
  static void lint(RuleTree tree, Problems problems) {
    for (Pattern pattern : tree.everyPattern()) {
      Absences absences = new Absences(FactTypes.of(pattern), tree.source(), problems);
      pattern.conditions().forEach(condition -> absences.condition(condition, true));
    }
  }

  private void condition(Condition condition, boolean holds) {
    condition.on(
        junction -> junction.parts().forEach(part -> condition(part, holds)),
        not -> condition(not.part(), !holds),
        atom -> {
          if (atom instanceof Membership m && m.negated() == holds) {
            values(m.path(), m.values(), condition);
          } else if (atom instanceof Comparison c
              && c.operator().equals(holds ? "!=" : "==")
              && c.left() instanceof Path path
              && c.right() instanceof Literal literal) {
            values(path, List.of(literal), condition);
          }
        });
  }

  private void values(Path path, List<Literal> values, Condition condition) {
    Member member = path.variable() == null ? type.members().get(path.field()) : null;
    String unstated = member == null ? null : member.value().unstated();
    if (unstated != null && values.stream().noneMatch(each -> each.text().equals(unstated))) {
      problems.warning(
          source,
          condition.offset(),
          Lexer.shortened(RulePrinter.condition(condition))
              + (unstated.isEmpty()
                  ? ", which holds where the case does not state it, too"
                  : ", which holds where it is " + unstated + ", too"),
          "just that, or the values that are meant: " + path.field() + " in ( … )");
    }
  }
}
