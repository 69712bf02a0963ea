package org.needlewise.generate;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.needlewise.casefile.CaseFile;
import org.needlewise.casefile.CaseFile.Event;
import org.needlewise.casefile.CaseFile.PastSession;
import org.needlewise.casefile.CaseFile.Proposed;
import org.needlewise.casefile.CaseFile.Reaction;
import org.needlewise.casefile.CaseFile.Regimen;
import org.needlewise.casefile.Choices;

/**
 * Makes up valid cases of a mix that clinics see: most patients answered the screening questions,
 * have had a few sessions weeks apart and take nothing that matters; some do not.
 *
 * <p>A case depends on the seed and its own index alone, so any slice can be made anywhere with the
 * same bytes. Immutable; one generator serves all threads.
 */
public final class CaseGenerator {
  /** The day on which the cases are screened, unless another is asked for. */
  public static final LocalDate AS_OF = LocalDate.of(2026, 11, 20);

  private static final int DAYS_AHEAD = 29;

  private final long seed;
  private final LocalDate asOf;

  public CaseGenerator(long seed) {
    this(seed, AS_OF);
  }

  public CaseGenerator(long seed, LocalDate asOf) {
    this.seed = seed;
    this.asOf = asOf;
  }

  /**
   * @param index from 0
   */
  public CaseFile caseAt(long index) {
    return new Making(random(seed, index), asOf).caseFile("case-%09d".formatted(index + 1));
  }

  /** An own sequence for each number; near ones are as different as far ones. */
  static SplittableRandom random(long seed, long number) {
    return new SplittableRandom(
        new SplittableRandom(seed ^ number * 0x9E3779B97F4A7C15L).nextLong());
  }

  /** Who comes. */
  private enum Patron {
    FACE,
    BODY,
    EYES,
    HOME,
    MINOXIDIL,
    OVER_TREATED
  }

  /** The making of one case. */
  private static final class Making extends Dice {
    private final LocalDate asOf;
    private Patron patron;
    private String area;
    private String sex;

    Making(SplittableRandom random, LocalDate asOf) {
      super(random);
      this.asOf = asOf;
    }

    CaseFile caseFile(String id) {
      patron = patron();
      area = area();
      sex = sex();
      Proposed proposed = proposed();
      List<PastSession> history = history(proposed);
      return new CaseFile(
          id, asOf, new PatientMaking(random, asOf, area, sex).patient(), proposed, history);
    }

    private Patron patron() {
      int of100 = random.nextInt(100);
      if (of100 < 60) {
        return Patron.FACE;
      }
      if (of100 < 72) {
        return Patron.BODY;
      }
      if (of100 < 76) {
        return Patron.EYES;
      }
      if (of100 < 87) {
        return Patron.HOME;
      }
      return of100 < 94 ? Patron.MINOXIDIL : Patron.OVER_TREATED;
    }

    private String area() {
      return switch (patron) {
        case FACE, OVER_TREATED, HOME ->
            oneOf(
                "face", "face", "face", "face", "cheeks", "cheeks", "forehead", "perioral", "chin");
        case BODY -> oneOf("neck", "neck", "chest", "abdomen", "thighs", "hands", "back", "arms");
        case EYES ->
            oneOf(
                "under-eye",
                "under-eye",
                "under-eye",
                "under-eye",
                "under-eye",
                "eyebrow",
                "eyebrow",
                "eyelid");
        case MINOXIDIL -> "scalp";
      };
    }

    private String sex() {
      if (chance(2)) {
        return Choices.DEFAULT_SEX;
      }
      return chance(patron == Patron.MINOXIDIL ? 75 : 22) ? "male" : "female";
    }

    // ---- the proposed session

    private Proposed proposed() {
      LocalDate date = asOf.plusDays(chance(35) ? 0 : random.nextInt(DAYS_AHEAD));
      boolean home = patron == Patron.HOME || patron == Patron.MINOXIDIL && chance(12);
      boolean maintenance = chance(8);
      Event event =
          chance(6)
              ? new Event(
                  date.plusDays(3 + random.nextInt(60)), oneOf("wedding", "holiday", "reunion"))
              : null;
      return new Proposed(
          date,
          area,
          chance(4) ? null : indication(),
          depth(home),
          home ? "home" : "professional",
          chance(home ? 80 : 45) ? device(home) : null,
          modality(home),
          adjuncts(home),
          maintenance ? "maintenance" : "initial-series",
          maintenance && chance(70) ? chance(75) : null,
          regimen(home),
          event,
          expectations(),
          home ? "self" : oneOf("dermatologist", "physician", "nurse", "aesthetician"));
    }

    private String indication() {
      return switch (patron) {
        case FACE, HOME, OVER_TREATED ->
            oneOf(
                "acne-scars",
                "acne-scars",
                "acne-scars",
                "wrinkles",
                "wrinkles",
                "fine-lines",
                "fine-lines",
                "texture",
                "photoaging",
                "pore-size",
                "melasma",
                "rejuvenation");
        case BODY -> oneOf("striae", "striae", "scars", "texture", "photoaging", "skin-laxity");
        case EYES -> oneOf("fine-lines", "fine-lines", "rejuvenation");
        case MINOXIDIL -> oneOf("androgenetic-alopecia", "androgenetic-alopecia", "hair-loss");
      };
    }

