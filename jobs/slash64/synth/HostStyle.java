package slash64.synth;

import java.util.ArrayList;
import java.util.List;
import slash64.net.Address;

/**
 * How one mail server is set up.
 *
 * @param name as in its lines: {@code mx1}
 * @param address its own address
 * @param isInbound whether it takes mail from outside, rather than from our customers
 * @param hasIsoStamps ISO 8601 with microseconds rather than RFC 3164
 * @param hasLongIds {@code enable_long_queue_ids}
 * @param screens whether postscreen stands before smtpd
 * @param greylists whether unknown clients are asked to come again
 */
record HostStyle(
    String name,
    Address address,
    boolean isInbound,
    boolean hasIsoStamps,
    boolean hasLongIds,
    boolean screens,
    boolean greylists) {

  private static final long OUR_SERVERS = 0x2001_0db8_0000_0001L;

  /** Returns the inbound hosts, then those for submission; their ways alternate. */
  static List<HostStyle> of(WorldConfig config) {
    List<HostStyle> hosts = new ArrayList<>();
    for (int i = 1; i <= config.inboundHosts(); i++) {
      boolean isOdd = i % 2 == 1;
      Address address = new Address(OUR_SERVERS, 0x2500 + i);
      hosts.add(new HostStyle("mx" + i, address, true, !isOdd, !isOdd, !isOdd, isOdd));
    }
    for (int i = 1; i <= config.submissionHosts(); i++) {
      boolean isOdd = i % 2 == 1;
      Address address = new Address(OUR_SERVERS, 0x5870 + i);
      hosts.add(new HostStyle("out" + i, address, false, isOdd, true, false, false));
    }
    return hosts;
  }
}
