package org.needlewise.spark;

import java.io.IOException;
import java.io.ObjectOutputStream;
import org.apache.spark.util.AccumulatorV2;
import org.needlewise.batch.Tally;

/**
 * The counts of all tasks, each task's once, however often it was tried. Locked, since an executor
 * also sends them, from another thread, while the task counts.
 */
final class TallySum extends AccumulatorV2<Tally, Tally> {
  private static final long serialVersionUID = 1L;

  private Tally sum = new Tally();

  @Override
  public synchronized boolean isZero() {
    return sum.total() == 0;
  }

  @Override
  public synchronized AccumulatorV2<Tally, Tally> copy() {
    TallySum copy = new TallySum();
    copy.add(sum);
    return copy;
  }

  @Override
  public synchronized void reset() {
    sum = new Tally();
  }

  @Override
  public synchronized void add(Tally part) {
    sum.add(part);
  }

  @Override
  public synchronized void merge(AccumulatorV2<Tally, Tally> other) {
    sum.add(other.value());
  }

  @Override
  public synchronized Tally value() {
    return sum;
  }

  private synchronized void writeObject(ObjectOutputStream out) throws IOException {
    out.defaultWriteObject();
  }
}
