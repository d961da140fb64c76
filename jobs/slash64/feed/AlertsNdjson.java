package slash64.feed;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import slash64.policy.Tier;

/**
 * {@code alerts.ndjson}: one alert a line, the fields {@code kind}, {@code prefix} and {@code
 * customer} where there are, {@code severity}, {@code reason}, {@code evidence}.
 */
public final class AlertsNdjson implements FeedFormat {
  @Override
  public String name() {
    return "alerts";
  }

  @Override
  public String file() {
    return "alerts.ndjson";
  }

  @Override
  public Set<Tier> tiers() {
    return EnumSet.noneOf(Tier.class);
  }

  @Override
  public long write(FeedNight night, OutputStream to) throws IOException {
    write(night.alerts(), to);
    return night.alerts().size();
  }

  /** Writes alerts, one a line. */
  static void write(List<FeedAlert> alerts, OutputStream to) throws IOException {
    try (JsonGenerator json = FeedJson.writer(to)) {
      for (FeedAlert alert : alerts) {
        json.writeStartObject();
        json.writeStringField("kind", FeedText.sentence(alert.kind()));
        if (alert.prefix().isPresent()) {
          json.writeStringField("prefix", alert.prefix().get().toString());
        }
        if (alert.customer().isPresent()) {
          json.writeStringField("customer", FeedText.sentence(alert.customer().get()));
        }
        json.writeStringField("severity", FeedText.sentence(alert.severity()));
        json.writeStringField("reason", FeedText.sentence(alert.reason()));
        FeedJson.object(json, "evidence", alert.evidence(), "alert " + alert.kind());
        FeedJson.endLine(json);
      }
    }
  }
}
