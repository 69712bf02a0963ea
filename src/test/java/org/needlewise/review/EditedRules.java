package org.needlewise.review;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.needlewise.rulebase.check.OpenRules;

/** A copy of the shipped rules, to be edited. */
public final class EditedRules {
  private static final Path SHIPPED = Path.of("rules-drl");

  private final Path folder;

  public EditedRules(Path folder) {
    this.folder = folder;
    try (Stream<Path> files = Files.walk(SHIPPED)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Path copy = folder.resolve(SHIPPED.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(copy);
        } else {
          Files.copy(file, copy);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Path folder() {
    return folder;
  }

  /** What is replaced must be there. */
  public EditedRules edit(String file, String from, String to) throws IOException {
    String text = Files.readString(folder.resolve(file));
    assertTrue(text.contains(from), file + " holds " + from);
    Files.writeString(folder.resolve(file), text.replace(from, to));
    return this;
  }

  /** Another rule, made of one that is there. */
  public EditedRules copy(String file, String to) throws IOException {
    String text = Files.readString(folder.resolve(file));
    String slug = to.substring(to.indexOf('/') + 1, to.length() - ".drl".length());
    String old = file.substring(file.indexOf('/') + 1, file.length() - ".drl".length());
    text =
        text.replaceFirst("\nrule \"", "\nrule \"Another ")
            .replace("-" + old + "\")", "-" + slug + "\")")
            .replaceFirst("(\npackage [a-z_]+)\\.[a-z_]+", "$1." + slug.replace('-', '_'))
            .replaceFirst("@title\\(\"", "@title(\"Another ");
    Files.writeString(folder.resolve(to), text);
    return this;
  }

  public OpenRules read() {
    return OpenRules.read(folder);
  }
}
