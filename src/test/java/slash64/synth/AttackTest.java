package slash64.synth;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import slash64.net.Prefix;
import slash64.synth.Truth.Happened;
import slash64.synth.Truth.Held;
import slash64.synth.Truth.Message;

/** One world with all attacks and many injected events, looked at one after the other. */
class AttackTest {
  private static final LocalDate FIRST = LocalDate.of(2026, 11, 1);
  private static final int DAYS = 15;
  private static final Injections INJECTIONS = new Injections(150, 6, 5, 4, 3, 2);
  private static final WorldConfig CONFIG =
      WorldConfig.demo(9, FIRST)
          .withDays(DAYS)
          .withInjections(INJECTIONS)
          .withAttacks(EnumSet.allOf(Attack.class));

  @TempDir private static Path world;

  private static Truth truth;

  @BeforeAll
  static void write() throws IOException {
    World.write(CONFIG, world);
    truth = Truth.of(world);
  }

  @Test
  void everyAttackIsAmongTheEvents() {
    Set<String> kinds = truth.events().stream().map(Happened::kind).collect(Collectors.toSet());
    for (Attack attack : Attack.values()) {
      assertThat(kinds).contains(attack.label());
    }
  }

  @Test
  void everyInjectedEventIsThereOnceOnADayAfterTheFirstThird() {
    List<Happened> spikes = truth.events("volume_spike");
    assertThat(spikes).hasSize(INJECTIONS.volumeSpikes());
    assertThat(spikes.stream().map(spike -> List.of(spike.day(), spike.sender())))
        .doesNotHaveDuplicates();
    assertThat(spikes).allMatch(spike -> !spike.day().isBefore(FIRST.plusDays(DAYS / 3)));
    assertThat(truth.events("content_spike")).hasSize(5);
    assertThat(truth.events("content_shift")).hasSize(6 + SenderKind.CONTENT_SHIFT.count(CONFIG));
    assertThat(truth.events("rotation")).hasSize(4 + SenderKind.ROTATING_SLASH64.count(CONFIG));
    assertThat(truth.events("snowshoe")).hasSize(3 + SenderKind.SNOWSHOE_SLASH48.count(CONFIG));
    assertThat(truth.events("campaign")).hasSize(2 + 2);
  }

  @Test
  void aCampaignIsOneContentFromManyUnrelatedPrefixes() {
    Map<String, Set<Prefix>> prefixesByDigest =
        Archives.lines(world, "mx2").stream()
            .filter(line -> line.contains("@pills2.example>, qid: "))
            .collect(
                Collectors.groupingBy(
                    line -> line.replaceAll(".*, digest: <(\\w+)>.*", "$1"),
                    Collectors.mapping(
                        line -> Prefix.parse(line.replaceAll(".*>, ip: ([^,]+), .*", "$1")),
                        Collectors.toSet())));
    assertThat(prefixesByDigest).hasSize(1);
    assertThat(prefixesByDigest.values()).allMatch(prefixes -> prefixes.size() >= 10);
    List<Message> sent =
        truth.messages(message -> Set.of("bot_ipv4", "bot_ipv6").contains(message.kind()));
    assertThat(sent.stream().map(message -> message.client().prefix(48)).distinct().count())
        .isGreaterThan(60);
  }

  @Test
  void poisonersSurroundCleanServers() {
    Set<Prefix> poisoned = slash48s(SenderKind.POISONER);
    assertThat(poisoned).hasSize(1);
    assertThat(truth.senders())
        .filteredOn(held -> held.kind().equals("vps_clean"))
        .filteredOn(held -> poisoned.contains(held.prefix().ancestor(48)))
        .hasSizeGreaterThanOrEqualTo(10);
    assertThat(slash64s(SenderKind.POISONER))
        .doesNotContainAnyElementsOf(slash64s(SenderKind.VPS_CLEAN));
  }

  private static Set<Prefix> slash48s(SenderKind kind) {
    return slash64s(kind).stream().map(prefix -> prefix.ancestor(48)).collect(Collectors.toSet());
  }

  private static Set<Prefix> slash64s(SenderKind kind) {
    return truth.senders().stream()
        .filter(held -> held.kind().equals(kind.label()))
        .map(held -> held.prefix().ancestor(64))
        .collect(Collectors.toSet());
  }

