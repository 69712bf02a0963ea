package org.needlewise.review.diff;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.needlewise.casefile.Diagnostic;
import org.needlewise.casefile.InvalidInputException;

/** A rules folder that a command line names: a folder, or one of a git revision. */
public final class RuleSource implements Closeable {
  private final Path folder;
  private final Path temporary;

  private RuleSource(Path folder, Path temporary) {
    this.folder = folder;
    this.temporary = temporary;
  }

  /**
   * Opens a folder; or, where there is none of that name, the rules of a git revision: {@code REV}
   * (the folder {@code here} as it was then) or {@code REV:path} (from the root of the repository).
   *
   * @param here a rules folder in a git working tree, or any folder in one where {@code REV:path}
   *     is meant
   * @throws InvalidInputException where the name is neither a folder nor a revision, or git cannot
   *     be asked
   */
  public static RuleSource open(String name, Path here) {
    Path folder = folder(name);
    if (folder != null) {
      return new RuleSource(folder, null);
    }
    int colon = name.indexOf(':');
    String revision = colon < 0 ? name : name.substring(0, colon);
    if (revision.isEmpty() || revision.startsWith("-")) {
      throw unknown(name, "found neither a folder nor a git revision");
    }
    Path from = Files.isDirectory(here) ? here : Path.of("").toAbsolutePath();
    try (RuleHistory history = RuleHistory.of(from)) {
      if (history == null) {
        throw unknown(name, "found no such folder, and " + from + " is in no git working tree");
      }
      if (!history.knows(revision)) {
        throw unknown(name, "found no such folder, and git knows no revision " + revision);
      }
      String path = colon < 0 ? history.below() : name.substring(colon + 1).replaceAll("/+$", "");
      Path temporary = Files.createTempDirectory("rules");
      RuleSource source = new RuleSource(temporary, temporary);
      boolean done = false;
      try {
        if (!history.unpack(revision, path, temporary)) {
          throw unknown(
              name,
              "the revision " + revision + " holds no folder " + (path.isEmpty() ? "." : path));
        }
        done = true;
        return source;
      } finally {
        if (!done) {
          source.close();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InvalidInputException unknown(String name, String what) {
    return new InvalidInputException(new Diagnostic(name, what, ""));
  }

  private static Path folder(String name) {
    try {
      Path path = Path.of(name);
      return Files.isDirectory(path) ? path : null;
    } catch (java.nio.file.InvalidPathException e) {
      return null;
    }
  }

  /** To be read until it is closed. */
  public Path folder() {
    return folder;
  }

  @Override
  public void close() throws IOException {
    if (temporary != null) {
      try (Stream<Path> all = Files.walk(temporary)) {
        for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }
}
