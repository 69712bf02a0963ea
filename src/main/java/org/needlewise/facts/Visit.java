package org.needlewise.facts;

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
    return sessions.stream().map(Session::pointer).toList();
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
    return sessions.stream().allMatch(Session::followsProtocol);
  }

  /** Whether any of its sessions completes a series. */
  public boolean completesSeries() {
    return sessions.stream().anyMatch(Session::completesSeries);
  }

  /** The greatest depth among its sessions. */
  public double depthMm() {
    return sessions.stream().mapToInt(Session::depth).max().orElse(0) / 100.0;
  }

  boolean overlaps(Visit other, Definitions definitions) {
    for (Session mine : sessions) {
      for (Session theirs : other.sessions) {
        if (definitions.overlap(mine.area(), theirs.area())) {
          return true;
        }
      }
    }
    return false;
  }
}
