package slash64.synth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
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
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import slash64.net.Address;
import slash64.net.Prefix;

/** What the truth files of the demo's world say, and whether the mail is like that. */
class WorldTruthTest {
  private static final LocalDate FIRST = LocalDate.of(2026, 11, 1);
  private static final WorldConfig CONFIG = WorldConfig.demo(5, FIRST);

  @TempDir private static Path world;

  private static List<Message> messages;
  private static List<Held> senders;

  private record Message(
      LocalDate day,
      String host,
      String id,
      Address client,
      String sender,
      String kind,
      boolean isSpam) {}

  private record Held(
      String sender, Prefix prefix, String kind, boolean isBad, LocalDate since, LocalDate until) {
    boolean holds(LocalDate day) {
      return !day.isBefore(since) && day.isBefore(until);
    }
  }

  @BeforeAll
  static void write() throws IOException {
    World.write(CONFIG, world);
    messages =
        Archives.truth(world).stream()
            .filter(row -> !row[3].isEmpty())
            .map(
                row ->
                    new Message(
                        LocalDate.parse(row[2].substring(0, 10)),
                        row[0],
                        row[1],
                        Address.parse(row[3]),
                        row[4],
                        row[5],
                        row[6].equals("true")))
            .toList();
    senders =
        Archives.rows(world.resolve("truth/senders.csv")).stream()
            .map(
                row ->
                    new Held(
                        row[0],
                        Prefix.parse(row[1]),
                        row[2],
                        row[3].equals("true"),
                        LocalDate.parse(row[4]),
                        row[5].isEmpty() ? LocalDate.MAX : LocalDate.parse(row[5])))
            .toList();
  }

  private static List<Message> of(Predicate<Message> wanted) {
    return messages.stream().filter(wanted).toList();
  }

  private static List<Message> ofKind(String kind) {
    return of(message -> message.kind().equals(kind));
  }

  private static double spamShare(List<Message> some) {
    return some.stream().filter(Message::isSpam).count() / (double) some.size();
  }

  /** Returns the events of a kind: day, prefix, sender and factor as text. */
  private static List<Matcher> events(String kind) {
    Pattern pattern =
        Pattern.compile(
            "\\{\"day\":\"(.*)\",\"kind\":\""
                + kind
                + "\",\"prefix\":\"(.*)\",\"sender\":(.*),\"factor\":(.*)}");
    return Archives.lines(world.resolve("truth/events.ndjson")).stream()
        .map(pattern::matcher)
        .filter(Matcher::matches)
        .toList();
  }

  @Test
  void everyKindOfSenderSendsAndTheDaysAddUpToTheScaleAskedFor() {
    Set<String> seen = messages.stream().map(Message::kind).collect(Collectors.toSet());
    for (SenderKind kind : SenderKind.values()) {
      assertThat(seen.contains(kind.label()))
          .as(kind.label())
          .isEqualTo(kind != SenderKind.PASSWORD_GUESSER);
    }
    assertThat(messages.size() / (double) CONFIG.days()).isCloseTo(4000, within(1000.0));
    assertThat(spamShare(messages)).isBetween(0.15, 0.35);
  }

  @Test
  void everyClientLiesInAPrefixTheTruthGivesToItsSenderThatDay() {
    Map<String, List<Held>> bySender =
        senders.stream().collect(Collectors.groupingBy(Held::sender));
    for (Message message : messages) {
      assertThat(bySender.get(message.sender()))
          .as(message.toString())
          .anyMatch(
              held ->
                  held.prefix().contains(message.client())
                      && held.kind().equals(message.kind())
                      // A session of the last seconds of a day may reach into the next one.
                      && (held.holds(message.day()) || held.holds(message.day().minusDays(1))));
    }
  }

  @Test
  void badSendersSendSpamAndGoodOnesHardlyAny() {
    for (Held held : senders) {
      List<Message> sent =
          of(
              message ->
                  message.sender().equals(held.sender())
                      && held.prefix().contains(message.client())
                      && held.holds(message.day()));
      if (sent.size() >= 40 && !held.kind().equals("forwarder")) {
        double least = held.isBad() ? 0.7 : 0;
        assertThat(spamShare(sent)).as(held.toString()).isBetween(least, held.isBad() ? 1 : 0.08);
      }
    }
  }

  @Test
  void firmsRestAtWeekends() {
    Map<LocalDate, Integer> days = perDay(ofKind("enterprise"));
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
        of(message -> message.kind().endsWith("_newsletter")).stream()
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
    List<Message> rotating = ofKind("rotating_slash64");
    assertThat(rotating).hasSizeGreaterThan(500);
    // A greylisted session comes again from the same address.
    assertThat(rotating.stream().map(Message::client).distinct().count())
        .isGreaterThan((long) (0.6 * rotating.size()));
    assertThat(rotating.stream().map(message -> message.client().prefix(64)).distinct())
        .hasSize(SenderKind.ROTATING_SLASH64.count(CONFIG));
  }

  @Test
  void aSnowshoeWalksOnManySlash64WithLittleOnEach() {
    List<Message> snowshoe = ofKind("snowshoe_slash48");
    Map<Object, Long> perSlash64 =
        snowshoe.stream()
            .collect(
                Collectors.groupingBy(
                    message -> List.of(message.day(), message.client().prefix(64)),
                    Collectors.counting()));
    assertThat(snowshoe.stream().map(message -> message.client().prefix(64)).distinct().count())
        .isGreaterThan(200);
    assertThat(perSlash64.values()).allMatch(count -> count <= 10);
  }

