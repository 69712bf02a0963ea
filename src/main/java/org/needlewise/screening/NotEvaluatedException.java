package org.needlewise.screening;

/** A case was not evaluated; it is not clear. The message holds no patient data. */
public final class NotEvaluatedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean tooMuch;

  /**
   * @param tooMuch whether the case asked for more than is done for one; else its rules threw
   */
  public NotEvaluatedException(String message, boolean tooMuch) {
    super(message, null, false, false);
    this.tooMuch = tooMuch;
  }

  /** Whether the case asked for more than is done for one; else its rules threw. */
  public boolean tooMuch() {
    return tooMuch;
  }
}
