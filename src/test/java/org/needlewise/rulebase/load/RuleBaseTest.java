package org.needlewise.rulebase.load;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kie.api.definition.rule.Rule;
import org.needlewise.casefile.CaseFile;
import org.needlewise.casefile.CaseFileReader;
import org.needlewise.casefile.Diagnostic;
import org.needlewise.casefile.Format;
import org.needlewise.facts.Adjunct;
import org.needlewise.facts.Allergy;
import org.needlewise.facts.Condition;
import org.needlewise.facts.Gap;
import org.needlewise.report.AdvisoryReport;
import org.needlewise.report.Finding;
import org.needlewise.rulebase.check.BadRulesException;
import org.needlewise.rulebase.check.Card;
import org.needlewise.rulebase.check.CheckedRules;
import org.needlewise.rulebase.check.RulesFolder;
import org.needlewise.screening.Screener;

/** That what is loaded is what the files say, however it came to be compiled. */
class RuleBaseTest {
  private static final Path RULES = Path.of("rules-drl");
  private static final String CASE =
      """
      id: t
      asOf: 2026-11-20
      patient: {birthDate: 1990-01-01, pertinentNegatives: [all-screening-questions]}
      proposed: {date: 2026-11-20, area: face, depthMm: 1.0}
      history: [{date: 2026-10-21, area: face, depthMm: 0.5}]
      """;

  @TempDir private Path folder;
  @TempDir private Path cache;

  @BeforeEach
  void copyRules() throws IOException {
    try (Stream<Path> files = Files.walk(RULES)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = folder.resolve(RULES.relativize(file).toString());
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    }
  }

  @Test
  void unchangedFolderIsThePrebuiltOne() {
    assertNotNull(RuleStore.prebuilt(), "the build has compiled the rules");
    RuleBase loaded = RuleBase.load(folder, null);
    assertEquals(RuleBase.prebuilt().digest(), loaded.digest());
    assertEquals(RuleBase.prebuilt().cards(), loaded.cards());
    assertEquals(List.of("interval-face"), rulesOn(loaded));
  }

  // An edit takes

  /** Thirty days lie between the sessions. */
  @Test
  void editOfACardTakes() throws IOException {
    assertEquals("proceed", faceVerdict(RuleBase.load(folder, cache)));
    edit("interval/face.drl", "@minimumDays(\"28\")", "@minimumDays(\"35\")");
    RuleBase edited = RuleBase.load(folder, cache);
    assertEquals("defer", faceVerdict(edited));
    assertNotEquals(RuleBase.prebuilt().digest(), edited.digest());
    assertEquals(List.of(), cached(), "a card is not compiled");
  }

  @Test
  void editOfAConditionTakesAndIsCompiledOnce() throws IOException {
    edit("interval/face.drl", "earlierTherapeutic )", "earlierDepthMm > 0.5 )");
    assertEquals(List.of(), rulesOn(RuleBase.load(folder, cache)));
    assertEquals(1, cached().size());
    List<Path> first = cached();
    assertEquals(List.of(), rulesOn(RuleBase.load(folder, cache)));
    assertEquals(first, cached());
    edit("interval/face.drl", "earlierDepthMm > 0.5 )", "earlierDepthMm > 0.49 )");
    assertEquals(List.of("interval-face"), rulesOn(RuleBase.load(folder, cache)));
    assertEquals(2, cached().size());
    edit("interval/face.drl", "earlierDepthMm > 0.49 )", "earlierDepthMm > 0.5 )");
    assertEquals(List.of(), rulesOn(RuleBase.load(folder, cache)));
    edit("interval/face.drl", "earlierDepthMm > 0.5 )", "earlierTherapeutic )");
    assertEquals(List.of("interval-face"), rulesOn(RuleBase.load(folder, cache)));
    assertEquals(2, cached().size());
  }

  @Test
  void editWithoutACacheTakes() throws IOException {
    edit("interval/face.drl", "earlierTherapeutic )", "earlierDepthMm > 0.5 )");
    assertEquals(List.of(), rulesOn(RuleBase.load(folder, null)));
  }

  @Test
  void editsOfManyFilesTakeTogether() throws IOException {
    edit("interval/face.drl", "earlierTherapeutic )", "earlierDepthMm > 0.5 )");
    edit(
        "interval/shallow.drl", "earlierTherapeutic )", "earlierTherapeutic, laterDepthMm > 0.5 )");
    RuleBase base = RuleBase.load(folder, cache);
    assertEquals(List.of(), rulesOn(base));
    assertEquals(2, cached().size());
  }

