package org.needlewise.cli;

import java.util.List;

/** Input that cannot be used, one line for each thing that is wrong with it. */
final class BadInputException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BadInputException(List<String> errors) {
    super(String.join("\n", errors), null, false, false);
  }
}
