package slash64.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import inet.ipaddr.AddressStringException;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import inet.ipaddr.IPAddressStringParameters;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {
  private static final String ADDRESS_LETTERS = "0123456789abcdef:.";

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource(
      textBlock =
          """
          # text,                                   canonical
          192.0.2.1,                                192.0.2.1
          0.0.0.0,                                  0.0.0.0
          255.255.255.255,                          255.255.255.255
          ::,                                       ::
          ::1,                                      ::1
          1::,                                      1::
          2001:db8::1,                              2001:db8::1
          2001:0DB8:0000:0000:0000:0000:0000:0001,  2001:db8::1
          2001:db8:0:0:1:0:0:1,                     2001:db8::1:0:0:1
          2001:db8:0:1:1:1:1:1,                     2001:db8:0:1:1:1:1:1
          2001:db8::1:1:1:1:1,                      2001:db8:0:1:1:1:1:1
          1:2:3:4:5:6:7::,                          1:2:3:4:5:6:7:0
          ::2:3:4:5:6:7:8,                          0:2:3:4:5:6:7:8
          fe80:0:0:1::,                             fe80:0:0:1::
          ::ffff:192.0.2.1,                         192.0.2.1
          ::FFFF:c000:0201,                         192.0.2.1
          0:0:0:0:0:ffff:192.0.2.1,                 192.0.2.1
          ::192.0.2.1,                              ::c000:201
          64:ff9b::192.0.2.1,                       64:ff9b::c000:201
          """)
  void anAddressHasOneCanonicalText(String text, String canonical) {
    assertThat(Address.parse(text)).hasToString(canonical);
  }

  @ParameterizedTest(name = "[{0}] is no address")
  @ValueSource(
      strings = {
        "",
        ":",
        "1",
        ":::",
        "1:",
        ":1",
        "1::2::3",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9",
        "12345::",
        "::g",
        "fe80::1%eth0",
        "[::1]",
        "::1/64",
        " ::1",
        "::1 ",
        "1:2:3:4:5:6:7:8::",
        "::1:2:3:4:5:6:7:8",
        "192.0.2",
        "192.0.2.1.1",
        "192.0.2.256",
        "192.0.2.01",
        "010.0.0.1",
        "192.0.2.",
        ".192.0.2",
        "192.0.2.1:25",
        "0x7f.0.0.1",
        "3221225985",
        "192.0.2.-1",
        "192.0.2.+1",
        "1:2:3:4:5:6:7:192.0.2.1",
        "::192.0.2.1:1",
        "::ffff:192.0.2",
        "unknown",
        "IPv6:2001:db8::1",
        "2001:db8::1::",
        "192.0.2.1::",
        "1::192.0.2.1:2",
        "1:2:3:4:5:6:7:8:",
        ":1:2:3:4:5:6:7:8",
        "1:2:3:4:5:6:7:8:9",
        "0:0:0:0:0:0:0:0:0:0:0:0:0:0:0:0:0:0:0:0:0:0:0",
        "::00001",
        "::ffff:192.0.2.256"
      })
  void anythingElseIsRefused(String text) {
    assertThatThrownBy(() -> Address.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Cannot read address '%s': need IPv4 such as 192.0.2.1 or IPv6 such as 2001:db8::1"
                .formatted(text));
  }

  @Test
  void textThenParseGivesBackAMillionSeededAddresses() {
    SplittableRandom random = new SplittableRandom(64);
    AddressParser parser = new AddressParser();
    byte[] text = new byte[Address.MAX_TEXT];
    for (int i = 0; i < 1_000_000; i++) {
      // Sparse bits, so that runs of zero groups of every length and place occur.
      long high = random.nextLong() & sparse(random);
      long low = random.nextLong() & sparse(random);
      int end = Address.write(high, low, text, 0);
      assertThat(parser.parse(text, 0, end)).isTrue();
      if (parser.high() != high || parser.low() != low) {
        assertThat(parser.address()).isEqualTo(new Address(high, low));
      }
    }
  }

  @Test
  void agreesWithTheIpAddressLibraryOnSeededTexts() throws AddressStringException {
    IPAddressStringParameters strict =
        new IPAddressStringParameters.Builder()
            .allowEmpty(false)
            .allowAll(false)
            .allowSingleSegment(false)
            .allowPrefix(false)
            .allowMask(false)
            .allowWildcardedSeparator(false)
            .getIPv4AddressParametersBuilder()
            .allow_inet_aton(false)
            .allowLeadingZeros(false)
            .allowBinary(false)
            .setRangeOptions(inet.ipaddr.AddressStringParameters.RangeParameters.NO_RANGE)
            .getParentBuilder()
            .getIPv6AddressParametersBuilder()
            .allowZone(false)
            .allowUnlimitedLeadingZeros(false)
            .getEmbeddedIPv4AddressParametersBuilder()
            .allow_inet_aton(false)
            .allowLeadingZeros(false)
            .getEmbeddedIPv4AddressParentBuilder()
            .allowBase85(false)
            .allowBinary(false)
            .setRangeOptions(inet.ipaddr.AddressStringParameters.RangeParameters.NO_RANGE)
            .getParentBuilder()
            .toParams();
    SplittableRandom random = new SplittableRandom(65);
    AddressParser parser = new AddressParser();
    int valid = 0;
    for (int i = 0; i < 1_000_000; i++) {
      String text = mutatedAddress(random);
      byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
      boolean ours = parser.parse(bytes, 0, bytes.length);
      IPAddressString theirs = new IPAddressString(text, strict);
      // The library takes 0x digits and a dotted "1.2.3.4" alike; base-16 octets are not offered
      // here.
      if (ours != theirs.isValid()) {
        assertThat(ours).as(text).isEqualTo(theirs.isValid());
      }
      if (ours) {
        valid++;
        IPAddress address = theirs.toAddress();
        byte[] expected = address.toIPv6().getBytes();
        if (!java.util.Arrays.equals(expected, bytes(parser.address()))) {
          assertThat(bytes(parser.address())).as(text).isEqualTo(expected);
        }
      }
    }
    assertThat(valid).isBetween(300_000, 900_000); // the test would prove little at either end
  }

  @Test
  void whatStandsAroundATextPlaysNoPart() {
    SplittableRandom random = new SplittableRandom(66);
    AddressParser alone = new AddressParser();
    AddressParser amid = new AddressParser();
    for (int i = 0; i < 300_000; i++) {
      String text = mutatedAddress(random);
      byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
      String before = addressLetters(random, random.nextInt(7)); // at the array's start, and within
      String after = addressLetters(random, random.nextInt(11));
      byte[] around = (before + text + after).getBytes(StandardCharsets.US_ASCII);
      int from = before.length();
      boolean isAddress = alone.parse(bytes, 0, bytes.length);
      assertThat(amid.parse(around, from, from + bytes.length)).as(text).isEqualTo(isAddress);
      if (isAddress && (alone.high() != amid.high() || alone.low() != amid.low())) {
        assertThat(amid.address()).as(text).isEqualTo(alone.address());
      }
    }
  }

  private static String addressLetters(SplittableRandom random, int count) {
    StringBuilder letters = new StringBuilder();
    for (int i = 0; i < count; i++) {
      letters.append(ADDRESS_LETTERS.charAt(random.nextInt(ADDRESS_LETTERS.length())));
    }
    return letters.toString();
  }

  @Test
  void ordersByTheUnsignedValueOfItsBits() {
    assertThat(Address.parse("::1")).isLessThan(Address.parse("192.0.2.1"));
    assertThat(Address.parse("192.0.2.1")).isLessThan(Address.parse("2001:db8::"));
    assertThat(Address.parse("2001:db8::")).isLessThan(Address.parse("ff02::1"));
    assertThat(Address.parse("2001:db8::7fff:0:0:0"))
        .isLessThan(Address.parse("2001:db8::8000:0:0:0"));
  }

  private static long sparse(SplittableRandom random) {
    long mask = 0;
    for (int group = 0; group < 4; group++) {
      mask = mask << 16 | (random.nextInt(3) == 0 ? 0 : 0xffff);
    }
    return mask;
  }

  private static byte[] bytes(Address address) {
    return java.nio.ByteBuffer.allocate(16).putLong(address.high()).putLong(address.low()).array();
  }

  /**
   * An address written some legal way, then in half of the cases one byte changed, lost or added.
   */
  private static String mutatedAddress(SplittableRandom random) {
    Address address =
        random.nextInt(3) == 0
            ? Address.ofIpv4(random.nextInt())
            : new Address(random.nextLong() & sparse(random), random.nextLong() & sparse(random));
    StringBuilder text = new StringBuilder(address.toString());
    if (random.nextBoolean()) {
      return random.nextBoolean()
          ? text.toString()
          : text.toString().toUpperCase(java.util.Locale.ROOT);
    }
    int at = random.nextInt(text.length());
    char c = addressLetters(random, 1).charAt(0);
    switch (random.nextInt(3)) {
      case 0 -> text.setCharAt(at, c);
      case 1 -> text.deleteCharAt(at);
      default -> text.insert(at, c);
    }
    return text.toString();
  }
}
