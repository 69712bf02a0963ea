package org.needlewise.review.book;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.needlewise.page.Page;
import org.needlewise.report.Finding;
import org.needlewise.report.Verdict;
import org.needlewise.review.Words;
import org.needlewise.review.cases.CaseSuite;
import org.needlewise.review.cases.Expected;
import org.needlewise.review.diff.Meaning;
import org.needlewise.review.diff.RuleDiff;
import org.needlewise.review.diff.RuleHistory;
import org.needlewise.review.explain.RuleWords;
import org.needlewise.rulebase.check.Card;
import org.needlewise.rulebase.check.Care;
import org.needlewise.rulebase.check.EvidenceStatement;
import org.needlewise.rulebase.check.OpenRules;
import org.needlewise.rulebase.check.Overlay;
import org.needlewise.rulebase.check.Provenance;
import org.needlewise.rulebase.drl.RuleTree;
import org.needlewise.rulebase.source.RuleSource;

/**
 * The rules as a book to be read, searched and printed.
 *
 * @param version of the rule set
 * @param digest see {@link OpenRules#digest}
 * @param provenance whether the rules are signed, and the overlay upon them
 * @param changes what the overlay changes
 * @param words what the definitions say, by what they define
 * @param chapters by category, in the order of the contents
 * @param care its entries, by file
 * @param statements the evidence that some rule or care entry cites, by id
 */
