package slash64.feed;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import slash64.policy.PolicyEntry;

/**
 * {@code postfix.cidr} for {@code check_client_access} (access(5), cidr_table(5)). The first match
 * decides there, so a longer prefix stands before a shorter one; above {@value #FLAT_LIMIT} entries
 * the rules are nested in {@code if} … {@code endif} blocks, because Postfix reads a table from the
 * top for every client.
 *
 * <p>{@code OK} is never written: in a restriction list before {@code reject_unauth_destination} it
 * would open the relay. Trusted and neutral are {@code DUNNO}, which ends the look-up and leaves
 * the mail to the next restriction, so a better prefix inside a worse one is let through. The
 * classes {@code slash64_throttle}, {@code slash64_greylist} and, on request, {@code
 * slash64_trusted} must be declared in main.cf.
 */
public final class PostfixCidr implements FeedFormat {
  /** Up to so many entries a flat file is quick enough, and easier on the eye. */
  static final int FLAT_LIMIT = 10_000;

  private final String trusted;
  private final ClientText text;

  private PostfixCidr(String trusted, ClientText text) {
    this.trusted = trusted;
    this.text = text;
  }

  /** Trusted clients go on to the next restriction like anybody else. */
  public static PostfixCidr standard() {
    return new PostfixCidr("DUNNO", ClientText.REASONS);
  }

  /** Trusted clients run the restriction class {@code slash64_trusted}. */
  public static PostfixCidr withTrustedClass() {
    return new PostfixCidr("slash64_trusted", ClientText.REASONS);
  }

  /** The same with other words for refused clients. */
  public PostfixCidr telling(ClientText other) {
    return new PostfixCidr(trusted, other);
  }

  @Override
  public String name() {
    return "postfix";
  }

  @Override
  public String file() {
    return "postfix.cidr";
  }

  @Override
  public long limit() {
    return 1_000_000; // 0.5 s and 180 MB for each process that loads it; use proxy:cidr:
  }

  @Override
  public long write(FeedNight night, OutputStream to) throws IOException {
    FeedLines lines = new FeedLines(this, night, "#", to);
    if (night.policy().size() <= FLAT_LIMIT) {
      for (PolicyEntry entry : LongestFirst.both(night)) {
        lines.entry(rule(entry));
      }
    } else {
      CidrBlocks blocks = new CidrBlocks(lines, this::rule);
      for (List<PolicyEntry> part : night.ipv6()) {
        blocks.write(part);
      }
      blocks.write(night.ipv4());
    }
    return lines.end();
  }

  private String rule(PolicyEntry entry) {
    return entry.prefix() + "\t" + action(entry);
  }

  private String action(PolicyEntry entry) {
    return switch (entry.tier()) {
      case TRUSTED -> trusted;
      case NEUTRAL -> "DUNNO";
      case THROTTLE -> "slash64_throttle";
      case GREYLIST -> "slash64_greylist";
      case REJECT -> "REJECT 5.7.1 Prefix policy: " + text.of(entry);
    };
  }
}
