package slash64.feed;

/**
 * What can be chosen in the formats.
 *
 * @param postfixTrustedClass whether trusted clients run the Postfix class {@code slash64_trusted}
 *     instead of going on like anybody else
 * @param nftablesLimit ranges a family that nftables is given at most
 */
public record FeedFormatOptions(boolean postfixTrustedClass, long nftablesLimit) {
  public static final FeedFormatOptions DEFAULT =
      new FeedFormatOptions(false, NftablesMap.DEFAULT_LIMIT);
}
