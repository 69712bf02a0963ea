package org.needlewise.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.io.Content;

/** A body as it comes. It knows whether more has arrived; whoever reads on where none has waits. */
final class BodyStream extends InputStream {
  private final Content.Source source;
  private final AtomicLong moved;
  private final Semaphore arrived = new Semaphore(0);

  /** Null where it has to be asked for. */
  private Content.Chunk chunk;

  /**
   * @param moved counts the bytes that are read
   */
  BodyStream(Content.Source source, AtomicLong moved) {
    this.source = source;
    this.moved = moved;
  }

  /** Goes on to what has arrived and is not read yet; false where nothing has. */
  private boolean next() {
    while (true) {
      if (chunk == null) {
        chunk = source.read();
      }
      if (chunk == null) {
        return false;
      }
      if (chunk.hasRemaining() || chunk.isLast() || Content.Chunk.isFailure(chunk)) {
        return true;
      }
      chunk.release();
      chunk = null;
    }
  }

  @Override
  public int available() {
    return next() && chunk.hasRemaining() ? chunk.remaining() : 0;
  }

  @Override
  public int read(byte[] to, int off, int len) throws IOException {
    try {
      while (!next()) {
        source.demand(arrived::release);
        arrived.acquire();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    }
    if (Content.Chunk.isFailure(chunk)) {
      throw new IOException("it is cut off");
    }
    if (!chunk.hasRemaining()) {
      return -1;
    }
    int count = chunk.get(to, off, len);
    moved.addAndGet(count);
    return count;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public void close() {
    if (chunk != null) {
      chunk.release();
      chunk = null;
    }
  }
}
