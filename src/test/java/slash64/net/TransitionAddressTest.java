package slash64.net;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransitionAddressTest {

  @ParameterizedTest(name = "{0} carries {1}")
  @CsvSource(
      nullValues = "-",
      textBlock =
          """
          # address,                             inside,       mechanism,   proven
          2002:c000:201::1,                      192.0.2.1,    SIX_TO_FOUR, true
          2001:0:cb00:7101:8000:63bf:3fff:fdfe,  192.0.2.1,    TEREDO,      true
          64:ff9b::c000:201,                     192.0.2.1,    NAT64,       true
          2001:db8::5efe:192.0.2.1,              192.0.2.1,    ISATAP,      false
          2001:db8::200:5efe:192.0.2.1,          192.0.2.1,    ISATAP,      false
          64:ff9b:1::c000:201,                   -,            -,           false
          2001:1::c000:201,                      -,            -,           false
          ::ffff:192.0.2.1,                      -,            -,           false
          2001:db8::1,                           -,            -,           false
          """)
  void theIpv4AddressInsideIsRead(
      String text, String inside, TransitionAddress mechanism, boolean isProven) {
    Address address = Address.parse(text);

    assertThat(TransitionAddress.of(address.high(), address.low())).isEqualTo(mechanism);
    assertThat(TransitionAddress.ipv4(address.high(), address.low()))
        .isEqualTo(inside == null ? null : Address.parse(inside));
    assertThat(TransitionAddress.isProven(address.high(), address.low())).isEqualTo(isProven);
  }
}
