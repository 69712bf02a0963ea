package org.needlewise.planning;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.needlewise.casefile.CaseDraft;
import org.needlewise.casefile.CaseFile;
import org.needlewise.casefile.Choices;
import org.needlewise.report.Advice.Operation;

/** A changed case, and the JSON Patch that makes it of the case as it was read. */
final class Change {
  private final CaseDraft draft;
  private final List<Operation> operations = new ArrayList<>();

  Change(CaseFile caseFile) {
    draft = new CaseDraft(caseFile);
  }

  CaseFile caseFile() {
    return draft.caseFile();
  }

  List<Operation> operations() {
    return List.copyOf(operations);
  }

  /** asOf keeps the value that it has, or its default. */
  Change date(LocalDate date) {
    if (draft.asOf == null) {
      draft.asOf = draft.date;
      operations.add(new Operation("add", "/asOf", draft.asOf.toString()));
    }
    draft.date = date;
    return replace("/proposed/date", date.toString());
  }

  /**
   * @param hundredths of a millimetre
   */
  Change depth(int hundredths) {
    draft.depthHundredths = hundredths;
    return replace("/proposed/depthMm", hundredths);
  }

  Change withoutAdjunct(int index) {
    draft.adjuncts.remove(index);
    return remove("/proposed/adjuncts/" + index);
  }

  /** In place of at home; nobody treats themselves then. */
  Change professional() {
    draft.setting = Choices.DEFAULT_SETTING;
    replace("/proposed/setting", draft.setting);
    if (Objects.equals(draft.operator, "self")) {
      draft.operator = null;
      remove("/proposed/operator");
    }
    return this;
  }

  Change modality(String modality) {
    draft.modality = modality;
    return replace("/proposed/modality", modality);
  }

  Change area(String area) {
    draft.area = area;
    return replace("/proposed/area", area);
  }

  private Change replace(String path, Object value) {
    operations.add(new Operation("replace", path, value));
    return this;
  }

  private Change remove(String path) {
    operations.add(new Operation("remove", path, null));
    return this;
  }
}
