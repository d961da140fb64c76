package slash64.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.StringReader;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import slash64.net.Address;

class AllocationsFileTest {
  private static final String HEADER = "prefix,customer,kind,since,until\n";

  @Test
  void aFileIsReadWithCommentsQuotesAndOpenEnds() {
    Allocations found =
        read(
            """
            # our own
            prefix,customer,kind,since,until

            2001:db8::/32, example carrier ,access,,
            192.0.2.0/24,"Smith, ""Jones"" and sons",hosting,2026-11-01,2026-11-02T12:00:00Z
            """);

    assertThat(found.size()).isEqualTo(2);
    assertThat(customer(found, "2001:db8::1", "1999-01-01T00:00:00Z")).isEqualTo("example carrier");
    assertThat(customer(found, "192.0.2.1", "2026-10-31T23:59:59Z")).isNull();
    assertThat(customer(found, "192.0.2.1", "2026-11-01T00:00:00Z"))
        .isEqualTo("Smith, \"Jones\" and sons");
    assertThat(customer(found, "192.0.2.1", "2026-11-02T12:00:00Z")).isNull();
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          2001:db8::1/32,a,b,,             | line 2: Cannot read prefix '2001:db8::1/32': bits are set beyond its length; did you mean 2001:db8::/32?
          2001:db8::/129,a,b,,             | line 2: Cannot read prefix '2001:db8::/129': need a length from 0 to 128 after the slash
          2001:db8::/32,,b,,               | line 2: Cannot allocate 2001:db8::/32: no customer
          2001:db8::/32,a,b                | line 2: need 5 values, found 3
          2001:db8::/32,a,b,yesterday,     | line 2: Cannot read time 'yesterday': need 2026-11-01 or 2026-11-01T12:00:00Z
          2001:db8::/32,a,b,2026-13-01,    | line 2: Cannot read time '2026-13-01': need 2026-11-01 or 2026-11-01T12:00:00Z
          2001:db8::/32,a,b,2026-11-01T00:00:00.5Z, | line 2: Cannot read time '2026-11-01T00:00:00.5Z': need whole seconds
          2001:db8::/32,a,b,2026-11-02,2026-11-01   | line 2: Cannot allocate 2001:db8::/32 to a: it ends before it begins
          2001:db8::/32,"a,b,,             | line 2: a quote does not end
          2001:db8::/32,"a"x,b,,           | line 2: text follows a closing quote at column 18
          """)
  void aMalformedLineIsRefusedWithItsNumber(String line, String error) {
    assertThatThrownBy(() -> read(HEADER + line + "\n"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Cannot read allocations allocations.csv: %s. Mend the file; none of it was used.",
            error);
  }

  @Test
  void overlapsAreRefusedWithBothLines() {
    assertThatThrownBy(
            () ->
                read(
                    HEADER
                        + "2001:db8::/48,alpha,access,2026-11-01,2026-11-03\n"
                        + "2001:db8::/64,nested,access,2026-11-01,\n"
                        + "2001:db8::/48,beta,access,2026-11-02,\n"))
        .hasMessageContaining("line 4: 2001:db8::/48 is allocated on line 2 for the same time");
  }

  @Test
  void aLongPeriodOverlapsEveryLaterOneInsideIt() {
    assertThatThrownBy(
            () ->
                read(
                    HEADER
                        + "2001:db8::/48,alpha,access,,\n"
                        + "2001:db8::/48,beta,access,2026-11-01,2026-11-02\n"
                        + "2001:db8::/48,gamma,access,2026-11-05,2026-11-06\n"))
        .hasMessageContaining("line 3: 2001:db8::/48 is allocated on line 2 for the same time")
        .hasMessageContaining("line 4: 2001:db8::/48 is allocated on line 2 for the same time");
  }

  @Test
  void ofManyMistakesTheFirstFiveAreShownAndAllCounted() {
    StringBuilder text = new StringBuilder(HEADER);
    for (int i = 0; i < 12; i++) {
      text.append("nonsense,a,b,,\n");
    }

    assertThatThrownBy(() -> read(text.toString()))
        .hasMessageContaining("line 2: ")
        .hasMessageContaining("line 6: ")
        .hasMessageNotContaining("line 7: ")
        .hasMessageContaining("; and 7 more. ");
  }

  @Test
  void aFileWithoutHeaderIsRefused() {
    assertThatThrownBy(() -> read("2001:db8::/32,a,b,,\n"))
        .hasMessage(
            "Cannot read allocations allocations.csv: line 1 is not the header; need prefix,customer,kind,since,until");
  }

  private static Allocations read(String text) {
    return AllocationsFile.read(new BufferedReader(new StringReader(text)), "allocations.csv");
  }

  private static String customer(Allocations allocations, String address, String time) {
    Address bits = Address.parse(address);
    return allocations.customer(bits.high(), bits.low(), Instant.parse(time).getEpochSecond());
  }
}
