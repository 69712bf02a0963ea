package org.needlewise.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.needlewise.report.SampleReports.TODAY;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportJsonTest {
  private static final String END =
      "\"ruleSet\":{\"version\":\"2026.11\","
          + "\"digest\":\"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\",\"signed\":false},"
          + "\"advisory\":\"Advisory only: no clinician has reviewed these rules.\"}\n";

  private static String json(AdvisoryReport... reports) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ReportJson json = new ReportJson(out);
    for (AdvisoryReport report : reports) {
      json.write(report);
    }
    return out.toString(UTF_8);
  }

  @Test
  void writesEveryFieldInOrder() {
    String json =
        json(
            SampleReports.report(
                "one-day-short",
                TODAY.plusDays(1),
                List.of(SampleReports.FACE, SampleReports.SUPPORTED),
                SampleReports.PREGNANCY));
    assertEquals(
        "{\"caseId\":\"one-day-short\",\"asOf\":\"2026-11-20\",\"verdict\":\"defer\","
            + "\"earliestDate\":\"2026-11-21\",\"findings\":["
            + "{\"rule\":\"interval-face\",\"policy\":\"P25\",\"category\":\"interval\","
            + "\"verdict\":\"defer\",\"title\":\"Interval on the face\","
            + "\"message\":\"Day 27 after the session of 2026-10-24 (face, 1.0 mm). The face needs"
            + " 28 days at least, ideally 42: not before 2026-11-21. Book for 2026-11-21 or"
            + " later.\",\"because\":[\"/history/0\"],\"evidence\":[\"L073\"],"
            + "\"interval\":{\"observedDays\":27,\"minimumDays\":28,\"idealDays\":42},"
            + "\"earliestDate\":\"2026-11-21\"},"
            + "{\"rule\":\"supported-use\",\"policy\":\"P72\",\"category\":\"indication\","
            + "\"verdict\":\"proceed\",\"title\":\"A supported use\","
            + "\"message\":\"Acne scars: an evidence-supported use.\","
            + "\"because\":[\"/proposed/indication\"],\"evidence\":[\"L001\"]}],"
            + "\"questions\":[{\"code\":\"pregnancy\",\"ask\":\"Is the patient pregnant?\"}],"
            + END,
        json);
    assertEquals(List.of(), ReportSchema.errors(json));
  }

  @Test
  void writesNullWhereThereIsNoDate() {
    String json = json(SampleReports.report("none", null, List.of(SampleReports.KELOID)));
    assertTrue(json.contains("\"verdict\":\"contraindicated\",\"earliestDate\":null,"), json);
    assertEquals(List.of(), ReportSchema.errors(json));
  }

  @Test
  void writesOneLineEach() {
    AdvisoryReport clear = SampleReports.report("clear", TODAY, List.of());
    String line =
        "{\"caseId\":\"clear\",\"asOf\":\"2026-11-20\",\"verdict\":\"proceed\","
            + "\"earliestDate\":\"2026-11-20\",\"findings\":[],\"questions\":[],"
            + END;
    assertEquals(line + line + line, json(clear, clear, clear));
  }

  @Test
  void keepsAnyTextAsItIs() {
    String id = "J\u00fcrgen \"\\\" \u4f60\u597d \ud83d\ude00 \u001b[31m\u0000\n";
    String json = json(SampleReports.report(id, TODAY, List.of()));
    assertEquals(
        "{\"caseId\":\"J\u00fcrgen \\\"\\\\\\\" \u4f60\u597d \ud83d\ude00"
            + " \\u001B[31m\\u0000\\n\",",
        json.substring(0, json.indexOf("\"asOf\"")));
  }

  @Test
  void writesDatesOfAnyYear() {
    for (String date : List.of("0000-01-01", "0999-12-31", "9999-10-09", "+10004-02-29")) {
      String json = json(SampleReports.report("a", LocalDate.parse(date), List.of()));
      assertTrue(json.contains("\"earliestDate\":\"" + date + "\""), json);
    }
  }

  @Test
  void joinsAMessageLongerThanItsBuffer() {
    Finding face = SampleReports.FACE;
    String message = "m".repeat(40_000);
    Finding finding =
        SampleReports.finding(
            face.rule(),
            face.policy(),
            face.category(),
            face.verdict(),
            face.title(),
            message,
            "act",
            face.because(),
            face.evidence(),
            null,
            null,
            "",
            "");
    String json = json(SampleReports.report("a", TODAY, List.of(finding)));
    assertTrue(json.contains("\"message\":\"" + message + " act\","));
  }

  @Test
  void theSchemaCanFail() {
    String json = json(SampleReports.report("a", TODAY, List.of(SampleReports.FACE)));
    assertFalse(ReportSchema.errors(json.replace("\"defer\"", "\"later\"")).isEmpty());
    assertFalse(ReportSchema.errors(json.replace("2026-11-21\"}]", "2026-02-30\"}]")).isEmpty());
    assertFalse(ReportSchema.errors(json.replace("\"/history/0\"", "\"history\"")).isEmpty());
  }

  @Test
  void leavesTheStreamOpenAndUnflushed() {
    boolean[] touched = new boolean[2];
    OutputStream out =
        new OutputStream() {
          @Override
          public void write(int b) {}

          @Override
          public void flush() {
            touched[0] = true;
          }

          @Override
          public void close() {
            touched[1] = true;
          }
        };
    new ReportJson(out).write(SampleReports.report("a", TODAY, List.of()));
    assertFalse(touched[0]);
    assertFalse(touched[1]);
  }
}
