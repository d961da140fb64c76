package slash64.synth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import slash64.net.Prefix;
import slash64.synth.Truth.Happened;
import slash64.synth.Truth.Held;
import slash64.synth.Truth.Message;

/** What the truth files of the demo's world say, and whether the mail is like that. */
class WorldTruthTest {
  private static final LocalDate FIRST = LocalDate.of(2026, 11, 1);
  private static final WorldConfig CONFIG = WorldConfig.demo(5, FIRST);

  @TempDir private static Path world;

  private static Truth truth;

  @BeforeAll
  static void write() throws IOException {
    World.write(CONFIG, world);
    truth = Truth.of(world);
  }

  @Test
  void everyKindOfSenderSendsAndTheDaysAddUpToTheScaleAskedFor() {
    Set<String> seen = truth.messages().stream().map(Message::kind).collect(Collectors.toSet());
    for (SenderKind kind : SenderKind.values()) {
      boolean sends = kind != SenderKind.PASSWORD_GUESSER && !kind.isOfAnAttack();
      assertThat(seen.contains(kind.label())).as(kind.label()).isEqualTo(sends);
    }
    assertThat(truth.messages().size() / (double) CONFIG.days()).isCloseTo(4000, within(1000.0));
    assertThat(Truth.spamShare(truth.messages())).isBetween(0.15, 0.35);
  }

  @Test
  void everyClientLiesInAPrefixTheTruthGivesToItsSenderThatDay() {
    Map<String, List<Held>> bySender =
        truth.senders().stream().collect(Collectors.groupingBy(Held::sender));
    List<Message> strays =
        truth.messages(
            message -> bySender.get(message.sender()).stream().noneMatch(h -> sent(h, message)));
    assertThat(strays).isEmpty();
  }

  /** Returns whether a message came from a prefix while its sender held it. */
  private static boolean sent(Held held, Message message) {
    return held.prefix().contains(message.client())
        && held.kind().equals(message.kind())
        // A session of the last seconds of a day may reach into the next one.
        && (held.holds(message.day()) || held.holds(message.day().minusDays(1)));
  }

  @Test
  void badSendersSendSpamAndGoodOnesHardlyAny() {
    Map<String, List<Message>> bySender =
        truth.messages().stream().collect(Collectors.groupingBy(Message::sender));
    for (Held held : truth.senders()) {
      List<Message> sent =
          bySender.getOrDefault(held.sender(), List.of()).stream()
              .filter(m -> held.prefix().contains(m.client()) && held.holds(m.day()))
              .toList();
      if (sent.size() >= 40 && !held.kind().equals("forwarder")) {
        double least = held.isBad() ? 0.7 : 0;
        assertThat(Truth.spamShare(sent))
            .as(held.toString())
            .isBetween(least, held.isBad() ? 1 : 0.08);
      }
    }
  }

  @Test
  void firmsRestAtWeekends() {
    Map<LocalDate, Integer> days = perDay(truth.ofKind(SenderKind.ENTERPRISE));
    double atWork = 0;
    double atRest = 0;
    for (Map.Entry<LocalDate, Integer> day : days.entrySet()) {
      if (day.getKey().getDayOfWeek().compareTo(DayOfWeek.FRIDAY) > 0) {
        atRest += day.getValue() / 6.0;
      } else {
        atWork += day.getValue() / 15.0;
      }
    }
    assertThat(atWork / atRest).isBetween(2.5, 4.5); // 1.25 against 0.375 by the plan
  }

  private static Map<LocalDate, Integer> perDay(List<Message> some) {
    Map<LocalDate, Integer> days = new TreeMap<>();
    some.forEach(message -> days.merge(message.day(), 1, Integer::sum));
    return days;
  }

  @Test
  void newslettersComeOnTheirDayOnly() {
    Map<String, List<Message>> bySender =
        truth.messages(message -> message.kind().endsWith("_newsletter")).stream()
            .collect(Collectors.groupingBy(message -> message.kind() + message.sender()));
    assertThat(bySender).hasSizeGreaterThan(8);
    bySender.forEach(
        (sender, sent) ->
            assertThat(perDay(sent).keySet())
                .extracting(
                    day -> sender.startsWith("weekly") ? day.getDayOfWeek() : day.getDayOfMonth())
                .as(sender)
                .containsOnly(
                    sender.startsWith("weekly")
                        ? sent.get(0).day().getDayOfWeek()
                        : sent.get(0).day().getDayOfMonth()));
  }

