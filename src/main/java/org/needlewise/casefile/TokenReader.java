package org.needlewise.casefile;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamContext;

/**
 * The tokens of one document, where each stands, and what is wrong with them.
 *
 * <p>A document is read once without keeping places, and JSON only as nearly all of it is written,
 * since nearly all are right. Where anything is wrong or unusual, that reading stops and a second
 * one, by Jackson alone, goes through the whole document and notes all.
 */
abstract class TokenReader {
  /** Ends the first reading. */
  static final class Again extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Again() {
      super(null, null, false, false);
    }
  }

  /** Ends a reading that has found more errors than are listed. */
  private static final class Enough extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private Enough() {
      super(null, null, false, false);
    }
  }

  private static final Pattern ADVICE_TO_PROGRAMMERS =
      Pattern.compile(":? (enable `|\\(not recognized as one since).*", Pattern.DOTALL);

  private final String file;
  private final long record;
  private final Input input;

  /** Null in the first reading. */
  private final List<Diagnostic> problems;

  private Tokens tokens;

  /** Null in the first reading of JSON. */
  private JsonParser parser;

  TokenReader(Input input, String file, long record, boolean second) {
    this.input = input;
    this.file = file;
    this.record = record;
    this.problems = second ? new ArrayList<>() : null;
  }

  /** Reads the whole document. */
  final <T> T whole(String expected, Supplier<T> document) {
    if (problems == null && input.isJson()) {
      tokens = input.plain();
      return only(expected, document);
    }
    try (JsonParser p = input.parser()) {
      parser = p;
      tokens = new Tokens.OfParser(p);
      return only(expected, document);
    }
  }

  private <T> T only(String expected, Supplier<T> document) {
    if (tokens.next() == null) {
      throw new Problem(1, 1, "nothing (an empty document)", expected);
    }
    T value = document.get();
    if (tokens.next() != null) {
      throw problem("more after the end of the document", "one document");
    }
    return value;
  }

  /** The same in the second reading, all errors noted; null where it cannot be read to its end. */
  final <T> T collect(String expected, Supplier<T> document) {
    Problem last;
    try {
      return whole(expected, document);
    } catch (Enough e) {
      return null; // all that are listed are there
    } catch (Problem e) {
      last = e;
    } catch (StrictYaml.UnreadableCharacter e) {
      last = input.problem(e);
    } catch (JacksonException e) {
      last = notJson(e);
    }
    problems.add(last.in(file, record));
    return null;
  }

  /** All that was noted, by place. */
  final List<Diagnostic> problems() {
    problems.sort(Comparator.comparingInt(Diagnostic::line).thenComparingInt(Diagnostic::column));
    return problems;
  }

  private Problem notJson(JacksonException e) {
    String message = e.getOriginalMessage();
    if (message.startsWith("Unexpected end-of-input")) {
      return input.problem(e.getLocation(), "the end of the document", "the rest of the JSON");
    }
    // What a programmer could switch on helps nobody here.
    String plain = ADVICE_TO_PROGRAMMERS.matcher(message).replaceFirst("");
    String found = "text that is not JSON (" + Echo.bare(plain, 160) + ")";
    return input.problem(e.getLocation(), found, "one JSON object");
  }

  // ---- tokens

  final JsonToken next() {
    JsonToken token = tokens.next();
    if (token == null) {
      throw problem("the end of the document", "the rest of it");
    }
    return token;
  }

  /** Passes over the value that the parser stands on. */
  public final void skip() {
    int open = parser().currentToken().isStructStart() ? 1 : 0;
    while (open > 0) {
      JsonToken token = next();
      if (token.isStructEnd()) {
        open--;
      } else if (token.isStructStart()) {
        open++;
        if (parser.streamReadContext().getNestingDepth() > Limits.DEPTH) {
          throw problem(
              "lists and objects nested deeper", "at most " + Limits.DEPTH + " within each other");
        }
      }
    }
  }

  final Tokens tokens() {
    return tokens;
  }

  /** For what a first reading of JSON leaves to the second. */
  final JsonParser parser() {
    if (parser == null) {
      throw new Again();
    }
    return parser;
  }

  final boolean isNumber() {
    JsonToken token = tokens.current();
    return token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_NUMBER_FLOAT;
  }

  /** What the parser stands on, in words. */
  final String found() {
    again();
    return switch (parser.currentToken()) {
      case START_OBJECT -> "an object";
      case START_ARRAY -> "a list";
      case VALUE_STRING -> "the text " + Echo.quoted(parser.getString());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
          "the number " + Echo.bare(parser.getString(), 40);
      case VALUE_TRUE -> "true";
      case VALUE_FALSE -> "false";
      case VALUE_NULL -> "null";
      default -> parser.currentToken().name();
    };
  }

  // ---- errors

  /** Before anything that only an error needs. */
  final void again() {
    if (problems == null) {
      throw new Again();
    }
  }

  /** So many errors have been noted up to here. */
  public final int errors() {
    return problems == null ? 0 : problems.size();
  }

  /** Where the parser stands. */
  public final Place place() {
    return problems == null ? Place.UNKNOWN : new Place(parser.currentTokenLocation(), pointer());
  }

  /** Notes an error of the value that the parser stands on. */
  public final void error(String found, String expected) {
    again();
    error(place(), "", found, expected);
  }

  /** Notes an error of a place that was read before. */
  public final void error(Place place, String found, String expected) {
    error(place, "", found, expected);
  }

  /**
   * @param below what the error's pointer has beyond that of the place
   */
  final void error(Place place, String below, String found, String expected) {
    again();
    boolean enough = problems.size() == Limits.ERRORS;
    Problem problem =
        enough
            ? input.problem(
                place.at,
                "more errors",
                "at most " + Limits.ERRORS + "; what follows was not checked")
            : input.problem(place.at, found, expected);
    problems.add(problem.in(file, record, place.pointer + below));
    if (enough) {
      throw new Enough();
    }
  }

  final Problem problem(String found, String expected) {
    again();
    return input.problem(parser.currentTokenLocation(), found, expected);
  }

  /** The JSON Pointer of where the parser stands; a name of unreasonable length is shortened. */
  private String pointer() {
    StringBuilder pointer = new StringBuilder();
    for (TokenStreamContext c = parser.streamReadContext();
        c != null && !c.inRoot();
        c = c.getParent()) {
      if (c.inObject() && c.hasCurrentName()) {
        pointer.insert(
            0, "/" + Echo.bare(c.currentName().replace("~", "~0").replace("/", "~1"), 64));
      } else if (c.inArray() && c.hasCurrentIndex()) {
        pointer.insert(0, "/" + c.getCurrentIndex());
      }
    }
    return pointer.toString();
  }
}
