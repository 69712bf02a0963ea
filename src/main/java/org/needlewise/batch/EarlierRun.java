package org.needlewise.batch;

import java.io.Closeable;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.needlewise.batch.BatchException.Reason;
import org.needlewise.casefile.LineSplitter;
import org.needlewise.rulebase.load.RuleBase;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The reports of an earlier run, found by case id through an index on the disk, so that their
 * number costs no memory. Cases in the order of the earlier run are found at once, others by a
 * search.
 */
final class EarlierRun implements Closeable {
  private static final byte[] COMPARED_FROM = Json.ascii(",\"verdict\":");
  private static final byte[] COMPARED_TO = Json.ascii("],\"questions\":[");
  private static final int ROW = 3 * Long.BYTES;
  private static final int KEY = 2 * Long.BYTES;
  private static final int ROWS_PACKED = 500;

  /** A report may be longer than its case. */
  private static final int LONGEST = 1 << 28;

  private final Path old;
  private final List<SlimField> fields;
  private final RuleBase rules;
  private final Scratch scratch;
  private final FileChannel content;

  /** By line: hash of the id, byte offset, length. */
  private final FileChannel rows;

  /** In ascending order: hash of the id, number of the line from 0. */
  private final FileChannel keys;

  private final long count;

  /**
   * @param fields of the slim rows that stand for both reports of a change; empty for the reports
   * @param scratch where the index is made
   * @throws BatchException where a line is no report
   */
  EarlierRun(Path old, List<SlimField> fields, RuleBase rules, Scratch scratch) throws IOException {
    this.old = old;
    this.fields = fields;
    this.rules = rules;
    this.scratch = scratch;
    this.rows = scratch.file();
    this.keys = scratch.file();
    this.content = isPacked() ? scratch.file() : FileChannel.open(old);
    boolean done = false;
    try {
      this.count = index();
      done = true;
    } catch (IOException e) {
      throw unreadable(e);
    } finally {
      if (!done) {
        close();
      }
    }
  }

  private boolean isPacked() throws IOException {
    try (InputStream in = Files.newInputStream(old)) {
      return Compression.of(in.readNBytes(4)) != Compression.NONE;
    }
  }

  private long index() throws IOException {
    long number = 0;
    try (InputStream in = Compression.unpack(Files.newInputStream(old), old.toString());
        DataOutputStream rowsOut = new DataOutputStream(scratch.append(rows));
        DataOutputStream keysOut = new DataOutputStream(scratch.append(keys));
        OutputStream copy = isPacked() ? scratch.append(content) : null;
        DiskSort sort = new DiskSort(scratch, 2)) {
      LineSplitter lines = new LineSplitter(in, LONGEST);
      long copied = 0;
      while (lines.next()) {
        long hash = IdLog.hash(id(lines));
        rowsOut.writeLong(hash);
        rowsOut.writeLong(copy == null ? lines.byteOffset() : copied);
        rowsOut.writeLong(lines.length());
        if (copy != null) {
          copy.write(lines.buffer(), lines.offset(), lines.length());
          copied += lines.length();
        }
        sort.add(hash, number++);
      }
      sort.forEach(
          key -> {
            keysOut.writeLong(key[0]);
            keysOut.writeLong(key[1]);
          });
    }
    return number;
  }

  /** The caseId of a row; the first row must have findings too. */
  private String id(LineSplitter line) {
    if (!line.isTooLong()) {
      try (JsonParser json =
          Json.FACTORY.createParser(
              ObjectReadContext.empty(), line.buffer(), line.offset(), line.length())) {
        String id = null;
        boolean object = json.nextToken() == JsonToken.START_OBJECT;
        while (object && json.nextToken() == JsonToken.PROPERTY_NAME) {
          String name = json.currentName();
          JsonToken value = json.nextToken();
          if (name.equals("caseId") && value == JsonToken.VALUE_STRING) {
            id = json.getString();
          }
          if (id != null && (line.number() > 1 || name.equals("findings"))) {
            return id;
          }
          json.skipChildren();
        }
      } catch (JacksonException e) {
        // Said below.
      }
    }
    throw noReport(":" + line.number());
  }

  private BatchException noReport(String place) {
    return new BatchException(
        Reason.INPUT,
        old
            + place
            + ": found a line that is no whole report, expected what an earlier run wrote without"
            + " --fields");
  }

  /** A row, of which until now only the id was looked at. */
  private JsonNode read(byte[] line) {
    try {
      return Json.read(line);
    } catch (JacksonException e) {
      throw noReport("");
    }
  }

  Finder finder() {
    return new Finder();
  }

