package org.needlewise.spark;

import java.io.Closeable;
import java.io.IOException;
import org.needlewise.batch.CaseLines;

/** The records of a task, one after another. */
interface CaseSource extends Closeable {
  /** Adds the next; false where there is none. */
  boolean addNext(CaseLines to) throws IOException;
}
