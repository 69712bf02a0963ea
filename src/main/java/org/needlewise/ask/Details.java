package org.needlewise.ask;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.needlewise.ask.Dialogue.Reply;
import org.needlewise.casefile.CaseFile;
import org.needlewise.casefile.Choices;
import org.needlewise.casefile.Limits;
import org.needlewise.casefile.Vocabulary;

/** Asks what a case may say beside the screening questions; Enter leaves each as it is. */
final class Details {
  private final Draft draft;
  private final Dialogue dialogue;
  private final Prompts prompts;
  private final Entries entries;
  private final Screenings screenings;
  private final Vocabulary vocabulary;

  Details(Draft draft, Dialogue dialogue, Prompts prompts, Entries entries, Screenings screenings) {
    this.draft = draft;
    this.dialogue = dialogue;
    this.prompts = prompts;
    this.entries = entries;
    this.screenings = screenings;
    this.vocabulary = screenings.vocabulary();
  }

  void ask(Step step) {
    switch (step) {
      case INDICATION -> {
        List<String> all = vocabulary.lists().getOrDefault("indications", List.of());
        prompts
            .codes("What for? Enter where it is not said.", all, all.size(), false, true)
            .forEach(code -> draft.indication = code);
      }
      case SEX ->
          draft.sex =
              prompts.chosen(
                  "Sex of the patient? Enter where it is not said.",
                  without(Choices.SEX, Choices.DEFAULT_SEX),
                  draft.sex);
      case SKIN -> facts("Is anything else seen on the skin today? Enter: nothing.", step.list);
      case CONDITIONS -> facts("Any other condition? Enter: none that is known.", step.list);
      case MEDICATIONS -> facts("Any other medicine? Enter: none that is known.", step.list);
      case ALLERGIES -> facts("Any other allergy? Enter: none that is known.", step.list);
      case PROCEDURES ->
          facts("Any other treatment of the skin? Enter: none that is known.", step.list);
      case SKIN_TYPE ->
          draft.fitzpatrick =
              prompts.chosen(
                  "Skin type after Fitzpatrick? Enter where it is not known.",
                  Choices.FITZPATRICK,
                  draft.fitzpatrick);
      case SETTING -> setting();
      case MODALITY -> device();
      case ADJUNCTS -> add("What is applied with it? Enter: nothing.", "adjuncts", draft.adjuncts);
      case EVENT -> event();
      case PHASE -> phase();
      case REGIMEN -> regimen();
      case EXPECTATIONS ->
          add(
              "What does the patient expect of it? Enter: nothing of these.",
              "expectations",
              draft.expectations);
      default -> new History(draft, dialogue, prompts, entries, vocabulary).ask();
    }
  }

  private static List<String> without(List<String> values, String byDefault) {
    return values.stream().filter(value -> !value.equals(byDefault)).toList();
  }

  private void add(String question, String list, List<String> to) {
    List<String> codes = vocabulary.lists().getOrDefault(list, List.of());
    prompts.codes(question, codes, codes.size(), true, true).stream()
        .filter(code -> !to.contains(code))
        .forEach(to::add);
  }

  /** Facts for which no question asks; any of the list is understood. */
  private void facts(String question, String list) {
    List<String> unasked = Codes.unasked(list, vocabulary, draft.adjuncts);
    List<String> all =
        Stream.concat(unasked.stream(), vocabulary.lists().get(list).stream()).distinct().toList();
    for (String code : prompts.codes(question, all, unasked.size(), true, true)) {
      if (draft.statedCodes().contains(code)) {
        dialogue.say(Entries.name(code) + " stands in the case already.");
      } else {
        entries.state(code, "");
      }
    }
  }

  private void setting() {
    draft.setting =
        prompts.chosen("Where is it done? Enter: professionally.", Choices.SETTING, draft.setting);
    if (tellsApart(Choices.OPERATOR, operator -> draft.operator = operator, draft.operator)) {
      draft.operator =
          prompts.chosen(
              "Who holds the device? Enter where it is not known.",
              Choices.OPERATOR,
              draft.operator);
    }
  }

  /** Whether the rules tell the case with one of these values from the case without. */
  private boolean tellsApart(List<String> values, Consumer<String> set, String now) {
    List<CaseFile> cases = new ArrayList<>();
    Stream.concat(Stream.of((String) null), values.stream())
        .forEach(
            value -> {
              set.accept(value);
              cases.add(draft.caseFile());
            });
    set.accept(now);
    return screenings.tellApart(cases);
  }

  private void device() {
    draft.modality =
        prompts.chosen(
            "What kind of device? Enter where it is not known.",
            without(Choices.MODALITY, Choices.DEFAULT_MODALITY),
            draft.modality);
    String device =
        prompts.text(
            "Its brand or model? Enter where it is not known.",
            "Free text; it changes no interval.",
            Limits.TEXT_CHARS,
            false);
    draft.device = device == null ? draft.device : device;
  }

  private void event() {
    LocalDate date =
        prompts.day(
            "Is there a wedding or another event soon? Its day; Enter: none.",
            DateWords.Side.FUTURE,
            Prompts.Bound.NONE,
            false);
    if (date != null) {
      String name =
          prompts.text("What is it? Enter: not said.", "Free text.", Limits.TEXT_CHARS, false);
      draft.event = new CaseFile.Event(date, name);
    }
  }

  private void phase() {
    draft.phase =
        prompts.chosen(
            "Is it part of a first series, or maintenance? Enter: a first series.",
            Choices.PHASE,
            draft.phase);
    if (draft.phase.equals("maintenance")) {
      Boolean improved =
          prompts.yesNo(
              "Is it on record that it has gone on improving since the last session?",
              "Maintenance is for what still improves.");
      draft.improvementDocumented = improved == null ? draft.improvementDocumented : improved;
    }
  }

  private void regimen() {
    CaseFile.Regimen regimen =
        prompts.ask(
            "Is a schedule in mind, such as every 4 weeks, or 6 sessions every 2 weeks? Enter: none.",
            "",
            List.of("How often, in days or weeks, and how many sessions where that is known."),
            answer -> {
              if (Prompts.isOpen(answer) || Prompts.isNone(answer)) {
                return Reply.right(null, "");
              }
              Amounts.Reading<CaseFile.Regimen> read = Amounts.regimen(answer);
              return read.problem() != null
                  ? Reply.wrong(read.problem())
                  : Reply.right(read.value(), shown(read.value()));
            });
    if (regimen != null) {
      draft.regimen = regimen;
      String origin =
          prompts.chosen("Whose idea is it? Enter where it is not known.", Choices.ORIGIN, null);
      draft.regimen = new CaseFile.Regimen(regimen.everyDays(), regimen.sessions(), origin);
    }
  }

  private static String shown(CaseFile.Regimen regimen) {
    String every = "every " + (regimen.everyDays() == 1 ? "day" : regimen.everyDays() + " days");
    return regimen.sessions() == null ? every : regimen.sessions() + " sessions, " + every;
  }
}
