package org.needlewise.ask;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.needlewise.ask.Dialogue.Prompt;
import org.needlewise.ask.Dialogue.Reply;
import org.needlewise.casefile.Areas;
import org.needlewise.casefile.CodeFinder;
import org.needlewise.casefile.CodeFinder.How;
import org.needlewise.casefile.CodeFinder.Match;
import org.needlewise.casefile.Vocabulary;
import org.needlewise.report.ReportWords;
import org.needlewise.words.Words;

/** The kinds of questions: a day, a yes or no, one of a few, codes in whatever words. */
final class Prompts {
  private static final Set<String> YES = Set.of("yes", "y", "yes.", "yep", "yeah");
  private static final Set<String> NO = Set.of("no", "n", "no.", "nope");
  private static final Set<String> OPEN =
      Set.of("", "-", "unknown", "not known", "don't know", "dont know", "not sure", "skip");
  private static final Set<String> NONE = Set.of("none", "no", "n", "nothing", "nothing else");

  /** Which days a question takes. */
  record Bound(Predicate<LocalDate> takes, Function<LocalDate, String> complaint) {
    static final Bound NONE = new Bound(day -> true, day -> "");
  }

  private final Dialogue dialogue;
  private final Words words;
  private final Dialogue.Asker asker;
  private final Vocabulary vocabulary;
  private final CodeFinder finder;
  private final LocalDate today;

  Prompts(
      Dialogue dialogue,
      Dialogue.Asker asker,
      Vocabulary vocabulary,
      CodeFinder finder,
      LocalDate today) {
    this.dialogue = dialogue;
    this.words = dialogue.words();
    this.asker = asker;
    this.vocabulary = vocabulary;
    this.finder = finder;
    this.today = today;
  }

  <T> T ask(String question, String marker, List<String> help, Function<String, Reply<T>> read) {
    return dialogue.ask(asker, new Prompt(question, marker, help), read);
  }

  static boolean isOpen(String answer) {
    return OPEN.contains(answer.toLowerCase(Locale.ROOT));
  }

  static boolean isYes(String answer) {
    return YES.contains(answer.toLowerCase(Locale.ROOT));
  }

  static boolean isNo(String answer) {
    return NO.contains(answer.toLowerCase(Locale.ROOT));
  }

  static boolean isNone(String answer) {
    return NONE.contains(answer.toLowerCase(Locale.ROOT));
  }

  /** Null where it is not known. */
  Boolean yesNo(String question, String help) {
    return ask(
        question,
        words.say("ask.yesNo"),
        List.of(help, words.say("ask.yesNo.help")),
        answer ->
            isYes(answer)
                ? Reply.right(true, "")
                : isNo(answer)
                    ? Reply.right(false, "")
                    : isOpen(answer)
                        ? Reply.right(null, "")
                        : Reply.wrong(words.say("ask.yesNo.please")));
  }

  /**
   * A day, always told back; null where it is not known.
   *
   * @param needed whether it cannot be left out
   */
  LocalDate day(String question, DateWords.Side side, Bound bound, boolean needed) {
    while (true) {
      List<LocalDate> days =
          ask(
              question,
              words.say("ask.date"),
              List.of(words.say("ask.date.help"), words.say("ask.date.unsure")),
              answer -> days(answer, side, bound, needed));
      if (days.size() < 2) {
        return days.isEmpty() ? null : days.get(0);
      }
      LocalDate day = eitherWay(days, bound);
      if (day != null) {
        return day;
      }
    }
  }

  private Reply<List<LocalDate>> days(
      String answer, DateWords.Side side, Bound bound, boolean needed) {
    if (isOpen(answer) || isNo(answer)) {
      return needed ? Reply.wrong(words.say("ask.date.needed")) : Reply.right(List.of(), "");
    }
    DateWords.Reading reading = date(answer, side);
    if (!reading.problem().isEmpty()) {
      return Reply.wrong(reading.problem());
    }
    if (reading.days().size() > 1) {
      return Reply.right(reading.days(), "");
    }
    LocalDate day = reading.days().get(0);
    return bound.takes.test(day)
        ? Reply.right(reading.days(), ReportWords.day(words, day))
        : Reply.wrong(bound.complaint.apply(day));
  }

  DateWords.Reading date(String text, DateWords.Side side) {
    return DateWords.read(words, text, today, side);
  }

  /** Null where it is to be asked anew. */
  LocalDate eitherWay(List<LocalDate> days, Bound bound) {
    Map<String, String> ways = new LinkedHashMap<>();
    ways.put(
        days.get(0).toString(),
        words.say("ask.date.dayFirst", "day", ReportWords.day(words, days.get(0))));
    ways.put(
        days.get(1).toString(),
        words.say("ask.date.monthFirst", "day", ReportWords.day(words, days.get(1))));
    String day = choice(words.say("ask.date.which"), ways, List.of());
    if (day.isEmpty()) {
      return null;
    }
    LocalDate meant = LocalDate.parse(day);
    if (!bound.takes.test(meant)) {
      dialogue.say(bound.complaint.apply(meant));
      return null;
    }
    return meant;
  }

