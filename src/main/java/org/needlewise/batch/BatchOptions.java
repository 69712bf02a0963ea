package org.needlewise.batch;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.needlewise.planning.Advisor.Topic;

/**
 * What a run is asked for.
 *
 * @param inputs files, folders and - for standard input; at least one
 * @param output a file, packed as its name's ending says; null for standard output
 * @param errors where to list the records that give no report; null: beside the output, or the
 *     error stream where that is standard output
 * @param threads at least 1
 * @param asOf the day for which all cases are screened; null: each for its own
 * @param fields of slim rows; empty for whole reports
 * @param with what is told beside whole reports
 * @param rules the folder of the rules, into which nothing is written; null where there is none
 * @param onlyChangedFrom the whole reports of an earlier run, of which only what has changed is
 *     written; or null
 * @param report folder for the page and the tables; or null
 * @param resume go on with an interrupted run
 * @param force replace what is there
 * @param checkpointSeconds how often what is done is made safe; 0: after every few hundred records
 */
public record BatchOptions(
    List<String> inputs,
    Path output,
    Path errors,
    int threads,
    LocalDate asOf,
    List<SlimField> fields,
    Set<Topic> with,
    Path rules,
    Path onlyChangedFrom,
    Path report,
    boolean resume,
    boolean force,
    double checkpointSeconds) {}
