package slash64.baseline;

import slash64.net.Prefix;

/**
 * One prefix that sent a digest on a day.
 *
 * @param prefix a /64, or an IPv4 address
 * @param messages messages with the digest
 * @param bad of these, unwanted
 * @param customer hash of the customer; 0 when none is known
 */
public record CampaignMember(Prefix prefix, long messages, long bad, long customer) {

  private static final int SITE = 48;

  private static final int IPV4_SITE = 24 + Prefix.IPV4_OFFSET;

  /** Returns what makes members related: one customer; failing that one /48, or one IPv4 /24. */
  Object relation() {
    if (customer != 0) {
      return customer;
    }
    return prefix.ancestor(Math.min(prefix.length(), prefix.isIpv4() ? IPV4_SITE : SITE));
  }
}
