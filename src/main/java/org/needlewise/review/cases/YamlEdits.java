package org.needlewise.review.cases;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.needlewise.casefile.YamlNode;
import org.needlewise.casefile.YamlNode.Style;

/**
 * Changes of a YAML text, field by field, that leave all else of it as it is: comments, order,
 * layout, quotation marks. What is added is written as its neighbours are; a comment above an item
 * of a list goes where the item goes.
 */
final class YamlEdits {
  /** Characters of a line of folded text, where its own lines do not tell. */
  private static final int WIDTH = 110;

  private final String text;
  private final String newline;
  private final List<Edit> edits = new ArrayList<>();

  private record Edit(int start, int end, String with) {}

  /** A field or an item: from its first character to behind its last, or to the end of its line. */
  private record Span(int start, int end) {}

  /**
   * An item of a list.
   *
   * @param old its place in the list as it was; -1 for a new one
   * @param lines of a new one: one, or the fields of an object over several lines
   */
  record Item(int old, List<String> lines) {
    private boolean isObject() {
      return lines.size() > 1 || lines.get(0).startsWith("{");
    }
  }

  YamlEdits(String text) {
    this.text = text;
    this.newline = text.contains("\r\n") ? "\r\n" : "\n";
  }

  /** The text with all changes. */
  String result() {
    return applied(-1, text.length());
  }

  /** What is inserted right at the start belongs to what stands before. */
  private boolean within(Edit edit, int start, int end) {
    return edit.start >= start && edit.end <= end && edit.end != start;
  }

  private String applied(int start, int end) {
    StringBuilder result = new StringBuilder();
    int done = Math.max(start, 0);
    for (Edit edit :
        edits.stream()
            .filter(each -> within(each, start, end))
            .sorted(Comparator.comparingInt(Edit::start).thenComparingInt(Edit::end))
            .toList()) {
      result.append(text, done, edit.start).append(edit.with);
      done = edit.end;
    }
    return result.append(text, done, end).toString();
  }

  // Values

  /** Another value in the style of the one that is there; a folded text is folded anew. */
  void scalar(YamlNode node, String value) {
    switch (node.style()) {
      case SINGLE_QUOTED -> replace(node, '\'' + value.replace("'", "''") + '\'');
      case DOUBLE_QUOTED -> replace(node, quoted(value));
      case FOLDED, LITERAL -> body(node, value);
      default ->
          replace(node, value.matches("[\\p{L}\\p{N}/][^:#,\\[\\]{}]*") ? value : quoted(value));
    }
  }

  private void replace(YamlNode node, String with) {
    edits.add(new Edit(node.start(), node.end(), with));
  }

