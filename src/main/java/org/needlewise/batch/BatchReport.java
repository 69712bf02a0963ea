package org.needlewise.batch;

import java.nio.file.Path;

final class BatchReport {
  static void prepare(Path folder) {}

  static void write(BatchSummary summary, Path folder) {}
}
