package org.needlewise.rulebase.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.needlewise.casefile.CaseFile;
import org.needlewise.generate.CaseGenerator;
import org.needlewise.report.AdvisoryReport;
import org.needlewise.rulebase.check.CardReader;
import org.needlewise.rulebase.check.FactTypes;
import org.needlewise.rulebase.check.FactTypes.FactType;
import org.needlewise.rulebase.check.FactTypes.Kind;
import org.needlewise.rulebase.check.FactTypes.Member;
import org.needlewise.rulebase.check.FactTypes.Value;
import org.needlewise.rulebase.check.Knowledge;
import org.needlewise.rulebase.check.OpenRules;
import org.needlewise.rulebase.check.RuleCorpusTest;
import org.needlewise.rulebase.check.RuleLinter;
import org.needlewise.rulebase.check.RulesFolder;
import org.needlewise.rulebase.drl.Lexer;
import org.needlewise.rulebase.drl.Lexer.Token;
import org.needlewise.rulebase.drl.Problems;
import org.needlewise.rulebase.drl.RuleParser;
import org.needlewise.rulebase.drl.RuleText;
import org.needlewise.rulebase.drl.RuleTree;
import org.needlewise.rulebase.drl.Source;
import org.needlewise.screening.Screener;
import org.needlewise.screening.ScreeningResult;
import org.needlewise.screening.Trace;

/** Rules that nobody would write: what the linter lets pass compiles, and means what it says. */
class RandomRulesTest {
  private static final long SEED = 20_261_120;

  private final Random random = new Random(SEED);
  private Knowledge knowledge;

  /** Conditions of the right types, of every fact, field and measure. */
  @Test
  void wellTypedRulesCompileAndMeanWhatTheySay(@TempDir Path folder) throws IOException {
    SortedMap<String, byte[]> files = RuleCorpusTest.knowledge();
    knowledge = Knowledge.read(new RulesFolder(files), new Problems());
    RulesFolder.read(Path.of("rules-drl")).rules().entrySet().stream()
        .filter(rule -> rule.getKey().startsWith("interval/"))
        .forEach(rule -> files.put(rule.getKey(), rule.getValue()));
    int passed = 0;
    for (int i = 0; i < 150; i++) {
      String slug = "r" + letters(i);
      String text = rule(slug);
      Problems problems = new Problems();
      lint(new Source("depth/" + slug + ".drl", text), problems);
      if (!problems.hasErrors()) {
        files.put("depth/" + slug + ".drl", text.getBytes(StandardCharsets.UTF_8));
        passed++;
      }
    }
    assertTrue(passed > 120, "only conditions that contradict each other are refused");
    for (Map.Entry<String, byte[]> file : RuleCorpusTest.listed(files).entrySet()) {
      Path path = folder.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.write(path, file.getValue());
    }
    List<CaseFile> cases = new ArrayList<>();
    for (int i = 0; i < 80; i++) {
      cases.add(new CaseGenerator(SEED).caseAt(i));
    }
    RuleBase base = RuleBase.load(folder, null);
    try (Screener fired = new Screener(base);
        Screener remembering = Screener.remembering(base);
        Screener read = Screener.reading(OpenRules.read(folder), null)) {
      int findings = 0;
      List<ScreeningResult> together = fired.screen(cases); // in one session
      for (int i = 0; i < cases.size(); i++) {
        assertEquals(fired.screen(cases.get(i)), together.get(i).report());
      }
      for (CaseFile each : cases) {
        AdvisoryReport report = fired.screen(each);
        assertEquals(read.screen(each), report);
        assertEquals(report, remembering.screen(each));
        assertEquals(report, remembering.screen(each));
        assertEquals(
            report.findings(),
            Screener.trace(base, each).spoken().stream().map(Trace.Reported::finding).toList(),
            "what is explained is what is screened");
        findings += report.findings().size();
      }
      assertTrue(findings > 500, findings + " findings");
    }
  }

