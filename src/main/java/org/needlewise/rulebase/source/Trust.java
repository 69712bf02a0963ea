package org.needlewise.rulebase.source;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.needlewise.casefile.Diagnostic;
import org.needlewise.casefile.Echo;
import org.needlewise.casefile.Fields;
import org.needlewise.casefile.InvalidInputException;
import org.needlewise.casefile.StrictReader;
import org.needlewise.rulebase.check.BadRulesException;
import org.needlewise.rulebase.check.Manifest;

/**
 * Whom a clinic trusts to sign rules, from a folder that is no part of them: {@code
 * allowed_signers}, in ssh's own format, and {@code policy.yaml}.
 *
 * <p>A key counts on the day from which the rules are in effect: nothing in a signature says when
 * it was made, and rules that were good yesterday shall be good tomorrow.
 */
public final class Trust {
  /** What the signatures of rules are made for. */
  static final String NAMESPACE = "needlewise-rules";

  private static final String SIGNERS = "allowed_signers";
  private static final String POLICY = "policy.yaml";
  private static final int MOST_BYTES = 1 << 16;
  private static final int MOST_SIGNATURES = 100;
  private static final int MOST_APPROVALS = 20;

  private static final Fields FIELDS = new Fields("a policy", "approvals!", "roles", "required");
  private static final Pattern OPTION =
      Pattern.compile("(namespaces|valid-after|valid-before)=(?:\"([^\"]*)\"|([^\", \t]+))");

  /** A line of the allowed signers; null: without such a bound. */
  private record Signer(
      Set<String> names,
      SshKey key,
      Set<String> namespaces,
      LocalDateTime from,
      LocalDateTime to) {}

  private final Path folder;
  private final List<Signer> signers = new ArrayList<>();
  private final Map<String, Set<String>> roles = new HashMap<>();
  private List<String> required = List.of();
  private int approvals;

  private Trust(Path folder) {
    this.folder = folder;
  }

  /**
   * @throws BadRulesException where a file of the folder is missing or wrong
   */
  public static Trust read(Path folder) {
    Trust trust = new Trust(folder);
    trust.readSigners();
    try {
      StrictReader.yaml(
          bytes(folder.resolve(POLICY)),
          folder.resolve(POLICY).toString(),
          FIELDS.what(),
          trust::policy);
    } catch (BadRulesException e) {
      throw e;
    } catch (InvalidInputException e) {
      throw new BadRulesException(e.problems());
    }
    return trust;
  }

  private static byte[] bytes(Path file) {
    try {
      if (Files.isRegularFile(file) && Files.size(file) <= MOST_BYTES) {
        return Files.readAllBytes(file);
      }
    } catch (IOException e) {
      // Told as what is not there.
    }
    throw refused(
        file.toString(),
        "no such file",
        "a file that can be read, of " + MOST_BYTES + " bytes at most");
  }

  private Trust policy(StrictReader in) {
    if (in.enter(FIELDS)) {
      for (int f = in.field(); f >= 0; f = in.field()) {
        switch (f) {
          case 0 -> {
            Integer count = in.whole(1, MOST_APPROVALS);
            approvals = count == null ? 1 : count;
          }
          case 1 ->
              in.fields(
                  "the roles",
                  role ->
                      roles.put(
                          role, Set.copyOf(in.list("a list of signers", each -> signer(each)))));
          default -> required = in.list("a list of roles", each -> each.line("text: a role"));
        }
      }
    }
    return this;
  }

  private String signer(StrictReader in) {
    String name = in.line("text: a signer");
    if (name != null && signers.stream().noneMatch(each -> each.names.contains(name))) {
      in.error("the signer " + Echo.quoted(name), "one of " + SIGNERS);
      return null;
    }
    return name;
  }

