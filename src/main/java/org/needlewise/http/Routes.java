package org.needlewise.http;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Finds what a request is for, in the order: its path, its method, its body, what it accepts. */
final class Routes {
  /**
   * @param type which of the route's answers is wanted
   * @param parts of the path, by their names
   */
  record Found(Route route, String type, Map<String, String> parts) {}

  private record Entry(Route route, List<String> pattern) {}

  private final List<Entry> entries = new ArrayList<>();

  Routes(List<Route> routes) {
    routes.forEach(route -> entries.add(new Entry(route, parts(route.path()))));
  }

  /**
   * @param contentType null where there is none
   * @param accept null where there is none
   * @throws ProblemException where it is for nothing
   */
  Found find(String method, String path, String contentType, String accept) {
    List<String> parts = parts(path);
    List<Entry> here = entries.stream().filter(e -> parts(e.pattern, parts) != null).toList();
    if (here.isEmpty()) {
      throw new ProblemException(404, "There is nothing at this address.");
    }
    String wanted = method.equals("HEAD") ? "GET" : method;
    List<Entry> some = here.stream().filter(e -> e.route.method().equals(wanted)).toList();
    if (some.isEmpty()) {
      throw new ProblemException(405, "This address takes " + allow(here) + " alone.")
          .with("Allow", allow(here));
    }
    List<Entry> taking = some.stream().filter(e -> takes(e.route, contentType)).toList();
    if (taking.isEmpty()) {
      Set<String> types = new LinkedHashSet<>();
      some.forEach(e -> types.addAll(e.route.takes()));
      throw new ProblemException(
          415, "The body has to be " + String.join(" or ", types) + ", in UTF-8 and not packed.");
    }
    Found best = null;
    double most = 0;
    for (Entry entry : taking) {
      for (String type : entry.route.gives()) {
        double quality = quality(type, accept);
        if (quality > most) {
          most = quality;
          best = new Found(entry.route, type, parts(entry.pattern, parts));
        }
      }
    }
    if (best == null) {
      Set<String> types = new LinkedHashSet<>();
      taking.forEach(e -> types.addAll(e.route.gives()));
      throw new ProblemException(406, "This address gives " + String.join(" or ", types) + ".");
    }
    return best;
  }

  /** The methods of a path, as the header says them; null where there is nothing at it. */
  String allow(String path) {
    List<String> parts = parts(path);
    List<Entry> here = entries.stream().filter(e -> parts(e.pattern, parts) != null).toList();
    return here.isEmpty() ? null : allow(here);
  }

  private static String allow(List<Entry> here) {
    Set<String> methods = new TreeSet<>(Set.of("OPTIONS"));
    for (Entry entry : here) {
      methods.add(entry.route.method());
      if (entry.route.method().equals("GET")) {
        methods.add("HEAD");
      }
    }
    return String.join(", ", methods);
  }

  private static List<String> parts(String path) {
    return List.of(path.split("/", -1));
  }

  /** Null where the path is another one. */
  private static Map<String, String> parts(List<String> pattern, List<String> path) {
    if (pattern.size() != path.size()) {
      return null;
    }
    Map<String, String> parts = new HashMap<>();
    for (int i = 0; i < path.size(); i++) {
      String said = pattern.get(i);
      if (said.startsWith("{") && !path.get(i).isEmpty()) {
        parts.put(said.substring(1, said.length() - 1), path.get(i));
      } else if (!said.equals(path.get(i))) {
        return null;
      }
    }
    return parts;
  }

  private static boolean takes(Route route, String contentType) {
    if (route.takes().isEmpty()) {
      return true;
    }
    String[] parts = contentType == null ? new String[] {""} : contentType.split(";", -1);
    if (!route.takes().contains(parts[0].strip().toLowerCase(Locale.ROOT))) {
      return false;
    }
    for (int i = 1; i < parts.length; i++) {
      String parameter = parts[i].strip().toLowerCase(Locale.ROOT).replace("\"", "");
      if (parameter.startsWith("charset=") && !parameter.equals("charset=utf-8")) {
        return false;
      }
    }
    return true;
  }

  /** How much a type is wanted, from 0 to 1; the most exact mention of it counts. */
  static double quality(String type, String accept) {
    if (accept == null || accept.isBlank()) {
      return 1;
    }
    String plain = type.split(";", 2)[0];
    String group = plain.substring(0, plain.indexOf('/') + 1) + "*";
    double found = 0;
    int exactness = 0;
    for (String range : accept.split(",")) {
      String[] parts = range.strip().toLowerCase(Locale.ROOT).split(";");
      String name = parts[0].strip();
      int exact = name.equals(plain) ? 3 : name.equals(group) ? 2 : name.equals("*/*") ? 1 : 0;
      if (exact > exactness) {
        exactness = exact;
        found = quality(parts);
      }
    }
    return found;
  }

  private static double quality(String[] parts) {
    for (int i = 1; i < parts.length; i++) {
      String parameter = parts[i].strip();
      if (parameter.matches("q=(0(\\.[0-9]{0,3})?|1(\\.0{0,3})?)")) {
        return Double.parseDouble(parameter.substring(2));
      }
    }
    return 1;
  }
}
