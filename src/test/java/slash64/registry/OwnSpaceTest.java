package slash64.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import slash64.net.Address;
import slash64.net.Prefix;

class OwnSpaceTest {
  private static final OwnSpace SPACE = space();

  private static OwnSpace space() {
    List<Allocation> allocations = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      allocations.add(allocation("2001:db8:1:%x00::/56".formatted(i), "customer-" + i));
      allocations.add(allocation("2001:db8:2:%x00::/56".formatted(i), "one and the same"));
    }
    allocations.add(allocation("2001:db8:3::/48", "alone"));
    allocations.add(
        new Allocation(Prefix.parse("192.0.2.8/29"), "gone", "rental", Allocation.ALWAYS, 1_000));
    return OwnSpace.of(Allocations.of(allocations), List.of(Prefix.parse("2001:db8:f000::/36")));
  }

  private static Allocation allocation(String prefix, String customer) {
    return new Allocation(
        Prefix.parse(prefix), customer, "access", Allocation.ALWAYS, Allocation.FOREVER);
  }

  @ParameterizedTest(name = "{0} lies in {1}")
  @CsvSource(
      nullValues = "-",
      textBlock =
          """
          # address,            piece of ours
          2001:db8:1:9ab::1,    2001:db8:1:900::/56
          2001:db8:1:0ab::1,    2001:db8:1::/56
          2001:db8:2:0ab::1,    2001:db8:2::/56
          2001:db8:2:9ab::1,    -
          2001:db8:3:9ab::1,    2001:db8:3:900::/56
          2001:db8:f123:456::,  2001:db8:f123:400::/56
          2001:db8:4::1,        -
          192.0.2.9,            192.0.2.9/32
          192.0.2.1,            -
          """)
  void oursIsWhatWasAllocatedNamedOrHandedOutInParts(String address, String piece) {
    assertThat(SPACE.piece(Address.parse(address)))
        .isEqualTo(piece == null ? null : Prefix.parse(piece));
  }
}