  @Test
  void aSpikeIsAsHighAsItsFactorSays() {
    List<Matcher> spikes = events("volume_spike");
    assertThat(spikes).hasSize(CONFIG.volumeSpikes());
    Population population = Population.of(CONFIG);
    for (Matcher spike : spikes) {
      LocalDate day = LocalDate.parse(spike.group(1));
      Sender sender = population.senders().get(Integer.parseInt(spike.group(3)));
      double usual = sender.expected((int) (day.toEpochDay() - FIRST.toEpochDay()), day);
      double factor = Double.parseDouble(spike.group(4));
      int sent = of(m -> m.sender().equals(spike.group(3)) && m.day().equals(day)).size();
      assertThat(factor).isBetween(4.0, 40.0);
      assertThat(sent / usual).as(spike.group()).isBetween(0.3 * factor, 2.5 * factor);
    }
  }

  @Test
  void aTakenOverCustomerSendsManyTimesAsMuchAndNearlyOnlySpam() {
    List<Matcher> takeovers = events("customer_takeover");
    assertThat(takeovers).hasSize(SenderKind.TAKEN_OVER_CUSTOMER.count(CONFIG));
    for (Matcher takeover : takeovers) {
      requireTurn(takeover, 10, 60, 0.85);
    }
  }

  @Test
  void aContentShiftChangesWhatIsSentButNotHowMuch() {
    assertThat(events("content_shift")).isNotEmpty();
    for (Matcher shift : events("content_shift")) {
      requireTurn(shift, 0.6, 1.6, 0.7);
    }
    assertThat(events("server_takeover")).isNotEmpty();
    for (Matcher takeover : events("server_takeover")) {
      requireTurn(takeover, 3, 12, 0.7);
    }
  }

  /** Requires how volume and spam share change on an event's day for good. */
  private static void requireTurn(Matcher event, double least, double most, double leastSpam) {
    LocalDate day = LocalDate.parse(event.group(1));
    List<Message> sent = of(message -> message.sender().equals(event.group(3)));
    List<Message> before = sent.stream().filter(m -> m.day().isBefore(day)).toList();
    List<Message> after = sent.stream().filter(m -> !m.day().isBefore(day)).toList();
    double daysBefore = day.toEpochDay() - FIRST.toEpochDay();
    double factor = after.size() / (CONFIG.days() - daysBefore) / (before.size() / daysBefore);
    assertThat(factor).as(event.group()).isBetween(least, most);
    assertThat(spamShare(before)).as(event.group()).isLessThan(0.05);
    assertThat(spamShare(after)).as(event.group()).isGreaterThan(leastSpam);
  }

  @Test
  void aDualStackSpammerFallsBackToIpv4() {
    assertThat(events("dual_stack_fallback")).hasSize(2);
    for (Matcher fallback : events("dual_stack_fallback")) {
      LocalDate day = LocalDate.parse(fallback.group(1));
      List<Message> sent = of(message -> message.sender().equals(fallback.group(3)));
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
    return senders.stream()
        .filter(held -> held.kind().equals(kind))
        .map(held -> held.prefix().ancestor(length))
        .collect(Collectors.toSet());
  }

  @Test
  void customersSubmitFromWhatIsAllocatedToThem() {
    List<String[]> allocations = Archives.rows(world.resolve("allocations.csv"));
    List<Message> submitted = of(message -> message.host().equals("out1"));
    assertThat(submitted).hasSizeGreaterThan(1000);
    Map<Prefix, List<String[]>> byPrefix = new HashMap<>();
    for (String[] allocation : allocations) {
      Prefix prefix = Prefix.parse(allocation[0]);
      assertThat(prefix.length()).isEqualTo(56);
      byPrefix.computeIfAbsent(prefix, key -> new ArrayList<>()).add(allocation);
    }
    for (Message message : submitted) {
      assertThat(byPrefix).as(message.toString()).containsKey(message.client().prefix(56));
    }
    assertThat(allocations).as("moved").anyMatch(row -> !row[4].isEmpty());
    assertThat(byPrefix.values()).as("one holder each").allMatch(rows -> rows.size() == 1);
  }

  @Test
  void theFilterErrsAsOftenAsConfigured() {
    Map<String, Boolean> truth = new HashMap<>();
    messages.forEach(message -> truth.put(message.id(), message.isSpam()));
    Pattern task = Pattern.compile(".*, qid: <(\\S+)>, .*\\(default: ([TF]) \\(.*");
    int[] all = new int[2];
    int[] called = new int[2];
    for (String line : Archives.lines(world, "mx2")) { // long ids, so that an id is one message
      Matcher matcher = task.matcher(line);
      if (matcher.matches()) {
        int which = truth.get(matcher.group(1)) ? 1 : 0;
        all[which]++;
        called[which] += matcher.group(2).equals("T") ? 1 : 0;
      }
    }
    assertThat(called[0] / (double) all[0]).isCloseTo(CONFIG.falseSpam(), within(0.006));
    // The sly are missed more often than the 20 % of the plain.
    assertThat(called[1] / (double) all[1]).as(Arrays.toString(all)).isBetween(0.72, 0.81);
  }
}
