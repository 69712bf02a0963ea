package org.needlewise.bench;

import java.util.ArrayList;
import java.util.List;
import org.evrete.KnowledgeService;
import org.evrete.api.Knowledge;
import org.evrete.api.StatefulSession;
import org.evrete.api.Type;
import org.evrete.api.ValuesPredicate;
import org.needlewise.facts.Condition;
import org.needlewise.facts.Fact;
import org.needlewise.facts.Medication;

/** A few rows in Evrete, over the project's own facts; many cases share a session here too. */
public final class EvreteRows implements AutoCloseable {
  private final KnowledgeService service = new KnowledgeService();
  private final List<String> found = new ArrayList<>();
  private final StatefulSession session;

  public EvreteRows() {
    Knowledge knowledge =
        service
            .newKnowledge()
            .configureTypes(
                types -> {
                  Type<Condition> condition = types.getOrDeclare(Condition.class);
                  condition.declareField("of", String.class, Condition::code);
                  condition.declareField("is", Boolean.class, Condition::active);
                  condition.declareField("open", Boolean.class, Condition::unresolved);
                  condition.declareField("here", Boolean.class, Condition::overlapping);
                  Type<Medication> medication = types.getOrDeclare(Medication.class);
                  medication.declareField("of", String.class, Medication::code);
                  medication.declareField("is", Boolean.class, Medication::active);
                });
    session =
        knowledge
            .builder()
            .newRule("P18")
            .forEach("$c", Condition.class)
            .where(is("pregnancy", 1), "$c.of", "$c.is")
            .execute(context -> add("P18", context.get("$c")))
            .newRule("P19")
            .forEach("$c", Condition.class)
            .where(is("breastfeeding", 1), "$c.of", "$c.is")
            .execute(context -> add("P19", context.get("$c")))
            .newRule("P15")
            .forEach("$c", Condition.class)
            .where(is("keloid", 0), "$c.of")
            .execute(context -> add("P15", context.get("$c")))
            .newRule("P05")
            .forEach("$c", Condition.class)
            .where(is("rosacea", 1), "$c.of", "$c.open")
            .execute(context -> add("P05", context.get("$c")))
            .newRule("P1A")
            .forEach("$m", Medication.class)
            .where(is("isotretinoin", 1), "$m.of", "$m.is")
            .execute(context -> add("P1A", context.get("$m")))
            .newRule("P03")
            .forEach("$c", Condition.class)
            .where(is("skin-infection", 2), "$c.of", "$c.is", "$c.here")
            .execute(context -> add("P03", context.get("$c")))
            .build()
            .newStatefulSession();
  }

  /**
   * One condition a rule: Evrete takes conditions of the same lambda for one, whatever fields they
   * name.
   */
  private static ValuesPredicate is(String code, int flags) {
    return values -> {
      boolean holds = code.equals(values.get(0));
      for (int i = 1; holds && i <= flags; i++) {
        holds = values.get(i, Boolean.class);
      }
      return holds;
    };
  }

  private void add(String policy, Fact fact) {
    found.add(fact.subject().caseFile().id() + " " + policy);
  }

  /** Case and policy of each finding; void with the next call. */
  public List<String> fire(List<List<Fact>> cases) {
    found.clear();
    for (List<Fact> facts : cases) {
      for (Fact fact : facts) {
        session.insert(fact);
      }
    }
    session.fire();
    session.clear();
    return found;
  }

  @Override
  public void close() {
    session.close();
    service.shutdown();
  }
}
