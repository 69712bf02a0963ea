package org.needlewise.casefile;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON Schema of case files. The one that is shipped says how a case is built, and holds the
 * codes of the shipped vocabulary.
 */
public final class CaseSchema {
  private static final String SHIPPED = "/org/needlewise/contract/case.schema.json";
  private static final String NEGATIVES = "negatives";

  private CaseSchema() {}

  /** The shipped schema, its lists of codes those of the vocabulary. */
  public static String of(Vocabulary vocabulary) {
    try (InputStream in = CaseSchema.class.getResourceAsStream(SHIPPED)) {
      ObjectNode schema = (ObjectNode) JsonMapper.shared().readTree(in);
      vocabulary.lists().forEach((list, codes) -> enumerate(schema, list, codes));
      Set<String> deniable = new LinkedHashSet<>();
      Vocabulary.DENIABLE.forEach(
          list -> deniable.addAll(vocabulary.lists().getOrDefault(list, List.of())));
      enumerate(schema, NEGATIVES, deniable);
      return JsonMapper.shared().writer().with(layout()).writeValueAsString(schema) + '\n';
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void enumerate(ObjectNode schema, String list, Collection<String> codes) {
    ArrayNode names = schema.withObject("/$defs/" + list).putArray("enum");
    codes.forEach(names::add);
  }

  /** An entry a line, so that a new code is a new line. */
  private static DefaultPrettyPrinter layout() {
    DefaultIndenter lines = new DefaultIndenter("  ", "\n");
    return new DefaultPrettyPrinter(
            Separators.createDefaultInstance().withObjectNameValueSpacing(Separators.Spacing.AFTER))
        .withObjectIndenter(lines)
        .withArrayIndenter(lines);
  }
}
