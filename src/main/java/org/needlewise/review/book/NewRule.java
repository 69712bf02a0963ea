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

/**
 * Begins a rule: its file and the file of its cases, with the next steps in them. What is left
 * empty in them the check names, each at its place.
 */
public final class NewRule {
  private static final String SLUG = "[a-z][a-z0-9]*(-[a-z0-9]+)*";
  private static final int SLUG_CHARS = 60;
  private static final Map<String, Start> STARTS = new LinkedHashMap<>();

  /**
   * How rules of a category usually begin.
   *
   * @param fact the type that they match
   * @param variable its usual name
   * @param conditions an example of its conditions
   * @param where the JSON Pointer of a finding
   * @param patient what the example's patient has beside the age
   * @param proposed what the example proposes beside date and area
   * @param history the example's past sessions, as lists of YAML; "" for none
   */
  private record Start(
      String fact,
      String variable,
      String conditions,
      String where,
      String patient,
      String proposed,
      String history) {}

  static {
    String depth = ", depthMm: 1.0";
    put(
        "contraindication",
        new Start(
            "Condition",
            "$c",
            "code == \"\", active",
            "/patient/conditions/0",
            ", conditions: [{code: TODO}]",
            depth,
            ""));
    put(
        "warning-sign",
        new Start(
            "Sign",
            "$s",
            "code == \"\", overlapping",
            "/patient/skin/0",
            ", skin: [{code: TODO, areas: [face]}]",
            depth,
            ""));
    put(
        "interval",
        new Start(
            "Gap",
            "$g",
            "earlierArea == \"\", laterArea == \"\", earlierTherapeutic",
            "/history/0",
            "",
            depth,
            "{date: 2026-10-01, area: face, depthMm: 1.0}"));
    put(
        "over-treatment",
        new Start(
            "Visits",
            "$v",
            "proposedTherapeutic, $count : withinMonths( 12 ), $count.count >= 99",
            "/history/0",
            "",
            depth,
            "{date: 2026-10-01, area: face, depthMm: 1.0}"));
    put("depth", proposal("areaClass == \"\", depthMm > 99", "/proposed/depthMm", depth));
    put(
        "preparation",
        new Start(
            "Medication",
            "$m",
            "code == \"\", active",
            "/patient/medications/0",
            ", medications: [{code: TODO}]",
            depth,
            ""));
    put(
        "indication",
        proposal("indication == \"\"", "/proposed/indication", ", depthMm: 1.0, indication: TODO"));
    put(
        "device",
        proposal("modality == \"\"", "/proposed/modality", ", depthMm: 1.0, modality: TODO"));
    put(
        "adjunct",
        new Start(
            "Adjunct",
            "$a",
            "code == \"\"",
            "/proposed/adjuncts/0",
            "",
            ", depthMm: 1.0, adjuncts: [TODO]",
            ""));
    put(
        "regimen",
        new Start(
            "Regimen",
            "$r",
            "sessionCount > 99, therapeutic",
            "/proposed/regimen/sessionCount",
            "",
            ", depthMm: 1.0, regimen: {sessionCount: 100}",
            ""));
    put(
        "expectation",
        new Start(
            "Expectation",
            "$e",
            "code == \"\"",
            "/proposed/expectations/0",
            "",
            ", depthMm: 1.0, expectations: [TODO]",
            ""));
    put(
        "timing",
        new Start(
            "Event",
            "$e",
            "withinDays( 99 )",
            "/proposed/event",
            "",
            ", depthMm: 1.0, event: {date: 2026-12-24}",
            ""));
    put(
        "data-quality",
        new Start("Misdated", "$x", "kind == \"\"", "/proposed/date", "", depth, ""));
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
          + "\n\nBoth hold their next steps; 'rules check "
          + rule
          + "' names what is still empty, place by place.\n";
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

  private static void put(String category, Start start) {
    STARTS.put(category, start);
  }

  private static Start proposal(String conditions, String where, String proposed) {
    return new Start("Proposal", "$p", conditions, where, "", proposed, "");
  }

  private static String rule(
      String category, String slug, String id, Start start, LocalDate today) {
    boolean interval = category.equals("interval");
    String verdict =
        interval
            ? "    @minimumDays(\"\")  @idealDays(\"\")  @between(\"\")"
            : "    @verdict(\"\")";
    return """
        /*
         * What it checks
         * Why it matters
         * Stays silent
         */
        package %s.%s

        import org.needlewise.facts.%s
        global org.needlewise.screening.Findings findings

        // Next steps. Take each of these lines out when it is done; "rules check" names what is empty.
        // - Say behind each of the three headings above, in a sentence without numbers, what the rule does.
        // - Name the clinical situation behind rule, in words, and give a short @title.
        // - Give the row of the policy (@policy), what follows (%s) and what it rests on (@evidence: ids of
        //   evidence/ledger.yaml; a new statement is a new line there).
        // - Write @message (what was found) and @action (what to do), as the practitioner will read them. Where it
        //   defers without a date, say what it waits for (@dateHolds) or what to propose (@instead).
        // - Put the real conditions between when and then; rules-drl/README.md lists the facts and their fields.
        //   A new code is a new line of vocabulary.yaml.
        // - Fill in the cases: %s/%s.yaml. Then "rules test %s".
        // - Add the rule to rules-drl/CHANGELOG.md.
        rule ""
            @id("%s")  @policy("")  @category("%s")
            @title("")
        %s  @evidence("")
            @message("")
            @action("")
            @reviewed("%s")  @reviewBy("%s")  @status("active")
          when
            %s : %s( %s )
          then
            findings.%s( kcontext, %s );
        end
        """
        .formatted(
            category.replace('-', '_'),
            slug.replace('-', '_'),
            start.fact,
            interval ? "@minimumDays, @idealDays, @between" : "@verdict",
            category,
            slug,
            id,
            id,
            category,
            verdict,
            today,
            today.plusYears(1),
            start.variable,
            start.fact,
            start.conditions,
            interval ? "interval" : "add",
            start.variable);
  }

  private static String cases(String id, String category, Start start, LocalDate today) {
    String history =
        start.history.isEmpty() ? "" : "      history:\n        - " + start.history + "\n";
    String interval =
        category.equals("interval")
            ? ", interval: {observedDays: 0, minimumDays: 0, idealDays: 0}"
            : "";
    return """
        # Next steps. Take each of these lines out when it is done.
        # - Write a patient for whom the rule speaks, and what it is to say, in place of each TODO.
        # - Write the near misses: patients for whom it must stay silent, and would not if one number or word of
        #   its conditions were another; for each number one on its either side.
        # - Write one where what it asks for is not known.
        rule: %1$s
        cases:
          - name: it speaks
            case:
              id: t1
              asOf: %2$s
              patient: {birthDate: 1990-01-01%3$s, pertinentNegatives: [all-screening-questions]}
              proposed: {date: %2$s, area: face%4$s}
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
