package org.needlewise.spark;

import java.io.Serializable;

/**
 * A stretch of a text file: the lines that begin in it.
 *
 * @param source what errors call the file
 * @param start byte offset in the file
 * @param end byte offset after the last of the stretch
 * @param packed whether the file is compressed, and the slice all of it
 * @param lineFeeds how many there are before the byte that precedes the start
 */
record Slice(String file, String source, long start, long end, boolean packed, long lineFeeds)
    implements Serializable {

  /** From where to read: a line begins at the start where the byte before ends one. */
  long readFrom() {
    return Math.max(0, start - 1);
  }

  Slice after(long count) {
    return new Slice(file, source, start, end, packed, count);
  }
}
