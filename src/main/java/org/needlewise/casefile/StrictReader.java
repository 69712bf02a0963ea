package org.needlewise.casefile;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.sym.PropertyNameMatcher;
import tools.jackson.core.util.Named;

/**
 * Reads the parts of a document strictly, token by token, and notes all that is wrong with them.
 *
 * <p>A document is read once without keeping places, since nearly all are right. Where anything is
 * wrong, that reading stops and a second one goes through the whole document and lists its errors.
 */
abstract class StrictReader {
  /** The names of an object's fields; a field is known by its index. */
  static final class Fields {
    final String what;
    final List<String> names;
    final int required;
    private final PropertyNameMatcher matcher;

    /**
     * @param names at most 32; those of required fields end with an exclamation mark
     */
    Fields(String what, String... names) {
      this.what = what;
      this.names = Arrays.stream(names).map(n -> n.replace("!", "")).toList();
      int mask = 0;
      for (int i = 0; i < names.length; i++) {
        mask |= names[i].endsWith("!") ? 1 << i : 0;
      }
      this.required = mask;
      this.matcher =
          Input.JSON.constructNameMatcher(
              this.names.stream().map(Named::fromString).toList(), false);
    }
  }

  /** Ends the first reading. */
  private static final class Again extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private Again() {
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

  private static final int DEEPEST_OBJECT = 8;
  private static final Pattern ADVICE_TO_PROGRAMMERS =
      Pattern.compile(":? (enable `|\\(not recognized as one since).*", Pattern.DOTALL);

  private final String source;
  private final long record;
  private final Input input;

  /** Null in the first reading. */
  private final List<Diagnostic> errors;

  private JsonParser parser;
  private int depth = -1;
  private final Fields[] fields = new Fields[DEEPEST_OBJECT];
  private final int[] seen = new int[DEEPEST_OBJECT];
  private final TokenStreamLocation[] starts;
  private Object[] entries = new Object[16];
  private int entryCount;

  StrictReader(Input input, String source, long record, boolean second) {
    this.input = input;
    this.source = source;
    this.record = record;
    this.errors = second ? new ArrayList<>() : null;
    this.starts = second ? new TokenStreamLocation[DEEPEST_OBJECT] : null;
  }

  /** What makes a reading: its input, and whether it is the second. */
  interface Start<R extends StrictReader> {
    R reading(Input input, boolean second);
  }

  /**
   * Reads one document.
   *
   * @param start makes a reading
   * @param document reads the document's only value, on whose token the parser stands
   * @param failure makes the exception of the errors
   */
  static <R extends StrictReader, T> T read(
      byte[] bytes,
      int off,
      int len,
      Format format,
      String source,
      long record,
      Start<R> start,
      Function<R, T> document,
      Function<List<Diagnostic>, ? extends InvalidInputException> failure) {
    Input input;
    try {
      input = Input.of(bytes, off, len, format);
    } catch (Problem e) {
      throw failure.apply(
          List.of(new Diagnostic(source, record, e.line, e.column, "", e.found, e.expected)));
    }
    try {
      R reading = start.reading(input, false);
      return ((StrictReader) reading).whole(() -> document.apply(reading));
    } catch (Again | Problem | StrictYaml.UnreadableCharacter | JacksonException e) {
      R reading = start.reading(input, true);
      ((StrictReader) reading).collect(() -> document.apply(reading));
      throw failure.apply(((StrictReader) reading).inOrder());
    }
  }

  private <T> T whole(Supplier<T> body) {
    try (JsonParser p = input.parser()) {
      parser = p;
      if (p.nextToken() == null) {
        throw new Problem(1, 1, "nothing (an empty document)", expectedDocument());
      }
      T value = body.get();
      if (p.nextToken() != null) {
        throw problem("more after the end of the document", "one document");
      }
      return value;
    }
  }

  private void collect(Supplier<?> body) {
    try {
      whole(body);
      if (errors.isEmpty()) {
        throw new IllegalStateException(
            "An error of the first reading is gone in the second: " + source);
      }
    } catch (Enough e) {
      // All that are listed are there.
    } catch (Problem e) {
      add(e);
    } catch (StrictYaml.UnreadableCharacter e) {
      add(input.problem(e));
    } catch (JacksonException e) {
      add(notJson(e));
    }
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

  private List<Diagnostic> inOrder() {
    return errors.stream()
        .sorted(Comparator.comparingInt(Diagnostic::line).thenComparingInt(Diagnostic::column))
        .toList();
  }

  private void add(Problem e) {
    errors.add(new Diagnostic(source, record, e.line, e.column, "", e.found, e.expected));
  }

  /** What a document of this kind is. */
  abstract String expectedDocument();

  // ---- objects

  /**
   * Goes into the object that the parser stands on; false, noted and passed over, where it is
   * something else.
   */
  final boolean enter(Fields of) {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      wrong("an object: " + of.what);
      return false;
    }
    fields[++depth] = of;
    seen[depth] = 0;
    if (starts != null) {
      starts[depth] = parser.currentTokenLocation();
    }
    return true;
  }

