package org.needlewise.casefile;

import java.util.List;
import java.util.stream.Collectors;

/**
 * An input that cannot be read, with all that is wrong with it. The message is one line an error.
 */
public abstract class InvalidInputException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<InputError> errors;

  InvalidInputException(List<InputError> errors) {
    // A user's mistake has no stack trace, and a batch meets many.
    super(
        errors.stream().map(InputError::toString).collect(Collectors.joining("\n")),
        null,
        false,
        false);
    this.errors = List.copyOf(errors);
  }

  /** At least one, in the order of the document. */
  public List<InputError> errors() {
    return errors;
  }
}
