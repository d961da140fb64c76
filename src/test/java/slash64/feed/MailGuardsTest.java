package slash64.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static slash64.feed.FeedSamples.entry;
import static slash64.feed.GuardSamples.mail;
import static slash64.feed.GuardSamples.rejected;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import slash64.net.Prefix;
import slash64.policy.Tier;

/** What holds a policy that would hit good mail. */
class MailGuardsTest {
  @Test
  void goodMailThatWouldBeRejectedHolds() {
    GuardSamples.Night night = new GuardSamples.Night();
    night.mail =
        List.of(
            mail("2001:db8::1", 500, 7),
            mail("2001:db8:0:1::1", 3, 2),
            mail("192.0.2.1", 9_991, 9_991));
    assertThat(night.check())
        .containsExactly(
            new HeldGuard(
                Guard.GOOD_MAIL_REJECTED,
                "9 of 10,000 known-good messages of the last days would be rejected, 0.090 %, and"
                    + " 0.050 % is the limit.",
                List.of(Prefix.parse("2001:db8::/48"))));
  }

  @Test
  void aBetterPrefixInsideAWorseOneSavesItsMail() {
    GuardSamples.Night night = new GuardSamples.Night();
    night.after =
        List.of(entry("2001:db8::/48", Tier.REJECT), entry("2001:db8::/64", Tier.TRUSTED));
    night.mail = List.of(mail("2001:db8::1", 500, 500));
    assertThat(night.check()).isEmpty();
  }

  @Test
  void goodMailMayBeDelayedMoreThanRejectedButNotWithoutLimit() {
    GuardSamples.Night night = new GuardSamples.Night();
    night.after =
        List.of(entry("2001:db8::/48", Tier.GREYLIST), entry("2001:db8:1::/48", Tier.THROTTLE));
    night.mail = List.of(mail("2001:db8::1", 15, 15), mail("192.0.2.1", 985, 985));
    assertThat(night.check()).isEmpty();
    night.mail =
        List.of(
            mail("2001:db8::1", 15, 15),
            mail("2001:db8:1::1", 20, 20),
            mail("192.0.2.1", 965, 965));
    assertThat(night.check())
        .extracting(HeldGuard::guard, HeldGuard::entries)
        .containsExactly(
            tuple(
                Guard.GOOD_MAIL_DELAYED,
                List.of(Prefix.parse("2001:db8:1::/48"), Prefix.parse("2001:db8::/48"))));
  }

  @Test
  void aPolicyThatHitsNoMoreGoodMailThanTheOneInPlaceIsNotHeldForIt() {
    GuardSamples.Night night = new GuardSamples.Night();
    night.before = Optional.of(rejected(1, 3));
    night.after =
        List.of(entry("2001:db8:1::/48", Tier.GREYLIST), entry("2001:db8:2::/48", Tier.REJECT));
    night.mail =
        List.of(
            mail("2001:db8:1::1", 60, 60),
            mail("2001:db8:2::1", 9, 9),
            mail("192.0.2.1", 931, 931));
    assertThat(night.check()).isEmpty();

    // One more sender is hit, so that it is the new policy that does harm.
    night.after =
        List.of(
            entry("192.0.2.0/24", Tier.THROTTLE),
            entry("2001:db8:1::/48", Tier.GREYLIST),
            entry("2001:db8:2::/48", Tier.REJECT));
    night.mail =
        List.of(
            mail("2001:db8:1::1", 60, 60),
            mail("2001:db8:2::1", 9, 9),
            mail("192.0.2.1", 1, 1),
            mail("192.0.3.1", 930, 930));
    assertThat(night.check()).extracting(HeldGuard::guard).containsExactly(Guard.GOOD_MAIL_DELAYED);
  }

  @Test
  void othersGoodMailIsNotHitInPlaceOfWhatIsLetGo() {
    GuardSamples.Night night = new GuardSamples.Night();
    night.before = Optional.of(rejected(1, 2));
    night.after = rejected(2, 3);
    night.mail =
        List.of(
            mail("2001:db8:1::1", 60, 60),
            mail("2001:db8:2::1", 59, 59),
            mail("192.0.2.1", 881, 881));
    assertThat(night.check()).extracting(HeldGuard::guard).contains(Guard.GOOD_MAIL_REJECTED);
  }

  @Test
  void rejectingInPlaceOfDelayingIsHeldThoughNoMoreSendersAreHit() {
    GuardSamples.Night night = new GuardSamples.Night();
    night.before = Optional.of(List.of(entry("2001:db8:1::/48", Tier.GREYLIST)));
    night.after = rejected(1, 2);
    night.mail = List.of(mail("2001:db8:1::1", 60, 60), mail("192.0.2.1", 940, 940));
    assertThat(night.check())
        .extracting(HeldGuard::guard)
        .containsExactly(Guard.GOOD_MAIL_REJECTED);
  }
}
