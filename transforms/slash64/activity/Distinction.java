package slash64.activity;

import java.util.Locale;

/** What is counted distinct. */
enum Distinction {
  ADDRESSES("client addresses"),
  SENDERS("envelope senders, the null sender apart"),
  SENDER_DOMAINS("domains of envelope senders"),
  RECIPIENT_DOMAINS("domains of first recipients"),
  HELOS("HELO names");

  static final int COUNT = values().length;

  private final String what;

  Distinction(String what) {
    this.what = what;
  }

  String column() {
    return "distinct_" + name().toLowerCase(Locale.ROOT);
  }

  String sketchColumn() {
    return name().toLowerCase(Locale.ROOT) + "_sketch";
  }

  String comment() {
    return "distinct " + what + ": exact up to %d, then within 2 %%".formatted(Distinct.EXACT);
  }

  String sketchComment() {
    return "HLL sketch of xxhash64 of these, for hll_union_agg; null for a single address";
  }
}
