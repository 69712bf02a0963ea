package org.needlewise.rulebase.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.needlewise.casefile.Diagnostic;
import org.needlewise.casefile.InvalidInputException;
import org.needlewise.casefile.Limits;
import org.needlewise.rulebase.check.BadRulesException;
import org.needlewise.rulebase.check.Overlay;
import org.needlewise.rulebase.check.PlainFiles;
import org.needlewise.rulebase.check.RulesFolder;

/**
 * Where rules come from: what a command line names, be it a folder or any other place that holds
 * all that {@code rules-drl} holds, and a clinic's overlay upon them.
 */
public final class RuleSource {
  private final Path shown;
  private final Path place;
  private final Supplier<RulesFolder> rules;
  private final Function<String, byte[]> pages;
  private final Path overlay;
  private final Consumer<Diagnostic> warnings;

  private RuleSource(
      Path shown,
      Path place,
      Supplier<RulesFolder> rules,
      Function<String, byte[]> pages,
      Path overlay,
      Consumer<Diagnostic> warnings) {
    this.shown = shown;
    this.place = place;
    this.rules = rules;
    this.pages = pages;
    this.overlay = overlay;
    this.warnings = warnings;
  }

  /** A folder, read anew whenever it is asked for. */
  public static RuleSource of(Path folder) {
    return new RuleSource(
        folder,
        folder,
        () -> RulesFolder.read(folder),
        page -> PlainFiles.file(folder, page),
        null,
        null);
  }

  /**
   * An archive that a release made.
   *
   * @param trust whose signatures it has to have; null: it is loaded as unsigned
   * @throws BadRulesException where it is not as it was released, or not signed as it has to be
   */
  public static RuleSource of(Path archive, Trust trust) {
    SetArchive set = SetArchive.read(archive, trust);
    return new RuleSource(
        archive, archive, () -> set.rules(), page -> set.files().get(page), null, null);
  }

  /**
   * Files that lie in no file system.
   *
   * @param files path below the rules folder, with forward slashes, to content
   */
  public static RuleSource of(String name, SortedMap<String, byte[]> files) {
    return new RuleSource(
        Path.of(name), null, () -> RulesFolder.of(files), page -> files.get(page), null, null);
  }

  /**
   * The same rules with an overlay upon them.
   *
   * @param warnings told what a user should know of it
   */
  public RuleSource with(Path file, Consumer<Diagnostic> warnings) {
    return new RuleSource(shown, place, rules, pages, file, warnings);
  }

  /**
   * The rules as they are now, the overlay upon them.
   *
   * @throws BadRulesException where they cannot be read, or the overlay is wrong; files are named
   *     as {@link #file} names them
   */
  public RulesFolder read() {
    RulesFolder folder = bare();
    if (overlay == null) {
      return folder;
    }
    byte[] text = overlayText();
    Overlay upon = upon(folder, text);
    if (upon.isOfOtherBase()) {
      warnings.accept(
          new Diagnostic(
              overlay.toString(),
              0,
              0,
              0,
              "/base",
              "the digest of other rules than these, which have "
                  + folder.digest().substring(0, 8)
                  + "; all that it changes stands here too",
              "a look at it, then that digest",
              Diagnostic.Severity.WARNING));
    }
    String begin = HexFormat.of().formatHex(RulesFolder.sha256().digest(text), 0, 4);
    return upon.folder().with(folder.provenance().with(upon.name() + ' ' + begin));
  }

  /** The same as they are now, whatever becomes of their files. */
  public RuleSource held() {
    RulesFolder now = bare();
    return new RuleSource(
        shown,
        place,
        () -> now,
        file -> now.files().containsKey(file) ? now.files().get(file) : pages.apply(file),
        overlay,
        warnings);
  }

  /** The same with another text of one of the files that rules are read from. */
  public RuleSource with(String file, byte[] text) {
    SortedMap<String, byte[]> files = new TreeMap<>(bare().files());
    files.put(file, text);
    return new RuleSource(
        shown,
        place,
        () -> RulesFolder.of(files),
        each -> each.equals(file) ? text : pages.apply(each),
        overlay,
        warning -> {
          // Told of the rules as they are.
        });
  }

  /** What the overlay changes; nothing where there is none. */
  public List<Overlay.Change> changes() {
    return overlay == null ? List.of() : upon(bare(), overlayText()).changes();
  }

  private RulesFolder bare() {
    try {
      return rules.get();
    } catch (BadRulesException e) {
      throw named(e);
    }
  }

  private Overlay upon(RulesFolder folder, byte[] text) {
    try {
      return Overlay.read(text, overlay.toString(), folder);
    } catch (BadRulesException e) {
      throw named(e);
    } catch (InvalidInputException e) {
      throw new BadRulesException(e.problems());
    }
  }

  private byte[] overlayText() {
    try {
      if (Files.isRegularFile(overlay) && Files.size(overlay) <= Limits.DOCUMENT_BYTES) {
        return Files.readAllBytes(overlay);
      }
    } catch (IOException e) {
      // Told as what is not there.
    }
    throw new BadRulesException(
        List.of(new Diagnostic(overlay.toString(), "no such file", "an overlay that can be read")));
  }

  /** A page for people, or a rule as it was written; null where there is none of that name. */
  public byte[] page(String name) {
    return pages.apply(name);
  }

  /** The folder or file that they are read from; null where it is neither. */
  public Path place() {
    return place;
  }

  /** The folder that they may be edited in; null where they are in none. */
  public Path folder() {
    return place != null && !Files.isRegularFile(place) ? place : null;
  }

  /** How a message names one of the files. */
  public String file(String below) {
    return PlainFiles.path(shown, below);
  }

  /** What is wrong with what {@link #read} gave, its files named so. */
  public BadRulesException named(BadRulesException e) {
    return new BadRulesException(named(e.problems()));
  }

  /** The same, of any number of problems. */
  public List<Diagnostic> named(List<Diagnostic> problems) {
    return problems.stream().map(problem -> problem.in(file(problem.file()))).toList();
  }
}
