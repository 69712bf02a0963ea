package org.needlewise.http.page;

import java.util.ArrayList;
import java.util.List;
import org.needlewise.casefile.CaseFile;
import org.needlewise.casefile.CaseFileReader;
import org.needlewise.casefile.Format;
import org.needlewise.casefile.InvalidInputException;
import org.needlewise.http.Call;
import org.needlewise.planning.Advisor.Advised;
import org.needlewise.report.AdvisoryReport;
import org.needlewise.report.Passage;
import org.needlewise.report.Standing;
import org.needlewise.words.Words;
import tools.jackson.databind.JsonNode;

/** The cases of the files that were opened, a row a case: who can be treated today. */
record CaseTable(List<Row> rows, Words words) {
  /**
   * A case, or a record that is none.
   *
   * @param file the index of its file
   * @param line of the record, from 1; 0 where the file is one case
   * @param report null where there is none
   * @param problem why there is none; "" where there is one
   */
  record Row(int file, int line, String id, AdvisoryReport report, String problem) {
    Standing standing() {
      return Standing.of(report);
    }

    String why() {
      List<Passage> passages = Passage.of(report);
      return passages.isEmpty() ? "" : passages.get(0).title();
    }
  }

  private record Read(int file, int line, CaseFile caseFile, String name, String problem) {}

  /**
   * @param files each with its name and its text
   */
  static CaseTable of(JsonNode files, Call call, Words words) {
    List<Read> all = new ArrayList<>();
    for (int i = 0; i < files.size(); i++) {
      String name = files.get(i).path("name").asString("");
      String text = files.get(i).path("text").asString("");
      if (name.endsWith(".ndjson")) {
        List<String> lines = text.lines().toList();
        for (int line = 0; line < lines.size(); line++) {
          if (!lines.get(line).isBlank()) {
            all.add(read(i, line + 1, name, lines.get(line), Format.NDJSON, call));
          }
        }
      } else {
        all.add(read(i, 0, name, text, format(name), call));
      }
    }
    List<CaseFile> cases = all.stream().map(Read::caseFile).filter(c -> c != null).toList();
    var screened = call.screen(cases, java.util.Set.of(), false).iterator();
    List<Row> rows = new ArrayList<>();
    for (Read each : all) {
      Advised one = each.caseFile == null ? null : screened.next();
      AdvisoryReport report = one == null ? null : one.screened().report();
      String problem = report != null ? "" : one == null ? each.problem : one.screened().failure();
      String id = each.caseFile == null ? each.name : each.caseFile.id();
      rows.add(new Row(each.file, each.line, id, report, problem));
    }
    return new CaseTable(rows, words);
  }

  static Format format(String name) {
    return name.endsWith(".yaml") || name.endsWith(".yml") ? Format.YAML : Format.JSON;
  }

  private static Read read(int file, int line, String name, String text, Format format, Call call) {
    CaseFileReader reader = call.rules().reader();
    byte[] bytes = text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    try {
      CaseFile read =
          line > 0
              ? reader.readRecord(bytes, 0, bytes.length, name, line)
              : reader.read(bytes, 0, bytes.length, format, name);
      return new Read(file, line, read, name, "");
    } catch (InvalidInputException wrong) {
      return new Read(file, line, null, name, wrong.getMessage());
    }
  }
}
