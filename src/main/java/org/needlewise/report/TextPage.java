package org.needlewise.report;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.needlewise.casefile.Echo;

/**
 * Lines of text for a terminal: wrapped, inked, and free of anything in the texts that a terminal
 * would obey.
 */
public final class TextPage {
  private static final String ESCAPE = "\u001b[";

  /** Where a line may end: not between a number and its unit. */
  private static final Pattern SPACE = Pattern.compile(" (?!mm\\b)|(?<![0-9]) ");

  /** Cells between the columns of a table. */
  static final int GAP = 2;

  private final TextStyle style;
  private final StringBuilder page = new StringBuilder(4096);

  /** How a stretch of text is shown where there is colour. */
  public enum Ink {
    PLAIN(""),
    BOLD("1"),
    FAINT("2"),
    RED("1;31"),
    ORANGE("1;38;5;208"),
    YELLOW("1;33"),
    BLUE("1;34"),
    ON_RED("1;37;41"),
    ON_ORANGE("1;30;48;5;208"),
    ON_YELLOW("1;30;43"),
    ON_BLUE("1;37;44"),
    REVERSED("1;7");

    private final String codes;

    Ink(String codes) {
      this.codes = codes;
    }
  }

  public TextPage(TextStyle style) {
    this.style = style;
  }

  public TextPage blank() {
    page.append('\n');
    return this;
  }

  /** What stands on another page of the same style. */
  public TextPage add(TextPage other) {
    page.append(other.page);
    return this;
  }

  int lines() {
    return (int) page.chars().filter(c -> c == '\n').count();
  }

  /** A line from edge to edge. */
  public TextPage rule() {
    ink(Ink.FAINT, (style.ascii() ? "-" : "─").repeat(style.columns()));
    return blank();
  }

  /** A stretch of a paragraph. */
  public record Run(String text, Ink ink) {}

  /**
   * A box around a word that must not be overlooked, then a text on the same line.
   *
   * @param box how the box is shown; without colour it is a pair of brackets
   */
  public TextPage badge(String word, Ink box, String text) {
    String boxed = style.colour() ? " " + word + " " : "[ " + word + " ]";
    ink(box, boxed);
    page.append("  ");
    int hang = boxed.length() + 2;
    return words(hang, hang, new Run(text, Ink.PLAIN));
  }

  /** A paragraph of one ink. */
  public TextPage text(int indent, String text, Ink ink) {
    return hanging(indent, 0, new Run(text, ink));
  }

  /**
   * A paragraph of which all lines but the first are set in.
   *
   * @param indent cells before the first line
   * @param hang cells more before the others
   */
  public TextPage hanging(int indent, int hang, Run... runs) {
    page.append(" ".repeat(indent));
    return words(indent, indent + hang, runs);
  }

  /**
   * A paragraph that hangs on a label.
   *
   * @param indent cells before the label
   * @param hang cells from the label's begin to the text's
   */
  public TextPage labelled(int indent, String label, Ink labelInk, int hang, Run... runs) {
    String shown = shown(label);
    int gap = Math.max(1, hang - cells(shown));
    page.append(" ".repeat(indent));
    ink(labelInk, shown);
    page.append(" ".repeat(gap));
    return words(indent + cells(shown) + gap, indent + hang, runs);
  }

  public TextPage labelled(
      int indent, String label, Ink labelInk, int hang, String text, Ink textInk) {
    return labelled(indent, label, labelInk, hang, new Run(text, textInk));
  }

  /**
   * Wraps at words; a word longer than a line is broken.
   *
   * @param column where the first line begins
   * @param indent where the others do
   */
  private TextPage words(int column, int indent, Run... runs) {
    int at = column;
    boolean begun = false; // the line holds a word
    for (Run run : runs) {
      StringBuilder stretch = new StringBuilder();
      for (String word : SPACE.split(shown(run.text), -1)) {
        if (begun && at + 1 + cells(word) > style.columns()) {
          turn(stretch, run.ink, indent);
          at = indent;
        } else if (begun) {
          // Between two inks the space has neither.
          (stretch.isEmpty() ? page : stretch).append(' ');
          at++;
        }
        for (int i = 0; i < word.length(); ) {
          int c = word.codePointAt(i);
          if (at > indent && at + cells(c) > style.columns()) {
            turn(stretch, run.ink, indent);
            at = indent;
          }
          stretch.appendCodePoint(c);
          at += cells(c);
          i += Character.charCount(c);
        }
        begun = true;
      }
      ink(run.ink, stretch);
    }
    return blank();
  }

