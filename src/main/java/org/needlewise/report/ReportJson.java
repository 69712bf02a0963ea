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
import java.util.function.Consumer;

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
  private static final byte[] RULE_SET = json("],'ruleSet':");
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

  private static final byte[] ADVISORY =
      json(",'advisory':'Advisory only: no clinician has reviewed these rules.'}\n");
  private static final byte[] REMEDIES = json(",'remedies':[");
  private static final byte[] KIND = json("{'kind':'");
  private static final byte[] CHANGE = json("','change':[");
  private static final byte[] OP = json("{'op':'");
  private static final byte[] PATH = json("','path':'");
  private static final byte[] TEXT_VALUE = json("','value':'");
  private static final byte[] NUMBER_VALUE = json("','value':");
  private static final byte[] OF_CHANGED = json("],'verdict':'");
  private static final byte[] END_OF_OBJECT = json("'}");
  private static final byte[] DEPTH_DATES = json("],'depthDates':[");
  private static final byte[] DEPTH = json("{'depthMm':");
  private static final byte[] MISSING = json("],'missing':[");
  private static final byte[] IF_STATED = json(",'ifStated':'");
  private static final byte[] IF_ALL_NO = json(",'ifAllNo':'");
  private static final byte[] NEXT_QUESTION = json("','nextQuestion':'");
  private static final byte[] HOLDS_UNTIL = json(",'holdsUntil':'");
  private static final byte[] THEN_VERDICT = json("','thenVerdict':'");
  private static final byte[] HOLDS = json(",'holdsUntil':null,'thenVerdict':null");
  private static final byte[] RECOVERY = json(",'recovery':[");
  private static final byte[] CODE = json("{'code':'");
  private static final byte[] FROM_DAY = json("','fromDay':");
  private static final byte[] TO_DAY = json(",'toDay':");
  private static final byte[] FROM_DATE = json(",'fromDate':'");
  private static final byte[] TO_DATE = json("','toDate':'");
  private static final byte[] NO_DAY = json(",'toDay':null");
  private static final byte[] NO_DATE = json("','toDate':null");
  private static final byte[] SAYS = json(",'says':'");
  private static final byte[] EVIDENCE = json("','evidence':['");
  private static final byte[] LIST_END = json("]");
  private static final byte[] TEXT_LIST_END = json("']}");

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
    write(report, Advice.NONE);
  }

  /**
   * As above, with what was asked for beside the report.
   *
   * @throws UncheckedIOException where the stream fails; the writer is then of no further use
   */
  public void write(AdvisoryReport report, Advice advice) {
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
      if (advice.questions() != null) {
        json.write(IF_STATED);
        json.text(advice.questions().ifStated().get(i).code());
        json.write(QUOTE);
      }
      json.write(BRACE);
    }
    json.write(RULE_SET);
    json.write(others.computeIfAbsent(report.ruleSet(), ReportJson::encoded));
    write(advice);
    json.write(ADVISORY);
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

  private void write(Advice advice) {
    if (advice.remedies() != null) {
      write(advice.remedies());
    }
    Advice.Questions questions = advice.questions();
    if (questions != null) {
      json.write(IF_ALL_NO);
      json.text(questions.ifAllNo().code());
      if (questions.next() != null) {
        json.write(NEXT_QUESTION);
        json.text(questions.next());
      }
      json.write(QUOTE);
    }
    Advice.Holds holds = advice.holds();
    if (holds != null && holds.until() == null) {
      json.write(HOLDS);
    } else if (holds != null) {
      json.write(HOLDS_UNTIL);
      json.date(holds.until());
      json.write(THEN_VERDICT);
      json.text(holds.then().code());
      json.write(QUOTE);
    }
    if (advice.recovery() != null) {
      json.write(RECOVERY);
      each(advice.recovery(), this::write);
      json.write(LIST_END);
    }
  }

  private void write(Advice.Remedies advice) {
    json.write(REMEDIES);
    each(
        advice.remedies(),
        remedy -> {
          json.write(KIND);
          json.text(remedy.kind());
          json.write(CHANGE);
          each(remedy.change(), this::write);
          json.write(OF_CHANGED);
          json.text(remedy.verdict().code());
          json.write(END_OF_OBJECT);
        });
    json.write(DEPTH_DATES);
    each(
        advice.depthDates(),
        row -> {
          json.write(DEPTH);
          json.text(ReportWords.depth(row.depthHundredths()));
          json.write(OWN_DATE);
          json.date(row.earliestDate());
          json.write(END_OF_OBJECT);
        });
    json.write(MISSING);
    each(
        advice.missing(),
        pointer -> {
          json.write(QUOTE);
          json.text(pointer);
          json.write(QUOTE);
        });
    json.write(LIST_END);
  }

  private void write(Advice.Operation operation) {
    json.write(OP);
    json.text(operation.op());
    json.write(PATH);
    json.text(operation.path());
    if (operation.value() instanceof Integer depth) {
      json.write(NUMBER_VALUE);
      json.text(ReportWords.depth(depth));
      json.write(BRACE);
      return;
    }
    if (operation.value() != null) {
      json.write(TEXT_VALUE);
      json.text((String) operation.value());
    }
    json.write(END_OF_OBJECT);
  }

  private void write(Advice.RecoveryStep step) {
    json.write(CODE);
    json.text(step.code());
    json.write(FROM_DAY);
    json.number(step.fromDay());
    if (step.toDay() == null) {
      json.write(NO_DAY);
    } else {
      json.write(TO_DAY);
      json.number(step.toDay());
    }
    json.write(FROM_DATE);
    json.date(step.fromDate());
    if (step.toDate() == null) {
      json.write(NO_DATE);
    } else {
      json.write(TO_DATE);
      json.date(step.toDate());
      json.write(QUOTE);
    }
    json.write(SAYS);
    json.text(step.says());
    json.write(EVIDENCE);
    for (int i = 0; i < step.evidence().size(); i++) {
      if (i > 0) {
        json.write(NEXT_TEXT);
      }
      json.text(step.evidence().get(i));
    }
    json.write(TEXT_LIST_END);
  }

  private <T> void each(List<T> entries, Consumer<T> write) {
    for (int i = 0; i < entries.size(); i++) {
      if (i > 0) {
        json.write(COMMA);
      }
      write.accept(entries.get(i));
    }
  }

  /** A text as a report writes it, with its quotation marks. */
  public static String text(String text) {
    return new String(json("'", text, "'"), StandardCharsets.UTF_8);
  }

  /** What a report says of its rules, as JSON. */
  public static String ruleSet(AdvisoryReport.RuleSet rules) {
    return new String(encoded(rules), StandardCharsets.UTF_8);
  }

  private static byte[] encoded(Object shared) {
    if (shared instanceof AdvisoryReport.Question question) {
      return json("{'code':'", question.code(), "','ask':'", question.ask(), "'");
    }
    AdvisoryReport.RuleSet rules = (AdvisoryReport.RuleSet) shared;
    return json(
        "{'version':'",
        rules.version(),
        "','digest':'",
        rules.digest(),
        "','signed':"
            + rules.signed()
            + (rules.inEffect() ? "" : ",'inEffect':false")
            + (rules.overlay() == null ? "" : ",'overlay':'"),
        rules.overlay() == null ? "" : rules.overlay(),
        (rules.overlay() == null ? "" : "'") + "}");
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
