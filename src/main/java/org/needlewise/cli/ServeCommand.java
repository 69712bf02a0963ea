package org.needlewise.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.needlewise.casefile.Diagnostic;
import org.needlewise.casefile.Echo;
import org.needlewise.casefile.InvalidInputException;
import org.needlewise.http.LiveRules;
import org.needlewise.http.Route;
import org.needlewise.http.Service;
import org.needlewise.http.ServiceConfig;
import org.needlewise.http.ServiceConfig.Address;
import org.needlewise.http.ServiceConfigReader;
import org.needlewise.http.page.ScreenPages;
import org.needlewise.http.rest.RestRoutes;
import org.needlewise.http.rules.RulePages;
import org.needlewise.review.cases.Scope;
import org.needlewise.review.diff.RuleHistory;
import org.needlewise.rulebase.source.RuleSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code needlewise serve}: the same over HTTP, until it is ended. */
@Command(
    name = "serve",
    sortOptions = false,
    description = "Serve the page and the REST interface, on this machine unless told otherwise.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  needlewise serve",
      "      Then open http://localhost:8080/ in a browser.",
      "  needlewise serve --port 0 --rules rules-drl",
      "      On any free port, with rules that are read again as they are edited.",
      "  needlewise serve --config service.yaml --listen 0.0.0.0:8443",
      "      For other machines: with TLS and a token, or behind a proxy, as the file says.",
      "",
      "Exit code: 0 ended by SIGTERM or Ctrl+C; 2 wrong usage; 3 a bad configuration, or the",
      "address is in use; 4 bad rules."
    })
final class ServeCommand implements Callable<Integer> {
  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "Listen there on this machine alone; 0: on any free one (default: 8080).")
  private Integer port;

  @Option(
      names = "--listen",
      paramLabel = "HOST:PORT",
      description =
          "Listen there. Beyond this machine the configuration has to name tls and tokenFile, or"
              + " say behindProxy.")
  private String listen;

  @Mixin private RulesOption rules;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "How the service is reached and whom it trusts: src/docs/SERVICE.md.")
  private Path configFile;

  @Option(
      names = "--no-auth",
      description = "Take calls of record systems without a token; on this machine alone.")
  private boolean noAuth;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    ServiceConfig config = config();
    PrintWriter err = spec.commandLine().getErr();
    LiveRules live = new LiveRules(this::sources, rules.watched(), line -> tell(err, line));
    Service service = new Service(config, live, routes(), line -> tell(err, line));
    try {
      service.start();
    } catch (IOException e) {
      throw new InvalidInputException(
          new Diagnostic(
              config.listen().toString(),
              "an address that cannot be listened at (" + e.getMessage() + ")",
              "a free one of this machine"));
    }
    end(service);
    Stdout.write("Needlewise listens at " + service.address() + "\n");
    new CountDownLatch(1).await();
    return ExitCode.DONE;
  }

  /** All that the service can do beside telling of itself. */
  private static List<Route> routes() {
    List<Route> routes = new ArrayList<>(RestRoutes.all());
    routes.addAll(new ScreenPages(scenarios(), Main.WORDS).routes());
    routes.addAll(new RulePages(ServeCommand::cases, ServeCommand::history, Main.WORDS).routes());
    return routes;
  }

  /** Whole patients, beside the launcher; null where there are none. */
  private static Path scenarios() {
    String home = System.getProperty("needlewise.home");
    return home == null ? null : Path.of(home, "test-cases", "scenarios");
  }

  /** Where the cases of some rules are. */
  private static Path cases(RuleSource rules) {
    return Scope.of(rules, null, List.of(), ScopeOption.home()).cases();
  }

  private static Map<String, List<RuleHistory.Edit>> history(RuleSource rules) {
    try {
      return RulesBookCommand.history(rules.folder());
    } catch (IOException | InvalidInputException e) {
      return Map.of(); // a page without it is a page
    }
  }

  /** SIGTERM and Ctrl+C end it in order, and that is no failure. */
  private static void end(Service service) {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  service.close();
                  Runtime.getRuntime().halt(ExitCode.DONE);
                }));
  }

  private static void tell(PrintWriter err, String line) {
    err.println(Echo.shown(line));
  }

  private List<RuleSource> sources() {
    List<RuleSource> sources = rules.sources();
    return sources.isEmpty() ? List.of(rules.files()) : sources;
  }

  private ServiceConfig config() {
    ServiceConfig config =
        configFile == null ? ServiceConfig.USUAL : ServiceConfigReader.read(configFile);
    if (port != null && listen != null) {
      throw wrong("--listen names a port: give it without --port");
    }
    if (port != null) {
      if (port < 0 || port > 65_535) {
        throw wrong("--port: found " + port + ", expected 0 to 65535");
      }
      config = config.at(new Address(config.listen().host(), port));
    }
    if (listen != null) {
      Address address = Address.of(listen);
      if (address == null) {
        throw wrong("--listen: found '" + listen + "', expected HOST:PORT");
      }
      config = config.at(address);
    }
    if (noAuth && !config.listen().isLoopback()) {
      throw wrong("--no-auth: anyone could call at " + config.listen() + "; listen on loopback");
    }
    if (!config.mayListen()) {
      throw wrong(
          config.listen()
              + " can be reached from elsewhere: name tls and tokenFile in --config, or say"
              + " behindProxy there");
    }
    return config;
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
