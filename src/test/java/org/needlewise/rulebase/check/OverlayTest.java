package org.needlewise.rulebase.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.needlewise.casefile.InvalidInputException;

class OverlayTest {
  private static final RulesFolder RULES = RulesFolder.read(Path.of("rules-drl"));

  private static Overlay read(String yaml) {
    return Overlay.read(yaml.getBytes(StandardCharsets.UTF_8), "own.yaml", RULES);
  }

  private static String overlay(
      String rule, String parameter, String from, String to, String more) {
    return """
        name: own
        base: "%s"
        changes:
          - {rule: %s, parameter: "%s", from: %s, to: %s, reason: why, evidence: [E51]%s}
        """
        .formatted(RULES.digest().substring(0, 8), rule, parameter, from, to, more);
  }

  private static List<String> wrong(String yaml) {
    return assertThrows(InvalidInputException.class, () -> read(yaml)).problems().stream()
        .map(Object::toString)
        .toList();
  }

  private static String text(RulesFolder folder, String file) {
    return new String(folder.files().get(file), StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @ValueSource(strings = {"label", "task-force"})
  void shippedOverlaysStand(String name) throws IOException {
    byte[] yaml = Files.readAllBytes(Path.of("rules-drl/overlays", name + ".yaml"));
    Overlay overlay = Overlay.read(yaml, name, RULES);
    assertEquals(name, overlay.name());
    assertEquals(List.of(), CheckedRules.of(overlay.folder()).problems().sorted());
  }

  /** Nothing but the value changes. */
  @ParameterizedTest
  @CsvSource({
    "interval-face, minimumDays, 28, 35, interval/face.drl, '@minimumDays(\"28\")',"
        + " '@minimumDays(\"35\")'",
    "depth-professional-maximum, depthMm, 3.0, 1.5, depth/professional-maximum.drl,"
        + " 'depthMm > 3.0', 'depthMm > 1.5'",
    "depth-professional-deep, depthMm, 2.5, 3, depth/professional-deep.drl, 'depthMm <= 2.5',"
        + " 'depthMm <= 3'",
    "preparation-sun, sincePlusDays, 7, 14, preparation/sun.drl, sincePlusDays( 7 ),"
        + " sincePlusDays( 14 )",
    "preparation-sun, verdict, caution, defer, preparation/sun.drl, '@verdict(\"caution\")',"
        + " '@verdict(\"defer\")'",
    "contraindication-isotretinoin-stopped, verdictOf *, caution, defer,"
        + " contraindication/isotretinoin-stopped.drl, *=caution, *=defer",
  })
  void changesOneValue(
      String rule, String parameter, String from, String to, String file, String was, String is) {
    Overlay overlay = read(overlay(rule, parameter, from, to, ""));
    assertEquals(text(RULES, file).replace(was, is), text(overlay.folder(), file), "nothing else");
    assertEquals(
        List.of(new Overlay.Change(rule, parameter, from, to, "why", List.of("E51"), false)),
        overlay.changes());
  }

  /** What asks for less says so. */
  @ParameterizedTest
  @CsvSource({
    "interval-face, minimumDays, 28, 21",
    "depth-professional-maximum, depthMm, 3.0, 3.01",
    "depth-professional-deep, depthMm, 2.5, 2.4",
    "depth-professional-deep, depthMm, 2.0, 2.1",
    "preparation-sun, sincePlusDays, 7, 6",
    "preparation-sun, verdict, caution, proceed",
    "contraindication-isotretinoin-stopped, lastTakenPlusMonths, 6, 1",
  })
  void looserIsSaid(String rule, String parameter, String from, String to) {
    assertEquals(
        List.of(
            "own.yaml:4:5: /changes/0: found %s from %s to %s, which asks for less, expected looser: true, with the reason for it"
                .formatted(parameter, from, to)),
        wrong(overlay(rule, parameter, from, to, "")));
    assertEquals(1, read(overlay(rule, parameter, from, to, ", looser: true")).changes().size());
    // And what asks for more does not.
    assertTrue(
        wrong(overlay("interval-face", "minimumDays", "28", "35", ", looser: true"))
            .get(0)
            .contains("found looser: true on a change that asks for more, expected no looser"));
  }

  @Test
  void namesWhatNoLongerStands() {
    assertEquals(
        List.of(
            "own.yaml:4:5: /changes/0: found a conflict: no \"minimumDays 21\" in interval-face, expected one of"
                + " minimumDays 28, idealDays 42, between proceed, with its value of now"),
        wrong(overlay("interval-face", "minimumDays", "21", "35", "")));
    assertTrue(
        wrong(overlay("interval-fase", "minimumDays", "28", "35", ""))
            .get(0)
            .contains("expected the id of an active rule; did you mean interval-face"));
    assertTrue(
        wrong(overlay("interval-face", "minimumDays", "28", "43", ""))
            .get(0)
            .contains("found a change after which a minimum of 43 days above the ideal of 42"));
    assertTrue(
        wrong(overlay("preparation-sun", "verdict", "caution", "never", ""))
            .get(0)
            .contains("found \"never\", expected one of proceed, caution"));
    assertTrue(
        wrong(overlay("preparation-sun", "verdict", "caution", "caution", ""))
            .get(0)
            .contains("found nothing changed: caution to caution"));
    assertTrue(
        wrong(overlay("preparation-sun", "verdict", "caution", "defer", "").replace("E51", "E99"))
            .get(0)
            .contains("found the unknown evidence \"E99\""));
    assertTrue(
        wrong(overlay("preparation-sun", "verdict", "caution", "defer", "").replace("[E51]", "[]"))
            .get(0)
            .contains("found no evidence"));
  }
}
