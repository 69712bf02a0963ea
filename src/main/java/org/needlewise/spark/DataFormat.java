package org.needlewise.spark;

/** How cases or reports lie in files. */
public enum DataFormat {
  /** One a line. */
  ndjson,
  /** One a row. */
  parquet
}
