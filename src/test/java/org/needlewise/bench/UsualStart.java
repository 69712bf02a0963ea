package org.needlewise.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.kie.api.KieBase;
import org.kie.api.KieServices;
import org.kie.api.builder.KieFileSystem;
import org.kie.api.runtime.KieSession;
import org.needlewise.casefile.CaseFile;
import org.needlewise.casefile.CaseFileReader;
import org.needlewise.casefile.Format;
import org.needlewise.facts.Facts;
import org.needlewise.facts.MeasuredCase;
import org.needlewise.rulebase.load.RuleBase;

/** The usual way to one report: the rules are compiled in the process, then fired on the case. */
public final class UsualStart {
  private UsualStart() {}

  /**
   * @param args the project's folder, and a case as YAML
   */
  public static void main(String[] args) throws Exception {
    Path home = Path.of(args[0]);
    RuleBase knowledge = RuleBase.prebuilt(); // its vocabulary and definitions alone
    KieBase rules = compile(home.resolve("rules-drl"));
    byte[] bytes = Files.readAllBytes(Path.of(args[1]));
    CaseFile given =
        new CaseFileReader(knowledge.vocabulary())
            .read(bytes, 0, bytes.length, Format.YAML, args[1]);
    int date = (int) given.proposed().date().toEpochDay();
    MeasuredCase subject =
        new MeasuredCase(given, knowledge.definitions(), knowledge.vocabulary(), 0, date);
    KieSession session = rules.newKieSession();
    Facts.measure(subject, knowledge.mentioned(), session::insert);
    // What they would put into words is left out, in favour of this way.
    List<String> matched = new ArrayList<>();
    session.fireAllRules(match -> !matched.add(match.getRule().getName()));
    session.dispose();
    System.out.println(matched);
  }

  private static KieBase compile(Path folder) throws IOException {
    KieServices kie = KieServices.Factory.get();
    KieFileSystem files = kie.newKieFileSystem();
    List<Path> rules;
    try (Stream<Path> all = Files.walk(folder)) {
      rules = all.filter(file -> file.toString().endsWith(".drl")).sorted().toList();
    }
    for (Path rule : rules) {
      String name = folder.relativize(rule).toString().replace('\\', '/');
      files.write("src/main/resources/" + name, Files.readString(rule));
    }
    return Plain.compile(kie, files);
  }
}