  private static String quoted(String value) {
    return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  /** The lines below {@code >-}; what stands behind that stays. */
  private void body(YamlNode node, String value) {
    int mark = node.start() + 1;
    int markEnd = mark;
    while ("+-123456789".indexOf(text.charAt(markEnd)) >= 0) {
      markEnd++;
    }
    if (!text.substring(mark, markEnd).equals("-")) {
      edits.add(new Edit(mark, markEnd, "-"));
    }
    int head = lineEnd(node.start());
    List<String> lines =
        text.substring(head, node.end()).lines().filter(l -> !l.isBlank()).toList();
    String indent = lines.get(0).substring(0, lines.get(0).indexOf(lines.get(0).strip()));
    String below = node.style() == Style.LITERAL ? value : folded(value, indent, width(lines));
    edits.add(
        new Edit(
            head,
            node.end(),
            below.lines().map(line -> newline + indent + line).collect(Collectors.joining())));
  }

  /** The width at which these lines were folded. */
  private static int width(List<String> lines) {
    int least = lines.stream().mapToInt(String::length).max().orElse(0);
    int most = Integer.MAX_VALUE;
    for (int i = 1; i < lines.size(); i++) {
      String next = lines.get(i).strip();
      int word = next.indexOf(' ') < 0 ? next.length() : next.indexOf(' ');
      most = Math.min(most, lines.get(i - 1).length() + word);
    }
    return Math.max(least, Math.min(WIDTH, most));
  }

  private static String folded(String value, String indent, int width) {
    StringBuilder folded = new StringBuilder();
    int column = indent.length();
    for (String word : value.split(" ", -1)) {
      if (column > indent.length() && column + 1 + word.length() > width && !word.isEmpty()) {
        folded.append('\n');
        column = indent.length();
      } else if (!folded.isEmpty()) {
        folded.append(' ');
        column++;
      }
      folded.append(word);
      column += word.length();
    }
    return folded.toString();
  }

  // Fields

  /**
   * Adds a field behind those that come before it.
   *
   * @param order the names of all fields
   * @param value as YAML, on one line
   */
  void add(YamlNode object, List<String> order, String name, String value) {
    String field = name + ": " + value;
    int before =
        order.subList(0, order.indexOf(name)).stream().mapToInt(object::at).max().orElse(-1);
    YamlNode first = object.names().get(0);
    boolean flow = object.style() == Style.FLOW;
    String between = flow ? ", " : newline + " ".repeat(column(first.start()));
    if (before < 0) {
      insert(first.start(), field + between);
    } else {
      int end = object.values().get(before).end();
      insert(flow ? end : lineEnd(end), between + field);
    }
  }

  /** Takes a field out; a comment behind it stays. */
  void remove(YamlNode object, String name) {
    int at = object.at(name);
    List<Span> fields = new ArrayList<>();
    for (int i = 0; i < object.names().size(); i++) {
      fields.add(new Span(object.names().get(i).start(), object.values().get(i).end()));
    }
    if (object.style() == Style.FLOW) {
      boolean[] kept = new boolean[fields.size()];
      Arrays.fill(kept, true);
      kept[at] = false;
      removeInBrackets(fields, kept);
      return;
    }
    Span field = fields.get(at);
    boolean last = at == fields.size() - 1;
    int next = last ? lineEnd(field.end) : fields.get(at + 1).start;
    int comment = text.substring(0, next).indexOf('#', field.end);
    if (comment >= 0) {
      edits.add(new Edit(field.start, comment, ""));
    } else if (last) {
      edits.add(new Edit(lineEndBefore(field.start), next, ""));
    } else {
      edits.add(new Edit(field.start, next, ""));
    }
  }

  // Lists

  /** Puts the items of a list anew: old ones with their changes, which must be made before. */
  void list(YamlNode object, String name, List<Item> items) {
    YamlNode list = object.get(name);
    int size = list.values().size();
    boolean[] kept = kept(items, size);
    boolean flow = list.style() == Style.FLOW;
    if (size == 0 && object.style() == Style.BLOCK && items.get(0).isObject()) {
      YamlNode field = object.names().get(object.at(name));
      edits.add(new Edit(text.indexOf(':', field.end()) + 1, list.end(), ""));
      int dash = column(field.start()) + 2;
      items.forEach(item -> insert(lineEnd(list.end()), below(item, dash)));
      return;
    }
    List<Span> spans = flow ? inBrackets(list) : below(object, name, list);
    int dash = flow || size == 0 ? 0 : column(list.start());
    List<String> moved = new ArrayList<>();
    for (Item item : items) {
      moved.add(
          item.old < 0
              ? flow ? item.lines.get(0) : below(item, dash)
              : kept[item.old] ? null : taken(spans.get(item.old)));
    }
    for (int i = 0; i < size; i++) {
      if (!kept[i]) {
        taken(spans.get(i));
      }
    }
    if (flow && (items.isEmpty() || moved.stream().noneMatch(each -> each == null))) {
      replace(list, '[' + String.join(", ", moved) + ']');
    } else if (flow) {
      removeInBrackets(spans, kept);
      insertInBrackets(spans, items, moved);
    } else {
      int cursor = spans.get(0).start;
      for (int i = 0; i < items.size(); i++) {
        if (moved.get(i) == null) {
          cursor = spans.get(items.get(i).old).end;
        } else {
          insert(cursor, moved.get(i));
        }
      }
      for (int i = 0; i < size; i++) {
        if (!kept[i]) {
          edits.add(new Edit(spans.get(i).start, spans.get(i).end, ""));
        }
      }
      if (items.isEmpty()) {
        YamlNode field = object.names().get(object.at(name));
        insert(text.indexOf(':', field.end()) + 1, " []");
      }
    }
  }

  /** Old items that stay where they are: as many as can, while the others move about them. */
  private static boolean[] kept(List<Item> items, int size) {
    List<List<Integer>> best = new ArrayList<>();
    List<Integer> longest = List.of();
    for (Item item : items) {
      List<Integer> chain = new ArrayList<>();
      for (List<Integer> each : best) {
        int last = each.isEmpty() ? -1 : each.get(each.size() - 1);
        if (item.old > last && each.size() > chain.size()) {
          chain = new ArrayList<>(each);
        }
      }
      if (item.old >= 0) {
        chain.add(item.old);
        best.add(chain);
        longest = chain.size() > longest.size() ? chain : longest;
      }
    }
    boolean[] kept = new boolean[size];
    longest.forEach(old -> kept[old] = true);
    return kept;
  }

  private static List<Span> inBrackets(YamlNode list) {
    return list.values().stream().map(each -> new Span(each.start(), each.end())).toList();
  }

  /** Each item with its line ends and the comments above it. */
  private List<Span> below(YamlNode object, String name, YamlNode list) {
    List<Span> spans = new ArrayList<>();
    int start = lineEnd(object.names().get(object.at(name)).end());
    for (YamlNode item : list.values()) {
      int end = lineEnd(item.end());
      spans.add(new Span(start, end));
      start = end;
    }
    return spans;
  }

  private String below(Item item, int dash) {
    String indent = newline + " ".repeat(dash);
    return indent + "- " + String.join(indent + "  ", item.lines);
  }

  /** The text of an item with its changes, which are no longer made where it was. */
  private String taken(Span span) {
    String changed = applied(span.start, span.end);
    edits.removeIf(each -> within(each, span.start, span.end));
    return changed;
  }

  private void insertInBrackets(List<Span> spans, List<Item> items, List<String> moved) {
    String gap = spans.size() < 2 ? "#" : text.substring(spans.get(0).end, spans.get(1).start);
    String between = gap.contains("#") ? ", " : gap;
    int first = moved.indexOf(null);
    int cursor = -1;
    for (int i = 0; i < items.size(); i++) {
      if (moved.get(i) == null) {
        cursor = spans.get(items.get(i).old).end;
      } else if (cursor < 0) {
        insert(spans.get(items.get(first).old).start, moved.get(i) + between);
      } else {
        insert(cursor, between + moved.get(i));
      }
    }
  }

  /**
   * Takes out fields or items with their commas; comments between them stay. At least one stays.
   */
  private void removeInBrackets(List<Span> spans, boolean[] kept) {
    int last = spans.size() - 1;
    while (!kept[last]) {
      last--;
    }
    boolean noted = false;
    for (int i = last + 1; i < spans.size(); i++) {
      noted |= text.substring(spans.get(i - 1).end, spans.get(i).start).contains("#");
    }
    for (int i = 0; i < spans.size(); i++) {
      Span span = spans.get(i);
      boolean end = i == spans.size() - 1;
      if (!kept[i] && (i < last || noted)) {
        int next = end ? span.end : spans.get(i + 1).start;
        boolean comment = noted || text.substring(span.end, next).contains("#");
        int stop = end ? span.end : comment ? text.indexOf(',', span.end) + 1 : next;
        edits.add(new Edit(span.start, stop, ""));
      }
    }
    if (!noted && last < spans.size() - 1) {
      edits.add(new Edit(spans.get(last).end, spans.get(spans.size() - 1).end, ""));
    }
  }

  // Places

  private void insert(int at, String what) {
    edits.add(new Edit(at, at, what));
  }

  private int lineEnd(int from) {
    int end = from;
    while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
      end++;
    }
    return end;
  }

  private int lineEndBefore(int from) {
    int start = text.lastIndexOf('\n', from - 1);
    return start > 0 && text.charAt(start - 1) == '\r' ? start - 1 : start;
  }

  private int column(int at) {
    return at - 1 - text.lastIndexOf('\n', at - 1);
  }
}
