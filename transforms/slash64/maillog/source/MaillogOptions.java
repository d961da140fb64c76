package slash64.maillog.source;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.Serializable;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import slash64.maillog.MessageRows;
import slash64.maillog.envelope.TimeZones;

/**
 * What a read was asked for, checked once.
 *
 * @param paths files, folders or globs on any Hadoop file system, as given to load()
 * @param perMessage one row a message ({@code level=message}, the default) or a line ({@code
 *     level=line})
 * @param zones zone of each host (option {@code "zone"}, default UTC; {@code "zone.HOST"} for one
 *     host)
 * @param splitBytes largest part of a plain file that one task reads ({@code splitBytes}, default
 *     64 MiB)
 * @param reportId where the splits' books go ({@code reportId}, see {@link SplitReports}); empty
 *     for nowhere
 * @param keepDamaged whether an archive that breaks off counts as far as it goes ({@code damaged},
 *     {@code keep} by default or {@code fail})
 * @param textFrom where in the text of an archive to begin, in bytes ({@code from}): right after a
 *     line end; what stands before was read earlier
 * @param textTo where in the text of an archive to end, in bytes ({@code to}): what was written
 *     behind it since is left for later
 * @param stored how many of the archive's bytes as stored hold the text up to there and no more
 *     ({@code stored}), if the archive is sound: then it can be cut although nobody knows how much
 *     text each part unpacks to. These three are JSON objects of numbers by path: the names of
 *     options do not tell upper from lower case, paths do
 */
record MaillogOptions(
    List<String> paths,
    boolean perMessage,
    TimeZones zones,
    long splitBytes,
    String reportId,
    boolean keepDamaged,
    Map<String, Long> textFrom,
    Map<String, Long> textTo,
    Map<String, Long> stored)
    implements Serializable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<HashMap<String, Long>> OFFSETS = new TypeReference<>() {};
  private static final long DEFAULT_SPLIT_BYTES = 64L << 20;
  private static final String ZONE_OF = "zone.";
  private static final String FROM = "from";
  private static final String TO = "to";
  private static final String STORED = "stored";

  /** Log text packs about ten times; a split of an archive should be no more work than a plain. */
  private static final int RATIO = 8;

  static MaillogOptions of(CaseInsensitiveStringMap options) {
    return new MaillogOptions(
        paths(options),
        perMessage(options.getOrDefault("level", "message")),
        zones(options),
        options.getLong("splitBytes", DEFAULT_SPLIT_BYTES),
        options.getOrDefault("reportId", ""),
        !options.getOrDefault("damaged", "keep").equals("fail"),
        offsets(FROM, options),
        offsets(TO, options),
        offsets(STORED, options));
  }

  /** Returns the largest part of a packed archive, as stored, that one task reads. */
  long packedSplitBytes() {
    return splitBytes / RATIO;
  }

  /** Returns whether so many bytes of a packed archive are too few to be worth cutting. */
  boolean isSmallPacked(long bytes) {
    return bytes <= packedSplitBytes();
  }

  /** Returns whether all text of what is stored of an archive is wanted. */
  boolean isWhole(String path) {
    return textFrom.getOrDefault(path, 0L) == 0
        && (!textTo.containsKey(path) || stored.containsKey(path));
  }

  StructType schema() {
    return perMessage ? MessageRows.SCHEMA : LineRows.SCHEMA;
  }

  private static boolean perMessage(String level) {
    return switch (level) {
      case "message" -> true;
      case "line" -> false;
      default ->
          throw new IllegalArgumentException(
              "Cannot read mail logs at level '%s': need line or message".formatted(level));
    };
  }

  private static List<String> paths(CaseInsensitiveStringMap options) {
    List<String> paths = new ArrayList<>();
    if (options.containsKey("paths")) { // load(a, b) passes a JSON list
      try {
        paths.addAll(List.of(JSON.readValue(options.get("paths"), String[].class)));
      } catch (JsonProcessingException e) {
        throw new IllegalArgumentException(
            "Cannot read option paths: need a JSON list of strings", e);
      }
    }
    if (options.containsKey("path")) {
      paths.add(options.get("path"));
    }
    if (paths.isEmpty()) {
      throw new IllegalArgumentException(
          "Cannot read mail logs: no path given; use load(path) or option path");
    }
    return List.copyOf(paths);
  }

  private static TimeZones zones(CaseInsensitiveStringMap options) {
    Map<String, ZoneId> byHost = new HashMap<>();
    for (Map.Entry<String, String> option : options.asCaseSensitiveMap().entrySet()) {
      if (option.getKey().startsWith(ZONE_OF)) {
        byHost.put(option.getKey().substring(ZONE_OF.length()), zone(option.getValue()));
      }
    }
    return new TimeZones(byHost, zone(options.getOrDefault("zone", "UTC")));
  }

  private static Map<String, Long> offsets(String name, CaseInsensitiveStringMap options) {
    try {
      return JSON.readValue(options.getOrDefault(name, "{}"), OFFSETS);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "Cannot read option %s: need a JSON object of numbers by path".formatted(name), e);
    }
  }

  private static ZoneId zone(String name) {
    try {
      ZoneId zone = ZoneId.of(name);
      return zone.normalized() instanceof ZoneOffset offset ? offset : zone;
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "Cannot read zone '%s': need a region such as Europe/Berlin".formatted(name), e);
    }
  }
}
