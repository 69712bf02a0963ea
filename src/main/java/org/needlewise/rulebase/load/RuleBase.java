package org.needlewise.rulebase.load;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.drools.model.Model;
import org.drools.modelcompiler.KieBaseBuilder;
import org.kie.api.KieBase;
import org.kie.api.conf.KieBaseMutabilityOption;
import org.needlewise.casefile.Vocabulary;
import org.needlewise.facts.Definitions;
import org.needlewise.facts.FactFilter;
import org.needlewise.rulebase.check.BadRulesException;
import org.needlewise.rulebase.check.Card;
import org.needlewise.rulebase.check.Care;
import org.needlewise.rulebase.check.CheckedRules;
import org.needlewise.rulebase.check.EvidenceStatement;
import org.needlewise.rulebase.check.Provenance;
import org.needlewise.rulebase.check.RulesFolder;

/** A rule set, checked, compiled and ready to fire; immutable and shared by all threads. */
public final class RuleBase {
  private final RuleIndex index;
  private final Fired all;
  private final Fired deferring;
  private final Map<String, Card> cards = new HashMap<>();
  private final Map<String, Card> byId;
  private final Provenance provenance;
  private final Supplier<Signatures> written;
  private Signatures signatures;

  /**
   * @param models of the index's cards, in the same order
   * @param signatures asked where they are needed, once
   */
  RuleBase(
      RuleIndex index, List<Model> models, Provenance provenance, Supplier<Signatures> signatures) {
    this.index = index;
    this.provenance = provenance;
    this.written = signatures;
    List<Model> some = new ArrayList<>();
    for (int i = 0; i < models.size(); i++) {
      if (index.cards().get(i).bearsOnDeferral()) {
        some.add(models.get(i));
      }
    }
    this.all = new Fired(models);
    this.deferring = new Fired(some);
    index.cards().forEach(card -> cards.put(card.ruleName(), card));
    this.byId = Card.byId(index.cards());
  }

  /**
   * The rules that the project was built with.
   *
   * @throws IllegalStateException where it was built without
   */
  public static RuleBase prebuilt() {
    RuleIndex prebuilt = RuleStore.prebuilt();
    if (prebuilt == null) {
      throw new IllegalStateException("no rules are built into the program");
    }
    return RuleStore.base(prebuilt, Provenance.NONE);
  }

  /**
   * The rules of a folder, as its files are now. What is unchanged since the project was built, or
   * since an earlier run, is not compiled again.
   *
   * @throws BadRulesException where the folder is no rules folder or a file of it is wrong
   */
  public static RuleBase load(Path folder) {
    return load(folder, RuleCache.usual());
  }

  /**
   * @param cache where compiled rules are kept from one run to the next; null: nowhere
   */
  public static RuleBase load(Path folder, Path cache) {
    return load(RulesFolder.read(folder), Card::isActive, cache);
  }

  /**
   * @throws BadRulesException where a file is wrong
   */
  public static RuleBase load(RulesFolder files) {
    return load(files, Card::isActive);
  }

  /**
   * @param fires which of the rules fire; {@link #load(RulesFolder)} has the active ones fire
   * @throws BadRulesException where a file is wrong
   */
  public static RuleBase load(RulesFolder files, Predicate<Card> fires) {
    return load(files, fires, RuleCache.usual());
  }

  /**
   * @param fires which of the rules fire
   * @param cache where compiled rules are kept from one run to the next; null: nowhere
   * @throws BadRulesException where a file is wrong
   */
  public static RuleBase load(RulesFolder files, Predicate<Card> fires, Path cache) {
    RuleIndex prebuilt = RuleStore.prebuilt();
    if (prebuilt != null
        && prebuilt.fingerprint().equals(files.fingerprint())
        && prebuilt.idle().stream().noneMatch(fires)) {
      return RuleStore.base(prebuilt, files.provenance());
    }
    return RuleStore.base(
        CheckedRules.of(files, fires).orThrow(),
        files.provenance(),
        cache == null ? null : new RuleCache(cache));
  }

  /** A KieBase of some rules, built when it is first asked for. */
  private static final class Fired {
    private final List<Model> models;
    private KieBase base;

    Fired(List<Model> models) {
      this.models = models;
    }

    synchronized KieBase base() {
      if (base == null) {
        base = KieBaseBuilder.createKieBaseFromModel(models, KieBaseMutabilityOption.DISABLED);
      }
      return base;
    }
  }

  public Vocabulary vocabulary() {
    return index.knowledge().vocabulary();
  }

  public Definitions definitions() {
    return index.knowledge().definitions();
  }

  /** By id, in ascending order. */
  public Map<String, EvidenceStatement> evidence() {
    return index.knowledge().evidence();
  }

  public Care care() {
    return index.knowledge().care();
  }

  /** The cards of the rules that fire, by file. */
  public List<Card> cards() {
    return index.cards();
  }

  /** The cards of those that do not, by file. */
  public List<Card> idle() {
    return index.idle();
  }

  /** The id that a rule has now, of one that it may have had before; an unknown one as it is. */
  public String currentId(String id) {
    Card card = byId.get(id);
    return card == null ? id : card.id();
  }

  /** SHA-256, lower-case hexadecimal, over every file that can change a report. */
  public String digest() {
    return index.digest();
  }

  public Provenance provenance() {
    return provenance;
  }

  /** All rules that fire. */
  public KieBase all() {
    return all.base();
  }

  /**
   * The rules alone that {@link Card#bearsOnDeferral}: what the search for the earliest date fires.
   */
  public KieBase deferring() {
    return deferring.base();
  }

  /** What the rules of {@link #all} ask of facts. */
  public synchronized Signatures signatures() {
    if (signatures == null) {
      signatures = written.get();
    }
    return signatures;
  }

  /** The facts that some rule of {@link #all} could match. */
  public FactFilter mentioned() {
    return index.mentioned();
  }

  /** The facts that some rule of {@link #deferring} could match. */
  public FactFilter mentionedDeferring() {
    return index.mentionedDeferring();
  }

  /** The card of a rule that fires, by the name behind the word {@code rule}. */
  public Card card(String ruleName) {
    return cards.get(ruleName);
  }
}
