package org.needlewise.rulebase.check;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.needlewise.facts.Fact;
import org.needlewise.facts.FactFilter;
import org.needlewise.facts.Gap;
import org.needlewise.facts.LastSession;
import org.needlewise.facts.PairQuestions;
import org.needlewise.facts.Regimen;
import org.needlewise.facts.ShortPairs;
import org.needlewise.rulebase.check.FactTypes.FactType;
import org.needlewise.rulebase.check.FactTypes.Member;
import org.needlewise.rulebase.drl.RuleTree;
import org.needlewise.rulebase.drl.RuleTree.Comparison;
import org.needlewise.rulebase.drl.RuleTree.Condition;
import org.needlewise.rulebase.drl.RuleTree.Junction;
import org.needlewise.rulebase.drl.RuleTree.Literal;
import org.needlewise.rulebase.drl.RuleTree.LiteralKind;
import org.needlewise.rulebase.drl.RuleTree.Path;
import org.needlewise.rulebase.drl.RuleTree.Pattern;
import org.needlewise.rulebase.drl.RuleTree.Step;

/** Which texts of a field the conditions of a pattern leave open. */
public final class Restrictions {
  /** What keeps a number below another: the second lets it be the same. */
  private static final List<String> REACHING = List.of("<", "<=");

  /** Days of a session, none of which is more than the ideal of its interval rules. */
  private static final Set<String> REQUIRED = Set.of("minimumDays", "idealDays");

  private final Knowledge knowledge;
  private final FactType type;
  private final String field;
  private final Map<String, Path> bound;

  private Restrictions(Knowledge knowledge, FactType type, String field, Map<String, Path> bound) {
    this.knowledge = knowledge;
    this.type = type;
    this.field = field;
    this.bound = bound;
  }

  /**
   * What a text field of a fact of a concrete type can be where the pattern matches; null:
   * anything; empty: the pattern matches no fact of the type.
   */
  static Set<String> values(Pattern pattern, FactType concrete, String field, Knowledge knowledge) {
    return new Restrictions(knowledge, concrete, field, pattern.bound())
        .values(new Junction(true, pattern.conditions(), 0));
  }

  /** What the facts of some rules can be. */
  public static FactFilter filter(List<RuleTree> trees, List<Card> cards, Knowledge knowledge) {
    Map<Class<? extends Fact>, Set<String>> codes = new HashMap<>();
    for (RuleTree tree : trees) {
      for (Pattern pattern : tree.everyPattern()) {
        FactType type = FactTypes.of(pattern);
        for (Class<? extends Fact> concrete : FactTypes.concrete(type)) {
          Set<String> values = values(pattern, FactTypes.of(concrete), "code", knowledge);
          if (values == null || !values.isEmpty()) {
            codes.put(
                concrete,
                codes.containsKey(concrete) ? either(codes.get(concrete), values) : values);
          }
        }
      }
    }
    int ideal = cards.stream().mapToInt(Card::idealDays).max().orElse(-1);
    int minimum = cards.stream().mapToInt(Card::minimumDays).max().orElse(-1);
    int sessions = ideal;
    int pairs = codes.containsKey(ShortPairs.class) ? minimum : 0;
    boolean regimen = codes.containsKey(Regimen.class);
    for (RuleTree tree : trees) {
      for (Pattern pattern : tree.everyPattern()) {
        Class<?> type = FactTypes.of(pattern).type();
        if (type == LastSession.class) {
          sessions = Math.max(sessions, reach(pattern, ideal));
        } else if (type == Gap.class && !isOfInterval(pattern, tree)) {
          Set<String> roles = values(pattern, FactTypes.of(Gap.class), "role", knowledge);
          int reach = reach(pattern, ideal);
          sessions = may(roles, "proposed") ? Math.max(sessions, reach) : sessions;
          pairs = may(roles, "pair") ? Math.max(pairs, reach) : pairs;
          regimen |= may(roles, "regimen");
        }
      }
    }
    return new FactFilter(codes, pairs, sessions, regimen, pairs(trees, knowledge));
  }

  private static boolean may(Set<String> values, String value) {
    return values == null || values.contains(value);
  }

  /** Whether the card of an interval rule says how far apart the sessions of this gap may lie. */
  private static boolean isOfInterval(Pattern pattern, RuleTree tree) {
    return tree.then().method().text().equals("interval")
        && pattern.variable() != null
        && pattern.variable().text().equals(tree.then().arguments().get(0).text());
  }

  /**
   * How many days apart the sessions of a fact no longer match a pattern, nor further apart; {@link
   * Integer#MAX_VALUE} where it does not say.
   *
   * @param ideal the greatest of the interval rules
   */
  private static int reach(Pattern pattern, int ideal) {
    return reach(new Junction(true, pattern.conditions(), 0), pattern.bound(), ideal);
  }

  private static int reach(Condition condition, Map<String, Path> bound, int ideal) {
    return condition.match(
        junction -> {
          IntStream parts = junction.parts().stream().mapToInt(part -> reach(part, bound, ideal));
          return (junction.all() ? parts.min() : parts.max()).orElse(Integer.MAX_VALUE);
        },
        not -> Integer.MAX_VALUE,
        atom ->
            atom instanceof Comparison comparison
                ? reach(comparison, bound, ideal)
                : Integer.MAX_VALUE);
  }

  private static int reach(Comparison comparison, Map<String, Path> bound, int ideal) {
    Path days = comparison.path().expanded(bound);
    int more = REACHING.indexOf(comparison.operator());
    if (days.variable() == null && days.field().equals("observedDays") && more >= 0) {
      if (comparison.right() instanceof Literal literal) {
        return (int) (Double.parseDouble(literal.text()) + more);
      }
      Path other = ((Path) comparison.right()).expanded(bound);
      if (other.variable() == null && REQUIRED.contains(other.field())) {
        return ideal + more;
      }
    }
    return Integer.MAX_VALUE;
  }