  private void readSigners() {
    Path file = folder.resolve(SIGNERS);
    String[] lines = new String(bytes(file), StandardCharsets.UTF_8).split("\r?\n");
    for (int i = 0; i < lines.length; i++) {
      String line = lines[i].strip();
      if (!line.isEmpty() && !line.startsWith("#")) {
        try {
          signers.add(signer(line));
        } catch (GeneralSecurityException | IllegalArgumentException | DateTimeException e) {
          throw new BadRulesException(
              List.of(
                  new Diagnostic(
                      file.toString(),
                      0,
                      i + 1,
                      1,
                      "",
                      e instanceof GeneralSecurityException ? e.getMessage() : Echo.quoted(line),
                      "principals, options (namespaces, valid-after, valid-before), key type and"
                          + " key, as ssh-keygen has them, each key once")));
        }
      }
    }
  }

  private Signer signer(String line) throws GeneralSecurityException {
    List<String> words = words(line);
    int at = words.size() > 1 && words.get(1).contains("=") ? 2 : 1;
    if (words.size() < at + 2) {
      throw new IllegalArgumentException();
    }
    Set<String> names = Set.of(words.get(0).split(","));
    if (names.stream().anyMatch(name -> name.isEmpty() || name.matches(".*[*?!\"].*"))) {
      throw new IllegalArgumentException();
    }
    byte[] blob = Base64.getDecoder().decode(words.get(at + 1));
    SshKey key = new SshKey(blob);
    if (!key.type().equals(words.get(at)) || signers.stream().anyMatch(s -> s.key.is(blob))) {
      throw new IllegalArgumentException();
    }
    Map<String, String> options = at == 2 ? options(words.get(1)) : Map.of();
    String namespaces = options.get("namespaces");
    return new Signer(
        names,
        key,
        namespaces == null ? null : Set.of(namespaces.split(",")),
        time(options.get("valid-after")),
        time(options.get("valid-before")));
  }

  /** Parted by blanks, but not within quotation marks. */
  private static List<String> words(String line) {
    List<String> words = new ArrayList<>();
    Matcher word = Pattern.compile("(?:\"[^\"]*\"|[^\\s\"])+").matcher(line);
    while (word.find()) {
      words.add(word.group());
    }
    return words;
  }

  private static Map<String, String> options(String text) {
    Map<String, String> options = new HashMap<>();
    Matcher option = OPTION.matcher(text);
    int at = 0;
    while (at < text.length()) {
      if (!option.find(at) || option.start() != at) {
        throw new IllegalArgumentException(); // cert-authority, or what is not known
      }
      String value = option.group(2) == null ? option.group(3) : option.group(2);
      if (options.put(option.group(1), value) != null) {
        throw new IllegalArgumentException();
      }
      at = option.end();
      if (at < text.length() && text.charAt(at++) != ',') {
        throw new IllegalArgumentException();
      }
    }
    return options;
  }

  /** {@code 20261121}, {@code 202611211200}, {@code 20261121120000}; null for null. */
  private static LocalDateTime time(String text) {
    if (text == null) {
      return null;
    }
    String digits = text.replaceFirst("Z$", "");
    if (!digits.matches("[0-9]{8}|[0-9]{12}|[0-9]{14}")) {
      throw new IllegalArgumentException();
    }
    return LocalDateTime.parse(
        digits + "000000".substring(digits.length() - 8),
        DateTimeFormatter.ofPattern("uuuuMMddHHmmss").withResolverStyle(ResolverStyle.STRICT));
  }

  /** Who signed, by file. */
  private record Signed(Path file, Signer signer) {}

  /** The signatures of an archive, each by an allowed key and of these bytes. */
  final class Signatures {
    private final Path archive;
    private final List<Signed> signed = new ArrayList<>();

    /**
     * @throws BadRulesException where there is none, or one is not good
     */
    Signatures(Path archive, byte[] bytes) {
      this.archive = archive;
      for (Path file : beside(archive)) {
        signed.add(new Signed(file, signer(file, bytes)));
      }
      if (signed.isEmpty()) {
        throw refused(
            archive.toString(),
            "no signature",
            "signatures beside it: " + archive.getFileName() + ".NAME.sig");
      }
    }

