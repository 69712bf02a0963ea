package org.needlewise.facts;

import java.util.Comparator;
import java.util.List;

/**
 * One needling session, measured: a past one (entries of the same date, area and depth joined), the
 * proposed one, or an imagined repeat of it.
 *
 * @param date day number
 * @param depth hundredths of a millimetre
 * @param rank place of its depth row, from 0
 * @param entries indices of its history entries in ascending order; empty for the proposed and the
 *     imagined one
 * @param poorAftercareEntry index of the first entry that states poor aftercare, or -1
 * @param followsProtocol whether it follows the minoxidil protocol; of joined entries: whether each
 *     does
 */
public record Session(
    int date,
    String area,
    String areaClass,
    int depth,
    int rank,
    String row,
    boolean therapeutic,
    String setting,
    boolean radiofrequency,
    List<String> adjuncts,
    List<String> indications,
    List<String> devices,
    List<Integer> entries,
    int poorAftercareEntry,
    boolean completesSeries,
    boolean followsProtocol) {

  /** The order in which findings name sessions; no two joined sessions are equal in it. */
  public static final Comparator<Session> ORDER = Session::compare;

  private static int compare(Session a, Session b) {
    int order = Integer.compare(a.date, b.date);
    order = order != 0 ? order : a.area.compareTo(b.area);
    return order != 0 ? order : Integer.compare(a.depth, b.depth);
  }

  /** Depth in millimetres. */
  public double depthMm() {
    return depth / 100.0;
  }

  boolean atHome() {
    return setting.equals("home");
  }

  boolean indicatedFor(String... asked) {
    for (String indication : asked) {
      if (indications.contains(indication)) {
        return true;
      }
    }
    return false;
  }

  boolean usesDevice(String lowerCasePart) {
    for (String device : devices) {
      if (device.toLowerCase(java.util.Locale.ROOT).contains(lowerCasePart)) {
        return true;
      }
    }
    return false;
  }

  /** Enough to tell apart the joined sessions of a case. */
  @Override
  public int hashCode() {
    return 31 * (31 * date + depth) + area.hashCode();
  }

  /** JSON Pointer to its first entry. */
  public String pointer() {
    return Printed.history(entries.get(0));
  }
}
