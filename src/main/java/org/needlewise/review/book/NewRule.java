package org.needlewise.review.book;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.lang.model.SourceVersion;
import org.needlewise.review.Words;
import org.needlewise.rulebase.drl.Lexer;

/**
 * Begins a rule: its file, with the next steps in it, and the file of its cases. What is left to do
 * in them the check and the test name, each at its place.
 */
public final class NewRule {
  private static final String SLUG = "[a-z][a-z0-9]*(-[a-z0-9]+)*";
  private static final int SLUG_CHARS = 60;

  /** From the past session of an example to the proposed one. */
  private static final int PAST_DAYS = 10;

  private static final Map<String, Start> STARTS = new LinkedHashMap<>();

  /**
   * How rules of a category usually begin. What nobody can foresee is {@code TODO}, which neither
   * the check of rules nor the reading of their cases lets pass.
   *
   * @param fact the type that they match
   * @param variable its usual name
   * @param conditions an example of its conditions
   * @param where the JSON Pointer of a finding
   * @param because whether the card has to name that, since it is not the fact's own
   * @param patient what the example's patient has beside the age
   * @param proposed what the example proposes beside date and area
   * @param history whether the example has a past session
   */
  private record Start(
      String fact,
      String variable,
      String conditions,
      String where,
      boolean because,
      String patient,
      String proposed,
      boolean history) {}

  static {
    patient(
        "contraindication",
        "Condition",
        "$c",
        "code == TODO, active",
        "/patient/conditions/0",
        "conditions: [{code: TODO}]");
    patient(
        "warning-sign",
        "Sign",
        "$s",
        "code == TODO, overlapping",
        "/patient/skin/0",
        "skin: [{sign: TODO, areas: [face]}]");
    past("interval", "Gap", "$g", "earlierArea == TODO, laterArea == TODO, earlierTherapeutic");
    past(
        "over-treatment",
        "Visits",
        "$v",
        "proposedTherapeutic, $count : withinMonths( TODO ), $count.count >= TODO");
    proposal("depth", "areaClass == TODO, depthMm > TODO", "/proposed/depthMm", "depthMm: TODO");
    patient(
        "preparation",
        "Medication",
        "$m",
        "code == TODO, active",
        "/patient/medications/0",
        "medications: [{code: TODO}]");
    proposal(
        "indication",
        "indication == TODO",
        "/proposed/indication",
        "depthMm: 1.0, indication: TODO");
    proposal("device", "modality == TODO", "/proposed/modality", "depthMm: 1.0, modality: TODO");
    proposed(
        "adjunct", "Adjunct", "$a", "code == TODO", "/proposed/adjuncts/0", "adjuncts: [TODO]");
    STARTS.put(
        "regimen",
        new Start(
            "Regimen",
            "$r",
            "everyDays < TODO, therapeutic",
            "/proposed/regimen/everyDays",
            true,
            "",
            "depthMm: 1.0, regimen: {everyDays: TODO}",
            false));
    proposed(
        "expectation",
        "Expectation",
        "$e",
        "code == TODO",
        "/proposed/expectations/0",
        "expectations: [TODO]");
    proposed(
        "timing",
        "Event",
        "$e",
        "date >= proposedDate, withinDays( TODO )",
        "/proposed/event",
        "event: {date: TODO}");
    patient(
        "data-quality",
        "Misdated",
        "$x",
        "kind == TODO",
        "/patient/conditions/0/onset",
        "conditions: [{code: TODO, onset: TODO}]");
  }

  private final Path rules;
  private final Path cases;

  /**
   * @param rules the rules folder
   * @param cases the folder of its cases
   */
  public NewRule(Path rules, Path cases) {
    this.rules = rules;
    this.cases = cases;
  }

  /**
   * What has been written.
   *
   * @param rule the rule's file
   * @param cases the file of its cases
   * @param id the rule's id
   */
  public record Begun(String id, Path rule, Path cases) {
    /** Which files, and what to do next. */
    public String text() {
      return rule
          + "\n"
          + cases
          + "\n\nThe first holds the next steps. What is left to do 'rules check "
          + rule
          + "' names in the rule, 'rules test "
          + id
          + "' in its cases, place by place.\n";
    }

    /** One object: id, rule, cases. */
    public String json() {
      return Words.json(Map.of("id", id, "rule", rule.toString(), "cases", cases.toString()));
    }
  }

  /** The categories there are. */
  static List<String> categories() {
    return List.copyOf(STARTS.keySet());
  }

