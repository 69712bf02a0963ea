package org.needlewise.report;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes reports as the report schema says, one line each, in UTF-8 and with the fields always in
 * the same order. One writer takes any number of reports; it belongs to one thread.
 *
 * <p>What reports share, such as all that a finding says of its rule, is encoded once.
 */
public final class ReportJson {
  private static final byte[] CASE_ID = json("{'caseId':'");
  private static final byte[] AS_OF = json("','asOf':'");
  private static final byte[] VERDICT = json("','verdict':'");
  private static final byte[] EARLIEST_DATE = json("','earliestDate':'");
  private static final byte[] FINDINGS = json("','findings':[");
  private static final byte[] NO_DATE_FINDINGS = json("','earliestDate':null,'findings':[");
  private static final byte[] QUESTIONS = json("],'questions':[");
  private static final byte[] COMMA = json(",");
  private static final byte[] SPACE = json(" ");
  private static final byte[] BECAUSE = json("','because':['");
  private static final byte[] NEXT_TEXT = json("','");
  private static final byte[] INTERVAL = json(",'interval':{'observedDays':");
  private static final byte[] MINIMUM_DAYS = json(",'minimumDays':");
  private static final byte[] IDEAL_DAYS = json(",'idealDays':");
  private static final byte[] OWN_DATE = json(",'earliestDate':'");
  private static final byte[] QUOTE = json("'");
  private static final byte[] BRACE = json("}");

  private final OutputStream out;
  private final JsonBytes json = new JsonBytes(1 << 12);

  /** By what is encoded: whoever makes reports shares it among them. */
  private final IdentityHashMap<Finding.Rule, OfRule> rules = new IdentityHashMap<>();

  private final IdentityHashMap<Object, byte[]> others = new IdentityHashMap<>();

  /** What all findings of a rule have in common. */
  private static final class OfRule {
    /** Up to the message. */
    final Map<Verdict, byte[]> begin = new EnumMap<>(Verdict.class);

    /** What follows the last pointer. */
    final byte[] evidence;

    OfRule(Finding.Rule rule) {
      for (Verdict verdict : Verdict.values()) {
        begin.put(
            verdict,
            json(
                "{'rule':'",
                rule.id(),
                "','policy':'",
                rule.policy(),
                "','category':'",
                rule.category(),
                "','verdict':'",
                verdict.code(),
                "','title':'",
                rule.title(),
                "','message':'"));
      }
      List<String> parts = new ArrayList<>();
      for (String id : rule.evidence()) {
        parts.add(parts.isEmpty() ? "'],'evidence':['" : "','");
        parts.add(id);
      }
      parts.add("']");
      evidence = json(parts.toArray(String[]::new));
    }
  }

  /**
   * @param out neither flushed nor closed
   */
  public ReportJson(OutputStream out) {
    this.out = out;
  }

  /**
   * Writes one report and a line end.
   *
   * @throws UncheckedIOException where the stream fails; the writer is then of no further use
   */
  public void write(AdvisoryReport report) {
    json.write(CASE_ID);
    json.text(report.caseId());
    json.write(AS_OF);
    json.date(report.asOf());
    json.write(VERDICT);
    json.text(report.verdict().code());
    if (report.earliestDate() == null) {
      json.write(NO_DATE_FINDINGS);
    } else {
      json.write(EARLIEST_DATE);
      json.date(report.earliestDate());
      json.write(FINDINGS);
    }
    List<Finding> findings = report.findings();
    for (int i = 0; i < findings.size(); i++) {
      if (i > 0) {
        json.write(COMMA);
      }
      write(findings.get(i));
    }
    json.write(QUESTIONS);
    List<AdvisoryReport.Question> questions = report.questions();
    for (int i = 0; i < questions.size(); i++) {
      if (i > 0) {
        json.write(COMMA);
      }
      json.write(others.computeIfAbsent(questions.get(i), ReportJson::encoded));
    }
    json.write(others.computeIfAbsent(report.ruleSet(), ReportJson::encoded));
    try {
      json.drainTo(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write(Finding finding) {
    OfRule rule = rules.computeIfAbsent(finding.by(), OfRule::new);
    json.write(rule.begin.get(finding.verdict()));
    finding.words().message().writeTo(json);
    if (!finding.words().action().isEmpty()) {
      json.write(SPACE);
      finding.words().action().writeTo(json);
    }
    json.write(BECAUSE);
    List<String> because = finding.because();
    for (int i = 0; i < because.size(); i++) {
      if (i > 0) {
        json.write(NEXT_TEXT);
      }
      json.text(because.get(i));
    }
    json.write(rule.evidence);
    Finding.Interval interval = finding.interval();
    if (interval != null) {
      json.write(INTERVAL);
      json.number(interval.observedDays());
      json.write(MINIMUM_DAYS);
      json.number(interval.minimumDays());
      json.write(IDEAL_DAYS);
      json.number(interval.idealDays());
      json.write(BRACE);
    }
    if (finding.earliestDate() != null) {
      json.write(OWN_DATE);
      json.date(finding.earliestDate());
      json.write(QUOTE);
    }
    json.write(BRACE);
  }

  private static byte[] encoded(Object shared) {
    if (shared instanceof AdvisoryReport.Question question) {
      return json("{'code':'", question.code(), "','ask':'", question.ask(), "'}");
    }
    AdvisoryReport.RuleSet rules = (AdvisoryReport.RuleSet) shared;
    return json(
        "],'ruleSet':{'version':'",
        rules.version(),
        "','digest':'",
        rules.digest(),
        "','signed':"
            + rules.signed()
            + (rules.inEffect() ? "" : ",'inEffect':false")
            + (rules.overlay() == null ? "" : ",'overlay':'"),
        rules.overlay() == null ? "" : rules.overlay(),
        (rules.overlay() == null ? "" : "'") + "},'advisory':'",
        ReportWords.NOT_REVIEWED,
        "'}\n");
  }

  /**
   * @param parts JSON, with ' for each quotation mark, and texts in turn
   */
  private static byte[] json(String... parts) {
    JsonBytes json = new JsonBytes(256);
    for (int i = 0; i < parts.length; i++) {
      if (i % 2 == 0) {
        json.write(parts[i].replace('\'', '"').getBytes(StandardCharsets.UTF_8));
      } else {
        json.text(parts[i]);
      }
    }
    return json.toByteArray();
  }
}
