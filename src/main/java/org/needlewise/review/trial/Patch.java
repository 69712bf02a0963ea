package org.needlewise.review.trial;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.eclipse.jgit.diff.DiffAlgorithm;
import org.eclipse.jgit.diff.DiffFormatter;
import org.eclipse.jgit.diff.EditList;
import org.eclipse.jgit.diff.RawText;
import org.eclipse.jgit.diff.RawTextComparator;

/** A change of a file as git takes it. */
final class Patch {
  private Patch() {}

  /**
   * @param path from where it is applied, with forward slashes
   * @param was empty: there was no such file
   * @return "" where both are the same
   */
  static String of(String path, byte[] was, byte[] is) {
    RawText before = new RawText(was);
    RawText after = new RawText(is);
    EditList edits =
        DiffAlgorithm.getAlgorithm(DiffAlgorithm.SupportedAlgorithm.HISTOGRAM)
            .diff(RawTextComparator.DEFAULT, before, after);
    if (edits.isEmpty()) {
      return "";
    }
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    try (DiffFormatter formatter = new DiffFormatter(text)) {
      formatter.format(edits, before, after);
      formatter.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // nothing is read or written but memory
    }
    return "diff --git a/%1$s b/%1$s\n".formatted(path)
        + (was.length == 0 ? "new file mode 100644\n--- /dev/null\n" : "--- a/" + path + '\n')
        + "+++ b/"
        + path
        + '\n'
        + text.toString(StandardCharsets.UTF_8);
  }
}
