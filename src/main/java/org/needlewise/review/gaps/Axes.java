package org.needlewise.review.gaps;

import java.math.BigDecimal;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.needlewise.casefile.Areas;
import org.needlewise.casefile.CaseFile;
import org.needlewise.facts.Definitions;
import org.needlewise.report.Verdict;
import org.needlewise.rulebase.check.Card;
import org.needlewise.rulebase.check.OpenRules;
import org.needlewise.rulebase.drl.RuleTree.Atom;
import org.needlewise.rulebase.drl.RuleTree.Constraint;
import org.needlewise.rulebase.drl.RuleTree.Literal;
import org.needlewise.rulebase.drl.RuleTree.LiteralKind;
import org.needlewise.rulebase.drl.RuleTree.Operand;
import org.needlewise.rulebase.drl.RuleTree.Path;
import org.needlewise.rulebase.drl.RuleTree.Pattern;
import org.needlewise.rulebase.drl.RuleTree.Step;

/**
 * The bands of numbers that rules of one category share, each as the cases that go through it: one
 * number of a case moves over its axis while the rest stands, in every combination of what the
 * rules of the category tell apart.
 *
 * <p>The numbers of a case are whole (days, counts, hundredths of a millimetre), and every rule
 * compares them with constants. So the constants, and the number before and behind each, stand for
 * the whole axis.
 */
final class Axes {
  private static final int DEEPEST = 1_000;
  private static final int YEAR_DAYS = 366;
  private static final String NONE = "";

  private final OpenRules rules;
  private final List<Sweep> sweeps = new ArrayList<>();

  /** Which way along an axis a session becomes no safer. */
  enum Worse {
    UP,
    DOWN,
    NEITHER
  }

  /** What the numbers of an axis are. */
  enum Unit {
    MILLIMETRES,
    DAYS,
    COUNT
  }

  /** Sets a draft for one combination of the dimensions and one number of the axis. */
  interface Setter {
    void set(Draft draft, Map<String, String> combination, int number);
  }

  /**
   * @param axis what moves, in words
   * @param numbers of the axis, in ascending order
   * @param dimensions values by name; "" for not stated
   */
  record Sweep(
      String axis,
      Unit unit,
      Set<String> categories,
      Worse worse,
      List<Integer> numbers,
      Map<String, List<String>> dimensions,
      Setter setter) {

    /** Whether rules of a category can bear on what is said along the axis. */
    boolean asks(String category) {
      return categories.contains(category)
          || category.equals("interval")
              && (categories.contains("over-treatment") || categories.contains("regimen"))
          || category.equals("data-quality") && categories.contains("contraindication");
    }

    List<Map<String, String>> combinations() {
      List<Map<String, String>> all = new ArrayList<>(List.of(Map.of()));
      for (Map.Entry<String, List<String>> dimension : dimensions.entrySet()) {
        List<Map<String, String>> longer = new ArrayList<>();
        for (Map<String, String> each : all) {
          for (String value : dimension.getValue()) {
            Map<String, String> one = new LinkedHashMap<>(each);
            one.put(dimension.getKey(), value);
            longer.add(one);
          }
        }
        all = longer;
      }
      return all;
    }

    CaseFile caseFile(Map<String, String> combination, int number) {
      Draft draft = new Draft();
      setter.set(draft, combination, number);
      return draft.caseFile();
    }
  }

  private Axes(OpenRules rules) {
    this.rules = rules;
  }

  static List<Sweep> of(OpenRules rules) {
    Axes sweeps = new Axes(rules);
    sweeps.proposedDepth();
    sweeps.deviceDates();
    sweeps.intervals();
    sweeps.visits();
    sweeps.regimen();
    sweeps.reactions();
    sweeps.patient();
    sweeps.medicines();
    sweeps.skinType();
    sweeps.dates();
    sweeps.procedures();
    return sweeps.sweeps;
  }

  // The sweeps

  private void proposedDepth() {
    Constants said = said("depth", "device");
    add(
        "depth of the proposed session",
        Unit.MILLIMETRES,
        List.of("depth", "device"),
        Worse.UP,
        depths(said),
        dimensions(
            "setting", List.of("professional", "home"),
            "area", areas(said),
            "operator", orNone(said.texts("operator")),
            "indication", orNone(said.texts("indication")),
            "device", orNone(said.texts("deviceContains", "homeDatesWithDevice")),
            "modality", orNone(said.texts("modality"))),
        (draft, combination, number) -> {
          proposed(draft, combination);
          draft.depth = number;
        });
  }

