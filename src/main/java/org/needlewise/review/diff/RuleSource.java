package org.needlewise.review.diff;

import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.needlewise.casefile.Diagnostic;
import org.needlewise.casefile.InvalidInputException;

/** A rules folder that a command line names: a folder, or one of a git revision. */
public final class RuleSource implements Closeable {
  private static final int MOST_BYTES = 256 << 20;

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
    Git git = new Git(from);
    if (git.run("rev-parse", "--is-inside-work-tree").code != 0) {
      throw unknown(name, "found no such folder, and " + from + " is in no git working tree");
    }
    if (git.run("rev-parse", "--verify", "--quiet", revision + "^{commit}").code != 0) {
      throw unknown(name, "found no such folder, and git knows no revision " + revision);
    }
    String path =
        colon < 0 ? git.run("rev-parse", "--show-prefix").text() : name.substring(colon + 1);
    String tree = revision + ":" + path.replaceAll("/+$", "");
    // Within a folder git would pack that folder alone.
    Git root = new Git(Path.of(git.run("rev-parse", "--show-toplevel").text()));
    Git.Answer archive = root.run("archive", "--format=zip", tree);
    if (archive.code != 0) {
      throw unknown(
          name, "the revision " + revision + " holds no folder " + (path.isEmpty() ? "." : path));
    }
    try {
      Path temporary = Files.createTempDirectory("rules");
      RuleSource source = new RuleSource(temporary, temporary);
      try {
        unpack(archive.out, temporary);
      } catch (IOException e) {
        source.close();
        throw e;
      }
      return source;
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

  private static void unpack(byte[] zip, Path into) throws IOException {
    long left = MOST_BYTES;
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        Path file = into.resolve(entry.getName()).normalize();
        if (!file.startsWith(into)) {
          throw new IOException("a name that leads out of the folder");
        }
        if (entry.isDirectory()) {
          Files.createDirectories(file);
          continue;
        }
        Files.createDirectories(file.getParent());
        byte[] bytes = in.readNBytes((int) Math.min(left, Integer.MAX_VALUE - 8));
        left -= bytes.length;
        if (left <= 0) {
          throw new IOException("more than a rules folder holds");
        }
        Files.write(file, bytes);
      }
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

  /** The git that the machine has. */
  public static final class Git {
    private final Path folder;

    public Git(Path folder) {
      this.folder = folder;
    }

    /** What git said on standard output, and whether it did what it was asked. */
    public static final class Answer {
      private final int code;
      private final byte[] out;

      Answer(int code, byte[] out) {
        this.code = code;
        this.out = out;
      }

      /** 0 where it did. */
      public int code() {
        return code;
      }

      public String text() {
        return new String(out, StandardCharsets.UTF_8).strip();
      }
    }

    /**
     * @throws InvalidInputException where there is no git
     */
    public Answer run(String... arguments) {
      List<String> command = new ArrayList<>(List.of("git", "-C", folder.toString()));
      command.addAll(List.of(arguments));
      ProcessBuilder builder = new ProcessBuilder(command);
      builder.redirectError(ProcessBuilder.Redirect.DISCARD);
      builder.redirectInput(ProcessBuilder.Redirect.PIPE);
      builder.environment().put("GIT_OPTIONAL_LOCKS", "0");
      try {
        Process process = builder.start();
        process.getOutputStream().close();
        byte[] out;
        try (InputStream in = process.getInputStream()) {
          out = in.readNBytes(MOST_BYTES);
        }
        return new Answer(process.waitFor(), out);
      } catch (IOException e) {
        throw unknown("git", "cannot be run: is it installed and on the PATH?");
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw unknown("git", "interrupted while it was asked");
      }
    }
  }
}