  /**
   * One of a few, by its number or its words; "" where none is said.
   *
   * @param options value to words
   */
  String choice(String question, Map<String, String> options, List<String> help) {
    List<String> values = List.copyOf(options.keySet());
    StringBuilder shown = new StringBuilder(question);
    for (int i = 0; i < values.size(); i++) {
      shown.append(i == 0 ? " " : "; ").append(i + 1).append(": ");
      shown.append(options.get(values.get(i)));
    }
    return ask(
        shown.append('.').toString(),
        "1-" + values.size(),
        help,
        answer -> {
          if (isOpen(answer) || answer.equalsIgnoreCase("none")) {
            return Reply.right("", "");
          }
          List<String> meant = meant(answer, options);
          return meant.size() == 1
              ? Reply.right(meant.get(0), echo(answer, options.get(meant.get(0))))
              : Reply.wrong(words.say("ask.number", "count", values.size()));
        });
  }

  /**
   * One of a few.
   *
   * @param otherwise the value where none is said
   */
  String chosen(String question, List<String> values, String otherwise) {
    Map<String, String> options = new LinkedHashMap<>();
    values.forEach(value -> options.put(value, words.code(value)));
    String answer = choice(question, options, List.of());
    return answer.isEmpty() ? otherwise : answer;
  }

  /** By its number, by its words, else by the beginning of one of them. */
  private static List<String> meant(String answer, Map<String, String> options) {
    List<String> values = List.copyOf(options.keySet());
    if (answer.matches("[0-9]{1,3}")) {
      int number = Integer.parseInt(answer);
      return number < 1 || number > values.size() ? List.of() : List.of(values.get(number - 1));
    }
    String plain = plain(answer);
    List<String> exact =
        values.stream()
            .filter(v -> plain(v).equals(plain) || plain(options.get(v)).equals(plain))
            .toList();
    return !exact.isEmpty()
        ? exact
        : values.stream().filter(v -> (plain(v) + plain(options.get(v))).contains(plain)).toList();
  }

  /** Nothing where it is what was typed. */
  private static String echo(String answer, String words) {
    return plain(answer).equals(plain(words)) ? "" : words;
  }

  /** Its words, each with a blank before it. */
  private static String plain(String text) {
    return (" " + text.toLowerCase(Locale.ROOT)).replaceAll("[^\\p{L}\\p{N}]+", " ");
  }

  /** Some text; null where none is said. */
  String text(String question, String help, int mostChars, boolean needed) {
    return ask(
        question,
        "",
        List.of(help),
        answer -> {
          if (isOpen(answer) || !needed && isNone(answer)) {
            return needed ? Reply.wrong(words.say("ask.needed")) : Reply.right(null, "");
          }
          return answer.codePointCount(0, answer.length()) > mostChars
              ? Reply.wrong(words.say("ask.tooLong", "count", mostChars))
              : Reply.right(answer, "");
        });
  }

  /** A depth in hundredths of a millimetre. */
  int depth(String question) {
    return ask(
        question,
        words.say("ask.depth.unit"),
        List.of(words.say("ask.depth.help")),
        answer -> {
          Amounts.Reading<Integer> depth = Amounts.depth(words, answer);
          return depth.problem() != null
              ? Reply.wrong(depth.problem())
              : Reply.right(depth.value(), ReportWords.millimetres(words, depth.value()));
        });
  }

  /**
   * One area, which cannot be left out.
   *
   * @param same the one that "same" means; null for none
   */
  String area(String question, String same) {
    while (true) {
      List<List<Match>> found =
          ask(
              question,
              "",
              List.of(words.say("ask.area.one"), explained(Areas.ALL)),
              answer ->
                  isOpen(answer)
                      ? Reply.wrong(words.say("ask.area.needed"))
                      : find(
                          same != null && answer.equalsIgnoreCase("same") ? same : answer,
                          Areas.ALL,
                          false));
      List<String> meant = meant(found);
      if (meant != null) {
        return meant.get(0);
      }
    }
  }

  /**
   * Codes, in the words of the person; empty where none is said.
   *
   * @param codes what is understood
   * @param shown how many of the first are listed with the question, numbered
   * @param many whether there may be more than one
   * @param none whether there may be none at all, and no says so
   */
  List<String> codes(String question, List<String> codes, int shown, boolean many, boolean none) {
    String asked = shown > 0 ? question + " " + numbered(codes.subList(0, shown)) + "." : question;
    while (true) {
      List<List<Match>> found =
          ask(
              asked,
              "",
              List.of(many ? words.say("ask.many") : words.say("ask.one"), explained(codes)),
              answer ->
                  isOpen(answer) || none && isNone(answer)
                      ? Reply.right(List.of(), "")
                      : find(answer, codes, many));
      List<String> meant = meant(found);
      if (meant != null) {
        return meant;
      }
    }
  }

