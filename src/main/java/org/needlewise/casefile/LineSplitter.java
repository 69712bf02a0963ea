package org.needlewise.casefile;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Splits a stream into its lines, each a stretch of one buffer: no line is copied, and what is held
 * never exceeds the longest line that is allowed. Lines end with LF or CR LF; the last one may lack
 * its end. Blank lines are counted and passed over.
 *
 * <pre>{@code
 * while (lines.next()) {
 *   use(lines.buffer(), lines.offset(), lines.length(), lines.number(), lines.byteOffset());
 * }
 * }</pre>
 *
 * Not for several threads at once: a parallel reader copies the lines of a batch and hands them on.
 */
public final class LineSplitter implements Closeable {
  private static final int FIRST_BUFFER = 1 << 16;
  private static final long LOW_BITS = 0x0101010101010101L;
  private static final long HIGH_BITS = 0x8080808080808080L;
  private static final long LINE_FEEDS = '\n' * LOW_BITS;

  private final InputStream in;
  private final int longest;
  private byte[] buffer = new byte[FIRST_BUFFER];
  private int filled;
  private boolean ended;

  /** Where in the stream the buffer begins. */
  private long bufferStart;

  /** Where in the buffer the next line begins. */
  private int nextLine;

  private int offset;
  private long length;
  private long number;
  private long byteOffset;

  /** Lines of at most {@link Limits#DOCUMENT_BYTES}. */
  public LineSplitter(InputStream in) {
    this(in, Limits.DOCUMENT_BYTES);
  }

  /**
   * @param longest bytes that a line may have, its end not counted
   */
  public LineSplitter(InputStream in, int longest) {
    this.in = in;
    this.longest = longest;
  }

  /**
   * Goes on to the next line that is not blank.
   *
   * @return false where there is none
   */
  public boolean next() throws IOException {
    while (nextLine()) {
      if (isTooLong() || !isBlank()) {
        return true;
      }
    }
    return false;
  }

  /** Holds the line until the next call of {@link #next()}. */
  public byte[] buffer() {
    return buffer;
  }

  /** Where in the buffer the line begins. */
  public int offset() {
    return offset;
  }

  /** The line's bytes without its end; 0 where it is too long. */
  public int length() {
    return isTooLong() ? 0 : (int) length;
  }

  /** True where the line has more bytes than allowed; they are gone. */
  public boolean isTooLong() {
    return length > longest;
  }

  /** The line's bytes without its end, those of a line that is too long included. */
  public long fullLength() {
    return length;
  }

  /** The line's number in the stream, from 1, blank lines counted. */
  public long number() {
    return number;
  }

  /** Where in the stream the line begins, from 0. */
  public long byteOffset() {
    return byteOffset;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private boolean nextLine() throws IOException {
    int searched = nextLine;
    while (true) {
      int end = lineFeed(buffer, searched, filled);
      if (end >= 0 || (ended && nextLine < filled)) {
        int stop = end >= 0 ? end : filled;
        line(nextLine, stop - nextLine, endsWithCr(nextLine, stop));
        nextLine = end >= 0 ? end + 1 : filled;
        return true;
      }
      if (ended) {
        return false;
      }
      // One more than the longest: its CR.
      if (filled - nextLine > longest + 1) {
        passOverLongLine();
        return true;
      }
      int held = filled - nextLine;
      makeRoom();
      searched = nextLine + held;
      fill();
    }
  }

  private boolean endsWithCr(int start, int stop) {
    return stop > start && buffer[stop - 1] == '\r';
  }

  private void line(int start, long bytes, boolean cr) {
    number++;
    offset = start;
    byteOffset = bufferStart + start;
    length = cr ? bytes - 1 : bytes;
  }

  private void passOverLongLine() throws IOException {
    long start = bufferStart + nextLine;
    long bytes = 0;
    boolean cr = false;
    int end;
    while ((end = lineFeed(buffer, nextLine, filled)) < 0 && !ended) {
      bytes += filled - nextLine;
      cr = endsWithCr(nextLine, filled);
      bufferStart += filled;
      filled = 0;
      nextLine = 0;
      fill();
    }
    int stop = end >= 0 ? end : filled;
    cr = stop > nextLine ? endsWithCr(nextLine, stop) : cr;
    line(nextLine, bytes + stop - nextLine, cr);
    byteOffset = start;
    nextLine = end >= 0 ? end + 1 : filled;
  }

  private void makeRoom() {
    if (nextLine > 0) {
      System.arraycopy(buffer, nextLine, buffer, 0, filled - nextLine);
      bufferStart += nextLine;
      filled -= nextLine;
      nextLine = 0;
    }
    if (filled == buffer.length) {
      buffer =
          Arrays.copyOf(buffer, Math.min(buffer.length * 2, Math.max(longest + 3, FIRST_BUFFER)));
    }
  }

  private void fill() throws IOException {
    int count = in.read(buffer, filled, buffer.length - filled);
    if (count < 0) {
      ended = true;
    } else {
      filled += count;
    }
  }

  private boolean isBlank() {
    int end = offset + (int) length;
    for (int i = Input.afterBom(buffer, offset, (int) length); i < end; i++) {
      if (buffer[i] != ' ' && buffer[i] != '\t' && buffer[i] != '\r') {
        return false;
      }
    }
    return true;
  }

  /** Eight bytes at a time; negative where there is none. */
  private static int lineFeed(byte[] bytes, int from, int to) {
    int i = from;
    for (; i + Long.BYTES <= to; i += Long.BYTES) {
      long other = (long) Input.LONGS.get(bytes, i) ^ LINE_FEEDS;
      long zeros = (other - LOW_BITS) & ~other & HIGH_BITS;
      if (zeros != 0) {
        return i + Long.numberOfTrailingZeros(zeros) / Byte.SIZE;
      }
    }
    for (; i < to; i++) {
      if (bytes[i] == '\n') {
        return i;
      }
    }
    return -1;
  }
}