  private void deviceDates() {
    Constants said = said("depth", "device", "interval");
    List<String> devices = said.texts("homeDatesWithDevice");
    if (devices.isEmpty()) {
      return;
    }
    add(
        "dates so far at home with the device",
        Unit.COUNT,
        List.of("device"),
        Worse.DOWN,
        numbers(said.counts, 0, 40),
        dimensions(
            "setting", List.of("home", "professional"),
            "device", orNone(devices),
            "depth", texts(depths(said))),
        (draft, combination, number) -> {
          proposed(draft, combination);
          draft.area = "scalp";
          draft.depth = Integer.parseInt(combination.get("depth"));
          for (int i = 1; i <= number; i++) {
            draft.history.add(
                draft.past(i * 2, "back", 20, "home", combination.get("device"), List.of(), false));
          }
        });
  }

  private void intervals() {
    Constants said = said("interval");
    List<String> pairs = new ArrayList<>();
    for (String earlier : areas(said)) {
      for (String later : areas(said)) {
        if (overlap(earlier, later)) {
          pairs.add(earlier + " > " + later);
        }
      }
    }
    Map<String, List<String>> common =
        dimensions(
            "areas", pairs,
            "settings",
                List.of(
                    "professional > professional",
                    "home > home",
                    "home > professional",
                    "professional > home"),
            "adjunct", orNone(adjuncts(said)),
            "indication", orNone(said.texts("indication", "laterIndicatedFor")),
            "device", orNone(said.texts("laterDeviceContains", "homeDatesWithDevice")));
    List<Integer> all = depths(said);
    add(
        "depth of both sessions",
        Unit.MILLIMETRES,
        List.of("interval"),
        Worse.UP,
        all,
        common,
        (draft, c, number) -> gap(draft, c, number, number, 0));
    List<String> rows = texts(rowDepths());
    add(
        "depth of the past session",
        Unit.MILLIMETRES,
        List.of("interval"),
        Worse.UP,
        all,
        with(common, "proposed depth", rows),
        (draft, c, n) -> gap(draft, c, n, Integer.parseInt(c.get("proposed depth")), 0));
    add(
        "depth of the proposed session",
        Unit.MILLIMETRES,
        List.of("interval"),
        Worse.UP,
        all,
        with(common, "past depth", rows),
        (draft, c, n) -> gap(draft, c, Integer.parseInt(c.get("past depth")), n, 0));
    Set<Integer> days = new TreeSet<>(said.counts);
    days.addAll(said.days());
    add(
        "days since the past session",
        Unit.DAYS,
        List.of("interval"),
        Worse.DOWN,
        numbers(days, 0, YEAR_DAYS),
        with(common, "depth", rows),
        (draft, c, n) -> {
          int depth = Integer.parseInt(c.get("depth"));
          gap(draft, c, depth, depth, n);
        });
  }

  private static void gap(
      Draft draft, Map<String, String> combination, int past, int proposed, int days) {
    String[] areas = combination.get("areas").split(" > ");
    String[] settings = combination.get("settings").split(" > ");
    proposed(draft, combination);
    draft.area = areas[1];
    draft.setting = settings[1];
    draft.depth = proposed;
    draft.history.add(
        draft.past(days, areas[0], past, settings[0], combination.get("device"), List.of(), false));
  }

