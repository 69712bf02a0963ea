package org.needlewise.batch;

import java.io.InputStream;
import java.io.OutputStream;

/** For a run from file to file. */
public final class NoStreams implements BatchRun.Streams {
  @Override
  public InputStream in() {
    return InputStream.nullInputStream();
  }

  @Override
  public OutputStream out() {
    return OutputStream.nullOutputStream();
  }

  @Override
  public OutputStream err() {
    return OutputStream.nullOutputStream();
  }
}
