package org.needlewise.generate;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.needlewise.batch.BatchException;
import org.needlewise.batch.Bytes;
import org.needlewise.batch.Compression;
import org.needlewise.batch.Output;
import org.needlewise.casefile.CaseFileWriter;
import org.needlewise.screening.OrderedPipeline;

/**
 * A file of made-up cases, one a line, with broken lines at seeded places.
 *
 * @param seed the same seed gives the same bytes, whatever the number of threads
 * @param count lines in all
 * @param broken how many of these are broken: one in each of so many equal stretches of the file
 */
public record Generation(long seed, long count, long broken, LocalDate asOf) {
  private static final int LINES = 1000;
  private static final long BROKEN_SALT = 0x5DEECE66DL;

  /** A stretch of the file: from its first line, so many. */
  private record Stretch(long first, int lines) {}

  /**
   * @param broken rows of the listing, each with the line's place in the stretch
   */
  private record Made(Bytes packed, int length, List<BrokenAt> broken) {}

  private record BrokenAt(long line, int offset, String kind, String pointer) {}

  public Generation {
    if (count < 0 || broken < 0 || broken > count) {
      throw new BatchException(
          BatchException.Reason.USAGE,
          "--broken %d of --count %d: neither can be below nought, nor more broken than there are"
              .formatted(broken, count));
    }
  }

  /** Whether a line, counted from 0, is a broken one. */
  boolean isBroken(long index) {
    if (broken == 0) {
      return false;
    }
    long stretch = count / broken;
    long number = index / stretch;
    return number < broken
        && index
            == number * stretch
                + CaseGenerator.random(seed ^ BROKEN_SALT, number).nextLong(stretch);
  }

  /**
   * Writes a file, packed as its name's ending says, and, where lines are broken, their listing
   * beside it ({@code cases.broken.ndjson}). Both have their names only once they are whole.
   *
   * @param force whether existing files may be replaced
   * @throws BatchException where a file exists already or cannot be written
   */
  public void writeFile(Path file, boolean force, int threads) throws Exception {
    Path listing = Output.beside(file, "broken");
    Output.refuseExisting(file, force);
    Output.refuseExisting(listing, force);
    Output out = Output.file(file, force);
    Output list = broken == 0 ? null : Output.file(listing, force);
    try {
      write(out, Compression.ofName(file.toString()), list, threads);
      if (list != null) {
        list.publish();
      }
      out.publish();
    } finally {
      out.close();
      if (list != null) {
        list.close();
      }
    }
  }

  /**
   * Writes the cases to one stream and the listing of the broken lines to another.
   *
   * @throws BatchException where a stream cannot be written
   */
  public void writeStream(OutputStream out, OutputStream listing, int threads) throws Exception {
    Output to = Output.stream("standard output", out);
    Output list = Output.stream("the list of broken lines", listing);
    write(to, Compression.NONE, list, threads);
    list.publish();
    to.publish();
  }

  /**
   * A row for each broken line: its number, its byte offset in the unpacked file, what was done to
   * it, and the pointer where the first error must be found.
   */
  private void write(Output out, Compression compression, Output listing, int threads)
      throws Exception {
    long[] next = {0};
    long[] offset = {0};
    CaseGenerator generator = new CaseGenerator(seed, asOf);
    new OrderedPipeline<Stretch, Made>(
            () -> {
              if (next[0] == count) {
                return null;
              }
              Stretch stretch = new Stretch(next[0], (int) Math.min(LINES, count - next[0]));
              next[0] += stretch.lines;
              return stretch;
            },
            () -> stretch -> made(generator, stretch, compression),
            made -> {
              out.write(made.packed);
              if (!made.broken.isEmpty()) {
                listing.write(rows(made.broken, offset[0]));
              }
              offset[0] += made.length;
            },
            threads)
        .run();
    if (count == 0 && compression != Compression.NONE) {
      out.write(compression.pack(new Bytes(0)));
    }
  }

  private static Bytes rows(List<BrokenAt> broken, long offset) {
    Bytes rows = new Bytes(100 * broken.size());
    for (BrokenAt at : broken) {
      rows.writeBytes(
          "{\"line\":%d,\"byteOffset\":%d,\"kind\":\"%s\",\"pointer\":\"%s\"}\n"
              .formatted(at.line, offset + at.offset, at.kind, at.pointer)
              .getBytes(StandardCharsets.UTF_8));
    }
    return rows;
  }

  private Made made(CaseGenerator generator, Stretch stretch, Compression compression) {
    Bytes lines = new Bytes(stretch.lines * 1100);
    List<BrokenAt> brokenAt = new ArrayList<>();
    for (long i = stretch.first; i < stretch.first + stretch.lines; i++) {
      if (isBroken(i)) {
        BrokenLines.Broken line =
            BrokenLines.of(
                CaseFileWriter.json(generator.caseAt(i)),
                CaseGenerator.random(seed ^ ~BROKEN_SALT, i));
        brokenAt.add(new BrokenAt(i + 1, lines.size(), line.kind(), line.pointer()));
        lines.writeBytes(line.line().getBytes(StandardCharsets.ISO_8859_1));
        lines.write('\n');
      } else {
        CaseFileWriter.writeLine(generator.caseAt(i), lines);
      }
    }
    return new Made(compression.pack(lines), lines.size(), brokenAt);
  }
}
