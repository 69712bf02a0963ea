package org.needlewise.review;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.needlewise.review.cases.Scope;
import org.needlewise.rulebase.check.Manifest;
import org.needlewise.rulebase.check.RulesFolder;
import org.needlewise.rulebase.source.RuleSource;
import org.needlewise.rulebase.source.SetArchive;

/** The shipped rules and their cases, copied so that a test may edit them. */
public final class RulesCopy {
  private final Path folder;

  public RulesCopy(Path folder) throws IOException {
    this.folder = folder;
    for (String name : List.of("rules-drl", "test-cases")) {
      Path from = Path.of(name);
      try (Stream<Path> files = Files.walk(from)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          Path to = folder.resolve(name).resolve(from.relativize(file).toString());
          Files.createDirectories(to.getParent());
          Files.copy(file, to);
        }
      }
    }
  }

  public Path rules() {
    return folder.resolve("rules-drl");
  }

  public Path cases() {
    return folder.resolve("test-cases");
  }

  /** The copy, and some paths of it. */
  public Scope scope(String... paths) {
    return Scope.of(
        RuleSource.of(rules()), cases(), Stream.of(paths).map(Path::of).toList(), folder);
  }

  /** Adds timing-feast, a draft, and its two cases. */
  public void draft() throws IOException {
    Files.writeString(
        rules().resolve("timing/feast.drl"),
        """
        /*
         * What it checks   An event in the third week after the proposed date.
         * Why it matters   Redness may still show on the day.
         * Stays silent     An event before or after that week; no event.
         */
        package timing.feast

        import org.needlewise.facts.Event
        global org.needlewise.screening.Findings findings

        rule "Event in the third week"
            @policy("P99")  @title("Event in the third week")
            @verdict("caution")  @evidence("L053")
            @message("The event is on {date}.")
            @reviewed("2026-11-20")  @reviewBy("2027-11-20")  @status("draft")
          when
            $e : Event( !withinDays( 14 ), withinDays( 20 ) )
          then
            findings.add( kcontext, $e );
        end
        """);
    Files.writeString(
        cases().resolve("timing/feast.yaml"),
        """
        rule: timing-feast
        cases:
          - name: the first day of the week
            case:
              id: f1
              asOf: 2026-11-20
              patient: {birthDate: 1990-01-01, pertinentNegatives: [all-screening-questions]}
              proposed: {date: 2026-11-20, area: face, depthMm: 0.5, event: {date: 2026-12-05}}
            expect:
              - verdict: caution
                because: [/proposed/event]
          - name: the day before it
            case:
              id: f2
              asOf: 2026-11-20
              patient: {birthDate: 1990-01-01, pertinentNegatives: [all-screening-questions]}
              proposed: {date: 2026-11-20, area: face, depthMm: 0.5, event: {date: 2026-12-04}}
            expect: []
        """);
  }

  /** Writes the rules as a release of theirs, whatever their cases say. */
  public Path release(Path archive, LocalDate effective) throws IOException {
    RulesFolder rules = RulesFolder.read(rules());
    SortedMap<String, byte[]> files = new TreeMap<>(rules.files());
    Manifest kept = Manifest.read(files.get(RulesFolder.MANIFEST), RulesFolder.MANIFEST);
    Manifest manifest =
        new Manifest(
            kept.version(),
            effective,
            null,
            null,
            rules.digest(),
            List.of(),
            List.of(),
            kept.rules(),
            SetArchive.digests(files));
    files.put(RulesFolder.MANIFEST, manifest.yaml());
    return Files.write(archive, SetArchive.write(files));
  }

  /** Replaces a text, which must stand in the file, in all its places. */
  public void edit(String file, String old, String with) {
    Path path = folder.resolve(file);
    try {
      String text = Files.readString(path);
      if (!text.contains(old)) {
        throw new IllegalArgumentException("no " + old + " in " + text);
      }
      Files.writeString(path, text.replace(old, with));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
