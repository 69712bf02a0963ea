package org.needlewise.cli;

/** For people or for programs. */
enum OutputFormat {
  TEXT,
  JSON;

  static final class Word extends WordOption<OutputFormat> {
    Word() {
      super(OutputFormat.class);
    }
  }
}
