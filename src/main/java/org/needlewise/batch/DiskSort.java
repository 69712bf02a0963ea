package org.needlewise.batch;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Sorts rows of numbers that do not fit in memory: by the first number, then the second, and so on.
 * Rows are sorted in memory some hundred thousand at a time, kept in a file, and merged.
 */
final class DiskSort implements Closeable {
  /**
   * With what sorts them, 5 MB: less than the chunks of a run, so that a sort after it adds none.
   */
  static final int NUMBERS_HELD = 1 << 18;

  /** Runs that are merged at once; more are merged in rounds. */
  static final int MERGED = 64;

  private final Scratch scratch;
  private final int width;
  private final long[] held;
  private int count;
  private long rows;

  /** Holds the runs; null where there are none. */
  private FileChannel file;

  private List<Stretch> runs = new ArrayList<>();

  /** Sorted rows, from one place in the file to another. */
  private record Stretch(long from, long to) {}

  /**
   * @param width numbers of a row, none negative
   */
  DiskSort(Scratch scratch, int width) {
    this(scratch, width, NUMBERS_HELD);
  }

  /**
   * @param numbers held in memory
   */
  DiskSort(Scratch scratch, int width, int numbers) {
    this.scratch = scratch;
    this.width = width;
    this.held = new long[numbers / width * width];
  }

  void add(long... row) throws IOException {
    System.arraycopy(row, 0, held, count, width);
    count += width;
    rows++;
    if (count == held.length) {
      spill();
    }
  }

  /** How many were added. */
  long rows() {
    return rows;
  }

  /** Takes rows in order; the array is used again for the next. */
  interface Each {
    void row(long[] row) throws IOException;
  }

  /** All rows in order. May be called once. */
  void forEach(Each each) throws IOException {
    if (runs.isEmpty()) {
      int[] order = sorted();
      long[] row = new long[width];
      for (int index : order) {
        System.arraycopy(held, index * width, row, 0, width);
        each.row(row);
      }
      return;
    }
    spill();
    while (runs.size() > MERGED) {
      List<Stretch> fewer = new ArrayList<>();
      try (FileChannel before = file) {
        file = scratch.file();
        for (int i = 0; i < runs.size(); i += MERGED) {
          List<Stretch> some = runs.subList(i, Math.min(i + MERGED, runs.size()));
          fewer.add(written(out -> merge(before, some, row -> write(row, 0, out))));
        }
      }
      runs = fewer;
    }
    merge(file, runs, each);
  }

  private int[] sorted() {
    int n = count / width;
    long max = 1;
    for (int i = 0; i < n; i++) {
      max |= held[i * width];
    }
    // The first number's leading bits, and the row's index below them: numbers sort fast.
    int shift = Long.numberOfLeadingZeros(max);
    int indexBits = 64 - Long.numberOfLeadingZeros(n);
    long mask = (1L << indexBits) - 1;
    long[] keys = new long[n];
    for (int i = 0; i < n; i++) {
      keys[i] = (held[i * width] << shift >>> 1) & ~mask | i;
    }
    Arrays.sort(keys);
    int[] order = new int[n];
    for (int i = 0; i < n; i++) {
      order[i] = (int) (keys[i] & mask);
    }
    // Where the leading bits are equal, the rest decides.
    for (int from = 0; from < n; ) {
      int to = from + 1;
      while (to < n && (keys[to] & ~mask) == (keys[from] & ~mask)) {
        to++;
      }
      if (to - from > 1) {
        sort(order, from, to);
      }
      from = to;
    }
    return order;
  }

  private void sort(int[] order, int from, int to) {
    Integer[] some = new Integer[to - from];
    for (int i = 0; i < some.length; i++) {
      some[i] = order[from + i];
    }
    Arrays.sort(some, (a, b) -> compare(a, b));
    for (int i = 0; i < some.length; i++) {
      order[from + i] = some[i];
    }
  }

  private int compare(int a, int b) {
    return Arrays.compare(held, a * width, a * width + width, held, b * width, b * width + width);
  }

  private void spill() throws IOException {
    if (count == 0) {
      return;
    }
    if (file == null) {
      file = scratch.file();
    }
    runs.add(
        written(
            out -> {
              for (int index : sorted()) {
                write(held, index * width, out);
              }
            }));
    count = 0;
  }

  private interface Rows {
    void write(DataOutputStream out) throws IOException;
  }

  /** Adds a run to the file. */
  private Stretch written(Rows run) throws IOException {
    long from = file.position();
    DataOutputStream out = new DataOutputStream(scratch.append(file));
    run.write(out);
    out.flush();
    return new Stretch(from, file.position());
  }

  private void write(long[] numbers, int from, DataOutputStream out) throws IOException {
    for (int i = from; i < from + width; i++) {
      out.writeLong(numbers[i]);
    }
  }

  /** Sorted rows, and the one that it stands on. */
  private final class Run {
    private final DataInputStream in;
    private final long[] row = new long[width];
    private long left;

    Run(FileChannel file, Stretch run) {
      in =
          new DataInputStream(
              new BufferedInputStream(Scratch.read(file, run.from, run.to), 1 << 14));
      left = (run.to - run.from) / ((long) width * Long.BYTES);
    }

    boolean next() throws IOException {
      if (left == 0) {
        return false;
      }
      left--;
      for (int i = 0; i < width; i++) {
        row[i] = in.readLong();
      }
      return true;
    }
  }

  private void merge(FileChannel from, List<Stretch> some, Each each) throws IOException {
    PriorityQueue<Run> queue = new PriorityQueue<>((a, b) -> Arrays.compare(a.row, b.row));
    for (Stretch stretch : some) {
      Run run = new Run(from, stretch);
      if (run.next()) {
        queue.add(run);
      }
    }
    while (!queue.isEmpty()) {
      Run run = queue.poll();
      each.row(run.row);
      if (run.next()) {
        queue.add(run);
      }
    }
  }

  @Override
  public void close() throws IOException {
    if (file != null) {
      file.close();
    }
  }
}
