package org.needlewise.review.explain;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.needlewise.facts.Duplicate;
import org.needlewise.facts.Fact;
import org.needlewise.facts.Gap;
import org.needlewise.facts.LastSession;
import org.needlewise.facts.Reaction;
import org.needlewise.facts.Session;
import org.needlewise.facts.Stated;

/** What the facts of a case are called, each told from others. */
final class FactWords {
  private FactWords() {}

  /** JSON Pointers into the case; none of a session that a schedule imagines. */
  static List<String> pointers(Fact fact) {
    return fact instanceof Gap gap && gap.earlier().entries().isEmpty()
        ? List.of()
        : fact.pointers();
  }

  static String describe(Fact fact) {
    String type = fact.getClass().getSimpleName();
    if (fact instanceof Gap gap) {
      String earlier =
          switch (gap.role()) {
            case "regimen" -> "the planned schedule, each session like the proposed one";
            default -> session(gap.earlier());
          };
      return switch (gap.role()) {
        case "proposed" -> earlier + " before the proposed one of " + date(gap.laterDate());
        case "pair" -> earlier + " before " + session(gap.later());
        default -> earlier;
      };
    }
    if (fact instanceof Stated stated) {
      return (stated.kind().equals("sign") ? "the skin sign " : "the " + stated.kind() + " ")
          + stated.name()
          + " ("
          + stated.pointers().get(0)
          + ')';
    }
    if (fact instanceof Reaction reaction) {
      return "the reaction "
          + reaction.name()
          + " to "
          + session(reaction.session()).replaceFirst(", /history.*", ")")
          + " ("
          + reaction.pointers().get(0)
          + ')';
    }
    if (fact instanceof LastSession last) {
      return session(last.session());
    }
    if (fact instanceof Duplicate duplicate) {
      return session(duplicate.session());
    }
    String code =
        fact.code().isEmpty() || !fact.code().contains("-") && type.equals("Patient")
            ? ""
            : " (" + fact.code() + ")";
    return switch (type) {
      case "Patient", "Proposal", "Visits", "Regimen", "Protocol" ->
          RuleWords.fact(type).replaceFirst("^a ", "the ");
      default -> RuleWords.fact(type) + code;
    };
  }

  private static String session(Session session) {
    return "the session of "
        + date(session.date())
        + " ("
        + session.area()
        + ", "
        + session.depthMm()
        + " mm"
        + (session.entries().isEmpty() ? "" : ", " + session.pointer())
        + ')';
  }

  static String date(int day) {
    return Objects.toString(LocalDate.ofEpochDay(day));
  }
}
