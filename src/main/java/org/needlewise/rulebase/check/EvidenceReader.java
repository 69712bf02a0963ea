package org.needlewise.rulebase.check;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.needlewise.casefile.CodeTable;
import org.needlewise.casefile.Echo;
import org.needlewise.casefile.Fields;
import org.needlewise.casefile.Place;
import org.needlewise.casefile.StrictReader;

/** Reads {@code evidence/ledger.yaml} or {@code evidence/external.yaml}. */
final class EvidenceReader {
  private static final CodeTable USES =
      CodeTable.choice(List.of("rule", "planner", "forecast", "expectation", "report-text"));
  private static final EvidenceReader LEDGER =
      new EvidenceReader(
          "L[0-9]{3}",
          "L and three digits",
          new Fields("the ledger", "statements!"),
          new Fields("a statement", "id!", "source!", "says!", "section!", "use!", "parameters"));
  private static final EvidenceReader EXTERNAL =
      new EvidenceReader(
          "E[0-9]{2}",
          "E and two digits",
          new Fields("the external literature", "external!"),
          new Fields("a piece of literature", "id!", "source!", "says!", "effect"));

  private final String id;
  private final String idInWords;
  private final Fields document;
  private final Fields statement;

  private EvidenceReader(String id, String idInWords, Fields document, Fields statement) {
    this.id = id;
    this.idInWords = idInWords;
    this.document = document;
    this.statement = statement;
  }

  /**
   * By id, in ascending order.
   *
   * @throws org.needlewise.casefile.InvalidInputException with all errors
   */
  static Map<String, EvidenceStatement> read(byte[] yaml, String file) {
    EvidenceReader reader = file.equals(RulesFolder.LEDGER) ? LEDGER : EXTERNAL;
    return StrictReader.yaml(yaml, file, reader.document.what(), reader::statements);
  }

  private Map<String, EvidenceStatement> statements(StrictReader in) {
    Map<String, EvidenceStatement> statements = new TreeMap<>();
    if (in.enter(document)) {
      while (in.field() >= 0) {
        in.list("a list of statements", each -> statement(each, statements));
      }
    }
    return statements;
  }

  private EvidenceStatement statement(StrictReader in, Map<String, EvidenceStatement> statements) {
    String name = null;
    String source = null;
    String says = null;
    String section = "";
    String use = "";
    String parameters = "";
    Place place = in.place();
    if (!in.enter(statement)) {
      return null;
    }
    for (int f = in.field(); f >= 0; f = in.field()) {
      switch (f) {
        case 0 -> {
          place = in.place();
          name = in.line("text: an id");
          if (name != null && !name.matches(id)) {
            in.error(Echo.quoted(name), idInWords);
          }
        }
        case 1 -> source = in.line("text: a source");
        case 2 -> says = in.line("text: what it says");
        case 3 -> {
          // A section of the ledger; of external literature, its effect, which no report shows.
          section = in.line("text");
        }
        case 4 -> use = in.code(USES);
        default -> parameters = in.line("text: numbers and terms");
      }
    }
    EvidenceStatement read =
        new EvidenceStatement(name, source, this == LEDGER ? section : "", use, says, parameters);
    if (name != null && statements.putIfAbsent(name, read) != null) {
      in.error(place, "a second " + Echo.quoted(name), "each id once");
    }
    return read;
  }
}