  private void visits() {
    Constants said = said("over-treatment", "interval");
    Constants own = said("over-treatment");
    Map<String, List<String>> common =
        dimensions(
            "phase", List.of("initial-series", "maintenance"),
            "area", areas(own),
            "adjunct", orNone(adjuncts(said)),
            "indication", orNone(own.texts("indication")));
    add(
        "visits so far",
        Unit.COUNT,
        List.of("over-treatment"),
        Worse.UP,
        numbers(own.counts, 0, 20),
        with(
            with(
                with(common, "days since the last", List.of("10", "60", "100")),
                "days between visits",
                List.of("20", "30", "60")),
            "a long rest before the last three",
            List.of("no", "yes")),
        (draft, c, n) -> {
          proposed(draft, c);
          int day = Integer.parseInt(c.get("days since the last"));
          for (int i = 0; i < n; i++) {
            draft.history.add(draft.past(day));
            day += Integer.parseInt(c.get("days between visits"));
            day += i == 2 && c.get("a long rest before the last three").equals("yes") ? 100 : 0;
          }
        });
    Set<Integer> days = new TreeSet<>(said.counts);
    days.addAll(said.days());
    days.addAll(own.monthsInDays());
    add(
        "days between visits",
        Unit.DAYS,
        List.of("over-treatment"),
        Worse.DOWN,
        numbers(days, 1, YEAR_DAYS),
        with(with(common, "setting", List.of("professional", "home")), "visits", List.of("2", "3")),
        (draft, c, n) -> {
          proposed(draft, c);
          draft.setting = c.get("setting");
          for (int i = 0; i < Integer.parseInt(c.get("visits")); i++) {
            draft.history.add(draft.past(1 + i * n));
          }
        });
    add(
        "days since the last visit",
        Unit.DAYS,
        List.of("over-treatment"),
        Worse.DOWN,
        numbers(days, 0, 2 * YEAR_DAYS),
        with(common, "it completes a series", List.of("no", "yes")),
        (draft, c, n) -> {
          proposed(draft, c);
          boolean completes = c.get("it completes a series").equals("yes");
          draft.history.add(
              draft.past(n, draft.area, draft.depth, draft.setting, null, List.of(), completes));
        });
  }

  private void regimen() {
    Constants said = said("regimen", "interval");
    Map<String, List<String>> common =
        dimensions(
            "area", areas(said),
            "depth", texts(rowDepths()),
            "setting", List.of("professional", "home"));
    Set<Integer> days = new TreeSet<>(said.counts);
    days.addAll(said.days());
    add(
        "days between the sessions of a schedule",
        Unit.DAYS,
        List.of("regimen"),
        Worse.DOWN,
        numbers(days, 1, YEAR_DAYS),
        with(common, "origin", orNone(said.texts("origin"))),
        (draft, c, n) -> {
          proposed(draft, c);
          String origin = c.get("origin");
          draft.depth = Integer.parseInt(c.get("depth"));
          draft.regimen = new CaseFile.Regimen(n, null, origin.isEmpty() ? null : origin);
        });
    add(
        "sessions of a schedule",
        Unit.COUNT,
        List.of("regimen"),
        Worse.UP,
        numbers(said("regimen").counts, 1, 60),
        common,
        (draft, c, n) -> {
          proposed(draft, c);
          draft.depth = Integer.parseInt(c.get("depth"));
          draft.regimen = new CaseFile.Regimen(YEAR_DAYS, n, null);
        });
  }

  private void reactions() {
    Constants said = said("warning-sign");
    List<String> signs = said.texts("code");
    add(
        "days that a reaction lasted",
        Unit.DAYS,
        List.of("warning-sign"),
        Worse.UP,
        numbers(said.counts, 0, 60),
        dimensions("sign", signs, "resolved", List.of("yes", "no")),
        (draft, c, n) ->
            reaction(draft, 90, new CaseFile.Reaction(c.get("sign"), n, yes(c, "resolved"))));
    Set<Integer> days = new TreeSet<>(said.counts);
    days.addAll(said.monthsInDays());
    add(
        "days since the session of a reaction",
        Unit.DAYS,
        List.of("warning-sign"),
        Worse.DOWN,
        numbers(days, 0, 3 * YEAR_DAYS),
        dimensions("sign", signs, "resolved", List.of("yes", "no")),
        (draft, c, n) ->
            reaction(draft, n, new CaseFile.Reaction(c.get("sign"), null, yes(c, "resolved"))));
  }

  private static void reaction(Draft draft, int daysBefore, CaseFile.Reaction reaction) {
    draft.history.add(
        draft.past(
            daysBefore, draft.area, draft.depth, draft.setting, null, List.of(reaction), false));
  }

  private static boolean yes(Map<String, String> combination, String name) {
    return combination.get(name).equals("yes");
  }

