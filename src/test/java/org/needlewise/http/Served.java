package org.needlewise.http;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.needlewise.http.ServiceConfig.Address;
import org.needlewise.http.rest.RestRoutes;
import org.needlewise.rulebase.source.RuleSource;

/** A service of the shipped rules, or of others, on a free port of this machine. */
public final class Served implements AutoCloseable {
  /** A case as it is sent; its verdict is defer until the day after the proposed date. */
  public static final String CASE =
      """
      {"id":"one-day-short","asOf":"2026-11-20","patient":{"birthDate":"1985-07-02","sex":"male",\
      "pertinentNegatives":["all-screening-questions"]},"proposed":{"date":"2026-11-20",\
      "area":"cheeks","indication":"acne-scars","depthMm":1.5},\
      "history":[{"date":"2026-10-24","area":"face","depthMm":1.0}]}
      """;

  final List<String> log = Collections.synchronizedList(new ArrayList<>());
  private final Service service;

  public Served(Route... more) throws IOException {
    this(ServiceConfig.USUAL, Path.of("rules-drl"), more);
  }

  public Served(ServiceConfig config, Path rules, Route... more) throws IOException {
    List<Route> routes = new ArrayList<>(RestRoutes.all());
    routes.addAll(List.of(more));
    LiveRules live = new LiveRules(() -> List.of(RuleSource.of(rules)), List.of(rules), log::add);
    service =
        new Service(config.at(new Address(config.listen().host(), 0)), live, routes, log::add);
    service.start();
  }

  public int port() {
    return service.address().getPort();
  }

  /** What it has logged so far. */
  public List<String> log() {
    return List.copyOf(log);
  }

  public Wire wire() throws IOException {
    return new Wire(port());
  }

  /** One request on a line of its own. */
  public Wire.Reply get(String path, String... headers) throws IOException {
    try (Wire wire = wire()) {
      return wire.get(path, headers);
    }
  }

  public Wire.Reply post(String path, String body, String... headers) throws IOException {
    try (Wire wire = wire()) {
      return wire.post(path, body, headers);
    }
  }

  @Override
  public void close() {
    service.close();
  }
}
