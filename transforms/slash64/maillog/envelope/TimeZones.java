package slash64.maillog.envelope;

import java.io.Serializable;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;

/**
 * Which zone each host writes its stamps in, where the stamps do not say. A zone is a region
 * ({@code Europe/Berlin}), not an offset, since an offset is wrong for half of the year.
 *
 * @param byHost zone by host name as written in the log
 * @param otherwise zone of all other hosts
 */
public record TimeZones(Map<String, ZoneId> byHost, ZoneId otherwise) implements Serializable {

  /** Every host writes UTC. */
  public static final TimeZones UTC = new TimeZones(Map.of(), ZoneOffset.UTC);

  public TimeZones {
    byHost = Map.copyOf(byHost);
  }

  ZoneId of(String host) {
    return byHost.getOrDefault(host, otherwise);
  }
}
