package slash64.parse;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import slash64.maillog.envelope.TimeZones;

/** What {@code parse} shows of a server's statistics of a client: a network is no address. */
class StatisticsOutputTest {
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      textBlock =
          """
          # logged,                level,   client_ip,       client_network
          192.0.2.7,               message, 192.0.2.7,
          2001:db8:1:2::25,        message, 2001:db8:1:2::25,
          2001:db8:1:2:f:f000::/84, message, ,               2001:db8:1:2:f:f000::/84
          192.0.2.0/24,            message, ,                192.0.2.0/24
          192.0.2.7,               line,    192.0.2.7,
          2001:db8:1:2::/84,       line,    ,
          """)
  void namesTheClientOrItsNetwork(String logged, String level, String address, String network)
      throws IOException {
    String text =
        "2026-11-23T08:10:01Z mx1 postfix/anvil[9]: statistics: max connection count 3 for (smtp:"
            + logged
            + ") at Nov 23 08:01:01\n";
    ByteArrayOutputStream out = new ByteArrayOutputStream();

    new LogPrinter(TimeZones.UTC, level.equals("message"), Optional.empty(), out)
        .print(
            new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
            "mail.log",
            LocalDate.of(2026, 11, 24));

    JsonNode shown = new ObjectMapper().readTree(out.toByteArray());
    assertThat(shown.path("client_ip").asText(null)).isEqualTo(address);
    assertThat(shown.path("client_network").asText(null)).isEqualTo(network);
    assertThat(shown.has("client_bits")).isFalse();
  }
}