  @Test
  void rotationMeansANewAddressForEachSession() {
    List<Message> rotating = truth.ofKind(SenderKind.ROTATING_SLASH64);
    assertThat(rotating).hasSizeGreaterThan(500);
    // A greylisted session comes again from the same address.
    assertThat(rotating.stream().map(Message::client).distinct().count())
        .isGreaterThan((long) (0.6 * rotating.size()));
    assertThat(rotating.stream().map(message -> message.client().prefix(64)).distinct())
        .hasSize(SenderKind.ROTATING_SLASH64.count(CONFIG));
  }

  @Test
  void aSnowshoeWalksOnManySlash64WithLittleOnEach() {
    List<Message> snowshoe = truth.ofKind(SenderKind.SNOWSHOE_SLASH48);
    Map<Object, Long> perSlash64 =
        snowshoe.stream()
            .collect(
                Collectors.groupingBy(
                    message -> List.of(message.day(), message.client().prefix(64)),
                    Collectors.counting()));
    assertThat(snowshoe.stream().map(message -> message.client().prefix(64)).distinct().count())
        .isGreaterThan(200);
    assertThat(perSlash64.values()).allMatch(count -> count <= 20);
    assertThat(snowshoe.size() / perSlash64.size()).isLessThan(3);
  }

  @Test
  void aSpikeIsAsHighAsItsFactorSays() {
    List<Happened> spikes = truth.events("volume_spike");
    assertThat(spikes).hasSize(CONFIG.injections().volumeSpikes());
    Population population = Population.of(CONFIG);
    for (Happened spike : spikes) {
      LocalDate day = spike.day();
      Sender sender = population.senders().get(Integer.parseInt(spike.sender()));
      double usual = sender.expected((int) (day.toEpochDay() - FIRST.toEpochDay()), day);
      double factor = spike.factor();
      int sent =
          truth.messages(m -> m.sender().equals(spike.sender()) && m.day().equals(day)).size();
      assertThat(factor).isBetween(4.0, 40.0);
      assertThat(sent / usual).as(spike.toString()).isBetween(0.3 * factor, 2.5 * factor);
    }
  }

  @Test
  void aTakenOverCustomerSendsManyTimesAsMuchAndNearlyOnlySpam() {
    List<Happened> takeovers = truth.events("customer_takeover");
    assertThat(takeovers).hasSize(SenderKind.TAKEN_OVER_CUSTOMER.count(CONFIG));
    for (Happened takeover : takeovers) {
      requireTurn(takeover, 10, 60, 0.85);
    }
  }

  @Test
  void aContentShiftChangesWhatIsSentButNotHowMuch() {
    assertThat(truth.events("content_shift")).isNotEmpty();
    for (Happened shift : truth.events("content_shift")) {
      requireTurn(shift, 0.6, 1.6, 0.7);
    }
    assertThat(truth.events("server_takeover")).isNotEmpty();
    for (Happened takeover : truth.events("server_takeover")) {
      requireTurn(takeover, 3, 12, 0.7);
    }
  }

  /** Requires how volume and spam share change on an event's day for good. */
  private static void requireTurn(Happened event, double least, double most, double leastSpam) {
    LocalDate day = event.day();
    List<Message> sent = truth.messages(message -> message.sender().equals(event.sender()));
    List<Message> before = sent.stream().filter(m -> m.day().isBefore(day)).toList();
    List<Message> after = sent.stream().filter(m -> !m.day().isBefore(day)).toList();
    double daysBefore = day.toEpochDay() - FIRST.toEpochDay();
    double factor = after.size() / (CONFIG.days() - daysBefore) / (before.size() / daysBefore);
    assertThat(factor).as(event.toString()).isBetween(least, most);
    assertThat(Truth.spamShare(before)).as(event.toString()).isLessThan(0.05);
    assertThat(Truth.spamShare(after)).as(event.toString()).isGreaterThan(leastSpam);
  }

  @Test
  void aDualStackSpammerFallsBackToIpv4() {
    assertThat(truth.events("dual_stack_fallback")).hasSize(2);
    for (Happened fallback : truth.events("dual_stack_fallback")) {
      LocalDate day = fallback.day();
      List<Message> sent = truth.messages(message -> message.sender().equals(fallback.sender()));
      assertThat(sent.stream().filter(m -> m.day().isBefore(day)).toList())
          .filteredOn(message -> !message.client().isIpv4())
          .hasSizeGreaterThan(sent.size() / 5);
      assertThat(sent.stream().filter(m -> m.day().isAfter(day) && m.client().isIpv4()).count())
          .isGreaterThan(sent.stream().filter(m -> m.day().isAfter(day.plusDays(1))).count() / 2);
    }
  }

