package org.needlewise.ask;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.needlewise.ask.Dialogue.Reply;
import org.needlewise.casefile.Areas;
import org.needlewise.casefile.CaseFile.PastSession;
import org.needlewise.casefile.CaseFile.Reaction;
import org.needlewise.casefile.Choices;
import org.needlewise.casefile.CodeFinder.Match;
import org.needlewise.casefile.Vocabulary;
import org.needlewise.report.ReportWords;
import org.needlewise.words.Words;

/** Asks for earlier sessions, one after another. */
final class History {
  private static final Pattern LASTED =
      Pattern.compile("(.*?),? *(?:for )?([0-9]{1,4}) ?(day|week|d|w)s?");
  private static final Pattern DAYS = Pattern.compile("([0-9]{1,4}) ?(?:days?|d)?");
  private static final int WEEK = 7;

  private final Draft draft;
  private final Dialogue dialogue;
  private final Words words;
  private final Prompts prompts;
  private final Entries entries;
  private final Vocabulary vocabulary;

  /**
   * What an answer says of a session.
   *
   * @param days one or two, none where there is no session
   * @param area null where it is not said
   * @param depthHundredths 0 where it is not said
   */
  private record SessionAnswer(List<LocalDate> days, String area, int depthHundredths) {}

  /** What else a session may have been. */
  private static final class More {
    String indication;
    String setting = Choices.DEFAULT_SETTING;
    String modality = Choices.DEFAULT_MODALITY;
    final Set<String> adjuncts = new LinkedHashSet<>();
    boolean completesSeries;
    String aftercare;
  }

  History(Draft draft, Dialogue dialogue, Prompts prompts, Entries entries, Vocabulary vocabulary) {
    this.draft = draft;
    this.dialogue = dialogue;
    this.words = dialogue.words();
    this.prompts = prompts;
    this.entries = entries;
    this.vocabulary = vocabulary;
  }

  void ask() {
    while (session()) {
      dialogue.say(words.say("ask.history.count", "count", draft.history.size()));
    }
  }

  private boolean session() {
    SessionAnswer said =
        prompts.ask(
            draft.history.isEmpty()
                ? words.say("ask.history.first")
                : words.say("ask.history.more"),
            words.say("ask.date"),
            List.of(words.say("ask.history.help")),
            this::said);
    if (said.days.isEmpty()) {
      return false;
    }
    LocalDate date =
        said.days.size() == 1 ? said.days.get(0) : prompts.eitherWay(said.days, entries.past());
    if (date == null) {
      return true;
    }
    String area = said.area;
    int depth = said.depthHundredths;
    if (area == null) {
      draft.unfinished = words.say("ask.history.notIn", "date", date);
      area =
          prompts.area(words.say("ask.history.where", "area", words.code(draft.area)), draft.area);
      depth = prompts.depth(words.say("ask.history.depth"));
    }
    draft.unfinished = words.say("ask.history.unfinished", "date", date);
    int at = draft.history.size();
    draft.history.add(null);
    More more = new More();
    put(at, date, area, depth, more, List.of());
    List<Reaction> reactions = reactions();
    put(at, date, area, depth, more, reactions);
    more(more);
    put(at, date, area, depth, more, reactions);
    draft.unfinished = null;
    return true;
  }

  private void put(
      int at, LocalDate date, String area, int depth, More more, List<Reaction> reactions) {
    draft.history.set(
        at,
        new PastSession(
            date,
            area,
            depth,
            more.indication,
            more.setting,
            null,
            more.modality,
            List.copyOf(more.adjuncts),
            reactions,
            more.completesSeries,
            more.aftercare));
  }

  private Reply<SessionAnswer> said(String answer) {
    if (Prompts.isOpen(answer) || Prompts.isNo(answer)) {
      return Reply.right(new SessionAnswer(List.of(), null, 0), "");
    }
    if (Prompts.isYes(answer)) {
      return Reply.wrong(words.say("ask.history.when"));
    }
    String date = answer;
    String area = null;
    int depth = 0;
    String[] parts = answer.split("[;\\s]+|,\\s+");
    for (int i = 1; i < parts.length - 1 && area == null; i++) {
      int end = i + 1;
      area = areaNamed(parts[i]);
      if (area == null && i + 2 < parts.length) {
        end = i + 2;
        area = areaNamed(parts[i] + " " + parts[i + 1]);
      }
      if (area != null) {
        date = String.join(" ", List.of(parts).subList(0, i));
        String rest = String.join(" ", List.of(parts).subList(end, parts.length));
        Amounts.Reading<Integer> read = Amounts.depth(words, rest);
        if (read.problem() != null) {
          return Reply.wrong(read.problem());
        }
        depth = read.value();
      }
    }
    DateWords.Reading read = prompts.date(date, DateWords.Side.PAST);
    if (!read.problem().isEmpty()) {
      return Reply.wrong(read.problem());
    }
    SessionAnswer said = new SessionAnswer(read.days(), area, depth);
    String where =
        area == null ? "" : ", " + words.code(area) + ", " + ReportWords.millimetres(words, depth);
    if (read.days().size() > 1) {
      return Reply.right(said, where.isEmpty() ? "" : where.substring(2));
    }
    String day = ReportWords.day(words, read.days().get(0));
    return entries.past().takes().test(read.days().get(0))
        ? Reply.right(said, day + where)
        : Reply.wrong(entries.past().complaint().apply(read.days().get(0)));
  }

