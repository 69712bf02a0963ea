package org.needlewise.report;

import java.util.List;

/**
 * A text in pieces: what a rule's card says in every case, encoded once, and between that what a
 * case has of its own. A report's JSON is written from the pieces; a page reads the text.
 */
public final class Phrase {
  /** A piece that is the same in every case. */
  public static final class Constant {
    private final String text;
    private final byte[] json;

    public Constant(String text) {
      this.text = text;
      JsonBytes bytes = new JsonBytes(text.length());
      bytes.text(text);
      this.json = bytes.toByteArray();
    }

    @Override
    public String toString() {
      return text;
    }
  }

  private static final Phrase NONE = new Phrase(List.of());

  private final Object[] pieces;

  /**
   * @param pieces none of them empty
   */
  private Phrase(List<?> pieces) {
    this.pieces = pieces.toArray();
  }

  public static Phrase of(String text) {
    return text.isEmpty() ? NONE : new Phrase(List.of(new Constant(text)));
  }

  /**
   * @param pieces {@link Constant}, Integer or String, none of them empty; copied
   */
  public static Phrase of(List<?> pieces) {
    return pieces.isEmpty() ? NONE : new Phrase(pieces);
  }

  public boolean isEmpty() {
    return pieces.length == 0;
  }

  void writeTo(JsonBytes json) {
    for (Object piece : pieces) {
      if (piece instanceof Constant constant) {
        json.write(constant.json);
      } else if (piece instanceof Integer number) {
        json.number(number);
      } else {
        json.text((String) piece);
      }
    }
  }

  /** The text. */
  @Override
  public String toString() {
    if (pieces.length == 1) {
      return pieces[0].toString();
    }
    StringBuilder text = new StringBuilder();
    for (Object piece : pieces) {
      text.append(piece);
    }
    return text.toString();
  }

  /** Whether the other is the same text, in whatever pieces. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Phrase phrase && toString().equals(phrase.toString());
  }

  @Override
  public int hashCode() {
    return toString().hashCode();
  }
}
