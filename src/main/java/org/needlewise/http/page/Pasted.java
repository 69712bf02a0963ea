package org.needlewise.http.page;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.needlewise.ask.Amounts;
import org.needlewise.ask.DateWords;
import org.needlewise.casefile.CodeFinder;
import org.needlewise.casefile.CodeFinder.Match;
import org.needlewise.words.Words;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Past sessions from the rows of a spreadsheet: date, area, depth and what for, as people write
 * them, with tabs, semicolons or commas between.
 *
 * @param sessions the rows that were understood
 * @param problems of those that were not, none of which is in {@code sessions}
 */
record Pasted(ArrayNode sessions, List<String> problems, Form form, Words words) {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int MOST_ROWS = 1_000;

  record Reading(ArrayNode sessions, List<String> problems) {}

  static Reading read(String text, LocalDate today, CodeFinder finder, Words words) {
    ArrayNode sessions = JSON.createArrayNode();
    List<String> problems = new ArrayList<>();
    List<String> lines = text.lines().limit(MOST_ROWS).toList();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.isEmpty() || i == 0 && line.chars().noneMatch(Character::isDigit)) {
        continue; // or the head of the table
      }
      ObjectNode session = JSON.createObjectNode();
      String problem = row(line, today, finder, session, words);
      if (problem.isEmpty()) {
        sessions.add(session);
      } else {
        problems.add(words.say("page.paste.wrong", "line", i + 1, "problem", problem));
      }
    }
    return new Reading(sessions, problems);
  }

  /** What is wrong with it; "" for nothing. */
  private static String row(
      String line, LocalDate today, CodeFinder finder, ObjectNode session, Words words) {
    String[] cells = line.split(line.contains("\t") ? "\t" : line.contains(";") ? ";" : ",\\s*");
    DateWords.Reading date = DateWords.read(words, cells[0].strip(), today, DateWords.Side.PAST);
    if (!date.problem().isEmpty()) {
      return date.problem();
    }
    if (date.days().size() > 1) {
      return date.days().get(0) + " / " + date.days().get(1) + "?";
    }
    session.put("date", date.days().get(0).toString());
    for (int c = 1; c < cells.length; c++) {
      String cell = cells[c].strip();
      Amounts.Reading<Integer> depth = Amounts.depth(words, cell);
      if (depth.problem() == null) {
        session.set(
            "depthMm",
            session.numberNode(
                java.math.BigDecimal.valueOf(depth.value(), 2).stripTrailingZeros()));
        continue;
      }
      if (cell.isEmpty()) {
        continue;
      }
      if (!code(session, "area", cell, finder, CodeFinder.AREAS)
          && !code(session, "indication", cell, finder, "indications")) {
        return cell.chars().anyMatch(Character::isDigit) ? depth.problem() : '"' + cell + "\"?";
      }
    }
    return "";
  }

  private static boolean code(
      ObjectNode session, String field, String cell, CodeFinder finder, String list) {
    List<Match> found = finder.find(cell, list);
    if (found.isEmpty() || !found.get(0).isSure()) {
      return false;
    }
    session.put(field, found.get(0).code());
    return true;
  }
}