  @Test
  void aFarmerSendsCleanMailUntilItBursts() {
    for (Happened burst : truth.events("reputation_farming")) {
      List<Message> sent = truth.messages(message -> message.sender().equals(burst.sender()));
      List<Message> before = sent.stream().filter(m -> m.day().isBefore(burst.day())).toList();
      List<Message> after = sent.stream().filter(m -> !m.day().isBefore(burst.day())).toList();
      assertThat(before).isNotEmpty().noneMatch(Message::isSpam);
      assertThat(Truth.spamShare(after)).isGreaterThan(0.9);
      assertThat(after.size()).isGreaterThan(5 * before.size());
    }
  }

  @Test
  void aRampGrowsADayAtATime() {
    long[] thirds = new long[3];
    for (Message message : truth.ofKind(SenderKind.RAMPING)) {
      thirds[(int) (message.day().toEpochDay() - FIRST.toEpochDay()) / 5]++;
    }
    assertThat(thirds[1]).isBetween(2 * thirds[0], 4 * thirds[0]); // 8 / 3 by the plan
    assertThat(thirds[2]).isBetween(3 * thirds[0], 6 * thirds[0]); // 13 / 3
  }

  @Test
  void theCarefulStayBelowFiftyADay() {
    Map<List<Object>, Long> perDay =
        truth.ofKind(SenderKind.FORTY_NINE).stream()
            .collect(
                Collectors.groupingBy(
                    message -> List.of(message.sender(), message.day()), Collectors.counting()));
    assertThat(perDay).hasSize(DAYS * SenderKind.FORTY_NINE.count(CONFIG));
    // One of two sessions a day may be cut by the rate limit, or begin a second before midnight.
    assertThat(perDay.values()).allMatch(count -> count >= 46 && count <= 50);
  }

  @Test
  void aFloodHasAnAddressForEachMessageAllOverASlash32() {
    List<Message> flood = truth.ofKind(SenderKind.FLOODER);
    assertThat(flood).hasSizeGreaterThan(1000);
    assertThat(flood.stream().map(message -> message.client().prefix(64)).distinct())
        .hasSize(flood.size());
    assertThat(flood.stream().map(message -> message.client().prefix(32)).distinct()).hasSize(1);
  }

  @Test
  void aRenumberedFirmKeepsItsNameAndLeavesItsPrefix() {
    for (Happened move : truth.events("renumbering")) {
      List<Message> after = truth.messages(message -> message.sender().equals(move.sender()));
      assertThat(after).isNotEmpty().noneMatch(message -> message.day().isBefore(move.day()));
      assertThat(after).allMatch(m -> Prefix.parse(move.prefix()).contains(m.client()));
    }
    assertThat(slash64s(SenderKind.RENUMBERED)).hasSize(2 * SenderKind.RENUMBERED.count(CONFIG));
  }

  @Test
  void aSoldPrefixHasTwoOwnersOneAfterTheOther() {
    List<Happened> sales = truth.events("sold_prefixes");
    assertThat(sales).hasSize(2 * SenderKind.SOLD_BAD.count(CONFIG));
    for (Happened sale : sales) {
      List<Held> owners =
          truth.senders().stream()
              .filter(held -> held.prefix().toString().equals(sale.prefix()))
              .toList();
      assertThat(owners).hasSize(2);
      assertThat(owners.get(0).until()).isEqualTo(sale.day()).isEqualTo(owners.get(1).since());
      assertThat(owners.get(0).isBad()).isNotEqualTo(owners.get(1).isBad());
    }
  }

  @Test
  void aHoppingCustomerHasAnotherSlash56EveryDay() {
    Map<LocalDate, Set<Prefix>> byDay =
        truth.ofKind(SenderKind.HOPPING_CUSTOMER).stream()
            .collect(
                Collectors.groupingBy(
                    Message::day,
                    Collectors.mapping(
                        message -> message.client().prefix(56), Collectors.toSet())));
    assertThat(byDay).hasSize(DAYS);
    assertThat(byDay.values().stream().flatMap(Set::stream).distinct()).hasSize(DAYS);
  }
}
