package slash64.net;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OperatorNetworkTest {
  @ParameterizedTest(name = "{0} lies in {1}")
  @CsvSource({
    "2001:db8:ffff:1::7, 2001:db8::/32",
    "ffff:ffff::1, ffff:ffff::/32",
    "192.0.2.1, 192.0.0.0/16",
    "255.255.255.255, 255.255.0.0/16",
    // 6to4, Teredo and NAT64 prove the IPv4 address that they carry
    "2002:c000:201::1, 192.0.0.0/16",
    "2001:0:4136:e378:8000:63bf:3fff:fdd2, 192.0.0.0/16",
    "64:ff9b::192.0.2.33, 192.0.0.0/16",
    // one of a private network is no operator's, and anybody can write one into an identifier
    "2002:a00:1::1, 2002:a00::/32",
    "2001:db8::200:5efe:192.0.2.1, 2001:db8::/32",
  })
  void anAddressLiesInOneNetwork(String address, String network) {
    Address parsed = Address.parse(address);
    long number = OperatorNetwork.number(parsed.high(), parsed.low());

    assertThat(number).isBetween(0L, (1L << 33) - 1);
    assertThat(OperatorNetwork.prefix(number)).isEqualTo(Prefix.parse(network));
  }
}
