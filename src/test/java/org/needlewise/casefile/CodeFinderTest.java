package org.needlewise.casefile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.needlewise.casefile.CodeFinder.Match;

class CodeFinderTest {
  private static final CodeFinder FINDER = new CodeFinder(Cases.VOCABULARY);

  private static String shown(List<Match> matches) {
    return matches.stream()
        .map(m -> m.list() + " " + m.code() + " (" + m.how() + " " + m.words() + ")")
        .collect(Collectors.joining(", "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "keloid | conditions keloid (CODE keloid)",
        "Hypertrophic Scars | conditions hypertrophic-scar (CODE hypertrophic scar)",
        "UNDER EYE | areas under-eye (CODE under eye)",
        "cheek | areas cheeks (CODE cheeks)",
        "sun-burn | signs sunburn (CODE sunburn)",
        "surgeries | procedures surgery (CODE surgery)",
        "Roaccutane | medications isotretinoin (ALSO roaccutane)",
        "cold-sores | conditions herpes-simplex (ALSO cold sore)",
        "retin a | medications tretinoin (ALSO retin-a)",
        "prp | adjuncts prp (CODE prp)",
        "emla | allergies local-anaesthetic (ALSO emla), adjuncts numbing-cream (ALSO emla)",
        "retinoid | adjuncts retinoid (CODE retinoid), medications isotretinoin (PART oral retinoid), "
            + "medications topical-retinoid (PART topical retinoid)",
        "laser | procedures light-or-laser (ALSO laser), procedures ablative-laser (PART ablative laser)",
        "cancer | conditions skin-cancer (PART skin cancer)",
        "roacutane | medications isotretinoin (NEAR roaccutane)",
        "isotretinion | medications isotretinoin (NEAR isotretinoin)",
        "tretinoin | medications tretinoin (CODE tretinoin)",
        "left cheek | areas cheeks (PART cheeks)",
        "warfarin every other day | medications warfarin (PART warfarin)",
        "flu | ''",
        "'' | ''",
        "' - ' | ''",
      })
  void finds(String text, String expected) {
    assertEquals(expected, shown(FINDER.find(text)));
  }

  @Test
  void findsInSomeLists() {
    assertEquals("adjuncts numbing-cream (ALSO emla)", shown(FINDER.find("emla", "adjuncts")));
    assertEquals(
        "indications melasma (CODE melasma), conditions melasma-disease (PART melasma disease)",
        shown(FINDER.find("Melasma", "conditions", "indications")));
    assertEquals("", shown(FINDER.find("warfarin", "adjuncts")));
  }
}