  private void patient() {
    Constants said = said("contraindication", "data-quality");
    Set<Integer> days = new TreeSet<>(List.of(0));
    said.years.forEach(
        years -> days.add((int) ChronoUnit.DAYS.between(Draft.DAY.minusYears(years), Draft.DAY)));
    add(
        "age of the patient, in days",
        Unit.DAYS,
        List.of("contraindication", "data-quality"),
        Worse.NEITHER,
        numbers(days, -YEAR_DAYS, 130 * YEAR_DAYS),
        Map.of(),
        (draft, c, n) -> draft.birthDate = Draft.DAY.minusDays(n));
  }

  private void medicines() {
    for (String category : List.of("contraindication", "preparation")) {
      Constants said = said(category);
      Set<String> codes = new LinkedHashSet<>();
      List<String> known = rules.vocabulary().lists().get("medications");
      said.texts("code", "group").stream().filter(known::contains).forEach(codes::add);
      Set<Integer> days = new TreeSet<>(said.counts);
      days.addAll(said.monthsInDays());
      add(
          "days since a medicine was last taken",
          Unit.DAYS,
          List.of(category),
          Worse.DOWN,
          numbers(days, 0, 3 * YEAR_DAYS),
          dimensions(
              "medicine", List.copyOf(codes),
              "route", orNone(said.texts("route")),
              "on", List.of("face", "back")),
          (draft, c, n) -> {
            String route = c.get("route");
            draft.medications.add(
                new CaseFile.Medication(
                    c.get("medicine"),
                    "stopped",
                    Draft.DAY.minusDays(n),
                    route.isEmpty() ? null : route,
                    List.of(c.get("on"))));
          });
    }
  }

  private void skinType() {
    Constants said = said("preparation");
    add(
        "depth of the proposed session",
        Unit.MILLIMETRES,
        List.of("preparation"),
        Worse.UP,
        depths(said),
        dimensions(
            "skin type", orNone(said.texts("fitzpatrick")),
            "indication", orNone(said.texts("indicatedFor"))),
        (draft, combination, number) -> {
          proposed(draft, combination);
          draft.depth = number;
        });
  }

  private void dates() {
    Constants timing = said("timing");
    add(
        "days to an event",
        Unit.DAYS,
        List.of("timing"),
        Worse.DOWN,
        numbers(timing.counts, 0, YEAR_DAYS),
        Map.of(),
        (draft, c, n) -> draft.event = new CaseFile.Event(Draft.DAY.plusDays(n), null));
    Constants sun = said("preparation");
    List<String> signs = new ArrayList<>(sun.texts("code"));
    signs.retainAll(rules.vocabulary().lists().get("signs"));
    add(
        "days since a sign was first seen",
        Unit.DAYS,
        List.of("preparation"),
        Worse.DOWN,
        numbers(sun.counts, 0, YEAR_DAYS),
        dimensions("sign", signs, "on", List.of("face", "back")),
        (draft, c, n) ->
            draft.skin.add(
                new CaseFile.SkinSign(
                    c.get("sign"), List.of(c.get("on")), Draft.DAY.minusDays(n))));
  }

  private void procedures() {
    Constants said = said("timing");
    List<String> codes = new ArrayList<>(said.texts("code"));
    codes.retainAll(rules.vocabulary().lists().get("procedures"));
    Set<Integer> days = new TreeSet<>(said.counts);
    days.addAll(said.monthsInDays());
    add(
        "days since another procedure",
        Unit.DAYS,
        List.of("timing"),
        Worse.DOWN,
        numbers(days, 0, 2 * YEAR_DAYS),
        dimensions(
            "procedure", codes,
            "on", List.of("face", "back"),
            "indication", orNone(said.texts("indicatedFor"))),
        (draft, c, n) -> {
          proposed(draft, c);
          draft.procedures.add(
              new CaseFile.Procedure(
                  c.get("procedure"), Draft.DAY.minusDays(n), List.of(c.get("on"))));
        });
  }

  private static void proposed(Draft draft, Map<String, String> combination) {
    combination.forEach(
        (name, value) -> {
          if (!value.isEmpty()) {
            switch (name) {
              case "setting" -> draft.setting = value;
              case "area" -> draft.area = value;
              case "operator" -> draft.operator = value;
              case "indication" -> draft.indication = value;
              case "device" -> draft.device = value;
              case "modality" -> draft.modality = value;
              case "adjunct" -> draft.adjuncts = List.of(value);
              case "phase" -> draft.phase = value;
              case "skin type" -> draft.fitzpatrick = value;
              default -> {
                // Of the past, or of the axis.
              }
            }
          }
        });
  }

