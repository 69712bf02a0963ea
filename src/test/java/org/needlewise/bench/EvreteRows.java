package org.needlewise.bench;

import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.evrete.Configuration;
import org.evrete.KnowledgeService;
import org.evrete.api.Knowledge;
import org.evrete.api.StatefulSession;
import org.evrete.api.Type;
import org.evrete.api.ValuesPredicate;
import org.evrete.api.builders.RuleSetBuilder;
import org.needlewise.facts.Condition;
import org.needlewise.facts.Fact;
import org.needlewise.facts.Gap;
import org.needlewise.facts.Medication;

/** A few rows in Evrete, over the project's own facts; many cases share a session here too. */
public final class EvreteRows implements AutoCloseable {
  private final KnowledgeService service;
  private final RuleSetBuilder<Knowledge> rows;
  private final BiConsumer<String, Fact> found;
  private final StatefulSession session;

  /**
   * @param found is handed the row of the policy and the fact, as the rules of the project hand it
   * @param threads its own, as it comes; else the one that calls it
   */
  public EvreteRows(BiConsumer<String, Fact> found, boolean threads) {
    this.service =
        threads
            ? new KnowledgeService()
            : KnowledgeService.builder(new Configuration()).withExecutor(new SameThread()).build();
    this.found = found;
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
                  Type<Gap> gap = types.getOrDeclare(Gap.class);
                  gap.declareField("from", String.class, Gap::earlierRow);
                  gap.declareField("to", String.class, Gap::laterRow);
                  gap.declareField("deeper", String.class, Gap::deeperRow);
                  gap.declareField("where", String.class, Gap::earlierClass);
                  gap.declareField("there", String.class, Gap::laterClass);
                  gap.declareField("therapeutic", Boolean.class, Gap::earlierTherapeutic);
                });
    rows = knowledge.builder();
    row("P18", Condition.class, List.of("pregnancy"), "of", "is");
    row("P19", Condition.class, List.of("breastfeeding"), "of", "is");
    row("P15", Condition.class, List.of("keloid"), "of");
    row("P05", Condition.class, List.of("rosacea"), "of", "open");
    row("P1A", Medication.class, List.of("isotretinoin"), "of", "is");
    row("P03", Condition.class, List.of("skin-infection"), "of", "is", "here");
    row("P20", Gap.class, List.of("R025", "R025"), "from", "to");
    row("P22", Gap.class, List.of("R05"), "deeper", "therapeutic");
    row("P23", Gap.class, List.of("R10"), "deeper", "therapeutic");
    row("P24", Gap.class, List.of("R20"), "deeper", "therapeutic");
    row("P25", Gap.class, List.of("face", "face"), "where", "there", "therapeutic");
    row("P27", Gap.class, List.of("body"), "there", "therapeutic");
    session = rows.build().newStatefulSession();
  }

  /** The first fields have these texts, the others are true. */
  private void row(String policy, Class<? extends Fact> type, List<String> texts, String... of) {
    String[] fields = of.clone();
    for (int i = 0; i < fields.length; i++) {
      fields[i] = "$fact." + of[i];
    }
    rows.newRule(policy)
        .forEach("$fact", type)
        .where(are(texts, fields.length), fields)
        .execute(context -> found.accept(policy, context.get("$fact")));
  }

  /**
   * One condition a rule: Evrete takes conditions of the same lambda for one, whatever fields they
   * name.
   */
  private static ValuesPredicate are(List<String> texts, int fields) {
    return values -> {
      boolean holds = true;
      for (int i = 0; holds && i < fields; i++) {
        holds =
            i < texts.size() ? texts.get(i).equals(values.get(i)) : values.get(i, Boolean.class);
      }
      return holds;
    };
  }

  public void fire(List<List<Fact>> cases) {
    for (List<Fact> facts : cases) {
      for (Fact fact : facts) {
        session.insert(fact);
      }
    }
    session.fire();
    session.clear();
  }

  @Override
  public void close() {
    session.close();
    service.shutdown();
  }

  /** One thread, as all others have. */
  private static final class SameThread extends AbstractExecutorService {
    private boolean down;

    @Override
    public void execute(Runnable task) {
      task.run();
    }

    @Override
    public void shutdown() {
      down = true;
    }

    @Override
    public List<Runnable> shutdownNow() {
      down = true;
      return List.of();
    }

    @Override
    public boolean isShutdown() {
      return down;
    }

    @Override
    public boolean isTerminated() {
      return down;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
      return down;
    }
  }
}
