package slash64.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import slash64.net.Address;
import slash64.net.Prefix;
import slash64.policy.NightPolicy;
import slash64.policy.PolicyEntry;
import slash64.policy.PolicySettings;
import slash64.policy.Tier;

/**
 * A large policy, addresses worth asking about, and what the answer has to be: found by asking for
 * every length in turn, which shares no code with any exporter. The large policy is the compact
 * form of a larger tree, and every answer is also held against that tree as {@code
 * policy-full.ndjson} tells it.
 */
final class Probes {
  private static final List<PolicyEntry> FULL = FeedSamples.forest(150_000, 64);

  /** At least 100,000 entries. */
  static final List<PolicyEntry> LARGE =
      NightPolicy.ofDecided(FULL, PolicySettings.DEFAULTS, FeedSamples.DAY).compact();

  private final List<PolicyEntry> entries;
  private final Map<Prefix, PolicyEntry> byPrefix;
  private final Map<Prefix, PolicyEntry> full;

  Probes(List<PolicyEntry> entries) {
    this(entries, entries);
  }

  private Probes(List<PolicyEntry> entries, List<PolicyEntry> full) {
    this.entries = entries;
    this.byPrefix = byPrefix(entries);
    this.full = byPrefix(full);
  }

  private static Map<Prefix, PolicyEntry> byPrefix(List<PolicyEntry> entries) {
    return entries.stream().collect(Collectors.toMap(PolicyEntry::prefix, entry -> entry));
  }

  /** Returns probes of {@link #LARGE}. */
  static Probes large() {
    return new Probes(LARGE, readBack(FULL));
  }

  private static List<PolicyEntry> readBack(List<PolicyEntry> full) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    List<PolicyEntry> read = new ArrayList<>();
    try {
      PolicyNdjson.full().write(FeedSamples.withFull(FeedSamples.night(), full), file);
      PolicyReader reader =
          new PolicyReader(new ByteArrayInputStream(file.toByteArray()), "policy-full.ndjson");
      reader.forEachRemaining(read::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return read;
  }

  /** Returns the entry that answers, or null; its tier is what the full tree says. */
  PolicyEntry entry(Address address) {
    PolicyEntry entry = longest(byPrefix, address);
    assertThat(tier(entry)).as("%s", address).isEqualTo(tier(longest(full, address)));
    return entry;
  }

  private static PolicyEntry longest(Map<Prefix, PolicyEntry> entries, Address address) {
    for (int length = 128; length >= 0; length--) {
      PolicyEntry entry = entries.get(address.prefix(length));
      if (entry != null) {
        return entry;
      }
    }
    return null;
  }

  Tier tier(Address address) {
    return tier(entry(address));
  }

  private static Tier tier(PolicyEntry entry) {
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

  /** Returns the addresses as text, and the IPv4 ones a second time in their mapped form. */
  static Map<String, Address> withMapped(List<Address> addresses) {
    Map<String, Address> texts = new LinkedHashMap<>();
    for (Address address : addresses) {
      texts.put(address.toString(), address);
      if (address.isIpv4()) {
        texts.put("::ffff:" + address, address);
      }
    }
    return texts;
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