  private void add(
      String axis,
      Unit unit,
      List<String> categories,
      Worse worse,
      List<Integer> numbers,
      Map<String, List<String>> dimensions,
      Setter setter) {
    if (dimensions.values().stream().noneMatch(List::isEmpty)) {
      sweeps.add(
          new Sweep(
              axis, unit, new LinkedHashSet<>(categories), worse, numbers, dimensions, setter));
    }
  }

  // What the rules of a category tell apart

  private Constants said(String... categories) {
    Constants said = new Constants();
    List<String> wanted = Arrays.asList(categories);
    for (OpenRules.Rule rule : rules.rules()) {
      if (wanted.contains(rule.card().category())) {
        said.rule(rule);
      }
    }
    return said;
  }

  /** The constants of some rules. */
  private final class Constants {
    /** Where a text stands, by field or measure and by text. */
    private final Map<String, Map<String, Set<Object>>> texts = new LinkedHashMap<>();

    private final Set<Integer> hundredths = new TreeSet<>();
    private final Set<Integer> counts = new TreeSet<>();
    private final Set<Integer> months = new TreeSet<>();
    private final Set<Integer> years = new TreeSet<>();
    private final List<Card> cards = new ArrayList<>();

    void rule(OpenRules.Rule rule) {
      cards.add(rule.card());
      for (Pattern pattern : rule.tree().patterns()) {
        for (Constraint constraint : pattern.constraints()) {
          if (constraint.condition() != null) {
            constraint.condition().atoms().forEach(this::atom);
          } else {
            path(constraint.bound());
            keys(rule.card(), constraint.bound());
          }
        }
      }
    }

    /** What a card tells apart by a variable's value. */
    private void keys(Card card, Path bound) {
      String name = name(bound);
      for (Map.Entry<String, Verdict> key : card.verdictOf().entrySet()) {
        for (String part : key.getKey().split("/")) {
          boolean indication = rules.vocabulary().lists().get("indications").contains(part);
          if (name.equals("indication") ? indication : name.equals("operator") && !indication) {
            text(name, part, card.id() + ' ' + key.getValue());
          }
        }
      }
    }

    private void text(String name, String text, Object where) {
      texts
          .computeIfAbsent(name, key -> new LinkedHashMap<>())
          .computeIfAbsent(text, key -> Collections.newSetFromMap(new IdentityHashMap<>()))
          .add(where instanceof String word ? word.intern() : where);
    }

    private void atom(Atom atom) {
      for (Operand operand : atom.operands()) {
        if (operand instanceof Path path) {
          path(path);
        } else {
          literal((Literal) operand, name(atom.path()), atom);
        }
      }
    }

    private void literal(Literal literal, String name, Object where) {
      if (literal.kind() == LiteralKind.TEXT) {
        text(name, literal.text(), where);
      } else if (literal.kind() == LiteralKind.NUMBER) {
        BigDecimal number = new BigDecimal(literal.text());
        if (name.contains("Mm") || number.scale() > 0) {
          hundredths.add(number.movePointRight(2).intValue());
        } else if (name.contains("Months")) {
          months.add(number.intValue());
        } else if (name.contains("Years")) {
          years.add(number.intValue());
        } else {
          counts.add(number.intValue());
        }
      }
    }

    private void path(Path path) {
      for (Step step : path.steps()) {
        for (Operand argument : step.given()) {
          if (argument instanceof Literal literal) {
            literal(literal, step.name().text(), step);
          }
        }
      }
    }

    private static String name(Path path) {
      return path.isVariable() ? path.variable().text() : path.last();
    }

    /**
     * Texts that are compared with some fields, or handed to some measures. Of several that stand
     * in the same places, so that no rule tells them apart, the first.
     */
    List<String> texts(String... names) {
      Map<String, Set<Object>> places = new LinkedHashMap<>();
      for (String name : names) {
        texts
            .getOrDefault(name, Map.of())
            .forEach(
                (text, where) ->
                    places
                        .computeIfAbsent(
                            text, key -> Collections.newSetFromMap(new IdentityHashMap<>()))
                        .addAll(where));
      }
      Map<Set<Object>, String> first = new LinkedHashMap<>();
      places.forEach((text, where) -> first.putIfAbsent(where, text));
      return List.copyOf(first.values());
    }

