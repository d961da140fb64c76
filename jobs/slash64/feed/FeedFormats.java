package slash64.feed;

import java.util.ArrayList;
import java.util.List;

/** The formats by name. Another format is one class more, and one line here. */
public final class FeedFormats {
  private static final List<FeedFormat> ALL =
      List.of(
          PolicyNdjson.compact(),
          new AlertsNdjson(),
          new ChangesNdjson(),
          PolicyNdjson.full(),
          PostfixCidr.standard());

  private FeedFormats() {}

  /**
   * Returns what these names select, in the order of the manifest: {@code all} is every format but
   * {@code full}. The reference, the alerts and the changes are always among them.
   *
   * @throws IllegalArgumentException if a name is unknown
   */
  public static List<FeedFormat> named(List<String> names) {
    for (String name : names) {
      if (!name.equals("all") && ALL.stream().noneMatch(format -> format.name().equals(name))) {
        throw new IllegalArgumentException(
            "Cannot export '%s': need all, %s"
                .formatted(name, String.join(", ", ALL.stream().map(FeedFormat::name).toList())));
      }
    }
    List<FeedFormat> chosen = new ArrayList<>();
    for (FeedFormat format : ALL) {
      boolean always = List.of("ndjson", "alerts", "changes").contains(format.name());
      boolean isInAll = names.contains("all") && !format.name().equals("full");
      if (always || isInAll || names.contains(format.name())) {
        chosen.add(format);
      }
    }
    return chosen;
  }
}
