package slash64.reputation;

import java.util.Locale;
import slash64.net.Prefix;

/** The prefix lengths at which mail is counted and judged, widest first within each family. */
public enum Level {
  /** What a registry gives a provider. */
  IPV6_32(32, false),
  /** What a provider gives a site. */
  IPV6_48(48, false),
  /** What a provider gives a household. */
  IPV6_56(56, false),
  /** One link: whoever has it can rotate through 2^64 addresses. */
  IPV6_64(64, false),
  IPV6_128(128, false),
  IPV4_24(120, true),
  IPV4_32(128, true);

  private static final Level[] IPV6_BY_LENGTH = new Level[129];
  private static final Level[] IPV4_BY_LENGTH = new Level[129];

  static {
    for (Level level : values()) {
      (level.isIpv4 ? IPV4_BY_LENGTH : IPV6_BY_LENGTH)[level.length] = level;
    }
  }

  private final int length;
  private final boolean isIpv4;

  Level(int length, boolean isIpv4) {
    this.length = length;
    this.isIpv4 = isIpv4;
  }

  /**
   * Returns the level of a prefix.
   *
   * @throws IllegalArgumentException if its length is none of the levels of its family
   */
  public static Level of(Prefix prefix) {
    Level level = (prefix.isIpv4() ? IPV4_BY_LENGTH : IPV6_BY_LENGTH)[prefix.length()];
    if (level == null) {
      throw new IllegalArgumentException(
          "Cannot score %s: need /32, /48, /56, /64 or /128 of IPv6, /24 or /32 of IPv4"
              .formatted(prefix));
    }
    return level;
  }

  /** Returns the name in settings: {@code ipv6_48}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the prefix length among the 128 bits. */
  public int length() {
    return length;
  }

  public boolean isIpv4() {
    return isIpv4;
  }

  /** Returns whether this is a single address. */
  public boolean isAddress() {
    return length == 128;
  }

  /** Returns whether one sender stands behind a prefix, mostly: an address or a /64. */
  public boolean isSender() {
    return isAddress() || this == IPV6_64;
  }
}
