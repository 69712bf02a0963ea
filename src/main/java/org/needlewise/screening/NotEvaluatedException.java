package org.needlewise.screening;

/**
 * A case was not evaluated, since its rules threw; it is not clear. The message holds no patient
 * data.
 */
public final class NotEvaluatedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NotEvaluatedException(String message) {
    super(message);
  }
}
