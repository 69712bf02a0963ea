package org.needlewise.review.gaps;

import java.time.LocalDate;
import java.util.List;
import org.needlewise.casefile.CaseDraft;
import org.needlewise.casefile.CaseFile;

/** A plain case, of which a review sets what it asks about. */
final class Draft extends CaseDraft {
  /** The day of the proposed session. */
  static final LocalDate DAY = LocalDate.of(2027, 6, 15);

  Draft() {
    id = "tried";
    asOf = DAY;
    birthDate = LocalDate.of(1990, 1, 1);
    sex = "female";
    negatives.add("all-screening-questions");
    date = DAY;
    area = "face";
    depthHundredths = 50;
    setting = "professional";
    modality = "unknown";
    phase = "initial-series";
    improvementDocumented = true;
  }

  /** Adds a past session like the proposed one. */
  void past(int daysBefore) {
    past(daysBefore, area, depthHundredths, setting, device, List.of(), false);
  }

  void past(
      int daysBefore,
      String ofArea,
      int ofDepth,
      String ofSetting,
      String ofDevice,
      List<CaseFile.Reaction> reactions,
      boolean completesSeries) {
    history.add(
        new CaseFile.PastSession(
            DAY.minusDays(daysBefore),
            ofArea,
            ofDepth,
            null,
            ofSetting,
            ofDevice,
            "unknown",
            List.copyOf(adjuncts),
            reactions,
            completesSeries,
            null));
  }
}
