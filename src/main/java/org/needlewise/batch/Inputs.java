package org.needlewise.batch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.needlewise.batch.BatchException.Reason;
import org.needlewise.casefile.Format;

/**
 * What a command line names to be read: files, folders and standard input, one after another. Of a
 * folder it takes the files whose names end as those of case files do, the folders below it too, by
 * name at each level; hidden ones and editors' copies ({@code case.yaml~}) are passed over. Folders
 * are walked anew each time, so that their size costs nothing.
 */
public final class Inputs {
  /** The name of standard input. */
  static final String STANDARD_INPUT = "-";

  /** What errors call it. */
  static final String STANDARD_INPUT_NAME = "<stdin>";

  private static final String NOT_PLAIN = "a pipe or a device, no plain file";

  /** How the names of case files end, of which a folder's files are taken. */
  public static final String ENDINGS = ".ndjson, .jsonl, .json, .yaml or .yml";

  /**
   * One file or stream.
   *
   * @param name what errors call it: as the user gave it; below a single folder the path from there
   * @param path null for standard input
   * @param format NDJSON where the name does not tell
   */
  public record Source(String name, Path path, Format format) {}

  /**
   * What is to be read, before it is read.
   *
   * @param bytes of all files, packed as they are; -1 where a stream's length is not known
   * @param passedOver files of folders whose names are not those of case files
   * @param digest of the names, lengths and times of change
   */
  record Extent(long files, long bytes, long passedOver, String digest) {}

  private final List<String> names;
  private final InputStream standardInput;

  /** None of them needs to be there. */
  public Inputs(List<String> names, InputStream standardInput) {
    this.names = List.copyOf(names);
    this.standardInput = standardInput;
  }

  /**
   * @throws BatchException where one is not there, or standard input is named twice
   */
  static Inputs existing(List<String> names, InputStream standardInput) {
    for (String name : names) {
      String found = name.equals(STANDARD_INPUT) ? closed(standardInput) : unusable(Path.of(name));
      if (found != null) {
        throw new BatchException(
            Reason.INPUT,
            "%s: found %s, expected a file of cases, a folder of them, or - for standard input"
                .formatted(name, found));
      }
    }
    if (names.stream().filter(STANDARD_INPUT::equals).count() > 1) {
      throw new BatchException(Reason.USAGE, "standard input (-) can be read only once");
    }
    return new Inputs(names, standardInput);
  }

  /** Null where it can be read. */
  private static String unusable(Path file) {
    if (!Files.isReadable(file)) {
      return Files.exists(file) ? "a file that may not be read" : "no such file";
    }
    return Files.isDirectory(file) || Files.isRegularFile(file) ? null : NOT_PLAIN;
  }

  private static String closed(InputStream standardInput) {
    try {
      standardInput.available();
      return null;
    } catch (IOException e) {
      return "standard input closed";
    }
  }

  /** Of what is named, the folders. */
  List<Path> folders() {
    return names.stream()
        .filter(name -> !name.equals(STANDARD_INPUT))
        .map(Path::of)
        .filter(Files::isDirectory)
        .toList();
  }

  /**
   * @throws BatchException where there is no file
   */
  Extent extent() throws IOException {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
    long bytes = 0;
    Walk walk = walk();
    while (walk.hasNext()) {
      Source source = walk.next();
      String seen = source.name;
      if (source.path == null) {
        bytes = -1;
      } else if (Files.isRegularFile(source.path)) {
        long size = Files.size(source.path);
        bytes = bytes < 0 ? bytes : bytes + size;
        seen += "\n" + size + "\n" + Files.getLastModifiedTime(source.path);
      }
      digest.update((seen + "\n").getBytes(StandardCharsets.UTF_8));
    }
    walk.requireFiles();
    return new Extent(
        walk.files, bytes, walk.passedOver, HexFormat.of().formatHex(digest.digest()));
  }

  /**
   * The file as it lies there: it may be packed. Plain files alone: a pipe may never come to its
   * end, and a device has none.
   */
  public InputStream open(Source source) throws IOException {
    if (source.path == null) {
      return standardInput;
    }
    if (Files.exists(source.path) && !Files.isRegularFile(source.path)) {
      throw new IOException(NOT_PLAIN);
    }
    return Files.newInputStream(source.path);
  }

  public Walk walk() {
    return new Walk();
  }

  /**
   * Goes through the files in order. {@link #hasNext} throws a {@link BatchException} where a
   * folder may not be read; asked again, it goes on behind that folder.
   */
  public final class Walk implements Iterator<Source> {
    /** A folder that is being gone through. */
    private record Level(String prefix, Iterator<Path> entries) {}

    private final Deque<Level> levels = new ArrayDeque<>();
    private int nextName;
    private Source next;
    private long files;
    private long passedOver;
    private boolean unreadable;

    @Override
    public boolean hasNext() {
      while (next == null && (!levels.isEmpty() || nextName < names.size())) {
        if (levels.isEmpty()) {
          start(names.get(nextName++));
        } else if (levels.peek().entries.hasNext()) {
          step(levels.peek().prefix, levels.peek().entries.next());
        } else {
          levels.pop();
        }
      }
      return next != null;
    }

    @Override
    public Source next() {
      if (!hasNext()) {
        throw new java.util.NoSuchElementException();
      }
      Source source = next;
      next = null;
      files++;
      return source;
    }

    /** Files of folders, up to here, whose names are not those of case files. */
    public long passedOver() {
      return passedOver;
    }

    /**
     * To be asked at the end.
     *
     * @throws BatchException where there was no file, which is not yet said: a mistyped folder must
     *     not look like cases without findings
     */
    public void requireFiles() {
      if (files == 0 && !unreadable) {
        throw new BatchException(
            Reason.INPUT,
            "%s: found no file of cases (files with other names: %d), expected names that end in %s"
                .formatted(String.join(", ", names), passedOver, ENDINGS));
      }
    }

    private void start(String name) {
      Path path = Path.of(name);
      if (name.equals(STANDARD_INPUT)) {
        next = new Source(STANDARD_INPUT_NAME, null, Format.NDJSON);
      } else if (Files.isDirectory(path)) {
        levels.push(new Level(names.size() == 1 ? "" : withSlash(name), entries(path)));
      } else {
        next = new Source(name, path, Format.ofName(name).orElse(Format.NDJSON));
      }
    }

    private void step(String prefix, Path entry) {
      String name = entry.getFileName().toString();
      if (name.startsWith(".") || name.endsWith("~")) {
        return;
      }
      if (Files.isDirectory(entry)) {
        // A link to a folder could lead back here.
        if (!Files.isSymbolicLink(entry)) {
          levels.push(new Level(prefix + name + "/", entries(entry)));
        }
        return;
      }
      Format format = Format.ofName(name).orElse(null);
      if (format == null) {
        passedOver++;
      } else {
        next = new Source(prefix + name, entry, format);
      }
    }

    private Iterator<Path> entries(Path folder) {
      try (Stream<Path> entries = Files.list(folder)) {
        List<Path> sorted = new ArrayList<>(entries.toList());
        sorted.sort(java.util.Comparator.comparing(entry -> entry.getFileName().toString()));
        return sorted.iterator();
      } catch (IOException e) {
        unreadable = true;
        throw new BatchException(
            Reason.INPUT, folder + ": found a folder that may not be read, expected case files");
      }
    }

    private static String withSlash(String folder) {
      return folder.endsWith("/") ? folder : folder + "/";
    }
  }
}
