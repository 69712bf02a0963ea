package org.needlewise.rulebase.check;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.needlewise.casefile.Echo;
import org.needlewise.casefile.Fields;
import org.needlewise.casefile.InvalidInputException;
import org.needlewise.casefile.Limits;
import org.needlewise.casefile.Nearest;
import org.needlewise.casefile.Place;
import org.needlewise.casefile.StrictReader;
import org.needlewise.report.Verdict;
import org.needlewise.rulebase.check.Strictness.Direction;
import org.needlewise.rulebase.drl.RuleTree;
import org.needlewise.rulebase.drl.RuleTree.Annotation;
import org.needlewise.rulebase.drl.RuleTree.Literal;
import org.needlewise.rulebase.drl.RuleTree.LiteralKind;

/**
 * A clinic's own numbers and verdicts in place of those of some rules, each with its reason and its
 * evidence. What it makes is a rules folder like any other, so that everything that reads rules
 * reads it too.
 *
 * <p>A parameter is the name of a card's entry ({@code verdict}, {@code between}, {@code after},
 * {@code minimumDays}, {@code idealDays}), a key of one ({@code verdictOf *}), or the field or
 * measure of the conditions beside which, or in whose parentheses, the number stands ({@code
 * depthMm}, {@code sincePlusDays}).
 */
public final class Overlay {
  private static final Fields OVERLAY = new Fields("an overlay", "name!", "base!", "changes!");
  private static final Fields CHANGE =
      new Fields(
          "a change", "rule!", "parameter!", "from!", "to!", "reason!", "evidence!", "looser");
  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{8,64}");
  private static final Set<String> VERDICTS = Set.of("verdict", "between", "after");
  private static final Set<String> DAYS = Set.of("minimumDays", "idealDays");

  private final OpenRules rules;
  private final RulesFolder base;
  private final SortedMap<String, byte[]> files = new TreeMap<>();
  private final List<Change> changes = new ArrayList<>();
  private String name;
  private boolean otherBase;

  /**
   * One number or verdict in place of another.
   *
   * @param rule its id
   * @param looser whether the rules ask for less than before
   */
  public record Change(
      String rule,
      String parameter,
      String from,
      String to,
      String reason,
      List<String> evidence,
      boolean looser) {}

  /** Where a value stands in a rule file, and what a greater one does. */
  private record Spot(int from, int to, Direction greater) {}

  private Overlay(RulesFolder folder) {
    this.rules = OpenRules.of(folder, Card::isActive);
    this.base = folder;
  }

  /**
   * The overlay of a file upon the rules of a folder.
   *
   * @throws InvalidInputException with all that is wrong in the file, and all that no longer stands
   * @throws BadRulesException where the folder's rules are wrong
   */
  public static Overlay read(byte[] yaml, String file, RulesFolder folder) {
    Overlay overlay = new Overlay(folder);
    StrictReader.yaml(yaml, file, "an overlay: name, base and changes", overlay::overlay);
    return overlay;
  }

  /** What a report calls it. */
  public String name() {
    return name;
  }

  /** In the order of the file. */
  public List<Change> changes() {
    return List.copyOf(changes);
  }

  /** Whether it was written for other rules than these; all that it names stands all the same. */
  public boolean isOfOtherBase() {
    return otherBase;
  }

  /** The rules with its changes. */
  public RulesFolder folder() {
    return new RulesFolder(files);
  }

  private Overlay overlay(StrictReader in) {
    changes.clear(); // what is wrong is read a second time
    files.putAll(base.files());
    if (in.enter(OVERLAY)) {
      for (int f = in.field(); f >= 0; f = in.field()) {
        switch (f) {
          case 0 -> name = name(in);
          case 1 -> base(in);
          default -> {
            Place place = in.place();
            Set<String> seen = new HashSet<>();
            int before = in.errors();
            changes.addAll(in.list("a list of changes", each -> change(each, seen)));
            if (changes.isEmpty() && in.errors() == before) {
              in.error(place, "no changes", "at least one");
            }
          }
        }
      }
    }
    return this;
  }

