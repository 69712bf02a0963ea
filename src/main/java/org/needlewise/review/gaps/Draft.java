package org.needlewise.review.gaps;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.needlewise.casefile.CaseFile;

/** A case in the making: a plain one, of which a review sets what it asks about. */
final class Draft {
  /** The day of the proposed session, unless a review sets it otherwise. */
  static final LocalDate DAY = LocalDate.of(2027, 6, 15);

  private static final LocalDate BORN = LocalDate.of(1990, 1, 1);
  private static final int DEPTH = 50;

  LocalDate birthDate = BORN;
  String fitzpatrick;
  String area = "face";
  int depth = DEPTH;
  String setting = "professional";
  String device;
  String modality = "unknown";
  String indication;
  String operator;
  String phase = "initial-series";
  List<String> adjuncts = List.of();
  CaseFile.Regimen regimen;
  CaseFile.Event event;
  final List<CaseFile.Medication> medications = new ArrayList<>();
  final List<CaseFile.Procedure> procedures = new ArrayList<>();
  final List<CaseFile.SkinSign> skin = new ArrayList<>();
  final List<CaseFile.PastSession> history = new ArrayList<>();

  /** A past session like the proposed one. */
  CaseFile.PastSession past(int daysBefore) {
    return past(daysBefore, area, depth, setting, device, List.of(), false);
  }

  CaseFile.PastSession past(
      int daysBefore,
      String ofArea,
      int ofDepth,
      String ofSetting,
      String ofDevice,
      List<CaseFile.Reaction> reactions,
      boolean completesSeries) {
    return new CaseFile.PastSession(
        DAY.minusDays(daysBefore),
        ofArea,
        ofDepth,
        null,
        ofSetting,
        ofDevice,
        "unknown",
        adjuncts,
        reactions,
        completesSeries,
        null);
  }

  CaseFile caseFile() {
    return new CaseFile(
        "tried",
        DAY,
        new CaseFile.Patient(
            birthDate,
            "female",
            fitzpatrick,
            null,
            List.of(),
            medications,
            List.of(),
            procedures,
            skin,
            List.of("all-screening-questions")),
        new CaseFile.Proposed(
            DAY,
            area,
            indication,
            depth,
            setting,
            device,
            modality,
            adjuncts,
            phase,
            true,
            regimen,
            event,
            List.of(),
            operator),
        history);
  }
}
