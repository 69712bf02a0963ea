package org.needlewise.review.cases;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.needlewise.casefile.CaseFile;
import org.needlewise.casefile.Diagnostic;
import org.needlewise.casefile.InvalidInputException;
import org.needlewise.casefile.YamlNode;
import org.needlewise.report.AdvisoryReport;
import org.needlewise.report.Finding;
import org.needlewise.report.Verdict;
import org.needlewise.review.Words;
import org.needlewise.review.cases.CaseSuite.RuleCase;
import org.needlewise.review.cases.CaseSuite.RuleCases;
import org.needlewise.review.cases.CaseSuite.Scenario;
import org.needlewise.rulebase.check.Card;
import org.needlewise.rulebase.load.RuleBase;
import org.needlewise.screening.Screener;
import org.needlewise.screening.ScreeningResult;

/**
 * What the case files would say if what was found were what is expected. Of a file only what
 * differs is changed. A case whose file has a mistake, whose rule is not there or that cannot be
 * screened is left as it is.
 */
public final class Acceptance {
  private static final String NONE = "none";

  /** The fields of a finding, in the order in which they are written. */
  private static final List<String> OF_RULE =
      List.of("verdict", "because", "evidence", "earliestDate", "interval", "message");

  private static final List<String> OF_SCENARIO =
      List.of(
          "policy",
          "category",
          "verdict",
          "earliestDate",
          "because",
          "evidence",
          "interval",
          "message");

  private final List<Rewritten> files = new ArrayList<>();
  private final List<Turn> turns = new ArrayList<>();
  private int expectations;

  private static final class Rewritten {
    private final Path file;
    private final byte[] before;
    private final byte[] after;

    Rewritten(Path file, byte[] before, byte[] after) {
      this.file = file;
      this.before = before;
      this.after = after;
    }
  }

  /** A verdict that is no longer expected, and the one in its place; null for no finding. */
  private record Turn(String where, String before, String after) {
    private static int rank(String verdict) {
      return verdict == null ? 0 : Verdict.CODES.indexOf(verdict);
    }

    private int rise() {
      return rank(after) - rank(before);
    }

    private String text() {
      return where
          + ": "
          + (before == null ? "no finding" : before)
          + " -> "
          + (after == null ? "no finding" : after);
    }
  }

  /**
   * @param folder the case files that the suite was read from
   * @param wanted asked with the path of a case file below the folder
   */
  static Acceptance of(Path folder, CaseSuite suite, RuleBase base, Predicate<String> wanted)
      throws IOException {
    Acceptance acceptance = new Acceptance();
    Map<String, Card> cards = Card.byId(base.cards());
    Predicate<String> readable =
        wanted.and(
            file -> suite.problems().stream().noneMatch(problem -> problem.file().equals(file)));
    try (Screener screener = new Screener(base)) {
      for (RuleCases file : suite.rules()) {
        Card card = cards.get(file.rule());
        if (card != null && readable.test(file.file())) {
          List<CaseFile> cases = file.cases().stream().map(RuleCase::caseFile).toList();
          acceptance.new File(folder, file.file()).ruleCases(file, card, screener.screen(cases));
        }
      }
      for (Scenario scenario : suite.scenarios()) {
        if (readable.test(scenario.file())) {
          acceptance.new File(folder, scenario.file())
              .scenario(scenario, screener.screen(List.of(scenario.caseFile())).get(0));
        }
      }
    }
    return acceptance;
  }

  /** Whether there is nothing to write. */
  public boolean isEmpty() {
    return files.isEmpty();
  }

  /** The verdicts that fall, one a line; then a line that counts. */
  public String summary() {
    StringBuilder text = new StringBuilder();
    List<Turn> falls =
        turns.stream()
            .filter(turn -> turn.rise() < 0)
            .sorted(Comparator.comparingInt(turn -> Turn.rank(turn.after)))
            .toList();
    if (!falls.isEmpty()) {
      text.append("Lower than expected so far:\n");
      falls.forEach(turn -> text.append("    " + turn.text() + '\n'));
    }
    long rises = turns.stream().filter(turn -> turn.rise() > 0).count();
    return text.append(Words.count(expectations, "expectation"))
        .append(" to write in " + Words.count(files.size(), "file") + ": ")
        .append(Words.count(falls.size(), "verdict") + " lower, " + rises + " higher.\n")
        .toString();
  }

