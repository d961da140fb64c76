package slash64.feed;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import slash64.policy.Tier;

/**
 * {@code manifest.json}, the last file of a generation: while it is absent, the generation is not
 * complete.
 *
 * @param generation rises by one with every publication to the same place
 * @param tiers entries of the compact policy by tier
 */
public record FeedManifest(
    long generation, FeedStamp stamp, Map<Tier, Long> tiers, List<ManifestFile> files) {

  public static final String FILE = "manifest.json";

  /** Version of the layout of the manifest itself. */
  static final int VERSION = 1;

  public FeedManifest {
    tiers = Map.copyOf(tiers);
    files = List.copyOf(files);
  }

  /** Returns the entries of the compact policy. */
  public long entries() {
    return tiers.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Returns whether both describe the same feed, whatever their place in the row. */
  boolean describesSameAs(FeedManifest other) {
    return equals(new FeedManifest(generation, other.stamp, other.tiers, other.files));
  }

  /** Returns the file's bytes, the same for the same manifest. */
  byte[] toBytes() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = FeedJson.writer(bytes)) {
      json.setPrettyPrinter(
          new DefaultPrettyPrinter()
              .withObjectIndenter(new DefaultIndenter("  ", "\n"))
              .withArrayIndenter(new DefaultIndenter("  ", "\n")));
      json.writeStartObject();
      json.writeNumberField("manifest", VERSION);
      json.writeNumberField("generation", generation);
      json.writeStringField("day", stamp.day().toString());
      json.writeStringField("generated", stamp.generated().toString());
      json.writeStringField("valid_until", stamp.validUntil().toString());
      json.writeStringField("slash64", stamp.version());
      json.writeStringField("configuration", stamp.configuration());
      writeNotes(json, stamp.notes());
      json.writeNumberField("entries", entries());
      json.writeObjectFieldStart("tiers");
      for (Tier tier : Tier.values()) {
        json.writeNumberField(tier.word(), tiers.getOrDefault(tier, 0L));
      }
      json.writeEndObject();
      json.writeArrayFieldStart("files");
      for (ManifestFile file : files) {
        json.writeStartObject();
        json.writeStringField("file", file.file());
        json.writeNumberField("version", file.version());
        json.writeNumberField("entries", file.entries());
        json.writeNumberField("bytes", file.bytes());
        json.writeStringField("sha256", file.sha256());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
      json.writeRaw('\n');
    }
    return bytes.toByteArray();
  }

  private static void writeNotes(JsonGenerator json, FeedNotes notes) throws IOException {
    json.writeBooleanField("shadow", notes.isShadow());
    json.writeNumberField("budget", notes.budget());
    json.writeStringField("policy_digest", notes.policyDigest());
    json.writeArrayFieldStart("restated");
    for (LocalDate day : notes.restated()) {
      json.writeString(day.toString());
    }
    json.writeEndArray();
    json.writeObjectFieldStart("overrides");
    for (Map.Entry<String, String> override : notes.overrides().entrySet()) {
      json.writeStringField(override.getKey(), override.getValue());
    }
    json.writeEndObject();
  }

  /**
   * Reads what {@link #toBytes} wrote.
   *
   * @param name where it was found, for the error
   * @throws IOException if it is damaged or of a later version
   */
  static FeedManifest read(byte[] bytes, String name) throws IOException {
    try {
      JsonNode json = new ObjectMapper().readTree(bytes);
      int version = json.required("manifest").asInt();
      if (version != VERSION) {
        throw new IllegalArgumentException(
            "its version is %d, this program reads %d".formatted(version, VERSION));
      }
      Map<Tier, Long> tiers = new EnumMap<>(Tier.class);
      for (Tier tier : Tier.values()) {
        tiers.put(tier, json.required("tiers").required(tier.word()).asLong());
      }
      List<ManifestFile> files = new ArrayList<>();
      for (JsonNode file : json.required("files")) {
        files.add(
            new ManifestFile(
                file.required("file").asText(),
                file.required("version").asInt(),
                file.required("entries").asLong(),
                file.required("bytes").asLong(),
                file.required("sha256").asText()));
      }
      return new FeedManifest(json.required("generation").asLong(), stamp(json), tiers, files);
    } catch (IOException | IllegalArgumentException | DateTimeException e) {
      throw new IOException(
          "Cannot read %s: %s. Delete its directory, then publish that night again."
              .formatted(name, e.getMessage()),
          e);
    }
  }

  private static FeedStamp stamp(JsonNode json) {
    return new FeedStamp(
        LocalDate.parse(json.required("day").asText()),
        Instant.parse(json.required("generated").asText()),
        Instant.parse(json.required("valid_until").asText()),
        json.required("configuration").asText(),
        json.required("slash64").asText(),
        notes(json));
  }

  /** The manifests of a feed's first days say nothing of it. */
  private static FeedNotes notes(JsonNode json) {
    List<LocalDate> restated = new ArrayList<>();
    json.path("restated").forEach(day -> restated.add(LocalDate.parse(day.asText())));
    TreeMap<String, String> overrides = new TreeMap<>();
    json.path("overrides")
        .properties()
        .forEach(override -> overrides.put(override.getKey(), override.getValue().asText()));
    return new FeedNotes(
        json.path("shadow").asBoolean(false),
        json.path("budget").asInt(0),
        json.path("policy_digest").asText(""),
        restated,
        overrides);
  }
}
