package org.needlewise.spark;

import static org.apache.spark.sql.functions.col;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;
import org.needlewise.batch.BatchException;
import org.needlewise.batch.BatchException.Reason;
import org.needlewise.batch.BatchSummary;

/**
 * Screens case files on a Spark cluster: the same rows for the same cases as a run on one machine.
 */
public final class SparkRun {
  /** The column of a Parquet input that holds the case, as JSON text. */
  private static final String CASE = "case";

  private static final String REPORT = "report";

  private static final StructType ROWS =
      new StructType()
          .add("caseId", DataTypes.StringType)
          .add("asOf", DataTypes.DateType)
          .add("verdict", DataTypes.StringType)
          .add("earliestDate", DataTypes.DateType)
          .add(REPORT, DataTypes.StringType);

  /** Columns whose values may become folders. */
  private static final List<String> PARTITIONS = List.of("verdict", "asOf");

  private final SparkOptions options;
  private final String errors;

  /**
   * @throws BatchException where what is asked for cannot be
   */
  public SparkRun(SparkOptions options) {
    this.options = options;
    String output = options.output();
    while (output.length() > 1 && output.endsWith("/")) {
      output = output.substring(0, output.length() - 1);
    }
    this.errors = output + "-errors";
    for (String column : options.partitionBy()) {
      if (!PARTITIONS.contains(column)) {
        throw new BatchException(
            Reason.USAGE,
            "--partition-by: found \"%s\", expected some of %s"
                .formatted(column, String.join(", ", PARTITIONS)));
      }
    }
  }

  /**
   * Runs to the end, on the cluster that {@code spark-submit} names.
   *
   * @throws BatchException where it cannot
   * @throws org.needlewise.rulebase.check.BadRulesException where the rules do not load
   */
  public BatchSummary run() throws IOException {
    ShippedRules rules = ShippedRules.of(options.rules(), options.asOf());
    try (SparkSession spark = SparkSession.builder().appName("needlewise").getOrCreate()) {
      long start = System.nanoTime();
      TallySum tally = new TallySum();
      // Without a name: the page of the job would show what is counted, and that names cases.
      spark.sparkContext().register(tally);
      screen(spark, rules, tally);
      return BatchSummary.of(tally.value(), (System.nanoTime() - start) / 1e9, errors);
    }
  }

  private void screen(SparkSession spark, ShippedRules rules, TallySum tally) throws IOException {
    JavaSparkContext context = new JavaSparkContext(spark.sparkContext());
    Configuration hadoop = context.hadoopConfiguration();
    InputFiles files = new InputFiles(options.input(), hadoop);
    for (String folder : List.of(options.output(), errors)) {
      refuseExisting(folder, hadoop);
      // Else it were an input, the next time, or a rule.
      refuseWithin(folder, options.input(), hadoop);
      if (options.place() != null) {
        refuseWithin(folder, options.place().toUri().toString(), hadoop);
      }
    }
    Broadcast<SerializableConfiguration> configuration =
        context.broadcast(new SerializableConfiguration(hadoop));
    ScreenTask task =
        new ScreenTask(
            context.broadcast(rules),
            configuration,
            options.asOf(),
            List.copyOf(options.fields()),
            Set.copyOf(options.with()),
            errors,
            tally);
    InputFiles.Names names = files.names();
    try {
      JavaRDD<Row> rows =
          options.inputFormat() == DataFormat.parquet
              ? parquet(spark).mapPartitions(part -> task.screen(new RowSource(part, names)))
              : TextInput.of(context, configuration, files, options.partitions())
                  .flatMap(slices -> task.screen(new SliceSource(slices, configuration)));
      write(spark.createDataFrame(rows, ROWS));
    } catch (BatchException e) {
      throw e;
    } catch (Exception e) {
      throw new BatchException(Reason.OUTPUT, "the job failed: " + cause(e));
    }
    finishErrors(hadoop);
  }

  private static void refuseExisting(String folder, Configuration hadoop) throws IOException {
    Path path = new Path(folder);
    if (path.getFileSystem(hadoop).exists(path)) {
      throw new BatchException(
          Reason.USAGE, folder + " exists already: name another folder, or take it away");
    }
  }

  private static void refuseWithin(String folder, String read, Configuration hadoop)
      throws IOException {
    Path above = qualified(read, hadoop);
    for (Path path = qualified(folder, hadoop); path != null; path = path.getParent()) {
      if (path.equals(above)) {
        throw new BatchException(
            Reason.USAGE,
            folder + " is in " + read + ", which is read: name a folder elsewhere to write");
      }
    }
  }

  private static Path qualified(String name, Configuration hadoop) throws IOException {
    Path path = new Path(name);
    return path.getFileSystem(hadoop).makeQualified(path);
  }

  private JavaRDD<Row> parquet(SparkSession spark) {
    Dataset<Row> cases = spark.read().parquet(options.input());
    if (!Arrays.asList(cases.columns()).contains(CASE)
        || !List.of(DataTypes.StringType, DataTypes.BinaryType)
            .contains(cases.schema().apply(CASE).dataType())) {
      throw new BatchException(
          Reason.INPUT,
          "%s: found the columns %s, expected a column \"%s\" of text"
              .formatted(options.input(), String.join(", ", cases.columns()), CASE));
    }
    Dataset<Row> placed =
        cases.select(
            col(CASE).cast(DataTypes.BinaryType),
            col("_metadata.file_path"),
            col("_metadata.row_index"));
    if (options.partitions() > 0) {
      placed = placed.repartition(options.partitions());
    }
    return placed.toJavaRDD();
  }

  private void write(Dataset<Row> rows) {
    String[] by = options.partitionBy().toArray(String[]::new);
    boolean text = options.outputFormat() == DataFormat.ndjson;
    if (text) {
      List<Column> columns = new ArrayList<>();
      columns.add(col(REPORT));
      options.partitionBy().forEach(column -> columns.add(col(column)));
      rows = rows.select(columns.toArray(Column[]::new));
    }
    DataFrameWriter<Row> writer = rows.write().mode(SaveMode.ErrorIfExists);
    if (by.length > 0) {
      writer = writer.partitionBy(by);
    }
    if (text) {
      writer.text(options.output());
    } else {
      writer.parquet(options.output());
    }
  }

  /** Marks the errors as whole, as Spark marks its own output. */
  private void finishErrors(Configuration hadoop) throws IOException {
    Path folder = new Path(errors);
    FileSystem system = folder.getFileSystem(hadoop);
    system.delete(new Path(folder, ErrorFile.ATTEMPTS), true);
    system.create(new Path(folder, "_SUCCESS"), true).close();
  }

  /** What went wrong first; the text of an exception alone where it cannot hold a case. */
  private static String cause(Exception e) {
    Throwable first = e;
    while (first.getCause() != null) {
      first = first.getCause();
    }
    boolean ofFiles = first instanceof IOException || first instanceof IllegalStateException;
    return first.getClass().getSimpleName() + (ofFiles ? ": " + first.getMessage() : "");
  }
}
