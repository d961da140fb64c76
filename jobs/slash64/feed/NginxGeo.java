package slash64.feed;

import java.io.IOException;
import java.io.OutputStream;
import slash64.net.Prefix;
import slash64.policy.PolicyEntry;

/**
 * {@code nginx.geo}, to be included in a {@code geo} block with {@code default neutral}: {@code
 * PREFIX TIER;}. The longest prefix matches, and a mapped client matches as IPv4.
 *
 * <p>255.255.255.255/32 is left out: nginx takes it for an error and refuses the whole file, and no
 * client has this address.
 */
public final class NginxGeo implements FeedFormat {
  private static final Prefix NO_NETWORK = Prefix.parse("255.255.255.255/32");

  @Override
  public String name() {
    return "nginx";
  }

  @Override
  public String file() {
    return "nginx.geo";
  }

  @Override
  public long limit() {
    return 500_000; // 1 s and 600 MB, twice that for the time of a reload
  }

  @Override
  public long write(FeedNight night, OutputStream to) throws IOException {
    FeedLines lines = new FeedLines(this, night, "#", to);
    for (PolicyEntry entry : LongestFirst.both(night)) {
      if (!entry.prefix().equals(NO_NETWORK)) {
        lines.entry(entry.prefix() + " " + entry.tier().word() + ";");
      }
    }
    return lines.end();
  }
}
