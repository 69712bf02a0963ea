package org.needlewise.spark;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The errors of one partition, where there are any: written beside by each attempt, and renamed by
 * one that gets to the end. Every attempt finds the same errors, so it does not matter which.
 */
final class ErrorFile implements Closeable {
  /** The folder of what is being written. */
  static final String ATTEMPTS = "_attempts";

  private final FileSystem system;
  private final Path attempt;
  private final Path done;
  private OutputStream out;

  ErrorFile(String folder, int partition, long attempt, Configuration configuration)
      throws IOException {
    this.done = new Path(folder, "part-%05d.ndjson".formatted(partition));
    this.attempt = new Path(new Path(folder, ATTEMPTS), done.getName() + "-" + attempt);
    this.system = done.getFileSystem(configuration);
  }

  void write(String rows) throws IOException {
    if (rows.isEmpty()) {
      return;
    }
    if (out == null) {
      out = system.create(attempt, true);
    }
    out.write(rows.getBytes(StandardCharsets.UTF_8));
  }

  /** Gives the file its name. */
  void publish() throws IOException {
    if (out == null) {
      return;
    }
    close();
    system.delete(done, false);
    if (!system.rename(attempt, done) && !system.exists(done)) {
      throw new IOException(done + " cannot be written");
    }
  }

  @Override
  public void close() throws IOException {
    if (out != null) {
      out.close();
    }
  }
}
