package org.needlewise.http.rules;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.needlewise.http.Chromium;
import org.needlewise.http.Chromium.Look;
import org.needlewise.http.LiveRules;
import org.needlewise.http.Service;
import org.needlewise.http.ServiceConfig;
import org.needlewise.http.ServiceConfig.Address;
import org.needlewise.review.GitFolder;
import org.needlewise.review.RulesCopy;
import org.needlewise.rulebase.source.RuleSource;
import org.needlewise.words.Words;

/** The reviewer's pages, as a service gives them and a browser shows them. */
@ExtendWith(Chromium.Given.class)
class RulePagesTest {
  private static final Path RULES = Path.of("rules-drl");

  private static Service service;

  @BeforeAll
  static void start() throws IOException {
    RulePages pages =
        new RulePages(rules -> Path.of("test-cases"), rules -> Map.of(), Words.ENGLISH);
    service =
        new Service(
            ServiceConfig.USUAL.at(new Address("127.0.0.1", 0)),
            new LiveRules(() -> List.of(RuleSource.of(RULES)), List.of(), line -> {}),
            pages.routes(),
            line -> {});
    service.start();
  }

  @AfterAll
  static void end() {
    service.close();
  }

  private static String at(String path) {
    return service.address().resolve(path).toString();
  }

  private static void edit(Page page, String from, String to) {
    Locator rule = page.getByLabel("The rule");
    String text = rule.inputValue();
    assertTrue(text.contains(from), from);
    rule.fill(text.replace(from, to));
  }

  private static Locator part(Page page, String title) {
    return page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName(title));
  }

  @Test
  void everyScreenInEveryLook(Chromium chromium) {
    for (Look look : Look.values()) {
      try (Chromium.Tab tab = chromium.open(look)) {
        Page page = tab.page();
        page.navigate(at("/rules"));
        tab.assertFit("rules");
        page.getByLabel("Search").fill("xylophone");
        assertThat(page.locator("#count")).hasText("No rule");
        tab.assertFit("rules-none");
        page.navigate(at("/rules/interval/face"));
        assertThat(part(page, "Is it sound?")).containsText("No error, no warning.");
        tab.assertFit("rule");
        edit(page, "@minimumDays(\"28\")", "@minimumDays(\"35\")");
        assertThat(part(page, "What does it mean?")).containsText("35 days");
        page.getByText("the minimum itself", new Page.GetByTextOptions().setExact(true)).last().click();
        page.getByText("The change as a patch").click();
        tab.assertFit("rule-edited");
        edit(page, "earlierTherapeutic", "earlierTherapeutik");
        assertThat(part(page, "Is it sound?")).containsText("1 error");
        tab.assertFit("rule-wrong");
      }
    }
  }
}