  @Test
  void editOfTheDefinitionsTakes() throws IOException {
    edit("definitions.yaml", "{row: R025, upToMm: 0.25}", "{row: R025, upToMm: 0.5}");
    assertEquals(
        List.of(), rulesOn(RuleBase.load(folder, cache)), "now superficial, and long enough ago");
    assertEquals(List.of(), cached());
  }

  @Test
  void retiredAndDraftRulesAreSilent() throws IOException {
    edit("interval/face.drl", "@status(\"active\")", "@status(\"retired\")");
    RuleBase base = RuleBase.load(folder, cache);
    assertEquals(List.of(), rulesOn(base));
    assertTrue(base.cards().stream().noneMatch(card -> card.id().equals("interval-face")));
    edit("interval/face.drl", "@status(\"retired\")", "@status(\"draft\")");
    edit("manifest.yaml", "  - interval-face\n", "");
    assertEquals(List.of(), rulesOn(RuleBase.load(folder, cache)));
  }

  @Test
  void newRuleTakes() throws IOException {
    String text =
        Files.readString(folder.resolve("interval/face.drl"))
            .replace("package interval.face", "package interval.cheeks")
            .replace("interval-face", "interval-cheeks")
            .replace("Face at therapeutic depth", "Cheeks");
    Files.writeString(folder.resolve("interval/cheeks.drl"), text);
    assertEquals(
        List.of("interval-cheeks", "interval-face"),
        rulesOn(RuleBase.load(folder, cache)).stream().sorted().toList());
  }

  @Test
  void wrongRuleLoadsNothing() throws IOException {
    edit("interval/face.drl", "earlierTherapeutic )", "earlierTherapeutik )");
    BadRulesException thrown =
        assertThrows(BadRulesException.class, () -> RuleBase.load(folder, cache));
    assertEquals(
        List.of(
            "interval/face.drl:20:61: found the unknown field 'earlierTherapeutik' of Gap, expected a"
                + " field; did you mean earlierTherapeutic?"),
        thrown.problems().stream().map(Diagnostic::toString).toList());
    assertEquals(thrown.problems(), RuleChecker.check(RulesFolder.read(folder), null, cache));
    assertEquals(thrown.getMessage(), thrown.problems().get(0).toString());
  }

  // The cache

  @Test
  void damagedEntryIsCompiledAnew() throws IOException {
    edit("interval/face.drl", "earlierTherapeutic )", "earlierDepthMm > 0.49 )");
    RuleBase.load(folder, cache);
    Path entry = cached().get(0);
    byte[] sound = Files.readAllBytes(entry);
    for (byte[] damaged :
        List.of(
            new byte[0],
            "x".getBytes(StandardCharsets.UTF_8),
            java.util.Arrays.copyOf(sound, sound.length / 2),
            flipped(sound, sound.length / 2),
            flipped(sound, sound.length - 1))) {
      Files.write(entry, damaged);
      assertEquals(List.of("interval-face"), rulesOn(RuleBase.load(folder, cache)));
      assertArrayEquals(sound, Files.readAllBytes(entry));
    }
  }

  /** An entry that was written as whole, by someone else. */
  @Test
  void foreignEntryDoesNotPassTheGate() throws IOException {
    edit("interval/face.drl", "earlierTherapeutic )", "earlierDepthMm > 0.49 )");
    RuleBase.load(folder, cache);
    byte[] sound = Files.readAllBytes(cached().get(0));
    String key = cached().get(0).getFileName().toString().replace(".rule", "");
    CompiledRule rule = new RuleCache(cache).get(key);
    SortedMap<String, byte[]> classes = new TreeMap<>(rule.classes());
    classes.put("interval.face.Other", classes.get(rule.model()));
    new RuleCache(cache).put(key, new CompiledRule(rule.model(), classes));
    assertEquals(List.of("interval-face"), rulesOn(RuleBase.load(folder, cache)));
    assertArrayEquals(sound, Files.readAllBytes(cached().get(0)));
  }

