package org.needlewise.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.CheckedNode;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.opentest4j.TestAbortedException;

/**
 * Debian's browser for the tests of pages: one a JVM, handed to a test that asks for it and is
 * {@code @ExtendWith(Chromium.Given.class)}. Where there is none, the test is skipped and says so.
 */
public final class Chromium implements AutoCloseable {
  private static final Path PROGRAM = Path.of("/usr/bin/chromium");
  private static final Path SCREENSHOTS = Path.of("target", "screenshots");

  /** A busy machine is no failure. */
  private static final double PATIENCE_MILLIS = 30_000;

  private static final int WIDE = 1280;
  private static final int NARROW = 360;

  private final Playwright playwright;
  private final Browser browser;

  /** How a page is looked at. */
  public enum Look {
    WIDE_LIGHT(WIDE, ColorScheme.LIGHT),
    WIDE_DARK(WIDE, ColorScheme.DARK),
    NARROW_LIGHT(NARROW, ColorScheme.LIGHT),
    NARROW_DARK(NARROW, ColorScheme.DARK);

    private final int width;
    private final ColorScheme colours;

    Look(int width, ColorScheme colours) {
      this.width = width;
      this.colours = colours;
    }

    @Override
    public String toString() {
      return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
  }

  /** Starts the browser when the first test asks for it, and ends it behind the last. */
  public static final class Given implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
      return parameter.getParameter().getType() == Chromium.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
      if (!Files.isExecutable(PROGRAM)) {
        throw new TestAbortedException(
            "no " + PROGRAM + " on this machine: the page is not looked at in a browser");
      }
      return test.getRoot()
          .getStore(ExtensionContext.Namespace.GLOBAL)
          .computeIfAbsent(Chromium.class, each -> new Chromium(), Chromium.class);
    }
  }

  private Chromium() {
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(PROGRAM)
                    .setArgs(
                        List.of(
                            "--no-sandbox",
                            "--disable-gpu",
                            "--disable-quic",
                            "--no-first-run",
                            "--disable-background-networking",
                            "--disable-component-update",
                            "--disable-sync")));
  }

  /** A window of its own, with nothing remembered; close it. */
  public Tab open(Look look) {
    return new Tab(
        browser.newContext(
            new Browser.NewContextOptions()
                .setViewportSize(look.width, 900)
                .setColorScheme(look.colours)
                .setLocale("en-GB")
                .setTimezoneId("UTC")),
        look);
  }

  /** A page in its window, and what the browser had to complain of in it. */
  public static final class Tab implements AutoCloseable {
    private final BrowserContext window;
    private final Look look;
    private final Page page;
    private final List<String> complaints = new ArrayList<>();

    private Tab(BrowserContext window, Look look) {
      this.window = window;
      this.look = look;
      page = window.newPage();
      page.onPageError(complaints::add);
      page.onConsoleMessage(
          message -> {
            if (message.type().equals("error")) {
              complaints.add(message.text());
            }
          });
    }

    public Page page() {
      return page;
    }

    /** Errors of its scripts, and what its policy or the network refused; in their order. */
    public List<String> complaints() {
      return List.copyOf(complaints);
    }

    /**
     * What every screen must be: without a complaint of the browser, without a violation that axe
     * finds, no wider than the window. It is kept as {@code target/screenshots/NAME-LOOK.png}. The
     * last that is done in a tab: axe styles what it measures, which the policy refuses.
     */
    public void assertFit(String name) {
      assertEquals(List.of(), complaints, name + ", " + look);
      page.screenshot(
          new Page.ScreenshotOptions()
              .setPath(SCREENSHOTS.resolve(name + '-' + look + ".png"))
              .setFullPage(true));
      assertAccessible(page);
      assertEquals(
          look.width, page.evaluate("document.documentElement.scrollWidth"), name + ", " + look);
    }

    @Override
    public void close() {
      window.close();
    }
  }

  /** Fails with each violation of accessibility and the elements that have it. */
  public static void assertAccessible(Page page) {
    List<String> violations = new ArrayList<>();
    for (Rule rule : new AxeBuilder(page).analyze().getViolations()) {
      for (CheckedNode node : rule.getNodes()) {
        violations.add(
            "%s (%s): %s\n  %s\n  %s"
                .formatted(
                    rule.getId(),
                    rule.getImpact(),
                    rule.getHelp(),
                    node.getHtml(),
                    node.getFailureSummary().replace("\n", "\n  ")));
      }
    }
    assertEquals("", String.join("\n", violations));
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
