package org.needlewise.casefile;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the codes of case files are called in the code systems of health care, as {@code
 * rules-drl/standard-codes.yaml} states it. No report depends on them.
 *
 * @param of code or area to its standard codes, in file order; one without any is absent here
 */
public record StandardCodes(Map<String, List<StandardCode>> of) {

  /**
   * @param system SNOMED CT, ICD-10-CM, RxNorm, ATC or LOINC
   * @param code of that system; in ICD-10-CM and ATC it stands for all that begin with it, too
   * @param sure how sure it is that both mean the same: high, medium or verify (before use)
   * @param source seen (the code beside its meaning, in public files) or memory
   * @param note what a user must know of it; "" where nothing
   */
  public record StandardCode(String system, String code, String sure, String source, String note) {
    /** Whether it can be used as it is. */
    public boolean isSure() {
      return sure.equals(StandardCodesReader.HIGH);
    }
  }

  public StandardCodes {
    of = new LinkedHashMap<>(of);
  }

  /** Empty where there are none. */
  public List<StandardCode> of(String code) {
    return of.getOrDefault(code, List.of());
  }
}