  @Test
  void badServersHaveCleanNeighboursInTheSamePrefix() {
    for (Map.Entry<String, Integer> shared : Map.of("shared_slash64", 64, "vps", 48).entrySet()) {
      Set<Prefix> bad = prefixes(shared.getKey() + "_bad", shared.getValue());
      Set<Prefix> clean = prefixes(shared.getKey() + "_clean", shared.getValue());
      assertThat(bad).isNotEmpty();
      assertThat(clean).containsAll(bad);
    }
  }

  private static Set<Prefix> prefixes(String kind, int length) {
    return truth.senders().stream()
        .filter(held -> held.kind().equals(kind))
        .map(held -> held.prefix().ancestor(length))
        .collect(Collectors.toSet());
  }

  @Test
  void customersSubmitFromWhatIsAllocatedToThem() {
    List<String[]> allocations = Archives.rows(world.resolve("allocations.csv"));
    List<Message> submitted = truth.messages(message -> message.host().equals("out1"));
    assertThat(submitted).hasSizeGreaterThan(1000);
    Map<Prefix, List<String[]>> byPrefix = new HashMap<>();
    for (String[] allocation : allocations) {
      Prefix prefix = Prefix.parse(allocation[0]);
      assertThat(prefix.length()).isEqualTo(56);
      byPrefix.computeIfAbsent(prefix, key -> new ArrayList<>()).add(allocation);
    }
    Happened unallocated = truth.events("unallocated_prefix").get(0);
    Set<String> outside =
        submitted.stream()
            .filter(message -> !byPrefix.containsKey(message.client().prefix(56)))
            .map(Message::sender)
            .collect(Collectors.toSet());
    assertThat(outside).containsExactly(unallocated.sender());
    assertThat(allocations).as("moved").anyMatch(row -> !row[4].isEmpty());
    assertThat(byPrefix.values()).as("one holder each").allMatch(rows -> rows.size() == 1);
  }

  @Test
  void aCarelessFirmLosesItsAuthenticationAndNothingElse() {
    assertThat(truth.events("authentication_lost")).hasSize(2);
    List<String> tasks =
        Archives.lines(world, "mx2").stream().filter(line -> line.contains("rspamd_task")).toList();
    for (Happened lost : truth.events("authentication_lost")) {
      String day = lost.day().toString();
      List<String> own =
          tasks.stream().filter(line -> line.contains("@" + domain(lost) + ">, (")).toList();
      assertThat(own).filteredOn(line -> line.compareTo(day) < 0).isNotEmpty();
      assertThat(own)
          .filteredOn(line -> line.compareTo(day) >= 0)
          .isNotEmpty()
          .filteredOn(line -> line.contains("R_SPF_ALLOW"))
          .hasSizeLessThan(own.size() / 4);
    }
  }

  private static String domain(Happened event) {
    Sender sender = Population.of(CONFIG).senders().get(Integer.parseInt(event.sender()));
    return new String(sender.content().domain(), StandardCharsets.US_ASCII);
  }

  @Test
  void theFilterErrsAsOftenAsConfigured() {
    Map<String, Boolean> isSpam = new HashMap<>();
    truth.messages().forEach(message -> isSpam.put(message.id(), message.isSpam()));
    Pattern task = Pattern.compile(".*, qid: <(\\S+)>, .*\\(default: ([TF]) \\(.*");
    int[] all = new int[2];
    int[] called = new int[2];
    for (String line : Archives.lines(world, "mx2")) { // long ids, so that an id is one message
      Matcher matcher = task.matcher(line);
      if (matcher.matches()) {
        int which = isSpam.get(matcher.group(1)) ? 1 : 0;
        all[which]++;
        called[which] += matcher.group(2).equals("T") ? 1 : 0;
      }
    }
    assertThat(called[0] / (double) all[0]).isCloseTo(CONFIG.falseSpam(), within(0.006));
    // The sly are missed more often than the 20 % of the plain.
    assertThat(called[1] / (double) all[1]).as(Arrays.toString(all)).isBetween(0.72, 0.81);
  }
}
