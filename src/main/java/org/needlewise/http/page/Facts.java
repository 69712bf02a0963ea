package org.needlewise.http.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.needlewise.words.Words;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a case says at a pointer, in words. */
final class Facts {
  /** What is said first of an item, without its name. */
  private static final List<String> HEADS = List.of("code", "sign", "date", "area");

  private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");

  private Facts() {}

  /** The value, or the members of the item that holds it; what is not there says so. */
  static String words(ObjectNode document, String pointer, Words words) {
    JsonNode value = document.at(pointer);
    String name = pointer.substring(pointer.lastIndexOf('/') + 1);
    if (value.isMissingNode()) {
      return words.say("page.fact.missing", "field", label(pointer, words));
    }
    if (value.isObject()) {
      List<String> parts = new ArrayList<>();
      for (String head : HEADS) {
        if (value.has(head)) {
          parts.add(words(head, value.get(head), words));
        }
      }
      for (Map.Entry<String, JsonNode> member : value.properties()) {
        if (!HEADS.contains(member.getKey())) {
          parts.add(
              words.say(
                  "page.fact.member",
                  "field",
                  words.say("page.field." + member.getKey()),
                  "value",
                  words(member.getKey(), member.getValue(), words)));
        }
      }
      return String.join(", ", parts);
    }
    return name.chars().allMatch(Character::isDigit)
        ? words(name, value, words)
        : words.say(
            "page.fact.member", "field", label(pointer, words), "value", words(name, value, words));
  }

  static String label(String pointer, Words words) {
    String name = pointer.substring(pointer.lastIndexOf('/') + 1);
    return words.say("page.field." + name);
  }

  private static String words(String name, JsonNode value, Words words) {
    if (value.isArray()) {
      List<String> each = new ArrayList<>();
      value.forEach(one -> each.add(words(name, one, words)));
      return String.join(", ", each);
    }
    if (value.isObject()) {
      List<String> each = new ArrayList<>();
      value.properties().forEach(one -> each.add(words(one.getKey(), one.getValue(), words)));
      return String.join(" ", each);
    }
    return switch (name) {
      case "depthMm" -> words.say("report.millimetres", "depth", value.asString());
      case "id", "device", "name" -> value.asString();
      default ->
          value.isBoolean()
              ? (value.asBoolean() ? words.say("page.yes") : words.say("page.no"))
              : DATE.matcher(value.asString()).matches()
                  ? value.asString()
                  : words.code(value.asString());
    };
  }
}
