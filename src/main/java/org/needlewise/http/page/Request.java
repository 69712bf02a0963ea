package org.needlewise.http.page;

import java.util.ArrayList;
import java.util.List;
import org.needlewise.casefile.Diagnostic;
import org.needlewise.casefile.InvalidInputException;
import org.needlewise.http.page.Entered.Entry;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What the page's script sends: one object, whose members each request has some of. */
record Request(JsonNode body) {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  /**
   * @throws InvalidInputException where it is no object
   */
  static Request of(byte[] body) {
    try {
      JsonNode read = JSON.readTree(body);
      if (read.isObject()) {
        return new Request(read);
      }
    } catch (JacksonException e) {
      throw wrong("", "text that is no JSON");
    }
    throw wrong("", "JSON that is no object");
  }

  static InvalidInputException wrong(String pointer, String found) {
    return wrong(pointer, found, "what the page sends");
  }

  static InvalidInputException wrong(String pointer, String found, String expected) {
    return new InvalidInputException(new Diagnostic("", 0, 0, 0, pointer, found, expected));
  }

  boolean has(String name) {
    return body.has(name);
  }

  /** "" where there is none. */
  String text(String name) {
    return body.path(name).asString("");
  }

  JsonNode member(String name) {
    return body.path(name);
  }

  /** The form: names and values in turns of two. */
  List<Entry> entries() {
    List<Entry> entries = new ArrayList<>();
    for (JsonNode each : body.path("entries")) {
      if (!each.isArray()
          || each.size() != 2
          || !each.get(0).isString()
          || !each.get(1).isString()) {
        throw wrong("/entries/" + entries.size(), "no name with its value");
      }
      entries.add(new Entry(each.get(0).asString(), each.get(1).asString()));
    }
    return entries;
  }

  /** A copy of an object that was sent. */
  static ObjectNode object(byte[] json) {
    return (ObjectNode) JSON.readTree(json);
  }
}
