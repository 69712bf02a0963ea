package org.needlewise.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Reads the query of an address, or a form, as strictly as a case: each name known, and once. */
final class Query {
  private Query() {}

  /**
   * @param text without its question mark; null where there is none
   * @throws ProblemException where a name is unknown or stands twice, or UTF-8 is wrong
   */
  static Map<String, String> read(String text, Set<String> known) {
    Map<String, String> read = new HashMap<>();
    for (String pair : text == null || text.isEmpty() ? new String[0] : text.split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
      if (!known.contains(name)) {
        throw new ProblemException(
            400,
            known.isEmpty()
                ? "This address takes no query."
                : "The query may hold "
                    + String.join(", ", known.stream().sorted().toList())
                    + ".");
      }
      if (read.put(name, equals < 0 ? "" : decoded(pair.substring(equals + 1))) != null) {
        throw new ProblemException(400, "The query holds " + name + " a second time.");
      }
    }
    return Map.copyOf(read);
  }

  private static String decoded(String text) {
    try {
      String decoded = URLDecoder.decode(text, StandardCharsets.UTF_8);
      if (decoded.indexOf('\uFFFD') < 0) {
        return decoded;
      }
    } catch (IllegalArgumentException e) {
      // Told as what is no UTF-8.
    }
    throw new ProblemException(400, "The query is not percent-encoded UTF-8.");
  }
}
