package org.needlewise.casefile;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The codes that one field takes, found from the bytes of a document without making a String. */
public final class CodeTable {
  /** What a code of it is called: "a condition code", "one of good, poor". */
  final String what;

  /** The lists that hold the codes, see {@link CodeFinder.Match#list}; none of a fixed choice. */
  final List<String> lists;

  /** In the order in which suggestions are made. */
  final List<String> codes;

  private final Map<String, String> byText = new HashMap<>();

  /** Finds what a text that is none of the codes may mean; null: what is near among these. */
  private final Supplier<CodeFinder> finder;

  private final String[] slots;
  private final byte[][] spelled;

  private CodeTable(
      String what, List<String> lists, Collection<String> codes, Supplier<CodeFinder> finder) {
    this.finder = finder;
    this.what = what;
    this.lists = lists;
    this.codes = codes.stream().map(String::intern).toList();
    this.slots = new String[Math.max(4, Integer.highestOneBit(codes.size()) * 4)];
    this.spelled = new byte[slots.length][];
    for (String code : this.codes) {
      byText.put(code, code);
      byte[] utf8 = code.getBytes(StandardCharsets.UTF_8);
      int i = slot(utf8, 0, utf8.length);
      while (slots[i] != null) {
        i = i + 1 & slots.length - 1;
      }
      slots[i] = code;
      spelled[i] = utf8;
    }
  }

  /** A fixed choice of the schema. */
  public static CodeTable choice(List<String> choices) {
    return choice(choices, null);
  }

  static CodeTable choice(List<String> choices, Supplier<CodeFinder> finder) {
    return new CodeTable("one of " + String.join(", ", choices), List.of(), choices, finder);
  }

  /** Codes of the vocabulary; what more than one list holds counts once. */
  static CodeTable of(
      String what, Vocabulary vocabulary, Supplier<CodeFinder> finder, String... lists) {
    Collection<String> codes = new LinkedHashSet<>();
    for (String list : lists) {
      codes.addAll(vocabulary.lists().getOrDefault(list, List.of()));
    }
    return new CodeTable(what, List.of(lists), codes, finder);
  }

  /** The areas of the body. */
  static CodeTable areas(Supplier<CodeFinder> finder) {
    return new CodeTable("an area", List.of(CodeFinder.AREAS), Areas.ALL, finder);
  }

  /** All that a case can name, in whichever list. */
  static CodeTable all(Vocabulary vocabulary) {
    List<String> codes = new ArrayList<>();
    vocabulary.lists().values().forEach(codes::addAll);
    codes.addAll(Areas.ALL);
    return new CodeTable("a code of the vocabulary, or an area", List.of(), codes, null);
  }

  /** What should stand in place of a text that is none of the codes. */
  String expected(String text) {
    return finder == null ? what + Nearest.hint(text, codes) : finder.get().expected(this, text);
  }

  /** The code that a text is, always the same (interned) String; null where it is none. */
  String find(String text) {
    return byText.get(text);
  }

  /** The same of bytes in UTF-8. */
  String find(byte[] bytes, int off, int len) {
    int i = slot(bytes, off, len);
    while (slots[i] != null) {
      if (Arrays.equals(spelled[i], 0, spelled[i].length, bytes, off, off + len)) {
        return slots[i];
      }
      i = i + 1 & slots.length - 1;
    }
    return null;
  }

  private int slot(byte[] bytes, int off, int len) {
    long hash = len;
    if (len < Long.BYTES) {
      for (int i = off; i < off + len; i++) {
        hash = hash * 31 + bytes[i];
      }
    } else { // codes differ at their ends
      hash += (long) Input.LONGS.get(bytes, off) * 31;
      hash += (long) Input.LONGS.get(bytes, off + len - Long.BYTES);
    }
    return (int) (hash * 0x9E3779B97F4A7C15L >>> 40) & slots.length - 1;
  }
}