  /** Finds earlier reports; belongs to one thread. */
  final class Finder implements AutoCloseable {
    private final ByteBuffer row = ByteBuffer.allocate(ROW);
    private final ByteBuffer key = ByteBuffer.allocate(KEY);
    private long next;
    private long place;

    /**
     * Begins a chunk: what is found depends on the chunk alone.
     *
     * @param record the number of its first record, from 0, over the whole run
     */
    void begin(long record) {
      next = -1;
      place = record;
    }

    /**
     * Leaves in place of a report that has just been written what has changed: nothing, or a row
     * with both sides.
     *
     * @param reports ends with the report and its line end
     * @param start where the report begins
     */
    void keepChange(RawRecord record, String caseId, Bytes reports, int start, Tally tally) {
      try {
        byte[] after = Arrays.copyOfRange(reports.array(), start, reports.size() - 1);
        reports.truncate(start);
        byte[] before = find(caseId);
        ArrayNode changed = Json.array();
        if (before == null) {
          changed.add("added");
          tally.changes.add("added", 1);
        } else if (sameBytes(before, after) || !differs(before, after, changed, tally)) {
          tally.changes.add("unchanged", 1);
          return;
        }
        row(caseId, changed, before, record, after, reports);
      } catch (IOException e) {
        throw unreadable(e);
      }
    }

    private byte[] find(String id) throws IOException {
      long hash = IdLog.hash(id);
      byte[] line = null;
      if (next >= 0 && next < count) {
        line = line(next, hash, id);
      }
      if (line == null) {
        next = search(hash, id);
        line = next < 0 ? null : line(next, hash, id);
      }
      if (line != null) {
        next++;
      }
      place++;
      return line;
    }

    /** The line, where it is of that id; else null. */
    private byte[] line(long number, long hash, String id) throws IOException {
      fill(rows, row, number * ROW);
      if (row.getLong(0) != hash) {
        return null;
      }
      byte[] line = content(row.getLong(Long.BYTES), (int) row.getLong(2 * Long.BYTES));
      return read(line).get("caseId").stringValue().equals(id) ? line : null;
    }

    /**
     * Of the lines with that id the one nearest to the place of the case; -1 where none is. Those
     * of a hash stand by their numbers, so it is looked for from the place outwards.
     */
    private long search(long hash, String id) throws IOException {
      long below = firstKey(hash) - 1;
      long above = below + 1;
      long lower = number(below, hash);
      long upper = number(above, hash);
      while (lower >= 0 || upper >= 0) {
        boolean down = upper < 0 || lower >= 0 && place - lower <= upper - place;
        long nearest = down ? lower : upper;
        if (line(nearest, hash, id) != null) {
          return nearest;
        }
        if (down) {
          lower = number(--below, hash);
        } else {
          upper = number(++above, hash);
        }
      }
      return -1;
    }

    /** The first key that is not below the hash, and of that hash not below the place. */
    private long firstKey(long hash) throws IOException {
      long low = 0;
      long high = count;
      while (low < high) {
        long middle = low + high >>> 1;
        fill(keys, key, middle * KEY);
        long found = key.getLong(0);
        if (found < hash || found == hash && key.getLong(Long.BYTES) < place) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      return low;
    }

    /** The line of a key; -1 where there is none of that hash. */
    private long number(long at, long hash) throws IOException {
      if (at < 0 || at >= count) {
        return -1;
      }
      fill(keys, key, at * KEY);
      return key.getLong(0) == hash ? key.getLong(Long.BYTES) : -1;
    }

    @Override
    public void close() {}
  }

  private byte[] content(long offset, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    fill(content, bytes, offset);
    return bytes.array();
  }

  private static void fill(FileChannel from, ByteBuffer to, long offset) throws IOException {
    to.clear();
    while (to.hasRemaining()) {
      if (from.read(to, offset + to.position()) < 0) {
        throw new IOException("the file has been cut while it was read");
      }
    }
  }

  /** Verdict, date and findings stand side by side in what was written by this program. */
  private static boolean sameBytes(byte[] before, byte[] after) {
    int from1 = indexOf(before, COMPARED_FROM, 0);
    int from2 = indexOf(after, COMPARED_FROM, 0);
    int to1 = from1 < 0 ? -1 : indexOf(before, COMPARED_TO, from1);
    int to2 = from2 < 0 ? -1 : indexOf(after, COMPARED_TO, from2);
    return to1 >= 0 && to2 >= 0 && Arrays.equals(before, from1, to1, after, from2, to2);
  }

  private static int indexOf(byte[] bytes, byte[] what, int from) {
    int last = bytes.length - what.length;
    for (int i = from; i <= last; i++) {
      if (bytes[i] == what[0] && Arrays.equals(bytes, i, i + what.length, what, 0, what.length)) {
        return i;
      }
    }
    return -1;
  }

