package org.needlewise.batch;

import java.io.ByteArrayInputStream;
import java.util.List;
import org.needlewise.casefile.Diagnostic;
import org.needlewise.casefile.Limits;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What is said of a record that gave no report. */
final class BadRecord {
  private static final JsonFactory FACTORY = new JsonFactory();

  private BadRecord() {}

  /** The row of the errors file. */
  static ObjectNode row(RawRecord record, String caseId, List<Diagnostic> errors) {
    ObjectNode row = start(record, caseId);
    ArrayNode list = row.putArray("errors");
    for (Diagnostic error : errors) {
      list.addObject()
          .put("pointer", error.pointer())
          .put("line", error.record() > 0 ? error.record() : error.line())
          .put("column", error.column())
          .put("found", error.found())
          .put("expected", error.expected())
          .put("message", error.toString());
    }
    return row;
  }

  /** The row of a case whose rules threw. */
  static ObjectNode notEvaluated(RawRecord record, String caseId, String failure) {
    return start(record, caseId).put("notEvaluated", failure);
  }

  private static ObjectNode start(RawRecord record, String caseId) {
    ObjectNode row = Json.object().put("source", record.source());
    if (record.line() > 0) {
      row.put("line", record.line());
    }
    if (record.byteOffset() >= 0) {
      row.put("byteOffset", record.byteOffset());
    }
    if (caseId != null) {
      row.put("caseId", caseId);
    }
    return row;
  }

  /** The id that a bad record states before it goes wrong; null where none can be made out. */
  static String id(RawRecord record) {
    if (record.problem() != null) {
      return null;
    }
    try (JsonParser json =
        FACTORY.createParser(
            ObjectReadContext.empty(),
            new ByteArrayInputStream(record.bytes().array(), record.offset(), record.length()))) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return null;
      }
      while (json.nextToken() == JsonToken.PROPERTY_NAME) {
        boolean id = json.currentName().equals("id");
        JsonToken value = json.nextToken();
        if (id) {
          boolean readable =
              value == JsonToken.VALUE_STRING
                  && !json.getString().isEmpty()
                  && json.getString().length() <= Limits.ID_CHARS;
          return readable ? json.getString() : null;
        }
        json.skipChildren();
      }
    } catch (JacksonException e) {
      // It went wrong first.
    }
    return null;
  }

  /** The kind of an error, for counting: what is wrong, and at which field of any record. */
  static String kind(Diagnostic error) {
    String place = error.pointer().replaceAll("/[0-9]+(?=/|$)", "/*");
    String found = error.found();
    if (found.equals("an unknown field")) {
      return "unknown field in "
          + (place.lastIndexOf('/') > 0 ? place.substring(0, place.lastIndexOf('/')) : "the case");
    }
    if (found.equals("nothing")) {
      return "missing " + place;
    }
    if (found.equals("a second field of this name")) {
      return "twice " + place;
    }
    if (!place.isEmpty()) {
      return "wrong value in " + place;
    }
    if (found.startsWith("text that is not JSON") || found.startsWith("the end of the document")) {
      return "no JSON, or cut off";
    }
    if (found.startsWith("the byte ")) {
      return "not UTF-8";
    }
    if (found.startsWith("a NUL")) {
      return "a NUL";
    }
    if (found.startsWith("a document of ")) {
      return "too long";
    }
    if (found.startsWith("a file that cannot be read")) {
      return "unreadable file";
    }
    return found.startsWith("lists and objects nested") ? "nested too deep" : "no case";
  }
}