    /**
     * Holds those who signed against the policy.
     *
     * @throws BadRulesException where they are not who has to sign
     */
    void approve(Manifest manifest) {
      LocalDate day = manifest.effective();
      int approvers = 0;
      Set<String> names = new HashSet<>();
      for (Signed each : signed) {
        Signer by = each.signer;
        if (by.from != null && day.atStartOfDay().isBefore(by.from)
            || by.to != null && !day.atStartOfDay().isBefore(by.to)) {
          throw refused(
              each.file.toString(),
              "a key that is not valid on " + day + ", when the rules come into effect",
              "a key that is");
        }
        if (Collections.disjoint(names, by.names)) { // else the same person by another key
          approvers++;
        }
        names.addAll(by.names);
      }
      if (manifest.author() == null) {
        throw refused(archive.toString(), "no author", "one, who is none of those who sign");
      }
      if (names.stream().anyMatch(name -> name.equalsIgnoreCase(manifest.author()))) {
        throw refused(
            archive.toString(),
            "a signature of its author " + Echo.shown(manifest.author()),
            "signatures of others");
      }
      if (approvers < approvals) {
        throw refused(
            archive.toString(),
            "signed by " + approvers + ": " + String.join(", ", new TreeSet<>(names)),
            approvals + " at least");
      }
      for (String role : required) {
        if (roles.getOrDefault(role, Set.of()).stream().noneMatch(names::contains)) {
          throw refused(archive.toString(), "no signature of a " + role, "one at least");
        }
      }
    }

    private Signer signer(Path file, byte[] bytes) {
      SshSignature signature = SshSignature.read(Trust.bytes(file));
      if (signature == null) {
        throw refused(file.toString(), "no signature", "what ssh-keygen -Y sign writes");
      }
      if (!signature.namespace().equals(NAMESPACE)) {
        throw refused(
            file.toString(),
            "a signature for " + Echo.quoted(signature.namespace()),
            "one for " + NAMESPACE + ": ssh-keygen -Y sign -n " + NAMESPACE);
      }
      Signer by =
          signers.stream()
              .filter(each -> each.key.is(signature.key()))
              .filter(each -> each.namespaces == null || each.namespaces.contains(NAMESPACE))
              .findFirst()
              .orElseThrow(
                  () ->
                      refused(
                          file.toString(),
                          "a signature by a key that may not sign rules",
                          "a key of " + folder.resolve(SIGNERS)));
      if (!signature.of(by.key, bytes)) {
        throw refused(
            file.toString(),
            "a signature of another archive than this",
            "one of this very archive");
      }
      return by;
    }
  }

  /** The signatures that lie beside an archive, by name. */
  private static List<Path> beside(Path archive) {
    Path parent = archive.toAbsolutePath().getParent();
    List<Path> files = new ArrayList<>();
    String begin = archive.getFileName() + ".";
    try (DirectoryStream<Path> stream =
        Files.newDirectoryStream(
            parent,
            file -> {
              String name = file.getFileName().toString();
              return name.startsWith(begin)
                  && name.endsWith(".sig")
                  && name.length() > begin.length() + ".sig".length();
            })) {
      for (Path file : stream) {
        files.add(archive.resolveSibling(file.getFileName()));
        if (files.size() > MOST_SIGNATURES) {
          throw refused(
              archive.toString(), "more than " + MOST_SIGNATURES + " signatures", "fewer");
        }
      }
    } catch (IOException e) {
      throw refused(archive.toString(), "a folder that cannot be read", "its signatures");
    }
    files.sort(null);
    return files;
  }

  private static BadRulesException refused(String file, String found, String expected) {
    return new BadRulesException(List.of(new Diagnostic(Echo.shown(file), found, expected)));
  }
}
