package org.needlewise.review.gaps;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.needlewise.casefile.CaseFile;
import org.needlewise.report.AdvisoryReport;
import org.needlewise.report.Finding;
import org.needlewise.report.Verdict;
import org.needlewise.review.gaps.Gaps.Axis;
import org.needlewise.review.gaps.Gaps.Band;
import org.needlewise.review.gaps.Gaps.Kind;
import org.needlewise.review.gaps.Gaps.Problem;
import org.needlewise.review.gaps.Gaps.Unmoved;
import org.needlewise.review.gaps.Sweep.Unit;
import org.needlewise.review.gaps.Sweep.Worse;
import org.needlewise.review.proof.SeenConditions;
import org.needlewise.rulebase.check.Card;
import org.needlewise.rulebase.check.OpenRules;
import org.needlewise.rulebase.drl.RulePrinter;
import org.needlewise.rulebase.drl.RuleTree.Atom;
import org.needlewise.rulebase.drl.RuleTree.Comparison;
import org.needlewise.rulebase.drl.RuleTree.LiteralKind;
import org.needlewise.rulebase.drl.RuleTree.Path;
import org.needlewise.screening.Screener;
import org.needlewise.screening.ScreeningResult;

/** The search for {@link Gaps} in one set of rules. */
final class GapSearch {
  private static final int SHOWN = 3;

  /** What is said along an axis in one combination, and what was asked for it. */
  private record Line(List<List<RuleOutcome>> said, SeenConditions seen) {}

  /** One case. */
  private record Cell(int sweep, int combination, int number) {}

  /** Where problems of one kind and sentence were seen. */
  private record Key(Kind kind, List<String> places, String what) {}

  /** How much rules together ask. */
  private record Asked(Verdict verdict, int minimum, int ideal, boolean setsAside) {
    boolean nothing() {
      return verdict == Verdict.PROCEED && minimum < 0;
    }

    boolean lessThan(Asked other) {
      return verdict.compareTo(other.verdict) < 0 || minimum < other.minimum || ideal < other.ideal;
    }
  }

  private final Map<String, Card> cards = new HashMap<>();
  private final OpenRules rules;
  private final List<Axis> axes = new ArrayList<>();
  private final Map<Key, Set<String>> problems = new LinkedHashMap<>();
  private final Map<String, Map<Cell, RuleOutcome>> speaking = new TreeMap<>();
  private final List<Sweep> sweeps;
  private final Predicate<String> wanted;
  private final Map<String, SeenConditions> seen = new HashMap<>();
  private int situations;

  GapSearch(OpenRules rules, Predicate<String> wanted) {
    this.rules = rules;
    this.wanted = wanted;
    this.sweeps =
        Axes.of(rules).stream()
            .filter(sweep -> sweep.categories().stream().anyMatch(wanted))
            .toList();
    rules.rules().forEach(rule -> cards.put(rule.card().id(), rule.card()));
  }

  Gaps run() {
    for (int i = 0; i < sweeps.size(); i++) {
      sweep(i);
    }
    pairs();
    List<Problem> found = new ArrayList<>();
    problems.forEach(
        (key, where) ->
            found.add(
                new Problem(
                    key.kind,
                    key.places,
                    key.what,
                    where.stream().limit(SHOWN).toList(),
                    where.size())));
    found.sort(
        Comparator.comparing(Problem::kind)
            .thenComparing(problem -> String.join(" ", problem.places()))
            .thenComparing(Problem::what));
    List<String> without =
        rules.rules().stream()
            .map(rule -> rule.card().category())
            .filter(category -> wanted.test(category) && !seen.containsKey(category))
            .distinct()
            .sorted()
            .toList();
    return new Gaps(axes, found, unmoved(), without, situations);
  }

  private List<Unmoved> unmoved() {
    List<Unmoved> unmoved = new ArrayList<>();
    for (OpenRules.Rule rule : rules.rules()) {
      String category = rule.card().category();
      if (wanted.test(category)) {
        Map<String, Path> bound = rule.tree().bound();
        SeenConditions answers = seen.getOrDefault(category, new SeenConditions());
        for (Atom condition : rule.tree().atoms()) {
          String missing = comparesNumber(condition, bound) ? answers.missing(condition) : null;
          if (missing != null) {
            int line = rule.tree().line(condition.offset());
            unmoved.add(new Unmoved(rule.file(), line, RulePrinter.condition(condition), missing));
          }
        }
      }
    }
    return unmoved;
  }

