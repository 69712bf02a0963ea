package org.needlewise;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.needlewise.review.cases.CaseSuite;
import org.needlewise.review.cases.CaseSuite.Outcome;
import org.needlewise.rulebase.load.RuleBase;

/**
 * The shipped rules do in every case and scenario of {@code test-cases} what is expected of them.
 */
class TestCasesTest {
  @TestFactory
  Stream<DynamicNode> shippedRules() throws IOException {
    RuleBase base = RuleBase.load(Path.of("rules-drl"));
    CaseSuite suite = CaseSuite.read(Path.of("test-cases"), base.vocabulary());
    assertTrue(suite.scenarios().size() >= 20, "scenarios");
    Map<String, List<Outcome>> byFile =
        suite.run(base).stream()
            .collect(Collectors.groupingBy(Outcome::file, LinkedHashMap::new, Collectors.toList()));
    return byFile.entrySet().stream()
        .map(
            file ->
                dynamicContainer(file.getKey(), file.getValue().stream().map(TestCasesTest::test)));
  }

  private static DynamicNode test(Outcome outcome) {
    return dynamicTest(
        outcome.name(),
        () -> {
          if (!outcome.passed()) {
            fail(outcome.file() + ": " + outcome.name() + "\n" + outcome.failure());
          }
        });
  }
}
