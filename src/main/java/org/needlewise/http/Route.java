package org.needlewise.http;

import java.util.List;
import java.util.Set;

/**
 * One thing that the service does.
 *
 * @param method {@code GET} or {@code POST}; a {@code HEAD} is answered as its {@code GET}
 * @param path as it stands, or with parts such as {@code {name}}, each any one part of a path
 * @param takes media types of the body; empty for a {@code GET}
 * @param gives media types of the answer, the one that is given unasked first
 * @param query names that the query may hold, each once
 */
public record Route(
    String method,
    String path,
    List<String> takes,
    List<String> gives,
    Set<String> query,
    Lane lane,
    Handler handler) {
  public static final String JSON = "application/json";
  public static final String NDJSON = "application/x-ndjson";
  public static final String HTML = "text/html;charset=utf-8";

  /** What answers a call. */
  @FunctionalInterface
  public interface Handler {
    /**
     * @throws ProblemException with the answer in place of one
     * @throws org.needlewise.casefile.InvalidInputException where the body is wrong
     * @throws org.needlewise.screening.NotEvaluatedException where its case cannot be evaluated
     */
    Answer answer(Call call) throws Exception;
  }

  /** A {@code GET} that is answered {@link Lane#AT_ONCE}. */
  public static Route get(String path, String gives, Handler handler) {
    return new Route("GET", path, List.of(), List.of(gives), Set.of(), Lane.AT_ONCE, handler);
  }

  /** A {@code POST} of JSON. */
  public static Route post(String path, String gives, Lane lane, Handler handler) {
    return new Route("POST", path, List.of(JSON), List.of(gives), Set.of(), lane, handler);
  }

  /** The same in another lane. */
  public Route in(Lane other) {
    return new Route(method, path, takes, gives, query, other, handler);
  }

  /** The same with these bodies alone. */
  public Route taking(String... types) {
    return new Route(method, path, List.of(types), gives, query, lane, handler);
  }

  /** The same with these answers, the first unasked. */
  public Route giving(String... types) {
    return new Route(method, path, takes, List.of(types), query, lane, handler);
  }

  /** The same with a query of these names. */
  public Route asking(String... names) {
    return new Route(method, path, takes, gives, Set.of(names), lane, handler);
  }
}
