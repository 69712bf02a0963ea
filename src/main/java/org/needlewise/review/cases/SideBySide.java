package org.needlewise.review.cases;

import java.util.ArrayList;
import java.util.List;

/** What was expected beside what was found, line by line. */
public final class SideBySide {
  private static final String EXPECTED = "expected";
  private static final String FOUND = "found";

  /** Characters of a column; what is longer goes on below. */
  private static final int COLUMN = 56;

  private static final String INDENT = "    ";

  private final List<Row> rows = new ArrayList<>();
  private boolean differs;

  /** A line of both; "" where a side has none. */
  public record Row(String expected, String found) {
    public boolean differs() {
      return !expected.equals(found);
    }
  }

  /** All lines; none where no line differs. */
  List<Row> rows() {
    return differs ? List.copyOf(rows) : List.of();
  }

  void line(String expected, String found) {
    rows.add(new Row(expected, found));
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
    for (Row row : rows) {
      width = Math.max(width, Math.min(COLUMN, row.expected.length()));
    }
    StringBuilder text = new StringBuilder();
    row(text, "  ", EXPECTED, FOUND, width);
    for (Row row : rows) {
      String mark = row.differs() ? "* " : "  ";
      List<String> left = wrapped(row.expected);
      List<String> right = wrapped(row.found);
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
