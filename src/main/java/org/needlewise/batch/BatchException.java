package org.needlewise.batch;

/** Why a run could not start or go on, in words for the person who started it. */
public final class BatchException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What is said where there is too little memory. */
  public static final String OUT_OF_MEMORY =
      "out of memory: give Java more, as by NEEDLEWISE_JAVA_OPTS=-Xmx2g";

  /** Whose turn it is. */
  public enum Reason {
    /** What was asked for cannot be: options that do not go together, an output that exists. */
    USAGE,
    /** An input is not there or cannot be read. */
    INPUT,
    /**
     * An output cannot be written: a full disk, a closed pipe, a folder that may not be written.
     */
    OUTPUT,
    /** There is too little memory to go on. */
    MEMORY,
    /** Stopped from outside. */
    STOPPED
  }

  private final Reason reason;

  public BatchException(Reason reason, String message) {
    super(message, null, false, false);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
