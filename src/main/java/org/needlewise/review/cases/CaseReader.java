package org.needlewise.review.cases;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.needlewise.casefile.CaseFile;
import org.needlewise.casefile.CaseFileReader;
import org.needlewise.casefile.Diagnostic;
import org.needlewise.casefile.Format;
import org.needlewise.casefile.InvalidInputException;
import org.needlewise.casefile.Vocabulary;
import org.needlewise.report.Finding;
import org.needlewise.report.Verdict;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * Reads the files of a {@link CaseSuite} and collects what is wrong with them. Kept from one
 * reading to the next, it reads a file again only where its bytes have changed.
 */
public final class CaseReader {
  /** Where the changes to the rules stand that no case can notice. */
  public static final String EQUIVALENT_MUTANTS = "mutants.yaml";

  private static final String SCENARIOS = "scenarios/";

  /** Folders of other test data: plain case files, and broken ones. */
  private static final Set<String> OTHER = Set.of("examples", "invalid", EQUIVALENT_MUTANTS);

  private static final String NONE = "none";
  private static final ObjectMapper YAML =
      YAMLMapper.builder().enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY).build();

  private final Path folder;
  private final CaseFileReader cases;
  private final List<Diagnostic> problems = new ArrayList<>();
  private final Map<String, Known> known = new HashMap<>();
  private String file;

  /**
   * @param content a {@link CaseSuite.RuleCases} or a {@link CaseSuite.Scenario}
   */
  private record Known(ByteBuffer bytes, Object content) {}

  CaseReader(Path folder, Vocabulary vocabulary) {
    this.folder = folder;
    this.cases = new CaseFileReader(vocabulary);
  }

  CaseSuite read() throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new InvalidInputException(
          new Diagnostic(folder.toString(), "no such folder", "the cases of the rules"));
    }
    List<CaseSuite.RuleCases> rules = new ArrayList<>();
    List<CaseSuite.Scenario> scenarios = new ArrayList<>();
    problems.clear();
    List<String> files = files();
    known.keySet().retainAll(files);
    for (String name : files) {
      file = name;
      Object content = content(Files.readAllBytes(folder.resolve(name)));
      if (content instanceof CaseSuite.Scenario scenario) {
        scenarios.add(scenario);
      } else if (content instanceof CaseSuite.RuleCases cases) {
        rules.add(cases);
      }
    }
    if (!problems.isEmpty()) {
      throw new InvalidInputException(problems);
    }
    return new CaseSuite(rules, scenarios);
  }

  private List<String> files() throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      return paths
          .map(path -> folder.relativize(path).toString().replace('\\', '/'))
          .filter(name -> name.endsWith(".yaml") && !OTHER.contains(name.split("/")[0]))
          .sorted()
          .toList();
    }
  }

  /** Null where the file could not be read at all. */
  private Object content(byte[] bytes) {
    Known before = known.get(file);
    if (before != null && before.bytes.equals(ByteBuffer.wrap(bytes))) {
      return before.content;
    }
    int wrong = problems.size();
    JsonNode root = tree(bytes);
    Object content =
        root == null ? null : file.startsWith(SCENARIOS) ? scenario(root) : ruleCases(root);
    if (problems.size() == wrong) {
      known.put(file, new Known(ByteBuffer.wrap(bytes), content));
    }
    return content;
  }

  private JsonNode tree(byte[] bytes) {
    try {
      JsonNode root = YAML.readTree(bytes);
      if (root != null && root.isObject()) {
        return root;
      }
      problem("", "no fields", "rule and cases");
    } catch (JacksonException e) {
      String where = e.getLocation() == null ? "" : "line " + e.getLocation().getLineNr();
      problem(where, e.getOriginalMessage().lines().findFirst().orElse("no YAML"), "YAML");
    }
    return null;
  }

  private CaseSuite.RuleCases ruleCases(JsonNode root) {
    fields(root, "", Set.of("rule", "cases"), Set.of());
    List<CaseSuite.RuleCase> list = new ArrayList<>();
    Set<String> names = new LinkedHashSet<>();
    for (JsonNode one : elements(root, "cases", "")) {
      String at = "/cases/" + list.size();
      fields(one, at, Set.of("name", "case", "expect"), Set.of("questions", "earliest"));
      String name = text(one, "name", at);
      if (!names.add(name)) {
        problem(at + "/name", "a second case \"" + name + '"', "each name once");
      }
      list.add(
          new CaseSuite.RuleCase(
              name,
              caseFile(one, at),
              expected(one, "expect", at, Set.of()),
              one.has("questions") ? texts(one, "questions", at) : null,
              one.has("earliest") ? dateOrNone(one, "earliest", at) : null));
    }
    if (list.isEmpty()) {
      problem("/cases", "no cases", "at least one");
    }
    return new CaseSuite.RuleCases(file, text(root, "rule", ""), list);
  }

  private CaseSuite.Scenario scenario(JsonNode root) {
    fields(root, "", Set.of("name", "case", "expect"), Set.of());
    JsonNode expect = root.path("expect");
    String at = "/expect";
    fields(expect, at, Set.of("verdict", "earliestDate", "questions", "findings"), Set.of());
    return new CaseSuite.Scenario(
        file,
        text(root, "name", ""),
        caseFile(root, ""),
        verdict(expect, at),
        dateOrNone(expect, "earliestDate", at),
        texts(expect, "questions", at),
        expected(expect, "findings", at, Set.of("policy", "category", "evidence")));
  }

  private CaseFile caseFile(JsonNode owner, String at) {
    JsonNode node = owner.path("case");
    if (node.isMissingNode()) {
      return null; // noted among the missing fields
    }
    byte[] bytes = node.toString().getBytes(StandardCharsets.UTF_8);
    try {
      return cases.read(bytes, 0, bytes.length, Format.JSON, file);
    } catch (InvalidInputException e) {
      for (Diagnostic error : e.problems()) {
        problem(at + "/case" + error.pointer(), error.found(), error.expected());
      }
      return null;
    }
  }

  /**
   * @param whole what only a scenario states of a finding
   */
  private List<Expected> expected(JsonNode owner, String name, String parent, Set<String> whole) {
    Set<String> required = new LinkedHashSet<>(List.of("verdict", "because"));
    required.addAll(whole);
    List<Expected> list = new ArrayList<>();
    for (JsonNode one : elements(owner, name, parent)) {
      String at = parent + '/' + name + '/' + list.size();
      fields(one, at, required, Set.of("evidence", "interval", "earliestDate", "message"));
      list.add(
          new Expected(
              whole.isEmpty() ? null : text(one, "policy", at),
              whole.isEmpty() ? null : text(one, "category", at),
              verdict(one, at),
              texts(one, "because", at),
              one.has("evidence") ? texts(one, "evidence", at) : null,
              one.has("interval") ? interval(one.path("interval"), at + "/interval") : null,
              one.has("earliestDate") ? dateOrNone(one, "earliestDate", at) : null,
              one.has("message") ? text(one, "message", at) : null));
    }
    return list;
  }

  private Finding.Interval interval(JsonNode node, String at) {
    fields(node, at, Set.of("observedDays", "minimumDays", "idealDays"), Set.of());
    return new Finding.Interval(
        days(node, "observedDays", at), days(node, "minimumDays", at), days(node, "idealDays", at));
  }

  // ---- values

  private void fields(JsonNode node, String at, Set<String> required, Set<String> optional) {
    if (!node.isObject()) {
      problem(at, shown(node), "an object with " + sorted(required));
      return;
    }
    for (String name : sorted(required)) {
      if (!node.has(name)) {
        problem(at, "no field " + name, "it");
      }
    }
    node.propertyNames().stream()
        .filter(name -> !required.contains(name) && !optional.contains(name))
        .forEach(
            name -> {
              Set<String> known = new LinkedHashSet<>(required);
              known.addAll(optional);
              problem(at + '/' + name, "an unknown field", "one of " + sorted(known));
            });
  }

  private List<JsonNode> elements(JsonNode owner, String name, String at) {
    JsonNode list = owner.path(name);
    if (!list.isArray()) {
      if (owner.has(name)) {
        problem(at + '/' + name, shown(list), "a list");
      }
      return List.of();
    }
    return list.valueStream().toList();
  }

  private List<String> texts(JsonNode owner, String name, String at) {
    List<String> texts = new ArrayList<>();
    for (JsonNode one : elements(owner, name, at)) {
      if (one.isString()) {
        texts.add(one.stringValue());
      } else {
        problem(at + '/' + name, shown(one), "texts");
      }
    }
    return texts;
  }

  private String text(JsonNode owner, String name, String at) {
    JsonNode node = owner.path(name);
    if (node.isString()) {
      return node.stringValue();
    }
    if (owner.has(name)) {
      problem(at + '/' + name, shown(node), "text");
    }
    return "";
  }

  private String verdict(JsonNode owner, String at) {
    String code = text(owner, "verdict", at);
    if (!code.isEmpty() && Verdict.ofCode(code) == null) {
      problem(
          at + "/verdict",
          '"' + code + '"',
          "one of " + Stream.of(Verdict.values()).map(Verdict::code).toList());
    }
    return code;
  }

  private String dateOrNone(JsonNode owner, String name, String at) {
    String date = text(owner, name, at);
    if (!date.isEmpty() && !date.equals(NONE)) {
      try {
        LocalDate.parse(date);
      } catch (DateTimeException e) {
        problem(at + '/' + name, '"' + date + '"', "a date as YYYY-MM-DD, or none");
      }
    }
    return date;
  }

  private int days(JsonNode owner, String name, String at) {
    JsonNode node = owner.path(name);
    if (!node.isInt() && owner.has(name)) {
      problem(at + '/' + name, shown(node), "whole days");
    }
    return node.asInt(0);
  }

  private static List<String> sorted(Set<String> names) {
    return names.stream().sorted().toList();
  }

  private static String shown(JsonNode node) {
    return node.isMissingNode() ? "nothing" : node.toString();
  }

  private void problem(String at, String found, String expected) {
    problems.add(new Diagnostic(file, 0, 0, 0, at, found, expected));
  }
}
