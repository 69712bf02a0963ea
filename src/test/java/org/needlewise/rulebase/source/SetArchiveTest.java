package org.needlewise.rulebase.source;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.needlewise.rulebase.check.BadRulesException;

/**
 * Archives and their signatures. Those that are kept were made by ssh-keygen, by keys that have
 * been thrown away.
 */
class SetArchiveTest {
  private static final Path KEPT = Path.of("src/test/resources/signed");
  private static final int BLOCK = 512;

  @TempDir Path folder;
  private Path archive;
  private Path trust;

  @BeforeEach
  void copy() throws IOException {
    archive = folder.resolve("SET.tar");
    Files.copy(KEPT.resolve("SET.tar"), archive);
    trust = Files.createDirectory(folder.resolve("trust"));
    policy("approvals: 1\n");
  }

  private void policy(String text) throws IOException {
    Files.writeString(trust.resolve("policy.yaml"), text);
  }

  /** A line of the allowed signers, of a key that is kept. */
  private static String line(String name, String options) {
    try {
      return "%s@clinic.example %s%s"
          .formatted(name, options, Files.readString(KEPT.resolve(name + ".pub")));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private void allow(String... lines) throws IOException {
    Files.writeString(
        trust.resolve("allowed_signers"), "# whom we trust\n" + String.join("", lines));
  }

  private void sign(String... kept) throws IOException {
    for (String name : kept) {
      Files.copy(KEPT.resolve(name + ".sig"), folder.resolve("SET.tar." + name + ".sig"));
    }
  }

  private SetArchive read() {
    return SetArchive.read(archive, Trust.read(trust));
  }

  /** Without the folder. */
  private String refused() {
    return assertThrows(BadRulesException.class, this::read).getMessage().replace(folder + "/", "");
  }

  private String refused(byte[] bytes) throws IOException {
    Files.write(archive, bytes);
    return assertThrows(BadRulesException.class, () -> SetArchive.read(archive, null))
        .getMessage()
        .replace(folder + "/", "");
  }

  // Signatures

  @Test
  void everyKindOfKey() throws IOException {
    for (String name : List.of("anna", "ben", "cara", "dora", "emil", "ben-sha256")) {
      allow(line(name.replace("-sha256", ""), ""));
      sign(name);
      SetArchive set = read();
      assertTrue(set.signed(), name);
      assertTrue(set.rules().provenance().signed(), name);
      assertEquals(LocalDate.of(2027, 1, 1), set.rules().provenance().effective());
      Files.delete(folder.resolve("SET.tar." + name + ".sig"));
    }
  }

  @Test
  void withoutTrustItIsUnsigned() throws IOException {
    sign("mallory");
    assertFalse(SetArchive.read(archive, null).signed());
  }

  @Test
  void missingOrStripped() throws IOException {
    allow(line("anna", ""));
    assertEquals(
        "SET.tar: found no signature, expected signatures beside it: SET.tar.NAME.sig", refused());
    Files.createFile(folder.resolve("SET.tar.anna.sig"));
    assertEquals(
        "SET.tar.anna.sig: found no signature, expected what ssh-keygen -Y sign writes", refused());
  }

  @Test
  void unlistedEvenBesideGoodOnes() throws IOException {
    allow(line("anna", ""));
    sign("anna", "mallory");
    assertEquals(
        "SET.tar.mallory.sig: found a signature by a key that may not sign rules, expected a key of"
            + " trust/allowed_signers",
        refused());
  }

  @Test
  void listedForOtherThings() throws IOException {
    sign("anna");
    allow(line("anna", "namespaces=\"file,git\" "));
    assertTrue(refused().contains("a key that may not sign rules"), refused());
    allow(line("anna", "namespaces=\"git,needlewise-rules\" "));
    assertTrue(read().signed());
  }

  @Test
  void anotherNamespace() throws IOException {
    allow(line("anna", ""));
    sign("anna-file");
    assertEquals(
        "SET.tar.anna-file.sig: found a signature for \"file\", expected one for needlewise-rules:"
            + " ssh-keygen -Y sign -n needlewise-rules",
        refused());
  }

  @Test
  void altered() throws IOException {
    allow(line("anna", ""), line("ben", ""), line("cara", ""));
    byte[] bytes = Files.readAllBytes(archive);
    bytes[BLOCK] ^= 1;
    Files.write(archive, bytes);
    for (String name : List.of("anna", "ben", "cara")) {
      sign(name);
      assertEquals(
          "SET.tar."
              + name
              + ".sig: found a signature of another archive than this, expected one of this very"
              + " archive",
          refused());
      Files.delete(folder.resolve("SET.tar." + name + ".sig"));
    }
  }

  @Test
  void aDamagedSignature() throws IOException {
    allow(line("anna", ""));
    byte[] good = Files.readAllBytes(KEPT.resolve("anna.sig"));
    Path file = folder.resolve("SET.tar.anna.sig");
    int begin = "-----BEGIN SSH SIGNATURE-----\n".length();
    for (int i = begin; i < good.length; i++) {
      byte[] bad = good.clone();
      bad[i] = (byte) (bad[i] == 'A' ? 'B' : 'A');
      Files.write(file, bad);
      assertThrows(BadRulesException.class, this::read, "byte " + i);
    }
    Files.writeString(file, Files.readString(KEPT.resolve("anna.sig")) + "more");
    assertThrows(BadRulesException.class, this::read);
  }

  /** A key counts on the day from which the rules are in effect. */
  @Test
  void expiredOrNotYetValid() throws IOException {
    sign("anna");
    String expired =
        "SET.tar.anna.sig: found a key that is not valid on 2027-01-01, when the rules come into"
            + " effect, expected a key that is";
    allow(line("anna", "valid-before=\"20270101\" "));
    assertEquals(expired, refused());
    allow(line("anna", "valid-before=20270101000001Z "));
    assertTrue(read().signed());
    allow(line("anna", "valid-after=\"202701010001\" "));
    assertEquals(expired, refused());
    allow(line("anna", "valid-after=\"20270101\",valid-before=\"20270102\" "));
    assertTrue(read().signed());
  }

  @Test
  void tooFewApprovals() throws IOException {
    policy("approvals: 2\n");
    allow(line("anna", ""), line("ben", ""));
    sign("anna");
    assertEquals("SET.tar: found signed by 1: anna@clinic.example, expected 2 at least", refused());
    sign("ben-sha256");
    assertTrue(read().signed());
  }

  @Test
  void onePersonWithTwoKeysIsOne() throws IOException {
    policy("approvals: 2\n");
    allow(line("anna", ""), line("ben", "").replaceFirst("ben@", "anna@"));
    sign("anna", "ben");
    assertEquals("SET.tar: found signed by 1: anna@clinic.example, expected 2 at least", refused());
    sign("ben-sha256");
    assertTrue(refused().contains("signed by 1"), "the same key again");
  }

  @Test
  void theAuthorIsNoneOfThem() throws IOException {
    allow(line("anna", ""), line("otto", ""));
    sign("anna", "otto");
    assertEquals(
        "SET.tar: found a signature of its author otto@clinic.example, expected signatures of"
            + " others",
        refused());
  }

  @Test
  void rolesThatHaveToSign() throws IOException {
    allow(line("anna", ""), line("ben", ""));
    policy(
        """
        approvals: 1
        roles:
          lead: [ben@clinic.example]
          nurse: [anna@clinic.example]
        required: [lead]
        """);
    sign("anna");
    assertEquals("SET.tar: found no signature of a lead, expected one at least", refused());
    sign("ben");
    assertTrue(read().signed());
  }

  @Test
  void aFolderOfTrustThatIsWrong() throws IOException {
    assertEquals(
        "trust/allowed_signers: found no such file, expected a file that can be read, of 65536"
            + " bytes at most",
        refused());
    String form =
        ", expected principals, options (namespaces, valid-after, valid-before), key type and key,"
            + " as ssh-keygen has them, each key once";
    allow(line("small", ""));
    assertEquals(
        "trust/allowed_signers:2:1: found an RSA key of 2048 bits, fewer than 3072" + form,
        refused());
    for (String wrong :
        List.of(
            line("anna", "cert-authority "),
            line("anna", "valid-before=\"soon\" "),
            line("anna", "").replace("anna@", "*@"),
            line("anna", "").replace("ssh-ed25519", "ssh-rsa"),
            line("anna", "") + line("anna", "").replace("anna@", "other@"),
            "anna@clinic.example\n",
            "anna@clinic.example ssh-ed25519 AAAA\n")) {
      allow(wrong);
      assertTrue(refused().startsWith("trust/allowed_signers:"), wrong);
      assertTrue(refused().endsWith(form), wrong);
    }
    allow(line("anna", ""));
    policy("approvals: 0\n");
    assertTrue(
        refused().startsWith("trust/policy.yaml:1:12: /approvals: found the number 0"), refused());
    policy("approvals: 1\nroles: {lead: [nobody]}\n");
    assertTrue(refused().contains("the signer \"nobody\", expected one of"), refused());
  }

  @Test
  void whatSshKeygenSignsToday() throws Exception {
    Path key = folder.resolve("key");
    assumeTrue(runs("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key.toString()));
    assertTrue(
        runs(
            "ssh-keygen",
            "-q",
            "-Y",
            "sign",
            "-n",
            "needlewise-rules",
            "-f",
            key.toString(),
            archive.toString()));
    Files.move(folder.resolve("SET.tar.sig"), folder.resolve("SET.tar.new.sig"));
    allow("new@clinic.example " + Files.readString(folder.resolve("key.pub")));
    assertTrue(read().signed());
  }

  private static boolean runs(String... command) throws InterruptedException {
    try {
      return new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    }
  }

  // The archive

  private SortedMap<String, byte[]> files() throws IOException {
    return new TreeMap<>(Tar.read(Files.readAllBytes(KEPT.resolve("SET.tar")), "SET.tar"));
  }

  @Test
  void theSameBytesForTheSameFiles() throws IOException {
    assertArrayEquals(Files.readAllBytes(KEPT.resolve("SET.tar")), SetArchive.write(files()));
  }

  @Test
  void aFileThatIsNotAsTheManifestSays() throws IOException {
    String end = ", expected the files that its manifest names";
    SortedMap<String, byte[]> files = files();
    files.put("policy.md", "other".getBytes(UTF_8));
    assertEquals("SET.tar: found another policy.md" + end, refused(SetArchive.write(files)));
    files.remove("policy.md");
    assertEquals("SET.tar: found no file policy.md" + end, refused(SetArchive.write(files)));
    files = files();
    files.put("depth/more.drl", new byte[0]);
    assertEquals(
        "SET.tar: found a file that is not listed, depth/more.drl" + end,
        refused(SetArchive.write(files)));
    files = files();
    files.remove("manifest.yaml");
    assertEquals(
        "SET.tar: found no manifest.yaml, expected the manifest of a release",
        refused(SetArchive.write(files)));
  }

  /** An archive whose first header is another one. */
  private byte[] with(int at, String text) throws IOException {
    byte[] bytes = Files.readAllBytes(KEPT.resolve("SET.tar"));
    Arrays.fill(bytes, at, at + text.length(), (byte) 0);
    System.arraycopy(text.getBytes(US_ASCII), 0, bytes, at, text.length());
    return bytes;
  }

  @Test
  void whatIsNoPlainFile() throws IOException {
    String[][] kinds = {
      {"1", "a link"},
      {"2", "a link"},
      {"5", "a folder"},
      {"x", "a header of pax"},
      {"g", "a header of pax"},
      {"L", "a long name of GNU tar"},
      {"S", "an entry of the type \"S\""},
      {"3", "an entry of the type \"3\""},
    };
    for (String[] kind : kinds) {
      assertEquals(
          "SET.tar: found \"definitions.yaml\", " + kind[1] + ", expected plain files",
          refused(with(156, kind[0])));
    }
  }

  @Test
  void pathsThatLeadElsewhere() throws IOException {
    for (String path :
        List.of(
            "/etc/passwd\0\0\0\0\0",
            "../definitions.y",
            "depth/../../x.drl",
            "./definitions.ya",
            "depth//home.drl\0",
            "a/b/c.drl\0\0\0\0\0\0\0",
            "depth\\home.drl\0\0",
            "C:/x.drl\0\0\0\0\0\0\0\0")) {
      assertEquals(
          "SET.tar: found the path \"%s\", expected a name of at most 99 letters, or folder/name"
              .formatted(path.replace("\0", "").replace("\\", "\\")),
          refused(with(0, path)));
    }
    assertTrue(refused(with(0, "a".repeat(100))).contains("found the path"));
    assertTrue(refused(with(345, "usr")).contains("found the path"), "a prefix");
  }

  @Test
  void duplicates() throws IOException {
    byte[] bytes = Files.readAllBytes(KEPT.resolve("SET.tar"));
    ByteArrayOutputStream twice = new ByteArrayOutputStream();
    twice.write(bytes, 0, 2 * BLOCK);
    twice.writeBytes(bytes);
    assertEquals(
        "SET.tar: found \"definitions.yaml\" twice, expected each file once",
        refused(twice.toByteArray()));
  }

  @Test
  void bombs() throws IOException {
    assertTrue(refused(with(124, "77777777777")).contains("of 8589934591 bytes, expected at most"));
    assertTrue(refused(with(124, "\u0080        ")).contains("of no size"));
    assertEquals(
        "SET.tar: found an end in the middle of \"definitions.yaml\", expected a whole archive",
        refused(with(124, "00000777777")));
    assertTrue(
        refused(new byte[Tar.BYTES + 1]).startsWith("SET.tar: found more than"), "a large one");
    SortedMap<String, byte[]> many = new TreeMap<>();
    for (int i = 0; i <= 5_000; i++) {
      many.put("depth/" + i + ".drl", new byte[0]);
    }
    assertEquals(
        "SET.tar: found more than 5000 files, expected fewer", refused(SetArchive.write(many)));
  }

  @Test
  void whatStandsBehindOrBeside() throws IOException {
    byte[] bytes = Files.readAllBytes(KEPT.resolve("SET.tar"));
    String behind = "SET.tar: found something behind the last file, expected nothing";
    assertEquals(behind, refused(Arrays.copyOf(bytes, bytes.length + BLOCK)));
    byte[] hidden = bytes.clone();
    hidden[bytes.length - 1] = 1;
    assertEquals(behind, refused(hidden));
    assertTrue(refused(Arrays.copyOf(bytes, bytes.length - BLOCK)).contains("behind the last"));
    assertTrue(refused(Arrays.copyOf(bytes, 100)).contains("an end in the middle"));
    String form = "SET.tar: found a tar of another form, expected one as rules release writes it";
    assertEquals(form, refused(with(100, "0004755")), "its mode");
    assertEquals(form, refused(with(265, "root")), "its owner");
    assertEquals(form, refused(with(148, "000000")), "its sum");
    byte[] padded = bytes.clone();
    padded[2 * BLOCK - 1] = 'x';
    assertEquals(form, refused(padded), "what stands between two files");
    assertTrue(refused("no tar".repeat(100).getBytes(UTF_8)).contains("no tar"));
  }
}
