package slash64.report;

import slash64.net.Prefix;

/**
 * A prefix on the report's day.
 *
 * @param transactions of the day, 0 for one that is in the policy and did not send
 * @param spam of the day, as the content filter judged; -1 when not known
 * @param ham the same
 * @param addresses distinct client addresses; -1 when not known
 * @param score 0 (bad) to 100 (good), null without one
 * @param tier of the full policy, null without an entry
 */
record PrefixRow(
    Prefix prefix,
    long transactions,
    long spam,
    long ham,
    long addresses,
    Double score,
    String tier) {

  /** Returns the depth in the tree of levels, from 0: /32 or IPv4 /24. */
  int depth() {
    return prefix.isIpv4()
        ? (prefix.writtenLength() > 24 ? 1 : 0)
        : prefix.length() > 64
            ? 4
            : prefix.length() > 56 ? 3 : prefix.length() > 48 ? 2 : prefix.length() > 32 ? 1 : 0;
  }
}
