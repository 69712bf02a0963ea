package org.needlewise.cli;

import org.needlewise.report.TextStyle;

/**
 * What is known of where standard output and standard error go. Java cannot tell, so the launcher
 * does; started without it, a program writes as into a file.
 */
final class Terminal {
  /** The terminal's width; absent where standard output is no terminal. */
  private static final String COLUMNS = "needlewise.columns";

  /** Whether the user's locale knows ASCII alone. */
  private static final String ASCII = "needlewise.ascii";

  private static final String SHOWS_ERRORS = "needlewise.terminal";

  private static final int USUAL_COLUMNS = 80;

  private Terminal() {}

  /** Whether standard error is a terminal. */
  static boolean showsErrors() {
    return Boolean.getBoolean(SHOWS_ERRORS);
  }

  /** Whether standard output is a terminal. */
  static boolean showsOutput() {
    return System.getProperty(COLUMNS) != null;
  }

  /** When to use colour. */
  enum Colour {
    AUTO,
    ALWAYS,
    NEVER
  }

  /** Off a terminal a text is the same everywhere, so that it can be compared and kept. */
  static TextStyle style(Colour colour) {
    int columns = columns();
    boolean terminal = columns > 0;
    boolean coloured =
        switch (colour) {
          case ALWAYS -> true;
          case NEVER -> false;
          case AUTO ->
              terminal && environment("NO_COLOR").isEmpty() && !environment("TERM").equals("dumb");
        };
    return new TextStyle(
        terminal ? columns : TextStyle.PLAIN.columns(),
        coloured,
        terminal && Boolean.getBoolean(ASCII));
  }

  /** 0 where standard output is no terminal. */
  private static int columns() {
    String stated = System.getProperty(COLUMNS);
    if (stated == null) {
      return 0;
    }
    return stated.matches("[1-9][0-9]{0,3}") ? Integer.parseInt(stated) : USUAL_COLUMNS;
  }

  private static String environment(String name) {
    String value = System.getenv(name);
    return value == null ? "" : value;
  }
}