  /**
   * The index of the next known field, on whose value the parser then stands; -1 at the object's
   * end.
   */
  final int field() {
    Fields of = fields[depth];
    while (true) {
      int index = parser.nextNameMatch(of.matcher);
      if (index == PropertyNameMatcher.MATCH_END_OBJECT) {
        return leave();
      }
      if (index == PropertyNameMatcher.MATCH_ODD_TOKEN) {
        throw problem("no field", "a field or the end of the object");
      }
      if (index >= 0) {
        int bit = 1 << index;
        if ((seen[depth] & bit) == 0) {
          seen[depth] |= bit;
          next();
          return index;
        }
        error("a second field of this name", "each field once");
      } else {
        String near = Nearest.hint(parser.currentName(), of.names);
        error(
            "an unknown field",
            near.isEmpty()
                ? "one of " + String.join(", ", of.names)
                : "a field of " + of.what + near);
      }
      next();
      skip();
    }
  }

  private int leave() {
    Fields of = fields[depth];
    int missing = of.required & ~seen[depth];
    if (missing != 0) {
      again();
      for (int i = 0; i < of.names.size(); i++) {
        if ((missing & 1 << i) != 0) {
          error(starts[depth], pointer() + '/' + of.names.get(i), "nothing", missing(of, i));
        }
      }
    }
    depth--;
    return -1;
  }

  private static String missing(Fields of, int index) {
    return "the field " + of.names.get(index) + ", which " + of.what + " must have";
  }

  // ---- lists

  /** True where the parser stands on a list. Otherwise noted and passed over. */
  final boolean isList(String expected) {
    if (parser.currentToken() == JsonToken.START_ARRAY) {
      return true;
    }
    wrong(expected);
    return false;
  }

  /** Goes on to the list's next entry; false at its end. */
  final boolean entry(int count) {
    if (next() == JsonToken.END_ARRAY) {
      return false;
    }
    if (count == Limits.LIST_ENTRIES) {
      error("more entries", "at most " + Limits.LIST_ENTRIES + " in a list");
      skip();
      while (next() != JsonToken.END_ARRAY) {
        skip();
      }
      return false;
    }
    return true;
  }

  /** The entries of a list, each read by the function (null: wrong and noted). */
  final <T> List<T> list(String expected, Supplier<T> read) {
    if (!isList(expected)) {
      return List.of();
    }
    int mark = entryCount;
    for (int count = 0; entry(count); count++) {
      push(read.get());
    }
    return take(mark);
  }

  /** A list of different codes. */
  final List<String> codes(CodeTable of, boolean mayBeEmpty) {
    if (!isList("a list, each entry " + of.what)) {
      return List.of();
    }
    TokenStreamLocation start = errors == null ? null : parser.currentTokenLocation();
    int mark = entryCount;
    int count = 0;
    for (; entry(count); count++) {
      String code = code(of);
      if (code != null && isNew(code, mark)) {
        push(code);
      }
    }
    if (count == 0 && !mayBeEmpty) {
      again();
      error(start, pointer(), "an empty list", "at least one entry, or no such field");
    }
    return take(mark);
  }

  private boolean isNew(String code, int mark) {
    for (int i = mark; i < entryCount; i++) {
      if (entries[i] == code) {
        error('"' + code + "\" a second time", "each entry once");
        return false;
      }
    }
    return true;
  }

  private void push(Object entry) {
    if (entry == null) {
      return;
    }
    if (entryCount == entries.length) {
      entries = Arrays.copyOf(entries, entryCount * 2);
    }
    entries[entryCount++] = entry;
  }

  @SuppressWarnings("unchecked")
  private <T> List<T> take(int mark) {
    int count = entryCount - mark;
    entryCount = mark;
    return (List<T>)
        switch (count) {
          case 0 -> List.of();
          case 1 -> List.of(entries[mark]);
          case 2 -> List.of(entries[mark], entries[mark + 1]);
          default -> List.of(Arrays.copyOfRange(entries, mark, mark + count));
        };
  }

  // ---- values; each is null (or false, 0) where it is wrong, and then noted

  final String code(CodeTable of) {
    if (parser.currentToken() != JsonToken.VALUE_STRING) {
      wrong(of.what);
      return null;
    }
    char[] chars = parser.getStringCharacters();
    String code = of.find(chars, parser.getStringOffset(), parser.getStringLength());
    if (code == null) {
      again();
      String text = parser.getString();
      error(Echo.quoted(text), expected(of, text));
    }
    return code;
  }