  private void turn(StringBuilder line, Ink ink, int indent) {
    ink(ink, line);
    line.setLength(0);
    page.append('\n').append(" ".repeat(indent));
  }

  private void ink(Ink ink, CharSequence text) {
    if (style.colour() && !ink.codes.isEmpty() && !text.isEmpty()) {
      page.append(ESCAPE).append(ink.codes).append('m').append(text).append(ESCAPE).append("0m");
    } else {
      page.append(text);
    }
  }

  /** What can be shown here of a text that anyone may have written. */
  private String shown(String text) {
    String safe = Echo.shown(text);
    return style.ascii() ? Ascii.of(safe) : safe;
  }

  /** The character cells that a terminal gives a text. */
  public static int cells(String text) {
    int cells = 0;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      cells += cells(c);
      i += Character.charCount(c);
    }
    return cells;
  }

  private static int cells(int c) {
    if (c < 0x300) {
      return 1;
    }
    int type = Character.getType(c);
    if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
      return 0;
    }
    boolean wide =
        c >= 0x1100 && c <= 0x115F
            || c >= 0x2E80 && c <= 0xA4CF && c != 0x303F
            || c >= 0xAC00 && c <= 0xD7A3
            || c >= 0xF900 && c <= 0xFAFF
            || c >= 0xFE30 && c <= 0xFE6F
            || c >= 0xFF00 && c <= 0xFF60
            || c >= 0xFFE0 && c <= 0xFFE6
            || c >= 0x1F300 && c <= 0x1F64F
            || c >= 0x1F680 && c <= 0x1F6FF
            || c >= 0x1F900 && c <= 0x1FAFF
            || c >= 0x20000 && c <= 0x3FFFD;
    return wide ? 2 : 1;
  }

  /**
   * A row of a table.
   *
   * @param widths of the columns, in cells, but for the last, which takes what is left
   * @param inks of the columns
   */
  public TextPage row(List<String> texts, List<Integer> widths, List<Ink> inks) {
    List<List<String>> columns = new ArrayList<>();
    int left = style.columns();
    int height = 1;
    for (int i = 0; i < texts.size(); i++) {
      int width = i < widths.size() ? widths.get(i) : left;
      columns.add(lines(shown(texts.get(i)), width));
      height = Math.max(height, columns.get(i).size());
      left -= width + GAP;
    }
    for (int line = 0; line < height; line++) {
      int gap = 0;
      for (int i = 0; i < columns.size(); i++) {
        String text = line < columns.get(i).size() ? columns.get(i).get(line) : "";
        if (!text.isEmpty()) {
          page.append(" ".repeat(gap));
          gap = 0;
          ink(inks.get(i), text);
        }
        gap += i < widths.size() ? widths.get(i) - cells(text) + GAP : 0;
      }
      blank();
    }
    return this;
  }

  /**
   * A text in a column: cut at its spaces, a word that is too long behind one of its hyphens and
   * the like, or where it must be.
   */
  private static List<String> lines(String text, int width) {
    List<String> lines = new ArrayList<>();
    String line = "";
    for (String word : text.split(" ")) {
      if (!line.isEmpty() && cells(line) + 1 + cells(word) > width) {
        lines.add(line);
        line = "";
      }
      line += line.isEmpty() ? word : " " + word;
      while (cells(line) > width) {
        int cut = cut(line, width);
        lines.add(line.substring(0, cut));
        line = line.substring(cut);
      }
    }
    lines.add(line);
    return lines;
  }

  /** Where to cut a word that is longer than the column. */
  private static int cut(String word, int width) {
    int end = 0;
    int cut = 0;
    int cells = 0;
    while (cells + cells(word.codePointAt(end)) <= width) {
      int c = word.codePointAt(end);
      cells += cells(c);
      end += Character.charCount(c);
      cut = "-_./:".indexOf(c) >= 0 ? end : cut;
    }
    return cut > 0 ? cut : end;
  }

  @Override
  public String toString() {
    return page.toString();
  }
}
