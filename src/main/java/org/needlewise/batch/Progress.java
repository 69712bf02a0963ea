package org.needlewise.batch;

/** Is told how far a run has come; called by one thread at a time, often. */
public interface Progress {
  /** Tells nobody. */
  Progress NONE = (bytes, totalBytes, records) -> {};

  /**
   * @param bytes of the inputs read so far, as they are packed
   * @param totalBytes of all inputs; -1 where that is not known
   * @param records done so far, those of the interrupted run included
   */
  void at(long bytes, long totalBytes, long records);
}
