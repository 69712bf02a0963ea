package org.needlewise.planning;

import org.needlewise.casefile.Fields;
import org.needlewise.casefile.InvalidInputException;
import org.needlewise.casefile.StrictReader;

/**
 * Whom a patient calls.
 *
 * @param hours when; "" where not stated
 * @param address "" where not stated
 */
public record Clinic(String name, String phone, String hours, String address) {
  private static final Fields CLINIC =
      new Fields("the clinic", "name!", "phone!", "hours", "address");

  /** So much of each goes on a line of the sheet. */
  private static final int CHARACTERS = 50;

  /**
   * @throws InvalidInputException with all errors
   */
  public static Clinic read(byte[] yaml, String file) {
    return StrictReader.yaml(yaml, file, CLINIC.what(), Clinic::clinic);
  }

  private static Clinic clinic(StrictReader in) {
    String[] said = {"", "", "", ""};
    if (in.enter(CLINIC)) {
      for (int f = in.field(); f >= 0; f = in.field()) {
        said[f] = in.line("text");
        if (said[f] != null && said[f].length() > CHARACTERS) {
          in.error(
              "a text of " + said[f].length() + " characters",
              "at most " + CHARACTERS + ", so that it fits on a line");
        }
      }
    }
    return new Clinic(said[0], said[1], said[2], said[3]);
  }
}
