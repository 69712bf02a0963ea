package org.needlewise.rulebase.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.needlewise.casefile.Diagnostic;
import org.needlewise.casefile.Nearest;
import org.needlewise.rulebase.drl.Lexer;
import org.needlewise.rulebase.drl.Problems;
import org.needlewise.rulebase.drl.RuleText;
import org.needlewise.rulebase.drl.Source;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * A YAML file of the rules folder, read strictly and with places. Each getter reports what is wrong
 * and then answers null (a list: what is right of it).
 */
final class YamlTree {
  private static final int TEXT_CHARS = 10_000;

  private final String file;
  private final Problems problems;
  private final Node root;

  YamlTree(Source source, Problems problems) {
    this.file = source.file();
    this.problems = problems;
    this.root = compose(source.text());
  }

  private Node compose(String text) {
    LoadSettings settings =
        LoadSettings.builder()
            .setAllowDuplicateKeys(true) // reported here, with a place
            .setMaxAliasesForCollections(0)
            .setCodePointLimit(RulesFolder.FILE_BYTES)
            .build();
    try {
      Optional<Node> node = new Compose(settings).composeString(text);
      if (node.isEmpty()) {
        problems.add(new Diagnostic(file, 0, 1, 1, "", "an empty file", "a YAML document"));
      }
      return node.orElse(null);
    } catch (MarkedYamlEngineException e) {
      Optional<Mark> mark = e.getProblemMark().or(e::getContextMark);
      report(mark, "text that is not YAML (" + e.getProblem() + ")", "a YAML document");
    } catch (YamlEngineException | StackOverflowError e) {
      report(Optional.empty(), "text that is not YAML", "one YAML document");
    }
    return null;
  }

  /** Null where the file is no YAML. */
  Node root() {
    return root;
  }

  void error(Node at, String what, String expected) {
    report(at.getStartMark(), what, expected);
  }

  private void report(Optional<Mark> mark, String what, String expected) {
    problems.add(
        new Diagnostic(
            file,
            0,
            mark.map(Mark::getLine).orElse(0) + 1,
            mark.map(Mark::getColumn).orElse(0) + 1,
            "",
            what.replaceAll("\\s+", " "),
            expected));
  }

  /**
   * The fields of an object.
   *
   * @param names what it may have; those that it must have end with an exclamation mark; none: any
   */
  Map<String, Node> object(Node node, String what, String... names) {
    if (!(node instanceof MappingNode mapping)) {
      error(node, shown(node), what);
      return null;
    }
    List<String> known = new ArrayList<>();
    for (String name : names) {
      known.add(name.replace("!", ""));
    }
    Map<String, Node> fields = new LinkedHashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      Node key = tuple.getKeyNode();
      String name = text(key, "the name of a field");
      if (name == null) {
        continue;
      }
      if (!known.isEmpty() && !known.contains(name)) {
        error(key, "the unknown field '" + name + "'", "one of " + String.join(", ", known));
        Nearest.of(name, known)
            .forEach(near -> fields.putIfAbsent(near, null)); // misspelt, not missing
      } else if (fields.putIfAbsent(name, tuple.getValueNode()) != null) {
        error(key, "a second '" + name + "'", "each name once");
      }
    }
    boolean whole = true;
    for (String name : names) {
      if (name.endsWith("!") && !fields.containsKey(name.replace("!", ""))) {
        error(node, "no field " + name.replace("!", ""), what + " with it");
        whole = false;
      }
    }
    whole &= !fields.containsValue(null);
    return whole ? fields : null;
  }

  List<Node> list(Node node, String what) {
    if (node instanceof SequenceNode sequence) {
      return sequence.getValue();
    }
    error(node, shown(node), what);
    return List.of();
  }

  String text(Node node, String what) {
    if (!(node instanceof ScalarNode scalar) || scalar.getValue().isEmpty()) {
      error(node, shown(node), what);
      return null;
    }
    if (scalar.getAnchor().isPresent()) {
      error(node, "an anchor", "a plain value");
      return null;
    }
    String text = scalar.getValue();
    if (text.length() > TEXT_CHARS || text.chars().anyMatch(c -> !RuleText.isShowable(c))) {
      error(node, "a text that no report can show", what);
      return null;
    }
    return text;
  }

  /** A whole number, from 0. */
  Integer whole(Node node, String what) {
    String text = text(node, what);
    if (text != null && !text.matches("0|[1-9][0-9]{0,5}")) {
      error(node, shown(node), what);
      return null;
    }
    return text == null ? null : Integer.valueOf(text);
  }

  /** Millimetres with at most two decimals, as hundredths. */
  Integer hundredths(Node node, String what) {
    String text = text(node, what);
    if (text != null && !text.matches("(0|[1-9][0-9]?)(\\.[0-9]{1,2})?")) {
      error(node, shown(node), what + ", millimetres with at most two decimals");
      return null;
    }
    return text == null ? null : new java.math.BigDecimal(text).movePointRight(2).intValueExact();
  }

  private static String shown(Node node) {
    return node instanceof ScalarNode scalar
        ? scalar.getValue().isEmpty() ? "nothing" : "'" + Lexer.shortened(scalar.getValue()) + "'"
        : node instanceof SequenceNode ? "a list" : "an object";
  }
}
