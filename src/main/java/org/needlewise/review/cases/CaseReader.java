package org.needlewise.review.cases;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.needlewise.casefile.CaseFile;
import org.needlewise.casefile.CaseFileReader;
import org.needlewise.casefile.CodeTable;
import org.needlewise.casefile.Diagnostic;
import org.needlewise.casefile.Echo;
import org.needlewise.casefile.Fields;
import org.needlewise.casefile.Format;
import org.needlewise.casefile.InvalidInputException;
import org.needlewise.casefile.Limits;
import org.needlewise.casefile.Place;
import org.needlewise.casefile.StrictReader;
import org.needlewise.casefile.Vocabulary;
import org.needlewise.report.Finding;
import org.needlewise.report.Verdict;
import org.needlewise.rulebase.check.PlainFiles;

/**
 * Reads the files of a {@link CaseSuite} and collects what is wrong with them: a case that is wrong
 * does not hide the others. Kept from one reading to the next, it reads a file again only where its
 * bytes have changed.
 */
public final class CaseReader {
  /** Where the changes to the rules stand that no case can notice. */
  public static final String EQUIVALENT_MUTANTS = "mutants.yaml";

  private static final String SCENARIOS = "scenarios/";

  /** Other test data: plain case files, broken ones, and what stands for itself. */
  private static final Set<String> OTHER = Set.of("examples", "invalid", EQUIVALENT_MUTANTS);

  private static final Pattern FILE = Pattern.compile("[^/]+/[^/]+\\.yaml");

  private static final String NONE = "none";

  private static final Fields RULE_CASES = new Fields("a file of cases", "rule!", "cases!");
  private static final Fields RULE_CASE =
      new Fields("a case of a rule", "name!", "case!", "expect!", "questions", "earliest");
  private static final Fields SCENARIO = new Fields("a scenario", "name!", "case!", "expect!");
  private static final Fields REPORT =
      new Fields(
          "what is expected of a scenario", "verdict!", "earliestDate!", "questions!", "findings!");
  private static final Fields FINDING =
      new Fields(
          "an expected finding",
          "verdict!",
          "because!",
          "evidence",
          "interval",
          "earliestDate",
          "message");
  private static final Fields SCENARIO_FINDING =
      new Fields(
          "an expected finding",
          "verdict!",
          "because!",
          "evidence!",
          "interval",
          "earliestDate",
          "message",
          "policy!",
          "category!");
  private static final Fields INTERVAL =
      new Fields("an interval", "observedDays!", "minimumDays!", "idealDays!");
  private static final CodeTable VERDICT = CodeTable.choice(Verdict.CODES);

  private final Path folder;
  private final CaseFileReader cases;
  private final Map<String, Known> known = new HashMap<>();

  /**
   * @param content {@link CaseSuite.RuleCases}, {@link CareCases} or a {@link CaseSuite.Scenario}
   */
  private record Known(ByteBuffer bytes, Object content) {}

  CaseReader(Path folder, Vocabulary vocabulary) {
    this.folder = folder;
    this.cases = new CaseFileReader(vocabulary);
  }

  /** The cases that are right, and what is wrong with the others. */
  CaseSuite read() {
    return read(plain(folder));
  }

  private static PlainFiles plain(Path folder) {
    PlainFiles plain = PlainFiles.read(folder, "the cases of the rules", OTHER);
    if (plain.refused().stream().anyMatch(each -> each.file().equals(folder.toString()))) {
      throw new InvalidInputException(plain.refused());
    }
    return plain;
  }

  /** What can be read of a folder. */
  static SortedMap<String, byte[]> files(Path folder) {
    return plain(folder).files();
  }

  /** Those of files that lie in no folder. */
  static CaseSuite read(SortedMap<String, byte[]> files, Vocabulary vocabulary) {
    SortedMap<String, byte[]> some = new TreeMap<>(files);
    some.keySet().removeIf(file -> OTHER.contains(file.split("/")[0]));
    Path none = Path.of("");
    return new CaseReader(none, vocabulary).read(new PlainFiles(some, List.of(), List.of()));
  }

  private CaseSuite read(PlainFiles plain) {
    List<CaseSuite.RuleCases> rules = new ArrayList<>();
    List<CaseSuite.Scenario> scenarios = new ArrayList<>();
    List<CareCases> care = new ArrayList<>();
    List<Diagnostic> problems = new ArrayList<>(plain.refused());
    known.keySet().retainAll(plain.files().keySet());
    plain
        .files()
        .forEach(
            (file, yaml) -> {
              if (!FILE.matcher(file).matches()) {
                problems.add(
                    new Diagnostic(
                        file,
                        "a file that is not read",
                        "<category>/<name>.yaml, or no such file"));
                return;
              }
              Object content = content(file, yaml, problems);
              if (content instanceof CaseSuite.Scenario scenario) {
                scenarios.add(scenario);
              } else if (content instanceof CaseSuite.RuleCases ofRule) {
                rules.add(ofRule);
              } else if (content instanceof CareCases ofCare) {
                care.add(ofCare);
              }
            });
    return new CaseSuite(rules, scenarios, care, problems, plain.passedOver());
  }

