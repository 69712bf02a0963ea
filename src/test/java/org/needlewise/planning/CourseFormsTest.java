package org.needlewise.planning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.component.VEvent;
import org.junit.jupiter.api.Test;
import org.needlewise.casefile.CaseFile;
import org.needlewise.casefile.CaseFileReader;
import org.needlewise.casefile.Format;
import org.needlewise.planning.Course.Pace;
import org.needlewise.rulebase.load.RuleBase;
import org.needlewise.screening.Screener;
import org.needlewise.words.Words;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/** A course as a calendar, a picture and a page. */
class CourseFormsTest {
  private static final RuleBase BASE = RuleBase.prebuilt();

  /** Whatever stands in an id is text. */
  private static final CaseFile CASE =
      read(
          """
          {"id": "<b>&;,\\\\ anna", "asOf": "2026-11-20",
           "patient": {"birthDate": "1985-07-02", "sex": "male", "pertinentNegatives": ["all-screening-questions"]},
           "proposed": {"date": "2026-11-20", "area": "cheeks", "indication": "acne-scars", "depthMm": 1.5},
           "history": [{"date": "2026-10-24", "area": "face", "depthMm": 1.0}]}
          """);

  private static CaseFile read(String json) {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    return new CaseFileReader(BASE.vocabulary()).read(bytes, 0, bytes.length, Format.JSON, "case");
  }

  private static Course course(LocalDate until) {
    try (Screener screener = Screener.remembering(BASE)) {
      return new CoursePlanner(BASE, screener)
          .plan(CASE, new CourseRequest(2, Pace.IDEAL, List.of(), until, 1));
    }
  }

  private static CourseText words(Course course) {
    return new CourseText(Words.ENGLISH, CASE, course, false, BASE.care());
  }

  @Test
  void aCalendarHoldsAWholeDayForEachSession() throws Exception {
    Course course = course(null);
    String text = CourseCalendar.text(CASE, course, words(course));
    assertEquals(text, CourseCalendar.text(CASE, course(null), words(course)));
    assertFalse(text.contains("TZID"));
    assertTrue(text.lines().allMatch(line -> line.getBytes(StandardCharsets.UTF_8).length <= 75));
    assertEquals(text.lines().count(), text.split("\r\n").length);
    Calendar calendar = new CalendarBuilder().build(new StringReader(text));
    assertTrue(calendar.validate().getEntries().isEmpty());
    List<VEvent> events = calendar.getComponents("VEVENT");
    assertEquals(
        List.of("2026-12-05", "2027-01-16", "2027-04-16"),
        events.stream().map(event -> event.getDateTimeStart().getDate().toString()).toList());
    assertEquals(
        List.of("2026-12-06", "2027-01-17", "2027-04-17"),
        events.stream().map(event -> event.getDateTimeEnd().getDate().toString()).toList());
    assertEquals(3, events.stream().map(VEvent::getUid).distinct().count());
    VEvent first = events.get(0);
    assertEquals(
        "Microneedling, cheeks at 1.5 mm: session 1 of 3 (proceed)", first.getSummary().getValue());
    assertEquals(
        "<b>&;,\\ anna\nSupported use: proceed [P72]\n"
            + "Advisory only: no clinician has reviewed these rules.",
        first.getDescription().getValue());
    assertEquals("TENTATIVE", first.getStatus().getValue());
  }

  @Test
  void thePictureIsXmlAndSaysAllInWords() throws Exception {
    Course course = course(LocalDate.of(2027, 1, 16));
    String svg = CoursePicture.of(course, words(course)).svg();
    Document document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    NodeList texts = document.getElementsByTagName("text");
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < texts.getLength(); i++) {
      all.append(texts.item(i).getTextContent()).append('\n');
    }
    assertEquals(
        """
        <b>&;,\\ anna: 2 sessions, cheeks at 1.5 mm, each as soon as is best; as of 2026-11-20
        2026-12
        2027-01
        1. Saturday 2026-12-05
        series: proceed
        Interval at medium depth, until 2026-12-05 [P23] and 2 more
        2. Saturday 2027-01-16
        series, complete with it: proceed
        Interval at medium depth, until 2027-01-16 [P23] and 2 more
        Session 3 has no day: none is left before the last one allowed.
        """,
        all.toString());
    assertEquals(2, document.getElementsByTagName("circle").getLength());
  }

  @Test
  void thePageSaysWhatTheTextSays() {
    Course course = course(null);
    String html = new CoursePage(course, words(course)).html();
    assertTrue(html.contains("&lt;b&gt;&amp;;,\\ anna: 2 sessions and 1 maintenance visit"));
    assertFalse(html.contains("<b>"));
    assertTrue(html.contains("Interval on the face, until 2027-01-16 [P25]"));
    assertTrue(html.contains("3 months after the session of 2027-01-16 [L147]"));
  }
}