  /** What should stand in place of a text that is none of the codes. */
  String expected(CodeTable of, String text) {
    return of.what + Nearest.hint(text, of.codes);
  }

  /**
   * @param most the limit in characters
   */
  final String text(String expected, int least, int most) {
    if (parser.currentToken() != JsonToken.VALUE_STRING) {
      wrong(expected);
      return null;
    }
    String text = parser.getString();
    int length = text.length();
    boolean odd = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0) {
        odd = true;
      } else if (Character.isSurrogate(c)) {
        if (Character.isHighSurrogate(c)
            && i + 1 < text.length()
            && Character.isLowSurrogate(text.charAt(i + 1))) {
          length--;
          i++;
        } else {
          odd = true;
        }
      }
    }
    if (odd) {
      error(Echo.quoted(text), expected + " without NUL characters and halves of surrogate pairs");
      return null;
    }
    if (length < least || length > most) {
      error(
          length == 0 ? "an empty text" : "a text of " + length + " characters",
          expected + " of " + least + " to " + most + " characters");
      return null;
    }
    return text;
  }

  final LocalDate date() {
    if (parser.currentToken() != JsonToken.VALUE_STRING) {
      wrong("a date as YYYY-MM-DD");
      return null;
    }
    char[] c = parser.getStringCharacters();
    int o = parser.getStringOffset();
    if (parser.getStringLength() == 10 && c[o + 4] == '-' && c[o + 7] == '-') {
      int year = digits(c, o, 4);
      int month = digits(c, o + 5, 2);
      int day = digits(c, o + 8, 2);
      if ((year | month | day) >= 0) {
        if (month >= 1
            && month <= 12
            && day >= 1
            && (day <= 28 || day <= YearMonth.of(year, month).lengthOfMonth())) {
          return LocalDate.of(year, month, day);
        }
        again();
        String days =
            month >= 1 && month <= 12
                ? new String(c, o, 7)
                    + " has "
                    + YearMonth.of(year, month).lengthOfMonth()
                    + " days"
                : "months go from 01 to 12";
        error(Echo.quoted(parser.getString()), "a day that exists; " + days);
        return null;
      }
    }
    again();
    error(Echo.quoted(parser.getString()), "a date as YYYY-MM-DD");
    return null;
  }

  /** The number that these digits are; negative where they are not all digits. */
  private static int digits(char[] chars, int off, int count) {
    int value = 0;
    for (int i = off; i < off + count; i++) {
      int digit = chars[i] - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      value = value * 10 + digit;
    }
    return value;
  }

  final Boolean truth() {
    JsonToken token = parser.currentToken();
    if (token == JsonToken.VALUE_TRUE) {
      return Boolean.TRUE;
    }
    if (token == JsonToken.VALUE_FALSE) {
      return Boolean.FALSE;
    }
    wrong("true or false");
    return null;
  }

  /** A whole number, however it is written (7, 7.0, 7e0), from the least to the greatest int. */
  final Integer whole(int least) {
    String expected = "a whole number, " + least + " or more";
    if (!isNumber()) {
      wrong(expected);
      return null;
    }
    char[] c = parser.getStringCharacters();
    int length = parser.getStringLength();
    int simple =
        length <= 9 && !leadsWithZero(c, parser.getStringOffset(), length)
            ? digits(c, parser.getStringOffset(), length)
            : -1;
    if (simple >= least) {
      return simple;
    }
    BigDecimal number = decimal(expected);
    if (number == null) {
      return null;
    }
    if (number.compareTo(BigDecimal.valueOf(least)) < 0 || isFraction(number)) {
      error(foundNumber(), expected);
      return null;
    }
    if (number.compareTo(BigDecimal.valueOf(Integer.MAX_VALUE)) > 0) {
      error(foundNumber(), "a whole number from " + least + " to " + Integer.MAX_VALUE);
      return null;
    }
    return number.intValueExact();
  }

  /** A number above 0, at most 10, in steps of 0.01; in hundredths. */
  final int depthHundredths() {
    String expected = "a depth in millimetres above 0, at most 10, in steps of 0.01";
    if (!isNumber()) {
      wrong(expected);
      return 0;
    }
    int simple =
        simpleHundredths(
            parser.getStringCharacters(), parser.getStringOffset(), parser.getStringLength());
    if (simple > 0) {
      return simple;
    }
    BigDecimal number = decimal(expected);
    if (number == null) {
      return 0;
    }
    if (number.signum() <= 0
        || number.compareTo(BigDecimal.TEN) > 0
        || isFraction(number.scaleByPowerOfTen(2))) {
      error(foundNumber(), expected);
      return 0;
    }
    return number.scaleByPowerOfTen(2).intValueExact();
  }

  /** The usual forms d, d.d and d.dd; 0 for any other. */
  private static int simpleHundredths(char[] c, int off, int length) {
    if (length == 1) {
      return Math.max(0, digits(c, off, 1)) * 100;
    }
    if (length < 3 || length > 4 || c[off + 1] != '.') {
      return 0;
    }
    int whole = digits(c, off, 1);
    int part = digits(c, off + 2, length - 2);
    return (whole | part) < 0 ? 0 : whole * 100 + (length == 3 ? part * 10 : part);
  }

  private static boolean isFraction(BigDecimal number) {
    // Not by setScale, which would write out a number such as 1e999999999.
    return number.signum() != 0 && number.stripTrailingZeros().scale() > 0;
  }

  private boolean isNumber() {
    JsonToken token = parser.currentToken();
    return token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_NUMBER_FLOAT;
  }

  /** The number as it is written. */
  private BigDecimal decimal(String expected) {
    String text = parser.getString();
    int digitsFrom = text.startsWith("-") || text.startsWith("+") ? 1 : 0;
    if (text.length() > Limits.NUMBER_CHARS) {
      error(
          "a number of " + text.length() + " characters",
          expected + ", in at most " + Limits.NUMBER_CHARS);
      return null;
    }
    try {
      if (!leadsWithZero(text.toCharArray(), digitsFrom, text.length() - digitsFrom)) {
        return new BigDecimal(text);
      }
    } catch (NumberFormatException e) {
      // YAML's 0x1F, 0o17, .inf and .nan, or an exponent beyond all reason.
    }
    error(foundNumber(), expected + ", written as a decimal number");
    return null;
  }

  /** 010 is ten for some readers of YAML and eight for others. */
  private static boolean leadsWithZero(char[] chars, int off, int length) {
    return length > 1 && chars[off] == '0' && chars[off + 1] >= '0' && chars[off + 1] <= '9';
  }

  // ---- tokens and errors

  final JsonToken next() {
    JsonToken token = parser.nextToken();
    if (token == null) {
      throw problem("the end of the document", "the rest of it");
    }
    return token;
  }

  /** Passes over the value that the parser stands on. */
  final void skip() {
    int open = parser.currentToken().isStructStart() ? 1 : 0;
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

  /** Notes that the value is of a wrong kind and passes over it. */
  private void wrong(String expected) {
    again();
    JsonToken token = parser.currentToken();
    String hint = "";
    if (isNumber() && expected.startsWith("text")) {
      hint = " (put it in quotes)";
    } else if (token == JsonToken.VALUE_NULL && isOptional()) {
      hint = "; leave the field out where it is not known";
    }
    error(found(token), expected + hint);
    skip();
  }

  private boolean isOptional() {
    TokenStreamContext context = parser.streamReadContext();
    if (!context.inObject()) {
      return false;
    }
    int index = fields[depth].names.indexOf(context.currentName());
    return (fields[depth].required & 1 << index) == 0;
  }

  private String found(JsonToken token) {
    return switch (token) {
      case START_OBJECT -> "an object";
      case START_ARRAY -> "a list";
      case VALUE_STRING -> "the text " + Echo.quoted(parser.getString());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> foundNumber();
      case VALUE_TRUE -> "true";
      case VALUE_FALSE -> "false";
      case VALUE_NULL -> "null";
      default -> token.name();
    };
  }

  private String foundNumber() {
    return "the number " + Echo.bare(parser.getString(), 40);
  }

  private void again() {
    if (errors == null) {
      throw new Again();
    }
  }

  /** Notes an error of the token that the parser stands on. */
  final void error(String found, String expected) {
    again();
    error(parser.currentTokenLocation(), pointer(), found, expected);
  }

  /** A place to which an error is noted later. */
  record Place(TokenStreamLocation at, String pointer) {}

  /** Where the parser stands; null in the first reading. */
  final Place place() {
    return errors == null ? null : new Place(parser.currentTokenLocation(), pointer());
  }

  /** Notes an error of a place that was read before. */
  final void error(Place place, String found, String expected) {
    again();
    error(place.at, place.pointer, found, expected);
  }

  private void error(TokenStreamLocation at, String pointer, String found, String expected) {
    Problem place = input.problem(at, found, expected);
    if (errors.size() == Limits.ERRORS) {
      errors.add(
          new Diagnostic(
              source,
              record,
              place.line,
              place.column,
              pointer,
              "more errors",
              "at most " + Limits.ERRORS + "; what follows was not checked"));
      throw new Enough();
    }
    errors.add(new Diagnostic(source, record, place.line, place.column, pointer, found, expected));
  }

  private Problem problem(String found, String expected) {
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
