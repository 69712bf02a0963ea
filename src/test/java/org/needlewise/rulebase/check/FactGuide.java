package org.needlewise.rulebase.check;

import java.util.ArrayList;
import java.util.List;
import org.needlewise.review.explain.RuleWords;
import org.needlewise.rulebase.check.FactTypes.FactType;
import org.needlewise.rulebase.check.FactTypes.Kind;
import org.needlewise.rulebase.check.FactTypes.Member;
import org.needlewise.rulebase.check.FactTypes.Value;

/** What a rule may match and ask, for the reviewer's reading: the list that the check goes by. */
public final class FactGuide {
  /** On every fact; told once. */
  private static final List<String> EVERYWHERE = List.of("asOf", "proposedDate");

  private FactGuide() {}

  /** The facts and measures, as Markdown: for each a heading and a table of its fields. */
  public static String markdown() {
    StringBuilder text = new StringBuilder();
    List<FactType> measures = new ArrayList<>();
    for (FactType type : FactTypes.patterns().values()) {
      table(type, "", text, measures);
    }
    for (int i = 0; i < measures.size(); i++) { // a measure may have measures of its own
      table(measures.get(i), " (a measure)", text, measures);
    }
    return text.toString();
  }

  private static void table(
      FactType type, String what, StringBuilder text, List<FactType> measures) {
    text.append("\n### ").append(type.name()).append(what).append("\n\n");
    if (FactTypes.patterns().containsKey(type.name())) {
      String fact = RuleWords.fact(type.name());
      text.append(Character.toUpperCase(fact.charAt(0))).append(fact.substring(1)).append(".\n\n");
    }
    text.append("| Field | Holds | Means |\n|---|---|---|\n");
    for (Member member : type.members().values()) {
      if (EVERYWHERE.contains(member.name())) {
        continue;
      }
      Value value = member.value();
      text.append("| `").append(member.name()).append(parameters(member)).append("` | ");
      text.append(holds(value)).append(" | ");
      text.append(RuleWords.meaning(type.type(), member.name())).append(" |\n");
      if (value.kind() == Kind.MEASURE) {
        FactType measure = FactTypes.of(value.type());
        if (!measures.contains(measure)) {
          measures.add(measure);
        }
      }
    }
  }

  private static String parameters(Member member) {
    if (member.isField()) {
      return "";
    }
    List<String> each = new ArrayList<>();
    for (Value parameter : member.parameters()) {
      each.add(parameter.kind() == Kind.TEXT ? "\"…\"" : "…");
    }
    return "( " + String.join(", ", each) + (member.variadic() ? ", …" : "") + " )";
  }

  private static String holds(Value value) {
    if (value.kind() == Kind.MEASURE) {
      return "the measure " + value.type().getSimpleName();
    }
    if (value.codes() == null) {
      return value.kind().words;
    }
    List<String> from = new ArrayList<>();
    for (String code : value.codes()) {
      from.add(
          switch (code) {
            case "groups" -> "classes";
            case "areas" -> "areas";
            case "areaClasses" -> "area classes";
            case "depthRows" -> "depth rows";
            default -> code.startsWith("'") ? '`' + code.replace("'", "") + '`' : code;
          });
    }
    boolean words = value.codes().get(0).startsWith("'");
    return value.kind().words + (words ? ": " : ", a code of: ") + String.join(", ", from);
  }
}
