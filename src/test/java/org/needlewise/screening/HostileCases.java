package org.needlewise.screening;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.needlewise.casefile.Limits;

/** Legal case files of nearly the greatest size, each of a shape that could make work of it. */
public final class HostileCases {
  private static final LocalDate DAY = LocalDate.of(2026, 11, 20);

  /** What five years from the proposed date hold, on each of which something may become past. */
  private static final int SEARCHED_DAYS = 1826;

  private static final List<String> FACE =
      List.of("face", "forehead", "cheeks", "nose", "perioral", "chin", "under-eye", "eyebrow");
  private static final List<String> SETTINGS = List.of("professional", "home");
  private static final List<String> MODALITIES = List.of("pen", "radiofrequency");
  private static final List<String> INDICATIONS =
      List.of("wrinkles", "fine-lines", "acne-scars", "texture", "hair-loss");
  private static final List<String> ADJUNCTS =
      List.of("exosomes", "minoxidil", "growth-factors", "vitamin-c", "retinoid", "prp");
  private static final List<String> STATUSES =
      List.of("active", "recurrence", "relapse", "inactive", "remission", "resolved");

  /** Defers on every day, without a date. */
  private static final String LASTING = "{\"code\":\"suspicious-lesion\"}";

  private static final String BORN = "\"birthDate\":\"1980-01-01\",";

  private static final String LESION = "\"conditions\":[" + LASTING + "],";

  private HostileCases() {}

