package org.needlewise.spark;

import java.net.URI;
import java.util.Iterator;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Row;
import org.needlewise.batch.CaseLines;

/** Rows of a case's bytes, the file's name and the row's number there, from 0. */
final class RowSource implements CaseSource {
  private final Iterator<Row> rows;
  private final InputFiles.Names names;

  RowSource(Iterator<Row> rows, InputFiles.Names names) {
    this.rows = rows;
    this.names = names;
  }

  @Override
  public boolean addNext(CaseLines to) {
    if (!rows.hasNext()) {
      return false;
    }
    Row row = rows.next();
    // The name is a URI.
    String source = names.of(new Path(URI.create(row.getString(1))));
    to.add(source, row.getLong(2) + 1, -1, row.isNullAt(0) ? null : row.getAs(0));
    return true;
  }

  @Override
  public void close() {}
}
