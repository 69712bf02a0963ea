package org.needlewise.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.needlewise.casefile.Echo;

/** Standard output: bytes as they are, whatever the locale. */
final class Stdout {
  private static final OutputStream OUT = new FileOutputStream(FileDescriptor.out);

  private Stdout() {}

  /** Nobody reads any more ({@code | head}): no error, there is just nothing left to do. */
  static final class ClosedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ClosedException() {
      super(null, null, false, false);
    }
  }

  /** Output that could not be written, such as on a full disk. */
  static final class FailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    FailedException(String reason) {
      super("needlewise: standard output cannot be written: " + reason, null, false, false);
    }
  }

  /** A text, or JSON, in which nothing is a terminal's to obey. */
  static void write(String text) {
    page(Echo.lines(text));
  }

  /** A page that {@link org.needlewise.report.TextPage} has set, which inks it and nothing else. */
  static void page(String text) {
    write(text.getBytes(StandardCharsets.UTF_8));
  }

  static void write(byte[] bytes) {
    try {
      OUT.write(bytes);
    } catch (IOException e) {
      String reason = String.valueOf(e.getMessage());
      if (reason.toLowerCase(Locale.ROOT).contains("pipe")) {
        throw new ClosedException();
      }
      throw new FailedException(reason);
    }
  }
}
