package org.needlewise.casefile;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** A document's tokens one by one, and what the one that it stands on holds. */
interface Tokens {
  /** Goes on to the next token; null at the document's end. */
  JsonToken next();

  JsonToken current();

  /**
   * Goes on to the object's next name, or its end.
   *
   * @param seen a bit for each field that the object has had
   * @return the index of the field, or what {@link tools.jackson.core.sym.PropertyNameMatcher} says
   *     where there is none
   */
  int nextName(Fields of, int seen);

  /** The text or number as it is written. */
  String text();

  /** How many characters the text or number has; of one that is not ASCII it may be more. */
  int length();

  /** A character of the text or number; of one that is not ASCII it may be none of its own. */
  char at(int index);

  /** The code that the text is, always the same (interned) String; null where it is none. */
  String code(CodeTable of);

  /** As Jackson reads them. */
  record OfParser(JsonParser parser) implements Tokens {
    @Override
    public JsonToken next() {
      return parser.nextToken();
    }

    @Override
    public JsonToken current() {
      return parser.currentToken();
    }

    @Override
    public int nextName(Fields of, int seen) {
      return parser.nextNameMatch(of.matcher);
    }

    @Override
    public String text() {
      return parser.getString();
    }

    @Override
    public int length() {
      return parser.getStringLength();
    }

    @Override
    public char at(int index) {
      return parser.getStringCharacters()[parser.getStringOffset() + index];
    }

    @Override
    public String code(CodeTable of) {
      return of.find(parser.getString());
    }
  }
}
