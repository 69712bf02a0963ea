package org.needlewise.casefile;

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
  }

  /** What the object is called: "a regimen". */
  public String what() {
    return what;
  }
}
