package org.needlewise.batch;

import java.nio.charset.StandardCharsets;
import org.needlewise.casefile.Echo;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** JSON that is not written often. */
final class Json {
  /** Streams stay open and are not flushed. */
  static final JsonFactory FACTORY =
      JsonFactory.builder()
          .rootValueSeparator((String) null)
          .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
          .disable(StreamWriteFeature.FLUSH_PASSED_TO_STREAM)
          .build();

  private static final JsonMapper MAPPER = new JsonMapper();

  private Json() {}

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  static ArrayNode array() {
    return MAPPER.createArrayNode();
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  static JsonNode read(byte[] json) {
    return MAPPER.readTree(json);
  }

  static byte[] bytes(JsonNode node) {
    return Echo.lines(MAPPER.writeValueAsString(node)).getBytes(StandardCharsets.UTF_8);
  }

  static String pretty(JsonNode node) {
    return Echo.lines(MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(node));
  }

  static void line(JsonNode node, Bytes to) {
    to.writeBytes(bytes(node));
    to.write('\n');
  }
}
