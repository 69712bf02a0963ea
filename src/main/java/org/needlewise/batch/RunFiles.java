package org.needlewise.batch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.needlewise.batch.BatchException.Reason;
import org.needlewise.casefile.Format;

/**
 * The names of all files that a run writes. They are held against each other, and against what is
 * read, before any of them is made.
 */
final class RunFiles {
  /** A file, and what it is to the run. */
  private record Named(Path path, String what) {
    @Override
    public String toString() {
      return path + " (" + what + ")";
    }
  }

  private final BatchOptions options;

  /** What is there at the end. */
  private final List<Named> results = new ArrayList<>();

  /** Files by what makes them one and the same. */
  private final Map<Object, Named> written = new LinkedHashMap<>();

  RunFiles(BatchOptions options) {
    this.options = options;
    if (options.output() != null) {
      results.add(new Named(options.output(), "the output"));
      results.add(new Named(duplicates(), "the shared ids"));
    }
    if (errors() != null) {
      results.add(new Named(errors(), "the errors"));
    }
    if (options.report() != null) {
      BatchReport.files(options.report())
          .forEach(file -> results.add(new Named(file, "of the report")));
    }
  }

  Path output() {
    return options.output();
  }

  /** Null for standard error. */
  Path errors() {
    return options.errors() != null || options.output() == null
        ? options.errors()
        : Output.beside(options.output(), "errors");
  }

  Path duplicates() {
    return Output.beside(options.output(), "duplicates");
  }

  Path journal() {
    return options.output().resolveSibling(options.output().getFileName() + ".journal");
  }

  /** What the journal is written as. */
  Path freshJournal() {
    return journal().resolveSibling(journal().getFileName() + ".new");
  }

  Path ids() {
    return Output.part(options.output().resolveSibling(options.output().getFileName() + ".ids"));
  }

  /** What an interrupted run may have left that is of no use to one that goes on. */
  List<Path> passing() {
    List<Path> passing = new ArrayList<>();
    for (Named result : results) {
      if (!result.path.equals(options.output()) && !result.path.equals(errors())) {
        passing.add(Output.part(result.path));
      }
    }
    if (options.output() != null) {
      passing.add(freshJournal());
    }
    return passing;
  }

  /** All that is taken away in the end, but for the journal. */
  List<Path> working() {
    Stream<Path> kept =
        options.output() == null
            ? Stream.of(errors()).filter(Objects::nonNull).map(Output::part)
            : Stream.of(Output.part(options.output()), Output.part(errors()), ids());
    return Stream.concat(kept, passing().stream()).toList();
  }

  /**
   * @throws BatchException where there is something by the name of a result that may not be
   *     replaced
   */
  void refuseExisting() {
    for (Named result : results) {
      Output.refuseExisting(result.path, options.force());
    }
  }

  /**
   * @throws BatchException where there is something by the name of a working file
   */
  void refuseStrangers() {
    for (Path file : working()) {
      FileOutput.refuseIfWritten(file);
      if (Output.isThere(file)) {
        throw new BatchException(
            options.resume() ? Reason.INPUT : Reason.USAGE,
            file
                + " is there already, of no run that is known: move it away, or name another"
                + " output");
      }
    }
  }

  // ---- held against each other

  /**
   * @throws BatchException where two names are of one file, or one is of what is read
   */
  void refuseCollisions(Inputs inputs) throws IOException {
    results.forEach(this::write);
    if (options.report() != null) {
      write(new Named(options.report(), "the folder of the report"));
    }
    working().forEach(file -> write(new Named(file, "a working file")));
    if (options.output() != null) {
      write(new Named(journal(), "the journal"));
    }
    for (String stream : new String[] {"stdout", "stderr"}) {
      // Where the shell has sent it to a file. Both may go to one.
      boolean used = stream.equals("stdout") ? options.output() == null : errors() == null;
      Path file = Path.of("/dev", stream);
      if (used && Files.isRegularFile(file)) {
        written.putIfAbsent(identity(file), new Named(file, "standard output or error"));
      }
    }
    if (options.onlyChangedFrom() != null) {
      read(options.onlyChangedFrom(), "the earlier run");
    }
    refuseWithin(options.rules(), "the rules", results);
    for (Path folder : inputs.folders()) {
      // Else it were an input, the next time.
      refuseWithin(
          folder,
          "the inputs",
          results.stream()
              .filter(file -> Format.ofName(file.path.toString()).isPresent())
              .toList());
    }
    if (written.values().stream().anyMatch(file -> Files.exists(file.path))) {
      for (Inputs.Walk walk = inputs.walk(); walk.hasNext(); ) {
        Path input = walk.next().path();
        if (input != null) {
          read(input, "an input");
        }
      }
    }
  }

  private void write(Named file) {
    Named there = written.putIfAbsent(place(file.path), file);
    Named same = written.putIfAbsent(identity(file.path), file);
    if (there != null || same != null && !same.equals(file)) {
      throw collision(file, there != null ? there : same);
    }
  }

  private void read(Path file, String what) {
    Named same = written.get(identity(file));
    if (same != null) {
      throw collision(same, new Named(file, what));
    }
  }

  private static BatchException collision(Named one, Named other) {
    return new BatchException(
        Reason.USAGE, "%s is %s: name another file to write".formatted(one, other));
  }

  private static void refuseWithin(Path folder, String what, List<Named> files) {
    Path real = folder == null ? null : place(folder.resolve("x")).getParent();
    for (Named file : files) {
      if (real != null && place(file.path).startsWith(real)) {
        throw new BatchException(
            Reason.USAGE,
            "%s is in %s (%s): name a file elsewhere to write".formatted(file, folder, what));
      }
    }
  }

  /** The file itself where there is one, by whatever name or link; else its place. */
  private static Object identity(Path file) {
    try {
      Object key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
      return key != null ? key : file.toRealPath();
    } catch (IOException e) {
      return place(file);
    }
  }

  /** Where a name is, through the links of the folders above it. */
  private static Path place(Path file) {
    Path absolute = file.toAbsolutePath();
    for (Path above = absolute.getParent(); above != null; above = above.getParent()) {
      try {
        return above.toRealPath().resolve(above.relativize(absolute)).normalize();
      } catch (IOException e) {
        // Not there, or not to be entered: the one above.
      }
    }
    return absolute.normalize();
  }
}