  private static String name(StrictReader in) {
    String name = in.text("text: a name", 1, Limits.ID_CHARS);
    if (name != null && !name.matches("[a-z0-9]+(-[a-z0-9]+)*")) {
      in.error(Echo.quoted(name), "small letters and digits, words joined by hyphens");
    }
    return name;
  }

  private void base(StrictReader in) {
    String base = in.lineOrNumber("text: the digest of the rules that it was written for");
    if (base != null && !DIGEST.matcher(base).matches()) {
      in.error(Echo.quoted(base), "8 to 64 hexadecimal digits, as a report names the rules");
    }
    otherBase = base != null && !rules.digest().startsWith(base);
  }

  private Change change(StrictReader in, Set<String> seen) {
    OpenRules.Rule rule = null;
    String id = null;
    String parameter = null;
    String from = null;
    String to = null;
    String reason = null;
    List<String> evidence = List.of();
    boolean looser = false;
    Place place = in.place();
    int before = in.errors();
    if (!in.enter(CHANGE)) {
      return null;
    }
    for (int f = in.field(); f >= 0; f = in.field()) {
      switch (f) {
        case 0 -> {
          id = in.line("text: the id of a rule");
          rule = id == null ? null : rule(in, id);
        }
        case 1 -> parameter = in.line("text: a parameter");
        case 2 -> from = in.lineOrNumber("a number, or text: a verdict");
        case 3 -> to = in.lineOrNumber("a number, or text: a verdict");
        case 4 -> reason = in.line("text: why");
        case 5 -> evidence = in.list("a list of ids of evidence", this::cited);
        default -> looser = Boolean.TRUE.equals(in.truth());
      }
    }
    if (in.errors() > before) {
      return null;
    }
    if (evidence.isEmpty()) {
      in.error(place, "no evidence", "the statements that it rests on");
    }
    Change change = new Change(rule.card().id(), parameter, from, to, reason, evidence, looser);
    if (!seen.add(change.rule + ' ' + parameter + ' ' + from)) {
      in.error(place, "a second change of " + Echo.quoted(parameter), "each once");
      return null;
    }
    apply(in, place, rule, change);
    return change;
  }

  private OpenRules.Rule rule(StrictReader in, String id) {
    List<String> ids = rules.rules().stream().map(each -> each.card().id()).toList();
    OpenRules.Rule rule =
        rules.rules().stream().filter(each -> each.card().id().equals(id)).findFirst().orElse(null);
    if (rule == null) {
      in.error("the rule " + Echo.quoted(id), "the id of an active rule" + Nearest.hint(id, ids));
    }
    return rule;
  }

  private String cited(StrictReader in) {
    String id = in.line("text: the id of a statement");
    if (id != null && !rules.evidence().containsKey(id)) {
      in.error("the unknown evidence " + Echo.quoted(id), "a statement of the rules' evidence");
    }
    return id;
  }

