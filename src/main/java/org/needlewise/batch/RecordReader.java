package org.needlewise.batch;

import java.io.Closeable;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.needlewise.batch.Inputs.Source;
import org.needlewise.casefile.CaseFiles;
import org.needlewise.casefile.Diagnostic;
import org.needlewise.casefile.Format;
import org.needlewise.casefile.Limits;
import org.needlewise.casefile.LineSplitter;
import org.needlewise.screening.OrderedPipeline;

/**
 * Cuts the inputs into chunks of records. A file that cannot be read, or not to its end, is a
 * record with a problem, and the next file follows.
 */
final class RecordReader implements OrderedPipeline.Source<Chunk>, Closeable {
  /** A multiple of what shares a session. */
  static final int RECORDS = 500;

  static final int BYTES = 1 << 20;

  private final Inputs inputs;
  private final Inputs.Walk walk;
  private final CRC32C checksum = new CRC32C();
  private long number;
  private long recordsRead;
  private long bytesRead;

  /** What will have been read at the end of the file, as long as it was when it was opened. */
  private long ends;

  private Source source;
  private InputStream in;
  private LineSplitter lines;

  private Bytes bytes;
  private List<RawRecord> records;

  RecordReader(Inputs inputs) {
    this.inputs = inputs;
    this.walk = inputs.walk();
  }

  @Override
  public Chunk next() throws IOException {
    bytes = new Bytes(RECORDS * 1200);
    records = new ArrayList<>(RECORDS);
    while (records.size() < RECORDS && bytes.size() < BYTES) {
      if (source == null && !open()) {
        break;
      }
      readOne();
    }
    if (records.isEmpty()) {
      return null;
    }
    checksum.update(bytes.array(), 0, bytes.size());
    long first = recordsRead;
    recordsRead += records.size();
    return new Chunk(number++, first, records, bytesRead, checksum.getValue());
  }

  /** False where there is no further file. */
  private boolean open() throws IOException {
    if (!walk.hasNext()) {
      return false;
    }
    source = walk.next();
    try {
      long before = bytesRead;
      in = Compression.unpack(new Counting(inputs.open(source)), source.name());
      ends = source.path() == null ? 0 : before + Files.size(source.path());
      lines = source.format() == Format.NDJSON ? new LineSplitter(in) : null;
    } catch (IOException e) {
      unreadable(e);
    }
    return true;
  }

  private void readOne() throws IOException {
    if (source == null) {
      return;
    }
    try {
      if (lines == null) {
        document();
      } else if (!lines.next()) {
        if (bytesRead < ends) {
          throw new EOFException("it has become shorter while it was read");
        }
        close();
      } else if (lines.isTooLong()) {
        add(0, lines.number(), lines.byteOffset(), CaseFiles.tooLong(source.name(), lines));
      } else {
        bytes.write(lines.buffer(), lines.offset(), lines.length());
        add(lines.length(), lines.number(), lines.byteOffset(), null);
      }
    } catch (IOException e) {
      unreadable(e);
    }
  }

  private void document() throws IOException {
    byte[] document = in.readNBytes(Limits.DOCUMENT_BYTES + 1);
    bytes.write(document, 0, document.length);
    add(document.length, 0, 0, null);
    close();
  }

  private void add(int length, long line, long byteOffset, Diagnostic problem) {
    records.add(
        RawRecord.last(source.name(), source.format(), bytes, length, line, byteOffset, problem));
  }

  private void unreadable(IOException e) throws IOException {
    long line = lines == null ? 0 : lines.number() + 1;
    long offset = lines == null ? 0 : lines.byteOffset() + lines.fullLength();
    add(0, line, offset, CaseFiles.unreadable(source.name(), line, e));
    close();
  }

  @Override
  public void close() throws IOException {
    source = null;
    lines = null;
    if (in != null) {
      InputStream open = in;
      in = null;
      open.close();
    }
  }

  /** Counts what is read of the files themselves. */
  private final class Counting extends FilterInputStream {
    Counting(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int next = in.read();
      bytesRead += next < 0 ? 0 : 1;
      return next;
    }

    @Override
    public int read(byte[] to, int off, int len) throws IOException {
      int count = in.read(to, off, len);
      bytesRead += Math.max(0, count);
      return count;
    }
  }
}
