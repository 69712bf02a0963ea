package org.needlewise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.needlewise.cli.SampleCases.CLEAR;
import static org.needlewise.cli.SampleCases.TOO_SOON;
import static org.needlewise.cli.SampleCases.verdicts;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.needlewise.cli.NeedlewiseProcess.Result;

/** Another day and another depth than a case proposes, and what they change. */
class ScreenTriedTest {
  @TempDir private Path folder;

  private Result screen(List<String> arguments) throws Exception {
    List<String> all = new ArrayList<>(List.of("screen"));
    all.addAll(arguments);
    return new NeedlewiseProcess().in(folder).run(all.toArray(String[]::new));
  }

  private void write(String name, String text) throws Exception {
    Files.writeString(folder.resolve(name), text);
  }

  /** The line that tells what is proposed, and the block behind the headline. */
  private String changes(String caseText, String... arguments) throws Exception {
    write("1.json", caseText.formatted("cid"));
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("1.json");
    Result result = screen(all);
    assertEquals("", result.err());
    List<String> blocks = List.of(result.out().split("\n\n"));
    return blocks.get(0).lines().toList().get(1) + "\n" + blocks.get(1) + "\n";
  }

  @Test
  void anotherDay() throws Exception {
    assertEquals(
        """
        cid: cheeks at 1.5 mm on 2026-11-21; as of 2026-11-20
        Against the case as written (2026-11-20 at 1.5 mm)
          Verdict:       proceed, was defer
          Earliest date: 2026-11-21, as written
          Changed:       Interval at medium depth: proceed, was defer until 2026-11-21; Interval on the
                         face: proceed, was defer until 2026-11-21
        """,
        changes(TOO_SOON, "--on", "2026-11-21"));
    assertEquals(
        """
        cid: cheeks at 1.5 mm on 2026-11-20
        Against the case as written (2026-11-20 at 1.5 mm): the same verdict, earliest date and findings
        """,
        changes(TOO_SOON, "--on", "2026-11-20"));
    assertEquals(
        """
        cid: cheeks at 1.5 mm on 2026-12-05; as of 2026-11-20
        Against the case as written (2026-11-20 at 1.5 mm)
          Verdict:       proceed, was defer
          Earliest date: 2026-12-05, was 2026-11-21
          Gone:          Interval at medium depth (defer until 2026-11-21); Interval on the face (defer
                         until 2026-11-21)
        """,
        changes(TOO_SOON, "--on", "2026-12-05"));
  }

  @Test
  void aDayBeforeAsOf() throws Exception {
    assertEquals(
        """
        cid: cheeks at 1.5 mm on 2026-11-19; as of 2026-11-20
        Against the case as written (2026-11-20 at 1.5 mm)
          Verdict:       defer, as written
          Earliest date: 2026-11-21, as written
          New:           Proposed date in the past (incomplete)
        """,
        changes(TOO_SOON, "--on", "2026-11-19"));
    assertEquals(
        """
        cid: cheeks at 1.5 mm on 2026-11-19
        Against the case as written (2026-11-20 at 1.5 mm): the same verdict, earliest date and findings
        """,
        changes(TOO_SOON, "--on", "2026-11-19", "--as-of", "2026-11-19"));
  }

  /**
   * A retinoid that is in use on asOf, which the case does not state, allows a session 7 days on.
   */
  @Test
  void asOfStaysWhereItIs() throws Exception {
    String retinoid =
        CLEAR.replace(
            "\"sex\":\"male\",", "\"sex\":\"male\",\"medications\":[{\"code\":\"tretinoin\"}],");
    assertEquals(
        """
        cid: cheeks at 1.5 mm on 2026-11-26; as of 2026-11-20
        Against the case as written (2026-11-20 at 1.5 mm): the same verdict, earliest date and findings
        """,
        changes(retinoid, "--on", "2026-11-26"));
    assertEquals(
        """
        cid: cheeks at 1.5 mm on 2026-11-27; as of 2026-11-20
        Against the case as written (2026-11-20 at 1.5 mm)
          Verdict:       caution, was defer
          Earliest date: 2026-11-27, as written
          Changed:       Retinoid on the area to be treated: caution, was defer until 2026-11-27
        """,
        changes(retinoid, "--on", "2026-11-27"));
  }

  @Test
  void anotherDepth() throws Exception {
    assertEquals(
        """
        cid: cheeks at 2.01 mm on 2026-11-20
        Against the case as written (2026-11-20 at 1.5 mm)
          Verdict:       defer, as written
          Earliest date: 2026-12-05, was 2026-11-21
          Gone:          Interval at medium depth (defer until 2026-11-21)
          New:           Interval at great depth (defer until 2026-12-05); Deep professional session
                         (caution); Depth in no row of the frequency table (proceed)
        """,
        changes(TOO_SOON, "--depth", "2.01"));
    assertEquals(
        """
        cid: cheeks at 0.25 mm on 2026-11-28; as of 2026-11-20
        Against the case as written (2026-11-20 at 1.5 mm)
          Verdict:       proceed, was defer
          Earliest date: 2026-11-28, was 2026-11-21
          Changed:       Interval at medium depth: proceed, was defer until 2026-11-21; Interval on the
                         face: proceed, was defer until 2026-11-21
        """,
        changes(TOO_SOON, "--depth", "0.25", "--on", "2026-11-28"));
  }

  @Test
  void aDepthThatMends() throws Exception {
    String tooDeep = CLEAR.replace("cheeks", "eyebrow");
    assertEquals(
        """
        cid: eyebrow at 0.5 mm on 2026-11-20
        Against the case as written (2026-11-20 at 1.5 mm)
          Verdict:       caution, was defer
          Earliest date: 2026-11-20, was none
          Gone:          Too deep for the skin around the eye (defer)
        """,
        changes(tooDeep, "--depth", "0.5"));
    assertEquals(
        """
        cid: eyebrow at 0.51 mm on 2026-11-20
        Against the case as written (2026-11-20 at 1.5 mm): the same verdict, earliest date and findings
        """,
        changes(tooDeep, "--depth", "0.51"));
  }

  @Test
  void theJsonIsTheReportOfTheChangedCase() throws Exception {
    write("1.json", TOO_SOON.formatted("cid"));
    write(
        "2.json",
        TOO_SOON
            .formatted("cid")
            .replace("\"date\":\"2026-11-20\"", "\"date\":\"2026-11-21\"")
            .replace("1.5},\"history\"", "1.4},\"history\"")
            .replace("{\"id\":", "{\"asOf\":\"2026-11-20\",\"id\":"));
    String changed =
        screen(List.of("--format=json", "--on=2026-11-21", "--depth=1.4", "1.json")).out();
    assertEquals("cid proceed", verdicts(changed));
    assertEquals(screen(List.of("--format=json", "2.json")).out(), changed);
    String both = screen(List.of("--table", "--on=2026-11-21", "1.json")).out();
    assertTrue(both.contains("cid   PROCEED  2026-11-21  0 "), both);
  }
}
