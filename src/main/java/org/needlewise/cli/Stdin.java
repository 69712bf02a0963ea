package org.needlewise.cli;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Standard input. Where the process was started without, its number is that of the first file that
 * Java opened for itself: that is neither read nor closed.
 */
final class Stdin extends FilterInputStream {
  /** What Linux says of an open file; a file that was handed to the process never has the flag. */
  private static final Path DESCRIPTOR = Path.of("/proc/self/fdinfo/0");

  private static final int CLOSED_IN_PROGRAMS = 02000000;

  private final boolean closed;

  private Stdin() {
    super(System.in);
    closed = isClosed();
  }

  static InputStream stream() {
    return new Stdin();
  }

  private static boolean isClosed() {
    try {
      if (!Files.exists(DESCRIPTOR)) {
        return Files.exists(DESCRIPTOR.getParent());
      }
      for (String line : Files.readAllLines(DESCRIPTOR)) {
        if (line.startsWith("flags:")) {
          int flags = Integer.parseInt(line.substring("flags:".length()).strip(), 8);
          return (flags & CLOSED_IN_PROGRAMS) != 0;
        }
      }
    } catch (IOException | NumberFormatException e) {
      // A system that tells otherwise, or nothing.
    }
    return false;
  }

  private void requireOpen() throws IOException {
    if (closed) {
      throw new IOException("standard input is closed");
    }
  }

  @Override
  public int available() throws IOException {
    requireOpen();
    return super.available();
  }

  @Override
  public int read() throws IOException {
    requireOpen();
    return super.read();
  }

  @Override
  public int read(byte[] to, int off, int count) throws IOException {
    requireOpen();
    return super.read(to, off, count);
  }

  /** It is the process's. */
  @Override
  public void close() {}
}
