package org.needlewise.batch;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/** Finds the records that share an id, after the run and on the disk. */
final class Duplicates {
  /** Hashes that are held in memory; where more are met twice, all ids are looked at closely. */
  private static final int HELD = 1 << 18;

  private static final int WRITE = 1 << 16;

  /**
   * @param records that share their id with another
   * @param ids that they share
   */
  record Shared(long records, long ids) {}

  private final FileChannel log;
  private final Scratch scratch;

  /** Hashes that more than one id has, in ascending order; null where they are too many. */
  private long[] suspects = new long[1 << 10];

  private int suspected;

  private Duplicates(FileChannel log, Scratch scratch) {
    this.log = log;
    this.scratch = scratch;
  }

  /**
   * Writes a row for each record that shares its id, in the order of the input.
   *
   * @param log an {@link IdLog}
   */
  static Shared find(FileChannel log, Scratch scratch, Output to) throws IOException {
    return new Duplicates(log, scratch).find(to);
  }

  private Shared find(Output to) throws IOException {
    suspect();
    if (suspects != null && suspected == 0) {
      return new Shared(0, 0);
    }
    try (DiskSort byId = new DiskSort(scratch, 3);
        DiskSort byEntry = new DiskSort(scratch, 2)) {
      IdLog.Reader entries = new IdLog.Reader(log);
      for (IdLog.Entry entry = entries.next(); entry != null; entry = entries.next()) {
        if (suspects == null || Arrays.binarySearch(suspects, 0, suspected, entry.hash()) >= 0) {
          long[] digest = digest(entry.id());
          byId.add(digest[0], digest[1], entry.number());
        }
      }
      Groups groups = new Groups(byEntry);
      byId.forEach(groups::add);
      name(byEntry, to);
      return new Shared(byEntry.rows(), groups.shared);
    }
  }

  private void suspect() throws IOException {
    try (DiskSort hashes = new DiskSort(scratch, 1)) {
      IdLog.Reader entries = new IdLog.Reader(log);
      for (IdLog.Entry entry = entries.next(); entry != null; entry = entries.next()) {
        hashes.add(entry.hash());
      }
      long[] last = {-1};
      hashes.forEach(
          row -> {
            if (row[0] == last[0]) {
              suspect(row[0]);
            }
            last[0] = row[0];
          });
    }
  }

  private void suspect(long hash) {
    if (suspects == null || suspected > 0 && suspects[suspected - 1] == hash) {
      return;
    }
    if (suspected == HELD) {
      suspects = null;
      return;
    }
    if (suspected == suspects.length) {
      suspects = Arrays.copyOf(suspects, 2 * suspected);
    }
    suspects[suspected++] = hash;
  }

  /** Numbers the entries of each id that has more than one. */
  private static final class Groups {
    private final DiskSort byEntry;
    private long shared;
    private long high = -1;
    private long low = -1;
    private long first;
    private long size;

    Groups(DiskSort byEntry) {
      this.byEntry = byEntry;
    }

    /** Two numbers of an id's digest, and the entry; those of an id follow each other. */
    void add(long[] row) throws IOException {
      if (row[0] != high || row[1] != low) {
        high = row[0];
        low = row[1];
        first = row[2];
        size = 0;
      }
      size++;
      if (size == 2) {
        shared++;
        byEntry.add(first, 1);
      }
      if (size > 1) {
        byEntry.add(row[2], size);
      }
    }
  }

  private void name(DiskSort byEntry, Output to) throws IOException {
    Bytes rows = new Bytes(2 * WRITE);
    IdLog.Reader entries = new IdLog.Reader(log);
    byEntry.forEach(
        row -> {
          IdLog.Entry entry = entries.next();
          while (entry.number() < row[0]) {
            entry = entries.next();
          }
          Json.line(
              Json.object()
                  .put("caseId", entry.id())
                  .put("source", entry.source())
                  .put("line", entry.line())
                  .put("occurrence", row[1]),
              rows);
          if (rows.size() >= WRITE) {
            to.write(rows);
            rows.reset();
          }
        });
    to.write(rows);
  }

  private static long[] digest(String id) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.UTF_8));
      java.nio.ByteBuffer numbers = java.nio.ByteBuffer.wrap(digest);
      return new long[] {numbers.getLong() >>> 1, numbers.getLong() >>> 1};
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
