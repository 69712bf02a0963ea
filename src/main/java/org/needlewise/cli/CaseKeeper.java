package org.needlewise.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Keeps a case in a file while it is being asked for, each time whole. It replaces only what it may
 * replace: the file that it was given, as long as nobody else changes it.
 */
final class CaseKeeper {
  private static final int MOST_ID_CHARS = 60;

  private Path file;
  private String written;

  /**
   * @param file where to; null to name it after the case, in the working folder
   * @param written what the file holds, and may be replaced; null where there is no such file
   */
  CaseKeeper(Path file, String written) {
    this.file = file;
    this.written = written;
  }

  /** Where the case is; null where it is nowhere yet. */
  synchronized Path file() {
    return written == null ? null : file;
  }

  /**
   * @return whether it is now in a file that was not named before
   */
  synchronized boolean keep(String id, String text) throws IOException {
    Path before = file;
    if (file == null) {
      file = free(Path.of(fileName(id)));
    } else if (!holdsWhatWasWritten()) {
      file = free(file);
    }
    Path part = file.resolveSibling(file.getFileName() + ".part");
    Files.writeString(part, text);
    Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    written = text;
    return !file.equals(before);
  }

  private boolean holdsWhatWasWritten() throws IOException {
    return Files.exists(file) ? written != null && text(file).equals(written) : written == null;
  }

  /** What a file holds; what is no UTF-8 in it does not matter here. */
  static String text(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }

  /** The file itself where there is none of its name, else patient-2.yaml and so on. */
  static Path free(Path file) {
    String name =
        file.getFileName().toString().replaceFirst("(?i)\\.(ya?ml|json|ndjson|jsonl)$", "");
    Path free = file.resolveSibling(name + ".yaml");
    for (int i = 2; Files.exists(free); i++) {
      free = file.resolveSibling(name + "-" + i + ".yaml");
    }
    return free;
  }

  private static String fileName(String id) {
    String plain = id.replaceAll("[^\\p{L}\\p{N}._-]+", "-").replaceFirst("^[.-]+", "");
    String name = plain.substring(0, Math.min(MOST_ID_CHARS, plain.length()));
    return (name.isEmpty() ? "case" : name) + ".yaml";
  }
}
