package slash64.feed;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import slash64.net.Prefix;
import slash64.policy.PolicyEntry;
import slash64.policy.Tier;

/**
 * {@code haproxy.map} for {@code src,map_ip(FILE,neutral)}: {@code PREFIX TIER}. The longest prefix
 * matches.
 *
 * <p>HAProxy looks an IPv6 client up again as IPv4 if it holds one, and counts 6to4 (2002::/16) and
 * IPv4-compatible (::/96) addresses among those. The policy says nothing of the kind, so both
 * networks are closed with a neutral entry of their own unless the policy has one.
 */
public final class HaproxyMap implements FeedFormat {
  private static final List<Prefix> HOLD_IPV4 =
      List.of(Prefix.parse("2002::/16"), Prefix.parse("::/96"));

  @Override
  public String name() {
    return "haproxy";
  }

  @Override
  public String file() {
    return "haproxy.map";
  }

  @Override
  public long limit() {
    return 1_000_000; // 1.3 s and 310 MB
  }

  @Override
  public long write(FeedNight night, OutputStream to) throws IOException {
    FeedLines lines = new FeedLines(this, night, "#", to);
    for (PolicyEntry entry : LongestFirst.both(night)) {
      lines.entry(entry.prefix() + " " + entry.tier().word());
    }
    for (Prefix holdsIpv4 : HOLD_IPV4) {
      if (night.policy().stream().noneMatch(entry -> entry.prefix().contains(holdsIpv4))) {
        lines.entry(holdsIpv4 + " " + Tier.NEUTRAL.word());
      }
    }
    return lines.end();
  }
}
