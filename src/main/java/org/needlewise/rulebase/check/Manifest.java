package org.needlewise.rulebase.check;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.needlewise.casefile.Echo;
import org.needlewise.casefile.Fields;
import org.needlewise.casefile.InvalidInputException;
import org.needlewise.casefile.Limits;
import org.needlewise.casefile.Place;
import org.needlewise.casefile.StrictReader;
import org.needlewise.report.Finding;
import org.needlewise.rulebase.drl.Problems;
import org.needlewise.rulebase.drl.RuleTree;

/**
 * What {@code manifest.yaml} says of the last release. Without the ids of its rules, one that is
 * lost could not be told from one that has nothing to say.
 *
 * @param effective the day from which it is in effect; null: not stated
 * @param author who made it, as one of those who sign; null: not stated
 * @param supersedes the digest of the release before; null: not stated
 * @param digest of its rules; null: not stated
 * @param tested what was tried before it: rules and cases, all as expected; empty: not stated
 * @param changes the lines of the changes by rule
 * @param rules ids of the rules that are no drafts
 * @param files path to SHA-256, lower-case hexadecimal; of all but the manifest itself
 */
public record Manifest(
    String version,
    LocalDate effective,
    String author,
    String supersedes,
    String digest,
    List<Integer> tested,
    List<String> changes,
    List<String> rules,
    SortedMap<String, String> files) {
  private static final Fields MANIFEST =
      new Fields(
          "the manifest",
          "version!",
          "rules!",
          "effective",
          "author",
          "supersedes",
          "digest",
          "tested",
          "changes",
          "files");

  private static final Pattern SHA = Pattern.compile("[0-9a-f]{64}");

  private static final String HEAD =
      """
      # What the last release holds, written by a release and never by hand. A rule that is listed here and has no file is
      # missing, and then nothing is screened. A new rule needs no line.

      """;

  /**
   * @throws InvalidInputException with all that is wrong
   */
  public static Manifest read(byte[] yaml, String file) {
    return StrictReader.yaml(yaml, file, MANIFEST.what(), in -> manifest(in, Manifest::id));
  }

  /** The ids that it lists; none where it is not there or is wrong, which {@link #check} tells. */
  static Set<String> released(RulesFolder folder) {
    byte[] yaml = folder.files().get(RulesFolder.MANIFEST);
    if (yaml == null) {
      return Set.of();
    }
    try {
      return new HashSet<>(read(yaml, RulesFolder.MANIFEST).rules);
    } catch (InvalidInputException e) {
      return Set.of();
    }
  }

  /**
   * @param trees all that the folder holds
   * @param cards in the same order
   */
  static void check(RulesFolder folder, List<RuleTree> trees, List<Card> cards, Problems problems) {
    Map<String, Card> byId = Card.byId(cards);
    Map<Card, RuleTree> treeOf = new HashMap<>();
    for (int i = 0; i < cards.size(); i++) {
      treeOf.put(cards.get(i), trees.get(i));
    }
    try {
      Manifest manifest =
          StrictReader.yaml(
              folder.files().get(RulesFolder.MANIFEST),
              RulesFolder.MANIFEST,
              MANIFEST.what(),
              in -> manifest(in, each -> rule(each, byId)));
      List<Card> released = manifest.rules.stream().map(byId::get).toList();
      released.stream()
          .filter(card -> card.status().equals("draft"))
          .forEach(card -> draft(treeOf.get(card), problems));
      Map<String, Card> byRow = new HashMap<>();
      released.forEach(card -> byRow.put(card.policy(), card));
      for (Card card : cards) {
        Card has = byRow.get(card.policy());
        if (has != null && card.isActive() && !released.contains(card)) {
          rowOfAnother(treeOf.get(card), has, problems);
        }
      }
    } catch (InvalidInputException e) {
      e.problems().forEach(problems::add);
    }
  }

  private static Manifest manifest(StrictReader in, Function<StrictReader, String> rule) {
    String version = null;
    LocalDate effective = null;
    String author = null;
    String supersedes = null;
    String digest = null;
    List<Integer> tested = List.of();
    List<String> changes = List.of();
    List<String> rules = List.of();
    SortedMap<String, String> files = new TreeMap<>();
    if (in.enter(MANIFEST)) {
      for (int f = in.field(); f >= 0; f = in.field()) {
        switch (f) {
          case 0 -> version = in.line("text: the version of the release");
          case 1 -> {
            int before = in.errors();
            Place place = in.place();
            rules = in.list("a list of ids of rules", rule);
            if (rules.isEmpty() && in.errors() == before) {
              in.error(place, "no rules", "the ids of the rules that must be here");
            }
          }
          case 2 -> effective = in.date();
          case 3 -> author = in.line("text: who made the release");
          case 4 -> supersedes = sha(in);
          case 5 -> digest = sha(in);
          case 6 -> tested = in.list("two numbers: rules and cases", each -> each.whole(0));
          case 7 -> changes = in.list("a list of changes", each -> each.line("text: a change"));
          default -> in.fields("the files", path -> files.put(path, String.valueOf(sha(in))));
        }
      }
    }
    return new Manifest(
        version, effective, author, supersedes, digest, tested, changes, rules, files);
  }

  private static String sha(StrictReader in) {
    String sha = in.line("text: a SHA-256");
    if (sha != null && !SHA.matcher(sha).matches()) {
      in.error(Echo.quoted(sha), "64 hexadecimal digits");
    }
    return sha;
  }

  /** As {@link #read} reads it. */
  public byte[] yaml() {
    StringBuilder yaml = new StringBuilder(HEAD);
    field(yaml, "version", version);
    if (effective != null) {
      yaml.append("effective: ").append(effective).append('\n');
    }
    field(yaml, "author", author);
    field(yaml, "supersedes", supersedes);
    field(yaml, "digest", digest);
    if (!tested.isEmpty()) {
      yaml.append("tested: ").append(tested).append('\n');
    }
    if (!changes.isEmpty()) {
      yaml.append("\nchanges:\n");
      changes.forEach(change -> yaml.append("  - ").append(quoted(change)).append('\n'));
    }
    yaml.append("\nrules:\n");
    rules.forEach(rule -> yaml.append("  - ").append(rule).append('\n'));
    if (!files.isEmpty()) {
      yaml.append("\nfiles:\n");
      files.forEach((file, sha) -> field(yaml, "  " + file, sha));
    }
    return yaml.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void field(StringBuilder yaml, String name, String value) {
    if (value != null) {
      yaml.append(name).append(": ").append(quoted(value)).append('\n');
    }
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  private static String id(StrictReader in) {
    return in.text("text: the id of a rule", 1, Limits.ID_CHARS);
  }

  private static String rule(StrictReader in, Map<String, Card> byId) {
    String id = id(in);
    Card card = byId.get(id);
    if (card == null && id != null) {
      in.error(
          "no file of the rule \"" + Echo.shown(id) + '"',
          file(id)
              + "; a rule that is not to fire any more stays, with @status(\"retired\"), and one"
              + " that was renamed says so with @formerly(\""
              + Echo.shown(id)
              + "\")");
    }
    return card == null ? null : id;
  }

  /** Where the rule of an id stands. */
  private static String file(String id) {
    return Finding.CATEGORIES.stream()
        .filter(category -> id.startsWith(category + '-'))
        .map(category -> category + '/' + id.substring(category.length() + 1) + ".drl")
        .map(Echo::shown)
        .findFirst()
        .orElse("its file");
  }

  private static void rowOfAnother(RuleTree tree, Card has, Problems problems) {
    problems.warning(
        tree.source(),
        tree.annotations().get("policy").valueOffset(),
        "the row " + has.policy() + ", which the released rule " + has.id() + " has",
        "a row of its own, with the next number that is free");
  }

  private static void draft(RuleTree tree, Problems problems) {
    problems.error(
        tree.source(),
        tree.annotations().get("status").valueOffset(),
        "a draft of a rule that was released",
        "active; retired where it is not to fire any more");
  }
}
