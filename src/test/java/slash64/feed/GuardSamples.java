package slash64.feed;

import static slash64.feed.FeedSamples.entry;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import slash64.conf.GuardSettings;
import slash64.net.Address;
import slash64.net.Prefix;
import slash64.policy.PolicyEntry;
import slash64.policy.Tier;

/** What the tests of guards share. */
final class GuardSamples {
  static final Instant GENERATED = Instant.parse("2026-11-03T02:00:00Z");

  private static final GuardSettings LIMITS =
      new GuardSettings(
          3, 3, 0.75, 0.0005, 0.02, 0, 7, 0.5, 100, 0.5, 0x1p32, 65_536, 0.2, 36, 32, 16,
          List.of());

  /** Mail from one client address, as the replay of a night would find it. */
  record Mail(Address client, long messages, long spam, long good) {
    AnsweredMail answered(List<PolicyEntry> before, List<PolicyEntry> after) {
      return new AnsweredMail(
          Optional.ofNullable(FeedSamples.longestMatch(before, client)),
          Optional.ofNullable(FeedSamples.longestMatch(after, client)),
          messages,
          spam,
          good);
    }
  }

  static Mail mail(String client, long messages, long good) {
    return new Mail(Address.parse(client), messages, 0, good);
  }

  /** A night that no guard holds, to be changed in one respect. */
  static final class Night {
    Optional<List<PolicyEntry>> before = Optional.empty();
    List<PolicyEntry> after = List.of(entry("2001:db8::/48", Tier.REJECT));
    List<Mail> mail = List.of();
    Optional<Instant> newestMail = Optional.of(GENERATED.minus(Duration.ofHours(2)));
    List<Prefix> ours = List.of();
    List<FeedFormat> formats = List.of(PolicyNdjson.compact());
    Set<Guard> overridden = Set.of();
    boolean isSettling;

    List<HeldGuard> check() {
      return FeedGuards.check(guarded(), LIMITS, overridden);
    }

    GuardedNight guarded() {
      return new GuardedNight(
          before,
          after,
          MailReplay.of(
              mail.stream().map(each -> each.answered(before.orElse(List.of()), after)).toList()),
          newestMail,
          GENERATED,
          ours,
          formats,
          isSettling);
    }
  }

  static List<PolicyEntry> rejected(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(i -> entry("2001:db8:%x::/48".formatted(i), Tier.REJECT))
        .toList();
  }

  private GuardSamples() {}
}
