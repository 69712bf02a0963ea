package org.needlewise.screening;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.needlewise.facts.Day;
import org.needlewise.facts.Gap;
import org.needlewise.facts.LastSession;
import org.needlewise.facts.Printed;
import org.needlewise.report.Phrase;
import org.needlewise.report.Verdict;
import org.needlewise.rulebase.check.Card;

/**
 * A card's text with its placeholders: {@code {name}}, {@code {name.field}} and {@code {name? text
 * | other text}}.
 *
 * <p>A name is a variable that the rule hands on, one of {@link #BUILT_IN}, or a field of the fact.
 * Dates print as YYYY-MM-DD: fields marked {@link Day}, and what the card says is a date. Belongs
 * to one thread.
 */
public final class Wording {
  /**
   * What every finding offers; the days and dates stand on findings with an interval or a date
   * alone. {@code governs}: the report's earliest date is the finding's own or, where the finding
   * does not defer, the proposed date; what any other finding advises to book is not it.
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
          "protocol",
          "governs");

  private final List<Part> parts;

  /** The whole text where nothing in it varies; else null. */
  private final Phrase constant;

  /** Of the phrase that is being put together. */
  private final List<Object> pieces = new ArrayList<>();

  private sealed interface Part {
    void addTo(List<Object> pieces, RawFinding found, boolean governs);
  }

  private record Literal(Phrase.Constant text) implements Part {
    @Override
    public void addTo(List<Object> pieces, RawFinding found, boolean governs) {
      pieces.add(text);
    }
  }

  /**
   * A value's name. Where it is found is looked up once: a wording is of one card, and that of one
   * type of fact.
   */
  private static final class Placeholder implements Part {
    private final Reader of;
    private final Reader field;

    Placeholder(String text, Card card) {
      int dot = text.indexOf('.');
      this.of = reader(dot < 0 ? text : text.substring(0, dot), card);
      this.field = dot < 0 ? null : new Field(text.substring(dot + 1));
    }

    private static Reader reader(String name, Card card) {
      int argument = card.arguments().indexOf(name);
      if (argument >= 0) {
        return new Reader(card.dates().contains(name)) {
          @Override
          Object read(RawFinding found, boolean governs, Object owner) {
            return found.arguments().get(argument);
          }
        };
      }
      Field field = new Field(name);
      if (!BUILT_IN.contains(name)) {
        return field;
      }
      boolean ofInterval =
          name.startsWith("observed") || name.startsWith("minimum") || name.startsWith("ideal");
      return new Reader(false) {
        @Override
        Object read(RawFinding found, boolean governs, Object owner) {
          return ofInterval && found.interval() == null
              ? field.read(found, governs, owner)
              : builtIn(found, governs, name);
        }
      };
    }

    private Object value(RawFinding found, boolean governs) {
      Object value = of.read(found, governs, found.fact());
      return field == null ? value : field.read(found, governs, value);
    }

    boolean holds(RawFinding found, boolean governs) {
      Object value = value(found, governs);
      return value instanceof Boolean flag ? flag : value instanceof String text && !text.isEmpty();
    }

    @Override
    public void addTo(List<Object> pieces, RawFinding found, boolean governs) {
      Object value = value(found, governs);
      if (value instanceof Integer number) {
        pieces.add((field == null ? of : field).day ? Printed.date(number) : number);
        return;
      }
      String text;
      if (value instanceof Double length) {
        text = Printed.length(length);
      } else if (value instanceof List<?> list) {
        text = list.stream().map(String::valueOf).collect(Collectors.joining(", "));
      } else {
        text = String.valueOf(value);
      }
      if (!text.isEmpty()) {
        pieces.add(text);
      }
    }
  }

  /** Where a value is found. */
  private abstract static class Reader {
    /** Whether it is a day number; of a field this is known once it has been read. */
    boolean day;

    Reader(boolean day) {
      this.day = day;
    }

    abstract Object read(RawFinding found, boolean governs, Object owner);
  }

  private static final class Field extends Reader {
    private final String name;
    private Class<?> type;
    private Method method;

    Field(String name) {
      super(false);
      this.name = name;
    }

    @Override
    Object read(RawFinding found, boolean governs, Object owner) {
      try {
        if (owner.getClass() != type) {
          method = owner.getClass().getMethod(name);
          method.setAccessible(true); // spares the check of each call
          type = owner.getClass();
          day = method.isAnnotationPresent(Day.class);
        }
        return method.invoke(owner, (Object[]) null);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("cannot read " + name + " for a message", e);
      }
    }
  }

  private record Choice(Placeholder condition, List<Part> then, List<Part> otherwise)
      implements Part {
    @Override
    public void addTo(List<Object> pieces, RawFinding found, boolean governs) {
      List<Part> chosen = condition.holds(found, governs) ? then : otherwise;
      for (int i = 0; i < chosen.size(); i++) {
        chosen.get(i).addTo(pieces, found, governs);
      }
    }
  }

  /**
   * @param card whose text it is
   * @throws IllegalArgumentException where braces do not match
   */
  public Wording(String text, Card card) {
    Parser parser = new Parser(text, card);
    this.parts = parser.parts(false);
    if (parser.position < text.length()) {
      throw new IllegalArgumentException("unmatched } at character " + (parser.position + 1));
    }
    boolean varies = parts.stream().anyMatch(part -> !(part instanceof Literal));
    this.constant = varies ? null : Phrase.of(text);
  }

  Phrase of(RawFinding found, boolean governs) {
    if (constant != null) {
      return constant;
    }
    pieces.clear();
    for (int i = 0; i < parts.size(); i++) {
      parts.get(i).addTo(pieces, found, governs);
    }
    return Phrase.of(pieces);
  }

  private static Object builtIn(RawFinding found, boolean governs, String name) {
    return switch (name) {
      case "deferred" -> found.verdict() == Verdict.DEFER;
      case "protocol" -> found.protocol();
      case "governs" -> governs;
      case "between" -> found.interval() != null && found.verdict() != Verdict.DEFER;
      case "earliestDate" -> Printed.date(found.earliest());
      case "observedDays" -> found.interval().observedDays();
      case "minimumDays" -> found.interval().minimumDays();
      case "idealDays" -> found.interval().idealDays();
      case "minimumDate" -> Printed.date(from(found) + found.interval().minimumDays());
      case "idealDate" -> Printed.date(from(found) + found.interval().idealDays());
      default -> throw new IllegalStateException("no built-in " + name);
    };
  }

  private static int from(RawFinding found) {
    return found.fact() instanceof Gap gap
        ? gap.earlierDate()
        : ((LastSession) found.fact()).date();
  }

  private static final class Parser {
    private final String text;
    private final Card card;
    private int position;

    Parser(String text, Card card) {
      this.text = text;
      this.card = card;
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
        parts.add(new Literal(new Phrase.Constant(literal.toString())));
        literal.setLength(0);
      }
    }

    private Part braces() {
      int start = position;
      while (position < text.length() && "?}|{".indexOf(text.charAt(position)) < 0) {
        position++;
      }
      Placeholder placeholder = new Placeholder(text.substring(start, position).strip(), card);
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
