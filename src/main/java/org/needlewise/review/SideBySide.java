package org.needlewise.review;

import java.util.ArrayList;
import java.util.List;

/** What was expected beside what was found, line by line. */
final class SideBySide {
  private static final String EXPECTED = "expected";
  private static final String FOUND = "found";

  private final List<String[]> rows = new ArrayList<>();
  private boolean differs;

  void line(String expected, String found) {
    rows.add(new String[] {expected, found});
    differs |= !expected.equals(found);
  }

  /** Several lines under a heading; the shorter side is filled up. */
  void block(String heading, List<String> expected, List<String> found) {
    line(heading, heading);
    for (int i = 0; i < Math.max(expected.size(), found.size()); i++) {
      line(i < expected.size() ? expected.get(i) : "", i < found.size() ? found.get(i) : "");
    }
  }

  /** Both columns, a mark before each row that differs; empty where none does. */
  String difference() {
    if (!differs) {
      return "";
    }
    int width = EXPECTED.length();
    for (String[] row : rows) {
      width = Math.max(width, row[0].length());
    }
    StringBuilder text = new StringBuilder();
    row(text, "  ", EXPECTED, FOUND, width);
    for (String[] row : rows) {
      row(text, row[0].equals(row[1]) ? "  " : "* ", row[0], row[1], width);
    }
    return text.toString();
  }

  private static void row(StringBuilder text, String mark, String left, String right, int width) {
    text.append(mark).append(left).append(" ".repeat(width - left.length()));
    text.append(right.isEmpty() ? "" : " | " + right).append('\n');
  }
}
