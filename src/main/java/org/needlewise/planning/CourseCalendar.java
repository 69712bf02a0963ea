package org.needlewise.planning;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import net.fortuna.ical4j.data.CalendarOutputter;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.ComponentList;
import net.fortuna.ical4j.model.PropertyList;
import net.fortuna.ical4j.model.component.VEvent;
import net.fortuna.ical4j.model.property.Description;
import net.fortuna.ical4j.model.property.DtEnd;
import net.fortuna.ical4j.model.property.DtStamp;
import net.fortuna.ical4j.model.property.DtStart;
import net.fortuna.ical4j.model.property.ProdId;
import net.fortuna.ical4j.model.property.Status;
import net.fortuna.ical4j.model.property.Summary;
import net.fortuna.ical4j.model.property.Transp;
import net.fortuna.ical4j.model.property.Uid;
import net.fortuna.ical4j.model.property.immutable.ImmutableVersion;
import org.needlewise.casefile.CaseFile;
import org.needlewise.casefile.Echo;
import org.needlewise.planning.Course.Session;
import org.needlewise.report.ReportWords;

/**
 * Courses as iCalendar (RFC 5545): for each session an event of a whole day, in no time zone,
 * tentative, and blocking nothing. The stamp is the day for which the course was planned: the same
 * course is the same file.
 */
public final class CourseCalendar {
  private CourseCalendar() {}

  public static String text(CaseFile caseFile, Course course, CourseText text) {
    PropertyList head =
        new PropertyList(
            List.of(
                new ProdId("-//Needlewise//Course of sessions//EN"), ImmutableVersion.VERSION_2_0));
    List<VEvent> events =
        course.sessions().stream().map(each -> event(caseFile, course, each, text)).toList();
    StringWriter ics = new StringWriter();
    try {
      new CalendarOutputter().output(new Calendar(head, new ComponentList<>(events)), ics);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return ics.toString();
  }

  private static VEvent event(CaseFile caseFile, Course course, Session session, CourseText text) {
    String name = course.caseId() + '\n' + session.number() + '\n' + session.date();
    UUID id = UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    String summary =
        text.words()
            .say(
                "course.event",
                "session",
                ReportWords.session(text.words(), caseFile.proposed()),
                "number",
                session.number(),
                "count",
                course.sessions().size(),
                "verdict",
                text.words().code(session.verdict().code()));
    String findings =
        session.findings().stream().map(text::told).distinct().collect(Collectors.joining("\n"));
    String stop = text.stop();
    return new VEvent(
        new PropertyList(
            List.of(
                new Uid("urn:uuid:" + id),
                new DtStamp(course.asOf().atStartOfDay().toInstant(ZoneOffset.UTC)),
                new DtStart<>(session.date()),
                new DtEnd<>(session.date().plusDays(1)),
                new Summary(Echo.shown(summary)),
                new Description(
                    Echo.shown(course.caseId())
                        + "\n"
                        + (findings.isEmpty() ? "" : findings + "\n")
                        + (stop.isEmpty() ? "" : stop + "\n")
                        + text.words().say("report.notReviewed")),
                new Status(Status.VALUE_TENTATIVE),
                new Transp(Transp.VALUE_TRANSPARENT))));
  }
}
