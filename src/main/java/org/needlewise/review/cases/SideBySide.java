package org.needlewise.review.cases;

import java.util.ArrayList;
import java.util.List;

/** What was expected beside what was found, line by line. */
final class SideBySide {
  private static final String EXPECTED = "expected";
  private static final String FOUND = "found";

  /** Characters of a column; what is longer goes on below. */
  private static final int COLUMN = 56;

  private static final String INDENT = "    ";

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
      width = Math.max(width, Math.min(COLUMN, row[0].length()));
    }
    StringBuilder text = new StringBuilder();
    row(text, "  ", EXPECTED, FOUND, width);
    for (String[] row : rows) {
      String mark = row[0].equals(row[1]) ? "  " : "* ";
      List<String> left = wrapped(row[0]);
      List<String> right = wrapped(row[1]);
      for (int i = 0; i < Math.max(left.size(), right.size()); i++) {
        row(
            text,
            i == 0 ? mark : "  ",
            i < left.size() ? left.get(i) : "",
            i < right.size() ? right.get(i) : "",
            width);
      }
    }
    return text.toString();
  }

  private static List<String> wrapped(String text) {
    List<String> lines = new ArrayList<>();
    String rest = text;
    while (rest.length() > COLUMN) {
      int space = rest.lastIndexOf(' ', COLUMN);
      int end = space > INDENT.length() ? space : COLUMN;
      lines.add(rest.substring(0, end));
      rest = INDENT + rest.substring(end).strip();
    }
    lines.add(rest);
    return lines;
  }

  private static void row(StringBuilder text, String mark, String left, String right, int width) {
    String line = mark + left + " ".repeat(width - left.length()) + " | " + right;
    text.append(line.stripTrailing()).append('\n');
  }
}
