package slash64.feed;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import slash64.net.Address;
import slash64.net.Prefix;
import slash64.policy.PolicyEntry;
import slash64.policy.Tier;

/**
 * A large policy, addresses worth asking about, and what the answer has to be: found by asking for
 * every length in turn, which shares no code with any exporter.
 */
final class Probes {
  static final int SIZE = 100_000;
  static final List<PolicyEntry> LARGE = FeedSamples.forest(SIZE, 64);

  private final Map<Prefix, PolicyEntry> byPrefix = new HashMap<>();
  private final List<PolicyEntry> entries;

  Probes(List<PolicyEntry> entries) {
    this.entries = entries;
    for (PolicyEntry entry : entries) {
      byPrefix.put(entry.prefix(), entry);
    }
  }

  /** Returns the entry that answers, or null. */
  PolicyEntry entry(Address address) {
    for (int length = 128; length >= 0; length--) {
      PolicyEntry entry = byPrefix.get(address.prefix(length));
      if (entry != null) {
        return entry;
      }
    }
    return null;
  }

  Tier tier(Address address) {
    PolicyEntry entry = entry(address);
    return entry == null ? Tier.NEUTRAL : entry.tier();
  }

  /**
   * Returns at least {@code count} addresses: the ends of prefixes, their neighbours outside, some
   * within, and some from anywhere.
   */
  List<Address> addresses(int count, long seed) {
    Random random = new Random(seed);
    Set<Address> chosen = new LinkedHashSet<>();
    while (chosen.size() < count) {
      Prefix prefix = entries.get(random.nextInt(entries.size())).prefix();
      Address first = prefix.first();
      Address last = prefix.last();
      chosen.add(first);
      chosen.add(last);
      chosen.add(plus(first, -1));
      chosen.add(plus(last, 1));
      chosen.add(
          new Address(
              first.high() | random.nextLong() & (first.high() ^ last.high()),
              first.low() | random.nextLong() & (first.low() ^ last.low())));
      chosen.add(new Address(0x2001_0db8_0000_0000L | random.nextInt(), random.nextLong()));
      chosen.add(Address.ofIpv4(random.nextInt()));
    }
    return new ArrayList<>(chosen);
  }

  private static Address plus(Address address, int step) {
    long low = address.low() + step;
    boolean carries = step > 0 ? low == 0 : address.low() == 0;
    return new Address(address.high() + (carries ? step : 0), low);
  }

  /** Writes one file of the feed where a program can find it. */
  static Path write(FeedFormat format, FeedNight night, Path directory) throws IOException {
    Path file = directory.resolve(format.file());
    try (OutputStream to = Files.newOutputStream(file)) {
      format.write(night, to);
    }
    return file;
  }
}