  private String areaNamed(String word) {
    List<String> meant = prompts.surely(word, Areas.ALL);
    return meant.size() == 1 && !Character.isDigit(word.charAt(0)) ? meant.get(0) : null;
  }

  /** What is still to be asked of each: how long it lasted. */
  private List<Reaction> reactions() {
    List<String> signs = vocabulary.lists().getOrDefault("signs", List.of());
    List<String> parts =
        prompts.ask(
            words.say("ask.reactions"),
            "",
            List.of(words.say("ask.reactions.help"), prompts.explained(signs)),
            answer -> {
              if (Prompts.isOpen(answer) || Prompts.isNone(answer)) {
                return Reply.right(List.of(), "");
              }
              for (String part : Prompts.parts(answer)) {
                Reply<List<List<Match>>> found = prompts.find(bare(part), signs, false);
                if (found.complaint() != null) {
                  return Reply.wrong(found.complaint());
                }
              }
              return Reply.right(Prompts.parts(answer), "");
            });
    List<Reaction> reactions = new ArrayList<>();
    for (String part : parts) {
      List<String> meant = prompts.meant(prompts.find(bare(part), signs, false).value());
      if (meant == null) {
        dialogue.say(words.say("ask.leftOut", "part", part));
        continue;
      }
      reactions.add(reaction(meant.get(0), part));
    }
    return reactions;
  }

  private static String bare(String part) {
    Matcher m = LASTED.matcher(part.toLowerCase(Locale.ROOT));
    return m.matches() ? m.group(1) : part;
  }

  private Reaction reaction(String sign, String part) {
    Matcher m = LASTED.matcher(part.toLowerCase(Locale.ROOT));
    if (m.matches()) {
      int days = Integer.parseInt(m.group(2)) * (m.group(3).startsWith("w") ? WEEK : 1);
      dialogue.say(words.say("ask.reaction.lasted", "sign", words.code(sign), "days", days));
      return new Reaction(sign, days, null);
    }
    return prompts.ask(
        words.say("ask.reaction", "sign", entries.name(sign)),
        words.say("ask.reaction.unit"),
        List.of(words.say("ask.reaction.help")),
        answer -> {
          String plain = answer.toLowerCase(Locale.ROOT);
          Matcher days = DAYS.matcher(plain);
          if (days.matches()) {
            return Reply.right(new Reaction(sign, Integer.valueOf(days.group(1)), null), "");
          }
          return switch (plain) {
            case "gone" -> Reply.right(new Reaction(sign, null, true), "");
            case "still" -> Reply.right(new Reaction(sign, null, false), "");
            default ->
                Prompts.isOpen(answer)
                    ? Reply.right(new Reaction(sign, null, null), "")
                    : Reply.wrong(words.say("ask.reaction.expected"));
          };
        });
  }

  private void more(More more) {
    Map<String, Runnable> phrases = new LinkedHashMap<>();
    phrases.put("at home", () -> more.setting = "home");
    phrases.put("home", phrases.get("at home"));
    for (String modality : Choices.MODALITY) {
      phrases.put(modality, () -> more.modality = modality);
    }
    phrases.remove(Choices.DEFAULT_MODALITY);
    phrases.put("poor aftercare", () -> more.aftercare = "poor");
    phrases.put("good aftercare", () -> more.aftercare = "good");
    phrases.put("last of a series", () -> more.completesSeries = true);
    List<String> codes = new ArrayList<>(vocabulary.lists().getOrDefault("adjuncts", List.of()));
    codes.addAll(vocabulary.lists().getOrDefault("indications", List.of()));
    List<String> parts =
        prompts.ask(
            words.say("ask.more"),
            "",
            List.of(
                words.say(
                    "ask.more.help",
                    "phrases",
                    String.join(", ", phrases.keySet()),
                    "codes",
                    codes.stream().map(words::code).collect(Collectors.joining(", ")))),
            answer -> {
              if (Prompts.isOpen(answer) || Prompts.isNone(answer)) {
                return Reply.right(List.of(), "");
              }
              List<String> understood = new ArrayList<>();
              for (String part : Prompts.parts(answer)) {
                String word = part.toLowerCase(Locale.ROOT);
                if (phrases.containsKey(word)) {
                  understood.add(word);
                  continue;
                }
                List<String> code = prompts.surely(part, codes);
                if (code.isEmpty() || Character.isDigit(part.charAt(0))) {
                  return Reply.wrong(words.say("ask.unknownHere", "part", part));
                }
                understood.add(code.get(0));
              }
              return Reply.right(
                  understood,
                  understood.stream().map(words::code).collect(Collectors.joining(", ")));
            });
    for (String part : parts) {
      if (phrases.containsKey(part)) {
        phrases.get(part).run();
      } else if (vocabulary.lists().getOrDefault("adjuncts", List.of()).contains(part)) {
        more.adjuncts.add(part);
      } else {
        more.indication = part;
      }
    }
  }
}
