package org.needlewise.cli;

import java.util.Locale;

/** For people or for programs. */
enum OutputFormat {
  TEXT,
  JSON;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