  private void sweep(int index) {
    Sweep sweep = sweeps.get(index);
    List<Map<String, String>> combinations = sweep.combinations();
    int numbers = sweep.numbers().size();
    OpenRules asked = rules.only(card -> sweep.asks(card.category()));
    situations += combinations.size() * numbers;
    List<Line> all =
        IntStream.range(0, combinations.size())
            .parallel()
            .mapToObj(i -> line(sweep, asked, combinations.get(i)))
            .toList();
    for (String category : sweep.categories()) {
      SeenConditions answers = seen.computeIfAbsent(category, key -> new SeenConditions());
      all.forEach(line -> answers.add(line.seen));
      List<Set<String>> spoken = new ArrayList<>();
      List<List<Map<String, String>>> silent = new ArrayList<>();
      for (int n = 0; n < numbers; n++) {
        spoken.add(new TreeSet<>());
        silent.add(new ArrayList<>());
      }
      for (int c = 0; c < combinations.size(); c++) {
        List<List<RuleOutcome>> line = new ArrayList<>();
        for (int n = 0; n < numbers; n++) {
          List<RuleOutcome> said =
              all.get(c).said.get(n).stream()
                  .filter(each -> each.card().category().equals(category))
                  .toList();
          line.add(said);
          if (said.isEmpty()) {
            silent.get(n).add(combinations.get(c));
          }
          for (RuleOutcome each : said) {
            spoken.get(n).add(name(each.card()));
            speaking
                .computeIfAbsent(each.card().id(), key -> new HashMap<>())
                .putIfAbsent(new Cell(index, c, n), each);
          }
        }
        judge(sweep, Sweep.words(combinations.get(c)), line);
      }
      axes.add(new Axis(category, sweep.axis(), combinations.size(), bands(sweep, spoken, silent)));
    }
  }

  /** What is said along the axis in one combination. */
  private Line line(Sweep sweep, OpenRules asked, Map<String, String> combination) {
    List<CaseFile> cases =
        sweep.numbers().stream().map(number -> sweep.caseFile(combination, number)).toList();
    List<List<RuleOutcome>> line = new ArrayList<>();
    SeenConditions answers = new SeenConditions();
    try (Screener screener =
        Screener.readingFindings(
            asked, (tree, condition, fact, holds) -> answers.saw(condition, holds))) {
      for (ScreeningResult screened : screener.screen(cases)) {
        AdvisoryReport report =
            Objects.requireNonNull(screened.report(), "a case that was not evaluated");
        line.add(
            report.findings().stream()
                .filter(finding -> sweep.categories().contains(finding.category()))
                .map(this::said)
                .toList());
      }
    }
    return new Line(line, answers);
  }

  private RuleOutcome said(Finding finding) {
    Card card = cards.get(finding.rule());
    Finding.Interval interval = card.isInterval() ? finding.interval() : null;
    return new RuleOutcome(
        card,
        finding.verdict(),
        interval == null ? -1 : interval.minimumDays(),
        interval == null ? -1 : interval.idealDays(),
        finding.because());
  }

  private static List<Band> bands(
      Sweep sweep, List<Set<String>> spoken, List<List<Map<String, String>>> silent) {
    Described described = new Described(sweep);
    List<Band> bands = new ArrayList<>();
    for (int from = 0; from < spoken.size(); ) {
      int to = from;
      while (to + 1 < spoken.size()
          && spoken.get(to + 1).equals(spoken.get(from))
          && silent.get(to + 1).equals(silent.get(from))) {
        to++;
      }
      List<String> rules = List.copyOf(spoken.get(from));
      List<Map<String, String>> quiet = silent.get(from);
      List<String> where = rules.isEmpty() || quiet.isEmpty() ? List.of() : described.groups(quiet);
      bands.add(new Band(sweep.words(from, to), rules, quiet.size(), where));
      from = to + 1;
    }
    return bands;
  }

  // Along one axis, in one combination

  private void judge(Sweep sweep, String where, List<List<RuleOutcome>> line) {
    boolean ofIntervals = sweep.categories().contains("interval");
    if (ofIntervals && sweep.unit() == Unit.DAYS) {
      cuts(sweep, where, line);
      return; // an interval that has passed asks for nothing: no fall
    }
    if (sweep.worse() == Worse.NEITHER) {
      return;
    }
    int step = sweep.worse() == Worse.UP ? 1 : -1;
    int first = step > 0 ? 0 : line.size() - 1;
    for (int n = first; n + step >= 0 && n + step < line.size(); n += step) {
      int next = n + step;
      Asked before = asked(line.get(n));
      Asked now = asked(line.get(next));
      if (now.setsAside || !now.lessThan(before)) {
        continue;
      }
      int end = next;
      while (end + step >= 0
          && end + step < line.size()
          && asked(line.get(end + step)).equals(now)) {
        end += step;
      }
      String band = sweep.words(Math.min(next, end), Math.max(next, end));
      List<RuleOutcome> ended =
          line.get(n).stream().filter(each -> each.asks() && !has(line, next, each)).toList();
      String who = titles(ended);
      String what =
          now.nothing()
              ? "no rule asks anything at " + band + ", where " + who + " ends"
              : "less is asked at " + band + ", where " + who + " ends";
      add(now.nothing() ? Kind.HOLE : Kind.FALL, ended, sweep.axis() + ": " + what, where);
    }
  }

