package org.needlewise.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import org.needlewise.batch.BatchRun;

/** The process's own streams; unlike a PrintStream, what they cannot write is an error. */
final class BatchStreams implements BatchRun.Streams {
  @Override
  public InputStream in() {
    return Stdin.stream();
  }

  @Override
  public OutputStream out() {
    return new FileOutputStream(FileDescriptor.out);
  }

  @Override
  public OutputStream err() {
    return new FileOutputStream(FileDescriptor.err);
  }
}
