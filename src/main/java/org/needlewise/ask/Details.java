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
import org.needlewise.words.Words;

/** Asks what a case may say beside the screening questions; Enter leaves each as it is. */
final class Details {
  private final Draft draft;
  private final Dialogue dialogue;
  private final Words words;
  private final Prompts prompts;
  private final Entries entries;
  private final Screenings screenings;
  private final Vocabulary vocabulary;

  Details(Draft draft, Dialogue dialogue, Prompts prompts, Entries entries, Screenings screenings) {
    this.draft = draft;
    this.dialogue = dialogue;
    this.words = dialogue.words();
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
            .codes(words.say("ask.indication"), all, all.size(), false, true)
            .forEach(code -> draft.indication = code);
      }
      case SEX ->
          draft.sex =
              prompts.chosen(
                  words.say("ask.sex"), without(Choices.SEX, Choices.DEFAULT_SEX), draft.sex);
      case SKIN -> facts(words.say("ask.skin"), step.list);
      case CONDITIONS -> facts(words.say("ask.conditions"), step.list);
      case MEDICATIONS -> facts(words.say("ask.medications"), step.list);
      case ALLERGIES -> facts(words.say("ask.allergies"), step.list);
      case PROCEDURES -> facts(words.say("ask.procedures"), step.list);
      case SKIN_TYPE ->
          draft.fitzpatrick =
              prompts.chosen(words.say("ask.skinType"), Choices.FITZPATRICK, draft.fitzpatrick);
      case SETTING -> setting();
      case MODALITY -> device();
      case ADJUNCTS -> add(words.say("ask.adjuncts"), "adjuncts", draft.adjuncts);
      case EVENT -> event();
      case PHASE -> phase();
      case REGIMEN -> regimen();
      case EXPECTATIONS -> add(words.say("ask.expectations"), "expectations", draft.expectations);
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
        dialogue.say(words.say("ask.alreadyThere", "name", entries.name(code)));
      } else {
        entries.state(code, "");
      }
    }
  }

  private void setting() {
    draft.setting = prompts.chosen(words.say("ask.setting"), Choices.SETTING, draft.setting);
    if (tellsApart(Choices.OPERATOR, operator -> draft.operator = operator, draft.operator)) {
      draft.operator = prompts.chosen(words.say("ask.operator"), Choices.OPERATOR, draft.operator);
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
            words.say("ask.modality"),
            without(Choices.MODALITY, Choices.DEFAULT_MODALITY),
            draft.modality);
    String device =
        prompts.text(
            words.say("ask.device"), words.say("ask.device.help"), Limits.TEXT_CHARS, false);
    draft.device = device == null ? draft.device : device;
  }

  private void event() {
    LocalDate date =
        prompts.day(words.say("ask.event"), DateWords.Side.FUTURE, Prompts.Bound.NONE, false);
    if (date != null) {
      String name =
          prompts.text(
              words.say("ask.event.name"), words.say("ask.event.help"), Limits.TEXT_CHARS, false);
      draft.event = new CaseFile.Event(date, name);
    }
  }

  private void phase() {
    draft.phase = prompts.chosen(words.say("ask.phase"), Choices.PHASE, draft.phase);
    if (draft.phase.equals("maintenance")) {
      Boolean improved = prompts.yesNo(words.say("ask.improved"), words.say("ask.improved.help"));
      draft.improvementDocumented = improved == null ? draft.improvementDocumented : improved;
    }
  }

  private void regimen() {
    CaseFile.Regimen regimen =
        prompts.ask(
            words.say("ask.regimen"),
            "",
            List.of(words.say("ask.regimen.help")),
            answer -> {
              if (Prompts.isOpen(answer) || Prompts.isNone(answer)) {
                return Reply.right(null, "");
              }
              Amounts.Reading<CaseFile.Regimen> read = Amounts.regimen(words, answer);
              return read.problem() != null
                  ? Reply.wrong(read.problem())
                  : Reply.right(read.value(), shown(read.value()));
            });
    if (regimen != null) {
      draft.regimen = regimen;
      String origin = prompts.chosen(words.say("ask.origin"), Choices.ORIGIN, null);
      draft.regimen = new CaseFile.Regimen(regimen.everyDays(), regimen.sessions(), origin);
    }
  }

  private String shown(CaseFile.Regimen regimen) {
    String every = words.say("ask.regimen.every", "days", regimen.everyDays());
    return regimen.sessions() == null
        ? every
        : words.say("ask.regimen.sessions", "sessions", regimen.sessions(), "every", every);
  }
}