  /** Shipped rules with words lost, doubled, exchanged, and odd characters put in. */
  @Test
  void brokenRulesAreRefusedOrCompile() throws IOException {
    RulesFolder shipped = RulesFolder.read(Path.of("rules-drl"));
    knowledge = Knowledge.read(shipped, new Problems());
    List<Map.Entry<String, byte[]>> rules = List.copyOf(shipped.rules().entrySet());
    Map<String, RuleTree> sound = new LinkedHashMap<>();
    for (int i = 0; i < 4_000; i++) {
      Map.Entry<String, byte[]> rule = pick(rules);
      String text = broken(new String(rule.getValue(), StandardCharsets.UTF_8));
      Problems problems = new Problems();
      Source source = new Source(rule.getKey(), text);
      RuleTree tree = RuleText.check(source, problems) ? lint(source, problems) : null;
      if (tree == null) {
        assertTrue(problems.hasErrors(), text);
      } else if (!problems.hasErrors()) {
        sound.putIfAbsent(tree.packageName().text(), tree);
      }
    }
    Map<String, RuleTree> byKey = new LinkedHashMap<>();
    sound.values().forEach(tree -> byKey.put(RuleCompiler.key(tree), tree));
    assertTrue(byKey.size() > 20, byKey.size() + " are rules all the same");
    RuleStore.compiled(byKey, Map.of(), null);
  }

  private RuleTree lint(Source source, Problems problems) {
    RuleTree tree = RuleParser.parse(source, problems);
    if (tree != null) {
      CardReader.read(tree, knowledge, problems);
      RuleLinter.lint(tree, knowledge, problems, !problems.hasErrors());
    }
    return tree;
  }

  private String broken(String text) {
    String now = text;
    for (int n = 1 + random.nextInt(2); n > 0; n--) {
      int from = random.nextInt(4) == 0 ? 0 : Math.max(now.indexOf("  when"), 0);
      List<Token> words = Lexer.of(new Source("", now), from, new Problems());
      Token word = pick(words);
      Token other = pick(words);
      String before = now.substring(0, word.offset());
      String behind = now.substring(word.end());
      String another = now.substring(other.offset(), other.end());
      now =
          switch (random.nextInt(4)) {
            case 0 -> before + behind;
            case 1 -> before + another + behind;
            case 2 -> before + another + " " + now.substring(word.offset());
            default -> before + (char) random.nextInt(0x2100) + now.substring(word.offset());
          };
    }
    return now;
  }

  private String rule(String slug) {
    FactType type = pick(List.copyOf(FactTypes.patterns().values()));
    List<String> conditions = new ArrayList<>();
    StringBuilder arguments = new StringBuilder("$fact");
    if (type.name().equals("Gap")) {
      conditions.add("role == \"proposed\"");
    }
    for (int n = random.nextInt(4); n >= 0; n--) {
      if (random.nextInt(4) == 0) {
        Way path = path(type, null, 0);
        String variable = "$v" + letters(n);
        conditions.add(variable + " : " + path.text);
        if (path.value.kind() == Kind.DATE) {
          conditions.add(variable + " > proposedDate");
        }
        arguments.append(", ").append(variable);
      } else {
        conditions.add(condition(type, 0));
      }
    }
    Set<String> imports = new TreeSet<>(Set.of(type.name()));
    StringBuilder beside = new StringBuilder();
    for (int n = random.nextInt(3); n > 0 && random.nextBoolean(); n--) {
      FactType other = pick(List.copyOf(FactTypes.patterns().values()));
      beside.append("$f").append(letters(n)).append(" : ").append(pattern(other, imports));
    }
    for (int n = random.nextInt(4); n > 0 && random.nextBoolean(); n--) {
      beside.append(
          switch (random.nextInt(5)) {
            case 0 -> "not " + pattern(countable(), imports);
            case 1 -> "exists " + pattern(countable(), imports);
            case 2 ->
                "not( "
                    + pattern(countable(), imports)
                    + " or "
                    + pattern(countable(), imports)
                    + ")";
            case 3 ->
                "exists( "
                    + pattern(countable(), imports)
                    + " or "
                    + pattern(countable(), imports)
                    + ")";
            default -> {
              String count = "$c" + letters(n);
              arguments.append(", ").append(count);
              yield "accumulate( "
                  + pattern(countable(), imports)
                  + "; "
                  + count
                  + " : count(); "
                  + count
                  + pick(List.of(" < ", " <= ", " > ", " >= ", " == ", " != "))
                  + (1 + random.nextInt(3))
                  + " )";
            }
          });
      beside.append('\n');
    }
    return """
        /* What it checks: a. Why it matters: b. Stays silent: c. */
        package depth.%1$s
        %5$s
        global org.needlewise.screening.Findings findings
        rule "%1$s" @id("depth-%1$s") @policy("X1") @category("depth") @title("t") @verdict("defer")
          @evidence("L001") @message("m") @reviewed("2026-11-20") @reviewBy("2027-11-20") @status("active")
        when
          $fact : %2$s( %3$s )
          %6$s
        then
          findings.add( kcontext, %4$s );
        end
        """
        .formatted(
            slug,
            type.name(),
            String.join(", ", conditions),
            arguments,
            imports.stream()
                .map(each -> "import org.needlewise.facts." + each)
                .collect(Collectors.joining("\n")),
            beside);
  }