  /** One line of JSON each, by a name of the shape. */
  public static Map<String, Supplier<byte[]>> all() {
    Map<String, Supplier<byte[]>> all = new LinkedHashMap<>();
    // Sessions of two days, of many kinds.
    sessions(all, "two days, every depth", i -> plain(i % 2 * 8, FACE.get(i / 2 % 8), i / 16));
    sessions(all, "two days, other devices", i -> device(i % 2 * 8, i / 2, "device " + i));
    sessions(all, "two days, all kinds", i -> mixed(i % 2 * 8, i, FACE.get(i / 2 % 8), i / 16));
    sessions(all, "two days 41 apart, all kinds", i -> mixed(i % 2 * 41, i, "face", i / 2));
    sessions(all, "two days of the protocol", i -> protocol(i % 2 * 6, 50 + i / 2 % 51));
    // Sessions of many days.
    for (int each : new int[] {1, 4, 8, 9, 20, 45, 100, 400}) {
      sessions(
          all,
          each + " a day, all kinds",
          i -> mixed(i / each, i * 7 + i / each, FACE.get(i % 8), i % each * 7 + i % 5));
      sessions(
          all,
          each + " every 41 days, one area",
          i -> mixed(i / each * 41, i * 5 + i / each, "cheeks", i % each + 1));
    }
    sessions(all, "one day", i -> mixed(0, i, FACE.get(i % 8), i / 8));
    sessions(all, "one session, again and again", i -> plain(3, "face", 50));
    sessions(all, "one session with ever other adjuncts", i -> mixed(3, i, "face", 50));
    sessions(all, "weekly by the protocol", i -> protocol(i * 7 % 350_000, 80));
    sessions(all, "every other area", i -> plain(i, FACE.get(1 + i % 7), 100));
    atHome(all, "at home", "QureRoller", i -> device(i, 20, "QureRoller " + i));
    atHome(
        all,
        "at home, one long name",
        "Qure".repeat(2490),
        i -> device(i % 3000, 20, i < 3000 ? "qure" : ""));
    atHome(all, "long names", "Qure".repeat(2490), i -> device(i, 100, "Qure".repeat(2400) + i));
    sessions(all, "reactions", i -> reacting(i, i % 30));
    sessions(all, "one long list of reactions", i -> reacting(i, 9900));
    sessions(all, "all on the first day", i -> at(LocalDate.of(1, 1, 1), "face", i % 1000 + 1, ""));
    // Later days: each is a step of the search for the earliest date.
    sessions(all, "each later day", i -> at(DAY.plusDays(i % SEARCHED_DAYS), "face", 100, ""));
    sessions(
        all,
        "each later day, other kinds",
        i -> mixed(-(i % SEARCHED_DAYS), i, FACE.get(i % 8), i / 1826 + 1));
    sessions(all, "every other later day, superficial", i -> plain(-2 * (i % 913), "face", 20));
    sessions(
        all,
        "poor aftercare, then good",
        i -> at(DAY.plusDays(i % SEARCHED_DAYS), "face", 100, i % 2 == 0 ? POOR : ""));
    sessions(
        all,
        "many before, each later day",
        i -> mixed(i < 8000 ? i % 50 : -(i % SEARCHED_DAYS), i, FACE.get(i % 8), i % 999 + 1));
    atHome(
        all,
        "at home on each later day",
        "Qure",
        i -> device(-(i % SEARCHED_DAYS), 20, "Qure " + i));
    all.put(
        "procedures on each later day",
        () -> document(list("procedures", 9900, HostileCases::laterProcedures) + LESION, "", ""));
    all.put(
        "procedures on each later day, many conditions",
        () ->
            document(
                list("procedures", SEARCHED_DAYS, HostileCases::laterProcedures)
                    + list("conditions", 9000, HostileCases::condition)
                    + list("skin", 9000, HostileCases::sign),
                "",
                ""));
    // Much of what is no session.
    all.put(
        "conditions",
        () ->
            document(
                list("conditions", 9900, HostileCases::condition)
                    + list("medications", 5000, HostileCases::medication),
                "",
                ""));
    all.put(
        "conditions, all denied",
        () ->
            document(
                list("conditions", 9900, HostileCases::condition)
                    + list("medications", 4000, HostileCases::medication)
                    + "\"pertinentNegatives\":[\"rosacea\",\"keloid\",\"wart\",\"hiv\",\"mole\"],",
                "",
                ""));
    all.put(
        "short entries, all denied",
        () ->
            document(
                list("conditions", 9900, i -> "{\"code\":\"keloid\"}")
                    + list("medications", 9900, i -> "{\"code\":\"retinol\"}")
                    + list("skin", 9900, i -> "{\"sign\":\"tan\"}")
                    + list("procedures", 9900, i -> "{\"code\":\"filler\"}")
                    + "\"pertinentNegatives\":[\"keloid\",\"retinol\",\"tan\",\"procedure\"],",
                "",
                ""));
    all.put("short reactions", () -> document(BORN, "", history(5, i -> signs(10 + 6 * i, 9900))));
    all.put("skin", () -> document(list("skin", 9900, HostileCases::sign), "", ""));
    all.put(
        "numbing cream and what forbids it",
        () ->
            document(
                list("conditions", 9900, i -> "{\"code\":\"liver-disease\"}")
                    + list("medications", 9900, i -> "{\"code\":\"antiarrhythmic\"}")
                    + "\"allergies\":[\"local-anaesthetic\"],",
                "\"adjuncts\":[\"numbing-cream\"],",
                ""));
    all.put(
        "no date is known",
        () ->
            document(
                list("medications", 9900, i -> "{\"code\":\"isotretinoin\",\"status\":\"stopped\"}")
                    + list("procedures", 9900, i -> "{\"code\":\"filler\"}")
                    + list("conditions", 9900, i -> LASTING),
                "",
                ""));
    all.put(
        "a regimen without end",
        () ->
            document(
                "",
                "\"regimen\":{\"everyDays\":1,\"sessions\":2147483647,\"origin\":\"patient\"},",
                history(9900, i -> mixed(i % 60, i, FACE.get(i % 8), i % 999 + 1))));
    all.put(
        "a bit of everything",
        () ->
            document(
                list("conditions", 2000, HostileCases::condition)
                    + list("medications", 2000, HostileCases::medication)
                    + list("procedures", 2000, HostileCases::laterProcedures)
                    + list("skin", 2000, HostileCases::sign),
                "",
                history(6000, i -> mixed(i % 2000 - 1000, i, FACE.get(i % 8), i % 999 + 1))));
    for (int seed = 0; seed < 10; seed++) {
      Random random = new Random(seed);
      all.put("random " + seed, () -> random(random));
    }
    return all;
  }

  private static byte[] random(Random random) {
    int days = 1 << random.nextInt(12);
    int later = random.nextInt(3) * days / 2;
    int areas = 1 + random.nextInt(FACE.size());
    int depths = 1 + random.nextInt(400);
    String patient =
        list("conditions", random.nextInt(4) * 900, HostileCases::condition)
            + list("procedures", random.nextInt(4) * 900, HostileCases::laterProcedures);
    return document(
        patient,
        "",
        history(
            9900,
            i ->
                mixed(
                    random.nextInt(days) - later,
                    random.nextInt(1 << 16),
                    FACE.get(random.nextInt(areas)),
                    1 + random.nextInt(depths))));
  }

  private static final String POOR = ",\"aftercare\":\"poor\"";

  /** With what defers on every day, and without. */
  private static void sessions(
      Map<String, Supplier<byte[]>> all, String name, IntFunction<String> session) {
    all.put(name, () -> document("", "", history(9900, session)));
    all.put(name + ", nothing lasting", () -> document(BORN, "", history(9900, session)));
  }

  private static void atHome(
      Map<String, Supplier<byte[]>> all, String name, String device, IntFunction<String> session) {
    String home = "\"setting\":\"home\",\"modality\":\"roller\",\"device\":\"" + device + "\",";
    all.put(name, () -> document("", home, history(9900, session)));
    all.put(name + ", nothing lasting", () -> document(BORN, home, history(9900, session)));
  }

