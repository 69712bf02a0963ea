package org.needlewise.review.gaps;

import static org.needlewise.review.gaps.Sweep.dimensions;
import static org.needlewise.review.gaps.Sweep.with;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.needlewise.casefile.Areas;
import org.needlewise.casefile.CaseFile;
import org.needlewise.facts.Definitions;
import org.needlewise.review.gaps.Sweep.Setter;
import org.needlewise.review.gaps.Sweep.Unit;
import org.needlewise.review.gaps.Sweep.Worse;
import org.needlewise.rulebase.check.OpenRules;

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
        (draft, c, n) -> draft.depthHundredths = n);
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
        numbers(0, 40, said.counts),
        dimensions(
            "setting", List.of("home", "professional"),
            "device", orNone(devices),
            "depth", texts(depths(said))),
        (draft, c, n) -> {
          draft.area = "scalp";
          for (int i = 1; i <= n; i++) {
            draft.past(i * 2, "back", 20, "home", c.get("device"), List.of(), false);
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
    List<String> rows = texts(rowDepths());
    depthOf("both sessions", common, (draft, c, n) -> gap(draft, c, n, n, 0));
    depthOf(
        "the past session",
        with(common, "proposed depth", rows),
        (draft, c, n) -> gap(draft, c, n, number(c, "proposed depth"), 0));
    depthOf(
        "the proposed session",
        with(common, "past depth", rows),
        (draft, c, n) -> gap(draft, c, number(c, "past depth"), n, 0));
    add(
        "days since the past session",
        Unit.DAYS,
        List.of("interval"),
        Worse.DOWN,
        numbers(0, YEAR_DAYS, said.counts, said.days()),
        with(common, "depth", rows),
        (draft, c, n) -> gap(draft, c, draft.depthHundredths, draft.depthHundredths, n));
  }

  private void depthOf(String whose, Map<String, List<String>> dimensions, Setter setter) {
    add(
        "depth of " + whose,
        Unit.MILLIMETRES,
        List.of("interval"),
        Worse.UP,
        depths(said("interval")),
        dimensions,
        setter);
  }

  private static void gap(
      Draft draft, Map<String, String> combination, int past, int proposed, int days) {
    String[] areas = combination.get("areas").split(" > ");
    String[] settings = combination.get("settings").split(" > ");
    draft.area = areas[1];
    draft.setting = settings[1];
    draft.depthHundredths = proposed;
    draft.past(days, areas[0], past, settings[0], combination.get("device"), List.of(), false);
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
        numbers(0, 20, own.counts),
        with(
            with(
                with(common, "days since the last", List.of("10", "60", "100")),
                "days between visits",
                List.of("20", "30", "60")),
            "a long rest before the last three",
            List.of("no", "yes")),
        (draft, c, n) -> {
          int day = number(c, "days since the last");
          for (int i = 0; i < n; i++) {
            draft.past(day);
            day += number(c, "days between visits");
            day += i == 2 && yes(c, "a long rest before the last three") ? 100 : 0;
          }
        });
    add(
        "time between visits",
        Unit.MONTHS,
        List.of("over-treatment"),
        Worse.DOWN,
        numbers(1, YEAR_DAYS, said.counts, said.days(), own.monthsInDays()),
        with(with(common, "setting", List.of("professional", "home")), "visits", List.of("2", "3")),
        (draft, c, n) -> {
          LocalDate day = Draft.DAY.minusDays(1);
          for (int i = 0; i < number(c, "visits"); i++) {
            draft.past((int) ChronoUnit.DAYS.between(day, Draft.DAY));
            day = day.minus(own.period(n));
          }
        });
    add(
        "time since the last visit",
        Unit.MONTHS,
        List.of("over-treatment"),
        Worse.DOWN,
        numbers(0, 2 * YEAR_DAYS, said.counts, said.days(), own.monthsInDays()),
        with(common, "it completes a series", List.of("no", "yes")),
        (draft, c, n) ->
            draft.past(
                n,
                draft.area,
                draft.depthHundredths,
                draft.setting,
                null,
                List.of(),
                yes(c, "it completes a series")));
  }

  private void regimen() {
    Constants said = said("regimen", "interval");
    Map<String, List<String>> common =
        dimensions(
            "area", areas(said),
            "depth", texts(rowDepths()),
            "setting", List.of("professional", "home"));
    add(
        "days between the sessions of a schedule",
        Unit.DAYS,
        List.of("regimen"),
        Worse.DOWN,
        numbers(1, YEAR_DAYS, said.counts, said.days()),
        with(common, "origin", orNone(said.texts("origin"))),
        (draft, c, n) -> draft.regimen = new CaseFile.Regimen(n, null, stated(c, "origin")));
    add(
        "sessions of a schedule",
        Unit.COUNT,
        List.of("regimen"),
        Worse.UP,
        numbers(1, 60, said("regimen").counts),
        common,
        (draft, c, n) -> draft.regimen = new CaseFile.Regimen(YEAR_DAYS, n, null));
  }

  private void reactions() {
    Constants said = said("warning-sign");
    Map<String, List<String>> common =
        dimensions("sign", said.texts("code"), "resolved", List.of("yes", "no"));
    add(
        "days that a reaction lasted",
        Unit.DAYS,
        List.of("warning-sign"),
        Worse.UP,
        numbers(0, 60, said.counts),
        common,
        (draft, c, n) -> reaction(draft, c, 90, n));
    add(
        "time since the session of a reaction",
        Unit.MONTHS,
        List.of("warning-sign"),
        Worse.DOWN,
        numbers(0, 3 * YEAR_DAYS, said.counts, said.monthsInDays()),
        common,
        (draft, c, n) -> reaction(draft, c, n, null));
  }

  private static void reaction(
      Draft draft, Map<String, String> combination, int daysBefore, Integer lasted) {
    CaseFile.Reaction reaction =
        new CaseFile.Reaction(combination.get("sign"), lasted, yes(combination, "resolved"));
    draft.past(
        daysBefore,
        draft.area,
        draft.depthHundredths,
        draft.setting,
        null,
        List.of(reaction),
        false);
  }

  private void patient() {
    Set<Integer> days = new TreeSet<>(List.of(0));
    said("contraindication", "data-quality")
        .years
        .forEach(years -> days.add(Constants.inDays(12 * years)));
    add(
        "age of the patient",
        Unit.YEARS,
        List.of("contraindication", "data-quality"),
        Worse.NEITHER,
        numbers(-YEAR_DAYS, 130 * YEAR_DAYS, days),
        Map.of(),
        (draft, c, n) -> draft.birthDate = Draft.DAY.minusDays(n));
  }

  private void medicines() {
    for (String category : List.of("contraindication", "preparation")) {
      Constants said = said(category);
      add(
          "time since a medicine was last taken",
          Unit.MONTHS,
          List.of(category),
          Worse.DOWN,
          numbers(0, 3 * YEAR_DAYS, said.counts, said.monthsInDays()),
          dimensions(
              "medicine", listed("medications", said.texts("code", "group")),
              "route", orNone(said.texts("route")),
              "on", List.of("face", "back")),
          (draft, c, n) ->
              draft.medications.add(
                  new CaseFile.Medication(
                      c.get("medicine"),
                      "stopped",
                      Draft.DAY.minusDays(n),
                      stated(c, "route"),
                      List.of(c.get("on")))));
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
        (draft, c, n) -> draft.depthHundredths = n);
  }

  private void dates() {
    add(
        "days to an event",
        Unit.DAYS,
        List.of("timing"),
        Worse.DOWN,
        numbers(0, YEAR_DAYS, said("timing").counts),
        Map.of(),
        (draft, c, n) -> draft.event = new CaseFile.Event(Draft.DAY.plusDays(n), null));
    Constants sun = said("preparation");
    add(
        "days since a sign was first seen",
        Unit.DAYS,
        List.of("preparation"),
        Worse.DOWN,
        numbers(0, YEAR_DAYS, sun.counts),
        dimensions("sign", listed("signs", sun.texts("code")), "on", List.of("face", "back")),
        (draft, c, n) ->
            draft.skin.add(
                new CaseFile.SkinSign(
                    c.get("sign"), List.of(c.get("on")), Draft.DAY.minusDays(n))));
  }

  private void procedures() {
    Constants said = said("timing");
    add(
        "time since another procedure",
        Unit.MONTHS,
        List.of("timing"),
        Worse.DOWN,
        numbers(0, 2 * YEAR_DAYS, said.counts, said.monthsInDays()),
        dimensions(
            "procedure", listed("procedures", said.texts("code")),
            "on", List.of("face", "back"),
            "indication", orNone(said.texts("indicatedFor"))),
        (draft, c, n) ->
            draft.procedures.add(
                new CaseFile.Procedure(
                    c.get("procedure"), Draft.DAY.minusDays(n), List.of(c.get("on")))));
  }

  /** Those of some codes that are on a list of the vocabulary. */
  private List<String> listed(String list, List<String> codes) {
    return codes.stream().filter(rules.vocabulary().lists().get(list)::contains).toList();
  }

  private static boolean yes(Map<String, String> combination, String name) {
    return combination.get(name).equals("yes");
  }

  private static int number(Map<String, String> combination, String name) {
    return Integer.parseInt(combination.get(name));
  }

  private static String stated(Map<String, String> combination, String name) {
    return combination.get(name).isEmpty() ? null : combination.get(name);
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
              axis,
              unit,
              said(categories.toArray(String[]::new)),
              new LinkedHashSet<>(categories),
              worse,
              numbers,
              dimensions,
              setter));
    }
  }

  // What the rules of a category tell apart

  private Constants said(String... categories) {
    return new Constants(rules, Set.of(categories));
  }

  private List<Integer> depths(Constants said) {
    Set<Integer> bounds = new TreeSet<>(said.hundredths);
    Definitions definitions = rules.definitions();
    definitions.depthRows().forEach(row -> bounds.add(row.bound()));
    bounds.add(definitions.minoxidilProtocol().fromHundredths());
    bounds.add(definitions.minoxidilProtocol().toHundredths());
    return numbers(1, DEEPEST, bounds);
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
  @SafeVarargs
  private static List<Integer> numbers(int least, int most, Set<Integer>... bounds) {
    TreeSet<Integer> numbers = new TreeSet<>(List.of(least, most));
    for (Set<Integer> each : bounds) {
      each.forEach(bound -> numbers.addAll(List.of(bound - 1, bound, bound + 1)));
    }
    return List.copyOf(numbers.subSet(least, true, most, true));
  }
}
