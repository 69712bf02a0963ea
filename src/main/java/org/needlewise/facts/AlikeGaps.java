package org.needlewise.facts;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The gaps of many pairs of visits: of those that no rule tells apart, one is made, which stands
 * for all pairs that have such a gap.
 */
final class AlikeGaps {
  private final MeasuredCase subject;
  private final PairQuestions asked;
  private final Consumer<Fact> sink;
  private final Map<List<Object>, Integer> kinds = new HashMap<>();
  private final Map<Long, List<VisitPair>> made = new HashMap<>();

  AlikeGaps(MeasuredCase subject, PairQuestions asked, Consumer<Fact> sink) {
    this.subject = subject;
    this.asked = asked;
    this.sink = sink;
  }

  void of(List<VisitPair> pairs) {
    Definitions definitions = subject.definitions();
    for (VisitPair pair : pairs) {
      Map<Integer, Session> earliers =
          distinct(pair.earlier(), session -> asked.ofEarlier(session, definitions));
      Map<Integer, Session> laters = distinct(pair.later(), asked::ofLater);
      laters.forEach(
          (late, later) ->
              earliers.forEach(
                  (early, earlier) -> {
                    if (definitions.overlap(earlier.area(), later.area())) {
                      standIn((long) early << 32 | late, earlier, later).add(pair);
                    }
                  }));
    }
  }

  /** One session of each kind. */
  private Map<Integer, Session> distinct(Visit visit, Function<Session, List<Object>> kindOf) {
    Map<Integer, Session> distinct = new LinkedHashMap<>();
    for (Session session : visit.sessions()) {
      distinct.putIfAbsent(
          kinds.computeIfAbsent(kindOf.apply(session), kind -> kinds.size()), session);
    }
    return distinct;
  }

  /** The pairs of visits for which the gap of two kinds stands. */
  private List<VisitPair> standIn(long key, Session earlier, Session later) {
    List<VisitPair> pairs = made.get(key);
    if (pairs == null) {
      pairs = new ArrayList<>(1);
      made.put(key, pairs);
      Gap gap = new Gap(subject, earlier, later, "pair");
      subject.standsFor(gap, pairs);
      sink.accept(gap);
    }
    return pairs;
  }
}
