package org.needlewise.spark;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.needlewise.batch.CaseLines;
import org.needlewise.batch.Compression;
import org.needlewise.casefile.LineSplitter;

/** The lines of slices. */
final class SliceSource implements CaseSource {
  private final Iterator<Slice> slices;
  private final Broadcast<SerializableConfiguration> configuration;
  private Slice slice;
  private LineSplitter lines;

  SliceSource(List<Slice> slices, Broadcast<SerializableConfiguration> configuration) {
    this.slices = slices.iterator();
    this.configuration = configuration;
  }

  @Override
  public boolean addNext(CaseLines to) throws IOException {
    while (lines != null || slices.hasNext()) {
      try {
        if (lines == null) {
          open(slices.next());
        }
        if (next()) {
          to.addLine(slice.source(), line(), byteOffset(), lines);
          return true;
        }
        close();
      } catch (IOException e) {
        // Of the packed content: to read again would not help.
        long line = lines == null ? 0 : line() + 1;
        long offset = lines == null ? 0 : byteOffset() + lines.fullLength();
        to.addUnreadable(slice.source(), line, offset, e);
        close();
        return true;
      }
    }
    return false;
  }

  private void open(Slice next) throws IOException {
    slice = next;
    InputStream raw = new Raw(TextInput.open(slice, configuration));
    lines = new LineSplitter(slice.packed() ? Compression.unpack(raw, slice.source()) : raw);
  }

  private boolean next() throws IOException {
    boolean some = lines.next();
    if (some && slice.start() > 0 && lines.number() == 1) {
      // The end of a line that began in the slice before.
      some = lines.next();
    }
    return some && (slice.packed() || byteOffset() < slice.end());
  }

  private long line() {
    return slice.lineFeeds() + lines.number();
  }

  private long byteOffset() {
    return slice.readFrom() + lines.byteOffset();
  }

  @Override
  public void close() throws IOException {
    if (lines != null) {
      LineSplitter open = lines;
      lines = null;
      open.close();
    }
  }

  /** Tells a failing disk or network, after which the task is tried again, from broken content. */
  private static final class Raw extends FilterInputStream {
    Raw(InputStream in) {
      super(in);
    }

    @Override
    public int read() {
      try {
        return in.read();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public int read(byte[] to, int off, int len) {
      try {
        return in.read(to, off, len);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
