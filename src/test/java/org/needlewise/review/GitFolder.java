package org.needlewise.review;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A folder that git keeps. */
public final class GitFolder {
  private final Path folder;

  public GitFolder(Path folder) {
    this.folder = folder;
    git("init", "-q");
  }

  /** Runs the machine's own git there, which must do what it is asked. */
  public void git(String... arguments) {
    List<String> command = new ArrayList<>(List.of("git", "-C", folder.toString()));
    command.addAll(
        List.of(
            "-c", "user.name=Reviewer",
            "-c", "user.email=reviewer@clinic.example",
            "-c", "commit.gpgsign=false"));
    command.addAll(List.of(arguments));
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      assertEquals(0, process.waitFor(), () -> String.join(" ", arguments));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Commits all that is there. */
  public void commit(String message) {
    git("add", "-A");
    git("commit", "-q", "-m", message);
  }
}