  private static boolean has(List<List<RuleOutcome>> line, int n, RuleOutcome said) {
    return line.get(n).stream()
        .anyMatch(each -> each.card().id().equals(said.card().id()) && each.sameAs(said));
  }

  private static Asked asked(List<RuleOutcome> said) {
    Verdict verdict = Verdict.PROCEED;
    int minimum = -1;
    int ideal = -1;
    boolean setsAside = false;
    for (RuleOutcome each : said) {
      verdict = each.verdict().compareTo(verdict) > 0 ? each.verdict() : verdict;
      minimum = Math.max(minimum, each.minimum());
      ideal = Math.max(ideal, each.ideal());
      setsAside |= !each.card().setsAside().isEmpty();
    }
    return new Asked(verdict, minimum, ideal, setsAside);
  }

  /** Interval rules that do not speak on each day below their ideal. */
  private void cuts(Sweep sweep, String where, List<List<RuleOutcome>> line) {
    Map<String, RuleOutcome> first = new LinkedHashMap<>();
    line.forEach(said -> said.forEach(each -> first.putIfAbsent(each.card().id(), each)));
    for (RuleOutcome said : first.values()) {
      if (!said.card().isInterval()) {
        continue;
      }
      for (int n = 0; n < line.size() && sweep.numbers().get(n) < said.card().idealDays(); n++) {
        int at = n;
        if (line.get(at).stream().noneMatch(each -> each.card().id().equals(said.card().id()))) {
          String what =
              name(said.card())
                  + " does not hold at "
                  + sweep.words(n, n)
                  + ", below its own ideal of "
                  + said.card().idealDays()
                  + " days";
          add(Kind.CUT, List.of(said), sweep.axis() + ": " + what, where);
          break;
        }
      }
    }
  }

  // Two rules

  private void pairs() {
    List<String> ids = List.copyOf(speaking.keySet());
    for (int i = 0; i < ids.size(); i++) {
      for (int j = i + 1; j < ids.size(); j++) {
        Card a = cards.get(ids.get(i));
        Card b = cards.get(ids.get(j));
        proceeds(speaking.get(a.id()), speaking.get(b.id()));
        proceeds(speaking.get(b.id()), speaking.get(a.id()));
        if (a.category().equals(b.category()) && a.isInterval() == b.isInterval()) {
          pair(speaking.get(ids.get(i)), speaking.get(ids.get(j)));
        }
      }
    }
  }

  private void pair(Map<Cell, RuleOutcome> a, Map<Cell, RuleOutcome> b) {
    Set<Cell> shared = new HashSet<>(a.keySet());
    shared.retainAll(b.keySet());
    if (shared.isEmpty()
        || shared.stream().anyMatch(cell -> !a.get(cell).because().equals(b.get(cell).because()))) {
      return;
    }
    boolean allOfA = shared.size() == a.size();
    boolean allOfB = shared.size() == b.size();
    boolean same = shared.stream().allMatch(cell -> a.get(cell).sameAs(b.get(cell)));
    RuleOutcome first = a.values().iterator().next();
    RuleOutcome second = b.values().iterator().next();
    if (allOfA && allOfB && same) {
      String what = name(first.card()) + " and " + name(second.card()) + " always say the same";
      add(Kind.HIDDEN, List.of(first, second), what, where(shared));
      return;
    }
    boolean asks = shared.stream().allMatch(cell -> a.get(cell).asks() && b.get(cell).asks());
    if (!asks) {
      return;
    }
    if (allOfA != allOfB) {
      Map<Cell, RuleOutcome> less = allOfA ? a : b;
      Map<Cell, RuleOutcome> more = allOfA ? b : a;
      if (shared.stream().allMatch(cell -> more.get(cell).covers(less.get(cell)))) {
        RuleOutcome hidden = allOfA ? first : second;
        RuleOutcome hiding = allOfA ? second : first;
        String what = wherever(hidden) + name(hiding.card()) + " speaks too, and asks for no less";
        add(Kind.HIDDEN, List.of(hidden, hiding), what, where(shared));
      }
    } else if (lines(a.keySet()).equals(lines(b.keySet()))
        && shared.stream().anyMatch(cell -> !a.get(cell).sameAs(b.get(cell)))) {
      String what =
          name(first.card())
              + " and "
              + name(second.card())
              + " speak under the same conditions and do not agree";
      Set<Cell> differ =
          shared.stream()
              .filter(cell -> !a.get(cell).sameAs(b.get(cell)))
              .collect(Collectors.toSet());
      add(Kind.CONTRADICTION, List.of(first, second), what, where(differ));
    }
  }

