package org.needlewise.http;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.jetty.http.HttpStatus;
import org.needlewise.casefile.Diagnostic;
import org.needlewise.casefile.InvalidInputException;
import org.needlewise.screening.NotEvaluatedException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A call that is answered with problem details (RFC 9457). All that the service says of what went
 * wrong stands here.
 */
public final class ProblemException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final JsonMapper JSON = new JsonMapper();
  private static final String TYPE = "application/problem+json";

  private final int status;
  private final transient List<Diagnostic> errors;
  private final transient Map<String, String> headers;

  private ProblemException(
      int status, String detail, List<Diagnostic> errors, Map<String, String> headers) {
    super(detail, null, false, false);
    this.status = status;
    this.errors = errors;
    this.headers = headers;
  }

  /**
   * @param detail a sentence or two; nothing of a patient
   */
  public ProblemException(int status, String detail) {
    this(status, detail, List.of(), Map.of());
  }

  /** What is wrong with the request's query: {@code --with: found 'x', expected …}. */
  public static ProblemException query(String name, String found, String expected) {
    return new ProblemException(
        400, "query " + name + ": found '" + found + "', expected " + expected);
  }

  /** A body with mistakes; or rules that cannot be used. */
  static ProblemException of(InvalidInputException e) {
    int count = e.problems().size();
    return new ProblemException(
        400,
        "The body has " + (count == 1 ? "a mistake." : count + " mistakes."),
        e.problems(),
        Map.of());
  }

  /** A case without a report: it is not clear, and nobody may take it so. */
  static ProblemException of(NotEvaluatedException e) {
    return new ProblemException(e.tooMuch() ? 422 : 500, e.getMessage());
  }

  static ProblemException busy(String detail) {
    return new ProblemException(503, detail, List.of(), Map.of("Retry-After", "1"));
  }

  ProblemException with(String header, String value) {
    Map<String, String> more = new TreeMap<>(headers);
    more.put(header, value);
    return new ProblemException(status, getMessage(), errors, more);
  }

  int status() {
    return status;
  }

  Answer answer() {
    ObjectNode problem = JSON.createObjectNode();
    problem.put("type", "about:blank").put("title", HttpStatus.getMessage(status));
    problem.put("status", status).put("detail", getMessage());
    if (!errors.isEmpty()) {
      ArrayNode list = problem.putArray("errors");
      for (Diagnostic error : errors) {
        list.addObject()
            .put("pointer", error.pointer())
            .put("detail", error.what())
            .put("line", error.line())
            .put("column", error.column());
      }
    }
    Answer answer = Answer.of(TYPE, JSON.writeValueAsString(problem) + "\n").as(status);
    for (Map.Entry<String, String> header : headers.entrySet()) {
      answer = answer.with(header.getKey(), header.getValue());
    }
    return answer;
  }
}
