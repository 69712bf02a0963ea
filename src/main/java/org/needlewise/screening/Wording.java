package org.needlewise.screening;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.needlewise.facts.Day;
import org.needlewise.facts.Gap;
import org.needlewise.facts.LastSession;
import org.needlewise.report.Verdict;
import org.needlewise.rulebase.Card;

/**
 * A card's text with its placeholders: {@code {name}}, {@code {name.field}} and {@code {name? text
 * | other text}}.
 *
 * <p>A name is a variable that the rule hands on, one of {@link #BUILT_IN}, or a field of the fact.
 * Dates print as YYYY-MM-DD: fields marked {@link Day}, and variables named {@code free} or {@code
 * …Date}.
 */
public final class Wording {
  /**
   * What every finding offers; the days and dates stand on findings with an interval or a date
   * alone.
   */
  public static final List<String> BUILT_IN =
      List.of(
          "observedDays",
          "minimumDays",
          "idealDays",
          "minimumDate",
          "idealDate",
          "earliestDate",
          "deferred",
          "between",
          "protocol");

  private static final Map<String, Method> FIELDS = new ConcurrentHashMap<>();

  private final List<Part> parts;

  private sealed interface Part {}

  private record Literal(String text) implements Part {}

  private record Placeholder(String name, String field) implements Part {
    static Placeholder parse(String text) {
      int dot = text.indexOf('.');
      return dot < 0
          ? new Placeholder(text, null)
          : new Placeholder(text.substring(0, dot), text.substring(dot + 1));
    }

    String text() {
      return field == null ? name : name + '.' + field;
    }

    Value value(Found found) {
      Value value = Wording.value(found, name);
      return field == null ? value : Wording.field(value.value, field);
    }

    boolean holds(Found found) {
      Object value = value(found).value;
      return value instanceof Boolean flag ? flag : value instanceof String text && !text.isEmpty();
    }

    void write(Found found, StringBuilder text) {
      Value value = value(found);
      if (value.day) {
        text.append(LocalDate.ofEpochDay((Integer) value.value));
      } else if (value.value instanceof List<?> list) {
        for (int i = 0; i < list.size(); i++) {
          text.append(i == 0 ? "" : ", ").append(list.get(i));
        }
      } else {
        text.append(value.value);
      }
    }
  }

  private record Choice(Placeholder condition, List<Part> then, List<Part> otherwise)
      implements Part {}

  /**
   * @throws IllegalArgumentException where braces do not match
   */
  public Wording(String text) {
    Parser parser = new Parser(text);
    this.parts = parser.parts(false);
    if (parser.position < text.length()) {
      throw new IllegalArgumentException("unmatched } at character " + (parser.position + 1));
    }
  }

  /** Every name that the text asks for, with its field behind a dot where it asks for one. */
  public List<String> names() {
    List<String> names = new ArrayList<>();
    collect(parts, names);
    return names;
  }

  private static void collect(List<Part> parts, List<String> names) {
    for (Part part : parts) {
      if (part instanceof Placeholder placeholder) {
        names.add(placeholder.text());
      } else if (part instanceof Choice choice) {
        names.add(choice.condition.text());
        collect(choice.then, names);
        collect(choice.otherwise, names);
      }
    }
  }

  String of(Found found) {
    StringBuilder text = new StringBuilder(160);
    write(parts, found, text);
    return text.toString();
  }

  private static void write(List<Part> parts, Found found, StringBuilder text) {
    for (Part part : parts) {
      if (part instanceof Literal literal) {
        text.append(literal.text);
      } else if (part instanceof Placeholder placeholder) {
        placeholder.write(found, text);
      } else if (part instanceof Choice choice) {
        write(choice.condition.holds(found) ? choice.then : choice.otherwise, found, text);
      }
    }
  }

  private record Value(Object value, boolean day) {}

  private static Value value(Found found, String name) {
    Card card = found.card();
    int argument = card.arguments().indexOf(name);
    if (argument >= 0 && argument < found.arguments().size()) {
      return new Value(
          found.arguments().get(argument), name.equals("free") || name.endsWith("Date"));
    }
    Object builtIn = builtIn(found, name);
    if (builtIn != null) {
      return new Value(builtIn, name.endsWith("Date"));
    }
    return field(found.fact(), name);
  }

  private static Object builtIn(Found found, String name) {
    return switch (name) {
      case "deferred" -> found.verdict() == Verdict.DEFER;
      case "protocol" -> found.protocol();
      case "between" -> found.interval() != null && found.verdict() != Verdict.DEFER;
      case "earliestDate" -> found.earliest() == Found.UNDATED ? null : found.earliest();
      case "observedDays" -> found.interval() == null ? null : found.interval().observedDays();
      case "minimumDays" -> found.interval() == null ? null : found.interval().minimumDays();
      case "idealDays" -> found.interval() == null ? null : found.interval().idealDays();
      case "minimumDate" ->
          found.interval() == null ? null : from(found) + found.interval().minimumDays();
      case "idealDate" ->
          found.interval() == null ? null : from(found) + found.interval().idealDays();
      default -> null;
    };
  }

  private static int from(Found found) {
    return found.fact() instanceof Gap gap
        ? gap.earlierDate()
        : ((LastSession) found.fact()).date();
  }

  private static Value field(Object owner, String name) {
    Method method =
        FIELDS.computeIfAbsent(
            owner.getClass().getName() + ' ' + name, key -> method(owner.getClass(), name));
    try {
      return new Value(method.invoke(owner), method.isAnnotationPresent(Day.class));
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException("cannot read " + name + " for a message", e);
    }
  }

  private static Method method(Class<?> type, String name) {
    try {
      return type.getMethod(name);
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException("no field " + name + " on " + type.getSimpleName(), e);
    }
  }

  private static final class Parser {
    private final String text;
    private int position;

    Parser(String text) {
      this.text = text;
    }

    List<Part> parts(boolean inChoice) {
      List<Part> parts = new ArrayList<>();
      StringBuilder literal = new StringBuilder();
      while (position < text.length()) {
        char c = text.charAt(position);
        if (c == '}' || (inChoice && c == '|')) {
          break;
        }
        position++;
        if (c == '{') {
          flush(literal, parts);
          parts.add(braces());
        } else {
          literal.append(c);
        }
      }
      flush(literal, parts);
      return parts;
    }

    private static void flush(StringBuilder literal, List<Part> parts) {
      if (literal.length() > 0) {
        parts.add(new Literal(literal.toString()));
        literal.setLength(0);
      }
    }

    private Part braces() {
      int start = position;
      while (position < text.length() && "?}|{".indexOf(text.charAt(position)) < 0) {
        position++;
      }
      Placeholder placeholder = Placeholder.parse(text.substring(start, position).strip());
      Part part = placeholder;
      if (position < text.length() && text.charAt(position) == '?') {
        position++;
        List<Part> then = parts(true);
        List<Part> otherwise = List.of();
        if (position < text.length() && text.charAt(position) == '|') {
          position++;
          otherwise = parts(false);
        }
        part = new Choice(placeholder, then, otherwise);
      }
      if (position >= text.length() || text.charAt(position) != '}') {
        throw new IllegalArgumentException("{ without } at character " + start);
      }
      position++;
      return part;
    }
  }
}
