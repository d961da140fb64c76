package slash64.evaluate.alerts;

import java.util.List;
import slash64.net.Prefix;

/**
 * Something that truly happens in a simulated world.
 *
 * @param kind what
 * @param prefix where; of a campaign the first of its members
 * @param members senders it is done by; of a campaign unrelated ones
 * @param from first day, since 1970-01-01
 * @param to last day
 * @param times by how much the volume of the senders is multiplied; of rotations and snowshoes how
 *     many addresses or networks take part
 * @param share of the senders' mail that is other mail, 0 to 1
 * @param code number of its own: draws what it sends
 */
record Injected(
    Kind kind,
    Prefix prefix,
    List<Prefix> members,
    int from,
    int to,
    double times,
    double share,
    int code) {

  /** What is injected, in the order of the report. */
  enum Kind {
    VOLUME("volume"),
    CONTENT("content, volume as ever"),
    CONTENT_AND_VOLUME("content and volume"),
    ROTATION("rotation"),
    SNOWSHOE("snowshoe"),
    CAMPAIGN("campaign");

    private final String label;

    Kind(String label) {
      this.label = label;
    }

    String label() {
      return label;
    }
  }

  boolean isOn(int day) {
    return day >= from && day <= to;
  }
}
