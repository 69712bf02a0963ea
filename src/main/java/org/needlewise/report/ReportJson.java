package org.needlewise.report;

import java.io.OutputStream;
import java.time.LocalDate;
import java.util.List;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.SerializableString;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.io.SerializedString;
import tools.jackson.core.json.JsonFactory;

/**
 * Writes reports as the report schema says, one line each, in UTF-8 and with the fields always in
 * the same order. One writer takes any number of reports; it belongs to one thread.
 */
public final class ReportJson implements AutoCloseable {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .rootValueSeparator((SerializableString) null)
          .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
          .disable(StreamWriteFeature.FLUSH_PASSED_TO_STREAM)
          .build();

  private static final SerializedString CASE_ID = new SerializedString("caseId");
  private static final SerializedString AS_OF = new SerializedString("asOf");
  private static final SerializedString VERDICT = new SerializedString("verdict");
  private static final SerializedString EARLIEST_DATE = new SerializedString("earliestDate");
  private static final SerializedString FINDINGS = new SerializedString("findings");
  private static final SerializedString RULE = new SerializedString("rule");
  private static final SerializedString POLICY = new SerializedString("policy");
  private static final SerializedString CATEGORY = new SerializedString("category");
  private static final SerializedString TITLE = new SerializedString("title");
  private static final SerializedString MESSAGE = new SerializedString("message");
  private static final SerializedString BECAUSE = new SerializedString("because");
  private static final SerializedString EVIDENCE = new SerializedString("evidence");
  private static final SerializedString INTERVAL = new SerializedString("interval");
  private static final SerializedString OBSERVED_DAYS = new SerializedString("observedDays");
  private static final SerializedString MINIMUM_DAYS = new SerializedString("minimumDays");
  private static final SerializedString IDEAL_DAYS = new SerializedString("idealDays");
  private static final SerializedString QUESTIONS = new SerializedString("questions");
  private static final SerializedString CODE = new SerializedString("code");
  private static final SerializedString ASK = new SerializedString("ask");
  private static final SerializedString RULE_SET = new SerializedString("ruleSet");
  private static final SerializedString VERSION = new SerializedString("version");
  private static final SerializedString DIGEST = new SerializedString("digest");
  private static final SerializedString ADVISORY = new SerializedString("advisory");
  private static final SerializedString ADVISORY_WORDS =
      new SerializedString(ReportWords.NOT_REVIEWED);

  private final JsonGenerator json;

  // Dates and messages are put together here: no text is made only to be written.
  private char[] scratch = new char[1024];

  /**
   * @param out not closed by this writer; bytes reach it at the latest with {@link #flush}
   */
  public ReportJson(OutputStream out) {
    json = FACTORY.createGenerator(ObjectWriteContext.empty(), out, JsonEncoding.UTF8);
  }

  /**
   * Writes one report and a line end.
   *
   * @throws tools.jackson.core.exc.JacksonIOException where the stream fails; the writer is then of
   *     no further use
   */
  public void write(AdvisoryReport report) {
    json.writeStartObject();
    json.writeName(CASE_ID).writeString(report.caseId());
    date(AS_OF, report.asOf());
    json.writeName(VERDICT).writeString(report.verdict().code());
    if (report.earliestDate() == null) {
      json.writeName(EARLIEST_DATE).writeNull();
    } else {
      date(EARLIEST_DATE, report.earliestDate());
    }
    json.writeName(FINDINGS).writeStartArray();
    for (Finding finding : report.findings()) {
      write(finding);
    }
    json.writeEndArray();
    json.writeName(QUESTIONS).writeStartArray();
    for (AdvisoryReport.Question question : report.questions()) {
      json.writeStartObject();
      json.writeName(CODE).writeString(question.code());
      json.writeName(ASK).writeString(question.ask());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeName(RULE_SET).writeStartObject();
    json.writeName(VERSION).writeString(report.ruleSet().version());
    json.writeName(DIGEST).writeString(report.ruleSet().digest());
    json.writeEndObject();
    json.writeName(ADVISORY).writeString(ADVISORY_WORDS);
    json.writeEndObject();
    json.writeRaw('\n');
  }

  private void write(Finding finding) {
    json.writeStartObject();
    json.writeName(RULE).writeString(finding.rule());
    json.writeName(POLICY).writeString(finding.policy());
    json.writeName(CATEGORY).writeString(finding.category());
    json.writeName(VERDICT).writeString(finding.verdict().code());
    json.writeName(TITLE).writeString(finding.title());
    message(finding.message(), finding.action());
    texts(BECAUSE, finding.because());
    texts(EVIDENCE, finding.evidence());
    Finding.Interval interval = finding.interval();
    if (interval != null) {
      json.writeName(INTERVAL).writeStartObject();
      json.writeName(OBSERVED_DAYS).writeNumber(interval.observedDays());
      json.writeName(MINIMUM_DAYS).writeNumber(interval.minimumDays());
      json.writeName(IDEAL_DAYS).writeNumber(interval.idealDays());
      json.writeEndObject();
    }
    if (finding.earliestDate() != null) {
      date(EARLIEST_DATE, finding.earliestDate());
    }
    json.writeEndObject();
  }

  private void texts(SerializableString name, List<String> texts) {
    json.writeName(name).writeStartArray();
    for (String text : texts) {
      json.writeString(text);
    }
    json.writeEndArray();
  }

  private void message(String message, String action) {
    json.writeName(MESSAGE);
    if (action.isEmpty()) {
      json.writeString(message);
      return;
    }
    int length = message.length() + 1 + action.length();
    if (scratch.length < length) {
      scratch = new char[2 * length];
    }
    message.getChars(0, message.length(), scratch, 0);
    scratch[message.length()] = ' ';
    action.getChars(0, action.length(), scratch, message.length() + 1);
    json.writeString(scratch, 0, length);
  }

  private void date(SerializableString name, LocalDate date) {
    json.writeName(name);
    if (date.getYear() < 0 || date.getYear() > 9999) {
      json.writeString(date.toString());
      return;
    }
    digits(date.getYear() / 100, 0);
    digits(date.getYear() % 100, 2);
    scratch[4] = '-';
    digits(date.getMonthValue(), 5);
    scratch[7] = '-';
    digits(date.getDayOfMonth(), 8);
    json.writeString(scratch, 0, 10);
  }

  private void digits(int twoDigits, int at) {
    scratch[at] = (char) ('0' + twoDigits / 10);
    scratch[at + 1] = (char) ('0' + twoDigits % 10);
  }

  /** Hands all that was written to the stream, and does not flush that. */
  public void flush() {
    json.flush();
  }

  /** Flushes; the stream stays open. */
  @Override
  public void close() {
    json.close();
  }
}
