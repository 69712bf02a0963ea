package org.needlewise.facts;

import java.util.ArrayList;
import java.util.List;

/**
 * All therapeutic relevant sessions of one date.
 *
 * @param sessions by area, then depth
 * @param proposalFollowsProtocol whether the proposal follows the minoxidil protocol
 */
public record Visit(int date, List<Session> sessions, boolean proposalFollowsProtocol)
    implements Span {

  @Override
  public List<String> pointers() {
    return pointers(List.of(this));
  }

  static List<String> pointers(List<Visit> visits) {
    List<String> pointers = new ArrayList<>(visits.size());
    for (Visit visit : visits) {
      for (Session session : visit.sessions) {
        pointers.add(session.pointer());
      }
    }
    return pointers;
  }

  @Override
  public boolean protocol() {
    return proposalFollowsProtocol && followsProtocol();
  }

  @Override
  @Day
  public int date() {
    return date;
  }

  /** Whether each of its sessions follows the minoxidil protocol. */
  public boolean followsProtocol() {
    for (Session session : sessions) {
      if (!session.followsProtocol()) {
        return false;
      }
    }
    return true;
  }

  /** Whether any of its sessions completes a series. */
  public boolean completesSeries() {
    for (Session session : sessions) {
      if (session.completesSeries()) {
        return true;
      }
    }
    return false;
  }

  /** The greatest depth among its sessions. */
  public double depthMm() {
    int greatest = 0;
    for (Session session : sessions) {
      greatest = Math.max(greatest, session.depth());
    }
    return greatest / 100.0;
  }

  boolean overlaps(Visit other, Definitions definitions) {
    String before = "";
    for (Session mine : sessions) {
      if (!mine.area().equals(before) && other.touches(mine.area(), definitions)) {
        return true;
      }
      before = mine.area();
    }
    return false;
  }

  private boolean touches(String area, Definitions definitions) {
    String before = "";
    for (Session mine : sessions) {
      if (!mine.area().equals(before) && definitions.overlap(mine.area(), area)) {
        return true;
      }
      before = mine.area();
    }
    return false;
  }
}