    /** Minimum and ideal of interval rules. */
    Set<Integer> days() {
      Set<Integer> days = new TreeSet<>();
      for (Card card : cards) {
        if (card.isInterval()) {
          days.add(card.minimumDays());
          days.add(card.idealDays());
        }
      }
      return days;
    }

    /** Counted back from the proposed day, and on to it. */
    Set<Integer> monthsInDays() {
      Set<Integer> days = new TreeSet<>();
      for (int each : months) {
        int back = (int) ChronoUnit.DAYS.between(Draft.DAY.minusMonths(each), Draft.DAY);
        for (int around = back - 3; around <= back + 3; around++) {
          days.add(around); // a month back and a month on can differ by the length of a month
        }
      }
      return days;
    }
  }

  private List<Integer> depths(Constants said) {
    Set<Integer> bounds = new TreeSet<>(said.hundredths);
    Definitions definitions = rules.definitions();
    definitions.depthRows().forEach(row -> bounds.add(row.bound()));
    bounds.add(definitions.minoxidilProtocol().fromHundredths());
    bounds.add(definitions.minoxidilProtocol().toHundredths());
    return numbers(bounds, 1, DEEPEST);
  }

  /** A depth within each depth row. */
  private List<Integer> rowDepths() {
    List<Integer> depths = new ArrayList<>();
    List<Definitions.DepthRow> rows = rules.definitions().depthRows();
    for (int i = 0; i < rows.size(); i++) {
      depths.add(i + 1 < rows.size() ? rows.get(i).bound() - 1 : rows.get(i - 1).bound() + 1);
    }
    return depths;
  }

  /** One of each class, and those that rules name. */
  private List<String> areas(Constants said) {
    Definitions definitions = rules.definitions();
    Map<String, String> firstOf = new LinkedHashMap<>();
    definitions.areaClasses().forEach((area, kind) -> firstOf.putIfAbsent(kind, area));
    Areas.ALL.stream()
        .filter(area -> !definitions.areaClasses().containsKey(area))
        .findFirst()
        .ifPresent(area -> firstOf.put(definitions.otherAreasAre(), area));
    Set<String> areas = new LinkedHashSet<>(firstOf.values());
    areas.addAll(said.texts("area", "earlierArea", "laterArea"));
    return List.copyOf(areas);
  }

  private boolean overlap(String a, String b) {
    Map<String, Set<String>> overlaps = rules.definitions().overlaps();
    return a.equals(b)
        || overlaps.getOrDefault(a, Set.of()).contains(b)
        || overlaps.getOrDefault(b, Set.of()).contains(a);
  }

  private List<String> adjuncts(Constants said) {
    Set<String> adjuncts = new LinkedHashSet<>(said.texts("eitherHasAdjunct", "adjuncts"));
    adjuncts.add(rules.definitions().minoxidilProtocol().adjunct());
    return List.copyOf(adjuncts);
  }

  private static List<String> orNone(List<String> texts) {
    List<String> all = new ArrayList<>(List.of(NONE));
    all.addAll(texts);
    return all;
  }

  private static List<String> texts(List<Integer> numbers) {
    return numbers.stream().map(String::valueOf).toList();
  }

  /** Each bound, the number before and the number behind it, and the ends. */
  private static List<Integer> numbers(Collection<Integer> bounds, int least, int most) {
    TreeSet<Integer> numbers = new TreeSet<>(List.of(least, most));
    for (int bound : bounds) {
      for (int number = bound - 1; number <= bound + 1; number++) {
        if (number >= least && number <= most) {
          numbers.add(number);
        }
      }
    }
    return List.copyOf(numbers);
  }

  @SuppressWarnings("unchecked")
  private static Map<String, List<String>> dimensions(Object... namesAndValues) {
    Map<String, List<String>> dimensions = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      dimensions.put((String) namesAndValues[i], (List<String>) namesAndValues[i + 1]);
    }
    return dimensions;
  }

  private static Map<String, List<String>> with(
      Map<String, List<String>> dimensions, String name, List<String> values) {
    Map<String, List<String>> more = new LinkedHashMap<>(dimensions);
    more.put(name, values);
    return more;
  }
}
