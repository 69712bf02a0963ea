package org.needlewise.casefile;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamContext;
import tools.jackson.core.sym.PropertyNameMatcher;

/**
 * Reads a document that somebody wrote, in YAML or JSON, strictly: what is not expected is an
 * error, and all errors are found at once, each with its place.
 *
 * <p>What reads the document goes through its objects, lists and values in their order. It is
 * called a second time where anything is wrong; what a method answers is then void where it notes
 * an error: null, false, 0, or the right entries of a list.
 */
public final class StrictReader extends TokenReader {
  private static final String SECOND = "a second field of this name";
  private static final int DEEPEST_OBJECT = 8;

  private int depth = -1;
  private final Fields[] fields = new Fields[DEEPEST_OBJECT];
  private final int[] seen = new int[DEEPEST_OBJECT];

  /** Where each object begins; null in the first reading. */
  private final Place[] starts;

  /** The fields that a misspelt one may be, and which are not missing, too. */
  private final int[] misspelt;

  private Object[] entries = new Object[16];
  private int entryCount;

  private StrictReader(Input input, String file, long record, boolean second) {
    super(input, file, record, second);
    this.starts = second ? new Place[DEEPEST_OBJECT] : null;
    this.misspelt = second ? new int[DEEPEST_OBJECT] : null;
  }

  /** For {@link #read}, where a document with errors is no document. */
  static final Consumer<List<Diagnostic>> REFUSE =
      problems -> {
        throw new InvalidInputException(problems);
      };

  /**
   * Reads one YAML document.
   *
   * @throws InvalidInputException with all errors
   */
  public static <T> T yaml(
      byte[] yaml, String file, String expected, Function<StrictReader, T> document) {
    return read(yaml, 0, yaml.length, Format.YAML, file, 0, expected, document, REFUSE);
  }

  /**
   * Reads one document as far as it can be read.
   *
   * @param failed is handed all errors, where there are any
   * @return null where it cannot be read to its end
   */
  public static <T> T read(
      byte[] bytes,
      int off,
      int len,
      Format format,
      String file,
      long record,
      String expected,
      Function<StrictReader, T> document,
      Consumer<List<Diagnostic>> failed) {
    Input input;
    try {
      input = Input.of(bytes, off, len, format);
    } catch (Problem e) {
      failed.accept(List.of(e.in(file, record)));
      return null;
    }
    try {
      StrictReader first = new StrictReader(input, file, record, false);
      return first.whole(expected, () -> document.apply(first));
    } catch (Again | Problem | StrictYaml.UnreadableCharacter | JacksonException e) {
      StrictReader second = new StrictReader(input, file, record, true);
      T value = second.collect(expected, () -> document.apply(second));
      if (second.errors() > 0) { // else it was unusual, and right
        failed.accept(second.problems());
      }
      return value;
    }
  }

  // ---- objects

  /**
   * Goes into the object that the parser stands on; false, noted and passed over, where it is
   * something else.
   */
  public boolean enter(Fields of) {
    if (tokens().current() != JsonToken.START_OBJECT) {
      wrong("an object: " + of.what);
      return false;
    }
    fields[++depth] = of;
    seen[depth] = 0;
    if (starts != null) {
      starts[depth] = place();
      misspelt[depth] = 0;
    }
    return true;
  }

  /** The fields of an object whose names are free: each name, the parser on its value. */
  public void fields(String what, Consumer<String> field) {
    if (!enter(new Fields(what))) {
      return;
    }
    Set<String> names = new HashSet<>();
    while (next() != JsonToken.END_OBJECT) {
      String name = parser().currentName();
      boolean first = names.add(name);
      if (!first) {
        error(SECOND, "each field once");
      }
      next();
      if (first) {
        field.accept(name);
      } else {
        skip();
      }
    }
    depth--;
  }

  /**
   * The index of the next known field, on whose value the parser then stands; -1 at the object's
   * end.
   */
  public int field() {
    Fields of = fields[depth];
    while (true) {
      int index = tokens().nextName(of, seen[depth]);
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
        error(SECOND, "each field once");
      } else {
        again();
        String near = Nearest.hint(parser().currentName(), of.names);
        Nearest.of(parser().currentName(), of.names)
            .forEach(name -> misspelt[depth] |= 1 << of.names.indexOf(name));
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
      missing &= ~misspelt[depth];
      for (int i = 0; i < of.names.size(); i++) {
        if ((missing & 1 << i) != 0) {
          String name = of.names.get(i);
          error(
              starts[depth],
              '/' + name,
              "nothing",
              "the field " + name + ", which " + of.what + " must have");
        }
      }
    }
    depth--;
    return -1;
  }

  // ---- lists

  /** True where the parser stands on a list. Otherwise noted and passed over. */
  private boolean isList(String expected) {
    if (tokens().current() == JsonToken.START_ARRAY) {
      return true;
    }
    wrong(expected);
    return false;
  }

