package org.needlewise.rulebase.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.needlewise.casefile.Areas;
import org.needlewise.casefile.Choices;
import org.needlewise.facts.Definitions;
import org.needlewise.facts.Definitions.DepthRow;
import org.needlewise.facts.Definitions.MinoxidilProtocol;
import org.needlewise.rulebase.drl.Lexer;
import org.needlewise.rulebase.drl.Problems;
import org.needlewise.rulebase.drl.Source;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads {@code definitions.yaml}. */
final class DefinitionsReader {
  private final YamlTree yaml;
  private final Problems problems;

  private DefinitionsReader(YamlTree yaml, Problems problems) {
    this.yaml = yaml;
    this.problems = problems;
  }

  /** Null, with a problem, where the file is wrong. */
  static Definitions read(RulesFolder folder, Problems problems) {
    byte[] bytes = folder.files().get(RulesFolder.DEFINITIONS);
    Source source =
        bytes == null ? null : RulesFolder.source(RulesFolder.DEFINITIONS, bytes, problems);
    if (source == null) {
      return null;
    }
    int before = problems.errors();
    YamlTree yaml = new YamlTree(source, problems);
    Definitions definitions =
        yaml.root() == null ? null : new DefinitionsReader(yaml, problems).definitions(yaml.root());
    return problems.errors() > before ? null : definitions;
  }

  private Definitions definitions(Node root) {
    Map<String, Node> fields =
        yaml.object(
            root,
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
    if (fields == null) {
      return null;
    }
    List<DepthRow> rows = depthRows(fields.get("depthRows"));
    List<String> names = rows.stream().map(DepthRow::row).toList();
    Integer years = yaml.whole(fields.get("earliestDateWithinYears"), "a number of years");
    if (years != null && (years < 1 || years > 20)) {
      yaml.error(fields.get("earliestDateWithinYears"), years + " years", "1 to 20 years");
    }
    String version = yaml.text(fields.get("version"), "a version");
    String radiofrequency = choice(fields.get("radiofrequencyRow"), names, "a depth row");
    String superficial = choice(fields.get("superficialRow"), names, "a depth row");
    MinoxidilProtocol protocol = protocol(fields.get("minoxidilProtocol"));
    Map<String, String> classes = areaClasses(fields.get("areaClasses"));
    String others = yaml.text(fields.get("otherAreasAre"), "the class of all other areas");
    Map<String, Set<String>> overlaps = overlaps(fields.get("overlaps"));
    if (problems.hasErrors() && (years == null || protocol == null || rows.isEmpty())) {
      return null;
    }
    return new Definitions(
        version, rows, radiofrequency, superficial, protocol, classes, others, overlaps, years);
  }

  private List<DepthRow> depthRows(Node node) {
    List<DepthRow> rows = new ArrayList<>();
    List<Node> entries = yaml.list(node, "a list of depth rows, the shallowest first");
    int last = 0;
    for (int i = 0; i < entries.size(); i++) {
      Node entry = entries.get(i);
      Map<String, Node> fields = yaml.object(entry, "a depth row", "row!", "upToMm", "belowMm");
      if (fields == null) {
        continue;
      }
      String row = yaml.text(fields.get("row"), "the name of a depth row");
      Node upTo = fields.get("upToMm");
      Node below = fields.get("belowMm");
      boolean bounded = upTo != null || below != null;
      if (upTo != null && below != null || bounded == (i == entries.size() - 1)) {
        yaml.error(
            entry,
            "a depth row with the wrong bounds",
            "upToMm or belowMm on each row, and neither on the last, which has no bound");
        continue;
      }
      Integer bound =
          bounded ? yaml.hundredths(upTo != null ? upTo : below, "a bound") : Integer.valueOf(0);
      if (bound == null || row == null) {
        continue;
      }
      if (bounded && bound <= last) {
        yaml.error(
            entry,
            "a bound no deeper than the row before",
            "rows from the shallowest to the deepest");
      }
      if (rows.stream().anyMatch(r -> r.row().equals(row))) {
        yaml.error(entry, "a second row '" + row + "'", "each row once");
      }
      last = bound;
      rows.add(new DepthRow(row, bound, upTo != null));
    }
    return rows;
  }

  private MinoxidilProtocol protocol(Node node) {
    Map<String, Node> fields =
        yaml.object(
            node,
            "what makes a session follow the minoxidil protocol",
            "area!",
            "adjunct!",
            "setting!",
            "exceptModality!",
            "fromMm!",
            "toMm!");
    if (fields == null) {
      return null;
    }
    String area = choice(fields.get("area"), Areas.ALL, "an area");
    String adjunct = yaml.text(fields.get("adjunct"), "an adjunct");
    String setting = choice(fields.get("setting"), Choices.SETTING, "a setting");
    String modality = choice(fields.get("exceptModality"), Choices.MODALITY, "a modality");
    Integer from = yaml.hundredths(fields.get("fromMm"), "the least depth");
    Integer to = yaml.hundredths(fields.get("toMm"), "the greatest depth");
    if (from != null && to != null && from > to) {
      yaml.error(fields.get("toMm"), "a greatest depth below the least", "toMm at or above fromMm");
    }
    return from == null || to == null
        ? null
        : new MinoxidilProtocol(area, adjunct, setting, modality, from, to);
  }

  private Map<String, String> areaClasses(Node node) {
    Map<String, String> classes = new LinkedHashMap<>();
    Map<String, Node> fields = yaml.object(node, "the classes of areas");
    if (fields != null) {
      fields.forEach(
          (name, areas) -> {
            for (Node entry : yaml.list(areas, "a list of areas")) {
              String area = choice(entry, Areas.ALL, "an area");
              if (area != null && classes.putIfAbsent(area, name) != null) {
                yaml.error(entry, "'" + area + "' in a second class", "each area in one class");
              }
            }
          });
    }
    return classes;
  }

  private Map<String, Set<String>> overlaps(Node node) {
    Map<String, Set<String>> overlaps = new LinkedHashMap<>();
    Map<String, Node> fields = yaml.object(node, "areas and those that they take in");
    if (fields != null) {
      fields.forEach(
          (name, areas) -> {
            Set<String> taken = new LinkedHashSet<>();
            for (Node entry : yaml.list(areas, "a list of areas")) {
              String area = choice(entry, Areas.ALL, "an area");
              if (area != null && !taken.add(area)) {
                yaml.error(entry, "'" + area + "' a second time", "each area once");
              }
            }
            if (!Areas.ALL.contains(name)) {
              yaml.error(
                  areas,
                  "the unknown area '" + name + "'",
                  "one of " + String.join(", ", Areas.ALL));
            }
            overlaps.put(name, taken);
          });
    }
    return overlaps;
  }

  private String choice(Node node, List<String> known, String what) {
    String text = yaml.text(node, what);
    if (text != null && !known.contains(text)) {
      yaml.error(
          node, "'" + Lexer.shortened(text) + "'", what + ": one of " + String.join(", ", known));
      return null;
    }
    return text;
  }
}
