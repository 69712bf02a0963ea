package org.needlewise.rulebase.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.needlewise.casefile.Diagnostic;
import org.needlewise.casefile.Echo;
import org.needlewise.casefile.InvalidInputException;
import org.needlewise.rulebase.check.BadRulesException;
import org.needlewise.rulebase.check.Manifest;
import org.needlewise.rulebase.check.Provenance;
import org.needlewise.rulebase.check.RulesFolder;

/**
 * A release: a rules folder in one file, with a manifest that names each file of it.
 *
 * @param files all that it holds, path to content
 */
public record SetArchive(Manifest manifest, SortedMap<String, byte[]> files, boolean signed) {
  /** The rules in it. */
  RulesFolder rules() {
    return RulesFolder.of(files).with(new Provenance(signed, manifest.effective(), null));
  }

  /**
   * Reads an archive once its signatures, its manifest and each of its files are found right.
   *
   * @param trust whose signatures it has to have; null: nobody's
   * @throws BadRulesException where one of them is not
   */
  public static SetArchive read(Path archive, Trust trust) {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(archive)) {
      bytes = in.readNBytes(Tar.BYTES + 1);
    } catch (IOException e) {
      throw refused(archive, "that it cannot be read", "a readable archive");
    }
    if (bytes.length > Tar.BYTES) {
      throw refused(archive, "more than " + Tar.BYTES + " bytes", "a smaller archive");
    }
    Trust.Signatures signatures = trust == null ? null : trust.new Signatures(archive, bytes);
    SortedMap<String, byte[]> files = Tar.read(bytes, archive.toString());
    byte[] yaml = files.get(RulesFolder.MANIFEST);
    if (yaml == null) {
      throw refused(archive, "no " + RulesFolder.MANIFEST, "the manifest of a release");
    }
    Manifest manifest;
    try {
      manifest = Manifest.read(yaml, archive + "/" + RulesFolder.MANIFEST);
    } catch (InvalidInputException e) {
      throw new BadRulesException(e.problems());
    }
    SortedMap<String, String> found = digests(files);
    if (manifest.effective() == null || !found.equals(manifest.files())) {
      throw refused(
          archive,
          manifest.effective() == null ? "no effective date" : difference(found, manifest.files()),
          "the files that its manifest names");
    }
    if (!RulesFolder.of(files).digest().equals(manifest.digest())) {
      throw refused(archive, "rules of another digest", "the one that its manifest names");
    }
    if (signatures != null) {
      signatures.approve(manifest);
    }
    return new SetArchive(manifest, files, signatures != null);
  }

  private static String difference(
      SortedMap<String, String> found, SortedMap<String, String> listed) {
    SortedMap<String, String> all = new TreeMap<>(listed);
    all.putAll(found);
    String file =
        all.keySet().stream()
            .filter(each -> !String.valueOf(found.get(each)).equals(listed.get(each)))
            .findFirst()
            .orElseThrow();
    return !found.containsKey(file)
        ? "no file " + Echo.shown(file)
        : !listed.containsKey(file)
            ? "a file that is not listed, " + Echo.shown(file)
            : "another " + Echo.shown(file);
  }

  /** SHA-256 of each file but the manifest. */
  public static SortedMap<String, String> digests(SortedMap<String, byte[]> files) {
    SortedMap<String, String> digests = new TreeMap<>();
    files.forEach(
        (file, bytes) -> {
          if (!file.equals(RulesFolder.MANIFEST)) {
            digests.put(file, HexFormat.of().formatHex(RulesFolder.sha256().digest(bytes)));
          }
        });
    return digests;
  }

  /**
   * The archive of some files, the same bytes for the same files.
   *
   * @throws BadRulesException where one has a name that an archive does not take
   */
  public static byte[] write(SortedMap<String, byte[]> files) {
    List<Diagnostic> refused =
        files.keySet().stream()
            .filter(file -> !Tar.takes(file))
            .map(
                file ->
                    new Diagnostic(
                        Echo.shown(file),
                        "a name that an archive does not take",
                        "letters of ASCII, digits, points, hyphens, fewer than a hundred"))
            .toList();
    if (!refused.isEmpty()) {
      throw new BadRulesException(refused);
    }
    return Tar.write(files);
  }

  private static BadRulesException refused(Path archive, String found, String expected) {
    return new BadRulesException(
        List.of(new Diagnostic(Echo.shown(archive.toString()), found, expected)));
  }
}