  /**
   * A rule of verdict proceed beside one that defers on the same fact. It may say in general what
   * the other excepts: at some numbers, or in some combinations. Else it lets proceed in vain.
   */
  private void proceeds(Map<Cell, RuleOutcome> a, Map<Cell, RuleOutcome> b) {
    Set<Cell> shared =
        a.keySet().stream()
            .filter(
                cell ->
                    !a.get(cell).asks()
                        && b.containsKey(cell)
                        && b.get(cell).defers()
                        && a.get(cell).because().equals(b.get(cell).because()))
            .collect(Collectors.toSet());
    Set<Integer> along = shared.stream().map(Cell::sweep).collect(Collectors.toSet());
    Map<Cell, RuleOutcome> informs = new HashMap<>(a);
    informs.entrySet().removeIf(e -> !along.contains(e.getKey().sweep) || e.getValue().asks());
    Set<List<Integer>> lines = lines(shared);
    if (shared.isEmpty() || !lines.equals(lines(informs.keySet()))) {
      return;
    }
    boolean beyond =
        b.keySet().stream()
            .anyMatch(
                cell ->
                    lines.contains(line(cell))
                        && b.get(cell).defers()
                        && !informs.containsKey(cell));
    if (beyond || shared.size() == informs.size()) {
      RuleOutcome first = a.get(shared.iterator().next());
      RuleOutcome second = b.get(shared.iterator().next());
      String what =
          name(first.card())
              + " lets proceed where "
              + name(second.card())
              + " defers, on the same fact";
      add(Kind.CONTRADICTION, List.of(first, second), what, where(shared));
    }
  }

  private String wherever(RuleOutcome hidden) {
    return "wherever " + name(hidden.card()) + " speaks, ";
  }

  /** The combinations in which a rule speaks at some number. */
  private static Set<List<Integer>> lines(Set<Cell> said) {
    return said.stream().map(GapSearch::line).collect(Collectors.toSet());
  }

  private static List<Integer> line(Cell cell) {
    return List.of(cell.sweep, cell.combination);
  }

  private String where(Set<Cell> cells) {
    Cell first =
        cells.stream()
            .min(
                Comparator.comparingInt(Cell::sweep)
                    .thenComparingInt(Cell::combination)
                    .thenComparingInt(Cell::number))
            .orElseThrow();
    Sweep sweep = sweeps.get(first.sweep);
    TreeSet<Integer> numbers = new TreeSet<>();
    cells.stream()
        .filter(c -> c.sweep == first.sweep && c.combination == first.combination)
        .forEach(c -> numbers.add(c.number));
    String combination = Sweep.words(sweep.combinations().get(first.combination));
    return sweep.axis()
        + " "
        + sweep.words(numbers.first(), numbers.last())
        + (combination.isEmpty() ? "" : ", " + combination);
  }

  // Words

  private void add(Kind kind, List<RuleOutcome> concerned, String what, String where) {
    List<String> places =
        concerned.stream().map(s -> s.card().file() + ':' + s.card().line()).distinct().toList();
    problems.computeIfAbsent(new Key(kind, places, what), key -> new TreeSet<>()).add(where);
  }

  /** The title; where another rule has the same, its id too. */
  private String name(Card card) {
    boolean shared =
        cards.values().stream().filter(each -> each.title().equals(card.title())).count() > 1;
    return shared ? card.title() + " (" + card.id() + ')' : card.title();
  }

  private String titles(List<RuleOutcome> said) {
    return said.isEmpty()
        ? "another rule"
        : said.stream()
            .map(each -> '"' + name(each.card()) + '"')
            .distinct()
            .collect(Collectors.joining(" and "));
  }

  /** Whether a condition compares a number, or a measure that is made with one. */
  private static boolean comparesNumber(Atom atom, Map<String, Path> bound) {
    return atom instanceof Comparison comparison && comparison.orders()
        || atom.operands().stream()
            .flatMap(operand -> operand.rewrite(path -> path.expanded(bound)).literals())
            .anyMatch(literal -> literal.kind() == LiteralKind.NUMBER);
  }
}
