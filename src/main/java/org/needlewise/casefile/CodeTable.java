package org.needlewise.casefile;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.Supplier;

/** The codes that one field takes, found from a parser's characters without making a String. */
public final class CodeTable {
  /** What a code of it is called: "a condition code", "one of good, poor". */
  final String what;

  /** The lists that hold the codes, see {@link CodeFinder.Match#list}; none of a fixed choice. */
  final List<String> lists;

  /** In the order in which suggestions are made. */
  final List<String> codes;

  /** Finds what a text that is none of the codes may mean; null: what is near among these. */
  private final Supplier<CodeFinder> finder;

  private final String[] slots;

  private CodeTable(
      String what, List<String> lists, Collection<String> codes, Supplier<CodeFinder> finder) {
    this.finder = finder;
    this.what = what;
    this.lists = lists;
    this.codes = codes.stream().map(String::intern).toList();
    this.slots = new String[Math.max(4, Integer.highestOneBit(codes.size()) * 4)];
    for (String code : this.codes) {
      int i = slot(code.toCharArray(), 0, code.length());
      while (slots[i] != null) {
        i = i + 1 & slots.length - 1;
      }
      slots[i] = code;
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

  /**
   * The code that these characters spell, always the same (interned) String; null where there is
   * none.
   */
  String find(char[] chars, int off, int len) {
    for (int i = slot(chars, off, len); slots[i] != null; i = i + 1 & slots.length - 1) {
      if (spells(slots[i], chars, off, len)) {
        return slots[i];
      }
    }
    return null;
  }

  private static boolean spells(String code, char[] chars, int off, int len) {
    if (code.length() != len) {
      return false;
    }
    for (int i = 0; i < len; i++) {
      if (code.charAt(i) != chars[off + i]) {
        return false;
      }
    }
    return true;
  }

  private int slot(char[] chars, int off, int len) {
    int hash = len;
    for (int i = off; i < off + len; i++) {
      hash = hash * 31 + chars[i];
    }
    return (hash ^ hash >>> 15) & slots.length - 1;
  }
}
