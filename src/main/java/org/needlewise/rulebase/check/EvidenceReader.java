package org.needlewise.rulebase.check;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.needlewise.rulebase.drl.Lexer;
import org.needlewise.rulebase.drl.Problems;
import org.needlewise.rulebase.drl.Source;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads {@code evidence/ledger.yaml} and {@code evidence/external.yaml}. */
final class EvidenceReader {
  private static final List<String> USES =
      List.of("rule", "planner", "forecast", "expectation", "report-text");

  private EvidenceReader() {}

  /** By id, in ascending order; null, with a problem, where a file is wrong. */
  static Map<String, EvidenceStatement> read(RulesFolder folder, Problems problems) {
    int before = problems.errors();
    Map<String, EvidenceStatement> statements = new TreeMap<>();
    read(folder, RulesFolder.LEDGER, "statements", "L[0-9]{3}", problems, statements);
    read(folder, RulesFolder.EXTERNAL, "external", "E[0-9]{2}", problems, statements);
    return problems.errors() > before ? null : statements;
  }

  private static void read(
      RulesFolder folder,
      String file,
      String list,
      String form,
      Problems problems,
      Map<String, EvidenceStatement> into) {
    byte[] bytes = folder.files().get(file);
    Source source = bytes == null ? null : RulesFolder.source(file, bytes, problems);
    YamlTree yaml = source == null ? null : new YamlTree(source, problems);
    if (yaml == null || yaml.root() == null) {
      return;
    }
    boolean ledger = file.equals(RulesFolder.LEDGER);
    Map<String, Node> root = yaml.object(yaml.root(), "a list named " + list, list + "!");
    for (Node entry :
        root == null ? List.<Node>of() : yaml.list(root.get(list), "a list of statements")) {
      Map<String, Node> fields =
          ledger
              ? yaml.object(
                  entry, "a statement", "id!", "source!", "section!", "use!", "says!", "parameters")
              : yaml.object(entry, "a piece of literature", "id!", "source!", "says!", "effect");
      if (fields == null) {
        continue;
      }
      String id = yaml.text(fields.get("id"), "an id");
      String use = ledger ? yaml.text(fields.get("use"), "a use") : "";
      if (id != null && !id.matches(form)) {
        yaml.error(
            fields.get("id"),
            "the id '" + Lexer.shortened(id) + "'",
            ledger ? "L and three digits" : "E and two digits");
      } else if (use != null && ledger && !USES.contains(use)) {
        yaml.error(
            fields.get("use"),
            "'" + Lexer.shortened(use) + "'",
            "one of " + String.join(", ", USES));
      } else if (id != null && use != null) {
        String origin = yaml.text(fields.get("source"), "a source");
        String section = ledger ? yaml.text(fields.get("section"), "a section") : "";
        String says = yaml.text(fields.get("says"), "what it says");
        Node terms = fields.get("parameters");
        String parameters = terms == null ? "" : yaml.text(terms, "numbers and terms");
        if (into.putIfAbsent(id, new EvidenceStatement(id, origin, section, use, says, parameters))
            != null) {
          yaml.error(fields.get("id"), "a second " + id, "each id once");
        }
      }
    }
  }
}
