package org.needlewise.casefile;

import java.util.List;

/** A case file or record that is no valid case. */
public final class InvalidCaseException extends InvalidInputException {
  private static final long serialVersionUID = 1L;

  /**
   * @param errors at least one
   */
  public InvalidCaseException(List<InputError> errors) {
    super(errors);
  }
}
