package org.needlewise.http;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Hands lines on to whoever writes them, without ever waiting for that: where they are not taken in
 * time, they are counted and left out.
 */
final class ServiceLog implements AutoCloseable {
  private static final int WAITING = 4096;
  private static final long CLOSE_MILLIS = 1000;

  private final BlockingQueue<String> lines = new ArrayBlockingQueue<>(WAITING);
  private final AtomicLong leftOut = new AtomicLong();
  private final Consumer<String> out;
  private final Thread writer = new Thread(this::write, "log");
  private volatile boolean closed;

  ServiceLog(Consumer<String> out) {
    this.out = out;
    writer.setDaemon(true);
    writer.start();
  }

  void line(String line) {
    if (!lines.offer(line)) {
      leftOut.incrementAndGet();
    }
  }

  private void write() {
    try {
      while (!closed || !lines.isEmpty()) {
        String line = lines.take();
        if (!line.isEmpty()) {
          out.accept(line);
        }
        long missing = lines.isEmpty() ? leftOut.getAndSet(0) : 0;
        if (missing > 0) {
          out.accept(missing + " lines were left out: nobody took them in time");
        }
      }
    } catch (InterruptedException e) {
      // Whoever closes it waits no longer.
    }
  }

  /** Writes what waits, as far as it is taken. */
  @Override
  public void close() {
    closed = true;
    lines.offer("");
    try {
      writer.join(CLOSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