  private boolean differs(byte[] before, byte[] after, ArrayNode changed, Tally tally) {
    JsonNode was = read(before);
    JsonNode is = Json.read(after);
    for (String field : new String[] {"verdict", "earliestDate"}) {
      if (!is.get(field).equals(was.get(field))) {
        changed.add(field);
      }
    }
    if (!is.get("findings").equals(was.get("findings")) && !findings(is).equals(findings(was))) {
      changed.add("findings");
    }
    if (changed.isEmpty()) {
      return false;
    }
    String first = changed.get(0).stringValue();
    tally.changes.add(
        switch (first) {
          case "verdict" ->
              was.path("verdict").asString("?") + " to " + is.get("verdict").stringValue();
          case "earliestDate" -> "another date";
          default -> "other findings";
        },
        1);
    return true;
  }

  /** Under the ids that their rules have now, which also order them. */
  private List<String> findings(JsonNode report) {
    List<String> findings = new ArrayList<>();
    for (JsonNode finding : report.path("findings")) {
      if (finding.path("rule").isString()) {
        ((ObjectNode) finding).put("rule", rules.currentId(finding.get("rule").stringValue()));
      }
      findings.add(finding.toString());
    }
    Collections.sort(findings);
    return findings;
  }

  private void row(
      String caseId, ArrayNode changed, byte[] before, RawRecord record, byte[] after, Bytes to) {
    ObjectNode head = Json.object().put("caseId", caseId);
    head.set("changed", changed);
    to.writeBytes(Json.bytes(head));
    to.truncate(to.size() - 1);
    side("before", null, before, to);
    side("after", record, after, to);
    to.writeBytes(Json.ascii("}\n"));
  }

  private void side(String name, RawRecord record, byte[] report, Bytes to) {
    to.writeBytes(Json.ascii(",\"" + name + "\":"));
    if (report == null) {
      to.writeBytes(Json.ascii("null"));
    } else if (fields.isEmpty()) {
      to.writeBytes(report);
    } else {
      to.writeBytes(Json.bytes(SlimField.row(fields, record, read(report))));
    }
  }

  /**
   * Writes a row for each earlier report whose case has none in this run, in their order.
   *
   * @param log an {@link IdLog}
   * @return how many there are
   */
  long writeRemoved(FileChannel log, Output to, Compression compression) throws IOException {
    try (DiskSort reported = new DiskSort(scratch, 1);
        DiskSort removed = new DiskSort(scratch, 1)) {
      IdLog.Reader entries = new IdLog.Reader(log);
      for (IdLog.Entry entry = entries.next(); entry != null; entry = entries.next()) {
        if (entry.reported()) {
          reported.add(entry.hash());
        }
      }
      Missing missing = new Missing(removed);
      reported.forEach(missing::reported);
      missing.upTo(Long.MAX_VALUE);
      Bytes some = new Bytes(1 << 16);
      int[] held = {0};
      removed.forEach(
          row -> {
            ByteBuffer at = ByteBuffer.allocate(ROW);
            fill(rows, at, row[0] * ROW);
            byte[] before = content(at.getLong(Long.BYTES), (int) at.getLong(2 * Long.BYTES));
            String id = read(before).get("caseId").stringValue();
            row(id, Json.array().add("removed"), before, null, null, some);
            if (++held[0] == ROWS_PACKED) {
              to.write(compression.pack(some));
              some.reset();
              held[0] = 0;
            }
          });
      if (held[0] > 0) {
        to.write(compression.pack(some));
      }
      return removed.rows();
    }
  }

  /** Goes through the sorted keys beside the sorted ids of this run. */
  private final class Missing {
    private final DiskSort removed;
    private final ByteBuffer key = ByteBuffer.allocate(KEY);
    private long at;
    private boolean read;

    Missing(DiskSort removed) {
      this.removed = removed;
    }

    void reported(long[] hash) throws IOException {
      upTo(hash[0]);
      while (at < count && hash() == hash[0]) {
        pass();
      }
    }

    void upTo(long hash) throws IOException {
      while (at < count && hash() < hash) {
        removed.add(key.getLong(Long.BYTES));
        pass();
      }
    }

    private long hash() throws IOException {
      if (!read) {
        fill(keys, key, at * KEY);
        read = true;
      }
      return key.getLong(0);
    }

    private void pass() {
      at++;
      read = false;
    }
  }

  private BatchException unreadable(IOException e) {
    return new BatchException(Reason.INPUT, old + ": cannot be read: " + e.getMessage());
  }

  @Override
  public void close() throws IOException {
    content.close();
    rows.close();
    keys.close();
  }
}
