package slash64.feed;

import java.util.Objects;
import java.util.Optional;
import slash64.net.Prefix;

/**
 * One line of {@code alerts.ndjson}, ready to be written. It names a prefix, a customer or both;
 * one of a party that is neither, a sender's domain with many addresses, says in its evidence who.
 *
 * @param kind what was seen, one word: {@code spike}, {@code snowshoe}
 * @param prefix where, if it has a place
 * @param customer who, if it is one of ours
 * @param severity how bad, one word
 * @param reason one sentence; may hold text from the network
 * @param evidence the numbers behind it, one JSON object
 */
public record FeedAlert(
    String kind,
    Optional<Prefix> prefix,
    Optional<String> customer,
    String severity,
    String reason,
    String evidence) {

  public FeedAlert {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(severity, "severity");
    Objects.requireNonNull(reason, "reason");
    Objects.requireNonNull(evidence, "evidence");
  }
}
