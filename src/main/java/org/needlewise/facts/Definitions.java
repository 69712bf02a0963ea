package org.needlewise.facts;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The policy's Words, as {@code rules-drl/definitions.yaml} states them.
 *
 * @param version of the rule set
 * @param depthRows from the shallowest to the deepest; the last has no bound
 * @param radiofrequencyRow the row of a past session with radiofrequency
 * @param superficialRow the row that is not therapeutic
 * @param areaClasses area to its class; an area absent here is of {@code otherAreasAre}
 * @param overlaps area to the areas that it takes in beside itself
 * @param earliestDateWithinYears how far ahead the earliest date is searched, calendar years
 */
public record Definitions(
    String version,
    List<DepthRow> depthRows,
    String radiofrequencyRow,
    String superficialRow,
    MinoxidilProtocol minoxidilProtocol,
    Map<String, String> areaClasses,
    String otherAreasAre,
    Map<String, Set<String>> overlaps,
    int earliestDateWithinYears) {

  /**
   * @param bound hundredths of a millimetre; ignored on the last row
   * @param inclusive whether the bound itself belongs to the row
   */
  public record DepthRow(String row, int bound, boolean inclusive) {}

  /**
   * @param fromHundredths least depth, hundredths of a millimetre, inclusive
   * @param toHundredths greatest depth, hundredths of a millimetre, inclusive
   */
  public record MinoxidilProtocol(
      String area,
      String adjunct,
      String setting,
      String exceptModality,
      int fromHundredths,
      int toHundredths) {}

  /** The place of a depth's row in {@link #depthRows}, from 0. */
  int rankOfDepth(int hundredths) {
    int last = depthRows.size() - 1;
    for (int i = 0; i < last; i++) {
      DepthRow row = depthRows.get(i);
      if (row.inclusive ? hundredths <= row.bound : hundredths < row.bound) {
        return i;
      }
    }
    return last;
  }

  /**
   * @param hundredths needle depth, hundredths of a millimetre
   */
  public boolean isTherapeutic(int hundredths) {
    return !depthRows.get(rankOfDepth(hundredths)).row.equals(superficialRow);
  }

  /** The depths of a row, by its place from 0, in words: "over 0.25 mm, under 1.0 mm". */
  String rangeOfRow(int rank) {
    StringBuilder range = new StringBuilder();
    if (rank > 0) {
      DepthRow below = depthRows.get(rank - 1);
      range.append(below.inclusive ? "over " : "from ").append(below.bound / 100.0).append(" mm");
    }
    if (rank < depthRows.size() - 1) {
      DepthRow row = depthRows.get(rank);
      range.append(range.isEmpty() ? "" : ", ");
      range.append(row.inclusive ? "up to " : "under ").append(row.bound / 100.0).append(" mm");
    }
    return range.toString();
  }

  int rankOfRow(String row) {
    for (int i = 0; i < depthRows.size(); i++) {
      if (depthRows.get(i).row.equals(row)) {
        return i;
      }
    }
    throw new IllegalArgumentException("no depth row " + row);
  }

  String classOfArea(String area) {
    return areaClasses.getOrDefault(area, otherAreasAre);
  }

  /** Whether two areas overlap: equal, or one takes in the other. */
  boolean overlap(String a, String b) {
    return a.equals(b)
        || overlaps.getOrDefault(a, Set.of()).contains(b)
        || overlaps.getOrDefault(b, Set.of()).contains(a);
  }

  /** Whether a fact on these areas (none: anywhere) overlaps an area. */
  boolean overlapAny(List<String> areas, String area) {
    if (areas.isEmpty()) {
      return true;
    }
    for (int i = 0; i < areas.size(); i++) {
      if (overlap(areas.get(i), area)) {
        return true;
      }
    }
    return false;
  }
}
