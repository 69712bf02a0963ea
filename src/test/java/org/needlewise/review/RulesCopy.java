package org.needlewise.review;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.needlewise.review.cases.Scope;
import org.needlewise.rulebase.source.RuleSource;

/** The shipped rules and their cases, copied so that a test may edit them. */
public final class RulesCopy {
  private final Path folder;

  public RulesCopy(Path folder) throws IOException {
    this.folder = folder;
    for (String name : List.of("rules-drl", "test-cases")) {
      Path from = Path.of(name);
      try (Stream<Path> files = Files.walk(from)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          Path to = folder.resolve(name).resolve(from.relativize(file).toString());
          Files.createDirectories(to.getParent());
          Files.copy(file, to);
        }
      }
    }
  }

  public Path rules() {
    return folder.resolve("rules-drl");
  }

  public Path cases() {
    return folder.resolve("test-cases");
  }

  /** The copy, and some paths of it. */
  public Scope scope(String... paths) {
    return Scope.of(
        RuleSource.of(rules()), cases(), Stream.of(paths).map(Path::of).toList(), folder);
  }

  /** Replaces a text, which must stand in the file, in all its places. */
  public void edit(String file, String old, String with) {
    Path path = folder.resolve(file);
    try {
      String text = Files.readString(path);
      if (!text.contains(old)) {
        throw new IllegalArgumentException("no " + old + " in " + text);
      }
      Files.writeString(path, text.replace(old, with));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
