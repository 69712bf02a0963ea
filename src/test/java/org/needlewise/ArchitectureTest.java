package org.needlewise;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Holds the rooms of the house: who may import whom, and who may touch the world outside. */
@AnalyzeClasses(packages = "org.needlewise", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  /**
   * The build's own step, a program of its own: it tells the build what is wrong with the rules.
   */
  private static final String PREBUILD = "org.needlewise.rulebase.load.Prebuild";

  /** Each room, and the rooms that it may know. */
  private static final Map<String, List<String>> ROOMS =
      Map.ofEntries(
          entry("casefile", List.of()),
          entry("words", List.of()),
          entry("facts", List.of("casefile")),
          entry("report", List.of("words", "casefile")),
          entry("page", List.of("words", "casefile")),
          entry("rulebase.drl", List.of("casefile")),
          entry("rulebase.check", List.of("rulebase.drl", "facts", "report", "casefile")),
          entry(
              "rulebase.load",
              List.of("rulebase.check", "rulebase.drl", "facts", "report", "casefile")),
          entry("rulebase.source", List.of("rulebase.check", "rulebase.drl", "casefile")),
          entry(
              "screening",
              List.of(
                  "rulebase.load",
                  "rulebase.check",
                  "rulebase.drl",
                  "facts",
                  "report",
                  "casefile")),
          entry(
              "planning",
              List.of(
                  "screening",
                  "rulebase.load",
                  "rulebase.check",
                  "facts",
                  "report",
                  "page",
                  "words",
                  "casefile")),
          entry(
              "ask",
              List.of("planning", "screening", "rulebase.load", "report", "words", "casefile")),
          entry(
              "batch",
              List.of(
                  "planning", "screening", "rulebase.load", "report", "page", "words", "casefile")),
          entry("generate", List.of("batch", "screening", "casefile")),
          entry("http", serving("review.cases")),
          entry(
              "http.rules",
              serving(
                  "http",
                  "generate",
                  "review",
                  "review.book",
                  "review.trial",
                  "review.release",
                  "review.proof",
                  "review.diff",
                  "review.cases",
                  "words")),
          entry("http.page", serving("http", "ask")),
          entry("http.rest", serving("http", "batch", "review", "review.book")),
          entry(
              "spark",
              List.of(
                  "batch",
                  "planning",
                  "rulebase.source",
                  "rulebase.load",
                  "rulebase.check",
                  "report",
                  "casefile")),
          entry("review", List.of("report", "words")),
          entry("review.explain", reviewing()),
          entry("review.cases", reviewing("review.diff", "review.explain")),
          entry("review.proof", reviewing("review.cases")),
          entry(
              "review.release",
              reviewing(
                  "review.book",
                  "review.gaps",
                  "review.proof",
                  "review.diff",
                  "review.cases",
                  "page")),
          entry("review.trial", reviewing("review.diff", "review.cases")),
          entry("review.gaps", reviewing("review.proof", "review.cases")),
          entry("review.diff", reviewing("review.explain")),
          entry("review.book", reviewing("review.diff", "review.cases", "review.explain", "page")));

  @ArchTest
  static void importsPointOneWay(JavaClasses classes) {
    Architectures.LayeredArchitecture house =
        Architectures.layeredArchitecture().consideringOnlyDependenciesInLayers();
    for (String name : ROOMS.keySet()) {
      house = house.layer(name).definedBy("org.needlewise." + name);
    }
    house = house.layer("cli").definedBy("org.needlewise.cli");
    for (Map.Entry<String, List<String>> one : ROOMS.entrySet()) {
      house =
          one.getValue().isEmpty()
              ? house.whereLayer(one.getKey()).mayNotAccessAnyLayer()
              : house
                  .whereLayer(one.getKey())
                  .mayOnlyAccessLayers(one.getValue().toArray(String[]::new));
    }
    house.ensureAllClassesAreContainedInArchitecture().check(classes);
  }

  @ArchTest
  static final ArchRule roomsHaveNoCycles =
      slices().matching("org.needlewise.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule droolsOnlyWhereRulesAreCompiledAndFired =
      keptIn("the Drools runtime", Set.of("org.drools", "org.kie"), "rulebase", "screening");

  @ArchTest
  static final ArchRule httpOnlyInHttp =
      keptIn("Jetty and Prometheus", Set.of("org.eclipse.jetty", "io.prometheus"), "http");

  @ArchTest
  static final ArchRule sparkOnlyInSpark = keptIn("Spark", Set.of("org.apache.spark"), "spark");

  /** The classes that templates become stand in the room that shows them. */
  @ArchTest
  static final ArchRule templatesOnlyWherePagesAreShown =
      keptIn(
          "the template engine",
          Set.of("gg.jte"),
          "page",
          "planning",
          "batch",
          "http",
          "review.book",
          "review.release",
          "http.page",
          "http.rules");

  @ArchTest
  static final ArchRule pdfOnlyInPlanning =
      keptIn("what sets PDF", Set.of("com.openhtmltopdf", "org.apache.pdfbox"), "planning");

  @ArchTest static final ArchRule icuOnlyInWords = keptIn("ICU", Set.of("com.ibm.icu"), "words");

  @ArchTest static final ArchRule picocliOnlyInCli = keptIn("picocli", Set.of("picocli"), "cli");

  @ArchTest
  static final ArchRule noOtherLogging =
      keptIn(
          "loggers beside SLF4J",
          Set.of(
              "java.util.logging",
              "org.apache.logging",
              "org.apache.log4j",
              "org.apache.commons.logging"));

  /** Patient data never goes to a log: where it is at hand, there is none. */
  @ArchTest
  static final ArchRule noLoggingOfPatients =
      keptIn("logging", Set.of("org.slf4j"), "rulebase", "cli", "batch", "spark");

  @ArchTest
  static final ArchRule onlyCliExits =
      keptOut(
          "end the process",
          access ->
              isOneOf(access, "java.lang.System", "exit")
                  || isOneOf(access, "java.lang.Runtime", "exit", "halt"),
          "cli");

  @ArchTest
  static final ArchRule onlyCliPrints =
      keptOut(
          "use the standard streams",
          access ->
              isOneOf(access, "java.lang.System", "in", "out", "err", "console")
                  || access.getName().equals("printStackTrace"),
          "cli");

  @ArchTest
  static final ArchRule onlyFacesReadTheClock =
      keptOut(
          "read the clock or the time zone",
          access ->
              access.getTargetOwner().getPackageName().equals("java.time")
                      && Set.of("now", "system", "systemUTC", "systemDefaultZone", "systemDefault")
                          .contains(access.getName())
                  || isOneOf(access, "java.lang.System", "currentTimeMillis")
                  || isOneOf(access, "java.util.Date", "<init>"),
          "cli",
          "http");

  @ArchTest
  static final ArchRule onlyFacesMeasureTime =
      keptOut(
          "measure running time",
          access -> isOneOf(access, "java.lang.System", "nanoTime"),
          "cli",
          "batch",
          "http",
          "spark",
          "review");

  /** What a room of the review may know beside the rooms that are named. */
  private static List<String> reviewing(String... rooms) {
    return Stream.concat(
            Stream.of(rooms),
            Stream.of(
                "review",
                "screening",
                "rulebase.source",
                "rulebase.load",
                "rulebase.check",
                "rulebase.drl",
                "facts",
                "report",
                "words",
                "casefile"))
        .toList();
  }

  /** What a room of the service may know beside the rooms that are named. */
  private static List<String> serving(String... rooms) {
    return Stream.concat(
            Stream.of(rooms),
            Stream.of(
                "planning",
                "screening",
                "rulebase.source",
                "rulebase.load",
                "rulebase.check",
                "facts",
                "report",
                "page",
                "words",
                "casefile"))
        .toList();
  }

  private static String room(String name) {
    return "org.needlewise." + name + "..";
  }

  private static String[] rooms(String... names) {
    return Stream.of(names).map(ArchitectureTest::room).toArray(String[]::new);
  }

  private static ArchRule keptIn(String what, Set<String> packages, String... rooms) {
    return noClasses()
        .that()
        .resideOutsideOfPackages(rooms(rooms))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(packages.stream().map(name -> name + "..").toArray(String[]::new))
        .as("only %s may use %s".formatted(List.of(rooms), what));
  }

  private static ArchRule keptOut(String what, Predicate<JavaAccess<?>> access, String... rooms) {
    return noClasses()
        .that()
        .resideOutsideOfPackages(rooms(rooms))
        .and()
        .doNotHaveFullyQualifiedName(PREBUILD)
        .should()
        .accessTargetWhere(DescribedPredicate.describe(what, access))
        .as("only %s may %s".formatted(List.of(rooms), what));
  }

  private static boolean isOneOf(JavaAccess<?> access, String owner, String... names) {
    return access.getTargetOwner().getName().equals(owner)
        && Set.of(names).contains(access.getName());
  }
}
