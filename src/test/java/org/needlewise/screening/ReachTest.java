package org.needlewise.screening;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.needlewise.casefile.CaseFile;
import org.needlewise.casefile.CaseFileReader;
import org.needlewise.casefile.Format;
import org.needlewise.facts.FactFilter;
import org.needlewise.review.EditedRules;
import org.needlewise.rulebase.load.RuleBase;

/** Sessions are measured as far back as some rule looks, and no further. */
class ReachTest {
  private static final LocalDate PROPOSED = LocalDate.parse("2026-11-20");

  @TempDir private Path folder;

  /** The shipped rules, and one more. */
  private EditedRules with(String pattern) throws IOException {
    String fact = pattern.substring(0, pattern.indexOf('('));
    EditedRules rules = new EditedRules(folder);
    Files.writeString(
        folder.resolve("depth/far.drl"),
        """
        /* What it checks: a. Why it matters: b. Stays silent: c. */
        package depth.far
        import org.needlewise.facts.Proposal
        import org.needlewise.facts.%s
        global org.needlewise.screening.Findings findings
        rule "far" @policy("P99") @title("t") @verdict("caution") @evidence("L001") @message("m")
          @reviewed("2026-11-20") @reviewBy("2027-11-20") @status("active")
        when
          $p : Proposal( depthMm > 0.0 )
          $s : %s
        then
          findings.add( kcontext, $p );
        end
        """
            .formatted(fact, pattern));
    return rules;
  }

  private RuleBase load(String pattern) throws IOException {
    return RuleBase.load(with(pattern).folder(), null);
  }

  private static CaseFile history(String proposed, int... days) {
    StringBuilder sessions = new StringBuilder();
    for (int back : days) {
      sessions.append("{date: %s, area: face, depthMm: 1.0}, ".formatted(PROPOSED.minusDays(back)));
    }
    byte[] yaml =
        """
        id: t
        patient: {birthDate: 1990-01-01, pertinentNegatives: [all-screening-questions]}
        proposed: {date: %s, area: face, depthMm: 1.0%s}
        history: [%s]
        """
            .formatted(PROPOSED, proposed, sessions)
            .getBytes(StandardCharsets.UTF_8);
    return new CaseFileReader(RuleBase.prebuilt().vocabulary())
        .read(yaml, 0, yaml.length, Format.YAML, "t");
  }

  /** Whether the rule speaks; explained it is the same. */
  private static boolean speaks(RuleBase base, CaseFile of) {
    List<String> rules;
    try (Screener screener = new Screener(base);
        Screener remembering = Screener.remembering(base)) {
      var report = screener.screen(of);
      rules = report.findings().stream().map(finding -> finding.rule()).toList();
      assertEquals(
          report.findings(),
          Screener.trace(base, of).spoken().stream().map(Trace.Reported::finding).toList());
      assertEquals(report, remembering.screen(of));
    }
    return rules.contains("depth-far");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          Gap( role == "proposed", observedDays > 100 )           ; 100  ; 101
          Gap( role == "proposed", $d : observedDays, $d > 100 )  ; 100  ; 101
          LastSession( observedDays > 300 )                       ; 300  ; 301
          LastSession( observedDays >= 300, idealDays > 41 )      ; 299  ; 300
          LastSession( observedDays <= 100, idealDays > 41 )      ; 101  ; 100
          LastSession( observedDays < 100 || observedDays > 900 ) ; 900  ; 901
          LastSession( !( observedDays < 100 ) )                  ; 99   ; 100
          """)
  void aRuleThatLooksFarBackSeesAsFar(String pattern, int silent, int speaking) throws IOException {
    RuleBase base = load(pattern);
    assertEquals(false, speaks(base, history("", silent)));
    assertEquals(true, speaks(base, history("", speaking)));
  }

  /** Two visits a hundred days apart, long past. */
  @Test
  void pairsOfVisitsTheSame() throws IOException {
    RuleBase base = load("Gap( role == \"pair\", observedDays >= 100 )");
    assertEquals(false, speaks(base, history("", 400, 499)));
    assertEquals(true, speaks(base, history("", 400, 500)));
  }

  @Test
  void theProposedSessionRepeatedTheSame() throws IOException {
    RuleBase base = load("Gap( role == \"regimen\", laterDepthMm >= 1.0 )");
    assertEquals(false, speaks(base, history("")));
    String regimen = ", regimen: {everyDays: 60, sessions: 3, origin: clinician}";
    assertEquals(true, speaks(base, history(regimen)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          LastSession( observedDays < idealDays )                                ; 56         ; 42
          LastSession( observedDays <= idealDays )                               ; 57         ; 42
          LastSession( poorAftercare, $i : idealDays, observedDays < $i )        ; 56         ; 42
          LastSession( observedDays < 100 )                                      ; 100        ; 42
          LastSession( observedDays <= 100 )                                     ; 101        ; 42
          LastSession( observedDays < 100, observedDays <= 80 )                  ; 81         ; 42
          LastSession( poorAftercare )                                           ; 2147483647 ; 42
          Gap( role == "proposed", observedDays < 40 )                           ; 56         ; 42
          Gap( role == "proposed", earlierTherapeutic )                          ; 2147483647 ; 42
          Gap( role == "pair", observedDays <= 50 )                              ; 56         ; 51
          Gap( role in ( "pair", "proposed" ), observedDays < 70 )               ; 70         ; 70
          """)
  void noFurtherThanSomeRuleLooks(String pattern, int sessions, int pairs) throws IOException {
    FactFilter filter = with(pattern).read().mentioned();
    assertEquals(sessions, filter.sessionsWithinDays());
    assertEquals(pairs, filter.pairsWithinDays());
  }

  @Test
  void ofTheShippedRulesAsFarAsTheirIntervalsGo() {
    FactFilter filter = RuleBase.prebuilt().mentioned();
    assertEquals(56, filter.sessionsWithinDays());
    assertEquals(42, filter.pairsWithinDays());
    assertEquals(56, RuleBase.prebuilt().mentionedDeferring().sessionsWithinDays());
  }
}
