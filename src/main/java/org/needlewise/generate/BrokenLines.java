package org.needlewise.generate;

import java.util.List;
import java.util.SplittableRandom;

/**
 * Lines that are no case, for trying out how they are met: each a made-up case with one thing wrong
 * with it, and the pointer at which the error must stand.
 */
final class BrokenLines {
  /**
   * @param line each character stands for one byte; all but the one that no UTF-8 has are ASCII
   * @param kind what was done to it
   * @param pointer where the first error must be found; empty for the whole record
   */
  record Broken(String line, String kind, String pointer) {}

  private interface Break {
    String apply(String json, SplittableRandom random);
  }

  private record Kind(String name, String pointer, Break how) {}

  private static final List<Kind> KINDS =
      List.of(
          new Kind("cut off", "", BrokenLines::cutOff),
          new Kind("no JSON", "", (json, random) -> "this is no case"),
          new Kind("a list", "", (json, random) -> "[" + json + "]"),
          new Kind("two objects", "", (json, random) -> json + json),
          new Kind("a NUL", "", (json, random) -> replace(json, "case-", "case\0")),
          new Kind("no UTF-8", "", (json, random) -> replace(json, "case-", "case\u00ff")),
          new Kind("too deep", "", (json, random) -> "[".repeat(5000) + "]".repeat(5000)),
          new Kind("no id", "/id", (json, random) -> json.replaceFirst("\"id\":\"[^\"]*\",", "")),
          new Kind("an empty id", "/id", (json, random) -> json.replaceFirst("case-[0-9]*", "")),
          new Kind("no patient", "/patient", BrokenLines::withoutPatient),
          new Kind("a number as id", "/id", (json, random) -> quotesOff(json)),
          new Kind(
              "an unknown field",
              "/pateint",
              (json, random) -> replace(json, "\"patient\":", "\"pateint\":{},\"patient\":")),
          new Kind(
              "a field twice",
              "/asOf",
              (json, random) ->
                  json.replaceFirst("\"asOf\":(\"[^\"]*\"),", "\"asOf\":$1,\"asOf\":$1,")),
          new Kind(
              "an unknown area",
              "/proposed/area",
              (json, random) ->
                  json.replaceFirst("(\"proposed\":[^}]*?\"area\":)\"[^\"]*\"", "$1\"elbow\"")),
          new Kind(
              "no such day",
              "/asOf",
              (json, random) ->
                  json.replaceFirst("\"asOf\":\"[^\"]*\"", "\"asOf\":\"2026-02-30\"")),
          new Kind(
              "a depth as text",
              "/proposed/depthMm",
              (json, random) ->
                  json.replaceFirst(
                      "(\"proposed\":[^}]*?\"depthMm\":)[0-9.]*", "$1\"one millimetre\"")),
          new Kind(
              "a depth below nought",
              "/proposed/depthMm",
              (json, random) ->
                  json.replaceFirst("(\"proposed\":[^}]*?\"depthMm\":)[0-9.]*", "$1-0.5")),
          new Kind(
              "null",
              "/asOf",
              (json, random) -> json.replaceFirst("\"asOf\":\"[^\"]*\"", "\"asOf\":null")));

  private BrokenLines() {}

  /**
   * @param json a valid case as {@link org.needlewise.casefile.CaseFileWriter} writes it
   */
  static Broken of(String json, SplittableRandom random) {
    Kind kind = KINDS.get(random.nextInt(KINDS.size()));
    return new Broken(kind.how.apply(json, random), kind.name, kind.pointer);
  }

  private static String cutOff(String json, SplittableRandom random) {
    return json.substring(0, 1 + random.nextInt(json.length() - 1));
  }

  private static String withoutPatient(String json, SplittableRandom random) {
    return json.replaceFirst("\"patient\":.*\"proposed\":", "\"proposed\":");
  }

  private static String quotesOff(String json) {
    return json.replaceFirst("\"id\":\"case-0*([0-9]*)\"", "\"id\":$1");
  }

  private static String replace(String json, String what, String with) {
    return json.replaceFirst(what, with);
  }
}
