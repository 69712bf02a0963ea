package org.needlewise.ask;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.needlewise.casefile.CaseDraft;
import org.needlewise.casefile.CaseFile;

/** A case while it is being stated. */
final class Draft extends CaseDraft {
  /** What was begun and is not in the case yet, or not whole, in a sentence; null for nothing. */
  String unfinished;

  Draft() {}

  Draft(CaseFile from) {
    super(from);
  }

  /** Whether it holds what no case can be without. */
  boolean isCase() {
    return id != null && date != null && area != null && depthHundredths > 0;
  }

  /** The day on which what is said holds. */
  LocalDate day() {
    return asOf != null ? asOf : date;
  }

  /** All codes of a patient's facts that the draft states, in whatever status. */
  List<String> statedCodes() {
    List<String> codes = new ArrayList<>();
    conditions.forEach(condition -> codes.add(condition.code()));
    medications.forEach(medication -> codes.add(medication.code()));
    codes.addAll(allergies);
    procedures.forEach(procedure -> codes.add(procedure.code()));
    skin.forEach(sign -> codes.add(sign.sign()));
    return codes;
  }
}
