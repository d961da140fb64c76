package slash64.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import slash64.net.Prefix;

/** A block of bad networks beside good ones of the same provider, which send five times as much. */
class SnowshoeTest {
  private static final int DAY = 20_000;
  private static final Thresholds STRICT =
      new Thresholds(Math.log(1e-4), Math.log(1e-4), Math.log(1e-4), Math.log(1e-4));

  private final Map<Prefix, PrefixState> states = new HashMap<>();

  /** Messages of each bad network outside the block. */
  private int mailElsewhere = 4;

  /** Makes a night of bad networks in one /48, 60 good ones elsewhere, and a few more bad. */
  private List<Alert> night(int day, int badInside, int badElsewhere) {
    Map<Prefix, int[]> networks = new HashMap<>(); // good and bad ones, and messages of the bad
    for (int i = 60 - badInside; i < 120 + badElsewhere; i++) {
      boolean isBad = i < 60 || i >= 120;
      long site =
          i < 60 ? 0x20010db8_5bad0000L | (long) i << 8 : 0x20010db8_00000000L | (long) i << 16;
      for (int length : new int[] {64, 48, 32}) {
        int[] counts =
            networks.computeIfAbsent(Prefix.of(site, 0, 64).ancestor(length), p -> new int[3]);
        counts[isBad ? 1 : 0]++;
        counts[2] += !isBad ? 0 : i < 60 ? 4 : mailElsewhere;
      }
    }
    List<SubtreeNight.Entry> entries = new ArrayList<>();
    networks.forEach(
        (prefix, counts) -> {
          int all = counts[0] + counts[1];
          Children parts =
              prefix.length() == 64
                  ? Children.NONE
                  : new Children(all, day == DAY ? counts[1] : 0, counts[1], 0, 0, all);
          entries.add(
              new SubtreeNight.Entry(
                  prefix,
                  states.getOrDefault(prefix, PrefixState.NEW),
                  DayActivity.ofMessages(20L * counts[0] + counts[2])
                      .withVerdicts(counts[2], 20L * counts[0], 0)
                      .withChildren(parts, Debut.NONE),
                  Surroundings.UNKNOWN));
        });
    SubtreeNight.Result result =
        SubtreeNight.score(day, entries).judge(BaselineSettings.DEFAULT, STRICT);
    result.outcomes().forEach(outcome -> states.put(outcome.prefix(), outcome.next()));
    return result.alerts().stream().filter(a -> a.kind() == AlertKind.SNOWSHOE).toList();
  }

  private void learn() {
    for (int day = DAY - 40; day < DAY; day++) {
      assertThat(night(day, 0, 0)).isEmpty();
    }
  }

  @Test
  void isBlamedOnItsOwnBlockAloneOnTheFirstNightAndAfter() {
    learn();
    for (int day = DAY; day < DAY + 4; day++) {
      assertThat(night(day, 60, 3))
          .extracting(alert -> alert.prefix().toString())
          .containsExactly("2001:db8:5bad::/48");
    }
  }

  /** By messages, most of what is bad is theirs; by networks it is the block's. */
  @Test
  void isBlamedOnItsOwnBlockThoughAFewOthersSendMoreSpam() {
    learn();
    mailElsewhere = 200;
    assertThat(night(DAY, 60, 3))
        .extracting(alert -> alert.prefix().toString())
        .containsExactly("2001:db8:5bad::/48");
  }

  @Test
  void aProviderThatIsBadElsewhereTooIsToldBesides() {
    learn();
    assertThat(night(DAY, 60, 120))
        .extracting(alert -> alert.prefix().toString())
        .contains("2001:db8::/32");
  }

  @Test
  void anOpenAlertOfTheProviderEndsWhereOneBlockOfItIsLeft() {
    learn();
    assertThat(night(DAY, 0, 120))
        .extracting(alert -> alert.prefix().toString())
        .containsExactly("2001:db8::/32");
    for (int day = DAY + 1; day < DAY + 4; day++) {
      assertThat(night(day, 60, 3))
          .extracting(alert -> alert.prefix().toString())
          .containsExactly("2001:db8:5bad::/48");
    }
  }

  @Test
  void anAttackFromAllOverAPrefixIsToldOnce() {
    assertThat(attack(64, 80, 2)).containsExactly("2001:db8:5bad::/48");
    assertThat(attack(64, 80, 1_000)).hasSize(64).doesNotContain("2001:db8:5bad::/48");
    assertThat(attack(3, 80, 2)).hasSize(3).doesNotContain("2001:db8:5bad::/48");
  }

  @Test
  void sendersAlikeEndItOnceTheyAreNeitherNewNorBad() {
    assertThat(alike(DAY, 60)).hasSize(1);
    for (int day = DAY + 1; day < DAY + 9; day++) {
      assertThat(alike(day, 60)).hasSize(1);
    }
    for (int day = DAY + 9; day < DAY + 12; day++) {
      alike(day, 0);
    }
    assertThat(alike(DAY + 12, 0)).isEmpty();
  }

  /** Snowshoes told of a /48 in which 60 networks send alike, so many of them new. */
  private List<Alert> alike(int day, int fresh) {
    Prefix site = Prefix.parse("2001:db8:5bad::/48");
    SubtreeNight.Result result =
        SubtreeNight.score(
                day,
                List.of(
                    new SubtreeNight.Entry(
                        site,
                        states.getOrDefault(site, PrefixState.NEW),
                        DayActivity.ofMessages(240)
                            .withVerdicts(0, 240, 0)
                            .withChildren(
                                new Children(60, fresh, 0, 60, 0, 60),
                                new Debut(fresh, 4 * fresh, 16 * fresh)),
                        Surroundings.UNKNOWN)))
            .judge(BaselineSettings.DEFAULT, STRICT);
    result.outcomes().forEach(outcome -> states.put(outcome.prefix(), outcome.next()));
    return result.alerts().stream().filter(a -> a.kind() == AlertKind.SNOWSHOE).toList();
  }

  /** Snowshoes told of a /48 in so many of whose /56 bad networks send, and good ones beside. */
  private static List<String> attack(int blocks, int networks, int good) {
    List<SubtreeNight.Entry> entries = new ArrayList<>();
    Prefix site = Prefix.parse("2001:db8:5bad::/48");
    entries.add(entry(site, blocks * networks, good));
    for (int i = 0; i < blocks; i++) {
      entries.add(entry(Prefix.of(site.high() | (long) i << 8, 0, 56), networks, 0));
    }
    return SubtreeNight.score(DAY, entries)
        .judge(BaselineSettings.DEFAULT, STRICT)
        .alerts()
        .stream()
        .filter(alert -> alert.kind() == AlertKind.SNOWSHOE)
        .map(alert -> alert.prefix().toString())
        .toList();
  }

  private static SubtreeNight.Entry entry(Prefix prefix, int bad, int good) {
    int all = bad + good;
    return new SubtreeNight.Entry(
        prefix,
        PrefixState.NEW,
        DayActivity.ofMessages(all)
            .withVerdicts(bad, good, 0)
            .withChildren(new Children(all, all, bad, 0, 0, all), Debut.NONE),
        Surroundings.UNKNOWN);
  }
}
