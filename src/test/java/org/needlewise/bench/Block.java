package org.needlewise.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.needlewise.casefile.CaseFile;
import org.needlewise.generate.CaseGenerator;
import org.needlewise.report.AdvisoryReport;
import org.needlewise.rulebase.load.RuleBase;
import org.needlewise.screening.ScreeningResult;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The cases of one shot of a benchmark: at each shot the next ones of the seeded mix. */
@State(Scope.Thread)
public class Block {
  /** From one shot's first case to the next one's. */
  @Param("0")
  public int step;

  /** How many of these cases a shot works on, the first ones. */
  @Param("0")
  public int size;

  /** The project's folder of rules. */
  @Param("")
  public String rules;

  /** Which of them: all, or those that Evrete has too. */
  @Param({"all", "evrete"})
  public String rows;

  /** The cases as a file. */
  public byte[] lines;

  public List<CaseFile> cases;

  private final CaseGenerator generator = new CaseGenerator(FileToFile.SEED);
  private RuleBase base;
  private Meter meter;
  private long next;

  @Setup(Level.Trial)
  public final void open() throws Exception {
    base = rows.equals("all") ? RuleBase.prebuilt() : SameRows.of(Path.of(rules), SameRows.EVRETE);
    start();
  }

  @Setup(Level.Invocation)
  public final void next() throws Exception {
    lines = FileToFile.lines(generator, next, size);
    next += step;
    cases = FileToFile.read(lines, base.vocabulary());
    prepare();
  }

  /** Ends what the shot's meter measures. */
  public final void stop(Meter of) {
    of.stop();
    measuredBy(of);
  }

  public final void measuredBy(Meter of) {
    meter = of;
  }

  @TearDown(Level.Invocation)
  public final void digest() {
    meter.found = SameRows.digest(found());
  }

  @TearDown(Level.Trial)
  public final void close() {
    end();
  }

  public final RuleBase base() {
    return base;
  }

  /** Once, before the first shot. */
  protected void start() {}

  /** Before each shot, outside its time: what the work itself shall not do. */
  protected void prepare() {}

  /** After each shot, outside its time: what it found, in no order; to be compared. */
  protected List<String> found() {
    return List.of();
  }

  /** Once, after the last shot. */
  protected void end() {}

  static List<AdvisoryReport> reports(List<ScreeningResult> screened) {
    List<AdvisoryReport> reports = new ArrayList<>(screened.size());
    screened.forEach(each -> reports.add(each.report()));
    return reports;
  }
}