  /** The rule as it was before an edit, by the name of the entry for what it is now. */
  @Test
  void entryOfAnotherTextIsNotTaken() throws IOException {
    edit("interval/face.drl", "earlierTherapeutic )", "earlierDepthMm > 0.5 )");
    assertEquals(List.of(), rulesOn(RuleBase.load(folder, cache)));
    Path silent = cached().get(0);
    edit("interval/face.drl", "earlierDepthMm > 0.5 )", "earlierDepthMm > 0.49 )");
    assertEquals(List.of("interval-face"), rulesOn(RuleBase.load(folder, cache)));
    Path speaks = cached().stream().filter(file -> !file.equals(silent)).findFirst().orElseThrow();
    Files.copy(silent, speaks, StandardCopyOption.REPLACE_EXISTING);
    assertEquals(List.of("interval-face"), rulesOn(RuleBase.load(folder, cache)), "moved");
    CompiledRule other = new RuleCache(cache).get(key(silent));
    new RuleCache(cache).put(key(speaks), other);
    assertEquals(List.of("interval-face"), rulesOn(RuleBase.load(folder, cache)), "written anew");
  }

  private static String key(Path entry) {
    return entry.getFileName().toString().replace(".rule", "");
  }

  /** See {@link RuleCacheTest}. */
  @Test
  void cacheIsTrimmedOnceSomethingWasCompiled() throws IOException {
    for (int i = 0; i < 2_000; i++) {
      Path old = Files.createFile(cache.resolve("old-%04d.rule".formatted(i)));
      Files.setLastModifiedTime(old, FileTime.fromMillis(1_000L * i));
    }
    RuleBase.load(folder, cache);
    assertEquals(2_000, cached().size());
    edit("interval/face.drl", "earlierTherapeutic )", "earlierDepthMm > 0.5 )");
    RuleBase.load(folder, cache);
    List<String> kept = cached().stream().map(file -> file.getFileName().toString()).toList();
    assertEquals(1_000, kept.size());
    assertEquals(999, kept.stream().filter(name -> name.startsWith("old-")).count());
    assertTrue(kept.contains("old-1001.rule") && !kept.contains("old-1000.rule"));
  }

  @Test
  void cacheThatCannotBeWrittenIsGoneWithout() throws IOException {
    Path file = cache.resolve("file");
    Files.createFile(file);
    edit("interval/face.drl", "earlierTherapeutic )", "earlierDepthMm > 0.5 )");
    assertEquals(List.of(), rulesOn(RuleBase.load(folder, file.resolve("below"))));
  }

  // The digest

  @Test
  void digestIsOfAllThatCanChangeAReport() throws IOException {
    String shipped = digest();
    assertTrue(shipped.matches("[0-9a-f]{64}"));
    Files.writeString(folder.resolve("README.md"), "other words");
    Files.writeString(folder.resolve("standard-codes.yaml"), "standardCodes: []");
    Files.writeString(folder.resolve("interval/.face.drl.swp"), "an editor's");
    Files.writeString(folder.resolve("interval/face.drl~"), "an editor's");
    assertEquals(shipped, digest());
    for (String file :
        List.of(
            "definitions.yaml",
            "vocabulary.yaml",
            "care/protocols.yaml",
            "care/recovery.yaml",
            "evidence/ledger.yaml",
            "evidence/external.yaml",
            "interval/face.drl")) {
      String text = Files.readString(folder.resolve(file));
      Files.writeString(folder.resolve(file), text + " ");
      assertNotEquals(shipped, digest(), file);
      Files.writeString(folder.resolve(file), text.replace("\n", "\r\n"));
      assertEquals(shipped, digest(), file);
      Files.writeString(folder.resolve(file), text);
    }
    Files.move(folder.resolve("interval/face.drl"), folder.resolve("interval/faces.drl"));
    assertNotEquals(shipped, digest());
  }

  /** The framing as it is documented. */
  @Test
  void digestOfASmallFolder() {
    SortedMap<String, byte[]> files = new TreeMap<>();
    files.put("depth/b.drl", "B\r\n".getBytes(StandardCharsets.UTF_8));
    files.put("definitions.yaml", "D".getBytes(StandardCharsets.UTF_8));
    files.put("other.txt", "O".getBytes(StandardCharsets.UTF_8));
    byte[] framed =
        "definitions.yaml\0001\000Ddepth/b.drl\0002\000B\n".getBytes(StandardCharsets.UTF_8);
    assertEquals(
        java.util.HexFormat.of().formatHex(RulesFolder.sha256().digest(framed)),
        new RulesFolder(files).digest());
  }

  // What is built

  @Test
  void indexComesBackAsItWasWritten() throws IOException {
    RuleIndex index = RuleStore.prebuilt();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    index.write(new DataOutputStream(bytes));
    RuleIndex read =
        RuleIndex.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    assertEquals(index, read);
    CheckedRules checked = CheckedRules.of(RulesFolder.read(folder));
    Map<String, String> models =
        Stream.iterate(0, i -> i < index.keys().size(), i -> i + 1)
            .collect(Collectors.toMap(i -> index.keys().get(i), i -> index.models().get(i)));
    assertEquals(RuleIndex.of(checked, models), read);
  }

