package org.needlewise.facts;

import java.util.List;

/**
 * Two sessions on overlapping areas, one after the other: what interval rules speak of.
 *
 * @param role proposed (a past session, and the proposed one), pair (two sessions of a pair of
 *     visits, the later taken as the proposed one) or regimen (the proposed one, repeated)
 */
public record Gap(
    MeasuredCase subject,
    Session earlier,
    Session later,
    @Codes({"'proposed'", "'pair'", "'regimen'"}) String role)
    implements Fact {

  @Override
  public List<String> pointers() {
    return List.of(earlier.pointer());
  }

  /** Days from the earlier session to the later one; 0 on the day itself. */
  public int observedDays() {
    return later.date() - earlier.date();
  }

  @Day
  public int earlierDate() {
    return earlier.date();
  }

  @Day
  public int laterDate() {
    return later.date();
  }

  @Codes("areas")
  public String earlierArea() {
    return earlier.area();
  }

  @Codes("areas")
  public String laterArea() {
    return later.area();
  }

  @Codes("areaClasses")
  public String earlierClass() {
    return earlier.areaClass();
  }

  @Codes("areaClasses")
  public String laterClass() {
    return later.areaClass();
  }

  public double earlierDepthMm() {
    return earlier.depthMm();
  }

  public double laterDepthMm() {
    return later.depthMm();
  }

  @Codes("depthRows")
  public String earlierRow() {
    return earlier.row();
  }

  @Codes("depthRows")
  public String laterRow() {
    return later.row();
  }

  /** The deeper of the two sessions' rows. */
  @Codes("depthRows")
  public String deeperRow() {
    return earlier.rank() >= later.rank() ? earlier.row() : later.row();
  }

  /**
   * Whether the deeper of the two depths is the least of its row, so that the row before it ends
   * there too.
   */
  public boolean onRowBorder() {
    int rank = Math.max(earlier.rank(), later.rank());
    if (rank == 0) {
      return false;
    }
    Definitions.DepthRow before = subject.definitions().depthRows().get(rank - 1);
    return !before.inclusive() && before.bound() == Math.max(earlier.depth(), later.depth());
  }

  public boolean earlierTherapeutic() {
    return earlier.therapeutic();
  }

  public boolean laterTherapeutic() {
    return later.therapeutic();
  }

  @Codes({"'professional'", "'home'"})
  public String earlierSetting() {
    return earlier.setting();
  }

  @Codes({"'professional'", "'home'"})
  public String laterSetting() {
    return later.setting();
  }

  public boolean earlierRadiofrequency() {
    return earlier.radiofrequency();
  }

  /** Whether the later session follows the minoxidil protocol of the definitions. */
  public boolean laterFollowsProtocol() {
    return later.followsProtocol();
  }

  /** Whether the earlier session is no deeper than the minoxidil protocol goes. */
  public boolean earlierWithinProtocolDepth() {
    return earlier.depth() <= subject.definitions().minoxidilProtocol().toHundredths();
  }

  /** What the later session is for; several where joined entries differ. */
  @Codes("indications")
  public List<String> laterIndications() {
    return later.indications();
  }

  /** Whether the later session is for one of these. */
  public boolean laterIndicatedFor(@Codes("indications") String... indications) {
    return later.indicatedFor(indications);
  }

  /** Whether either session has this adjunct. */
  public boolean eitherHasAdjunct(@Codes("adjuncts") String adjunct) {
    return earlier.adjuncts().contains(adjunct) || later.adjuncts().contains(adjunct);
  }

  /**
   * The depth of the session that is at home, the greater one where both are; 0 where neither is.
   */
  public double deepestAtHomeMm() {
    return Math.max(earlier.atHome() ? earlier.depth() : 0, later.atHome() ? later.depth() : 0)
        / 100.0;
  }

  /** Whether the name of the later session's device contains a text, in any case. */
  public boolean laterDeviceContains(String text) {
    return later.usesDevice(text.toLowerCase(java.util.Locale.ROOT));
  }

  /**
   * On how many dates there was a session at home, on any area, with a device whose name contains a
   * text.
   */
  public int homeDatesWithDevice(String text) {
    return subject.homeDatesWithDevice(text);
  }

  @Override
  public String toString() {
    return Fact.name(this);
  }
}
