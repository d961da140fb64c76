package slash64.activity;

import java.util.Locale;

/**
 * A property of transactions whose distribution tells whether a prefix still sends what it used to.
 *
 * <p>Values fall into 65,536 cells. Cells, unlike a list of the most frequent values, add up
 * exactly in any order and are bounded whatever a sender invents; the price is that two values may
 * share a cell, in a hundred values with a chance of 7 %.
 */
enum CellFeature {
  CONTENT_DIGESTS("content digest", "cell is xxhash64(digest) & 65535"),
  SIZE_CLASSES("size of the message", "cell is the binary logarithm of the size, rounded down"),
  SENDER_DOMAINS("sender domain", "cell is xxhash64(sender_domain) & 65535"),
  HELO_SHAPES("form of the HELO name", "cell is 16 bits of a hash of its form, 9 for digits"),
  REPLIES("outcome and status", "cell is 256 * outcome + 16 * class + subject of the status code"),
  RECIPIENT_DOMAINS("recipient domain", "cell is xxhash64(recipient_domain) & 65535"),
  AUTHENTICATION("SPF, DKIM and DMARC together", "cell is 256 * spf + 16 * dkim + dmarc, as codes");

  /** How many cells of a feature a table row keeps: those with the highest counts. */
  static final int KEPT = 32;

  private final String comment;

  CellFeature(String what, String cell) {
    this.comment =
        "transactions by %s: the %d fullest cells, ascending; %s".formatted(what, KEPT, cell);
  }

  String column() {
    return name().toLowerCase(Locale.ROOT) + "_cells";
  }

  String restColumn() {
    return name().toLowerCase(Locale.ROOT) + "_rest";
  }

  String comment() {
    return comment;
  }

  static int cell(long hash) {
    return (int) hash & 0xffff;
  }
}
