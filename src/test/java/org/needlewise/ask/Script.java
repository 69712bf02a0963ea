package org.needlewise.ask;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.UnaryOperator;
import org.needlewise.casefile.CaseFile;
import org.needlewise.casefile.CaseFileReader;
import org.needlewise.casefile.Format;
import org.needlewise.report.AdvisoryReport;
import org.needlewise.report.TextStyle;
import org.needlewise.rulebase.load.RuleBase;
import org.needlewise.screening.Screener;
import org.needlewise.words.Words;

/** An interview without a terminal: it answers, and takes down what is said and what is kept. */
final class Script implements Face {
  static final RuleBase RULES = RuleBase.prebuilt();
  static final CaseFileReader READER = new CaseFileReader(RULES.vocabulary());

  /** A Friday. */
  static final LocalDate TODAY = LocalDate.parse("2026-11-20");

  static final TextStyle STYLE = new TextStyle(80, false, false);

  private final StringBuilder transcript = new StringBuilder();
  private final UnaryOperator<String> answers;
  private final List<String> answered = new ArrayList<>();
  private final List<String> questions = new ArrayList<>();
  private int shown;
  private String kept = "";
  private boolean isCase;

  /**
   * @param answers a question to its answer; null ends the input
   */
  private Script(UnaryOperator<String> answers) {
    this.answers = answers;
  }

  /** A new case, answered as by a person who is asked the questions in whatever order. */
  static Script answering(UnaryOperator<String> answers) {
    return new Script(answers).run("", TODAY);
  }

  /** Goes on with a case, answering with these lines; then the input ends. */
  static Script goingOn(String text, LocalDate today, List<String> lines) {
    Deque<String> rest = new ArrayDeque<>(lines);
    return new Script(question -> rest.poll()).run(text, today);
  }

  static Script goingOn(String text, String... lines) {
    return goingOn(text, TODAY, List.of(lines));
  }

  static Script with(String... lines) {
    return goingOn("", lines);
  }

  private Script run(String text, LocalDate today) {
    try (Interview interview = new Interview(Words.ENGLISH, RULES, this, STYLE, today)) {
      isCase = interview.run(text.isEmpty() ? null : read(text), text);
    }
    return this;
  }

  static CaseFile read(String yaml) {
    byte[] bytes = yaml.getBytes(StandardCharsets.UTF_8);
    return READER.read(bytes, 0, bytes.length, Format.YAML, "case.yaml");
  }

  @Override
  public void show(String text) {
    transcript.append(text);
  }

  @Override
  public String read() {
    String said = transcript.substring(shown);
    questions.add(said.substring(said.lastIndexOf("\n\n") + 1).strip().replaceAll("\\s+", " "));
    String answer = answers.apply(questions.get(questions.size() - 1));
    if (answer != null) {
      answered.add(answer);
    }
    transcript.append(answer == null ? "" : answer + "\n");
    shown = transcript.length();
    return answer;
  }

  @Override
  public void keep(String id, String yaml) {
    read(yaml);
    kept = yaml;
  }

  /** All that was said and answered. */
  String transcript() {
    return transcript.toString();
  }

  List<String> answers() {
    return answered;
  }

  /** What was said before each answer, since the last blank line, in one line. */
  List<String> questions() {
    return questions;
  }

  /** The file that was kept last; "" where none was. */
  String kept() {
    return kept;
  }

  CaseFile caseFile() {
    return read(kept);
  }

  /** Of the case that was kept last. */
  AdvisoryReport report() {
    try (Screener screener = new Screener(RULES)) {
      return screener.screen(caseFile());
    }
  }

  boolean isCase() {
    return isCase;
  }
}
