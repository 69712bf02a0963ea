package org.needlewise.rulebase.check;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.needlewise.casefile.Areas;
import org.needlewise.casefile.CodeFinder;
import org.needlewise.facts.Definitions.MinoxidilProtocol;
import org.needlewise.facts.Proposal;
import org.needlewise.facts.Protocol;
import org.needlewise.rulebase.check.FactTypes.FactType;
import org.needlewise.rulebase.check.FactTypes.Kind;
import org.needlewise.rulebase.check.FactTypes.Member;
import org.needlewise.rulebase.check.FactTypes.Value;
import org.needlewise.rulebase.check.OpenRules.Reach;
import org.needlewise.rulebase.check.OpenRules.Rule;
import org.needlewise.rulebase.drl.RuleTree.Atom;
import org.needlewise.rulebase.drl.RuleTree.Condition;
import org.needlewise.rulebase.drl.RuleTree.Constraint;
import org.needlewise.rulebase.drl.RuleTree.Literal;
import org.needlewise.rulebase.drl.RuleTree.Operand;
import org.needlewise.rulebase.drl.RuleTree.Path;
import org.needlewise.rulebase.drl.RuleTree.Pattern;

/** How a rule speaks of one code, read from its conditions and its card. */
final class CodeReach {
  /** What facts of a list's codes say of their kind. */
  private static final Map<String, String> KINDS =
      Map.of(
          "conditions", "condition",
          "medications", "medication",
          "allergies", "allergy",
          "procedures", "procedure",
          "signs", "sign");

  private static final String AREA_CLASSES = "areaClasses";
  private static final String QUESTIONS = "questions";

  private final Knowledge knowledge;
  private final String code;

  /** What {@link org.needlewise.facts.Codes} calls texts among which the code or a member is. */
  private final Set<String> lists = new HashSet<>();

  private final String group;
  private final boolean inProtocol;

  /** Of one rule: what its variables stand for. */
  private final Map<String, Value> variables = new HashMap<>();

  private Reach found;

  private CodeReach(Knowledge knowledge, String code) {
    this.knowledge = knowledge;
    this.code = code;
    knowledge
        .vocabulary()
        .lists()
        .forEach(
            (list, codes) -> {
              if (codes.stream()
                  .anyMatch(c -> c.equals(code) || knowledge.vocabulary().group(c).equals(code))) {
                lists.add(list);
              }
            });
    boolean area = Areas.ALL.contains(code);
    if (area) {
      lists.add(CodeFinder.AREAS);
      lists.add(AREA_CLASSES);
    }
    group =
        area
            ? knowledge
                .definitions()
                .areaClasses()
                .getOrDefault(code, knowledge.definitions().otherAreasAre())
            : knowledge.vocabulary().group(code);
    if (knowledge.vocabulary().questions().stream()
        .anyMatch(question -> question.code().equals(code) || question.code().equals(group))) {
      lists.add(QUESTIONS);
    }
    MinoxidilProtocol protocol = knowledge.definitions().minoxidilProtocol();
    inProtocol = code.equals(protocol.adjunct()) || code.equals(protocol.area());
  }

  /** Null where the rule does not speak of the code. */
  static Reach of(Rule rule, String code, Knowledge knowledge) {
    CodeReach reach = new CodeReach(knowledge, code);
    Stream.concat(
            rule.card().verdictOf().keySet().stream(), rule.card().evidenceOf().keySet().stream())
        .filter(key -> List.of(key.split("/")).contains(code))
        .forEach(key -> reach.found(Reach.CODE));
    if (reach.inProtocol && rule.card().protocolVerdict() != null) {
      reach.found(Reach.PROTOCOL);
    }
    rule.tree().everyPattern().forEach(reach::pattern);
    return reach.found;
  }

  private void found(Reach reach) {
    if (found == null || reach.compareTo(found) < 0) {
      found = reach;
    }
  }

  private void pattern(Pattern pattern) {
    FactType type = FactTypes.of(pattern);
    if (inProtocol && type.type() == Protocol.class) {
      found(Reach.PROTOCOL);
    }
    if (pattern.variable() != null) {
      variables.put(pattern.variable().text(), new Value(Kind.MEASURE, type.type(), null));
    }
    for (Constraint constraint : pattern.constraints()) {
      if (constraint.condition() != null) {
        condition(constraint.condition(), type);
      } else {
        variables.put(constraint.variable().text(), value(constraint.bound(), type));
      }
    }
    FactTypes.concrete(type).stream()
        .filter(concrete -> concrete != Proposal.class) // there whatever it is done for
        .map(FactTypes::of)
        .filter(concrete -> takesIn(concrete.members().get("code")))
        .filter(concrete -> isOfTheKind(pattern, concrete))
        .filter(concrete -> Restrictions.values(pattern, concrete, "code", knowledge) == null)
        .forEach(concrete -> found(Reach.ANY));
  }

  private boolean takesIn(Member codes) {
    return codes != null
        && codes.value().codes() != null
        && codes.value().codes().stream().anyMatch(lists::contains);
  }

  private boolean isOfTheKind(Pattern pattern, FactType concrete) {
    Set<String> kinds = Restrictions.values(pattern, concrete, "kind", knowledge);
    return kinds == null || lists.stream().map(KINDS::get).anyMatch(kinds::contains);
  }

  private void condition(Condition condition, FactType type) {
    for (Atom atom : condition.atoms()) {
      for (Operand operand : atom.operands()) {
        if (operand instanceof Path path) {
          Value value = value(path, type);
          atom.operands().forEach(other -> compared(value, other));
        }
      }
    }
  }

  private void compared(Value value, Operand with) {
    if (value == null || value.codes() == null || !(with instanceof Literal literal)) {
      return;
    }
    List<String> from = value.codes();
    boolean ofClasses = from.contains("groups") || from.contains(AREA_CLASSES);
    if (from.stream().noneMatch(lists::contains)) {
      return;
    }
    if (literal.text().equals(code) && !ofClasses) {
      found(Reach.CODE);
    } else if (literal.text().equals(group) && (ofClasses || from.contains(QUESTIONS))) {
      found(Reach.CLASS);
    }
  }

  /** What a path leads to; the texts that it hands to measures on its way are looked at, too. */
  private Value value(Path path, FactType type) {
    Value value =
        path.variable() == null
            ? new Value(Kind.MEASURE, type.type(), null)
            : variables.get(path.variable().text());
    if (value == null) {
      return null;
    }
    List<Member> members = FactTypes.along(FactTypes.of(value.type()), path.steps());
    if (members.size() < path.steps().size()) {
      return null;
    }
    for (int s = 0; s < members.size(); s++) {
      Member member = members.get(s);
      if (inProtocol && member.name().toLowerCase(Locale.ROOT).contains("protocol")) {
        found(Reach.PROTOCOL);
      }
      List<Operand> arguments = path.steps().get(s).given();
      for (int i = 0; i < arguments.size(); i++) {
        int last = member.parameters().size() - 1;
        compared(member.parameters().get(Math.min(i, last)), arguments.get(i));
      }
      value = member.value();
    }
    return value;
  }
}
