package slash64.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static slash64.feed.GuardSamples.mail;
import static slash64.feed.GuardSamples.rejected;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import slash64.net.Prefix;

/** All guards together, and those that look at nothing but the night itself. */
class FeedGuardsTest {
  @Test
  void anOrdinaryNightPasses() {
    GuardSamples.Night night = new GuardSamples.Night();
    night.before = Optional.of(night.after);
    night.mail = List.of(mail("2001:db8::1", 1000, 0), mail("192.0.2.1", 10_000, 10_000));
    assertThat(night.check()).isEmpty();
  }

  @Test
  void moreEntriesThanAProgramBearsHold() {
    GuardSamples.Night night = new GuardSamples.Night();
    night.after =
        rejected(0, 10).stream().filter(entry -> (entry.prefix().high() >> 16) % 2 == 0).toList();
    night.formats = List.of(new NftablesMap(4), PolicyNdjson.compact());
    assertThat(night.check())
        .containsExactly(
            new HeldGuard(
                Guard.CONSUMER_LIMIT,
                "nftables.nft would hold 5 entries, and its program bears 4. Leave it out of"
                    + " feed.formats, or set feed.budget.",
                List.of()));
    night.formats = List.of(new NftablesMap(5));
    assertThat(night.check()).isEmpty();
  }

  /** The five lie side by side, and are one range to nftables. */
  @Test
  void nftablesIsHeldByWhatItWouldBeGiven() {
    GuardSamples.Night night = new GuardSamples.Night();
    night.after = rejected(0, 5);
    night.formats = List.of(new NftablesMap(1));
    assertThat(night.check()).isEmpty();
    night.formats = List.of(new NftablesMap(0));
    assertThat(night.check()).extracting(HeldGuard::guard).containsExactly(Guard.CONSUMER_LIMIT);
  }

  @Test
  void oldMailHoldsAndSoDoesNone() {
    GuardSamples.Night night = new GuardSamples.Night();
    Instant oldest = GuardSamples.GENERATED.minus(Duration.ofHours(36));
    night.newestMail = Optional.of(oldest);
    assertThat(night.check()).isEmpty();
    night.newestMail = Optional.empty();
    assertThat(night.check()).extracting(HeldGuard::guard).containsExactly(Guard.ARCHIVE_AGE);
    night.newestMail = Optional.of(oldest.minusSeconds(1));
    assertThat(night.check())
        .extracting(HeldGuard::toString)
        .containsExactly(
            "archive_age: the newest mail in the archives is of 2026-11-01T13:59:59Z,"
                + " more than 36 hours before 2026-11-03T02:00:00Z.");
  }

  @Test
  void anOverriddenGuardDoesNotHoldTheOthersDo() {
    GuardSamples.Night night = new GuardSamples.Night();
    night.newestMail = Optional.of(Instant.EPOCH);
    night.ours = List.of(Prefix.parse("2001:db8::/64"));
    night.overridden = Set.of(Guard.ofWord("archive_age"));
    assertThat(night.check()).extracting(HeldGuard::guard).containsExactly(Guard.PROTECTED_PREFIX);
    assertThatThrownBy(() -> Guard.ofWord("all"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Cannot override guard 'all': need good_mail_rejected, good_mail_delayed, empty_policy,"
                + " entries_changed, space_changed, mail_changed, consumer_limit, archive_age,"
                + " protected_prefix, wide_prefix");
  }
}