  /** Goes on to the list's next entry; false at its end. */
  private boolean entry(int count) {
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
  public <T> List<T> list(String expected, Function<StrictReader, T> read) {
    if (!isList(expected)) {
      return List.of();
    }
    int mark = entryCount;
    for (int count = 0; entry(count); count++) {
      push(read.apply(this));
    }
    return take(mark);
  }

  /** A list of different codes. */
  public List<String> codes(CodeTable of, boolean mayBeEmpty) {
    if (!isList("a list, each entry " + of.what)) {
      return List.of();
    }
    Place start = place();
    int mark = entryCount;
    int count = 0;
    for (; entry(count); count++) {
      String code = code(of);
      if (code != null && isNew(code, mark)) {
        push(code);
      }
    }
    if (count == 0 && !mayBeEmpty) {
      error(start, "an empty list", "at least one entry, or no such field");
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

  public String code(CodeTable of) {
    if (tokens().current() != JsonToken.VALUE_STRING) {
      wrong(of.what);
      return null;
    }
    String code = tokens().code(of);
    if (code == null) {
      again();
      String text = tokens().text();
      error(Echo.quoted(text), of.expected(text));
    }
    return code;
  }

  /**
   * @param most the limit in characters
   */
  public String text(String expected, int least, int most) {
    if (tokens().current() != JsonToken.VALUE_STRING) {
      wrong(
          isNumber() && expected.startsWith("text") ? expected + " (put it in quotes)" : expected);
      return null;
    }
    String text = tokens().text();
    int length = Scalars.characters(text);
    if (length < 0) {
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

  /** Text that a report can show as it stands. */
  public String line(String expected) {
    String text = text(expected, 1, Limits.TEXT_CHARS);
    if (text != null && !text.codePoints().allMatch(Echo::isShowable)) {
      error(Echo.quoted(text), expected + ", on one line, of characters that can be seen");
      return null;
    }
    return text;
  }

  /** Text, or a number as it is written. */
  public String lineOrNumber(String expected) {
    return isNumber() ? parser().getString() : line(expected);
  }

  public LocalDate date() {
    if (tokens().current() != JsonToken.VALUE_STRING) {
      wrong("a date as YYYY-MM-DD");
      return null;
    }
    Tokens tokens = tokens();
    if (tokens.length() == 10 && tokens.at(4) == '-' && tokens.at(7) == '-') {
      int year = Scalars.digits(tokens, 0, 4);
      int month = Scalars.digits(tokens, 5, 2);
      int day = Scalars.digits(tokens, 8, 2);
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
                ? tokens.text().substring(0, 7)
                    + " has "
                    + YearMonth.of(year, month).lengthOfMonth()
                    + " days"
                : "months go from 01 to 12";
        error(Echo.quoted(tokens().text()), "a day that exists; " + days);
        return null;
      }
    }
    again();
    error(Echo.quoted(tokens().text()), "a date as YYYY-MM-DD");
    return null;
  }

  public Boolean truth() {
    JsonToken token = tokens().current();
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
  public Integer whole(int least) {
    return whole(least, Integer.MAX_VALUE);
  }

  /** A whole number, however it is written, from the least to the most. */
  public Integer whole(int least, int most) {
    if (!isNumber()) {
      wrong(expectedWhole(least, most));
      return null;
    }
    Tokens tokens = tokens();
    int length = tokens.length();
    int simple =
        length <= 9 && (length == 1 || tokens.at(0) != '0')
            ? Scalars.digits(tokens, 0, length)
            : -1;
    if (simple >= Math.max(0, least) && simple <= most) { // a sign is no digit
      return simple;
    }
    String expected = expectedWhole(least, most);
    BigDecimal number = decimal(expected);
    if (number == null) {
      return null;
    }
    if (number.compareTo(BigDecimal.valueOf(least)) < 0 || Scalars.isFraction(number)) {
      error(found(), expected);
      return null;
    }
    if (number.compareTo(BigDecimal.valueOf(most)) > 0) {
      error(found(), "a whole number from " + least + " to " + most);
      return null;
    }
    return number.intValueExact();
  }

  /** A whole number in digits, 0 or more, as large as a file may be. */
  public long count() {
    String digits = isNumber() ? tokens().text() : "";
    if (digits.matches("0|[1-9][0-9]{0,17}")) {
      return Long.parseLong(digits);
    }
    wrong(expectedWhole(0, Integer.MAX_VALUE));
    return 0;
  }

  private static String expectedWhole(int least, int most) {
    return most == Integer.MAX_VALUE
        ? "a whole number, " + least + " or more"
        : "a whole number from " + least + " to " + most;
  }

  /** A number above 0, at most 10, in steps of 0.01; in hundredths. */
  public int depthHundredths() {
    String expected = "a depth in millimetres above 0, at most 10, in steps of 0.01";
    if (!isNumber()) {
      wrong(expected);
      return 0;
    }
    int simple = Scalars.simpleHundredths(tokens());
    if (simple > 0) {
      return simple;
    }
    BigDecimal number = decimal(expected);
    if (number == null) {
      return 0;
    }
    if (number.signum() <= 0
        || number.compareTo(BigDecimal.TEN) > 0
        || Scalars.isFraction(number.scaleByPowerOfTen(2))) {
      error(found(), expected);
      return 0;
    }
    return number.scaleByPowerOfTen(2).intValueExact();
  }

  /** The number as it is written. */
  private BigDecimal decimal(String expected) {
    String text = tokens().text();
    if (text.length() > Limits.NUMBER_CHARS) {
      error(
          "a number of " + text.length() + " characters",
          expected + ", in at most " + Limits.NUMBER_CHARS);
      return null;
    }
    BigDecimal number = Scalars.decimal(text);
    if (number == null) {
      error(found(), expected + ", written as a decimal number");
    }
    return number;
  }

  /** Notes that the value is of a wrong kind and passes over it. */
  private void wrong(String expected) {
    again();
    boolean left = tokens().current() == JsonToken.VALUE_NULL && isOptional();
    error(found(), left ? expected + "; leave the field out where it is not known" : expected);
    skip();
  }

  private boolean isOptional() {
    TokenStreamContext context = parser().streamReadContext();
    if (!context.inObject()) {
      return false;
    }
    int index = fields[depth].names.indexOf(context.currentName());
    return (fields[depth].required & 1 << index) == 0;
  }
}
