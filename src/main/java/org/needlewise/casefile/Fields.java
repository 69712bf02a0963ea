package org.needlewise.casefile;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import tools.jackson.core.sym.PropertyNameMatcher;
import tools.jackson.core.util.Named;

/** The names of an object's fields; a field is known by its index. */
public final class Fields {
  final String what;
  final List<String> names;
  final int required;
  final PropertyNameMatcher matcher;

  /** With the quotation mark behind it. */
  private final byte[][] utf8;

  /**
   * @param names at most 32; those of required fields end with an exclamation mark
   */
  public Fields(String what, String... names) {
    this.what = what;
    this.names = Arrays.stream(names).map(n -> n.replace("!", "")).toList();
    int mask = 0;
    for (int i = 0; i < names.length; i++) {
      mask |= names[i].endsWith("!") ? 1 << i : 0;
    }
    this.required = mask;
    this.matcher =
        Input.JSON.constructNameMatcher(this.names.stream().map(Named::fromString).toList(), false);
    this.utf8 =
        this.names.stream()
            .map(name -> (name + '"').getBytes(StandardCharsets.UTF_8))
            .toArray(byte[][]::new);
  }

  /**
   * The field of the name that begins at a place; -1 where there is none.
   *
   * @param guess where it is likely to be among the fields
   */
  int find(byte[] bytes, int from, int end, int guess) {
    for (int i = 0; i < utf8.length; i++) {
      int index = guess + i < utf8.length ? guess + i : guess + i - utf8.length;
      int to = from + utf8[index].length;
      if (to <= end
          && bytes[from] == utf8[index][0]
          && Arrays.equals(bytes, from, to, utf8[index], 0, utf8[index].length)) {
        return index;
      }
    }
    return -1;
  }

  /** Of the name and the quotation mark behind it. */
  int utf8Length(int index) {
    return utf8[index].length;
  }

  /** What the object is called: "a regimen". */
  public String what() {
    return what;
  }
}
