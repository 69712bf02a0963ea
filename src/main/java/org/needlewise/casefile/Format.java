package org.needlewise.casefile;

import java.util.Locale;
import java.util.Optional;

/** How a case file is written. */
public enum Format {
  /** One JSON object. */
  JSON,
  /** One YAML 1.2 document (core schema) without anchors, aliases and tags. */
  YAML,
  /** One JSON object a line. */
  NDJSON;

  /**
   * The format that a file name's ending states (.json, .yaml, .yml, .ndjson, .jsonl), if it states
   * one. A further ending of a compressed file (.gz, .zst) is passed over.
   */
  public static Optional<Format> ofName(String name) {
    String lower = name.toLowerCase(Locale.ROOT).replaceFirst("\\.(gz|zst)$", "");
    return switch (lower.substring(lower.lastIndexOf('.') + 1)) {
      case "json" -> Optional.of(JSON);
      case "yaml", "yml" -> Optional.of(YAML);
      case "ndjson", "jsonl" -> Optional.of(NDJSON);
      default -> Optional.empty();
    };
  }

  /**
   * The format of content whose name says nothing, told from its beginning.
   *
   * <ul>
   *   <li>The first character that is not blank is no brace or bracket: YAML.
   *   <li>The first two lines that are not blank both begin with a brace: NDJSON (no JSON object
   *       and no YAML mapping goes on like that).
   *   <li>After the opening brace follows a double quote or the closing brace: JSON. Otherwise it
   *       is a YAML flow mapping, such as {@code {id: a, ...}}. A flow mapping whose first key is
   *       quoted is thus read as JSON.
   *   <li>A bracket: JSON (which then says that a list is no case).
   * </ul>
   *
   * @param head the first bytes, as many as a single document may have ({@link
   *     Limits#DOCUMENT_BYTES}) or all there are
   */
  public static Format detect(byte[] head, int off, int len) {
    int end = off + len;
    int first = skipBlank(head, Input.afterBom(head, off, len), end);
    if (first == end) {
      return YAML;
    }
    if (head[first] == '[') {
      return JSON;
    }
    if (head[first] != '{') {
      return YAML;
    }
    int lineEnd = first;
    while (lineEnd < end && head[lineEnd] != '\n') {
      lineEnd++;
    }
    int second = skipBlank(head, lineEnd, end);
    if (second < end && head[second] == '{') {
      return NDJSON;
    }
    int inside = skipBlank(head, first + 1, end);
    return inside < end && head[inside] != '"' && head[inside] != '}' ? YAML : JSON;
  }

  private static int skipBlank(byte[] bytes, int from, int end) {
    int i = from;
    while (i < end
        && (bytes[i] == ' ' || bytes[i] == '\t' || bytes[i] == '\r' || bytes[i] == '\n')) {
      i++;
    }
    return i;
  }
}