  private FactType countable() {
    FactType type;
    do {
      type = pick(List.copyOf(FactTypes.patterns().values()));
    } while (List.of("Gap", "LastSession", "Protocol", "Regimen", "ShortPairs")
        .contains(type.name()));
    return type;
  }

  /** A fact's pattern, at times without conditions; the second fact may be the first one. */
  private String pattern(FactType type, Set<String> imports) {
    imports.add(type.name());
    String of = random.nextBoolean() ? "" : condition(type, 2);
    String with = random.nextInt(4) == 0 ? "code == $fact.code" : "";
    String both = of.isEmpty() || with.isEmpty() ? of + with : of + ", " + with;
    return type.name() + "( " + both + " )\n";
  }

  private String condition(FactType type, int depth) {
    return switch (random.nextInt(depth > 2 ? 6 : 9)) {
      case 6 -> "( " + condition(type, depth + 1) + " || " + condition(type, depth + 1) + " )";
      case 7 -> "( " + condition(type, depth + 1) + " && " + condition(type, depth + 1) + " )";
      case 8 -> "!( " + condition(type, depth + 1) + " )";
      default -> plain(type);
    };
  }

  private String plain(FactType type) {
    Way left = path(type, null, 0);
    Value value = left.value;
    Way right = path(type, value.kind(), 0);
    boolean field = right != null && !right.text.equals(left.text) && random.nextInt(4) == 0;
    return switch (value.kind()) {
      case TEXT ->
          random.nextBoolean()
              ? left.text + (random.nextBoolean() ? " in ( " : " not in ( ") + literal(value) + " )"
              : left.text + pick(List.of(" == ", " != ")) + (field ? right.text : literal(value));
      case TEXTS -> left.text + pick(List.of(" contains ", " not contains ")) + literal(value);
      case TRUTH -> pick(List.of("", "!")) + left.text;
      case DATE ->
          right == null || right.text.equals(left.text)
              ? "asOf <= proposedDate"
              : left.text
                  + pick(List.of(" < ", " <= ", " > ", " >= ", " == ", " != "))
                  + right.text;
      default ->
          random.nextInt(5) == 0
              ? left.text + pick(List.of(" in ( ", " not in ( ")) + literal(value) + ", 70 )"
              : left.text
                  + pick(List.of(" < ", " <= ", " > ", " >= ", " == ", " != "))
                  + (field ? right.text : literal(value));
    };
  }

  private record Way(String text, Value value) {}

  /** A field, or a measure's field; of one kind, or of any but a measure where null is given. */
  private Way path(FactType type, Kind kind, int depth) {
    for (int tries = 0; tries < 100; tries++) {
      Member member = pick(List.copyOf(type.members().values()));
      String text = member.name();
      if (!member.isField()) {
        List<String> arguments = new ArrayList<>();
        for (Value parameter : member.parameters()) {
          arguments.add(parameter.kind() == Kind.DATE ? "proposedDate" : literal(parameter));
        }
        text += "( " + String.join(", ", arguments) + " )";
      }
      Value value = member.value();
      if (value.kind() == Kind.MEASURE) {
        Way path = depth > 1 ? null : path(FactTypes.of(value.type()), kind, depth + 1);
        if (path != null) {
          return new Way(text + '.' + path.text, path.value);
        }
      } else if (kind == null || kind == value.kind()) {
        if (!value.kind().isNumber() || FactTypes.hasUnit(member.name())) {
          return new Way(text, value);
        }
      }
    }
    return null;
  }

  private String literal(Value value) {
    return switch (value.kind()) {
      case TEXT, TEXTS ->
          '"'
              + (value.codes() == null ? "qure" : pick(List.copyOf(knowledge.texts(value.codes()))))
              + '"';
      case DECIMAL -> random.nextInt(4) + "." + random.nextInt(100);
      default -> String.valueOf(1 + random.nextInt(60));
    };
  }

  private <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }

  private static String letters(int number) {
    StringBuilder letters = new StringBuilder();
    for (char digit : Integer.toString(number).toCharArray()) {
      letters.append((char) ('a' + digit - '0'));
    }
    return letters.toString();
  }
}
