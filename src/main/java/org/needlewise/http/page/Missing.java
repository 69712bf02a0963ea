package org.needlewise.http.page;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.needlewise.casefile.Diagnostic;
import org.needlewise.http.page.Entered.Mistake;
import org.needlewise.words.Words;
import tools.jackson.databind.json.JsonMapper;

/**
 * What stands in place of a report while the form holds no case: what is needed, and what is wrong.
 */
record Missing(List<Mistake> all, Words words) {
  private static final JsonMapper JSON = new JsonMapper();

  /**
   * @param at the index of the form's entry; -1 for none
   * @param label of its field
   * @param text what the reader says of it
   */
  record Need(int at, String label, String text) {}

  List<Need> needed() {
    return all.stream().filter(Mistake::missing).map(this::need).distinct().toList();
  }

  List<Need> wrong() {
    return all.stream().filter(mistake -> !mistake.missing()).map(this::need).toList();
  }

  private Need need(Mistake mistake) {
    return new Need(mistake.at(), label(mistake.what().pointer()), text(mistake.what()));
  }

  private String label(String pointer) {
    return Facts.label(pointer.replaceAll("/[0-9]+$", ""), words);
  }

  private String text(Diagnostic what) {
    return words.say("page.missing.found", "found", what.found(), "expected", what.expected());
  }

  /** For the script: at which entries what is wrong, as JSON. */
  String mistakes() {
    List<Map<String, Object>> mistakes = new ArrayList<>();
    for (Mistake mistake : all) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("at", mistake.at());
      one.put("missing", mistake.missing());
      one.put("text", text(mistake.what()));
      mistakes.add(one);
    }
    return JSON.writeValueAsString(mistakes);
  }
}