  /** As many entries of the history as fit. */
  private static String history(int count, IntFunction<String> session) {
    return list("history", count, session);
  }

  private static String list(String name, int count, IntFunction<String> entry) {
    StringBuilder list = new StringBuilder("\"" + name + "\":[");
    for (int i = 0; i < count && list.length() < Limits.DOCUMENT_BYTES; i++) {
      list.append(i == 0 ? "" : ",").append(entry.apply(i));
    }
    return list.append("],").toString();
  }

  /** Cut at the last entry of a history that still fits. */
  private static byte[] document(String patient, String proposed, String history) {
    String begin =
        "{\"id\":\"hostile\",\"asOf\":\"%s\",\"patient\":{%s\"sex\":\"female\"},"
                .formatted(DAY, patient.isEmpty() ? LESION : patient)
            + "\"proposed\":{%s\"date\":\"%s\",\"area\":\"%s\",\"depthMm\":1.5},"
                .formatted(proposed, DAY, history.contains("\"scalp\"") ? "scalp" : "face");
    String cut = history;
    if (begin.length() + cut.length() > Limits.DOCUMENT_BYTES) {
      cut = cut.substring(0, Limits.DOCUMENT_BYTES - begin.length());
      cut = cut.substring(0, cut.lastIndexOf(",{\"date\"")) + "],";
    }
    String whole = begin + cut;
    return (whole.substring(0, whole.length() - 1) + "}").getBytes(StandardCharsets.UTF_8);
  }

  private static String at(LocalDate date, String area, int depth, String more) {
    return "{\"date\":\"%s\",\"area\":\"%s\",\"depthMm\":%d.%02d%s}"
        .formatted(date, area, depth / 100, depth % 100, more);
  }

  /** A session so many days before the proposed one. */
  private static String plain(int ago, String area, int depth) {
    return at(DAY.minusDays(ago), area, 1 + depth % 999, "");
  }

  private static String mixed(int ago, int kind, String area, int depth) {
    String more = ",\"setting\":\"" + SETTINGS.get(kind % 2) + "\"";
    more += kind / 2 % 4 == 0 ? ",\"modality\":\"" + MODALITIES.get(kind / 8 % 2) + "\"" : "";
    more += kind % 3 == 0 ? ",\"indication\":\"" + INDICATIONS.get(kind / 3 % 5) + "\"" : "";
    more += kind % 5 == 0 ? ",\"adjuncts\":[\"" + ADJUNCTS.get(kind / 5 % 6) + "\"]" : "";
    return at(DAY.minusDays(ago), area, 1 + depth % 999, more);
  }

  private static String protocol(int ago, int depth) {
    return at(DAY.minusDays(ago), "scalp", depth, ",\"adjuncts\":[\"minoxidil\"]");
  }

  private static String device(int ago, int depth, String name) {
    return at(
        DAY.minusDays(ago),
        "face",
        1 + depth % 999,
        ",\"setting\":\"home\",\"device\":\"" + name + "\"");
  }

  private static String reacting(int ago, int reactions) {
    return at(
        DAY.minusDays(ago),
        "face",
        100,
        IntStream.range(0, reactions)
            .mapToObj(i -> "{\"sign\":\"erythema\",\"days\":%d}".formatted(i % 20))
            .collect(Collectors.joining(",", ",\"reactions\":[", "]")));
  }

  private static String signs(int ago, int count) {
    return at(
        DAY.minusDays(ago),
        "face",
        100,
        ",\"reactions\":["
            + "{\"sign\":\"infection-signs\"},".repeat(count - 1)
            + "{\"sign\":\"tan\"}]");
  }

  private static String laterProcedures(int i) {
    return "{\"code\":\"%s\",\"date\":\"%s\"}"
        .formatted(i % 2 == 0 ? "filler" : "botulinum-toxin", DAY.plusDays(i % SEARCHED_DAYS));
  }

  private static String condition(int i) {
    return "{\"code\":\"%s\",\"status\":\"%s\"}"
        .formatted(
            List.of("rosacea", "wart", "hiv", "mole", "herpes-simplex", "tattoo").get(i % 6),
            i % 6 == 0 ? "resolved" : STATUSES.get(3 + i / 6 % 3));
  }

  private static String medication(int i) {
    return "{\"code\":\"%s\",\"status\":\"stopped\",\"lastTaken\":\"%s\"}"
        .formatted(
            List.of("isotretinoin", "warfarin", "retinol").get(i % 3), DAY.minusDays(i % 4000));
  }

  private static String sign(int i) {
    return "{\"sign\":\"%s\",\"since\":\"%s\"}"
        .formatted(
            List.of("erythema", "tan", "sunburn", "irritation").get(i % 4), DAY.minusDays(i % 999));
  }
}
