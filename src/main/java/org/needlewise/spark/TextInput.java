package org.needlewise.spark;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.hadoop.fs.BlockLocation;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.needlewise.batch.Compression;
import scala.Tuple2;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;
import scala.reflect.ClassTag$;

/**
 * Text files cut into stretches for tasks. Spark's own reader of text would do, but for this: an
 * error names its line and byte offset as a run on one machine does, a line may be longer than
 * memory, and what is packed is told by its content and needs no library of the system.
 */
final class TextInput {
  /** Some tens of thousands of cases: seconds of work. */
  private static final long MOST_BYTES = 64L << 20;

  private static final long LEAST_BYTES = 256L << 10;
  private static final int TASKS_A_CORE = 4;

  private final JavaSparkContext context;
  private final Broadcast<SerializableConfiguration> configuration;
  private final List<List<Slice>> parts = new ArrayList<>();
  private final List<Seq<String>> hosts = new ArrayList<>();

  private TextInput(JavaSparkContext context, Broadcast<SerializableConfiguration> configuration) {
    this.context = context;
    this.configuration = configuration;
  }

  /**
   * What each task reads.
   *
   * @param wanted number of tasks; 0: as suits
   */
  static JavaRDD<List<Slice>> of(
      JavaSparkContext context,
      Broadcast<SerializableConfiguration> configuration,
      InputFiles files,
      int wanted)
      throws IOException {
    TextInput input = new TextInput(context, configuration);
    input.cut(files, wanted);
    if (input.isFileCut()) {
      input.numberLines();
    }
    return input.rdd();
  }

  private void cut(InputFiles files, int wanted) throws IOException {
    long bytes = 0;
    for (FileStatus file : files.files()) {
      bytes += file.getLen();
    }
    long tasks = Math.max(1, wanted > 0 ? wanted : TASKS_A_CORE * context.defaultParallelism());
    long size = (bytes + tasks - 1) / tasks;
    if (wanted == 0) {
      size = Math.max(LEAST_BYTES, Math.min(MOST_BYTES, size));
    }
    List<Slice> part = new ArrayList<>();
    long room = size;
    for (FileStatus file : files.files()) {
      String source = files.names().of(file.getPath());
      // What is empty and should be packed is an error, which its task finds.
      boolean packed =
          file.getLen() == 0
              ? Compression.ofName(source) != Compression.NONE
              : isPacked(files.system(), file);
      long start = 0;
      boolean ended = file.getLen() == 0 && !packed;
      while (!ended) {
        long end = packed ? file.getLen() : Math.min(file.getLen(), start + room);
        if (part.isEmpty()) {
          hosts.add(hosts(files.system(), file, start, end));
        }
        part.add(new Slice(file.getPath().toString(), source, start, end, packed, 0));
        room -= end - start;
        start = end;
        ended = start == file.getLen();
        if (room <= 0) {
          parts.add(part);
          part = new ArrayList<>();
          room = size;
        }
      }
    }
    if (!part.isEmpty()) {
      parts.add(part);
    }
  }

  private static boolean isPacked(FileSystem system, FileStatus file) throws IOException {
    try (InputStream in = system.open(file.getPath())) {
      return Compression.of(in.readNBytes(4)) != Compression.NONE;
    }
  }

  /** Where the bytes lie, so that the task may go there. */
  private static Seq<String> hosts(FileSystem system, FileStatus file, long start, long end)
      throws IOException {
    BlockLocation[] blocks = system.getFileBlockLocations(file, start, end - start);
    List<String> hosts =
        blocks == null || blocks.length == 0 ? List.of() : Arrays.asList(blocks[0].getHosts());
    return seq(hosts.contains("localhost") ? List.of() : hosts);
  }

  private static <T> Seq<T> seq(List<T> list) {
    return CollectionConverters.asScala(list).toSeq();
  }

  private boolean isFileCut() {
    return parts.stream().flatMap(List::stream).anyMatch(slice -> slice.start() > 0);
  }

  /** Counts the lines of every slice: screening takes some hundred times as long. */
  private void numberLines() {
    Broadcast<SerializableConfiguration> conf = configuration;
    Iterator<long[]> counts = rdd().map(part -> countLineFeeds(part, conf)).collect().iterator();
    String file = "";
    long sum = 0;
    for (List<Slice> part : parts) {
      long[] count = counts.next();
      for (int i = 0; i < count.length; i++) {
        Slice slice = part.get(i);
        sum = slice.file().equals(file) ? sum : 0;
        file = slice.file();
        part.set(i, slice.after(sum));
        sum += count[i];
      }
    }
  }

  private static long[] countLineFeeds(
      List<Slice> part, Broadcast<SerializableConfiguration> configuration) throws IOException {
    long[] counts = new long[part.size()];
    byte[] buffer = new byte[1 << 16];
    for (int i = 0; i < counts.length; i++) {
      Slice slice = part.get(i);
      long left = slice.packed() ? 0 : slice.end() - 1 - slice.readFrom();
      try (FSDataInputStream in = open(slice, configuration)) {
        while (left > 0) {
          int count = in.read(buffer, 0, (int) Math.min(left, buffer.length));
          if (count < 0) {
            break;
          }
          left -= count;
          for (int j = 0; j < count; j++) {
            counts[i] += buffer[j] == '\n' ? 1 : 0;
          }
        }
      }
    }
    return counts;
  }

  /** A slice's file, at the place from where it is read. */
  static FSDataInputStream open(Slice slice, Broadcast<SerializableConfiguration> configuration)
      throws IOException {
    Path path = new Path(slice.file());
    FSDataInputStream in = path.getFileSystem(configuration.value().value()).open(path);
    in.seek(slice.readFrom());
    return in;
  }

  @SuppressWarnings("unchecked")
  private JavaRDD<List<Slice>> rdd() {
    List<Tuple2<List<Slice>, Seq<String>>> located = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      located.add(new Tuple2<>(parts.get(i), hosts.get(i)));
    }
    if (located.isEmpty()) {
      return context.emptyRDD();
    }
    return context
        .sc()
        .makeRDD(
            seq(located),
            (scala.reflect.ClassTag<List<Slice>>) (Object) ClassTag$.MODULE$.apply(List.class))
        .toJavaRDD();
  }
}
