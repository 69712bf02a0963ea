package org.needlewise.review.gaps;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Some combinations of all there are, named by what they share: "setting home with phase first".
 */
final class Described {
  /** So many groups are named. */
  private static final int SHOWN = 3;

  private final List<String> names;
  private final List<List<String>> values;

  Described(Sweep sweep) {
    names = List.copyOf(sweep.dimensions().keySet());
    values = List.copyOf(sweep.dimensions().values());
  }

  /**
   * The first groups, each as large and as short as can be; then how many combinations are left.
   *
   * @param some neither none nor all of the sweep's
   */
  List<String> groups(List<Map<String, String>> some) {
    Set<List<String>> in =
        some.stream()
            .map(each -> names.stream().map(each::get).toList())
            .collect(Collectors.toCollection(LinkedHashSet::new));
    Set<List<String>> left = new LinkedHashSet<>(in);
    List<String> groups = new ArrayList<>();
    while (!left.isEmpty() && groups.size() < SHOWN) {
      List<Set<String>> group = widest(left.iterator().next(), in);
      trim(group, left);
      left.removeIf(each -> holds(group, each));
      groups.add(words(group));
    }
    if (!left.isEmpty()) {
      groups.add("and " + left.size() + " more");
    }
    return groups;
  }

  /** A group about a combination, all of which is in: with as few conditions as can be. */
  private List<Set<String>> widest(List<String> one, Set<List<String>> in) {
    List<Set<String>> best = null;
    int fewest = names.size() + 1;
    for (int open = 0; open < 1 << names.size(); open++) {
      int conditions = names.size() - Integer.bitCount(open);
      if (conditions < fewest) {
        List<Set<String>> group = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
          boolean any = (open >> i & 1) == 1;
          group.add(
              any ? new LinkedHashSet<>(values.get(i)) : new LinkedHashSet<>(Set.of(one.get(i))));
        }
        if (all(group, in)) {
          best = group;
          fewest = conditions;
        }
      }
    }
    for (int i = 0; i < names.size(); i++) {
      for (String value : values.get(i)) {
        Set<String> before = best.get(i);
        Set<String> wider = new LinkedHashSet<>(values.get(i));
        wider.removeIf(each -> !before.contains(each) && !each.equals(value));
        best.set(i, wider);
        if (!all(best, in)) {
          best.set(i, before);
        }
      }
    }
    return best;
  }

  /** Takes out what is named already. */
  private void trim(List<Set<String>> group, Set<List<String>> left) {
    for (int i = 0; i < names.size(); i++) {
      int at = i;
      if (group.get(i).size() < values.get(i).size()) {
        group
            .get(i)
            .removeIf(
                value ->
                    left.stream()
                        .noneMatch(each -> each.get(at).equals(value) && holds(group, each)));
      }
    }
  }

  private static boolean all(List<Set<String>> group, Set<List<String>> in) {
    long size = group.stream().mapToLong(Set::size).reduce(1, (a, b) -> a * b);
    return size <= in.size() && in.stream().filter(each -> holds(group, each)).count() == size;
  }

  private static boolean holds(List<Set<String>> group, List<String> one) {
    for (int i = 0; i < group.size(); i++) {
      if (!group.get(i).contains(one.get(i))) {
        return false;
      }
    }
    return true;
  }

  private String words(List<Set<String>> group) {
    List<String> words = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      Set<String> some = group.get(i);
      if (some.size() < values.get(i).size()) {
        words.add(words(names.get(i), some, values.get(i)));
      }
    }
    return String.join(" with ", words);
  }

  private static String words(String name, Set<String> some, List<String> all) {
    Set<String> others = new HashSet<>(all);
    others.removeAll(some);
    if (others.equals(Set.of(""))) {
      return name + " stated";
    }
    boolean fewOthers = others.size() < some.size();
    List<String> named =
        all.stream()
            .filter((fewOthers ? others : some)::contains)
            .sorted(Comparator.comparing(String::isEmpty))
            .map(value -> value.isEmpty() ? "none" : Sweep.words(name, value))
            .toList();
    return named.equals(List.of("none"))
        ? "no " + name
        : name + (fewOthers ? " not " : " ") + String.join(" or ", named);
  }
}
