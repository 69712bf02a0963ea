package org.needlewise.rulebase.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.drools.drl.ast.descr.AccumulateDescr;
import org.drools.drl.ast.descr.AndDescr;
import org.drools.drl.ast.descr.AnnotationDescr;
import org.drools.drl.ast.descr.BaseDescr;
import org.drools.drl.ast.descr.ExistsDescr;
import org.drools.drl.ast.descr.NotDescr;
import org.drools.drl.ast.descr.OrDescr;
import org.drools.drl.ast.descr.PackageDescr;
import org.drools.drl.ast.descr.PatternDescr;
import org.drools.drl.ast.descr.RuleDescr;
import org.drools.drl.parser.DrlParser;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.kie.internal.builder.conf.LanguageLevelOption;
import org.needlewise.rulebase.check.RulesFolder;
import org.needlewise.rulebase.drl.Problems;
import org.needlewise.rulebase.drl.RuleParser;
import org.needlewise.rulebase.drl.RulePrinter;
import org.needlewise.rulebase.drl.RuleTree;
import org.needlewise.rulebase.drl.Source;

/**
 * A rule file is DRL: Drools' own parser, which the program does not use, reads the same of it as
 * {@link RuleParser} does.
 */
class DroolsReadsTheSameTest {

  static List<Path> files() {
    return Stream.of(Path.of("rules-drl"), Path.of("src/test/resources/rules/benign"))
        .flatMap(DroolsReadsTheSameTest::below)
        .toList();
  }

  private static Stream<Path> below(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".drl")).sorted().toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void sameRule(Path file) throws Exception {
    Problems problems = new Problems();
    String name = file.getParent().getFileName() + "/" + file.getFileName();
    Source source = RulesFolder.source(name, Files.readAllBytes(file), problems);
    RuleTree tree = RuleParser.parse(source, problems);
    assertEquals(List.of(), problems.sorted());

    DrlParser parser = new DrlParser(LanguageLevelOption.DRL6);
    PackageDescr drools = parser.parse(null, source.text());
    assertFalse(parser.hasErrors(), () -> parser.getErrors().toString());
    assertNotNull(drools);
    assertEquals(tree.packageName().text(), drools.getNamespace());
    assertEquals(
        tree.imports().stream().map(each -> RuleParser.FACTS + '.' + each.text()).toList(),
        drools.getImports().stream().map(each -> each.getTarget()).toList());
    assertEquals(1, drools.getGlobals().size());
    assertEquals(List.of(), drools.getFunctions());
    assertEquals(1, drools.getRules().size());
    RuleDescr rule = drools.getRules().get(0);
    assertEquals(tree.name().text(), rule.getName());
    assertEquals(Map.of(), rule.getAttributes());
    assertEquals(cardOf(tree), cardOf(rule));
    assertEquals(conditionsOf(tree), conditionsOf(rule));
    assertEquals(
        plain(RulePrinter.statement(tree.then())),
        plain(String.valueOf(rule.getConsequence()).replaceAll("//[^\n]*", "")));
  }

  private static Map<String, String> cardOf(RuleTree tree) {
    Map<String, String> card = new TreeMap<>();
    tree.annotations().forEach((name, each) -> card.put(name, '"' + each.value() + '"'));
    return card;
  }

  private static Map<String, String> cardOf(RuleDescr rule) {
    Map<String, String> card = new TreeMap<>();
    for (AnnotationDescr each : rule.getAnnotations()) {
      card.put(each.getName(), String.valueOf(each.getSingleValue()));
    }
    return card;
  }

  private static List<String> conditionsOf(RuleTree tree) {
    return Stream.concat(
            tree.patterns().stream().map(DroolsReadsTheSameTest::patternOf),
            tree.elements().stream()
                .map(
                    element -> {
                      List<String> facts =
                          element.patterns().stream()
                              .map(DroolsReadsTheSameTest::patternOf)
                              .toList();
                      return element.quantifier()
                          + (element.number() == null
                              ? facts.toString()
                              : facts
                                  + RulePrinter.operand(element.number().left())
                                  + plain(RulePrinter.condition(element.number())));
                    }))
        .toList();
  }

  private static String patternOf(RuleTree.Pattern pattern) {
    return (pattern.variable() == null ? null : pattern.variable().text())
        + ":"
        + pattern.type().text()
        + pattern.constraints().stream().map(each -> plain(RulePrinter.constraint(each))).toList();
  }

  private static List<String> conditionsOf(RuleDescr rule) {
    return rule.getLhs().getDescrs().stream().map(DroolsReadsTheSameTest::conditionOf).toList();
  }

  private static String conditionOf(Object descr) {
    if (descr instanceof NotDescr not) {
      return "NOT" + facts(not.getDescrs().get(0));
    }
    if (descr instanceof ExistsDescr exists) {
      return "EXISTS" + facts(exists.getDescrs().get(0));
    }
    PatternDescr pattern = (PatternDescr) descr;
    List<String> constraints =
        pattern.getConstraint().getDescrs().stream()
            .map(BaseDescr::getText)
            .map(DroolsReadsTheSameTest::plain)
            .toList();
    if (pattern.getSource() instanceof AccumulateDescr counting) {
      assertEquals(1, counting.getFunctions().size());
      assertEquals("count", counting.getFunctions().get(0).getFunction());
      return "COUNT"
          + facts(counting.getInput())
          + counting.getFunctions().get(0).getBind()
          + String.join(",", constraints);
    }
    return pattern.getIdentifier() + ":" + pattern.getObjectType() + constraints;
  }

  private static List<String> facts(Object descr) {
    return descr instanceof OrDescr or
        ? or.getDescrs().stream().map(DroolsReadsTheSameTest::conditionOf).toList()
        : descr instanceof AndDescr and
            ? and.getDescrs().stream().map(DroolsReadsTheSameTest::conditionOf).toList()
            : List.of(conditionOf(descr));
  }

  /** Without spaces and the parentheses that say what is said without them. */
  private static String plain(String text) {
    return text.replaceAll("[\\s()]", "");
  }
}
