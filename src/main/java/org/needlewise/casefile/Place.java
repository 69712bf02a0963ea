package org.needlewise.casefile;

import tools.jackson.core.TokenStreamLocation;

/** A place of a document to which an error is noted later; nothing in the first reading. */
public final class Place {
  static final Place UNKNOWN = new Place(null, "");

  final TokenStreamLocation at;
  final String pointer;

  Place(TokenStreamLocation at, String pointer) {
    this.at = at;
    this.pointer = pointer;
  }
}
