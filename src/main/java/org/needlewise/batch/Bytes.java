package org.needlewise.batch;

import java.io.ByteArrayOutputStream;

/** Bytes that grow, read where they are. */
public final class Bytes extends ByteArrayOutputStream {
  public Bytes(int capacity) {
    super(capacity);
  }

  /** Holds {@link #size} bytes, and more that mean nothing. */
  byte[] array() {
    return buf;
  }

  void truncate(int length) {
    count = length;
  }
}
