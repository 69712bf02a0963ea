package org.needlewise.review.gaps;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.needlewise.casefile.CaseFile;

/**
 * One number of a case moved over its axis, in every combination of what else is told apart.
 *
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

  /** Sets what is not proposed by name for a combination and a number of the axis. */
  interface Setter {
    void set(Draft draft, Map<String, String> combination, int number);
  }

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
    combination.forEach((name, value) -> propose(draft, name, value));
    setter.set(draft, combination, number);
    return draft.caseFile();
  }

  private static void propose(Draft draft, String name, String value) {
    if (!value.isEmpty()) {
      switch (name) {
        case "setting" -> draft.setting = value;
        case "area" -> draft.area = value;
        case "depth" -> draft.depthHundredths = Integer.parseInt(value);
        case "operator" -> draft.operator = value;
        case "indication" -> draft.indication = value;
        case "device" -> draft.device = value;
        case "modality" -> draft.modality = value;
        case "adjunct" -> draft.adjuncts.add(value);
        case "phase" -> draft.phase = value;
        case "skin type" -> draft.fitzpatrick = value;
        default -> {
          // Of the past, or of the axis.
        }
      }
    }
  }
}
