package org.needlewise.rulebase.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.needlewise.casefile.Areas;
import org.needlewise.casefile.Choices;
import org.needlewise.casefile.CodeTable;
import org.needlewise.casefile.Echo;
import org.needlewise.casefile.Fields;
import org.needlewise.casefile.Place;
import org.needlewise.casefile.StrictReader;
import org.needlewise.facts.Definitions;
import org.needlewise.facts.Definitions.DepthRow;
import org.needlewise.facts.Definitions.MinoxidilProtocol;

/** Reads {@code definitions.yaml}. */
final class DefinitionsReader {
  private static final Fields DEFINITIONS =
      new Fields(
          "the definitions",
          "version!",
          "depthRows!",
          "radiofrequencyRow!",
          "superficialRow!",
          "minoxidilProtocol!",
          "areaClasses!",
          "otherAreasAre!",
          "overlaps!",
          "earliestDateWithinYears!");
  private static final Fields DEPTH_ROW = new Fields("a depth row", "row!", "upToMm", "belowMm");
  private static final Fields PROTOCOL =
      new Fields(
          "the minoxidil protocol",
          "area!",
          "adjunct!",
          "setting!",
          "exceptModality!",
          "fromMm!",
          "toMm!");
  private static final Fields OVERLAPS =
      new Fields("the areas that take in others", Areas.ALL.toArray(String[]::new));
  private static final CodeTable AREA = CodeTable.choice(Areas.ALL);
  private static final CodeTable SETTING = CodeTable.choice(Choices.SETTING);
  private static final CodeTable MODALITY = CodeTable.choice(Choices.MODALITY);
  private static final int MOST_YEARS = 20;

  private final StrictReader in;

  /** What names a depth row, checked when all rows are known. */
  private final List<Named> namedRows = new ArrayList<>();

  private record Named(String name, Place place) {}

  /**
   * A depth row as it is written.
   *
   * @param upTo hundredths of a millimetre; null where not stated
   * @param below the same
   */
  private record Row(String name, Integer upTo, Integer below, Place place) {
    boolean isBounded() {
      return upTo != null || below != null;
    }

    int bound() {
      return upTo != null ? upTo : below != null ? below : 0;
    }
  }

  private DefinitionsReader(StrictReader in) {
    this.in = in;
  }

  /**
   * @throws org.needlewise.casefile.InvalidInputException with all errors
   */
  static Definitions read(byte[] yaml, String file) {
    return StrictReader.yaml(
        yaml, file, "the definitions", in -> new DefinitionsReader(in).definitions());
  }

  private Definitions definitions() {
    String version = null;
    List<DepthRow> rows = List.of();
    String radiofrequency = null;
    String superficial = null;
    MinoxidilProtocol protocol = null;
    Map<String, String> classes = new LinkedHashMap<>();
    String others = null;
    Map<String, Set<String>> overlaps = new LinkedHashMap<>();
    Integer years = null;
    if (!in.enter(DEFINITIONS)) {
      return null;
    }
    for (int f = in.field(); f >= 0; f = in.field()) {
      switch (f) {
        case 0 -> version = in.line("text: a version");
        case 1 -> rows = depthRows();
        case 2 -> radiofrequency = namedRow();
        case 3 -> superficial = namedRow();
        case 4 -> protocol = protocol();
        case 5 -> in.fields("the classes of areas", name -> areaClass(name, classes));
        case 6 -> others = in.line("text: the class of all other areas");
        case 7 -> overlaps(overlaps);
        default -> years = in.whole(1, MOST_YEARS);
      }
    }
    List<String> names = rows.stream().map(DepthRow::row).toList();
    for (Named named : namedRows) {
      if (!names.contains(named.name)) {
        in.error(
            named.place,
            Echo.quoted(named.name),
            "a depth row: one of " + String.join(", ", names));
      }
    }
    return in.errors() > 0
        ? null
        : new Definitions(
            version, rows, radiofrequency, superficial, protocol, classes, others, overlaps, years);
  }

  private String namedRow() {
    Place place = in.place();
    String name = in.line("text: a depth row");
    if (name != null) {
      namedRows.add(new Named(name, place));
    }
    return name;
  }

  private List<DepthRow> depthRows() {
    int before = in.errors();
    List<Row> rows = in.list("a list of depth rows, the shallowest first", each -> depthRow());
    Set<String> names = new LinkedHashSet<>();
    int deepest = 0;
    for (int i = 0; i < rows.size() && in.errors() == before; i++) {
      Row row = rows.get(i);
      if (row.upTo != null && row.below != null || row.isBounded() == (i == rows.size() - 1)) {
        in.error(
            row.place,
            "a depth row with the wrong bounds",
            "upToMm or belowMm on each row, and neither on the last, which has no bound");
      } else if (row.isBounded() && row.bound() <= deepest) {
        in.error(
            row.place,
            "a bound no deeper than the row before",
            "rows from the shallowest to the deepest");
      }
      if (!names.add(row.name)) {
        in.error(row.place, "a second row " + Echo.quoted(row.name), "each row once");
      }
      deepest = row.bound();
    }
    return rows.stream().map(row -> new DepthRow(row.name, row.bound(), row.upTo != null)).toList();
  }

  private Row depthRow() {
    String name = null;
    Integer upTo = null;
    Integer below = null;
    Place place = in.place();
    if (!in.enter(DEPTH_ROW)) {
      return null;
    }
    for (int f = in.field(); f >= 0; f = in.field()) {
      switch (f) {
        case 0 -> name = in.line("text: the name of a depth row");
        case 1 -> upTo = in.depthHundredths();
        default -> below = in.depthHundredths();
      }
    }
    return new Row(name, upTo, below, place);
  }

  private MinoxidilProtocol protocol() {
    String area = null;
    String adjunct = null;
    String setting = null;
    String modality = null;
    int from = 0;
    int to = 0;
    Place greatest = in.place();
    if (!in.enter(PROTOCOL)) {
      return null;
    }
    for (int f = in.field(); f >= 0; f = in.field()) {
      switch (f) {
        case 0 -> area = in.code(AREA);
        case 1 -> adjunct = in.line("text: an adjunct");
        case 2 -> setting = in.code(SETTING);
        case 3 -> modality = in.code(MODALITY);
        case 4 -> from = in.depthHundredths();
        default -> {
          greatest = in.place();
          to = in.depthHundredths();
        }
      }
    }
    if (to > 0 && from > to) {
      in.error(greatest, "a greatest depth below the least", "toMm at or above fromMm");
    }
    return new MinoxidilProtocol(area, adjunct, setting, modality, from, to);
  }

  private void areaClass(String name, Map<String, String> classes) {
    in.list(
        "a list of areas",
        each -> {
          String area = in.code(AREA);
          if (area != null && classes.putIfAbsent(area, name) != null) {
            in.error(Echo.quoted(area) + " in a second class", "each area in one class");
          }
          return area;
        });
  }

  private void overlaps(Map<String, Set<String>> overlaps) {
    if (in.enter(OVERLAPS)) {
      for (int f = in.field(); f >= 0; f = in.field()) {
        overlaps.put(Areas.ALL.get(f), new LinkedHashSet<>(in.codes(AREA, true)));
      }
    }
  }
}