public record RuleBook(
    String version,
    String digest,
    Provenance provenance,
    List<Overlay.Change> changes,
    Map<String, String> words,
    List<Chapter> chapters,
    Map<String, List<Care.Entry>> care,
    Map<String, EvidenceStatement> statements) {

  private static final Pattern HEADING =
      Pattern.compile("(What it checks|Why it matters|Stays silent)");
  private static final Pattern CHOICE =
      Pattern.compile("\\{([A-Za-z.]+)\\?([^{}|]*)(?:\\|([^{}]*))?\\}");
  private static final Pattern NAME = Pattern.compile("\\{([A-Za-z.]+)\\}");

  /** The rules of one category, by policy row. */
  public record Chapter(String category, List<Entry> entries) {
    public String title() {
      return capital(category.replace('-', ' '));
    }
  }

  /**
   * A rule.
   *
   * @param checks what it checks, why it matters, when it stays silent: the file's own words; then
   *     what the policy says, where the folder holds it
   * @param speaksOf the kind of fact
   * @param conditions sentences, all of which must hold
   * @param numbers each with its unit
   * @param says what it says then: sentences
   * @param message what the report says, its variables in angle quotes
   * @param cited ids, some for some findings alone
   * @param cases empty where there are none
   * @param history the newest first; empty where none is told
   * @param remarks "draft", "retired", "overdue": what stands beside its title wherever it is named
   */
  public record Entry(
      Card card,
      Map<String, String> checks,
      String speaksOf,
      List<String> conditions,
      List<String> numbers,
      List<String> says,
      String message,
      Map<String, List<String>> cited,
      List<Proof> cases,
      List<RuleHistory.Edit> history,
      List<String> remarks) {

    /** Its title, with the remarks in parentheses. */
    String remarkedTitle() {
      return card.title() + (remarks.isEmpty() ? "" : " (" + String.join(", ", remarks) + ')');
    }

    /** Every verdict that the rule can give, the gravest first. */
    List<Verdict> verdicts() {
      Stream<Verdict> ofInterval =
          !card.isInterval()
              ? Stream.empty()
              : card.minimumDays() < card.idealDays()
                  ? Stream.of(Verdict.DEFER, card.between())
                  : Stream.of(Verdict.DEFER);
      Stream<Verdict> named = Stream.of(card.verdict(), card.after(), card.protocolVerdict());
      return Stream.of(ofInterval, named, card.verdictOf().values().stream())
          .flatMap(verdicts -> verdicts)
          .filter(Objects::nonNull)
          .distinct()
          .sorted(Comparator.reverseOrder())
          .toList();
    }
  }

  /** A case of the rule, and what it expects. */
  public record Proof(String name, String expected) {}

  /**
   * @param cases null where there are none
   * @param source what they were read from, which holds the policy
   * @param history of each file below the folder; empty where none is told
   * @param today the day against which review dates are held
   */
  public static RuleBook of(
      OpenRules rules,
      CaseSuite cases,
      RuleSource source,
      Map<String, List<RuleHistory.Edit>> history,
      LocalDate today) {
    Map<String, PolicyPage.Row> policy = PolicyPage.read(source).rows();
    Map<String, List<Proof>> proofs = new HashMap<>();
    if (cases != null) {
      cases
          .rules()
          .forEach(
              file ->
                  rules
                      .named(file.rule())
                      .forEach(rule -> proofs.put(rule.card().id(), proofs(file))));
    }
    Map<String, List<Entry>> byCategory = new LinkedHashMap<>();
    Finding.CATEGORIES.forEach(category -> byCategory.put(category, new ArrayList<>()));
    Set<String> cited = new TreeSet<>();
    for (OpenRules.Rule rule : rules.everyRule()) {
      Entry entry =
          entry(
              rule,
              policy.get(rule.card().policy()),
              proofs.getOrDefault(rule.card().id(), List.of()),
              history.getOrDefault(rule.file(), List.of()),
              remarks(rule.card(), today));
      byCategory.computeIfAbsent(rule.card().category(), c -> new ArrayList<>()).add(entry);
      entry.cited.values().forEach(cited::addAll);
    }
    List<Chapter> chapters = new ArrayList<>();
    byCategory.forEach(
        (category, entries) -> {
          entries.sort(
              Comparator.comparing((Entry e) -> e.card.policy()).thenComparing(e -> e.card.id()));
          if (!entries.isEmpty()) {
            chapters.add(new Chapter(category, List.copyOf(entries)));
          }
        });
    Map<String, List<Care.Entry>> care = new LinkedHashMap<>();
    for (Care.Entry each : rules.care().entries()) {
      care.computeIfAbsent(each.section().file(), file -> new ArrayList<>()).add(each);
      cited.addAll(each.evidence());
    }
    Map<String, EvidenceStatement> statements = new LinkedHashMap<>();
    cited.forEach(id -> statements.put(id, rules.evidence().get(id)));
    return new RuleBook(
        rules.definitions().version(),
        rules.digest(),
        rules.provenance(),
        source.changes(),
        RuleDiff.definitions(rules.definitions()),
        chapters,
        care,
        statements);
  }

  /** What the overlay changes of a rule. */
  List<Overlay.Change> changes(String id) {
    return changes.stream().filter(change -> change.rule().equals(id)).toList();
  }

  /** How it stands in the book. */
  static String change(Overlay.Change change) {
    return "%s: %s becomes %s%s. %s %s"
        .formatted(
            change.parameter(),
            change.from(),
            change.to(),
            change.looser() ? ", which asks for less" : "",
            change.reason(),
            change.evidence());
  }

  /** Whether its rules are signed, in words. */
  public String signed() {
    return provenance.signed() ? "signed" : "unsigned rules";
  }

  /** By policy row, then id. */
  List<Entry> byPolicy() {
    return chapters.stream()
        .flatMap(chapter -> chapter.entries.stream())
        .sorted(Comparator.comparing((Entry e) -> e.card.policy()).thenComparing(e -> e.card.id()))
        .toList();
  }

  /** Those that state an interval, by policy row. */
  List<Entry> intervals() {
    return byPolicy().stream().filter(entry -> entry.card.isInterval()).toList();
  }

  /** As one page that needs nothing beside itself. */
  public String html() {
    return Page.html("review/book/book.jte", this);
  }

  public String markdown() {
    return Page.markdown("review/book/bookInMarkdown.jte", this);
  }

  private static Entry entry(
      OpenRules.Rule rule,
      PolicyPage.Row row,
      List<Proof> proofs,
      List<RuleHistory.Edit> history,
      List<String> remarks) {
    RuleTree tree = rule.tree();
    Card card = rule.card();
    RuleWords words = new RuleWords(tree);
    Meaning meaning = new Meaning(tree);
    List<String> conditions = new ArrayList<>();
    Set<String> numbers = new LinkedHashSet<>();
    List<Meaning.Part> parts = new ArrayList<>();
    for (int i = 0; i < tree.patterns().size(); i++) {
      RuleTree.Pattern pattern = tree.patterns().get(i);
      if (i == 0) {
        conditions.addAll(words.conditions(pattern));
      } else {
        conditions.add(words.beside(pattern));
      }
      parts.addAll(meaning.parts(pattern));
    }
    tree.elements().forEach(element -> conditions.add(words.element(element)));
    parts.addAll(meaning.elements());
    for (Meaning.Part part : parts) {
      for (Meaning.Leaf leaf : part.leaves()) {
        if (leaf.kind() == Meaning.LeafKind.NUMBER) {
          numbers.add(leaf.text() + RuleWords.unit(leaf.unit(), leaf.text()));
        }
      }
    }
    if (card.isInterval()) {
      numbers.add(Words.count(card.minimumDays(), "day") + " at least");
      numbers.add(Words.count(card.idealDays(), "day") + " ideally");
    }
    Map<String, List<String>> cited = new LinkedHashMap<>();
    if (!card.evidence().isEmpty()) {
      cited.put("", card.evidence());
    }
    card.evidenceOf().forEach((key, ids) -> cited.put(key(key), ids));
    Map<String, String> checks = header(tree.source().text());
    if (row != null) {
      checks.put("The policy says", row.text());
    }
    return new Entry(
        card,
        checks,
        RuleWords.fact(tree.patterns().get(0).type().text()),
        conditions,
        List.copyOf(numbers),
        says(card, tree.then().method().text()),
        message(card),
        cited,
        proofs,
        history,
        remarks);
  }

  private static List<String> remarks(Card card, LocalDate today) {
    List<String> remarks = new ArrayList<>();
    if (!card.isActive()) {
      remarks.add(card.status());
    }
    if (card.reviewBy().isBefore(today)) {
      remarks.add("overdue");
    }
    return remarks;
  }

  private static String message(Card card) {
    StringBuilder message = new StringBuilder(card.message());
    if (!card.action().isEmpty()) {
      message.append(' ').append(card.action());
    }
    if (!card.dateHolds().isEmpty()) {
      message.append(" A date holds ").append(card.dateHolds()).append('.');
    }
    if (!card.instead().isEmpty()) {
      message.append(" Instead: ").append(card.instead()).append('.');
    }
    return readable(message.toString());
  }

  private static String key(String key) {
    return key.equals("*") ? "all others" : key.replace("/", " with ");
  }

  private static Map<String, String> header(String text) {
    Map<String, String> header = new LinkedHashMap<>();
    int end = text.indexOf("*/");
    String comment = end < 0 ? "" : text.substring(0, end).replaceAll("(?m)^\\s*/?\\*+ ?", "");
    Matcher matcher = HEADING.matcher(comment);
    List<int[]> places = new ArrayList<>();
    while (matcher.find()) {
      places.add(new int[] {matcher.start(), matcher.end()});
    }
    for (int i = 0; i < places.size(); i++) {
      int until = i + 1 < places.size() ? places.get(i + 1)[0] : comment.length();
      header.put(
          comment.substring(places.get(i)[0], places.get(i)[1]),
          comment.substring(places.get(i)[1], until).replaceAll("\\s+", " ").strip());
    }
    return header;
  }

  private static List<String> says(Card card, String method) {
    List<String> says = new ArrayList<>();
    if (card.isInterval()) {
      says.add(
          "Before day " + card.minimumDays() + ": defer, until day " + card.minimumDays() + '.');
      if (card.minimumDays() < card.idealDays()) {
        says.add(
            "From day "
                + card.minimumDays()
                + " to the day before day "
                + card.idealDays()
                + ": "
                + verdict(card.between())
                + '.');
      }
      says.add("From day " + card.idealDays() + " on: nothing.");
    } else {
      if (card.verdict() != null) {
        says.add(
            capital(verdict(card.verdict()))
                + (method.equals("until") ? ", until that date." : "."));
      }
      card.verdictOf()
          .forEach((key, verdict) -> says.add("For " + key(key) + ": " + verdict(verdict) + '.'));
      if (card.after() != null) {
        says.add("From that date on: " + verdict(card.after()) + '.');
      }
      if (card.protocolVerdict() != null) {
        says.add(
            "Where all follow the minoxidil protocol: "
                + verdict(card.protocolVerdict())
                + ", without a date.");
      }
    }
    if (!card.setsAside().isEmpty()) {
      says.add(
          "It stands in place of " + RuleWords.list(List.copyOf(card.setsAside()), "and") + '.');
    }
    if (!card.silences().isEmpty()) {
      says.add("It silences " + RuleWords.list(List.copyOf(card.silences()), "and") + '.');
    }
    if (card.lengthens()) {
      says.add("The ideal interval of that session becomes its minimum.");
    }
    return says;
  }

  private static String verdict(Verdict verdict) {
    return verdict == Verdict.PROCEED ? "proceed (it only informs)" : verdict.code();
  }

  private static String capital(String text) {
    return Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }

  /** Placeholders as words: "{earlierDate}" reads "‹earlier date›". */
  static String readable(String message) {
    String text = message;
    for (String before = ""; !before.equals(text); ) {
      before = text;
      text = NAME.matcher(text).replaceAll(m -> '‹' + spaced(m.group(1)) + '›');
      text = CHOICE.matcher(text).replaceAll(m -> Matcher.quoteReplacement(choice(m)));
    }
    return text;
  }

  private static String choice(java.util.regex.MatchResult choice) {
    String otherwise = choice.group(3) == null ? "" : choice.group(3);
    return "[if "
        + spaced(choice.group(1))
        + ": "
        + choice.group(2).strip().replaceFirst("\\.$", "")
        + (otherwise.isBlank() ? "" : "; otherwise: " + otherwise.strip().replaceFirst("\\.$", ""))
        + ']';
  }

  private static String spaced(String camel) {
    return camel
        .replaceAll("([a-z])([A-Z])", "$1 $2")
        .replace('.', ' ')
        .toLowerCase(java.util.Locale.ROOT);
  }

  private static List<Proof> proofs(CaseSuite.RuleCases file) {
    List<Proof> proofs = new ArrayList<>();
    for (CaseSuite.RuleCase one : file.cases()) {
      List<String> expected = new ArrayList<>();
      for (Expected each : one.expect()) {
        expected.add(
            each.verdict() + (each.earliestDate() == null ? "" : " until " + each.earliestDate()));
      }
      proofs.add(
          new Proof(one.name(), expected.isEmpty() ? "nothing" : String.join("; ", expected)));
    }
    return proofs;
  }
}
