package org.needlewise.review;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.needlewise.casefile.CaseFile;
import org.needlewise.casefile.CaseFileReader;
import org.needlewise.casefile.Format;
import org.needlewise.report.AdvisoryReport;
import org.needlewise.rulebase.LiveRules;
import org.needlewise.rulebase.LiveRules.Reload;
import org.needlewise.rulebase.RuleBase;
import org.needlewise.screening.Screener;

class LiveRulesTest {
  private static final String HOME = "rules-drl/depth/home-maximum.drl";
  private static final String FACE = "rules-drl/interval/face.drl";

  @TempDir private Path folder;
  private RulesCopy copy;

  @BeforeEach
  void copy() throws IOException {
    copy = new RulesCopy(folder);
  }

  private LiveRules live(RuleTestRun trial) {
    return new LiveRules(copy.rules(), folder.resolve("cache"), trial::against);
  }

  private LiveRules untried() {
    return new LiveRules(copy.rules(), folder.resolve("cache"), base -> List.of());
  }

  private static boolean firesAtHome(RuleBase base, String depthMm) {
    try (Screener screener = new Screener(base)) {
      return firesAtHome(base, screener, depthMm);
    }
  }

  private static boolean firesAtHome(RuleBase base, Screener screener, String depthMm) {
    String text =
        "{\"id\":\"t\",\"asOf\":\"2026-11-20\",\"patient\":{\"birthDate\":\"1990-01-01\"},"
            + "\"proposed\":{\"date\":\"2026-11-20\",\"area\":\"face\",\"setting\":\"home\","
            + "\"depthMm\":"
            + depthMm
            + "}}";
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    CaseFile caseFile =
        new CaseFileReader(base.vocabulary()).read(bytes, 0, bytes.length, Format.JSON, "t");
    AdvisoryReport report = screener.screen(caseFile);
    return report.findings().stream().anyMatch(f -> f.rule().equals("depth-home-maximum"));
  }

  @Test
  void takesAnEditWhileAScreenerGoesOnWithWhatItBeganWith() {
    LiveRules live = untried();
    RuleBase before = live.current();
    try (Screener begun = new Screener(before)) {
      assertTrue(firesAtHome(before, begun, "1.2"));
      copy.edit(HOME, "depthMm > 1.0 ", "depthMm > 1.2 ");
      Reload reload = live.reload();
      assertEquals(List.of(), reload.refused());
      assertTrue(reload.changed());
      RuleBase after = live.current();
      assertNotSame(before, after);
      assertEquals(after.digest(), reload.digest());
      assertFalse(firesAtHome(after, "1.2"));
      assertTrue(firesAtHome(after, "1.21"));
      assertTrue(firesAtHome(before, begun, "1.2"));
    }
  }

  @Test
  void changesNothingWhereNothingChanged() {
    LiveRules live = untried();
    RuleBase before = live.current();
    Reload reload = live.reload();
    assertFalse(reload.changed());
    assertEquals(List.of(), reload.refused());
    assertSame(before, live.current());
  }

  @Test
  void keepsWhatHoldsWhereTheNewRulesAreWrong() {
    LiveRules live = untried();
    RuleBase before = live.current();
    copy.edit(HOME, "depthMm > 1.0 ", "depthMn > 1.0 ");
    Reload reload = live.reload();
    assertFalse(reload.changed());
    assertEquals(before.digest(), reload.digest());
    assertEquals(1, reload.refused().size());
    assertTrue(reload.refused().get(0).startsWith("depth/home-maximum.drl:"), reload.toString());
    assertSame(before, live.current());
  }

  @Test
  void keepsWhatHoldsWhereACaseFails() {
    LiveRules live = live(new RuleTestRun(copy.scope()));
    RuleBase before = live.current();
    copy.edit(FACE, "@minimumDays(\"28\")", "@minimumDays(\"35\")");
    Reload refused = live.reload();
    assertFalse(refused.changed());
    assertTrue(
        refused.refused().contains("interval/face.yaml: the minimum itself: not as expected"),
        refused.toString());
    assertSame(before, live.current());
    copy.edit(FACE, "@minimumDays(\"35\")", "@minimumDays(\"28\")");
    copy.edit(FACE, "@title(\"Interval on the face\")", "@title(\"The face\")");
    assertTrue(live.reload().changed());
    assertNotSame(before, live.current());
  }

  /** Each reload compiles a condition anew, and each must take. */
  @Test
  void losesNoEditAndKeepsNoClasses() {
    boolean slow = Boolean.getBoolean("needlewise.slow");
    int reloads = slow ? 200 : 6;
    LiveRules live = untried();
    List<Long> metaspace = new ArrayList<>();
    int was = 100;
    for (int i = 1; i <= reloads; i++) {
      int now = 100 + i % 90 + 1;
      copy.edit(HOME, "depthMm > " + mm(was) + " ", "depthMm > " + mm(now) + " ");
      assertTrue(live.reload().changed());
      assertFalse(firesAtHome(live.current(), mm(now)), "reload " + i);
      assertTrue(firesAtHome(live.current(), mm(now + 1)), "reload " + i);
      was = now;
      if (slow && i % 20 == 0) {
        metaspace.add(metaspaceKilobytes());
      }
    }
    if (slow) {
      long early = metaspace.get(2); // after 60, when what is loaded once is loaded
      long last = metaspace.get(metaspace.size() - 1);
      assertTrue(last - early < 2_000, "metaspace in kB after each 20 reloads: " + metaspace);
    }
  }

  private static String mm(int hundredths) {
    return String.format(Locale.ROOT, "%d.%02d", hundredths / 100, hundredths % 100)
        .replaceFirst("0$", "");
  }

  private static long metaspaceKilobytes() {
    System.gc();
    return ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getName().equals("Metaspace"))
            .mapToLong(pool -> pool.getUsage().getUsed())
            .sum()
        / 1024;
  }
}