  private void apply(StrictReader in, Place place, OpenRules.Rule rule, Change change) {
    // An earlier change of the same file may have moved what stands behind it.
    RuleTree tree = rules.tree(rule.file(), files.get(rule.file()));
    List<Spot> spots = spots(tree, change);
    if (spots.size() != 1) {
      in.error(
          place,
          (spots.isEmpty() ? "a conflict: no " : "more than one ")
              + Echo.quoted(change.parameter + ' ' + change.from)
              + " in "
              + change.rule,
          spots.isEmpty()
              ? "one of " + String.join(", ", parameters(tree)) + ", with its value of now"
              : "a number that stands once beside " + Echo.quoted(change.parameter));
      return;
    }
    Spot spot = spots.get(0);
    if (isVerdict(change.parameter)
        ? Verdict.ofCode(change.to) == null
        : !change.to.matches("[0-9]+(\\.[0-9]{1,2})?")) {
      in.error(
          place,
          Echo.quoted(change.to),
          isVerdict(change.parameter) ? "one of " + String.join(", ", Verdict.CODES) : "a number");
      return;
    }
    int rises = rises(change);
    boolean stricter =
        spot.greater == Direction.STRICTER && rises > 0
            || spot.greater == Direction.LOOSER && rises < 0;
    if (rises == 0) {
      in.error(place, "nothing changed: " + change.from + " to " + change.to, "another value");
    } else if (!stricter && !change.looser) {
      in.error(
          place,
          change.parameter
              + " from "
              + change.from
              + " to "
              + change.to
              + (spot.greater == Direction.UNKNOWN
                  ? ", which may ask for less"
                  : ", which asks for less"),
          "looser: true, with the reason for it");
    } else if (stricter && change.looser) {
      in.error(place, "looser: true on a change that asks for more", "no looser");
    }
    String text = tree.source().text();
    String edited = text.substring(0, spot.from) + change.to + text.substring(spot.to);
    files.put(rule.file(), edited.getBytes(StandardCharsets.UTF_8));
    try {
      rules.with(rule.file(), edited);
    } catch (BadRulesException e) {
      in.error(
          place,
          "a change after which " + e.problems().get(0).found(),
          "one with which the rule is right");
    }
  }

  private static boolean isVerdict(String parameter) {
    return VERDICTS.contains(parameter) || parameter.startsWith("verdictOf ");
  }

  private static int rises(Change change) {
    return isVerdict(change.parameter)
        ? Integer.compare(Verdict.CODES.indexOf(change.to), Verdict.CODES.indexOf(change.from))
        : new BigDecimal(change.to).compareTo(new BigDecimal(change.from));
  }

  private static List<Spot> spots(RuleTree tree, Change change) {
    List<Spot> spots = new ArrayList<>();
    String parameter = change.parameter;
    if (isVerdict(parameter) || DAYS.contains(parameter)) {
      boolean keyed = parameter.startsWith("verdictOf ");
      Annotation entry = tree.annotations().get(keyed ? "verdictOf" : parameter);
      String value = keyed ? parameter.substring("verdictOf ".length()) + '=' : "";
      if (entry != null) {
        Matcher at =
            Pattern.compile("(?<=^| )" + Pattern.quote(value + change.from) + "(?= |$)")
                .matcher(entry.value());
        while (at.find()) {
          int from = entry.valueOffset() + at.start() + value.length();
          spots.add(new Spot(from, from + change.from.length(), Direction.STRICTER));
        }
      }
      return spots;
    }
    Strictness.of(tree)
        .forEach(
            (literal, number) -> {
              if (number.parameter().equals(parameter) && same(literal, change.from)) {
                spots.add(new Spot(literal.offset(), literal.end(), number.greater()));
              }
            });
    return spots;
  }

  private static boolean same(Literal literal, String number) {
    return literal.kind() == LiteralKind.NUMBER
        && number.matches("[0-9]+(\\.[0-9]+)?")
        && new BigDecimal(literal.text()).compareTo(new BigDecimal(number)) == 0;
  }

  /** What a rule has that a change can name. */
  private static List<String> parameters(RuleTree tree) {
    List<String> parameters = new ArrayList<>();
    for (Map.Entry<String, Annotation> entry : tree.annotations().entrySet()) {
      String value = entry.getValue().value();
      if (VERDICTS.contains(entry.getKey()) || DAYS.contains(entry.getKey())) {
        parameters.add(entry.getKey() + ' ' + value);
      } else if (entry.getKey().equals("verdictOf")) {
        for (String key : value.split(" ")) {
          parameters.add("verdictOf " + key.replace('=', ' '));
        }
      }
    }
    Strictness.of(tree)
        .forEach((literal, number) -> parameters.add(number.parameter() + ' ' + literal.text()));
    return parameters;
  }
}
