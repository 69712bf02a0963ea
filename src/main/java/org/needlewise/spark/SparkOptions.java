package org.needlewise.spark;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.needlewise.batch.SlimField;
import org.needlewise.planning.Advisor.Topic;
import org.needlewise.rulebase.source.RuleSource;

/**
 * What a job is asked for.
 *
 * @param input a file or a folder, of any file system that the cluster knows
 * @param output a folder that is not there yet; what gives no report is listed in {@code
 *     output-errors}
 * @param partitions into how many to cut the input; 0: as many as suit the cluster
 * @param partitionBy columns whose values become folders: verdict, asOf; may be empty
 * @param asOf the day for which all cases are screened; null: each for its own
 * @param fields of slim rows; empty for whole reports
 * @param with what is told beside whole reports
 * @param rules what the driver can read, one or a set for each day; empty for the rules shipped
 * @param place where they are read from, into which nothing is written; null where there is none
 */
public record SparkOptions(
    String input,
    DataFormat inputFormat,
    String output,
    DataFormat outputFormat,
    int partitions,
    List<String> partitionBy,
    LocalDate asOf,
    List<SlimField> fields,
    Set<Topic> with,
    List<RuleSource> rules,
    Path place) {}
