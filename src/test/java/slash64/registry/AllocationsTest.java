package slash64.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import slash64.net.Address;
import slash64.net.Prefix;

class AllocationsTest {
  private static final Allocations REGISTRY =
      Allocations.of(
          List.of(
              allocation("2001:db8::/32", "carrier", null, null),
              allocation(
                  "2001:db8:1::/48", "alpha", "2026-11-01T00:00:00Z", "2026-11-02T12:00:00Z"),
              allocation("2001:db8:1::/48", "beta", "2026-11-02T12:00:00Z", null),
              allocation("2001:db8:1:2::/64", "gamma", null, "2026-11-02T00:00:00Z"),
              allocation("192.0.2.0/24", "delta", null, null),
              allocation("192.0.2.8/32", "epsilon", "2026-11-03T00:00:00Z", null)));

  @ParameterizedTest(name = "{0} at {1} is with {2}")
  @CsvSource(
      textBlock =
          """
          # address,          time,                 customer
          2001:db8:1::1,      2026-10-31T23:59:59Z, carrier
          2001:db8:1::1,      2026-11-01T00:00:00Z, alpha
          2001:db8:1::1,      2026-11-02T11:59:59Z, alpha
          2001:db8:1::1,      2026-11-02T12:00:00Z, beta
          2001:db8:1:2::1,    2026-11-01T23:59:59Z, gamma
          2001:db8:1:2::1,    2026-11-02T00:00:00Z, alpha
          2001:db8:1:2::1,    2026-11-02T12:00:00Z, beta
          2001:db8:ffff::1,   2026-11-02T12:00:00Z, carrier
          2001:db9::1,        2026-11-02T12:00:00Z,
          192.0.2.8,          2026-11-02T23:59:59Z, delta
          192.0.2.8,          2026-11-03T00:00:00Z, epsilon
          ::ffff:192.0.2.9,   2026-11-03T00:00:00Z, delta
          192.0.3.1,          2026-11-03T00:00:00Z,
          """)
  void theLongestPrefixAllocatedAtThatSecondDecides(String address, Instant time, String customer) {
    Address bits = Address.parse(address);

    assertThat(REGISTRY.customer(bits.high(), bits.low(), time.getEpochSecond()))
        .isEqualTo(customer);
  }

  @Test
  void nobodyHoldsAnythingInAnEmptyRegistry() {
    assertThat(Allocations.none().customer(0, 0, 0)).isNull();
    assertThat(Allocations.none().size()).isZero();
  }

  @Test
  void lookUpEqualsASearchThroughAll() {
    Random random = new Random(64);
    List<Allocation> all = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      Allocation next = random(random, i);
      boolean isFree =
          all.stream().noneMatch(a -> a.prefix().equals(next.prefix()) && a.overlaps(next));
      if (isFree) {
        all.add(next);
      }
    }
    Allocations registry = Allocations.of(all);
    assertThat(registry.size()).isEqualTo(all.size());
    int found = 0;
    for (int i = 0; i < 10_000; i++) {
      Address address = address(random);
      long second = random.nextLong(1_000);
      String slow =
          all.stream()
              .filter(a -> a.prefix().contains(address))
              .filter(a -> a.since() <= second && second < a.until())
              .max(Comparator.comparingInt(a -> a.prefix().length()))
              .map(Allocation::customer)
              .orElse(null);
      found += slow == null ? 0 : 1;
      assertThat(registry.customer(address.high(), address.low(), second))
          .as("%s at %d", address, second)
          .isEqualTo(slow);
    }
    assertThat(found).isBetween(2_000, 9_999);
  }

  @Test
  void twoHoldersAtOnceAreRefused() {
    assertThatThrownBy(
            () ->
                Allocations.of(
                    List.of(
                        allocation("2001:db8::/48", "alpha", null, null),
                        allocation("2001:db8::/48", "beta", "2026-11-01T00:00:00Z", null))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cannot allocate 2001:db8::/48 to beta: alpha holds it at the same time");
  }

  /**
   * Addresses and prefixes from a space so small that they often meet, on either side of 8000::.
   */
  private static Address address(Random random) {
    return random.nextInt(4) == 0
        ? Address.ofIpv4(0xc000_0200 | random.nextInt(16))
        : new Address((random.nextLong(2) << 63) | random.nextLong(16), random.nextLong(-8, 8));
  }

  private static Allocation random(Random random, int number) {
    Address address = address(random);
    int length = address.isIpv4() ? 120 + random.nextInt(9) : random.nextInt(129);
    long since = random.nextLong(900);
    return new Allocation(
        address.prefix(length), "c" + number, "access", since, since + 1 + random.nextLong(99));
  }

  private static Allocation allocation(String prefix, String customer, String since, String until) {
    return new Allocation(
        Prefix.parse(prefix),
        customer,
        "access",
        since == null ? Allocation.ALWAYS : Instant.parse(since).getEpochSecond(),
        until == null ? Allocation.FOREVER : Instant.parse(until).getEpochSecond());
  }
}