  @Test
  void everyRuleHasItsCardInBothKieBases() {
    RuleBase base = RuleBase.prebuilt();
    List<Rule> all = rules(base.all());
    assertEquals(
        base.cards().stream().map(Card::ruleName).sorted().toList(),
        all.stream().map(Rule::getName).sorted().toList());
    all.forEach(rule -> assertEquals(rule.getName(), base.card(rule.getName()).ruleName()));
    List<Rule> deferring = rules(base.deferring());
    assertEquals(
        base.cards().stream().filter(Card::bearsOnDeferral).map(Card::ruleName).sorted().toList(),
        deferring.stream().map(Rule::getName).sorted().toList());
    deferring.forEach(rule -> assertEquals(rule.getName(), base.card(rule.getName()).ruleName()));
    all.forEach(
        rule -> assertEquals(Map.of(), rule.getMetaData(), "the card is not handed to Drools"));
  }

  private static List<Rule> rules(org.kie.api.KieBase base) {
    return base.getKiePackages().stream().flatMap(each -> each.getRules().stream()).toList();
  }

  @Test
  void filterHoldsTheCodesThatRulesAskFor() {
    var filter = RuleBase.prebuilt().mentioned();
    assertEquals(
        java.util.Set.of(
            "exosomes", "minoxidil", "vitamin-c", "retinoid", "acid", "prp", "numbing-cream"),
        filter.codes().get(Adjunct.class));
    assertTrue(
        filter.codes().get(Allergy.class).containsAll(List.of("nickel", "local-anaesthetic")));
    assertTrue(
        filter.codes().get(Condition.class).containsAll(List.of("lupus", "keloid", "psoriasis")));
    assertTrue(filter.codes().containsKey(Gap.class));
    assertNull(filter.codes().get(Gap.class));
    assertEquals(42, filter.pairsWithinDays());
    assertEquals(56, filter.sessionsWithinDays());
  }

  // Dates of review

  @Test
  void overdueReviewIsAWarning() throws IOException {
    edit("interval/face.drl", "@reviewBy(\"2027-11-20\")", "@reviewBy(\"2027-04-30\")");
    assertEquals(
        List.of(), RuleChecker.check(RulesFolder.read(folder), LocalDate.of(2027, 2, 28), cache));
    List<Diagnostic> problems =
        RuleChecker.check(RulesFolder.read(folder), LocalDate.of(2027, 5, 1), cache);
    assertEquals(
        List.of(
            "interval/face.drl:18:41: warning: found a review that was due by 2027-04-30, expected a look"
                + " at the rule, then new dates in @reviewed and @reviewBy"),
        problems.stream().map(Diagnostic::toString).toList());
    assertTrue(problems.stream().noneMatch(Diagnostic::isError));
    assertEquals("proceed", faceVerdict(RuleBase.load(folder, cache)));
  }

  private String digest() {
    return RulesFolder.read(folder).digest();
  }

  private void edit(String file, String old, String now) throws IOException {
    Path path = folder.resolve(file);
    String text = Files.readString(path);
    assertTrue(text.contains(old), file);
    Files.writeString(path, text.replace(old, now));
  }

  private List<Path> cached() throws IOException {
    try (Stream<Path> files = Files.list(cache)) {
      return files.sorted().toList();
    }
  }

  private static byte[] flipped(byte[] bytes, int at) {
    byte[] copy = bytes.clone();
    copy[at] ^= 1;
    return copy;
  }

  private static String faceVerdict(RuleBase base) {
    return report(base).findings().stream()
        .filter(finding -> finding.rule().equals("interval-face"))
        .map(finding -> finding.verdict().code())
        .collect(Collectors.joining());
  }

  private static List<String> rulesOn(RuleBase base) {
    return report(base).findings().stream()
        .filter(finding -> finding.category().equals("interval"))
        .map(Finding::rule)
        .filter(rule -> !rule.equals("interval-medium") && !rule.equals("interval-shallow"))
        .toList();
  }

  private static AdvisoryReport report(RuleBase base) {
    byte[] yaml = CASE.getBytes(StandardCharsets.UTF_8);
    CaseFile caseFile =
        new CaseFileReader(base.vocabulary()).read(yaml, 0, yaml.length, Format.YAML, "case");
    try (Screener screener = new Screener(base)) {
      return screener.screen(caseFile);
    }
  }
}
