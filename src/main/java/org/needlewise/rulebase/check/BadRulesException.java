package org.needlewise.rulebase.check;

import java.util.List;
import org.needlewise.casefile.Diagnostic;
import org.needlewise.casefile.InvalidInputException;

/** A rules folder that does not load. */
public final class BadRulesException extends InvalidInputException {
  private static final long serialVersionUID = 1L;

  /**
   * @param problems at least one error among them; by file, then place
   */
  public BadRulesException(List<Diagnostic> problems) {
    super(problems);
  }
}