  /** Null where nothing of the file can be used. */
  private Object content(String file, byte[] yaml, List<Diagnostic> problems) {
    Known before = known.get(file);
    if (before != null && before.bytes.equals(ByteBuffer.wrap(yaml))) {
      return before.content;
    }
    int wrong = problems.size();
    boolean scenario = file.startsWith(SCENARIOS);
    boolean care = file.startsWith(CareCases.FOLDER);
    Object content =
        StrictReader.<Object>read(
            yaml,
            0,
            yaml.length,
            Format.YAML,
            file,
            0,
            scenario
                ? "a scenario: name, case and expect"
                : care ? "cases of the care" : "the cases of a rule: rule and cases",
            in ->
                scenario
                    ? scenario(in, file)
                    : care ? CareCases.read(in, file, cases) : ruleCases(in, file),
            problems::addAll);
    if (problems.size() == wrong) {
      known.put(file, new Known(ByteBuffer.wrap(yaml), content));
    }
    return content;
  }

  private CaseSuite.RuleCases ruleCases(StrictReader in, String file) {
    String rule = null;
    List<CaseSuite.RuleCase> list = List.of();
    if (!in.enter(RULE_CASES)) {
      return null;
    }
    for (int f = in.field(); f >= 0; f = in.field()) {
      if (f == 0) {
        rule = text(in, "text: the id of a rule");
      } else {
        Place place = in.place();
        int before = in.errors();
        Set<String> names = new HashSet<>();
        list = in.list("a list of cases", each -> ruleCase(each, names));
        if (list.isEmpty() && in.errors() == before) {
          in.error(place, "no cases", "at least one");
        }
      }
    }
    return rule == null ? null : new CaseSuite.RuleCases(file, rule, list);
  }

  /** Null where anything is wrong with it. */
  private CaseSuite.RuleCase ruleCase(StrictReader in, Set<String> names) {
    String name = null;
    CaseFile caseFile = null;
    List<Expected> expect = List.of();
    List<String> questions = null;
    String earliest = null;
    int before = in.errors();
    if (!in.enter(RULE_CASE)) {
      return null;
    }
    for (int f = in.field(); f >= 0; f = in.field()) {
      switch (f) {
        case 0 -> {
          name = text(in, "text: the name of a case");
          if (name != null && !names.add(name)) {
            in.error("a second case " + Echo.quoted(name), "each name once");
          }
        }
        case 1 -> caseFile = cases.read(in);
        case 2 -> expect = findings(in, FINDING);
        case 3 -> questions = texts(in, "a list of codes of questions");
        default -> earliest = dateOrNone(in);
      }
    }
    return in.errors() > before
        ? null
        : new CaseSuite.RuleCase(name, caseFile, expect, questions, earliest);
  }

  /** Null where anything is wrong with it. */
  private CaseSuite.Scenario scenario(StrictReader in, String file) {
    String name = null;
    CaseFile caseFile = null;
    String verdict = null;
    String earliest = null;
    List<String> questions = List.of();
    List<Expected> findings = List.of();
    if (!in.enter(SCENARIO)) {
      return null;
    }
    for (int f = in.field(); f >= 0; f = in.field()) {
      if (f == 0) {
        name = text(in, "text: the name of a scenario");
      } else if (f == 1) {
        caseFile = cases.read(in);
      } else if (in.enter(REPORT)) {
        for (int r = in.field(); r >= 0; r = in.field()) {
          switch (r) {
            case 0 -> verdict = in.code(VERDICT);
            case 1 -> earliest = dateOrNone(in);
            case 2 -> questions = texts(in, "a list of codes of questions");
            default -> findings = findings(in, SCENARIO_FINDING);
          }
        }
      }
    }
    return in.errors() > 0
        ? null
        : new CaseSuite.Scenario(file, name, caseFile, verdict, earliest, questions, findings);
  }

  /**
   * @param fields those of each finding; a scenario states all of a finding
   */
  private static List<Expected> findings(StrictReader in, Fields fields) {
    return in.list("a list of findings", each -> finding(each, fields));
  }

  private static Expected finding(StrictReader in, Fields fields) {
    String verdict = null;
    List<String> because = List.of();
    List<String> evidence = null;
    Finding.Interval interval = null;
    String earliest = null;
    String message = null;
    String policy = null;
    String category = null;
    if (!in.enter(fields)) {
      return null;
    }
    for (int f = in.field(); f >= 0; f = in.field()) {
      switch (f) {
        case 0 -> verdict = in.code(VERDICT);
        case 1 -> because = texts(in, "a list of places in the case, as in /history/0");
        case 2 -> evidence = texts(in, "a list of ids of evidence");
        case 3 -> interval = interval(in);
        case 4 -> earliest = dateOrNone(in);
        case 5 -> message = text(in, "text: the message");
        case 6 -> policy = text(in, "text: a policy row");
        default -> category = text(in, "text: a category");
      }
    }
    return new Expected(policy, category, verdict, because, evidence, interval, earliest, message);
  }

  private static Finding.Interval interval(StrictReader in) {
    int[] days = new int[3];
    if (!in.enter(INTERVAL)) {
      return null;
    }
    for (int f = in.field(); f >= 0; f = in.field()) {
      Integer value = in.whole(0);
      days[f] = value == null ? 0 : value;
    }
    return new Finding.Interval(days[0], days[1], days[2]);
  }

  private static List<String> texts(StrictReader in, String what) {
    return in.list(what, each -> text(each, "text"));
  }

  private static String text(StrictReader in, String what) {
    return in.text(what, 1, Limits.TEXT_CHARS);
  }

  private static String dateOrNone(StrictReader in) {
    String expected = "text: a date as YYYY-MM-DD, or none";
    String date = text(in, expected);
    if (date != null && !date.equals(NONE)) {
      try {
        LocalDate.parse(date);
      } catch (DateTimeException e) {
        in.error(Echo.quoted(date), "a date as YYYY-MM-DD, or none");
      }
    }
    return date;
  }
}
