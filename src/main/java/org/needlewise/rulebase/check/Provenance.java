package org.needlewise.rulebase.check;

import java.io.Serializable;
import java.time.LocalDate;

/**
 * Where rules are from, as far as every report says it.
 *
 * @param signed whether they were signed by those who have to, and are as they were then
 * @param effective the day from which they are in effect; null: none is stated
 * @param overlay the name of what was laid upon them and the beginning of its SHA-256; null:
 *     nothing
 */
public record Provenance(boolean signed, LocalDate effective, String overlay)
    implements Serializable {
  /** Of a folder as anyone may write it. */
  public static final Provenance NONE = new Provenance(false, null, null);

  /** With an overlay upon them, which nobody signed: neither are they then. */
  public Provenance with(String other) {
    return new Provenance(false, effective, other);
  }
}
