package org.needlewise.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.needlewise.casefile.CaseFile;
import org.needlewise.casefile.CaseFileReader;
import org.needlewise.casefile.Format;
import org.needlewise.casefile.InputError;
import org.needlewise.casefile.InvalidCaseException;
import org.needlewise.casefile.Limits;

/** Reads the cases that a command line names: all of them, or all that is wrong with them. */
final class CaseInputs {
  /** Of one file of many cases, since all are held until the last is known to be sound. */
  private static final int MOST_BYTES = 64 << 20;

  private final CaseFileReader reader;
  private final List<CaseFile> cases = new ArrayList<>();
  private final List<String> errors = new ArrayList<>();

  private CaseInputs(CaseFileReader reader) {
    this.reader = reader;
  }

  /**
   * @param names of files; {@code -} is standard input
   * @throws BadInputException with the errors of all files
   */
  static List<CaseFile> read(List<String> names, CaseFileReader reader) {
    CaseInputs inputs = new CaseInputs(reader);
    names.forEach(inputs::read);
    if (!inputs.errors.isEmpty()) {
      throw new BadInputException(inputs.errors);
    }
    return inputs.cases;
  }

  private void read(String name) {
    if (name.equals("-")) {
      try {
        read(System.in, null, "<stdin>");
      } catch (IOException e) {
        errors.add("<stdin>: cannot be read: " + e.getMessage());
      }
      return;
    }
    try {
      Path file = Path.of(name);
      if (Files.isDirectory(file)) {
        errors.add(name + ": found a folder, expected a case file");
        return;
      }
      try (InputStream in = Files.newInputStream(file)) {
        read(in, Format.ofName(name).orElse(null), name);
      }
    } catch (NoSuchFileException e) {
      errors.add(name + ": found no such file, expected a case file");
    } catch (AccessDeniedException e) {
      errors.add(name + ": cannot be read: permission denied");
    } catch (IOException | InvalidPathException e) {
      errors.add(name + ": cannot be read: " + e.getMessage());
    }
  }

  /**
   * @param stated null: told from the content
   */
  private void read(InputStream in, Format stated, String source) throws IOException {
    // One byte more than a case may have, which the reader then refuses by its own words.
    byte[] bytes = in.readNBytes(Limits.DOCUMENT_BYTES + 1);
    Format format = stated != null ? stated : Format.detect(bytes, 0, bytes.length);
    if (format != Format.NDJSON) {
      try {
        cases.add(reader.read(bytes, 0, bytes.length, format, source));
      } catch (InvalidCaseException e) {
        add(e);
      }
      return;
    }
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(bytes);
    all.writeBytes(in.readNBytes(MOST_BYTES + 1 - bytes.length));
    if (all.size() > MOST_BYTES) {
      String most = "at most " + MOST_BYTES + " bytes of cases to screen together";
      errors.add(new InputError(source, 0, 0, 0, "", "more", most).toString());
      return;
    }
    records(all.toByteArray(), source);
  }

  private void records(byte[] bytes, String source) {
    int before = cases.size() + errors.size();
    long line = 0;
    for (int from = 0; from < bytes.length; ) {
      int end = from;
      boolean blank = true;
      while (end < bytes.length && bytes[end] != '\n') {
        blank &= bytes[end] == ' ' || bytes[end] == '\t' || bytes[end] == '\r';
        end++;
      }
      line++;
      if (!blank) {
        int length = end - from - (bytes[end - 1] == '\r' ? 1 : 0);
        try {
          cases.add(reader.readRecord(bytes, from, length, source, line));
        } catch (InvalidCaseException e) {
          add(e);
        }
      }
      from = end + 1;
    }
    if (cases.size() + errors.size() == before) {
      errors.add(new InputError(source, 0, 0, 0, "", "nothing", "a case a line").toString());
    }
  }

  private void add(InvalidCaseException e) {
    e.errors().forEach(error -> errors.add(error.toString()));
  }
}
