package org.needlewise.cli;

import org.needlewise.report.TextStyle;
import picocli.CommandLine.Option;

/** When to use colour: the mixin of every command that prints pages. */
final class ColourOption {
  private static final class Word extends WordOption<Terminal.Colour> {
    Word() {
      super(Terminal.Colour.class);
    }
  }

  @Option(
      names = "--color",
      paramLabel = "WHEN",
      defaultValue = "auto",
      converter = Word.class,
      description = "auto, always or never (default: auto; NO_COLOR is honoured).")
  private Terminal.Colour colour;

  TextStyle style() {
    return Terminal.style(colour);
  }
}
