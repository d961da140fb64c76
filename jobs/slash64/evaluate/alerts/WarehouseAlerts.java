package slash64.evaluate.alerts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import slash64.failure.UserError;
import slash64.lake.Lake;
import slash64.lake.Tables;
import slash64.net.Prefix;
import slash64.progress.Figures;

/** Holds the alerts of a warehouse against the truth that {@code synth} wrote beside its logs. */
public final class WarehouseAlerts {
  /** Bits by which an alert's prefix may be wider than the event's. */
  private static final int WIDER = 16;

  /** What truly happened; the prefix is null where it is nobody's in particular. */
  private record Event(LocalDate day, String kind, Prefix prefix) {}

  /** An alert of the table; the first night that it is reported. */
  private record Raised(LocalDate day, String kind, Prefix prefix, boolean isNew) {}

  private WarehouseAlerts() {}

  /**
   * Returns for each kind of event how many there were on days that were scored and how many were
   * found by the first and the second night; last, new alerts that no earlier event explains.
   *
   * @param truth folder with {@code events.ndjson}
   */
  public static Map<String, Figures> figures(Lake lake, Path truth) {
    List<Raised> raised = raised(lake);
    List<LocalDate> scored = lake.days(Tables.PREFIX_SCORES);
    Map<String, int[]> found = new TreeMap<>();
    List<Event> events = events(truth);
    for (Event event : events) {
      if (scored.contains(event.day())) {
        int[] counts = found.computeIfAbsent(event.kind(), key -> new int[3]);
        counts[0]++;
        counts[1] += isFound(event, raised, 0) ? 1 : 0;
        counts[2] += isFound(event, raised, 1) ? 1 : 0;
      }
    }
    Map<String, Figures> figures = new LinkedHashMap<>();
    found.forEach((kind, counts) -> figures.put(kind, figures(counts)));
    long unexplained =
        raised.stream()
            .filter(Raised::isNew)
            .filter(alert -> events.stream().noneMatch(event -> explains(event, alert)))
            .count();
    long prefixDays = lake.read(Tables.PREFIX_SCORES).count();
    figures.put("unexplained alerts", unexplained(unexplained, prefixDays));
    return figures;
  }

  private static Figures figures(int[] counts) {
    Map<String, Number> numbers = new LinkedHashMap<>();
    numbers.put("events", counts[0]);
    numbers.put("found_on_first_night", counts[1]);
    numbers.put("found_by_second_night", counts[2]);
    return new Figures(
        "%d events: %d found on the first night, %d by the second"
            .formatted(counts[0], counts[1], counts[2]),
        numbers);
  }

  private static Figures unexplained(long alerts, long prefixDays) {
    double rate = 1_000.0 * alerts / Math.max(1, prefixDays);
    Map<String, Number> numbers = new LinkedHashMap<>();
    numbers.put("alerts", alerts);
    numbers.put("per_1000_prefix_days", rate);
    return new Figures(
        String.format(Locale.ROOT, "%d, %.3f for 1,000 prefix-days", alerts, rate), numbers);
  }

  private static boolean isFound(Event event, List<Raised> raised, int nights) {
    return raised.stream()
        .filter(alert -> !alert.day().isBefore(event.day()))
        .filter(alert -> !alert.day().isAfter(event.day().plusDays(nights)))
        .anyMatch(alert -> isAbout(event, alert));
  }

  private static boolean explains(Event event, Raised alert) {
    return !event.day().isAfter(alert.day()) && isAbout(event, alert);
  }

  private static boolean isAbout(Event event, Raised alert) {
    if (event.prefix() == null || alert.prefix() == null) {
      return event.kind().equals(alert.kind());
    }
    return event.prefix().contains(alert.prefix())
        || alert.prefix().contains(event.prefix())
            && alert.prefix().length() >= event.prefix().length() - WIDER;
  }

  private static List<Raised> raised(Lake lake) {
    List<Raised> raised = new ArrayList<>();
    for (Row row :
        lake.read(Tables.ALERTS)
            .selectExpr("cast(day AS string)", "kind", "prefix", "is_new")
            .collectAsList()) {
      raised.add(
          new Raised(
              LocalDate.parse(row.getString(0)),
              row.getString(1),
              row.isNullAt(2) ? null : Prefix.parse(row.getString(2)),
              row.getBoolean(3)));
    }
    return raised;
  }

  private static List<Event> events(Path truth) {
    Path file = truth.resolve("events.ndjson");
    try {
      ObjectMapper json = new ObjectMapper();
      List<Event> events = new ArrayList<>();
      for (String line : Files.readAllLines(file)) {
        JsonNode event = json.readTree(line);
        events.add(
            new Event(
                LocalDate.parse(event.path("day").asText()),
                event.path("kind").asText(),
                event.has("prefix") ? Prefix.parse(event.get("prefix").asText()) : null));
      }
      return events;
    } catch (IOException e) {
      throw UserError.wrongUse(
          "Cannot read %s: %s. Give --truth the folder truth that synth wrote."
              .formatted(file, e.getMessage()),
          e);
    }
  }
}
