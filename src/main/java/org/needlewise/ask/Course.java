package org.needlewise.ask;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.needlewise.casefile.Choices;
import org.needlewise.casefile.CodeFinder;
import org.needlewise.casefile.Limits;
import org.needlewise.report.ReportWords;
import org.needlewise.words.Words;

/** The questions of a sitting, in their order, from the first to the last. */
final class Course {
  private final Draft draft;
  private final Set<String> asked;
  private final Dialogue dialogue;
  private final Words words;
  private final Prompts prompts;
  private final Screenings screenings;
  private final LocalDate today;
  private final SoFar soFar;
  private final Entries entries;

  /**
   * @param draft the case, added to
   * @param asked codes of the questions and words of the steps that were asked; added to
   */
  Course(
      Draft draft,
      Set<String> asked,
      Dialogue dialogue,
      Dialogue.Asker asker,
      Screenings screenings,
      CodeFinder finder,
      LocalDate today,
      SoFar soFar) {
    this.draft = draft;
    this.asked = asked;
    this.dialogue = dialogue;
    this.words = dialogue.words();
    this.screenings = screenings;
    this.today = today;
    this.soFar = soFar;
    this.prompts = new Prompts(dialogue, asker, screenings.vocabulary(), finder, today);
    this.entries = new Entries(draft, dialogue, prompts, screenings);
  }

  /**
   * @param unfinished what an earlier sitting did not finish; null for nothing
   * @throws Dialogue.Unanswered where the person ends it, or goes back
   */
  void run(String unfinished) {
    dialogue.say(words.say("ask.welcome") + ' ' + words.say("report.notReviewed"));
    if (asked.isEmpty()) {
      Stream.of(Step.values()).filter(this::isSettled).forEach(step -> asked.add(step.words));
    }
    if (draft.isCase()) {
      dialogue.say(
          words.say(
              "ask.case",
              "id",
              draft.id,
              "area",
              words.code(draft.area),
              "depth",
              ReportWords.millimetres(words, draft.depthHundredths),
              "day",
              ReportWords.day(words, draft.date)));
      if (unfinished != null) {
        dialogue.say(words.say("ask.notFinished", "what", unfinished));
      }
      day();
    } else {
      proposal();
    }
    ScreeningQuestions questions =
        new ScreeningQuestions(draft, asked, dialogue, prompts, entries, screenings.vocabulary());
    Details details = new Details(draft, dialogue, prompts, entries, screenings);
    boolean explained = false;
    boolean passed = false;
    boolean again = false;
    while (true) {
      Outlook outlook = screenings.outlook(draft.caseFile());
      List<Outlook.Open> left =
          outlook.open().stream().filter(o -> !asked.contains(o.question().code())).toList();
      Step step = nextStep(left.isEmpty());
      if (step == null || !step.isBeforeQuestions()) {
        soFar.say(outlook, asked);
      }
      if (step != null) {
        if (left.isEmpty() && !passed && !step.isBeforeQuestions()) {
          dialogue.note(words.say("ask.passes"));
          passed = true;
        }
        details.ask(step);
        asked.add(step.words);
      } else if (!left.isEmpty()) {
        if (!explained) {
          explain();
          explained = true;
        }
        questions.ask(left);
      } else if (!again && !outlook.open().isEmpty() && askAgain(outlook.open().size())) {
        again = true;
        outlook.open().forEach(open -> asked.remove(open.question().code()));
      } else {
        return;
      }
    }
  }

  /** Whether the case says it already, or the vocabulary's questions ask for all of it. */
  private boolean isSettled(Step step) {
    return switch (step) {
      case INDICATION -> draft.indication != null;
      case SEX -> !draft.sex.equals(Choices.DEFAULT_SEX);
      case SKIN_TYPE -> draft.fitzpatrick != null;
      case SETTING -> !draft.setting.equals(Choices.DEFAULT_SETTING) || draft.operator != null;
      case MODALITY -> !draft.modality.equals(Choices.DEFAULT_MODALITY) || draft.device != null;
      case ADJUNCTS -> !draft.adjuncts.isEmpty();
      case EVENT -> draft.event != null;
      case PHASE -> !draft.phase.equals(Choices.DEFAULT_PHASE);
      case REGIMEN -> draft.regimen != null;
      case EXPECTATIONS -> !draft.expectations.isEmpty();
      case HISTORY -> false;
      case SKIN, CONDITIONS, MEDICATIONS, ALLERGIES, PROCEDURES ->
          Codes.unasked(step.list, screenings.vocabulary(), draft.adjuncts).isEmpty();
    };
  }

  /** Null where the screening questions come first, or nothing is left. */
  private Step nextStep(boolean screened) {
    for (Step step : Step.values()) {
      if ((screened || step.isBeforeQuestions()) && !asked.contains(step.words)) {
        return step;
      }
    }
    return null;
  }

  private void explain() {
    dialogue.note(words.say("ask.explain", "allNo", ScreeningQuestions.ALL_NO));
  }

  private boolean askAgain(int open) {
    return Boolean.TRUE.equals(
        prompts.yesNo(words.say("ask.again", "count", open), words.say("ask.again.help")));
  }

  /** What no case can be without. */
  private void proposal() {
    draft.asOf = today;
    draft.id =
        prompts.text(
            words.say("ask.who"),
            words.say("ask.who.help", "count", Limits.ID_CHARS),
            Limits.ID_CHARS,
            true);
    draft.area = prompts.area(words.say("ask.area"), null);
    draft.depthHundredths = prompts.depth(words.say("ask.depth"));
    proposedDate(words.say("ask.day"));
  }

  private void proposedDate(String question) {
    Prompts.Bound notPast =
        new Prompts.Bound(
            given -> !given.isBefore(draft.asOf),
            given ->
                words.say(
                    "ask.bound.before", "given", ReportWords.day(words, given), "day", draft.asOf));
    draft.date = prompts.day(question, DateWords.Side.FUTURE, notPast, true);
  }

  /** On which day a case that was stated before holds. */
  private void day() {
    if (today.equals(draft.day())) {
      draft.asOf = today;
      return;
    }
    Map<String, String> days = new LinkedHashMap<>();
    days.put("today", words.say("ask.today", "day", ReportWords.day(words, today)));
    days.put("kept", words.say("ask.kept", "day", ReportWords.day(words, draft.day())));
    String day = "";
    while (day.isEmpty()) {
      day = prompts.choice(words.say("ask.hold"), days, List.of(words.say("ask.hold.help")));
    }
    if (day.equals("kept")) {
      draft.asOf = draft.day();
      return;
    }
    draft.asOf = today;
    if (draft.date.isBefore(today)) {
      proposedDate(words.say("ask.proposedAgain", "date", draft.date));
    }
  }
}
