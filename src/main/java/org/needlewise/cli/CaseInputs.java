package org.needlewise.cli;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.needlewise.casefile.CaseFile;
import org.needlewise.casefile.CaseFileReader;
import org.needlewise.casefile.CaseFiles;
import org.needlewise.casefile.InputError;
import org.needlewise.casefile.InvalidCaseException;

/** Reads the cases that a command line names: all of them, or all that is wrong with them. */
final class CaseInputs {
  /** All cases are held until the last is known to be sound. */
  private static final int MOST_CASES = 50_000;

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
    String source = name.equals("-") ? "<stdin>" : name;
    try (CaseFiles files =
        name.equals("-")
            ? CaseFiles.open(reader, System.in, source, null)
            : CaseFiles.open(reader, Path.of(name))) {
      for (CaseFiles.Entry entry = files.next(); entry != null; entry = files.next()) {
        entry.errors().forEach(error -> errors.add(error.toString()));
        if (entry.caseFile() != null) {
          add(entry.caseFile(), source);
        }
      }
    } catch (InvalidCaseException e) {
      e.errors().forEach(error -> errors.add(error.toString()));
    } catch (IOException | InvalidPathException e) {
      errors.add(source + ": cannot be read: " + e.getMessage());
    }
  }

  private void add(CaseFile caseFile, String source) {
    cases.add(caseFile);
    if (cases.size() > MOST_CASES) {
      String most =
          "at most " + MOST_CASES + " to screen together (needlewise batch takes any number)";
      throw new BadInputException(
          List.of(new InputError(source, 0, 0, 0, "", "too many cases", most).toString()));
    }
  }
}