  private String numbered(List<String> codes) {
    List<String> shown = new ArrayList<>();
    for (int i = 0; i < codes.size(); i++) {
      shown.add(i + 1 + " " + words.code(codes.get(i)));
    }
    return String.join(", ", shown);
  }

  /** Codes with their numbers, and with what people write in their place. */
  String explained(List<String> codes) {
    List<String> shown = new ArrayList<>();
    for (int i = 0; i < codes.size(); i++) {
      shown.add(i + 1 + " " + explained(codes.get(i)));
    }
    return String.join(", ", shown) + ".";
  }

  /** A code as words, with what people write in its place: erythema (redness). */
  String explained(String code) {
    List<String> others = vocabulary.also().getOrDefault(code, List.of());
    return words.code(code) + (others.isEmpty() ? "" : " (" + String.join(", ", others) + ")");
  }

  /** For each thing that an answer names the codes that it may mean, among some. */
  Reply<List<List<Match>>> find(String answer, List<String> codes, boolean many) {
    if (isYes(answer)) {
      return Reply.wrong(words.say("ask.which.name"));
    }
    if (!many && surely(answer, codes).size() > 1) {
      return Reply.wrong(words.say("ask.one.only"));
    }
    List<List<Match>> found = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (String part : many ? parts(answer) : List.of(answer)) {
      List<Match> matches = find(part, codes);
      if (matches.isEmpty()) {
        return Reply.wrong(unknown(part));
      }
      if (isSure(matches)) {
        names.add(words.code(matches.get(0).code()));
      }
      found.add(matches);
    }
    if (found.isEmpty()) {
      return Reply.wrong(unknown(answer));
    }
    String said = String.join(", ", names);
    return Reply.right(found, names.size() < found.size() ? "" : echo(answer, said));
  }

  /** What an answer lists: parted by commas, semicolons, plus signs or the word and. */
  static List<String> parts(String answer) {
    return List.of(answer.split("\\s*[,;+]\\s*|\\s+and\\s+")).stream()
        .filter(part -> !part.isBlank())
        .toList();
  }

  private List<Match> find(String part, List<String> codes) {
    if (part.matches("[0-9]{1,3}")) {
      int number = Integer.parseInt(part);
      return number < 1 || number > codes.size()
          ? List.of()
          : List.of(new Match(codes.get(number - 1), "", part, How.CODE));
    }
    List<Match> matches =
        finder.find(part, listsOf(codes)).stream()
            .filter(match -> codes.contains(match.code()))
            .toList();
    for (How how : List.of(How.CODE, How.ALSO)) {
      List<Match> sure = matches.stream().filter(match -> match.how() == how).toList();
      if (!sure.isEmpty()) {
        return sure;
      }
    }
    return matches;
  }

  /** The codes that an answer names, each surely; none where one is not sure. */
  List<String> surely(String answer, List<String> codes) {
    List<List<Match>> found = find(answer, codes, true).value();
    return found == null || !found.stream().allMatch(Prompts::isSure)
        ? List.of()
        : found.stream().map(matches -> matches.get(0).code()).distinct().toList();
  }

  private String[] listsOf(List<String> codes) {
    Set<String> lists = new LinkedHashSet<>();
    lists.add(CodeFinder.AREAS);
    vocabulary
        .lists()
        .forEach(
            (list, all) -> {
              if (all.stream().anyMatch(codes::contains)) {
                lists.add(list);
              }
            });
    return lists.toArray(String[]::new);
  }

  private static boolean isSure(List<Match> matches) {
    return matches.size() == 1 && matches.get(0).isSure();
  }

  private String unknown(String part) {
    return finder.find(part).stream()
        .filter(Match::isSure)
        .map(
            match ->
                words.say("ask.notAsked", "part", part, "kind", match.kind(), "code", match.code()))
        .findFirst()
        .orElseGet(() -> words.say("ask.unknown", "part", part));
  }

  /** The code of each thing, where it is not sure after asking; null where one is not there. */
  List<String> meant(List<List<Match>> found) {
    Set<String> meant = new LinkedHashSet<>();
    for (List<Match> matches : found) {
      if (isSure(matches)) {
        meant.add(matches.get(0).code());
        continue;
      }
      String code = guessed(matches);
      if (code.isEmpty()) {
        return null;
      }
      meant.add(code);
    }
    return List.copyOf(meant);
  }

  /** "" where it is none of them. */
  private String guessed(List<Match> matches) {
    Map<String, String> options = new LinkedHashMap<>();
    matches.forEach(match -> options.put(match.code(), explained(match.code())));
    if (options.size() > 1) {
      return choice(words.say("ask.which"), options, List.of());
    }
    Map.Entry<String, String> only = options.entrySet().iterator().next();
    boolean right =
        Boolean.TRUE.equals(
            yesNo(words.say("ask.meant", "what", only.getValue()), words.say("ask.meant.help")));
    return right ? only.getKey() : "";
  }
}
