package org.needlewise.ask;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.needlewise.ask.Dialogue.Reply;
import org.needlewise.casefile.Vocabulary;
import org.needlewise.report.TextPage;
import org.needlewise.report.TextPage.Ink;

/** Asks the vocabulary's questions, and takes a yes, a no, or neither. */
final class ScreeningQuestions {
  static final String ALL_NO = "all no";
  private static final String NOT_KNOWN = "Left open: not known is not a no.";
  private static final String ALL_ASKED = "all asked";

  private final Draft draft;
  private final Set<String> asked;
  private final Dialogue dialogue;
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
        leaveOpen(question, NOT_KNOWN);
      }
      return;
    }
    List<String> codes = vocabulary.answering(question);
    Answer answer =
        prompts.ask(
            besides(codes) + question.ask(),
            "yes/no, " + left.size() + " left",
            help(question, codes),
            text -> answer(text, codes));
    switch (answer.kind) {
      case NO -> draft.negatives.add(question.code());
      case OPEN -> leaveOpen(question, NOT_KNOWN);
      case ALL_NO -> allNo(left);
      default -> {
        List<String> which = answer.codes.isEmpty() ? which(question, codes) : answer.codes;
        if (which.isEmpty()) {
          leaveOpen(question, "Left open, as it is not known which.");
        }
        which.forEach(code -> entries.state(code, question.stated()));
      }
    }
  }

  /** What the case states already and leaves the question open, such as what has been stopped. */
  private String besides(List<String> codes) {
    List<String> stated = draft.statedCodes().stream().filter(codes::contains).distinct().toList();
    return stated.isEmpty()
        ? ""
        : "Besides " + String.join(", ", stated.stream().map(Codes::words).toList()) + ": ";
  }

  private void leaveOpen(Vocabulary.Question question, String why) {
    asked.add(question.code());
    dialogue.say(why);
  }

  private List<String> help(Vocabulary.Question question, List<String> codes) {
    List<String> words =
        codes.stream().map(code -> Codes.explained(code, vocabulary.also())).toList();
    return List.of(
        "It is about: " + String.join(", ", words) + ".",
        question.stated().equals("overlapping")
            ? "Look at the area that is to be treated: yes, no, or Enter where it was not looked at."
            : codes.size() == 1
                ? "yes, no, or Enter where it is not known."
                : "yes, no, or Enter where it is not known. A yes may name it at once: yes, "
                    + Codes.words(codes.get(codes.size() - 1))
                    + ".",
        ALL_NO + ": no to this and to all that are left; you are asked to confirm it.");
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
        ? Reply.wrong("Please answer yes or no, or Enter where it is not known.")
        : Reply.right(
            new Answer(Kind.YES, meant),
            "Yes: " + String.join(", ", meant.stream().map(Codes::words).toList()));
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
            own
                ? "Which? Enter: another one, or not named."
                : "Which? Enter where it is not known.",
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
    dialogue.say("This records that each of these was asked, or looked at, and denied:");
    TextPage list = dialogue.page();
    denied.forEach(q -> list.labelled(2, "-", Ink.PLAIN, 2, q.ask(), Ink.PLAIN));
    dialogue.show(list);
    boolean sure =
        prompts.ask(
            "Type '" + ALL_ASKED + "' to confirm; Enter goes on one by one.",
            "",
            List.of("What was not asked is not known, and not known is not a no."),
            answer -> Reply.right(answer.equalsIgnoreCase(ALL_ASKED), ""));
    if (sure) {
      denied.forEach(question -> draft.negatives.add(question.code()));
    }
    dialogue.say(sure ? denied.size() + " denied." : "Nothing is denied.");
  }
}
