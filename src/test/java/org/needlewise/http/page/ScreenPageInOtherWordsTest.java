package org.needlewise.http.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.needlewise.casefile.CaseFile;
import org.needlewise.casefile.CaseFileReader;
import org.needlewise.casefile.Format;
import org.needlewise.http.Route;
import org.needlewise.http.Served;
import org.needlewise.rulebase.load.RuleBase;
import org.needlewise.words.Pseudo;
import org.needlewise.words.Words;

/** The page in languages that nobody speaks: what has no brackets has no key. */
class ScreenPageInOtherWordsTest {
  private static final RuleBase BASE = RuleBase.prebuilt();
  private static final Path SCENARIOS = Path.of("test-cases", "scenarios");
  private static final CaseFileReader READER = new CaseFileReader(BASE.vocabulary());

  private static Served serving(Words words) throws IOException {
    return new Served(new ScreenPages(SCENARIOS, words).routes().toArray(Route[]::new));
  }

  private static void bracketed(String html, CaseFile of) {
    assertEquals(List.of(), Pseudo.leftovers(Pseudo.visible(html), BASE, of), of.id());
  }

  /** The form as a browser sends it, of a case whose entries are those of the form. */
  private static String entries(CaseFile of) {
    return """
        {"entries":[["/id","%s"],["/asOf","2026-11-20"],["/proposed/date","2026-11-20"],\
        ["/proposed/area","cheeks"],["/proposed/depthMm","1.5"],["/history/-",""],\
        ["/history/-/date","2026-10-24"],["/history/-/area","face"],["/history/-/depthMm","1.0"]]}
        """
        .formatted(of.id());
  }

  @Test
  void everyWordHasItsKey() throws IOException {
    byte[] bytes = Files.readAllBytes(Path.of("test-cases/examples/one-day-short.yaml"));
    CaseFile of = READER.read(bytes, 0, bytes.length, Format.YAML, "");
    try (Served served = serving(Pseudo.LEFT_TO_RIGHT)) {
      String body = entries(of);
      bracketed(served.post("/page/outcome", body).body(), of);
      bracketed(served.post("/page/course", body).body(), of);
      bracketed(served.post("/page/recovery", body).body(), of);
      bracketed(served.post("/page/find", "{\"word\":\"roaccutane\"}").body(), of);
      bracketed(served.post("/page/outcome", "{\"entries\":[]}").body(), of);
    }
  }

  @Test
  void itReadsFromRightToLeftWhereTheLanguageDoes() throws IOException {
    try (Served served = serving(Pseudo.RIGHT_TO_LEFT)) {
      String page = served.get("/").body();
      assertTrue(page.contains("<html lang=\"ar\" dir=\"rtl\">"), page.substring(0, 200));
    }
  }
}
