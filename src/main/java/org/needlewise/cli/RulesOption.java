package org.needlewise.cli;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.needlewise.casefile.Diagnostic;
import org.needlewise.casefile.Echo;
import org.needlewise.casefile.InvalidInputException;
import org.needlewise.review.cases.NamedFiles;
import org.needlewise.review.diff.RuleHistory;
import org.needlewise.rulebase.check.BadRulesException;
import org.needlewise.rulebase.load.RuleBase;
import org.needlewise.rulebase.load.RuleSets;
import org.needlewise.rulebase.source.Releases;
import org.needlewise.rulebase.source.RuleSource;
import org.needlewise.rulebase.source.Trust;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which rules to use: the mixin of every command that uses some. */
final class RulesOption {
  @Option(
      names = "--rules",
      paramLabel = "RULES",
      description =
          "Use these rules in place of the shipped ones: a folder, an archive SET.tar, or a git"
              + " revision (REV, or REV:path). Of a folder of archives each case has the one in"
              + " effect on its asOf (screen, ask, batch).")
  private String name;

  @Option(
      names = "--trust",
      paramLabel = "DIR",
      description =
          "Take an archive only as those signed it whom this folder names: allowed_signers and"
              + " policy.yaml (default: the folder that NEEDLEWISE_TRUST names).")
  private Path trust;

  @Option(
      names = "--overlay",
      paramLabel = "FILE",
      description = "Lay a clinic's own numbers upon the rules.")
  private Path overlay;

  /** Rules may be read more than once. */
  private final Set<Diagnostic> told = new HashSet<>();

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  /**
   * @throws BadRulesException where they do not load
   */
  RuleBase load() {
    RuleSource rules = source();
    return rules == null ? RuleBase.prebuilt() : NamedFiles.load(rules);
  }

  /**
   * The rules named, of which each case has those in effect on its day.
   *
   * @param asOf the day of all cases; null: each has its own
   * @throws BadRulesException where they do not load
   */
  RuleSets sets(LocalDate asOf) {
    List<RuleSource> sources = sources();
    if (sources.isEmpty()) {
      return RuleSets.of(RuleBase.prebuilt());
    }
    RuleSets sets = new RuleSets(sources.stream().map(NamedFiles::load).toList());
    return asOf == null ? sets : RuleSets.of(sets.at(asOf));
  }

  /**
   * The same, not loaded yet: one source or, of a folder of releases, each by its day of effect;
   * none where there is none.
   *
   * @throws BadRulesException where a release is refused, or two are in effect from one day
   */
  List<RuleSource> sources() {
    Path folder = name == null ? null : path(name);
    if (folder == null || !Releases.isFolder(folder)) {
      RuleSource source = source();
      return source == null ? List.of() : List.of(source);
    }
    return Releases.of(folder, trust()).stream().map(this::overlaid).toList();
  }

  /** What they are read from; null where they are in no file system. */
  Path place() {
    Path folder = name == null ? null : path(name);
    RuleSource source = folder != null && Releases.isFolder(folder) ? null : source();
    return source == null ? folder : source.place();
  }

  /** What has to be looked at to see that they have changed; empty where they cannot. */
  List<Path> watched() {
    return Stream.of(place(), overlay).filter(Objects::nonNull).toList();
  }

  /**
   * The rules named, or the ones beside the launcher, with the overlay; null where there is none of
   * them.
   *
   * @throws BadRulesException where none are called so
   */
  RuleSource source() {
    RuleSource rules = named();
    if (rules == null && shipped() != null) {
      rules = RuleSource.of(shipped());
    }
    if (rules == null && overlay != null) {
      throw new ParameterException(
          spec.commandLine(), "no rules found to lay " + overlay + " upon; name them with --rules");
    }
    if (rules == null) {
      refuseUnsigned(null);
      return null;
    }
    return overlaid(rules);
  }

  /** The same, where a command cannot do without the files. */
  RuleSource files() {
    RuleSource rules = source();
    if (rules == null) {
      throw new ParameterException(
          spec.commandLine(), "no rules folder found; name one with --rules");
    }
    return rules;
  }

  /** The rules named, without the overlay; null where none are. */
  RuleSource named() {
    if (name == null) {
      return null;
    }
    try {
      return named(name);
    } catch (BadRulesException e) {
      throw e;
    } catch (InvalidInputException e) {
      if (name.matches("[^:~^@]+")) {
        return RuleSource.of(Path.of(name)); // told as a folder that is not there
      }
      throw new BadRulesException(e.problems());
    }
  }

  /**
   * The rules of a name: what lies there, else a git revision.
   *
   * @throws InvalidInputException where none are called so
   */
  RuleSource named(String rules) {
    Path path = path(rules);
    if (path != null && Releases.isFolder(path)) {
      throw new BadRulesException(
          List.of(new Diagnostic(rules, "a folder of releases", "one of them")));
    }
    return path == null
        ? RuleSource.of(rules, RuleHistory.files(rules, here()))
        : Files.isRegularFile(path) ? RuleSource.of(path, trust()) : RuleSource.of(path);
  }

  /** Null where an archive need not be signed. */
  private Trust trust() {
    if (trust != null) {
      return Trust.read(trust);
    }
    String usual = System.getenv("NEEDLEWISE_TRUST");
    return usual == null || usual.isEmpty() ? null : Trust.read(Path.of(usual));
  }

  /** The rules folder whose earlier states a revision names. */
  private Path here() {
    Path here = name == null ? null : path(name);
    if (here == null) {
      here = shipped();
    }
    return here == null ? Path.of("").toAbsolutePath() : here;
  }

  /** Null where nothing of that name is there. */
  private static Path path(String name) {
    try {
      Path path = Path.of(name);
      return Files.exists(path) ? path : null;
    } catch (InvalidPathException e) {
      return null;
    }
  }

  /**
   * Some rules with the overlay upon them, where there is one.
   *
   * @throws BadRulesException where they should be signed and are no archive
   */
  RuleSource overlaid(RuleSource rules) {
    refuseUnsigned(rules);
    return overlay == null
        ? rules
        : rules.with(
            overlay,
            warning -> {
              if (told.add(warning)) {
                Terminal.errors().println(Echo.shown("needlewise: " + warning));
              }
            });
  }

  /** Whoever names whom to trust wants nothing else; an environment stands for archives alone. */
  private void refuseUnsigned(RuleSource rules) {
    if (trust != null && (rules == null || rules.place() == null || rules.folder() != null)) {
      throw new BadRulesException(
          List.of(
              new Diagnostic(
                  rules == null ? "--trust" : rules.file(""),
                  "rules that nobody can sign",
                  "an archive SET.tar")));
    }
  }

  /** The folder beside the launcher; null where there is none. */
  private static Path shipped() {
    String home = System.getProperty("needlewise.home");
    if (home == null) {
      return null;
    }
    Path shipped = Path.of(home, "rules-drl");
    // What is there in its place is not passed over.
    return Files.exists(shipped, LinkOption.NOFOLLOW_LINKS) ? shipped : null;
  }
}
