package org.needlewise.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.needlewise.report.Ascii;
import org.needlewise.report.TextStyle;

/**
 * What is known of where standard output and standard error go. Java cannot tell, so the launcher
 * does; started without it, a program writes as into a file, in UTF-8.
 */
final class Terminal {
  /** The terminal's width; absent where standard output is no terminal. */
  private static final String COLUMNS = "needlewise.columns";

  /** Whether the user's locale knows ASCII alone. */
  private static final String ASCII = "needlewise.ascii";

  private static final String SHOWS_ERRORS = "needlewise.terminal";

  private static final String TYPED = "needlewise.typed";

  private static final int USUAL_COLUMNS = 80;

  private Terminal() {}

  /** Whether standard error is a terminal. */
  static boolean showsErrors() {
    return Boolean.getBoolean(SHOWS_ERRORS);
  }

  /** Standard error, in what the locale can show. */
  static PrintWriter errors() {
    return new PrintWriter(System.err, true, StandardCharsets.UTF_8) {
      @Override
      public void write(String text, int off, int len) {
        String part = text.substring(off, off + len);
        String shown = ascii() ? Ascii.of(part) : part;
        super.write(shown, 0, shown.length());
      }
    };
  }

  private static boolean ascii() {
    return Boolean.getBoolean(ASCII);
  }

  /** Whether standard output is a terminal. */
  static boolean showsOutput() {
    return System.getProperty(COLUMNS) != null;
  }

  /** Whether standard input is a terminal, which shows what is typed. */
  static boolean isTyped() {
    return Boolean.getBoolean(TYPED);
  }

  /** When to use colour. */
  enum Colour {
    AUTO,
    ALWAYS,
    NEVER
  }

  static TextStyle style(Colour colour) {
    String terminal = System.getProperty(COLUMNS);
    boolean coloured =
        switch (colour) {
          case ALWAYS -> true;
          case NEVER -> false;
          case AUTO ->
              terminal != null
                  && environment("NO_COLOR").isEmpty()
                  && !environment("TERM").equals("dumb");
        };
    return new TextStyle(columns(terminal), coloured, ascii());
  }

  /**
   * As COLUMNS says; else as wide as the terminal; off one the same everywhere, so that a text can
   * be compared and kept.
   */
  private static int columns(String terminal) {
    int stated = number(environment("COLUMNS"));
    if (stated > 0) {
      return stated;
    }
    if (terminal == null) {
      return TextStyle.PLAIN.columns();
    }
    int wide = number(terminal);
    return wide > 0 ? wide : USUAL_COLUMNS;
  }

  /** 0 where it is none. */
  private static int number(String text) {
    return text.matches("[1-9][0-9]{0,3}") ? Integer.parseInt(text) : 0;
  }

  private static String environment(String name) {
    String value = System.getenv(name);
    return value == null ? "" : value;
  }
}
