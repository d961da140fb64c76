package slash64.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static slash64.feed.FeedSamples.entry;

import java.util.List;
import org.junit.jupiter.api.Test;
import slash64.net.Prefix;
import slash64.policy.PolicyEntry;
import slash64.policy.Tier;

/** What holds a policy for the prefixes that it names. */
class PrefixGuardsTest {
  @Test
  void aRestrictedPrefixThatIsOursHoldsWhetherItIsAroundOrInside() {
    GuardSamples.Night night = new GuardSamples.Night();
    night.after =
        List.of(
            entry("2001:db8:1::/48", Tier.REJECT),
            entry("2001:db8:2::/48", Tier.REJECT),
            entry("2001:db8:2:1::/64", Tier.TRUSTED),
            entry("2001:db8:3:1::/64", Tier.THROTTLE),
            entry("2001:db8:4:1::/64", Tier.NEUTRAL),
            with("2001:db8:4:2::/64", "{\"operator\":\"reject\"}")); // the operator's own will
    night.ours =
        List.of(
            Prefix.parse("2001:db8:1:1::/64"),
            Prefix.parse("2001:db8:2:1::/64"), // excepted: trusted inside
            Prefix.parse("2001:db8:3::/48"),
            Prefix.parse("2001:db8:4::/48"));
    assertThat(night.check())
        .containsExactly(
            new HeldGuard(
                Guard.PROTECTED_PREFIX,
                "2 entries restrict own or allow-listed prefixes.",
                List.of(Prefix.parse("2001:db8:1::/48"), Prefix.parse("2001:db8:3:1::/64"))));
  }

  @Test
  void aRestrictedPrefixWiderThanTheCapHolds() {
    GuardSamples.Night night = new GuardSamples.Night();
    night.after =
        List.of(
            entry("10.0.0.0/15", Tier.GREYLIST),
            entry("10.8.0.0/16", Tier.REJECT),
            entry("2001:db8::/31", Tier.TRUSTED),
            entry("2001:dba::/31", Tier.REJECT),
            entry("2001:dbc::/32", Tier.REJECT));
    assertThat(night.check())
        .containsExactly(
            new HeldGuard(
                Guard.WIDE_PREFIX,
                "2 restricted prefixes are wider than /32 (IPv6) or /16 (IPv4).",
                List.of(Prefix.parse("10.0.0.0/15"), Prefix.parse("2001:dba::/31"))));
  }

  @Test
  void whatOnlyStandsForSeveralOrIsTheOperatorsMayBeWider() {
    GuardSamples.Night night = new GuardSamples.Night();
    night.after =
        List.of(
            with("2001:db8::/31", "{\"stands_for\":2}"),
            with("2001:dba::/31", "{\"operator\":\"reject\"}"),
            with("2001:dbc::/31", "{\"spam\":{\"operator\":1}}"));
    assertThat(night.check())
        .extracting(HeldGuard::entries)
        .containsExactly(List.of(Prefix.parse("2001:dbc::/31")));
  }

  private static PolicyEntry with(String prefix, String evidence) {
    return entry(prefix, Tier.REJECT).withEvidence(evidence);
  }
}
