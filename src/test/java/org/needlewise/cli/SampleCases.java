package org.needlewise.cli;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Cases to be screened, each a line that wants an id. */
final class SampleCases {
  /** Nothing is found. */
  static final String CLEAR = with("", "");

  /** One day short of 28. */
  static final String TOO_SOON =
      with("", ",\"history\":[{\"date\":\"2026-10-24\",\"area\":\"cheeks\",\"depthMm\":1.5}]");

  static final String KELOID = with("\"conditions\":[{\"code\":\"keloid\"}],", "");

  private SampleCases() {}

  private static String with(String patient, String more) {
    return "{\"id\":\"%s\",\"patient\":{\"birthDate\":\"1985-07-02\",\"sex\":\"male\","
        + patient
        + "\"pertinentNegatives\":[\"all-screening-questions\"]},"
        + "\"proposed\":{\"date\":\"2026-11-20\",\"area\":\"cheeks\",\"depthMm\":1.5}"
        + more
        + "}\n";
  }

  /** The ids and the verdicts of reports. */
  static String verdicts(String reports) {
    List<String> ids = new ArrayList<>();
    for (String line : reports.lines().toList()) {
      JsonNode report = new JsonMapper().readTree(line);
      ids.add(report.path("caseId").stringValue() + " " + report.path("verdict").stringValue());
    }
    return String.join(", ", ids);
  }
}
