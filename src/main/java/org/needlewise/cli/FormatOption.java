package org.needlewise.cli;

import picocli.CommandLine.Option;

/** For people or for programs: the mixin of the commands that review rules. */
final class FormatOption {
  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      converter = OutputFormat.Word.class,
      description = "text or json (default: text).")
  private OutputFormat format;

  boolean json() {
    return format == OutputFormat.JSON;
  }
}
