package slash64.maillog.line;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import slash64.net.Address;

class LogLineTest {
  private static final String ADDRESS = "2001:db8::7";

  private final LogLine line = new LogLine();

  private void reset(String text) {
    byte[] bytes = Bytes.of(text);
    line.reset(bytes, 0, bytes.length);
  }

  private Address client() {
    return line.hasClient() ? new Address(line.clientHigh(), line.clientLow()) : null;
  }

  @Test
  void aClientIsReadOnceSomebodyAsks() {
    reset("[" + ADDRESS + "]");
    line.setClientText(1, 1 + ADDRESS.length());
    assertThat(client()).isEqualTo(Address.parse(ADDRESS));
    assertThat(client()).as("asked again").isEqualTo(Address.parse(ADDRESS));
  }

  @ParameterizedTest
  @ValueSource(strings = {"unknown", "::", "0.0.0.0", "2001:db8::7%eth0"})
  void aTextThatIsNobodysAddressGivesNoClient(String text) {
    reset(text);
    line.setClient(1, 2);
    line.setClientText(0, text.length());
    assertThat(client()).isNull();
  }

  @Test
  void theLastClientSetCounts() {
    reset("192.0.2.1 192.0.2.2");
    line.setClientText(0, 9);
    line.setClientText(10, 19);
    assertThat(client()).isEqualTo(Address.parse("192.0.2.2"));
    line.setClientText(0, 9);
    line.setClient(1, 2);
    assertThat(client()).isEqualTo(new Address(1, 2));
    line.setClientText(0, 9);
    line.clearClient();
    assertThat(client()).isNull();
  }

  @Test
  void noClientIsLeftForTheNextLine() {
    reset(ADDRESS);
    line.setClientText(0, ADDRESS.length());
    reset(ADDRESS);
    assertThat(client()).isNull();
  }

  @Test
  void aClientStaysWhereTheLineMovesToOtherBytes() {
    reset(ADDRESS);
    line.setClientText(0, ADDRESS.length());
    byte[] other = Bytes.of("192.0.2.1 and more");
    line.rebase(other, 0, other.length);
    assertThat(client()).isEqualTo(Address.parse(ADDRESS));

    reset(ADDRESS);
    line.setClientText(0, ADDRESS.length());
    line.layOut();
    assertThat(client()).isEqualTo(Address.parse(ADDRESS));
  }
}