  /**
   * Writes all of the files, each as a whole, or none where one cannot be written.
   *
   * @throws InvalidInputException where a file is a link or read-only, or has been changed since
   */
  public void write() throws IOException {
    List<Diagnostic> problems = new ArrayList<>();
    for (Rewritten each : files) {
      String found =
          Files.isSymbolicLink(each.file)
              ? "a link"
              : !mayBeWritten(each.file)
                  ? "a file that is read-only"
                  : !Arrays.equals(Files.readAllBytes(each.file), each.before)
                      ? "a file that has been changed since it was read"
                      : null;
      if (found != null) {
        problems.add(
            new Diagnostic(
                each.file.toString(), found, "a file to write to; no file has been written"));
      }
    }
    if (!problems.isEmpty()) {
      throw new InvalidInputException(problems);
    }
    for (Rewritten each : files) {
      Path part = each.file.resolveSibling('.' + each.file.getFileName().toString() + ".part");
      try {
        Files.copy(
            each.file,
            part,
            StandardCopyOption.COPY_ATTRIBUTES,
            StandardCopyOption.REPLACE_EXISTING,
            LinkOption.NOFOLLOW_LINKS);
        Files.write(part, each.after, StandardOpenOption.TRUNCATE_EXISTING);
        Files.move(
            part, each.file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(part);
      }
    }
  }

  /** As its owner says it, which holds for who may write everything, too. */
  private static boolean mayBeWritten(Path file) throws IOException {
    PosixFileAttributeView posix = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    return Files.isWritable(file)
        && (posix == null
            || posix.readAttributes().permissions().contains(PosixFilePermission.OWNER_WRITE));
  }

  /** One file, and what differs in it. */
  private final class File {
    private final Path path;
    private final String name;
    private final byte[] bytes;
    private final YamlNode root;
    private final YamlEdits edits;
    private boolean differs;

    File(Path folder, String name) throws IOException {
      this.path = folder.resolve(name);
      this.name = name;
      this.bytes = Files.readAllBytes(path);
      String text = new String(bytes, StandardCharsets.UTF_8);
      this.root = YamlNode.of(text);
      this.edits = new YamlEdits(text);
    }

    void ruleCases(RuleCases file, Card card, List<ScreeningResult> screened) {
      for (int i = 0; i < file.cases().size(); i++) {
        RuleCase one = file.cases().get(i);
        YamlNode node = root.get("cases").values().get(i);
        AdvisoryReport report = screened.get(i).report();
        if (report == null) {
          continue;
        }
        List<Expected> old = one.expect().stream().map(e -> e.withEvidenceOf(card)).toList();
        findings(node, "expect", one.name(), old, CaseSuite.of(card, report), card);
        if (one.questions() != null) {
          texts(node, "questions", one.questions(), CaseSuite.questions(report));
        }
        if (one.earliest() != null) {
          text(node, "earliest", one.earliest(), CaseSuite.earliest(report));
        }
        counted();
      }
      done();
    }

    void scenario(Scenario scenario, ScreeningResult result) {
      AdvisoryReport report = result.report();
      if (report == null) {
        return;
      }
      YamlNode node = root.get("expect");
      String verdict = report.verdict().code();
      text(node, "verdict", scenario.verdict(), verdict);
      turn(scenario.name(), scenario.verdict(), verdict);
      text(node, "earliestDate", scenario.earliestDate(), CaseSuite.earliest(report));
      texts(node, "questions", scenario.questions(), CaseSuite.questions(report));
      findings(node, "findings", scenario.name(), scenario.findings(), report.findings(), null);
      counted();
      done();
    }

    private void counted() {
      expectations += differs ? 1 : 0;
      differs = false;
    }

    private void done() {
      byte[] after = edits.result().getBytes(StandardCharsets.UTF_8);
      if (!Arrays.equals(bytes, after)) {
        files.add(new Rewritten(path, bytes, after));
      }
    }

    private void turn(String of, String before, String after) {
      turns.add(new Turn(name + ": " + of, before, after));
    }

    /**
     * @param card of the rule whose findings they are; null in a scenario, where each says whose it
     *     is
     */
    private void findings(
        YamlNode object,
        String field,
        String of,
        List<Expected> old,
        List<Finding> now,
        Card card) {
      List<Expected> found =
          now.stream().map(each -> Expected.found(each, card == null, true)).toList();
      int[] match = match(old, found);
      List<YamlNode> nodes = object.get(field).values();
      List<YamlEdits.Item> items = new ArrayList<>();
      Set<Integer> gone = new HashSet<>();
      for (int i = 0; i < old.size(); i++) {
        gone.add(i);
      }
      for (int i = 0; i < found.size(); i++) {
        Expected one = found.get(i);
        String whose = one.policy() == null ? of : of + ": " + one.policy();
        int at = match[i];
        if (at < 0) {
          turn(whose, null, one.verdict());
          items.add(new YamlEdits.Item(-1, added(one, object, field, card)));
        } else {
          gone.remove(at);
          turn(whose, old.get(at).verdict(), one.verdict());
          finding(nodes.get(at), old.get(at), one, card);
          items.add(new YamlEdits.Item(at, List.of()));
        }
      }
      for (int at : gone) {
        Expected one = old.get(at);
        turn(one.policy() == null ? of : of + ": " + one.policy(), one.verdict(), null);
      }
      for (int i = 0; i < Math.max(items.size(), old.size()); i++) {
        if (i >= items.size() || items.get(i).old() != i) {
          differs = true;
          edits.list(object, field, items);
          return;
        }
      }
    }

    private void finding(YamlNode node, Expected old, Expected now, Card card) {
      List<String> order = card == null ? OF_SCENARIO : OF_RULE;
      if (card == null) {
        text(node, "category", old.category(), now.category());
      }
      text(node, "verdict", old.verdict(), now.verdict());
      texts(node, "because", old.because(), now.because());
      if (node.at("evidence") >= 0) {
        texts(node, "evidence", old.evidence(), now.evidence());
      } else {
        field(node, order, "evidence", old.evidence().equals(now.evidence()) ? null : now);
      }
      if (old.earliestDate() == null) {
        field(node, order, "earliestDate", now.earliestDate() == null ? null : now);
      } else if (now.earliestDate() != null) {
        text(node, "earliestDate", old.earliestDate(), now.earliestDate());
      } else if (!old.earliestDate().equals(NONE)) {
        remove(node, "earliestDate");
      }
      if (old.interval() != null && now.interval() != null) {
        YamlNode interval = node.get("interval");
        days(old.interval())
            .forEach((name, days) -> text(interval, name, days, days(now.interval()).get(name)));
      } else if (old.interval() != null) {
        remove(node, "interval");
      } else {
        field(node, order, "interval", now.interval() == null ? null : now);
      }
      if (old.message() != null) {
        text(node, "message", old.message(), now.message());
      }
    }

    /**
     * @param now null where there is nothing to add
     */
    private void field(YamlNode node, List<String> order, String field, Expected now) {
      if (now != null) {
        differs = true;
        edits.add(node, order, field, fields(now).get(field));
      }
    }

    private void remove(YamlNode node, String field) {
      differs = true;
      edits.remove(node, field);
    }

    private void text(YamlNode object, String field, String old, String now) {
      if (!old.equals(now)) {
        differs = true;
        edits.scalar(object.get(field), now);
      }
    }

    private void texts(YamlNode object, String field, List<String> old, List<String> now) {
      if (old.equals(now)) {
        return;
      }
      differs = true;
      Set<Integer> used = new HashSet<>();
      List<YamlEdits.Item> items = new ArrayList<>();
      for (String one : now) {
        int at = old.indexOf(one);
        items.add(new YamlEdits.Item(used.add(at) ? at : -1, List.of(one)));
      }
      edits.list(object, field, items);
    }
  }

  /** Which of the old findings each one is; -1 for a new one. */
  private static int[] match(List<Expected> old, List<Expected> found) {
    int[] match = new int[found.size()];
    Arrays.fill(match, -1);
    Set<Integer> used = new HashSet<>();
    List<BiPredicate<Expected, Expected>> same =
        List.of(
            (a, b) -> whole(a).equals(whole(b)),
            (a, b) -> row(a).equals(row(b)) && a.because().equals(b.because()),
            (a, b) -> row(a).equals(row(b)));
    for (BiPredicate<Expected, Expected> each : same) {
      for (int i = 0; i < match.length; i++) {
        for (int at = 0; at < old.size() && match[i] < 0; at++) {
          if (!used.contains(at) && each.test(old.get(at), found.get(i))) {
            match[i] = at;
            used.add(at);
          }
        }
      }
    }
    return match;
  }

  private static List<String> whole(Expected one) {
    List<String> lines = new ArrayList<>(one.lines());
    lines.removeIf(line -> line.startsWith("message: "));
    return lines;
  }

  private static String row(Expected one) {
    return one.policy() == null ? "" : one.policy();
  }

  /** The lines of a new finding, written as its neighbours are. */
  private static List<String> added(Expected one, YamlNode object, String field, Card card) {
    List<YamlNode> beside = object.get(field).values();
    Map<String, String> fields = fields(one);
    if (card != null && card.evidence().equals(one.evidence())) {
      fields.remove("evidence");
    }
    List<String> lines =
        (card == null ? OF_SCENARIO : OF_RULE)
            .stream()
                .filter(fields::containsKey)
                .map(name -> name + ": " + fields.get(name))
                .toList();
    boolean block =
        object.style() == YamlNode.Style.BLOCK
            && (beside.isEmpty() ? card == null : beside.get(0).style() == YamlNode.Style.BLOCK);
    return block ? lines : List.of('{' + String.join(", ", lines) + '}');
  }

  /** All of a finding but its message, each field as YAML. */
  private static Map<String, String> fields(Expected one) {
    Map<String, String> fields = new LinkedHashMap<>();
    if (one.policy() != null) {
      fields.put("policy", one.policy());
      fields.put("category", one.category());
    }
    fields.put("verdict", one.verdict());
    fields.put("because", '[' + String.join(", ", one.because()) + ']');
    fields.put("evidence", '[' + String.join(", ", one.evidence()) + ']');
    if (one.earliestDate() != null) {
      fields.put("earliestDate", one.earliestDate());
    }
    if (one.interval() != null) {
      fields.put(
          "interval",
          days(one.interval()).entrySet().stream()
              .map(each -> each.getKey() + ": " + each.getValue())
              .collect(Collectors.joining(", ", "{", "}")));
    }
    return fields;
  }

  private static Map<String, String> days(Finding.Interval interval) {
    Map<String, String> days = new LinkedHashMap<>();
    days.put("observedDays", String.valueOf(interval.observedDays()));
    days.put("minimumDays", String.valueOf(interval.minimumDays()));
    days.put("idealDays", String.valueOf(interval.idealDays()));
    return days;
  }
}
