package org.needlewise.http.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The scenarios, each a whole patient: to be opened as examples. Read once. */
final class Examples {
  private final Map<String, ObjectNode> cases = new TreeMap<>();

  /**
   * @param folder of scenario files; null, or one that is not there, for none
   */
  Examples(Path folder) {
    if (folder == null || !Files.isDirectory(folder)) {
      return;
    }
    YAMLMapper yaml = new YAMLMapper();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList()) {
        JsonNode scenario = yaml.readTree(Files.readAllBytes(file));
        if (scenario.path("case") instanceof ObjectNode each && scenario.path("name").isString()) {
          cases.put(scenario.path("name").asString(), each);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<String> names() {
    return List.copyOf(cases.keySet());
  }

  /** Null where there is none of the name. */
  ObjectNode of(String name) {
    ObjectNode found = cases.get(name);
    return found == null ? null : found.deepCopy();
  }
}
