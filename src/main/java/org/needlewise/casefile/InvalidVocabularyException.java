package org.needlewise.casefile;

import java.util.List;

/** A vocabulary file, or one of standard codes, that is not valid. */
public final class InvalidVocabularyException extends InvalidInputException {
  private static final long serialVersionUID = 1L;

  /**
   * @param errors at least one
   */
  public InvalidVocabularyException(List<InputError> errors) {
    super(errors);
  }
}
