package org.needlewise.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.needlewise.report.Verdict;

/** What stands on what can be read, as WCAG 2.2 AA asks: 4.5 for text, 3 for a sign. */
class ThemeTest {
  private static final Pattern COLOUR = Pattern.compile("--([a-z-]+): #([0-9a-f]{6});");

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void canBeRead(boolean dark) {
    Map<String, String> colours = colours(dark);
    for (String ground : List.of("paper", "back")) {
      for (String text : List.of("ink", "soft", "accent")) {
        atLeast(4.5, colours, text, ground);
      }
      for (String sign : List.of("focus", "bar", "soft")) {
        atLeast(3, colours, sign, ground);
      }
    }
    atLeast(4.5, colours, "accent", "tint");
    atLeast(4.5, colours, "warn", "warn-tint");
    for (Verdict verdict : Verdict.values()) {
      atLeast(4.5, colours, verdict.code() + "-ink", verdict.code() + "-tint");
      atLeast(3, colours, verdict.code(), "paper");
    }
  }

  private static void atLeast(double least, Map<String, String> colours, String one, String other) {
    double[] light =
        Stream.of(one, other)
            .mapToDouble(name -> luminance(colours.get(name)) + 0.05)
            .sorted()
            .toArray();
    double contrast = light[1] / light[0];
    assertTrue(contrast >= least, "%s on %s: %.2f".formatted(one, other, contrast));
  }

  private static double luminance(String hex) {
    double[] weights = {0.2126, 0.7152, 0.0722};
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      double part = Integer.parseInt(hex.substring(2 * i, 2 * i + 2), 16) / 255.0;
      sum += weights[i] * (part <= 0.04045 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4));
    }
    return sum;
  }

  private static Map<String, String> colours(boolean dark) {
    int begin = Page.THEME.indexOf("@media screen and (prefers-color-scheme: dark)");
    int end = Page.THEME.indexOf("\n}\n", begin);
    Map<String, String> colours = read(Page.THEME.substring(0, begin));
    Map<String, String> ofDark = read(Page.THEME.substring(begin, end));
    assertEquals(colours.keySet(), ofDark.keySet());
    return dark ? ofDark : colours;
  }

  private static Map<String, String> read(String css) {
    Map<String, String> colours = new HashMap<>();
    Matcher matcher = COLOUR.matcher(css);
    while (matcher.find()) {
      colours.put(matcher.group(1), matcher.group(2));
    }
    return colours;
  }
}
