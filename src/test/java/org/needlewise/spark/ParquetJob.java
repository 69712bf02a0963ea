package org.needlewise.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_json;

import java.io.IOException;
import org.apache.spark.sql.SparkSession;
import org.needlewise.cli.SparkScreen;

/**
 * Lines of cases to Parquet, that through the program to Parquet, and that to lines: all within one
 * process.
 */
public final class ParquetJob {
  private ParquetJob() {}

  /**
   * @param args a text file, the Parquet to make of it, where to write the reports, where to write
   *     them as text, where to write the other columns as text; then options of the program
   */
  public static void main(String[] args) throws IOException {
    try (SparkSession spark = SparkSession.builder().getOrCreate()) {
      spark
          .read()
          .option("lineSep", "\n")
          .text(args[0])
          .repartition(3)
          .select(col("value").as("case"))
          .write()
          .parquet(args[1]);
    }
    String[] program = new String[args.length - 1];
    program[0] = args[1];
    program[1] = args[2];
    program[2] = "--from=parquet";
    program[3] = "--format=parquet";
    System.arraycopy(args, 5, program, 4, args.length - 5);
    SparkScreen.main(program);
    try (SparkSession spark = SparkSession.builder().getOrCreate()) {
      var reports = spark.read().parquet(args[2]);
      reports.select("report").write().text(args[3]);
      reports
          .select(
              to_json(
                  struct(
                      col("caseId"),
                      col("asOf").cast("string").as("asOf"),
                      col("verdict"),
                      col("earliestDate"))))
          .write()
          .text(args[4]);
    }
  }
}
