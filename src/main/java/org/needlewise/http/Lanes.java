package org.needlewise.http;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The threads that work on calls, and how many may wait for them: never without end. */
final class Lanes implements AutoCloseable {
  private static final int SHORT_WAITING = 128;
  private static final int LONG_WAITING = 16;
  private static final int STREAMS = 4;

  private final Map<Lane, ThreadPoolExecutor> executors = new EnumMap<>(Lane.class);

  Lanes() {
    int cores = Runtime.getRuntime().availableProcessors();
    executors.put(Lane.SHORT, threads(Lane.SHORT, cores, new ArrayBlockingQueue<>(SHORT_WAITING)));
    executors.put(
        Lane.LONG,
        threads(Lane.LONG, Math.max(1, cores / 2), new ArrayBlockingQueue<>(LONG_WAITING)));
    executors.put(Lane.STREAM, threads(Lane.STREAM, STREAMS, new SynchronousQueue<>()));
  }

  private static ThreadPoolExecutor threads(Lane lane, int count, BlockingQueue<Runnable> waiting) {
    return new ThreadPoolExecutor(
        count,
        count,
        1,
        TimeUnit.MINUTES,
        waiting,
        work -> {
          Thread thread = new Thread(work, "calls-" + lane);
          thread.setDaemon(true);
          return thread;
        });
  }

  /** False where too many wait already. */
  boolean submit(Lane lane, Runnable work) {
    if (lane == Lane.AT_ONCE) {
      work.run();
      return true;
    }
    try {
      executors.get(lane).execute(work);
      return true;
    } catch (RejectedExecutionException e) {
      return false;
    }
  }

  /** Calls that wait for a thread. */
  int waiting() {
    return executors.values().stream().mapToInt(each -> each.getQueue().size()).sum();
  }

  @Override
  public void close() {
    executors.values().forEach(ThreadPoolExecutor::shutdownNow);
  }
}