  /**
   * @param today the day of the rule's first review
   * @throws IllegalArgumentException where a name will not do or a file is there already, one line
   *     for the user; nothing has been written then
   */
  public Begun begin(String category, String slug, LocalDate today) {
    Start start = STARTS.get(category);
    if (start == null) {
      throw new IllegalArgumentException(
          "found the category '"
              + category
              + "', expected one of "
              + String.join(", ", categories()));
    }
    if (!slug.matches(SLUG) || slug.length() > SLUG_CHARS) {
      throw new IllegalArgumentException(
          "found the name '"
              + slug
              + "', expected lower-case words joined by hyphens, as in severe-eczema");
    }
    if (SourceVersion.isKeyword(slug)) {
      throw new IllegalArgumentException(
          "found the name '"
              + slug
              + "', expected another one: this word has a meaning to programs");
    }
    for (Path folder : List.of(rules, cases)) {
      if (!Files.isDirectory(folder)) {
        throw new IllegalArgumentException("found no folder " + folder + ", expected one");
      }
    }
    Path rule = rules.resolve(category).resolve(slug + ".drl");
    Path proof = cases.resolve(category).resolve(slug + ".yaml");
    for (Path file : List.of(rule, proof)) {
      if (Files.exists(file)) {
        throw new IllegalArgumentException("found " + file + ", expected a name that is not taken");
      }
    }
    String id = category + '-' + slug;
    try {
      write(rule, rule(category, slug, id, start, today));
      write(proof, cases(id, category, start, today));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Begun(id, rule, proof);
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.write(file, text.getBytes(StandardCharsets.UTF_8), StandardOpenOption.CREATE_NEW);
  }

  private static void patient(
      String category,
      String fact,
      String variable,
      String conditions,
      String where,
      String patient) {
    STARTS.put(
        category,
        new Start(fact, variable, conditions, where, false, ", " + patient, "depthMm: 1.0", false));
  }

  private static void past(String category, String fact, String variable, String conditions) {
    STARTS.put(
        category,
        new Start(fact, variable, conditions, "/history/0", false, "", "depthMm: 1.0", true));
  }

  private static void proposal(String category, String conditions, String where, String proposed) {
    STARTS.put(category, new Start("Proposal", "$p", conditions, where, true, "", proposed, false));
  }

  private static void proposed(
      String category,
      String fact,
      String variable,
      String conditions,
      String where,
      String proposed) {
    STARTS.put(
        category,
        new Start(
            fact, variable, conditions, where, false, "", "depthMm: 1.0, " + proposed, false));
  }

  private static String rule(
      String category, String slug, String id, Start start, LocalDate today) {
    boolean interval = category.equals("interval");
    return """
        /*
         * What it checks
         * Why it matters
         * Stays silent
         */
        package %1$s.%2$s

        import org.needlewise.facts.%3$s
        global org.needlewise.screening.Findings findings

        // NEXT Say behind each of the three headings above, in a sentence without numbers, what the rule does.
        // NEXT Name the clinical situation behind rule, in words, and give a short @title.
        // NEXT Give the row of the policy (@policy) and what follows (%4$s).
        // NEXT Give what it rests on (@evidence): ids of evidence/ledger.yaml, where a new statement is a new line.
        // NEXT Write @message (what was found) and @action (what to do), as the practitioner will read them.
        // NEXT Where it defers without a date, say what it waits for (@dateHolds) or what to propose (@instead).
        // NEXT Put the real conditions between when and then; rules-drl/README.md lists the facts and their fields.
        // NEXT Where a code is new, add it to vocabulary.yaml.
        // NEXT In %5$s/%6$s.yaml write a patient for whom the rule speaks, and what it says, in place of each TODO.
        // NEXT Write the near misses there: for each number one on its either side, for each word another one.
        // NEXT Write one where what it asks for is not known. Then "rules test %7$s".
        // NEXT Add the rule to rules-drl/CHANGELOG.md.
        rule ""
            @policy("")
            @title("")
            %8$s  @evidence("")%9$s
            @message("")
            @action("")
            @reviewed("%10$s")  @reviewBy("%11$s")  @status("active")
          when
            %12$s : %3$s( %13$s )
          then
            findings.%14$s( kcontext, %12$s );
        end
        """
        .replace("NEXT", Lexer.NEXT_STEP)
        .formatted(
            category.replace('-', '_'),
            slug.replace('-', '_'),
            start.fact,
            interval ? "@minimumDays, @idealDays, @between" : "@verdict",
            category,
            slug,
            id,
            interval ? "@minimumDays(\"\")  @idealDays(\"\")  @between(\"\")" : "@verdict(\"\")",
            start.because ? "  @because(\"" + start.where + "\")" : "",
            today,
            today.plusYears(1),
            start.variable,
            start.conditions,
            interval ? "interval" : "add");
  }

  private static String cases(String id, String category, Start start, LocalDate today) {
    LocalDate past = today.minusDays(PAST_DAYS);
    String history =
        start.history
            ? "      history:\n        - {date: " + past + ", area: face, depthMm: 1.0}\n"
            : "";
    String interval =
        category.equals("interval")
            ? ", interval: {observedDays: " + PAST_DAYS + ", minimumDays: TODO, idealDays: TODO}"
            : "";
    return """
        rule: %1$s
        cases:
          - name: it speaks
            case:
              id: t1
              asOf: %2$s
              patient: {birthDate: 1990-01-01%3$s, pertinentNegatives: [all-screening-questions]}
              proposed: {date: %2$s, area: face, %4$s}
        %5$s    expect:
              - {verdict: TODO, because: [%6$s]%7$s}
          - name: it stays silent
            case:
              id: t2
              asOf: %2$s
              patient: {birthDate: 1990-01-01, pertinentNegatives: [all-screening-questions]}
              proposed: {date: %2$s, area: face, depthMm: 1.0}
            expect: []
        """
        .formatted(id, today, start.patient, start.proposed, history, start.where, interval);
  }
}
