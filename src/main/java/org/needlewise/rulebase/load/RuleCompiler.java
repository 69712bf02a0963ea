package org.needlewise.rulebase.load;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.drools.compiler.builder.impl.KnowledgeBuilderConfigurationImpl;
import org.drools.compiler.compiler.io.memory.MemoryFileSystem;
import org.drools.compiler.lang.descr.CompositePackageDescr;
import org.drools.drl.ast.descr.AccumulateDescr;
import org.drools.drl.ast.descr.AndDescr;
import org.drools.drl.ast.descr.BaseDescr;
import org.drools.drl.ast.descr.ExistsDescr;
import org.drools.drl.ast.descr.ExprConstraintDescr;
import org.drools.drl.ast.descr.GlobalDescr;
import org.drools.drl.ast.descr.ImportDescr;
import org.drools.drl.ast.descr.NotDescr;
import org.drools.drl.ast.descr.OrDescr;
import org.drools.drl.ast.descr.PackageDescr;
import org.drools.drl.ast.descr.PatternDescr;
import org.drools.drl.ast.descr.RuleDescr;
import org.drools.io.ByteArrayResource;
import org.drools.model.codegen.execmodel.ModelBuilderImpl;
import org.drools.model.codegen.execmodel.ModelWriter;
import org.drools.model.codegen.execmodel.PackageSources;
import org.drools.util.PortablePath;
import org.kie.api.io.ResourceType;
import org.kie.internal.builder.KnowledgeBuilderFactory;
import org.kie.internal.builder.conf.ReproducibleExecutableModelGenerationOption;
import org.kie.memorycompiler.CompilationProblem;
import org.kie.memorycompiler.CompilationResult;
import org.kie.memorycompiler.JavaCompiler;
import org.kie.memorycompiler.JavaCompilerFactory;
import org.kie.memorycompiler.JavaConfiguration;
import org.needlewise.rulebase.check.BadRulesException;
import org.needlewise.rulebase.check.CheckedRules;
import org.needlewise.rulebase.check.FactTypes;
import org.needlewise.rulebase.check.RulesFolder;
import org.needlewise.rulebase.drl.Problems;
import org.needlewise.rulebase.drl.RuleParser;
import org.needlewise.rulebase.drl.RulePrinter;
import org.needlewise.rulebase.drl.RuleTree;
import org.needlewise.rulebase.drl.RuleTree.Constraint;
import org.needlewise.rulebase.drl.RuleTree.Element;
import org.needlewise.rulebase.drl.RuleTree.Name;

/**
 * Compiles checked rules to Drools' executable model. Drools is handed what the tree says, printed
 * anew, never the file's own text; the card is not handed to it at all.
 */
final class RuleCompiler {
  private static final String SOURCES = "src/main/java/";
  private static final String JAVA = "17";
  private static final Pattern DATE_FORMAT =
      Pattern.compile(
          "public final static java\\.time\\.format\\.DateTimeFormatter DATE_TIME_FORMATTER = [^;]*;");

  private static String context;

  private RuleCompiler() {}

