package org.needlewise.cli;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.needlewise.batch.BatchException;
import org.needlewise.batch.Compression;
import org.needlewise.batch.Inputs;
import org.needlewise.casefile.CaseFile;
import org.needlewise.casefile.CaseFileReader;
import org.needlewise.casefile.CaseFiles;
import org.needlewise.casefile.Diagnostic;
import org.needlewise.casefile.Format;
import org.needlewise.casefile.InvalidInputException;

/**
 * The cases that a command line names, one after another in its order, right or wrong: those of
 * files, of folders and of standard input. What cannot be read is an entry with errors, and the
 * next is read.
 */
final class CaseInputs implements Closeable {
  private static final String EXPECTED = "a case file or a folder of them";

  /**
   * Where a case stands.
   *
   * @param source the file, as the user can find it
   * @param record the line of an NDJSON file, from 1; 0 for a single document
   */
  record Place(String source, long record) {
    @Override
    public String toString() {
      return record > 0 ? source + ":" + record : source;
    }
  }

  /**
   * A case, or why there is none.
   *
   * @param bytes how long it is
   * @param caseFile null where it has errors
   * @param errors empty where the case could be read
   */
  record Entry(Place place, long bytes, CaseFile caseFile, List<Diagnostic> errors) {}

  private final Iterator<String> names;
  private final CaseFileReader reader;

  private Inputs inputs;
  private Inputs.Walk walk;

  /** What the command line names, and which file of it is read. */
  private String name;

  private String source;
  private CaseFiles cases;
  private long passedOver;

  /**
   * @param names of files and folders; {@code -} is standard input
   */
  CaseInputs(List<String> names, CaseFileReader reader) {
    this.names = names.iterator();
    this.reader = reader;
  }

  /**
   * All cases.
   *
   * @throws InvalidInputException with the errors of all that could not be read
   */
  static List<CaseFile> read(List<String> names, CaseFileReader reader) {
    List<CaseFile> cases = new ArrayList<>();
    List<Diagnostic> errors = new ArrayList<>();
    CaseInputs inputs = new CaseInputs(names, reader);
    for (Entry entry = inputs.next(); entry != null; entry = inputs.next()) {
      errors.addAll(entry.errors());
      cases.add(entry.caseFile());
    }
    if (!errors.isEmpty()) {
      throw new InvalidInputException(errors);
    }
    return cases;
  }

  /**
   * One case.
   *
   * @param id which of them is meant; null where there is but one
   * @throws InvalidInputException where it is not there, or is not right
   */
  static CaseFile readOne(String name, String id, CaseFileReader reader) {
    List<CaseFile> meant =
        read(List.of(name), reader).stream().filter(c -> id == null || c.id().equals(id)).toList();
    if (meant.size() == 1) {
      return meant.get(0);
    }
    throw new InvalidInputException(
        meant.isEmpty() && id != null
            ? new Diagnostic(name, "no case '" + id + "'", "one of its cases")
            : new Diagnostic(name, meant.size() + " cases", "one, named by --case"));
  }

  /** Null at the end. */
  Entry next() {
    while (true) {
      try {
        if (cases != null) {
          CaseFiles.Entry entry = cases.next();
          if (entry != null) {
            return read(entry);
          }
          close();
        } else if (walk != null && walk.hasNext()) {
          open(walk.next());
        } else if (walk != null) {
          endOfName();
        } else if (names.hasNext()) {
          name = names.next();
          inputs = new Inputs(List.of(name), Stdin.stream());
          walk = inputs.walk();
        } else {
          return null;
        }
      } catch (BatchException e) {
        return unreadable(name, new Diagnostic("", e.getMessage(), ""));
      } catch (InvalidPathException e) {
        walk = null;
        return unreadable(name, error(name, "a name that no file can have"));
      } catch (IOException e) {
        return unreadable(source, error(source, e));
      }
    }
  }

  /** Files of folders, up to here, whose names are not those of case files. */
  long passedOver() {
    return passedOver;
  }

  private void open(Inputs.Source next) throws IOException {
    source = next.path() == null ? next.name() : next.path().toString();
    Format format = Format.ofName(source).orElse(null);
    cases = CaseFiles.open(reader, Compression.unpack(inputs.open(next), source), source, format);
  }

  private Entry read(CaseFiles.Entry entry) {
    return new Entry(
        new Place(source, entry.record()), entry.bytes(), entry.caseFile(), entry.errors());
  }

  private void endOfName() {
    Inputs.Walk ended = walk;
    walk = null;
    ended.requireFiles();
    passedOver += ended.passedOver();
  }

  private static Entry unreadable(String what, Diagnostic error) {
    return new Entry(new Place(what, 0), 0, null, List.of(error));
  }

  private static Diagnostic error(String file, IOException e) {
    if (e instanceof NoSuchFileException) {
      return error(file, "no such file");
    }
    return e instanceof AccessDeniedException
        ? error(file, "a file that may not be read")
        : CaseFiles.unreadable(file, 0, e);
  }

  private static Diagnostic error(String what, String found) {
    return new Diagnostic(what, found, EXPECTED);
  }

  @Override
  public void close() throws IOException {
    if (cases != null) {
      CaseFiles open = cases;
      cases = null;
      open.close();
    }
  }
}
