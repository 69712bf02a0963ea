package org.needlewise.cli;

import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.needlewise.batch.Progress;

/** A progress bar on standard error. */
final class Bar implements Progress, AutoCloseable {
  private static final int REFRESH_MILLIS = 500;
  private static final int MEGABYTE = 1 << 20;

  private final boolean shown;
  private ProgressBar bar;

  Bar(boolean shown) {
    this.shown = shown;
  }

  @Override
  public void at(long bytes, long totalBytes, long records) {
    if (!shown) {
      return;
    }
    if (bar == null) {
      bar =
          new ProgressBarBuilder()
              .setTaskName("screening")
              .setStyle(ProgressBarStyle.ASCII)
              .setUnit(" MB", MEGABYTE)
              .setInitialMax(totalBytes)
              .setUpdateIntervalMillis(REFRESH_MILLIS)
              .showSpeed()
              .build();
    }
    bar.stepTo(bytes);
    bar.setExtraMessage(" " + records + " records");
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