  /**
   * What decides how a rule is compiled, as a hash: its conditions and statement, the facts it may
   * use, the compiler.
   */
  static String key(RuleTree tree) {
    MessageDigest sha = RulesFolder.sha256();
    sha.update(context().getBytes(StandardCharsets.UTF_8));
    sha.update(RulePrinter.drl(tree).getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(sha.digest(), 0, 16);
  }

  /** The trees of the rules that fire, by key. */
  static Map<String, RuleTree> active(CheckedRules checked) {
    Map<String, RuleTree> active = new LinkedHashMap<>();
    for (int i = 0; i < checked.trees().size(); i++) {
      if (checked.fires().test(checked.cards().get(i))) {
        active.put(key(checked.trees().get(i)), checked.trees().get(i));
      }
    }
    return active;
  }

  private static synchronized String context() {
    if (context == null) {
      String drools = ModelBuilderImpl.class.getPackage().getImplementationVersion();
      context = build() + "\n" + drools + "\n" + JAVA + "\n" + FactTypes.signature() + "\n";
    }
    return context;
  }

  /** A hash of this class: another one may compile the same tree to other classes. */
  private static String build() {
    try (InputStream own = RuleCompiler.class.getResourceAsStream("RuleCompiler.class")) {
      return HexFormat.of().formatHex(RulesFolder.sha256().digest(own.readAllBytes()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Compiles many rules in one run.
   *
   * @param trees by key
   * @throws BadRulesException where Drools refuses what was checked
   */
  static Map<String, CompiledRule> compile(Map<String, RuleTree> trees) {
    if (trees.isEmpty()) {
      return Map.of();
    }
    ClassLoader loader = RuleCompiler.class.getClassLoader();
    KnowledgeBuilderConfigurationImpl configuration =
        KnowledgeBuilderFactory.newKnowledgeBuilderConfiguration(null, loader)
            .as(KnowledgeBuilderConfigurationImpl.KEY);
    configuration.setOption(ReproducibleExecutableModelGenerationOption.ENABLED);
    ModelBuilderImpl<PackageSources> builder =
        new ModelBuilderImpl<>(PackageSources::dumpSources, configuration, null, false);
    List<CompositePackageDescr> packages = new ArrayList<>();
    trees.forEach((key, tree) -> packages.add(description(key, tree)));
    builder.buildPackages(packages);
    if (builder.hasErrors()) {
      throw refused(trees, Stream.of(builder.getErrors().toArray()).map(Object::toString).toList());
    }
    MemoryFileSystem sources = new MemoryFileSystem();
    ModelWriter.Result written = new ModelWriter().writeModel(sources, builder.getPackageSources());
    written.getSourceFiles().forEach(file -> withoutDateFormat(sources, file));
    MemoryFileSystem compiled = new MemoryFileSystem();
    JavaCompiler compiler =
        JavaCompilerFactory.loadCompiler(JavaConfiguration.CompilerType.ECLIPSE, JAVA, SOURCES);
    CompilationResult result =
        compiler.compile(
            written.getSourceFiles().toArray(String[]::new), sources, compiled, loader);
    if (result.getErrors().length > 0) {
      throw refused(
          trees, Stream.of(result.getErrors()).map(CompilationProblem::getMessage).toList());
    }
    return collect(trees, compiled);
  }

  /**
   * Takes out what Drools writes into each model for date literals: no rule has any, and to make it
   * for each rule takes time at every start.
   */
  private static void withoutDateFormat(MemoryFileSystem sources, String file) {
    String text = new String(sources.getBytes(file), StandardCharsets.UTF_8);
    Matcher field = DATE_FORMAT.matcher(text);
    if (field.find()) {
      sources.write(file, field.replaceFirst("").getBytes(StandardCharsets.UTF_8), true);
    }
  }

  private static Map<String, CompiledRule> collect(
      Map<String, RuleTree> trees, MemoryFileSystem compiled) {
    Map<String, SortedMap<String, byte[]>> byPackage = new LinkedHashMap<>();
    trees.values().forEach(tree -> byPackage.put(tree.packageName().text(), new TreeMap<>()));
    for (PortablePath path : compiled.getFilePaths()) {
      String file = path.asString();
      String name = file.substring(0, file.length() - ".class".length()).replace('/', '.');
      // The package of a rule has two parts; classes of lambdas stand in packages below it.
      String owner = name.substring(0, name.indexOf('.', name.indexOf('.') + 1));
      byPackage.get(owner).put(name, compiled.getBytes(path));
    }
    Map<String, CompiledRule> rules = new LinkedHashMap<>();
    trees.forEach(
        (key, tree) -> {
          String name = tree.packageName().text();
          rules.put(key, new CompiledRule(name + ".Rules" + key, byPackage.get(name)));
        });
    return rules;
  }

  private static CompositePackageDescr description(String key, RuleTree tree) {
    ByteArrayResource resource = new ByteArrayResource(new byte[0]);
    resource.setSourcePath(tree.source().file());
    resource.setResourceType(ResourceType.DRL);
    PackageDescr description = new PackageDescr(tree.packageName().text());
    description.setResource(resource);
    description.setPreferredPkgUUID(key);
    for (Name name : tree.imports()) {
      description.addImport(new ImportDescr(RuleParser.FACTS + '.' + name.text()));
    }
    description.addGlobal(new GlobalDescr("findings", RuleParser.FINDINGS));
    RuleDescr rule = new RuleDescr(tree.name().text());
    rule.setResource(resource);
    rule.setLhs(conditions(tree, resource));
    rule.setConsequence(RulePrinter.statement(tree.then(), '"' + tree.name().text() + '"'));
    description.addRule(rule);
    CompositePackageDescr composite = new CompositePackageDescr(description.getNamespace());
    composite.addPackageDescr(resource, description);
    return composite;
  }

  /** All facts after the first one are of the same case as it. */
  private static AndDescr conditions(RuleTree tree, ByteArrayResource resource) {
    AndDescr conditions = new AndDescr();
    RuleTree.Name named = tree.patterns().get(0).variable();
    String first = named == null ? "$_first" : named.text();
    for (RuleTree.Pattern pattern : tree.patterns()) {
      String variable = pattern.variable() == null ? null : pattern.variable().text();
      boolean isFirst = conditions.getDescrs().isEmpty();
      conditions.addDescr(
          isFirst
              ? pattern(pattern, first, List.of(), resource)
              : pattern(pattern, variable, ofSameCase(first), resource));
    }
    for (Element element : tree.elements()) {
      List<PatternDescr> patterns =
          element.patterns().stream()
              .map(each -> pattern(each, null, ofSameCase(first), resource))
              .toList();
      BaseDescr one = patterns.get(0);
      if (patterns.size() > 1) {
        OrDescr or = new OrDescr();
        patterns.forEach(or::addDescr);
        one = or;
      }
      conditions.addDescr(
          switch (element.quantifier()) {
            case EXISTS -> new ExistsDescr(one);
            case NOT -> new NotDescr(one);
            case COUNT -> count(one, element, resource);
          });
    }
    return conditions;
  }

  private static List<String> ofSameCase(String first) {
    return List.of("subject == " + first + ".subject");
  }

  private static PatternDescr pattern(
      RuleTree.Pattern pattern, String variable, List<String> joins, ByteArrayResource resource) {
    PatternDescr descr = new PatternDescr(pattern.type().text(), variable);
    descr.setResource(resource);
    joins.forEach(join -> constrain(descr, join, resource));
    for (Constraint constraint : pattern.constraints()) {
      constrain(descr, RulePrinter.constraint(constraint), resource);
    }
    return descr;
  }

  private static void constrain(PatternDescr pattern, String text, ByteArrayResource resource) {
    ExprConstraintDescr expression = new ExprConstraintDescr(text);
    expression.setType(ExprConstraintDescr.Type.NAMED);
    expression.setPosition(pattern.getConstraint().getDescrs().size());
    expression.setResource(resource);
    pattern.addConstraint(expression);
  }

  private static PatternDescr count(
      BaseDescr counted, Element element, ByteArrayResource resource) {
    AndDescr input = new AndDescr();
    input.addDescr(counted);
    AccumulateDescr accumulate = new AccumulateDescr();
    accumulate.setInput(input);
    accumulate.addFunction(
        "count", RulePrinter.operand(element.number().left()), false, new String[0]);
    PatternDescr result = new PatternDescr("Object");
    result.setResource(resource);
    result.setSource(accumulate);
    constrain(result, RulePrinter.condition(element.number()), resource);
    return result;
  }

  /**
   * The second opinion: nothing that has been checked should come here. Drools may name no file, so
   * that a run of several is taken apart.
   */
  private static BadRulesException refused(Map<String, RuleTree> trees, List<String> messages) {
    Problems problems = new Problems();
    if (trees.size() == 1) {
      RuleTree tree = trees.values().iterator().next();
      String said =
          messages.stream()
              .map(m -> m.lines().findFirst().orElse(""))
              .collect(Collectors.joining("; "));
      problems.error(
          tree.source(), tree.ruleOffset(), "a rule that Drools refuses (" + said + ")", "");
    } else {
      trees.forEach(
          (key, tree) -> {
            try {
              compile(Map.of(key, tree));
            } catch (BadRulesException e) {
              e.problems().forEach(problems::add);
            }
          });
      if (!problems.hasErrors()) {
        RuleTree first = trees.values().iterator().next();
        problems.error(
            first.source(), 0, "rules that Drools refuses together (" + messages.get(0) + ")", "");
      }
    }
    return new BadRulesException(problems.sorted());
  }
}
