package slash64.feed;

/**
 * What can be chosen in the formats.
 *
 * @param postfixTrustedClass whether trusted clients run the Postfix class {@code slash64_trusted}
 *     instead of going on like anybody else
 * @param nftablesLimit ranges a family that nftables is given at most
 * @param clientText what refused clients are told, by Postfix and by the TXT record of rbldnsd
 */
public record FeedFormatOptions(
    boolean postfixTrustedClass, long nftablesLimit, ClientText clientText) {
  public static final FeedFormatOptions DEFAULT =
      new FeedFormatOptions(false, NftablesMap.DEFAULT_LIMIT, ClientText.REASONS);
}
