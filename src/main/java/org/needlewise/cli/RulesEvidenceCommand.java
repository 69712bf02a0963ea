package org.needlewise.cli;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.concurrent.Callable;
import org.needlewise.report.TextPage;
import org.needlewise.report.TextPage.Ink;
import org.needlewise.review.book.EvidenceCoverage;
import org.needlewise.review.book.EvidenceCoverage.Covered;
import org.needlewise.review.book.EvidenceCoverage.Fate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** {@code needlewise rules evidence}: what becomes of each statement of the evidence. */
@Command(
    name = "evidence",
    description =
        "Show what becomes of each statement of the evidence: which rules and which care entries cite it.")
final class RulesEvidenceCommand implements Callable<Integer> {
  @Mixin private RulesOption rules;

  @Mixin private FormatOption format;

  @Mixin private ColourOption colour;

  @Override
  public Integer call() {
    EvidenceCoverage coverage = new EvidenceCoverage(rules.load());
    if (format.json()) {
      Stdout.write(json(coverage));
    } else {
      Stdout.page(text(coverage));
    }
    return ExitCode.DONE;
  }

  private String text(EvidenceCoverage coverage) {
    TextPage page = new TextPage(colour.style());
    page.text(0, "What becomes of the evidence", Ink.BOLD);
    int all = 0;
    for (Fate fate : Fate.values()) {
      int count = coverage.of(fate).size();
      all += count;
      page.labelled(2, String.valueOf(count), Ink.PLAIN, 5, fate.words(), Ink.PLAIN);
    }
    page.labelled(2, String.valueOf(all), Ink.BOLD, 5, "statements in all", Ink.BOLD);
    for (Fate fate : Fate.values()) {
      List<Covered> covered = coverage.of(fate);
      if (covered.isEmpty()) {
        continue;
      }
      page.blank();
      page.text(
          0, fate.words() + " (" + covered.size() + ")", fate == Fate.UNCITED ? Ink.RED : Ink.BOLD);
      for (Covered one : covered) {
        page.labelled(2, one.statement().id(), Ink.BOLD, 6, one.statement().says(), Ink.PLAIN);
        if (!one.rules().isEmpty()) {
          page.text(8, String.join(", ", one.rules()), Ink.FAINT);
        }
        if (!one.care().isEmpty()) {
          page.text(8, String.join(", ", one.care()), Ink.FAINT);
        }
      }
    }
    return page.toString();
  }

  private static byte[] json(EvidenceCoverage coverage) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), out)) {
      json.writeStartObject();
      json.writeName("counts").writeStartObject();
      for (Fate fate : Fate.values()) {
        json.writeNumberProperty(fate.code(), coverage.of(fate).size());
      }
      json.writeEndObject();
      json.writeName("statements").writeStartArray();
      for (Fate fate : Fate.values()) {
        for (Covered one : coverage.of(fate)) {
          json.writeStartObject();
          json.writeStringProperty("id", one.statement().id());
          json.writeStringProperty("fate", fate.code());
          json.writeStringProperty("source", one.statement().source());
          json.writeStringProperty("says", one.statement().says());
          json.writeName("rules").writeStartArray();
          one.rules().forEach(json::writeString);
          json.writeEndArray();
          json.writeName("care").writeStartArray();
          one.care().forEach(json::writeString);
          json.writeEndArray();
          json.writeEndObject();
        }
      }
      json.writeEndArray();
      json.writeEndObject();
      json.writeRaw('\n');
    }
    return out.toByteArray();
  }
}
