package slash64.reputation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import slash64.net.Prefix;

class DelegationLengthTest {

  @ParameterizedTest(name = "customers with a /{0} each")
  @ValueSource(ints = {48, 52, 56, 60})
  void theFirstLinksOfDelegationsTellTheirLength(int length) {
    SplittableRandom random = new SplittableRandom(18);
    List<Prefix> links = links(random, length, 30);
    links.addAll(links(random, 64, 10));
    assertThat(DelegationLength.of(links)).hasValue(length);
  }

  @Test
  void oneLinkPerCustomerTellsNothingAndNeitherDoFew() {
    SplittableRandom random = new SplittableRandom(19);
    assertThat(DelegationLength.of(links(random, 64, 200))).isEmpty();
    assertThat(DelegationLength.of(links(random, 56, 7))).isEmpty();
  }

  private static List<Prefix> links(SplittableRandom random, int length, int count) {
    List<Prefix> links = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      long bits = 0x2001_0db8_0000_0000L | (random.nextLong() & 0xffff_ffffL);
      links.add(Prefix.of(bits & Prefix.highMask(length), 0, 64));
    }
    return links;
  }
}
