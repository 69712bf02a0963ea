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
import org.needlewise.ask.Dialogue.Reply;
import org.needlewise.casefile.Areas;
import org.needlewise.casefile.CaseFile.PastSession;
import org.needlewise.casefile.CaseFile.Reaction;
import org.needlewise.casefile.Choices;
import org.needlewise.casefile.CodeFinder.Match;
import org.needlewise.casefile.Vocabulary;

/** Asks for earlier sessions, one after another. */
final class History {
  private static final Pattern LASTED =
      Pattern.compile("(.*?),? *(?:for )?([0-9]{1,4}) ?(day|week|d|w)s?");
  private static final Pattern DAYS = Pattern.compile("([0-9]{1,4}) ?(?:days?|d)?");
  private static final int WEEK = 7;

  private final Draft draft;
  private final Dialogue dialogue;
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
    this.prompts = prompts;
    this.entries = entries;
    this.vocabulary = vocabulary;
  }

  void ask() {
    while (session()) {
      dialogue.say(draft.history.size() == 1 ? "1 session." : draft.history.size() + " sessions.");
    }
  }

  private boolean session() {
    SessionAnswer said =
        prompts.ask(
            draft.history.isEmpty()
                ? "Has the patient been needled before? The day of the last session, or all in one,"
                    + " such as 24 Oct 2026, cheeks, 1.0. Enter: none that is known."
                : "And another session before? Its day, or day, area and depth. Enter: no more.",
            "date",
            List.of(
                "Each session counts: on any area, at home too. A day, an area and a depth in one"
                    + " line, or the day alone; the rest is asked then."),
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
      draft.unfinished = "the session of " + date + " is not in the case.";
      area = prompts.area("Where was it? same: " + Codes.words(draft.area) + ".", draft.area);
      depth = prompts.depth("How deep was it, in millimetres?");
    }
    draft.unfinished =
        "the session of "
            + date
            + " is in the case with what was said of it, and more is to be asked.";
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
      return Reply.wrong("When was the last session? A day, such as 24 Oct 2026.");
    }
    String date = answer;
    String area = null;
    int depth = 0;
    String[] words = answer.split("[;\\s]+|,\\s+");
    for (int i = 1; i < words.length - 1 && area == null; i++) {
      int end = i + 1;
      area = areaNamed(words[i]);
      if (area == null && i + 2 < words.length) {
        end = i + 2;
        area = areaNamed(words[i] + " " + words[i + 1]);
      }
      if (area != null) {
        date = String.join(" ", List.of(words).subList(0, i));
        String rest = String.join(" ", List.of(words).subList(end, words.length));
        Amounts.Reading<Integer> read = Amounts.depth(rest);
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
    String where = area == null ? "" : ", " + Codes.words(area) + ", " + Amounts.shown(depth);
    if (read.days().size() > 1) {
      return Reply.right(said, where.isEmpty() ? "" : where.substring(2));
    }
    String day = DateWords.shown(read.days().get(0));
    return entries.past().takes().test(read.days().get(0))
        ? Reply.right(said, day + where)
        : Reply.wrong(day + " " + entries.past().complaint());
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
            "Any reaction after it, such as redness 3 days? Enter: none that is known.",
            "",
            List.of(
                "One or more, with commas between them, each with the days that it lasted.",
                prompts.explained(signs)),
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
        dialogue.say("Left out: " + part + ".");
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
      dialogue.say(Codes.words(sign) + ", " + days + (days == 1 ? " day" : " days"));
      return new Reaction(sign, days, null);
    }
    return prompts.ask(
        Entries.name(sign)
            + ": how many days did it last? gone: it has gone, but not known when. still: it goes"
            + " on. Enter where neither is known: it then counts as going on.",
        "days",
        List.of("A number of days, such as 3; gone; or still."),
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
                    : Reply.wrong("A number of days is expected, or gone, or still.");
          };
        });
  }

  private void more(More more) {
    Map<String, Runnable> words = new LinkedHashMap<>();
    words.put("at home", () -> more.setting = "home");
    words.put("home", words.get("at home"));
    for (String modality : Choices.MODALITY) {
      words.put(modality, () -> more.modality = modality);
    }
    words.remove(Choices.DEFAULT_MODALITY);
    words.put("poor aftercare", () -> more.aftercare = "poor");
    words.put("good aftercare", () -> more.aftercare = "good");
    words.put("last of a series", () -> more.completesSeries = true);
    List<String> codes = new ArrayList<>(vocabulary.lists().getOrDefault("adjuncts", List.of()));
    codes.addAll(vocabulary.lists().getOrDefault("indications", List.of()));
    List<String> parts =
        prompts.ask(
            "Anything else about it: at home, radiofrequency, exosomes or another addition, poor"
                + " aftercare, last of a series, what for? Enter: nothing.",
            "",
            List.of(
                "One or more, with commas between them: "
                    + String.join(", ", words.keySet())
                    + "; or: "
                    + String.join(", ", codes.stream().map(Codes::words).toList())
                    + "."),
            answer -> {
              if (Prompts.isOpen(answer) || Prompts.isNone(answer)) {
                return Reply.right(List.of(), "");
              }
              List<String> understood = new ArrayList<>();
              for (String part : Prompts.parts(answer)) {
                String word = part.toLowerCase(Locale.ROOT);
                if (words.containsKey(word)) {
                  understood.add(word);
                  continue;
                }
                List<String> code = prompts.surely(part, codes);
                if (code.isEmpty() || Character.isDigit(part.charAt(0))) {
                  return Reply.wrong("\"" + part + "\" is not known here. ? lists what is.");
                }
                understood.add(code.get(0));
              }
              return Reply.right(
                  understood, String.join(", ", understood.stream().map(Codes::words).toList()));
            });
    for (String part : parts) {
      if (words.containsKey(part)) {
        words.get(part).run();
      } else if (vocabulary.lists().getOrDefault("adjuncts", List.of()).contains(part)) {
        more.adjuncts.add(part);
      } else {
        more.indication = part;
      }
    }
  }
}
