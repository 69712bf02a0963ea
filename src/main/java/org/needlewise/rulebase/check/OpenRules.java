package org.needlewise.rulebase.check;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.needlewise.casefile.InvalidInputException;
import org.needlewise.casefile.StandardCodes;
import org.needlewise.casefile.Vocabulary;
import org.needlewise.facts.Definitions;
import org.needlewise.facts.FactFilter;
import org.needlewise.rulebase.drl.Problems;
import org.needlewise.rulebase.drl.RuleParser;
import org.needlewise.rulebase.drl.RuleText;
import org.needlewise.rulebase.drl.RuleTree;
import org.needlewise.rulebase.drl.Source;

/**
 * The rules of a folder that fire, as its files state them, checked and not compiled: what a review
 * of them works on. Immutable; an edit gives another one.
 */
public final class OpenRules {
  private final RulesFolder folder;
  private final Knowledge knowledge;
  private final List<Rule> rules;
  private final List<Rule> idle;
  private final Predicate<Card> fires;
  private final FactFilter mentioned;
  private final FactFilter mentionedDeferring;

  /** A rule: what its file says, and its card. */
  public record Rule(RuleTree tree, Card card) {
    /** Path below the rules folder, with forward slashes. */
    public String file() {
      return card.file();
    }
  }

  /** Why a rule speaks of a code. */
  public enum Reach {
    /** It names the code. */
    CODE,
    /** It names the code's class, or the area's. */
    CLASS,
    /** It asks for the minoxidil protocol, whose definition names the code. */
    PROTOCOL,
    /** It speaks of facts with any code of the list. */
    ANY
  }

  private OpenRules(
      RulesFolder folder,
      Knowledge knowledge,
      List<Rule> rules,
      List<Rule> idle,
      Predicate<Card> fires) {
    this.folder = folder;
    this.knowledge = knowledge;
    this.rules = List.copyOf(rules);
    this.idle = List.copyOf(idle);
    this.fires = fires;
    this.mentioned = filter(this.rules);
    this.mentionedDeferring =
        filter(this.rules.stream().filter(rule -> rule.card.bearsOnDeferral()).toList());
  }

  private FactFilter filter(List<Rule> some) {
    return Restrictions.filter(
        some.stream().map(Rule::tree).toList(), some.stream().map(Rule::card).toList(), knowledge);
  }

  /**
   * The active rules are those that fire.
   *
   * @throws BadRulesException where the folder is no rules folder or a file of it is wrong
   */
  public static OpenRules read(Path folder) {
    return read(folder, Card::isActive);
  }

  /**
   * @param fires which of the rules fire
   * @throws BadRulesException where the folder is no rules folder or a file of it is wrong
   */
  public static OpenRules read(Path folder, Predicate<Card> fires) {
    return of(RulesFolder.read(folder), fires);
  }

  /**
   * @param fires which of the rules fire
   * @throws BadRulesException where a file is wrong
   */
  public static OpenRules of(RulesFolder files, Predicate<Card> fires) {
    CheckedRules checked = CheckedRules.of(files, fires).orThrow();
    List<Rule> rules = new ArrayList<>();
    List<Rule> idle = new ArrayList<>();
    for (int i = 0; i < checked.trees().size(); i++) {
      Rule rule = new Rule(checked.trees().get(i), checked.cards().get(i));
      (fires.test(rule.card) ? rules : idle).add(rule);
    }
    return new OpenRules(files, checked.knowledge(), rules, idle, fires);
  }

  /** Those that fire, by file. */
  public List<Rule> rules() {
    return rules;
  }

  /** Whether a rule of these fires. */
  public boolean fires(Card card) {
    return fires.test(card);
  }

  /** The cards of those that do not, by file. */
  public List<Card> idle() {
    return idle.stream().map(Rule::card).toList();
  }

  /** Those that fire and those that do not, by file. */
  public List<Rule> everyRule() {
    List<Rule> every = new ArrayList<>(rules);
    every.addAll(idle);
    every.sort(Comparator.comparing(Rule::file));
    return every;
  }

