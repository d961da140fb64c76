package slash64.feed;

import java.io.IOException;
import java.io.OutputStream;
import slash64.policy.PolicyEntry;
import slash64.policy.Tier;

/**
 * {@code rbldnsd.ip6trie} and {@code rbldnsd.ip4trie}, one zone in two files since each trie takes
 * one family: {@code PREFIX :ADDRESS:TEXT}. The longest prefix matches. The address tells the tier,
 * 127.0.0.2 trusted, .3 neutral, .4 throttle, .5 greylist, .6 reject, and the TXT record why.
 *
 * <p>A client must look at the address: that a name exists does not mean that it is blocked.
 */
public final class RbldnsdTrie implements FeedFormat {
  private final boolean isIpv6;
  private final ClientText text;

  private RbldnsdTrie(boolean isIpv6, ClientText text) {
    this.isIpv6 = isIpv6;
    this.text = text;
  }

  public static RbldnsdTrie ipv6() {
    return new RbldnsdTrie(true, ClientText.REASONS);
  }

  public static RbldnsdTrie ipv4() {
    return new RbldnsdTrie(false, ClientText.REASONS);
  }

  /** The same with other words for refused clients, whom filters show the TXT record. */
  public RbldnsdTrie telling(ClientText other) {
    return new RbldnsdTrie(isIpv6, other);
  }

  @Override
  public String name() {
    return "rbldnsd";
  }

  @Override
  public String file() {
    return isIpv6 ? "rbldnsd.ip6trie" : "rbldnsd.ip4trie";
  }

  @Override
  public long limit() {
    return 1_000_000; // 0.4 s and 50 MB
  }

  @Override
  public long write(FeedNight night, OutputStream to) throws IOException {
    FeedLines lines = new FeedLines(this, night, "#", to);
    StringBuilder line = new StringBuilder();
    for (PolicyEntry entry : isIpv6 ? LongestFirst.ipv6(night) : LongestFirst.ipv4(night)) {
      line.setLength(0);
      line.append(entry.prefix()).append(" :127.0.0.").append(code(entry.tier())).append(':');
      addText(entry, line);
      lines.entry(line);
    }
    return lines.end();
  }

  private static int code(Tier tier) {
    return switch (tier) {
      case TRUSTED -> 2;
      case NEUTRAL -> 3;
      case THROTTLE -> 4;
      case GREYLIST -> 5;
      case REJECT -> 6;
    };
  }

  private void addText(PolicyEntry entry, StringBuilder line) {
    line.append("tier=").append(entry.tier().word()).append(" score=");
    FeedText.appendDecimal(line, entry.score(), 2);
    line.append(" confidence=");
    FeedText.appendDecimal(line, entry.confidence(), 4);
    line.append(" reason=").append(text.of(entry));
  }
}
