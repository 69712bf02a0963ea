package org.needlewise.http.page;

import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Applies what of JSON Patch (RFC 6902) remedies are made of: add, replace and remove. */
final class JsonPatch {
  private JsonPatch() {}

  /**
   * @param patch a list of operations
   * @throws IllegalArgumentException where one cannot be applied
   */
  static void apply(ObjectNode document, JsonNode patch) {
    for (JsonNode operation : patch) {
      JsonPointer path = JsonPointer.compile(operation.path("path").asString(""));
      if (path.matches()) {
        throw new IllegalArgumentException("a change of the whole case");
      }
      JsonNode owner = document.at(path.head());
      JsonPointer last = path.last();
      JsonNode value = operation.get("value");
      switch (operation.path("op").asString("")) {
        case "add", "replace" -> put(owner, last, value);
        case "remove" -> remove(owner, last);
        default -> throw new IllegalArgumentException("an operation that is none of a remedy");
      }
    }
  }

  private static void put(JsonNode owner, JsonPointer last, JsonNode value) {
    if (!(owner instanceof ObjectNode object) || value == null) {
      throw new IllegalArgumentException("a change of what is not there");
    }
    object.set(last.getMatchingProperty(), value);
  }

  private static void remove(JsonNode owner, JsonPointer last) {
    JsonNode gone =
        owner instanceof ObjectNode object
            ? object.remove(last.getMatchingProperty())
            : owner instanceof ArrayNode array && array.has(last.getMatchingIndex())
                ? array.remove(last.getMatchingIndex())
                : null;
    if (gone == null) {
      throw new IllegalArgumentException("a change of what is not there");
    }
  }
}
