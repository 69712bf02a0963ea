package org.needlewise.batch;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;

/**
 * The ids that a run met, in the order of the input, on the disk: what is needed to find those that
 * were met twice once the run is over, and to go on after an interruption.
 */
final class IdLog {
  private static final int SOURCE = 0;
  private static final int REPORTED = 1;
  private static final int BAD = 2;

  /** Another in each process: nobody can make up ids that have the same hash. */
  private static final long SEED = new SecureRandom().nextLong();

  private IdLog() {}

  /**
   * One id.
   *
   * @param number from 0, over all entries
   * @param reported whether its record has a report
   */
  record Entry(long number, String source, long line, boolean reported, String id) {
    /** Not negative; equal ids have equal ones, and nearly all others do not. */
    long hash() {
      return IdLog.hash(id);
    }
  }

  static long hash(String id) {
    long hash = SEED;
    for (int i = 0; i < id.length(); i++) {
      hash = (hash ^ id.charAt(i)) * 0x100000001B3L;
    }
    // Ids differ at their ends; spread that over all bits.
    hash = (hash ^ hash >>> 30) * 0xBF58476D1CE4E5B9L;
    hash = (hash ^ hash >>> 27) * 0x94D049BB133111EBL;
    return (hash ^ hash >>> 31) >>> 1;
  }

  /** Adds entries; each piece begins with the name of its source. */
  static final class Piece {
    final Bytes bytes = new Bytes(16 << 10);
    private String source;

    void add(RawRecord record, String id, boolean reported) {
      if (!record.source().equals(source)) {
        source = record.source();
        bytes.write(SOURCE);
        text(source);
      }
      bytes.write(reported ? REPORTED : BAD);
      number(record.line());
      text(id);
    }

    private void text(String text) {
      byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
      number(utf8.length);
      bytes.writeBytes(utf8);
    }

    private void number(long number) {
      long rest = number;
      while (rest > 0x7F) {
        bytes.write((int) (rest & 0x7F | 0x80));
        rest >>>= 7;
      }
      bytes.write((int) rest);
    }
  }

  /** Goes through the entries from the first. */
  static final class Reader {
    private final DataInputStream in;
    private String source = "";
    private long number;

    Reader(FileChannel log) throws IOException {
      in = new DataInputStream(new BufferedInputStream(Scratch.read(log, 0, log.size()), 1 << 16));
    }

    /** Null at the end. */
    Entry next() throws IOException {
      int tag = in.read();
      while (tag == SOURCE) {
        source = text(in);
        tag = in.read();
      }
      if (tag < 0) {
        return null;
      }
      long line = number(in);
      return new Entry(number++, source, line, tag == REPORTED, text(in));
    }
  }

  private static String text(DataInputStream in) throws IOException {
    byte[] utf8 = new byte[(int) number(in)];
    in.readFully(utf8);
    return new String(utf8, StandardCharsets.UTF_8);
  }

  private static long number(DataInputStream in) throws IOException {
    long number = 0;
    for (int shift = 0; ; shift += 7) {
      int next = in.read();
      if (next < 0) {
        throw new EOFException();
      }
      number |= (next & 0x7FL) << shift;
      if (next < 0x80) {
        return number;
      }
    }
  }
}
