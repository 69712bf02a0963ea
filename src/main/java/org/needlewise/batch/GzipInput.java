package org.needlewise.batch;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/**
 * What gzip has packed, in one member or several. The JDK's reader takes whatever it cannot read
 * behind a member for the end; here only the end is the end (and zeros before it, as a tape has
 * them), all else an error.
 */
final class GzipInput extends InflaterInputStream {
  private static final int MAGIC = 0x8B1F;
  private static final int HEADER_CHECKED = 2;
  private static final int EXTRA = 4;
  private static final int NAME = 8;
  private static final int COMMENT = 16;
  private static final int UNKNOWN = 0xE0;

  private final CRC32 content = new CRC32();
  private final CRC32 header = new CRC32();

  /** Where in the buffer the bytes go on that the inflater has not taken. */
  private int next;

  private boolean ended;

  GzipInput(InputStream in, int buffer) throws IOException {
    super(in, new Inflater(true), buffer);
    member(required());
  }

  @Override
  public int read(byte[] to, int off, int count) throws IOException {
    while (!ended) {
      int read = super.read(to, off, count);
      if (read >= 0) {
        content.update(to, off, read);
        return read;
      }
      endOfMember();
    }
    return -1;
  }

  private void endOfMember() throws IOException {
    next = len - inf.getRemaining();
    long crc = number(4);
    long size = number(4);
    if (crc != content.getValue() || size != (inf.getBytesWritten() & 0xFFFFFFFFL)) {
      throw new ZipException("what is packed with gzip is damaged: its checksum is another");
    }
    int first = one();
    if (first > 0) {
      member(first);
      return;
    }
    while (first == 0) {
      first = one();
    }
    if (first > 0) {
      throw noMember();
    }
    ended = true;
  }

  /** Reads a member's header; what is packed begins behind it. */
  private void member(int first) throws IOException {
    header.reset();
    header.update(first);
    if ((first | required() << Byte.SIZE) != MAGIC || required() != 8) {
      throw noMember();
    }
    int flags = required();
    // Time, level, system.
    passOver(6);
    if ((flags & UNKNOWN) != 0) {
      throw noMember();
    }
    if ((flags & EXTRA) != 0) {
      passOver((int) number(2));
    }
    for (int text : new int[] {NAME, COMMENT}) {
      boolean ends = (flags & text) == 0;
      while (!ends) {
        ends = required() == 0;
      }
    }
    long crc = header.getValue() & 0xFFFF;
    if ((flags & HEADER_CHECKED) != 0 && number(2) != crc) {
      throw noMember();
    }
    inf.reset();
    inf.setInput(buf, next, len - next);
    content.reset();
  }

  private static ZipException noMember() {
    return new ZipException("what follows there is not packed with gzip");
  }

  private void passOver(int bytes) throws IOException {
    for (int i = 0; i < bytes; i++) {
      required();
    }
  }

  @Override
  protected void fill() throws IOException {
    try {
      super.fill();
    } catch (EOFException e) {
      throw cutOff();
    }
  }

  private static EOFException cutOff() {
    return new EOFException("it is cut off");
  }

  private long number(int bytes) throws IOException {
    long number = 0;
    for (int i = 0; i < bytes; i++) {
      number |= (long) required() << i * Byte.SIZE;
    }
    return number;
  }

  private int required() throws IOException {
    int one = one();
    if (one < 0) {
      throw cutOff();
    }
    header.update(one);
    return one;
  }

  /** A byte as it lies there; negative at the end. */
  private int one() throws IOException {
    if (next >= len) {
      len = in.read(buf, 0, buf.length);
      next = 0;
      if (len <= 0) {
        len = 0;
        return -1;
      }
    }
    return buf[next++] & 0xFF;
  }

  @Override
  public void close() throws IOException {
    // Of an inflater that was handed in, the stream does not take care.
    inf.end();
    super.close();
  }
}
