package org.needlewise.ask;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.needlewise.ask.Dialogue.Reply;
import org.needlewise.casefile.Vocabulary;
import org.needlewise.report.TextPage;
import org.needlewise.report.TextPage.Ink;
import org.needlewise.words.Words;

/** Asks the vocabulary's questions, and takes a yes, a no, or neither. */
final class ScreeningQuestions {
  static final String ALL_NO = "all no";
  private static final String ALL_ASKED = "all asked";

  private final Draft draft;
  private final Set<String> asked;
  private final Dialogue dialogue;
  private final Words words;
  private final Prompts prompts;
  private final Entries entries;
  private final Vocabulary vocabulary;

  private enum Kind {
    YES,
    NO,
    OPEN,
    ALL_NO
  }

  /**
   * @param codes what a yes named with it
   */
  private record Answer(Kind kind, List<String> codes) {}

  /**
   * @param asked the questions that were asked and stay open; added to
   */
  ScreeningQuestions(
      Draft draft,
      Set<String> asked,
      Dialogue dialogue,
      Prompts prompts,
      Entries entries,
      Vocabulary vocabulary) {
    this.draft = draft;
    this.asked = asked;
    this.dialogue = dialogue;
    this.words = dialogue.words();
    this.prompts = prompts;
    this.entries = entries;
    this.vocabulary = vocabulary;
  }

  /**
   * Asks the first.
   *
   * @param left those that are open and have not been asked
   */
  void ask(List<Outlook.Open> left) {
    Vocabulary.Question question = left.get(0).question();
    if (question.stated().equals("birth-date")) {
      draft.birthDate = prompts.day(question.ask(), DateWords.Side.PAST, entries.past(), false);
      if (draft.birthDate == null) {
        leaveOpen(question, words.say("ask.leftOpen"));
      }
      return;
    }
    List<String> codes = vocabulary.answering(question);
    Answer answer =
        prompts.ask(
            besides(codes, question.ask()),
            words.say("ask.yesNo.left", "count", left.size()),
            help(question, codes),
            text -> answer(text, codes));
    switch (answer.kind) {
      case NO -> draft.negatives.add(question.code());
      case OPEN -> leaveOpen(question, words.say("ask.leftOpen"));
      case ALL_NO -> allNo(left);
      default -> {
        List<String> which = answer.codes.isEmpty() ? which(question, codes) : answer.codes;
        if (which.isEmpty()) {
          leaveOpen(question, words.say("ask.leftOpen.which"));
        }
        which.forEach(code -> entries.state(code, question.stated()));
      }
    }
  }

  /** What the case states already and leaves the question open, such as what has been stopped. */
  private String besides(List<String> codes, String question) {
    String stated =
        draft.statedCodes().stream()
            .filter(codes::contains)
            .distinct()
            .map(words::code)
            .collect(Collectors.joining(", "));
    return stated.isEmpty()
        ? question
        : words.say("ask.besides", "stated", stated, "question", question);
  }

  private void leaveOpen(Vocabulary.Question question, String why) {
    asked.add(question.code());
    dialogue.say(why);
  }

  private List<String> help(Vocabulary.Question question, List<String> codes) {
    String about = codes.stream().map(prompts::explained).collect(Collectors.joining(", "));
    return List.of(
        words.say("ask.about", "what", about),
        question.stated().equals("overlapping")
            ? words.say("ask.look")
            : codes.size() == 1
                ? words.say("ask.yesNo.enter")
                : words.say("ask.yesNo.names", "what", words.code(codes.get(codes.size() - 1))),
        words.say("ask.allNo", "allNo", ALL_NO));
  }

  private Reply<Answer> answer(String text, List<String> codes) {
    if (Prompts.isOpen(text)) {
      return Reply.right(new Answer(Kind.OPEN, List.of()), "");
    }
    if (Prompts.isNo(text)) {
      return Reply.right(new Answer(Kind.NO, List.of()), "");
    }
    if (Prompts.isYes(text)) {
      return Reply.right(new Answer(Kind.YES, List.of()), "");
    }
    String plain = text.toLowerCase(Locale.ROOT);
    if (plain.equals(ALL_NO)) {
      return Reply.right(new Answer(Kind.ALL_NO, List.of()), "");
    }
    String named = plain.startsWith("yes") ? text.substring(3).replaceFirst("^[ ,:;-]+", "") : text;
    List<String> meant = prompts.surely(named, codes);
    return meant.isEmpty() || Character.isDigit(named.charAt(0))
        ? Reply.wrong(words.say("ask.yesNo.please"))
        : Reply.right(
            new Answer(Kind.YES, meant),
            words.say(
                "ask.yes",
                "what",
                meant.stream().map(words::code).collect(Collectors.joining(", "))));
  }

  /** Which of them it is; the code that stands for them all where it is not named. */
  private List<String> which(Vocabulary.Question question, List<String> codes) {
    if (codes.size() == 1) {
      return codes;
    }
    boolean own = codes.contains(question.code());
    List<String> members = new ArrayList<>(codes);
    if (own) {
      members.remove(question.code());
      members.add(question.code());
    }
    List<String> which =
        prompts.codes(
            own ? words.say("ask.which.other") : words.say("ask.which.unknown"),
            members,
            members.size(),
            true,
            false);
    return which.isEmpty() && own ? List.of(question.code()) : which;
  }

  /** Each is denied by its own code, so that nothing is denied but what was shown. */
  private void allNo(List<Outlook.Open> left) {
    List<Vocabulary.Question> denied =
        left.stream()
            .map(Outlook.Open::question)
            .filter(question -> !question.stated().equals("birth-date"))
            .toList();
    dialogue.say(words.say("ask.denied.each"));
    TextPage list = dialogue.page();
    denied.forEach(q -> list.labelled(2, "-", Ink.PLAIN, 2, q.ask(), Ink.PLAIN));
    dialogue.show(list);
    boolean sure =
        prompts.ask(
            words.say("ask.confirm", "allAsked", ALL_ASKED),
            "",
            List.of(words.say("ask.confirm.help")),
            answer -> Reply.right(answer.equalsIgnoreCase(ALL_ASKED), ""));
    if (sure) {
      denied.forEach(question -> draft.negatives.add(question.code()));
    }
    dialogue.say(
        sure ? words.say("ask.denied", "count", denied.size()) : words.say("ask.denied.none"));
  }
}
