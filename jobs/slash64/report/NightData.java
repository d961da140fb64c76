package slash64.report;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that a night's page shows.
 *
 * @param today the day's figures
 * @param before figures of earlier days, ascending, without gaps where days were scored
 * @param tiers entries of the compact policy by tier
 * @param spaces maps of the address space, IPv6 first
 */
record NightData(
    NightFigures today,
    List<NightFigures> before,
    List<AlertRow> alerts,
    List<PrefixRow> prefixes,
    List<SpaceMap> spaces,
    PolicyChanges changes,
    Map<String, Long> tiers,
    List<CustomerRow> customers,
    List<ArchiveRow> archives) {

  /** Returns the figures of the scored day before. */
  Optional<NightFigures> yesterday() {
    return before.isEmpty() ? Optional.empty() : Optional.of(before.get(before.size() - 1));
  }
}
