package slash64.feed;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import slash64.policy.Tier;

/**
 * {@code changes.ndjson}: what differs from the night before, one entry a line in tree order, the
 * fields {@code prefix}, {@code change} ({@code added}, {@code removed}, {@code worse}, {@code
 * better}), {@code before} and {@code after} (tiers, null where there was none), {@code reason}.
 */
public final class ChangesNdjson implements FeedFormat {
  @Override
  public String name() {
    return "changes";
  }

  @Override
  public String file() {
    return "changes.ndjson";
  }

  @Override
  public long write(FeedNight night, OutputStream to) throws IOException {
    try (JsonGenerator json = FeedJson.writer(to)) {
      for (PolicyChange change : night.changes()) {
        json.writeStartObject();
        json.writeStringField("prefix", change.prefix().toString());
        json.writeStringField("change", change.kind().name().toLowerCase(Locale.ROOT));
        json.writeStringField("before", change.before().map(Tier::word).orElse(null));
        json.writeStringField("after", change.after().map(Tier::word).orElse(null));
        json.writeStringField("reason", FeedText.sentence(change.reason()));
        FeedJson.endLine(json);
      }
    }
    return night.changes().size();
  }
}