  /**
   * The rules, of any status, that an id, a policy row or a path names; some rows have two rules.
   * Empty where none is named so.
   */
  public List<Rule> named(String name) {
    return everyRule().stream()
        .filter(
            rule ->
                rule.card.id().equals(name)
                    || rule.card.formerly().contains(name)
                    || rule.card.policy().equalsIgnoreCase(name)
                    || rule.file().equals(name))
        .toList();
  }

  /**
   * The rules that fire and speak of a code or an area, by file; what they ask of it beside is not
   * told.
   */
  public Map<Rule, Reach> speakingOf(String code) {
    Map<Rule, Reach> speaking = new LinkedHashMap<>();
    for (Rule rule : rules) {
      Reach reach = CodeReach.of(rule, code, knowledge);
      if (reach != null) {
        speaking.put(rule, reach);
      }
    }
    return speaking;
  }

  public Vocabulary vocabulary() {
    return knowledge.vocabulary();
  }

  public Definitions definitions() {
    return knowledge.definitions();
  }

  /** By id, in ascending order. */
  public Map<String, EvidenceStatement> evidence() {
    return knowledge.evidence();
  }

  public Care care() {
    return knowledge.care();
  }

  public StandardCodes standardCodes() {
    return Knowledge.standardCodes(folder, knowledge.vocabulary(), new Problems());
  }

  /** The digest of the rule set, of the files as they were read. */
  public String digest() {
    return folder.digest();
  }

  public Provenance provenance() {
    return folder.provenance();
  }

  /** The text of the definitions. */
  public Source definitionsSource() {
    return RulesFolder.source(
        RulesFolder.DEFINITIONS, folder.files().get(RulesFolder.DEFINITIONS), new Problems());
  }

  /** The facts that some rule could match. */
  public FactFilter mentioned() {
    return mentioned;
  }

  /** The facts that some rule that {@link Card#bearsOnDeferral} could match. */
  public FactFilter mentionedDeferring() {
    return mentionedDeferring;
  }

  /**
   * The same rules with another text of one file that is there: a rule's, or the definitions'.
   *
   * @throws BadRulesException where the text does not pass the check of a single file
   */
  public OpenRules with(String file, String text) {
    if (file.equals(RulesFolder.DEFINITIONS)) {
      Definitions definitions;
      try {
        definitions = DefinitionsReader.read(text.getBytes(StandardCharsets.UTF_8), file);
      } catch (InvalidInputException e) {
        throw new BadRulesException(e.problems());
      }
      return new OpenRules(
          folder,
          new Knowledge(
              knowledge.vocabulary(), definitions, knowledge.evidence(), knowledge.care()),
          rules,
          idle,
          fires);
    }
    Problems problems = new Problems();
    Rule edited = rule(new Source(file, text), problems);
    orThrow(problems);
    List<Rule> others = new ArrayList<>(rules);
    others.replaceAll(rule -> rule.file().equals(file) ? edited : rule);
    if (!fires.test(edited.card)) {
      others.remove(edited);
    }
    return new OpenRules(folder, knowledge, others, idle, fires);
  }

  /** What a file that has passed the check says. */
  RuleTree tree(String file, byte[] bytes) {
    Problems none = new Problems();
    return RuleParser.parse(RulesFolder.source(file, bytes, none), none);
  }

  /** Some of the rules. */
  public OpenRules only(Predicate<Card> wanted) {
    return new OpenRules(
        folder,
        knowledge,
        rules.stream().filter(rule -> wanted.test(rule.card)).toList(),
        idle,
        fires);
  }

  private Rule rule(Source source, Problems problems) {
    RuleTree tree = RuleText.check(source, problems) ? RuleParser.parse(source, problems) : null;
    if (tree == null) {
      return null;
    }
    Card card = CardReader.read(tree, knowledge, problems);
    RuleLinter.lint(tree, knowledge, problems, !problems.hasErrors());
    return new Rule(tree, card);
  }

  private static void orThrow(Problems problems) {
    if (problems.hasErrors()) {
      throw new BadRulesException(problems.sorted());
    }
  }
}
