package slash64.feed;

import java.util.ArrayList;
import java.util.List;

/** The formats by name. Another format is one class more, and one line here. */
public final class FeedFormats {
  private FeedFormats() {}

  private static List<FeedFormat> all(FeedFormatOptions options) {
    return List.of(
        PolicyNdjson.compact(),
        new AlertsNdjson(),
        new ChangesNdjson(),
        PolicyNdjson.full(),
        new PolicyCsv(),
        new PolicyParquet(),
        (options.postfixTrustedClass() ? PostfixCidr.withTrustedClass() : PostfixCidr.standard())
            .telling(options.clientText()),
        new RspamdMap(),
        RbldnsdTrie.ipv6().telling(options.clientText()),
        RbldnsdTrie.ipv4().telling(options.clientText()),
        new MmdbFile(),
        new NftablesMap(options.nftablesLimit()),
        new HaproxyMap(),
        new NginxGeo());
  }

  /**
   * Returns what these names select, in the order of the manifest: {@code all} is every format but
   * {@code full}. The reference, the alerts and the changes are always among them.
   *
   * @throws IllegalArgumentException if a name is unknown
   */
  public static List<FeedFormat> named(List<String> names, FeedFormatOptions options) {
    List<FeedFormat> all = all(options);
    for (String name : names) {
      if (!name.equals("all") && all.stream().noneMatch(format -> format.name().equals(name))) {
        throw new IllegalArgumentException(
            "Cannot export '%s': need all, %s"
                .formatted(
                    name,
                    String.join(", ", all.stream().map(FeedFormat::name).distinct().toList())));
      }
    }
    List<FeedFormat> chosen = new ArrayList<>();
    for (FeedFormat format : all) {
      boolean always = List.of("ndjson", "alerts", "changes").contains(format.name());
      boolean isInAll = names.contains("all") && !format.name().equals("full");
      if (always || isInAll || names.contains(format.name())) {
        chosen.add(format);
      }
    }
    return chosen;
  }
}
