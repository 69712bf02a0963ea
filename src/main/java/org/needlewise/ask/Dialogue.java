package org.needlewise.ask;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.needlewise.report.TextPage;
import org.needlewise.report.TextPage.Ink;
import org.needlewise.report.TextStyle;
import org.needlewise.words.Words;

/**
 * Questions out, answers in, one line each. It remembers the answers that it took, so that whoever
 * asks may ask all over again, from the first question on: what was answered is answered again
 * without a word, and only then the person is asked. That is how one goes back.
 */
final class Dialogue {
  /**
   * @param question a sentence or two
   * @param marker what stands before the answer: what kind of answer it is
   * @param help paragraphs that explain it
   */
  record Prompt(String question, String marker, List<String> help) {}

  /**
   * What an answer was understood as.
   *
   * @param echo what to say of it; "" for nothing
   * @param complaint why it was not understood, a sentence or two; null where it was
   */
  record Reply<T>(T value, String echo, String complaint) {
    static <T> Reply<T> right(T value, String echo) {
      return new Reply<>(value, echo, null);
    }

    static <T> Reply<T> wrong(String complaint) {
      return new Reply<>(null, "", complaint);
    }
  }

  /** What is said in place of an answer. */
  enum Wish {
    BACK,
    STOP,
    DONE
  }

  /** Thrown out of a question that is not answered. */
  static final class Unanswered extends RuntimeException {
    private static final long serialVersionUID = 1L;

    final Wish wish;

    Unanswered(Wish wish) {
      super(wish.name(), null, false, false);
      this.wish = wish;
    }
  }

  /** Who asks. */
  interface Asker {
    /** Before each question, with all answers so far taken in. */
    void aboutToAsk();

    /** Why it cannot be done yet; null where it can. */
    String notDone();
  }

  private final Words words;
  private final Face face;
  private final TextStyle style;
  private final List<String> answers = new ArrayList<>();
  private int taken;

  Dialogue(Words words, Face face, TextStyle style) {
    this.words = words;
    this.face = face;
    this.style = style;
  }

  Words words() {
    return words;
  }

  /** Whether an answer given earlier is still to be taken. */
  boolean repeats() {
    return taken < answers.size();
  }

  /** Makes ready for asking all over again, without the last answer. */
  void back() {
    answers.remove(answers.size() - 1);
    taken = 0;
  }

  TextPage page() {
    return new TextPage(style);
  }

  void show(TextPage page) {
    if (!repeats()) {
      face.show(page.toString());
    }
  }

  /** A paragraph apart from what is before it. */
  void note(String text) {
    show(page().blank().text(2, text, Ink.PLAIN));
  }

  /** A paragraph. */
  void say(String text) {
    show(page().text(2, text, Ink.PLAIN));
  }

  /**
   * Asks until the answer is understood.
   *
   * @param understand the same for the same answer
   * @throws Unanswered where the person wishes something else
   */
  <T> T ask(Asker asker, Prompt prompt, Function<String, Reply<T>> understand) {
    if (repeats()) {
      return understand.apply(answers.get(taken++)).value;
    }
    asker.aboutToAsk();
    show(page().blank().text(0, prompt.question, Ink.BOLD));
    while (true) {
      face.show(prompt.marker + "> ");
      String line = face.read();
      if (line == null) {
        face.show("\n");
        throw new Unanswered(Wish.STOP);
      }
      String answer = line.strip();
      String problem = null;
      switch (answer.toLowerCase(Locale.ROOT)) {
        case "stop", "quit", "exit" -> throw new Unanswered(Wish.STOP);
        case "done" -> {
          problem = asker.notDone();
          if (problem == null) {
            throw new Unanswered(Wish.DONE);
          }
        }
        case "back" -> {
          if (!answers.isEmpty()) {
            throw new Unanswered(Wish.BACK);
          }
          problem = words.say("ask.first");
        }
        case "?", "help" -> {
          prompt.help.forEach(this::say);
          problem = words.say("ask.help");
        }
        default -> {
          if (answer.codePoints().anyMatch(Character::isISOControl)) {
            problem = words.say("ask.arrows");
          }
        }
      }
      if (problem == null) {
        Reply<T> reply = understand.apply(answer);
        if (reply.complaint == null) {
          answers.add(answer);
          taken++;
          if (!reply.echo.isEmpty()) {
            say(reply.echo);
          }
          return reply.value;
        }
        problem = reply.complaint;
      }
      say(problem);
    }
  }
}
