package slash64.evaluate.alerts;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import slash64.baseline.CampaignMember;
import slash64.baseline.Children;
import slash64.baseline.DayActivity;
import slash64.baseline.Histograms;
import slash64.net.Prefix;

/**
 * A world of senders with a known truth, day by day, in memory: hosts, access networks, firms and
 * IPv4; weekly and monthly mailers, growing and sparse senders, forwarders, lists, newcomers.
 */
final class AlertWorld {
  static final int HOSTS = 10;
  private static final int ACCESS = 16;
  private static final int PROVIDERS = 22;

  /** Digests that hundreds of senders have on every day: an empty message, a reply of a mailer. */
  private static final int POPULAR = 30;

  private final Chance chance;
  private final int firstDay;
  private final List<SimulatedSender> senders = new ArrayList<>();
  private final List<Injected> events = new ArrayList<>();

  /** A day: what came from each network, and who sent each digest that several had. */
  record Day(Map<Prefix, DayActivity> networks, Map<Integer, List<CampaignMember>> digests) {}

  /**
   * @param count senders that last
   * @param nights for how many days it will be asked
   * @param warmUp days on which most senders are known before anything is judged
   */
  AlertWorld(int count, int firstDay, int warmUp, int nights, long seed) {
    this.firstDay = firstDay;
    this.chance = new Chance(seed);
    Set<Prefix> taken = new HashSet<>();
    for (int i = 0; i < count; i++) {
      boolean isNewcomer = chance.happens(0.1);
      int first =
          isNewcomer ? firstDay + warmUp - 28 + chance.below(28 + nights - warmUp) : firstDay;
      SimulatedSender sender = sender(first);
      if (taken.add(sender.prefix)) {
        senders.add(sender);
      }
    }
  }

  private SimulatedSender sender(int first) {
    Habit[] habits = Habit.values();
    int roll = chance.below(100);
    Habit habit =
        roll < 30
            ? Habit.STEADY
            : roll < 48
                ? Habit.WORKDAYS
                : roll < 50 ? Habit.BURSTY : habits[2 + chance.below(habits.length - 3)];
    int place = chance.below(100);
    int provider = chance.below(PROVIDERS);
    if (place < 25) {
      return sender(Layout.ipv4(chance.below(3_000)), habit, false, first);
    }
    if (provider < HOSTS) {
      return sender(Layout.hosted(provider, chance.below(1_200)), habit, false, first);
    }
    if (provider < ACCESS) {
      boolean isHome = chance.happens(0.7);
      return sender(Layout.household(provider, chance.below(3_000)), habit, isHome, first);
    }
    return sender(Layout.site(provider, chance.below(400)), habit, false, first);
  }

  private SimulatedSender sender(Prefix prefix, Habit habit, boolean isHome, int first) {
    boolean isGuests = !prefix.isIpv4() && chance.happens(0.02);
    return new SimulatedSender(
        prefix,
        habit,
        isGuests
            ? SimulatedSender.Network.GUESTS
            : isHome ? SimulatedSender.Network.HOUSEHOLD : SimulatedSender.Network.SERVERS,
        first,
        first == firstDay, // a new spammer would be an event
        chance.split());
  }

  List<SimulatedSender> senders() {
    return senders;
  }

  List<Injected> events() {
    return events;
  }

  int firstDay() {
    return firstDay;
  }

  /** Makes a day; call once for each, in their order. */
  Day day(int day) {
    Map<Prefix, List<Injected>> at = new HashMap<>();
    Map<Integer, List<CampaignMember>> digests = new HashMap<>();
    Map<Prefix, DayActivity> networks = new TreeMap<>();
    for (Injected event : events) {
      if (event.isOn(day) && event.kind() != Injected.Kind.CAMPAIGN) {
        for (Prefix member : event.members()) {
          at.computeIfAbsent(member, key -> new ArrayList<>()).add(event);
        }
      }
    }
    for (SimulatedSender sender : senders) {
      if (day >= sender.firstDay) {
        Heard heard = sender.day(day, at.getOrDefault(sender.prefix, List.of()));
        add(heard, networks);
      }
    }
    passers(networks);
    for (Injected event : events) {
      if (event.isOn(day) && event.kind() == Injected.Kind.SNOWSHOE) {
        event.members().forEach(member -> add(small(member, event, -1), networks));
      }
      if (event.isOn(day) && event.kind() == Injected.Kind.CAMPAIGN) {
        for (Prefix member : event.members()) {
          add(campaign(member, event, digests), networks);
        }
      }
    }
    popular(networks, digests);
    return new Day(networks, digests);
  }

  private static void add(Heard heard, Map<Prefix, DayActivity> networks) {
    if (!heard.activity().isIdle()) {
      networks.merge(heard.prefix(), heard.activity(), Sums::together);
    }
  }

  /** Households that send a message or two on one day, and not again for long. */
  private void passers(Map<Prefix, DayActivity> networks) {
    for (int provider = HOSTS; provider < ACCESS; provider++) {
      long some = chance.count(6, 12);
      for (long i = 0; i < some; i++) {
        Prefix prefix = Layout.household(provider, 4_000 + chance.below(20_000));
        Histograms.Builder content = Histograms.builder();
        long messages = 1L + chance.below(3);
        new MailMix(MailMix.Variety.OWN, 20, 1, chance).addTo(content, messages, -1, chance);
        long bad = chance.happens(0.2) ? messages : 0;
        add(
            new Heard(
                prefix,
                SimulatedSender.activity(
                    messages, bad, content.build(), new Children(1, 1, bad > 0 ? 1 : 0, 1, 1, 1))),
            networks);
      }
    }
  }

  private Heard small(Prefix member, Injected event, int digest) {
    Stranger stranger = new Stranger(event);
    Histograms.Builder content = Histograms.builder();
    long messages = 2L + chance.below(6);
    int bulk = digest >= 0 ? digest & 0xffff : stranger.bulk();
    stranger.mix().addTo(content, messages, bulk, chance);
    long bad = Math.min(messages, chance.count(messages * stranger.badShare(), (double) messages));
    boolean isBad = 2 * bad > messages;
    return new Heard(
        member,
        SimulatedSender.activity(
            messages,
            bad,
            content.build(),
            member.isIpv4() ? Children.NONE : new Children(1, 1, isBad ? 1 : 0, 1, 0, 1)));
  }

  private Heard campaign(
      Prefix member, Injected event, Map<Integer, List<CampaignMember>> digests) {
    Heard heard = small(member, event, event.code());
    digests
        .computeIfAbsent(event.code(), key -> new ArrayList<>())
        .add(new CampaignMember(member, heard.activity().messages(), heard.activity().spam(), 0));
    return heard;
  }

  private void popular(
      Map<Prefix, DayActivity> networks, Map<Integer, List<CampaignMember>> digests) {
    for (int digest = 0; digest < POPULAR; digest++) {
      double share = (digest + 1) / 200.0 * Math.exp(0.3 * chance.normal());
      for (Prefix prefix : networks.keySet()) {
        if (chance.happens(share)) {
          digests
              .computeIfAbsent(digest, key -> new ArrayList<>())
              .add(new CampaignMember(prefix, 1, 0, 0));
        }
      }
    }
  }
}
