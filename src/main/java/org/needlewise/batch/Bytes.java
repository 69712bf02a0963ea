package org.needlewise.batch;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** Bytes that grow, read where they are. */
public final class Bytes extends ByteArrayOutputStream {
  public Bytes(int capacity) {
    super(capacity);
  }

  // As in the JDK, but each belongs to one thread and takes no lock.

  @Override
  public void write(int b) {
    room(1);
    buf[count++] = (byte) b;
  }

  @Override
  public void write(byte[] bytes, int off, int len) {
    room(len);
    System.arraycopy(bytes, off, buf, count, len);
    count += len;
  }

  private void room(int more) {
    if (buf.length - count < more) {
      buf = Arrays.copyOf(buf, Math.max(2 * buf.length, count + more));
    }
  }

  /** Holds {@link #size} bytes, and more that mean nothing. */
  byte[] array() {
    return buf;
  }

  void truncate(int length) {
    count = length;
  }
}
