package org.needlewise.bench;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.needlewise.casefile.CaseFile;
import org.needlewise.oracle.PolicyOracle;
import org.needlewise.report.AdvisoryReport;
import org.needlewise.report.ReportJson;
import org.needlewise.screening.Screener;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MappingIterator;
import tools.jackson.databind.json.JsonMapper;

/** What stands before and after the engine, and the whole of it; one shot is one {@link Block}. */
public class CasePartsBenchmark {
  private static final JsonMapper JSON = new JsonMapper();

  @Benchmark
  public List<CaseFile> read(Block block, Meter meter) throws IOException {
    meter.start();
    List<CaseFile> cases = FileToFile.read(block.lines, block.base().vocabulary());
    block.stop(meter);
    return cases;
  }

  /** Cases and their reports. */
  @State(Scope.Thread)
  public static class Reported extends Block {
    Screener screener;
    List<AdvisoryReport> reports;
    final ByteArrayOutputStream written = new ByteArrayOutputStream(1 << 20);
    private final ReportJson writer = new ReportJson(written);

    void write() {
      written.reset();
      reports.forEach(writer::write);
    }

    @Override
    protected void start() {
      screener = Screener.remembering(base());
    }

    @Override
    protected void prepare() {
      reports = reports(screener.screen(cases));
    }

    @Override
    protected List<String> found() {
      return reports.stream().map(AdvisoryReport::toString).toList();
    }

    @Override
    protected void end() {
      screener.close();
    }
  }

  /** The whole of measuring, firing, searching, wording. */
  @Benchmark
  public void screen(Reported block, Meter meter) {
    meter.start();
    block.reports = Block.reports(block.screener.screen(block.cases));
    block.stop(meter);
  }

  @Benchmark
  public void write(Reported block, Meter meter) {
    meter.start();
    block.write();
    block.stop(meter);
  }

  /** The same, from JSON trees, by the check that is written by hand. */
  @State(Scope.Thread)
  public static class ByHand extends Reported {
    final List<JsonNode> trees = new ArrayList<>();
    final List<PolicyOracle.Expected> expected = new ArrayList<>();

    @Override
    protected void prepare() {
      super.prepare();
      expected.clear();
      trees.clear();
      trees(lines).forEachRemaining(trees::add);
    }

    /** Here they are compared at once, in every word that both say. */
    @Override
    protected List<String> found() {
      int i = 0;
      write();
      for (MappingIterator<JsonNode> all = trees(written.toByteArray()); all.hasNext(); i++) {
        List<String> differences = expected.get(i).differences(all.next());
        if (!differences.isEmpty()) {
          throw new IllegalStateException("by hand, " + cases.get(i).id() + ": " + differences);
        }
      }
      return List.of();
    }

    private static MappingIterator<JsonNode> trees(byte[] lines) {
      return JSON.readerFor(JsonNode.class).readValues(new ByteArrayInputStream(lines));
    }
  }

  @Benchmark
  public void byHand(ByHand block, Meter meter) {
    meter.start();
    block.trees.forEach(tree -> block.expected.add(PolicyOracle.evaluate(tree)));
    block.stop(meter);
  }
}