    /** Hundredths of a millimetre. */
    private int depth(boolean home) {
      if (home) {
        return oneOf(20, 25, 25, 25, 30, 50, 50, 50, 100);
      }
      return switch (patron) {
        case EYES -> oneOf(25, 25, 50, 50, 50, 75);
        case MINOXIDIL -> oneOf(50, 50, 60, 80, 100);
        case BODY -> oneOf(100, 150, 150, 200, 200, 250);
        case FACE, HOME, OVER_TREATED ->
            oneOf(25, 50, 75, 100, 100, 100, 100, 120, 150, 150, 150, 200, 200, 250);
      };
    }

    private String device(boolean home) {
      return home
          ? oneOf("Qure pen", "derma roller 540", "home stamp", "titanium roller")
          : oneOf("Dermapen 4", "SkinPen Precision", "Rejuvapen", "Exceed");
    }

    private String modality(boolean home) {
      if (chance(10)) {
        return Choices.DEFAULT_MODALITY;
      }
      if (home) {
        return oneOf("roller", "roller", "stamp", "pen");
      }
      return chance(2) ? "radiofrequency" : "pen";
    }

    private List<String> adjuncts(boolean home) {
      Set<String> adjuncts = new LinkedHashSet<>();
      if (patron == Patron.MINOXIDIL && chance(85)) {
        adjuncts.add("minoxidil");
      }
      if (chance(home ? 8 : 45)) {
        adjuncts.add("numbing-cream");
      }
      if (chance(30)) {
        adjuncts.add("hyaluronic-acid");
      }
      if (chance(7)) {
        adjuncts.add(oneOf("exosomes", "growth-factors", "growth-factors", "vitamin-c"));
      }
      if (!home && chance(4)) {
        adjuncts.add("prp");
      }
      return List.copyOf(adjuncts);
    }

    private Regimen regimen(boolean home) {
      if (!chance(home ? 45 : 15)) {
        return null;
      }
      int everyDays = home ? oneOf(2, 3, 7, 7, 14, 28) : oneOf(28, 28, 28, 30, 42, 42, 56, 14);
      return new Regimen(
          everyDays,
          chance(60) ? Integer.valueOf(3 + random.nextInt(5)) : null,
          home ? oneOf("patient", "device-maker") : "clinician");
    }

    private List<String> expectations() {
      if (!chance(12)) {
        return List.of();
      }
      return List.of(
          oneOf(
              "gradual-improvement",
              "gradual-improvement",
              "gradual-improvement",
              "instant-results",
              "complete-scar-removal",
              "pore-erasure"));
    }

    // ---- what has been

    private List<PastSession> history(Proposed proposed) {
      int count =
          switch (patron) {
            case OVER_TREATED -> 5 + random.nextInt(4);
            case MINOXIDIL -> random.nextInt(7);
            case HOME -> random.nextInt(6);
            default -> oneOf(0, 0, 1, 1, 2, 2, 3, 3, 4, 5, 6);
          };
      List<PastSession> sessions = new ArrayList<>(count);
      LocalDate date = asOf.minusDays(firstGap());
      for (int i = 0; i < count; i++) {
        sessions.add(session(date, proposed, i));
        date = date.minusDays(gap());
      }
      Collections.reverse(sessions);
      return sessions;
    }

    /** Days from the last session to the day of the screening. */
    private int firstGap() {
      return switch (patron) {
        case OVER_TREATED -> 3 + random.nextInt(25);
        case MINOXIDIL -> 5 + random.nextInt(16);
        case HOME -> 3 + random.nextInt(40);
        default -> 14 + random.nextInt(chance(70) ? 45 : 300);
      };
    }

    /** Days from one session to the next. */
    private int gap() {
      return switch (patron) {
        case OVER_TREATED -> 10 + random.nextInt(25);
        case MINOXIDIL -> 7 + random.nextInt(14);
        case HOME -> 5 + random.nextInt(25);
        default -> 26 + random.nextInt(chance(85) ? 25 : 120);
      };
    }

    private PastSession session(LocalDate date, Proposed proposed, int back) {
      boolean same = chance(92);
      boolean home = proposed.setting().equals("home");
      return new PastSession(
          date,
          same ? area : oneOf("face", "neck", "forehead", "chest"),
          same && chance(60) ? proposed.depthHundredths() : depth(home),
          chance(70) ? proposed.indication() : null,
          proposed.setting(),
          proposed.device(),
          chance(60) ? proposed.modality() : Choices.DEFAULT_MODALITY,
          chance(40) ? proposed.adjuncts() : List.of(),
          reactions(),
          back > 2 && chance(4),
          chance(30) ? (chance(93) ? "good" : "poor") : null);
    }

    private List<Reaction> reactions() {
      if (!chance(14)) {
        return List.of();
      }
      if (chance(80)) {
        return List.of(new Reaction("erythema", 1 + random.nextInt(chance(85) ? 3 : 7), null));
      }
      return List.of(
          new Reaction(
              oneOf("irritation", "irritation", "delayed-healing", "worsening-pigmentation"),
              chance(60) ? Integer.valueOf(2 + random.nextInt(10)) : null,
              chance(90)));
    }
  }
}
