package slash64.feed;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import slash64.policy.PolicyEntry;

/**
 * {@code policy.ndjson}, the reference form, and {@code policy-full.ndjson}, the tree it was
 * compressed from: one entry a line in tree order, the fields {@code prefix}, {@code tier}, {@code
 * score} (2 decimals), {@code confidence} (4 decimals), {@code reason}, {@code expires}, {@code
 * evidence}. {@link PolicyReader} reads it back.
 */
public final class PolicyNdjson implements FeedFormat {
  private final boolean full;

  private PolicyNdjson(boolean full) {
    this.full = full;
  }

  /** The compact policy. */
  public static PolicyNdjson compact() {
    return new PolicyNdjson(false);
  }

  /** The uncompressed tree; the night must hold it. */
  public static PolicyNdjson full() {
    return new PolicyNdjson(true);
  }

  @Override
  public String name() {
    return full ? "full" : "ndjson";
  }

  @Override
  public String file() {
    return full ? "policy-full.ndjson" : "policy.ndjson";
  }

  @Override
  public long write(FeedNight night, OutputStream to) throws IOException {
    List<PolicyEntry> entries =
        full
            ? night
                .full()
                .orElseThrow(
                    () ->
                        new IllegalArgumentException(
                            "Cannot write policy-full.ndjson: the full tree was not given"))
            : night.policy();
    try (JsonGenerator json = FeedJson.writer(to)) {
      for (PolicyEntry entry : entries) {
        json.writeStartObject();
        json.writeStringField("prefix", entry.prefix().toString());
        json.writeStringField("tier", entry.tier().word());
        FeedJson.number(json, "score", entry.score(), 2);
        FeedJson.number(json, "confidence", entry.confidence(), 4);
        json.writeStringField("reason", FeedText.sentence(entry.reason()));
        json.writeStringField("expires", entry.expires().toString());
        FeedJson.object(json, "evidence", entry.evidence(), entry.prefix());
        FeedJson.endLine(json);
      }
    }
    return entries.size();
  }
}
