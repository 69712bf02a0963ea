package org.needlewise.batch;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.needlewise.batch.BatchException.Reason;
import org.needlewise.report.AdvisoryReport;
import org.needlewise.report.Finding;
import org.needlewise.report.ReportJson;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A column of slim rows, which {@code --fields} asks for. */
public enum SlimField {
  CASE_ID("caseId"),
  SOURCE("source"),
  LINE("line"),
  AS_OF("asOf"),
  VERDICT("verdict"),
  EARLIEST_DATE("earliestDate"),
  FINDING_COUNT("findingCount"),
  RULES("rules"),
  POLICIES("policies"),
  CATEGORIES("categories"),
  QUESTIONS("questions"),
  RULE_SET("ruleSet");

  /** What a row is made of. */
  private record Row(JsonGenerator json, RawRecord record, AdvisoryReport report) {
    void write(SlimField field) {
      switch (field) {
        case CASE_ID -> json.writeRawValue(ReportJson.text(report.caseId()));
        case SOURCE -> json.writeRawValue(ReportJson.text(record.source()));
        case LINE -> json.writeNumber(record.line());
        case AS_OF -> text(report.asOf());
        case VERDICT -> json.writeString(report.verdict().code());
        case EARLIEST_DATE -> text(report.earliestDate());
        case FINDING_COUNT -> json.writeNumber(report.findings().size());
        case RULES -> each(Finding::rule);
        case POLICIES -> each(Finding::policy);
        case CATEGORIES -> each(Finding::category);
        case QUESTIONS -> questions();
        case RULE_SET -> json.writeString(report.ruleSet().digest());
      }
    }

    void text(Object value) {
      if (value == null) {
        json.writeNull();
      } else {
        json.writeString(value.toString());
      }
    }

    void each(Function<Finding, String> part) {
      Set<String> different = new TreeSet<>();
      report.findings().forEach(finding -> different.add(part.apply(finding)));
      json.writeStartArray();
      different.forEach(json::writeString);
      json.writeEndArray();
    }

    void questions() {
      json.writeStartArray();
      report.questions().forEach(question -> json.writeString(question.code()));
      json.writeEndArray();
    }
  }

  private final String key;

  SlimField(String key) {
    this.key = key;
  }

  /** The name in the row and in the option. */
  public String key() {
    return key;
  }

  /**
   * The columns of a list such as {@code caseId,verdict}.
   *
   * @return in the order of the list
   * @throws BatchException where one is none
   */
  public static List<SlimField> parse(String list) {
    Set<SlimField> fields = new LinkedHashSet<>();
    for (String name : list.split(",", -1)) {
      fields.add(
          EnumSet.allOf(SlimField.class).stream()
              .filter(field -> field.key.equals(name.strip()))
              .findFirst()
              .orElseThrow(
                  () ->
                      new BatchException(
                          Reason.USAGE,
                          "--fields: found \"%s\", expected some of %s"
                              .formatted(name.strip(), names()))));
    }
    return List.copyOf(fields);
  }

  private static String names() {
    return Arrays.stream(values()).map(SlimField::key).collect(Collectors.joining(", "));
  }

  static void write(
      List<SlimField> fields, JsonGenerator json, RawRecord record, AdvisoryReport report) {
    Row row = new Row(json, record, report);
    json.writeStartObject();
    for (SlimField field : fields) {
      json.writeName(field.key);
      row.write(field);
    }
    json.writeEndObject();
    json.writeRaw('\n');
  }

  /**
   * The same row, of a report that was written before.
   *
   * @param record null where its place is not known: source and line are null then
   */
  static ObjectNode row(List<SlimField> fields, RawRecord record, JsonNode report) {
    ObjectNode row = Json.object();
    for (SlimField field : fields) {
      field.put(row, record, report);
    }
    return row;
  }

  private void put(ObjectNode row, RawRecord record, JsonNode report) {
    switch (this) {
      case CASE_ID, AS_OF, VERDICT, EARLIEST_DATE -> row.set(key, report.path(key));
      case SOURCE -> row.put(key, record == null ? null : record.source());
      case LINE -> row.put(key, record == null ? null : (Long) record.line());
      case FINDING_COUNT -> row.put(key, report.path("findings").size());
      case RULES -> each(row, report, "rule");
      case POLICIES -> each(row, report, "policy");
      case CATEGORIES -> each(row, report, "category");
      case QUESTIONS -> {
        ArrayNode codes = row.putArray(key);
        report.path("questions").forEach(question -> codes.add(question.path("code")));
      }
      case RULE_SET -> row.set(key, report.path("ruleSet").path("digest"));
    }
  }

  private void each(ObjectNode row, JsonNode report, String part) {
    Set<String> different = new TreeSet<>();
    report.path("findings").forEach(finding -> different.add(finding.path(part).asString("")));
    ArrayNode list = row.putArray(key);
    different.forEach(list::add);
  }
}
