package org.needlewise.review.book;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.needlewise.casefile.Areas;
import org.needlewise.casefile.CodeFinder;
import org.needlewise.casefile.CodeFinder.How;
import org.needlewise.casefile.CodeFinder.Match;
import org.needlewise.casefile.Diagnostic;
import org.needlewise.casefile.Echo;
import org.needlewise.casefile.InvalidInputException;
import org.needlewise.casefile.Nearest;
import org.needlewise.casefile.StandardCodes;
import org.needlewise.casefile.StandardCodes.StandardCode;
import org.needlewise.casefile.Vocabulary;
import org.needlewise.casefile.Vocabulary.Question;
import org.needlewise.review.Words;
import org.needlewise.rulebase.check.Card;
import org.needlewise.rulebase.check.OpenRules;
import org.needlewise.rulebase.check.OpenRules.Reach;

/** The codes that a case file may hold, and all that is known of each. */
public final class CodeGuide {
  private final OpenRules rules;
  private final Vocabulary vocabulary;
  private final StandardCodes standardCodes;
  private final CodeFinder finder;

  /**
   * A code.
   *
   * @param match the code, its list, and how it was asked for
   * @param also what people write in its place
   * @param group its class; itself where it is in no other
   * @param members of the class that it names, in the order of the lists; empty where it names none
   * @param questions those that ask for it, by itself or by its class
   * @param rules that speak of it, those first that name it
   */
  public record Entry(
      Match match,
      List<String> also,
      String group,
      List<String> members,
      List<Question> questions,
      List<StandardCode> standardCodes,
      List<Speaking> rules) {
    /** Whether its class is another code's. */
    public boolean isClassed() {
      return !group.equals(match.code());
    }
  }

  /** A rule that speaks of a code, and why. */
  public record Speaking(Card card, Reach reach) {}

  public CodeGuide(OpenRules rules) {
    this.rules = rules;
    this.vocabulary = rules.vocabulary();
    this.standardCodes = rules.standardCodes();
    this.finder = new CodeFinder(vocabulary);
  }

  /** The names of the lists. */
  public List<String> lists() {
    List<String> lists = new ArrayList<>(vocabulary.lists().keySet());
    lists.add(CodeFinder.AREAS);
    return lists;
  }

  /** The codes of a list, in its order. */
  public List<Entry> list(String list) {
    List<String> codes = list.equals(CodeFinder.AREAS) ? Areas.ALL : vocabulary.lists().get(list);
    return codes.stream()
        .map(code -> entry(new Match(code, list, code.replace('-', ' '), How.CODE)))
        .toList();
  }

  /**
   * What a text may mean, the best first; see {@link CodeFinder#find(String)}.
   *
   * @param list the one list to look in; null for all
   */
  public List<Match> find(String text, String list) {
    return list == null ? finder.find(text) : finder.find(text, list);
  }

  /**
   * What a text means for certain or likely, the best first.
   *
   * @param list the one list to look in; null for all
   * @throws InvalidInputException where it means nothing, with what is near it
   */
  public List<Match> found(String text, String list) {
    List<Match> matches = find(text, list);
    List<Match> found = matches.stream().filter(Match::isFound).toList();
    if (!found.isEmpty()) {
      return found;
    }
    List<Match> near = matches.isEmpty() ? find(text, null) : matches;
    throw new InvalidInputException(
        new Diagnostic(
            "needlewise codes",
            "'" + Echo.shown(text) + "'",
            "a word for a code"
                + (list == null ? "" : " of the " + list)
                + (near.isEmpty()
                    ? "; without a word, all are listed"
                    : "; near it: " + named(near))));
  }

  /** Some of them in a row: what to write for each, and what kind of thing it is. */
  public static String named(List<Match> matches) {
    return matches.stream()
        .map(match -> match.suggestion() + ", " + match.kind())
        .collect(Collectors.joining("; "));
  }

  /**
   * A list, or all of them.
   *
   * @param list null for all
   * @throws IllegalArgumentException where there is none of the name, saying which there are
   */
  public List<String> lists(String list) {
    List<String> lists = lists();
    if (list == null) {
      return lists;
    }
    if (!lists.contains(list)) {
      throw new IllegalArgumentException(
          "'"
              + list
              + "' is no list; expected one of "
              + String.join(", ", lists)
              + Nearest.hint(list, lists));
    }
    return List.of(list);
  }

  /** All that is known of a code that was found. */
  public Entry entry(Match match) {
    String code = match.code();
    String group = vocabulary.group(code);
    List<Speaking> speaking = new ArrayList<>();
    rules.speakingOf(code).forEach((rule, reach) -> speaking.add(new Speaking(rule.card(), reach)));
    speaking.sort(
        Comparator.comparing(Speaking::reach)
            .thenComparing(each -> each.card().policy())
            .thenComparing(each -> each.card().id()));
    return new Entry(
        match,
        vocabulary.also().getOrDefault(code, List.of()),
        group,
        vocabulary.lists().values().stream()
            .flatMap(List::stream)
            .filter(other -> !other.equals(code) && vocabulary.group(other).equals(code))
            .toList(),
        vocabulary.questions().stream()
            .filter(
                question ->
                    question.code().equals(code)
                        || question.code().equals(group)
                        || question.alsoStatedBy().contains(code))
            .toList(),
        standardCodes.of(code),
        speaking);
  }

  /** One object: {@code codes}, each with all that is known of it. */
  public static String json(List<Entry> entries) {
    return Words.json(new Json(entries.stream().map(CodeGuide::json).toList()));
  }

  private static JsonCode json(Entry entry) {
    return new JsonCode(
        entry.match.code(),
        entry.match.list(),
        new JsonMatch(word(entry.match.how()), entry.match.words()),
        entry.also,
        entry.isClassed() ? entry.group : null,
        entry.members,
        entry.questions.stream().map(q -> new JsonQuestion(q.code(), q.ask())).toList(),
        entry.standardCodes.stream()
            .map(s -> new JsonStandard(s.system(), s.code(), s.sure(), s.source(), s.note()))
            .toList(),
        entry.rules.stream()
            .map(
                each ->
                    new JsonRule(
                        each.card.id(), each.card.policy(), each.card.title(), word(each.reach)))
            .toList());
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private record Json(List<JsonCode> codes) {}

  private record JsonCode(
      String code,
      String list,
      JsonMatch match,
      List<String> also,
      @JsonProperty("class") String group,
      List<String> members,
      List<JsonQuestion> questions,
      List<JsonStandard> standardCodes,
      List<JsonRule> rules) {}

  private record JsonMatch(String how, String words) {}

  private record JsonQuestion(String code, String ask) {}

  private record JsonStandard(
      String system, String code, String sure, String source, String note) {}

  private record JsonRule(String id, String policy, String title, String speaksOf) {}
}