  /** See {@link FactFilter#pairs}; that it has more numbers and texts is of no account. */
  private static PairQuestions pairs(List<RuleTree> trees, Knowledge knowledge) {
    Set<String> fields = new TreeSet<>();
    Set<Integer> depths = new TreeSet<>();
    Set<List<String>> texts = new LinkedHashSet<>();
    for (RuleTree tree : trees) {
      if (tree.everyPattern().stream().noneMatch(p -> p.type().text().equals("Gap"))) {
        continue;
      }
      if (tree.combines()) {
        return null;
      }
      if (!ofPairs(tree, knowledge)) {
        continue;
      }
      if (comparesFields(tree) || !tree.then().method().text().equals("interval")) {
        return null; // each pair of sessions may be a finding of its own
      }
      for (Step step : asked(tree)) {
        fields.add(step.name().text());
        if (step.given().stream().anyMatch(Path.class::isInstance)) {
          return null;
        }
        if (!step.given().isEmpty()) {
          texts.add(step.given().stream().map(each -> ((Literal) each).text()).toList());
        }
      }
      for (Literal literal : tree.literals()) {
        if (literal.kind() == LiteralKind.NUMBER) {
          depths.add((int) Math.round(Double.parseDouble(literal.text()) * 100));
        }
      }
    }
    return PairQuestions.FIELDS.containsAll(fields)
        ? new PairQuestions(fields, depths, texts)
        : null;
  }

  /**
   * Whether each answer to these rules changes at most once while the proposed date moves on and
   * the same entries are past: dates and counts are then only asked whether they are more or less,
   * never whether they are the same, and no rule that combines facts asks for any.
   */
  public static boolean changeOnce(List<RuleTree> trees) {
    return trees.stream().allMatch(Restrictions::changesOnce);
  }

  private static boolean changesOnce(RuleTree tree) {
    Map<String, Path> bound = tree.bound();
    for (RuleTree.Pattern pattern : tree.everyPattern()) {
      for (Condition condition : pattern.conditions()) {
        for (RuleTree.Atom atom : condition.atoms()) {
          boolean orders = atom instanceof Comparison comparison && comparison.orders();
          Path path = atom.path().expanded(bound);
          List<Member> members = FactTypes.along(FactTypes.of(pattern), path.steps());
          boolean undated =
              path.variable() == null
                  && switch (members.get(members.size() - 1).value().kind()) {
                    case WHOLE, DATE -> false;
                    default -> !tree.combines() || !path.field().isEmpty();
                  };
          if (!undated && (tree.combines() || !orders)) {
            return false;
          }
        }
      }
    }
    return true;
  }

  /** The fields and measures of the fact itself, as conditions and variables name them. */
  private static List<Step> asked(RuleTree tree) {
    return Stream.concat(
            tree.bound().values().stream(),
            tree.atoms().stream()
                .flatMap(atom -> atom.operands().stream())
                .filter(Path.class::isInstance)
                .map(Path.class::cast))
        .filter(path -> path.variable() == null)
        .map(path -> path.steps().get(0))
        .toList();
  }

  private static boolean comparesFields(RuleTree tree) {
    return tree.atoms().stream()
        .anyMatch(
            atom ->
                atom instanceof Comparison comparison
                    && comparison.operands().stream().allMatch(Path.class::isInstance));
  }

  /** Whether it may match a gap between past sessions. */
  private static boolean ofPairs(RuleTree tree, Knowledge knowledge) {
    Set<String> roles = values(tree.patterns().get(0), FactTypes.of(Gap.class), "role", knowledge);
    return roles == null || roles.contains("pair");
  }

  private Set<String> values(Condition condition) {
    return condition.match(
        junction -> {
          Set<String> values = junction.all() ? null : Set.of();
          for (Condition part : junction.parts()) {
            values = junction.all() ? both(values, values(part)) : either(values, values(part));
          }
          return values;
        },
        not -> null,
        atom -> atom.oneOf().isEmpty() ? null : values(atom.path(), atom.oneOf()));
  }

  private Set<String> values(Path path, List<Literal> literals) {
    Path whole = path.expanded(bound);
    String name = whole.variable() == null ? whole.field() : "";
    if (name.isEmpty() || literals.stream().anyMatch(l -> l.kind() != LiteralKind.TEXT)) {
      return null;
    }
    Set<String> texts = new LinkedHashSet<>();
    literals.forEach(literal -> texts.add(literal.text()));
    if (name.equals(field)) {
      return texts;
    }
    if (name.equals("group") && field.equals("code")) {
      Set<String> codes = new LinkedHashSet<>();
      texts.forEach(group -> codes.addAll(knowledge.codesOfGroup(group)));
      return codes;
    }
    // A field that has one value on this type, such as a kind, and another is asked for: no fact of
    // it matches.
    Member member = type.members().get(name);
    List<String> known = member == null ? null : member.value().codes();
    if (known != null && known.size() == 1 && known.get(0).startsWith("'")) {
      String only = known.get(0).substring(1, known.get(0).length() - 1);
      return texts.contains(only) ? null : Set.of();
    }
    return null;
  }

  private static Set<String> both(Set<String> a, Set<String> b) {
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    Set<String> both = new LinkedHashSet<>(a);
    both.retainAll(b);
    return both;
  }

  private static Set<String> either(Set<String> a, Set<String> b) {
    if (a == null || b == null) {
      return null;
    }
    Set<String> either = new LinkedHashSet<>(a);
    either.addAll(b);
    return either;
  }
}
