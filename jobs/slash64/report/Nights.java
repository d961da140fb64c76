package slash64.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.TreeMap;

/**
 * The figures of the nights in a report's folder, kept in {@code nights.json} so that a night need
 * not count again what earlier nights counted.
 *
 * @param scoresVersion commit of the table prefix_scores that the figures rest on; -1 before any
 * @param figures by day
 */
record Nights(long scoresVersion, TreeMap<LocalDate, NightFigures> figures) {
  static final String FILE = "nights.json";
  private static final int VERSION = 1;
  private static final ObjectMapper JSON = new ObjectMapper();

  static Nights none() {
    return new Nights(-1, new TreeMap<>());
  }

  /** Reads the file; one that is damaged or of another version is as if there were none. */
  static Nights read(byte[] bytes) {
    try {
      JsonNode json = JSON.readTree(new String(bytes, StandardCharsets.UTF_8));
      if (json.path("version").asInt() != VERSION) {
        return none();
      }
      Nights nights = new Nights(json.path("scores_version").asLong(-1), new TreeMap<>());
      for (JsonNode night : json.path("nights")) {
        NightFigures read = figures(night);
        nights.figures.put(read.day(), read);
      }
      return nights;
    } catch (JsonProcessingException | DateTimeException damaged) {
      return none();
    }
  }

  byte[] bytes() {
    ObjectNode json = JSON.createObjectNode();
    json.put("version", VERSION).put("scores_version", scoresVersion);
    ArrayNode nights = json.putArray("nights");
    for (NightFigures night : figures.values()) {
      nights
          .addObject()
          .put("day", night.day().toString())
          .put("transactions", night.transactions())
          .put("over_ipv6", night.overIpv6())
          .put("spam", night.spam())
          .put("ham", night.ham())
          .put("prefixes", night.prefixes())
          .put("alerts", night.alerts())
          .put("entries", night.entries())
          .put("lines", night.lines())
          .put("refused_lines", night.refusedLines());
    }
    return (json.toPrettyString() + "\n").getBytes(java.nio.charset.StandardCharsets.UTF_8);
  }

  private static NightFigures figures(JsonNode night) {
    return new NightFigures(
        LocalDate.parse(night.path("day").asText()),
        night.path("transactions").asLong(),
        night.path("over_ipv6").asLong(),
        night.path("spam").asLong(),
        night.path("ham").asLong(),
        night.path("prefixes").asLong(),
        night.path("alerts").asLong(),
        night.path("entries").asLong(),
        night.path("lines").asLong(),
        night.path("refused_lines").asLong());
  }
}
