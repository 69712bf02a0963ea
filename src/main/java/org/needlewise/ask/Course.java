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

/** The questions of a sitting, in their order, from the first to the last. */
final class Course {
  private final Draft draft;
  private final Set<String> asked;
  private final Dialogue dialogue;
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
    dialogue.say(
        "Answer in your own words. At any question, ? explains it, back returns to the answer"
            + " before, stop saves and leaves, done ends with the report. "
            + dialogue.words().say("report.notReviewed"));
    if (asked.isEmpty()) {
      Stream.of(Step.values()).filter(this::isSettled).forEach(step -> asked.add(step.words));
    }
    if (draft.isCase()) {
      dialogue.say(
          draft.id
              + ": "
              + Codes.words(draft.area)
              + " at "
              + Amounts.shown(draft.depthHundredths)
              + " on "
              + DateWords.shown(draft.date));
      if (unfinished != null) {
        dialogue.say("Not finished: " + unfinished);
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
          dialogue.note("What follows may be left out: Enter passes each, done shows the report.");
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
    dialogue.note(
        "The screening questions: yes, no, or Enter where it is not known, which is never taken as"
            + " a no. '"
            + ScreeningQuestions.ALL_NO
            + "' denies all that are left, once you have confirmed that they were asked.");
  }

  private boolean askAgain(int open) {
    String them =
        open == 1
            ? "1 question is still open. Ask it"
            : open + " questions are still open. Ask them";
    return Boolean.TRUE.equals(
        prompts.yesNo(them + " once more?", "No, or Enter, ends with the report; they stay open."));
  }

  /** What no case can be without. */
  private void proposal() {
    draft.asOf = today;
    draft.id =
        prompts.text(
            "Who is it? A record number, or a name.",
            "What tells this case from others, " + Limits.ID_CHARS + " characters at most.",
            Limits.ID_CHARS,
            true);
    draft.area =
        prompts.area("Which area is to be treated, such as cheeks, under-eye, scalp?", null);
    draft.depthHundredths = prompts.depth("How deep, in millimetres?");
    proposedDate("On which day?");
  }

  private void proposedDate(String question) {
    Prompts.Bound notPast =
        new Prompts.Bound(
            given -> !given.isBefore(draft.asOf),
            "lies before " + draft.asOf + ", the day of this case.");
    draft.date = prompts.day(question, DateWords.Side.FUTURE, notPast, true);
  }

  /** On which day a case that was stated before holds. */
  private void day() {
    if (today.equals(draft.day())) {
      draft.asOf = today;
      return;
    }
    Map<String, String> days = new LinkedHashMap<>();
    days.put("today", DateWords.shown(today) + ", today");
    days.put("kept", DateWords.shown(draft.day()) + ", as it was");
    String day = "";
    while (day.isEmpty()) {
      day =
          prompts.choice(
              "The case was stated for another day. For which day does it hold now, with what it says"
                  + " of the skin and of what is taken?",
              days,
              List.of("asOf in the file: the day on which all that it says holds."));
    }
    if (day.equals("kept")) {
      draft.asOf = draft.day();
      return;
    }
    draft.asOf = today;
    if (draft.date.isBefore(today)) {
      proposedDate("The session was proposed for " + draft.date + ". For which day now?");
    }
  }
}
