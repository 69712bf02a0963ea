package org.needlewise.ask;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.Set;
import org.needlewise.casefile.CaseFile;
import org.needlewise.casefile.CodeFinder;
import org.needlewise.report.ReportText;
import org.needlewise.report.TextStyle;
import org.needlewise.rulebase.load.RuleBase;
import org.needlewise.words.Words;

/**
 * A case, asked for in plain words: what no case can be without, the screening questions, those
 * that can still change the verdict first, then the rest. The same answers give the same case.
 */
public final class Interview implements AutoCloseable {
  private final Face face;
  private final LocalDate today;
  private final TextStyle style;
  private final Words words;
  private final Dialogue dialogue;
  private final Screenings screenings;
  private final CodeFinder finder;
  private final SoFar soFar;
  private Draft draft = new Draft();
  private Set<String> asked = new HashSet<>();
  private String kept = "";

  /**
   * @param style how the questions and the report are shown
   * @param today what yesterday and the like count from; the day of a new case
   */
  public Interview(Words words, RuleBase rules, Face face, TextStyle style, LocalDate today) {
    this.words = words;
    this.face = face;
    this.today = today;
    this.style = style;
    this.dialogue = new Dialogue(words, face, style);
    this.screenings = new Screenings(rules);
    this.finder = new CodeFinder(rules.vocabulary());
    this.soFar = new SoFar(dialogue);
  }

  /** Whether a file holds a case as this would write it: nothing is lost by writing it again. */
  public boolean wrote(CaseFile caseFile, String text) {
    return page(caseFile, CasePage.asked(text), CasePage.unfinished(text)).equals(text);
  }

  /**
   * Asks until all is asked, or the person ends it.
   *
   * @param begun the case to go on with; null for a new one
   * @param text the file that holds it, whose comments say how far it was asked; "" for none
   * @return whether there is a case; it has been kept then
   */
  public boolean run(CaseFile begun, String text) {
    while (true) {
      draft = begun == null ? new Draft() : new Draft(begun);
      asked = CasePage.asked(text);
      try {
        new Course(draft, asked, dialogue, asker, screenings, finder, today, soFar)
            .run(CasePage.unfinished(text));
        report();
        return true;
      } catch (Dialogue.Unanswered wish) {
        switch (wish.wish) {
          case BACK -> dialogue.back();
          case DONE -> {
            report();
            return true;
          }
          default -> {
            return stopped();
          }
        }
      }
    }
  }

  private final Dialogue.Asker asker =
      new Dialogue.Asker() {
        @Override
        public void aboutToAsk() {
          keep();
        }

        @Override
        public String notDone() {
          return draft.isCase() ? null : words.say("ask.notDone");
        }
      };

  private void keep() {
    if (draft.isCase()) {
      String page = page(draft.caseFile(), asked, draft.unfinished);
      if (!page.equals(kept)) {
        face.keep(draft.id, page);
        kept = page;
      }
    }
  }

  private String page(CaseFile caseFile, Set<String> done, String unfinished) {
    return CasePage.yaml(caseFile, screenings.report(caseFile).questions(), done, unfinished);
  }

  private void report() {
    keep();
    CaseFile caseFile = draft.caseFile();
    String page =
        new ReportText(words, style, null)
            .page(caseFile, screenings.report(caseFile), null, screenings.advice(caseFile));
    face.show(dialogue.page().blank().rule().blank() + page + dialogue.page().rule());
  }

  private boolean stopped() {
    if (!draft.isCase()) {
      dialogue.say(words.say("ask.nothingKept"));
      return false;
    }
    keep();
    if (draft.unfinished != null) {
      dialogue.say(words.say("ask.notFinished", "what", draft.unfinished));
    }
    return true;
  }

  @Override
  public void close() {
    screenings.close();
  }
}
