package org.needlewise.casefile;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.CollectionNode;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Where a value stands in a YAML text that has been read without an error, so that it can be edited
 * in place.
 *
 * @param start index of its first character in the text
 * @param end behind its last character that is not white space
 * @param style how it is written
 * @param value of a scalar; null for a list or an object
 * @param names of an object's fields, scalars; empty for anything else
 * @param values of a list or an object, in order; empty for a scalar
 */
public record YamlNode(
    int start, int end, Style style, String value, List<YamlNode> names, List<YamlNode> values) {

  /** How a value is written. */
  public enum Style {
    /** A list or an object over several lines. */
    BLOCK,
    /** A list or an object in brackets. */
    FLOW,
    PLAIN,
    SINGLE_QUOTED,
    DOUBLE_QUOTED,
    /** A text below {@code >}. */
    FOLDED,
    /** A text below {@code |}. */
    LITERAL
  }

  /** The only document of a text. */
  public static YamlNode of(String text) {
    Node root = new Compose(LoadSettings.builder().build()).composeString(text).orElseThrow();
    return node(text, root);
  }

  private static YamlNode node(String text, Node node) {
    int start = index(text, node.getStartMark());
    if (node instanceof ScalarNode scalar) {
      int end = trimmed(text, start, index(text, node.getEndMark()));
      Style style = style(scalar.getScalarStyle());
      return new YamlNode(start, end, style, scalar.getValue(), List.of(), List.of());
    }
    List<YamlNode> names = List.of();
    List<YamlNode> values;
    if (node instanceof MappingNode object) {
      names = object.getValue().stream().map(each -> node(text, each.getKeyNode())).toList();
      values = object.getValue().stream().map(each -> node(text, each.getValueNode())).toList();
    } else {
      values = ((SequenceNode) node).getValue().stream().map(each -> node(text, each)).toList();
    }
    boolean flow = ((CollectionNode<?>) node).getFlowStyle() == FlowStyle.FLOW;
    int end = flow ? index(text, node.getEndMark()) : values.get(values.size() - 1).end;
    return new YamlNode(start, end, flow ? Style.FLOW : Style.BLOCK, null, names, values);
  }

  private static Style style(ScalarStyle style) {
    return switch (style) {
      case SINGLE_QUOTED -> Style.SINGLE_QUOTED;
      case DOUBLE_QUOTED -> Style.DOUBLE_QUOTED;
      case FOLDED -> Style.FOLDED;
      case LITERAL -> Style.LITERAL;
      default -> Style.PLAIN;
    };
  }

  /** The library counts code points. */
  private static int index(String text, Optional<Mark> mark) {
    return text.offsetByCodePoints(0, mark.orElseThrow().getIndex());
  }

  private static int trimmed(String text, int start, int end) {
    int last = end;
    while (last > start && Character.isWhitespace(text.charAt(last - 1))) {
      last--;
    }
    return last;
  }

  /** The place of a field among the object's; -1 where it has none of the name. */
  public int at(String name) {
    return IntStream.range(0, names.size())
        .filter(i -> names.get(i).value.equals(name))
        .findFirst()
        .orElse(-1);
  }

  /** The value of a field; null where there is none. */
  public YamlNode get(String name) {
    int at = at(name);
    return at < 0 ? null : values.get(at);
  }
}
