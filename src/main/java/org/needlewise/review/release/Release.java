package org.needlewise.review.release;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.needlewise.casefile.Diagnostic;
import org.needlewise.review.cases.Changelog;
import org.needlewise.review.cases.NamedFiles;
import org.needlewise.review.cases.RuleTestRun;
import org.needlewise.review.cases.Scope;
import org.needlewise.rulebase.check.BadRulesException;
import org.needlewise.rulebase.check.Card;
import org.needlewise.rulebase.check.Manifest;
import org.needlewise.rulebase.check.OpenRules;
import org.needlewise.rulebase.check.RulesFolder;
import org.needlewise.rulebase.source.RuleSource;
import org.needlewise.rulebase.source.SetArchive;

/**
 * A release of a rules folder: what is to be signed.
 *
 * @param manifest as it stands in the archive and, from then on, in the folder
 * @param files all that the archive holds, path to content
 */
public record Release(Manifest manifest, SortedMap<String, byte[]> files) {
  /**
   * @param effective the day from which the rules are in effect
   * @param author null: not stated
   * @param supersedes the archive of the release before; null: the folder's manifest tells of it
   * @param withDrafts whether drafts may lie in the folder
   */
  public record Terms(LocalDate effective, String author, Path supersedes, boolean withDrafts) {}

  /**
   * Makes a release of all rules of a folder.
   *
   * @throws BadRulesException with all that stands against it
   */
  public static Release of(Scope scope, Terms terms) throws IOException {
    RuleSource source = scope.rules();
    RulesFolder folder = source.read();
    OpenRules rules = NamedFiles.open(source);
    Manifest kept =
        Manifest.read(folder.files().get(RulesFolder.MANIFEST), source.file(RulesFolder.MANIFEST));
    Manifest last =
        terms.supersedes == null ? kept : SetArchive.read(terms.supersedes, null).manifest();
    String version = rules.definitions().version();
    List<Diagnostic> problems = new ArrayList<>();
    if (version.equals(last.version()) || version.equals(kept.version())) {
      problems.add(
          new Diagnostic(
              source.file("definitions.yaml"),
              "the version " + version + ", which has been released",
              "the next one"));
    }
    if (folder.provenance().overlay() != null) {
      problems.add(new Diagnostic(source.file(""), "an overlay upon them", "the rules alone"));
    }
    List<String> ids = new ArrayList<>();
    for (OpenRules.Rule rule : rules.everyRule()) {
      if (!rule.card().status().equals("draft")) {
        ids.add(rule.card().id());
      } else if (!terms.withDrafts) {
        problems.add(
            new Diagnostic(
                source.file(rule.file()), "a draft", "an active rule, or --with-drafts"));
      }
    }
    ids.sort(null);
    SortedMap<String, byte[]> files = withPages(source, folder);
    SortedMap<String, String> digests = SetArchive.digests(files);
    Map<String, List<String>> changes = changes(source, version);
    for (OpenRules.Rule rule : rules.everyRule()) {
      Card card = rule.card();
      if (isChanged(card, digests, last) && !changes.containsKey(card.id())) {
        problems.add(
            new Diagnostic(
                source.file(Changelog.FILE),
                "no line of " + version + " at ## " + card.id() + ", which has changed",
                "what has changed of it, and why"));
      }
    }
    RuleTestRun.Result tests = new RuleTestRun(scope).run();
    if (!tests.sound()) {
      problems.add(
          new Diagnostic(
              scope.cases().toString(),
              "cases that are not as expected (./needlewise rules test shows them)",
              "all as expected"));
    }
    if (!problems.isEmpty()) {
      throw new BadRulesException(problems);
    }
    List<String> lines = new ArrayList<>();
    changes.forEach((what, each) -> each.forEach(line -> lines.add(what + ": " + line)));
    Manifest manifest =
        new Manifest(
            version,
            terms.effective,
            terms.author,
            last.digest(),
            folder.digest(),
            List.of(tests.rules(), tests.cases()),
            lines,
            ids,
            digests);
    files.put(RulesFolder.MANIFEST, manifest.yaml());
    return new Release(manifest, files);
  }

  /**
   * The same bytes for the same folder, date and author.
   *
   * @throws BadRulesException where a file has a name that an archive does not take
   */
  public byte[] archive() {
    return SetArchive.write(files);
  }

  /** The rules and, for who reads them, the pages beside them. */
  private static SortedMap<String, byte[]> withPages(RuleSource source, RulesFolder folder)
      throws IOException {
    SortedMap<String, byte[]> files = new TreeMap<>(folder.files());
    for (String page : RulesFolder.PAGES) {
      Path place = source.folder().resolve(page);
      if (Files.isDirectory(place)) {
        try (Stream<Path> below = Files.list(place)) {
          for (Path file : below.toList()) {
            String name = page + '/' + file.getFileName();
            files.put(name, source.page(name));
          }
        }
      } else {
        files.put(page, source.page(page));
      }
    }
    files.values().removeIf(Objects::isNull); // not there, or what an editor left behind
    return files;
  }

  /** Against a release that did not tell of its files only what is new can be seen. */
  private static boolean isChanged(Card card, SortedMap<String, String> digests, Manifest last) {
    return last.files().isEmpty()
        ? !last.rules().contains(card.id()) && !card.status().equals("draft")
        : !digests.get(card.file()).equals(last.files().get(card.file()));
  }

  /** What the lines of a version say, by heading. */
  private static Map<String, List<String>> changes(RuleSource source, String version) {
    Map<String, List<String>> changes = new LinkedHashMap<>();
    Changelog.read(source.page(Changelog.FILE))
        .byHeading()
        .forEach(
            (heading, lines) -> {
              List<String> some =
                  lines.stream()
                      .filter(
                          line -> line.matches("\\d{4}-\\d{2}-\\d{2}, \\Q" + version + "\\E: .*"))
                      .map(line -> line.substring(line.indexOf(": ") + 2))
                      .toList();
              if (!some.isEmpty()) {
                changes.put(heading, some);
              }
            });
    return changes;
  }
}
