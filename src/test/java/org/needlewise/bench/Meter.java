package org.needlewise.bench;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What a stretch of this thread's work cost; a benchmark reports it beside its own time. */
@State(Scope.Thread)
@AuxCounters(AuxCounters.Type.EVENTS)
public class Meter {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** Nanoseconds by the clock. */
  public long wall;

  /** Nanoseconds of this thread on a processor. */
  public long cpu;

  /** Bytes that this thread allocated. */
  public long bytes;

  /** A {@link SameRows#digest} of what the work found; 0 where nobody compares it. */
  public long found;

  public void start() {
    bytes = 0;
    wall = 0;
    cpu = 0;
    resume();
  }

  public void resume() {
    bytes -= THREADS.getCurrentThreadAllocatedBytes();
    wall -= System.nanoTime();
    cpu -= THREADS.getCurrentThreadCpuTime();
  }

  public void stop() {
    cpu += THREADS.getCurrentThreadCpuTime();
    wall += System.nanoTime();
    bytes += THREADS.getCurrentThreadAllocatedBytes();
  }
}
