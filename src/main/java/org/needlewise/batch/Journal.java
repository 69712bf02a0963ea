package org.needlewise.batch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.TreeMap;
import org.needlewise.batch.BatchException.Reason;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * How far a run has come, so that another can go on with it: written whenever all that it tells of
 * is on the disk, and always whole.
 *
 * @param asked what was asked for, by name; a run that goes on must ask for the same
 * @param chunks that are done
 * @param checksum of their records
 * @param reports bytes of the reports' file
 * @param errors bytes of the errors' file
 * @param ids bytes of the ids' file
 * @param ended whether the input was at its end
 */
record Journal(
    Map<String, String> asked,
    long chunks,
    long checksum,
    long reports,
    long errors,
    long ids,
    boolean ended,
    Tally tally) {

  static Path of(Path output) {
    return output.resolveSibling(output.getFileName() + ".journal");
  }

  static Journal start(Map<String, String> asked) {
    return new Journal(asked, 0, 0, 0, 0, 0, false, new Tally());
  }

  void write(Path file) {
    ObjectNode json = Json.object();
    ObjectNode options = json.putObject("asked");
    asked.forEach(options::put);
    json.put("chunks", chunks).put("checksum", checksum);
    json.put("reports", reports).put("errors", errors).put("ids", ids).put("ended", ended);
    tally.write(json.putObject("tally"));
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    try {
      try (FileChannel channel =
          FileChannel.open(
              fresh,
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE,
              StandardOpenOption.TRUNCATE_EXISTING)) {
        ByteBuffer bytes = ByteBuffer.wrap(Json.bytes(json));
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
      Output.rename(fresh, file);
    } catch (IOException e) {
      throw Output.failed(file.toString(), e);
    }
  }

  /** Null where there is none. */
  static Journal read(Path file) {
    try {
      if (!Files.exists(file)) {
        return null;
      }
      JsonNode json = Json.read(Files.readAllBytes(file));
      Map<String, String> asked = new TreeMap<>();
      json.get("asked")
          .properties()
          .forEach(entry -> asked.put(entry.getKey(), entry.getValue().stringValue()));
      return new Journal(
          asked,
          json.get("chunks").longValue(),
          json.get("checksum").longValue(),
          json.get("reports").longValue(),
          json.get("errors").longValue(),
          json.get("ids").longValue(),
          json.get("ended").booleanValue(),
          Tally.read(json.get("tally")));
    } catch (IOException | JacksonException | NullPointerException e) {
      throw new BatchException(
          Reason.INPUT, file + " is no journal that can be read: begin anew with --force");
    }
  }

  static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw Output.failed(file.toString(), e);
    }
  }
}
