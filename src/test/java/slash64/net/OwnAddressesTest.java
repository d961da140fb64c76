package slash64.net;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OwnAddressesTest {

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      textBlock =
          """
          ::,                    true
          ::1,                   true
          ::192.0.2.1,           true
          fe80::1,               true
          febf:ffff::1,          true
          fec0::1,               false
          fc00::1,               true
          fdff::1,               true
          fe00::1,               false
          2001:db8::1,           false
          64:ff9b::192.0.2.1,    false
          127.0.0.1,             true
          10.255.0.1,            true
          172.15.255.255,        false
          172.16.0.1,            true
          172.31.255.255,        true
          172.32.0.1,            false
          192.168.1.1,           true
          169.254.1.1,           true
          192.0.2.1,             false
          ::ffff:10.0.0.1,       true
          """)
  void addressesOfThisHostThisLinkAndPrivateNetworksAreOwn(String text, boolean isOwn) {
    Address address = Address.parse(text);
    assertThat(OwnAddresses.contains(address.high(), address.low())).isEqualTo(isOwn);
  }
}
