package slash64.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrefixTest {

  @ParameterizedTest(name = "{0} at /{1} is {2}")
  @CsvSource(
      textBlock =
          """
          # address,              length, prefix
          2001:db8:0:1::7,            64, 2001:db8:0:1::/64
          2001:db8:0:1::7,           128, 2001:db8:0:1::7/128
          2001:db8:0:1ff::7,          56, 2001:db8:0:100::/56
          2001:db8:ffff:ffff::,       33, 2001:db8:8000::/33
          2001:db8::8000:0:0:1,       65, 2001:db8:0:0:8000::/65
          ::1,                         0, ::/0
          ::1,                       128, ::1/128
          192.0.2.77,                120, 192.0.2.0/24
          192.0.2.77,                128, 192.0.2.77/32
          192.0.2.77,                 96, 0.0.0.0/0
          """)
  void anAddressFallsInOnePrefixPerLength(String address, int length, String prefix) {
    assertThat(Address.parse(address).prefix(length))
        .isEqualTo(Prefix.parse(prefix))
        .hasToString(prefix);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      quoteCharacter = '"',
      textBlock =
          """
          2001:db8::1/64,   "Cannot read prefix '2001:db8::1/64': bits are set beyond its length; did you mean 2001:db8::/64?"
          2001:db8::/129,   "Cannot read prefix '2001:db8::/129': need a length from 0 to 128 after the slash"
          2001:db8::/,      "Cannot read prefix '2001:db8::/': need a length from 0 to 128 after the slash"
          2001:db8::/064,   "Cannot read prefix '2001:db8::/064': need a length from 0 to 128 after the slash"
          2001:db8::/-1,    "Cannot read prefix '2001:db8::/-1': need a length from 0 to 128 after the slash"
          192.0.2.0/33,     "Cannot read prefix '192.0.2.0/33': need a length from 0 to 32 after the slash"
          192.0.2.1/24,     "Cannot read prefix '192.0.2.1/24': bits are set beyond its length; did you mean 192.0.2.0/24?"
          example.com/24,   "Cannot read address 'example.com': need IPv4 such as 192.0.2.1 or IPv6 such as 2001:db8::1"
          """)
  void aWrongPrefixSaysWhatIsWrong(String text, String message) {
    assertThatThrownBy(() -> Prefix.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void printThenParseGivesBackThePrefixAndItsKey() {
    for (Prefix prefix : prefixes(100_000)) {
      assertThat(Prefix.parse(prefix.toString())).isEqualTo(prefix);
      assertThat(Prefix.ofKey(prefix.key())).isEqualTo(prefix);
    }
  }

  @Test
  void keysSortAsPrefixesDoAndAParentComesBeforeItsChildren() {
    List<Prefix> byOrder = prefixes(20_000);
    Collections.sort(byOrder);
    for (int i = 1; i < byOrder.size(); i++) {
      assertThat(byOrder.get(i - 1).key()).isLessThanOrEqualTo(byOrder.get(i).key());
      Prefix child = byOrder.get(i);
      assertThat(child.ancestor(child.length() / 2)).isLessThanOrEqualTo(child);
    }
  }

  @Test
  void aParentIsSplitWithoutGapOrOverlapByItsTwoChildren() {
    for (Prefix prefix : prefixes(20_000)) {
      if (prefix.length() < 128) {
        Prefix left = prefix.child(0);
        Prefix right = prefix.child(1);
        assertThat(left.parent()).isEqualTo(prefix);
        assertThat(right.parent()).isEqualTo(prefix);
        assertThat(left.first()).isEqualTo(prefix.first());
        assertThat(right.last()).isEqualTo(prefix.last());
        assertThat(prefix.contains(right)).isTrue();
        assertThat(left.contains(right.first())).isFalse();
        assertThat(right.first().prefix(128).bit(prefix.length())).isOne();
      }
    }
  }

  private static List<Prefix> prefixes(int count) {
    SplittableRandom random = new SplittableRandom(66);
    List<Prefix> prefixes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      prefixes.add(
          random.nextInt(4) == 0
              ? Address.ofIpv4(random.nextInt()).prefix(96 + random.nextInt(33))
              : Prefix.of(random.nextLong(), random.nextLong(), random.nextInt(129)));
    }
    return prefixes;
  }
}
