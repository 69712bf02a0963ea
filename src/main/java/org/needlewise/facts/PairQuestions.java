package org.needlewise.facts;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What rules ask of the gap between two sessions of a pair of visits: gaps that differ in nothing
 * of this are matched by the same rules.
 *
 * @param fields fields and measures of {@link Gap}, of {@link #FIELDS}
 * @param depths what depths are compared with, in hundredths of a millimetre
 * @param texts what measures are handed, each its own list
 */
public record PairQuestions(Set<String> fields, Set<Integer> depths, Set<List<String>> texts) {

  /** Those that are told apart here. */
  public static final Set<String> FIELDS =
      Set.of(
          // the same for all gaps of a case
          "role",
          "code",
          "asOf",
          "proposedDate",
          "earlierTherapeutic",
          "laterTherapeutic",
          "homeDatesWithDevice",
          // by the areas
          "earlierArea",
          "laterArea",
          "earlierClass",
          "laterClass",
          // by either session, or by what both have of it
          "observedDays",
          "earlierDate",
          "laterDate",
          "earlierDepthMm",
          "laterDepthMm",
          "earlierRow",
          "laterRow",
          "deeperRow",
          "onRowBorder",
          "earlierSetting",
          "laterSetting",
          "earlierRadiofrequency",
          "laterFollowsProtocol",
          "earlierWithinProtocolDepth",
          "laterIndications",
          "laterIndicatedFor",
          "eitherHasAdjunct",
          "deepestAtHomeMm",
          "laterDeviceContains");

  /** What they ask of an earlier session: equal for those that they cannot tell apart. */
  List<Object> ofEarlier(Session session, Definitions definitions) {
    List<Object> kind = ofEither(session, "earlier");
    if (asks("earlierRadiofrequency")) {
      kind.add(session.radiofrequency());
    }
    if (asks("earlierWithinProtocolDepth")) {
      kind.add(session.depth() <= definitions.minoxidilProtocol().toHundredths());
    }
    return kind;
  }

  /** As {@link #ofEarlier}, of a later session. */
  List<Object> ofLater(Session session) {
    List<Object> kind = ofEither(session, "later");
    if (asks("laterFollowsProtocol")) {
      kind.add(session.followsProtocol());
    }
    if (asks("laterIndications")) {
      kind.add(Set.copyOf(session.indications()));
    }
    if (asks("laterIndicatedFor")) {
      texts.forEach(asked -> kind.add(session.indicatedFor(asked.toArray(String[]::new))));
    }
    if (asks("laterDeviceContains")) {
      texts.forEach(asked -> kind.add(session.usesDevice(asked.get(0).toLowerCase(Locale.ROOT))));
    }
    return kind;
  }

  private List<Object> ofEither(Session session, String which) {
    List<Object> kind = new ArrayList<>();
    kind.add(session.area());
    if (asks(which + "Row") || asks("deeperRow") || asks("onRowBorder")) {
      kind.add(session.rank());
    }
    if (asks("onRowBorder")) {
      kind.add(session.depth());
    }
    if (asks(which + "DepthMm")) {
      kind.add(depth(session));
    }
    if (asks("deepestAtHomeMm")) {
      kind.add(session.atHome() ? depth(session) : Integer.MIN_VALUE);
    }
    if (asks(which + "Setting")) {
      kind.add(session.setting());
    }
    if (asks("eitherHasAdjunct")) {
      texts.forEach(asked -> kind.add(session.adjuncts().contains(asked.get(0))));
    }
    if (asks(which + "Date") || asks("observedDays")) {
      kind.add(session.date());
    }
    return kind;
  }

  private boolean asks(String field) {
    return fields.contains(field);
  }

  /** The least depth that compares as the session's does. */
  private int depth(Session session) {
    int from = -1;
    for (int mark : depths) {
      if (mark == session.depth()) {
        return mark;
      }
      from = mark < session.depth() ? Math.max(from, mark + 1) : from;
    }
    return from;
  }
}
