package org.needlewise.cli;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * Standard input. Where the process was started without, its number is that of the first file that
 * Java opened for itself, its own library: that is neither read nor closed.
 */
final class Stdin extends FilterInputStream {
  private static final Path OPEN = Path.of("/proc/self/fd/0");
  private static final Path HOW = Path.of("/proc/self/fdinfo/0");
  private static final Pattern TO_BE_WRITTEN = Pattern.compile("flags:\\s*[0-7]*1\\b");

  private final boolean closed;

  private Stdin() {
    super(System.in);
    closed = isClosed();
  }

  static InputStream stream() {
    return new Stdin();
  }

  private static boolean isClosed() {
    if (!Files.isDirectory(OPEN.getParent())) {
      return false;
    }
    try {
      Path java = Path.of(System.getProperty("java.home")).toRealPath();
      return Files.readSymbolicLink(OPEN).startsWith(java)
          || TO_BE_WRITTEN.matcher(Files.readString(HOW)).find();
    } catch (NoSuchFileException e) {
      return true;
    } catch (IOException e) {
      return false;
    }
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
