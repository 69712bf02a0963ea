package org.needlewise.screening;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * Takes pieces from a source, works on several at once, and hands the results on in the order of
 * the source.
 *
 * <p>There is no thread for reading and none for writing: whichever worker needs a piece reads it,
 * and whichever finishes the next result in turn writes it and those that wait behind it. One
 * worker is thus one thread, and reading or writing becomes the bottleneck only where it is slower
 * than all workers together. What is held is bounded by the pieces that may be under way.
 *
 * @param <P> a piece
 * @param <R> what becomes of it
 */
public final class OrderedPipeline<P, R> {
  private static final int AHEAD = 4;

  /** Gives the next piece, or null at the end. Called by one thread at a time. */
  public interface Source<P> {
    P next() throws Exception;
  }

  /** Belongs to one thread. */
  public interface Worker<P, R> extends AutoCloseable {
    R work(P piece) throws Exception;

    @Override
    default void close() {}
  }

  /** Takes the results in the order of the source. Called by one thread at a time. */
  public interface Sink<R> {
    void take(R result) throws Exception;
  }

  private final Source<P> source;
  private final Supplier<? extends Worker<P, R>> workers;
  private final Sink<R> sink;
  private final int threads;
  private final Semaphore underWay;
  private final AtomicReference<Throwable> failure = new AtomicReference<>();
  private volatile boolean stopped;

  private final Object reading = new Object();
  private long read;

  private final Object writing = new Object();
  private final Object[] waiting;
  private long written;
  private boolean writes;

  /**
   * @param workers makes one for each thread, in that thread
   * @param threads at least 1
   */
  public OrderedPipeline(
      Source<P> source, Supplier<? extends Worker<P, R>> workers, Sink<R> sink, int threads) {
    this.source = source;
    this.workers = workers;
    this.sink = sink;
    this.threads = threads;
    this.underWay = new Semaphore(AHEAD * threads);
    this.waiting = new Object[AHEAD * threads];
  }

  /** No further piece is begun; those under way are finished. */
  public void stop() {
    stopped = true;
  }

  /**
   * Runs until the source is at its end, or {@link #stop} was called.
   *
   * @throws Exception what the source, a worker or the sink threw first; results before it have
   *     been handed on without a gap
   */
  public void run() throws Exception {
    List<Thread> all = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      Thread thread = new Thread(this::work, "batch-" + (i + 1));
      thread.setDaemon(true);
      all.add(thread);
      thread.start();
    }
    for (Thread thread : all) {
      thread.join();
    }
    Throwable thrown = failure.get();
    if (thrown instanceof Exception e) {
      throw e;
    }
    if (thrown instanceof Error e) {
      throw e;
    }
  }

  private void work() {
    try (Worker<P, R> worker = workers.get()) {
      while (true) {
        underWay.acquire();
        P piece;
        long number;
        synchronized (reading) {
          piece = stopped || failure.get() != null ? null : source.next();
          number = read;
          if (piece != null) {
            read++;
          }
        }
        if (piece == null) {
          // The others find the end too.
          underWay.release();
          return;
        }
        handOn(number, worker.work(piece));
      }
    } catch (Throwable e) {
      failure.compareAndSet(null, e);
      // Workers that wait for a turn that will not come.
      underWay.release(threads);
    }
  }

  private void handOn(long number, R result) throws Exception {
    R next;
    synchronized (writing) {
      waiting[slot(number)] = result;
      if (writes || number != written) {
        return;
      }
      writes = true;
      next = takeWaiting();
    }
    while (next != null) {
      sink.take(next);
      underWay.release();
      synchronized (writing) {
        written++;
        next = takeWaiting();
        if (next == null) {
          writes = false;
        }
      }
    }
  }

  @SuppressWarnings("unchecked")
  private R takeWaiting() {
    R next = (R) waiting[slot(written)];
    waiting[slot(written)] = null;
    return next;
  }

  private int slot(long number) {
    return (int) (number % waiting.length);
  }
}
