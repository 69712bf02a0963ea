package org.needlewise.bench;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** Adds up what stretches of this thread's work cost. */
public final class Meter {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private long wall;
  private long cpu;
  private long bytes;

  public void start() {
    bytes -= THREADS.getCurrentThreadAllocatedBytes();
    wall -= System.nanoTime();
    cpu -= THREADS.getCurrentThreadCpuTime();
  }

  public void stop() {
    cpu += THREADS.getCurrentThreadCpuTime();
    wall += System.nanoTime();
    bytes += THREADS.getCurrentThreadAllocatedBytes();
  }

  /** Nanoseconds by the clock. */
  public long wall() {
    return wall;
  }

  /** Nanoseconds of this thread on a processor. */
  public long cpu() {
    return cpu;
  }

  /** Bytes that this thread allocated. */
  public long bytes() {
    return bytes;
  }

  public void add(Meter other) {
    wall += other.wall;
    cpu += other.cpu;
    bytes += other.bytes;
  }

  public void subtract(Meter other) {
    wall -= other.wall;
    cpu -= other.cpu;
    bytes -= other.bytes;
  }

  public void clear() {
    wall = 0;
    cpu = 0;
    bytes = 0;
  }
}
