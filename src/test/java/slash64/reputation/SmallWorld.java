package slash64.reputation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import slash64.net.Address;

/**
 * A small seeded world of senders whose spam share is known: enough kinds to tell estimators apart,
 * and small enough to be gone through in a second. Every day yields counts per address.
 */
public final class SmallWorld {

  /** Messages of one address on one day, as the filter judged them and as they were. */
  public record Mail(int spam, int ham, int judgedSpam, int judgedHam) {
    Mail plus(Mail other) {
      return new Mail(
          spam + other.spam,
          ham + other.ham,
          judgedSpam + other.judgedSpam,
          judgedHam + other.judgedHam);
    }
  }

  /** Sends some messages from some address of its own on every day on which it is active. */
  private interface Sender {
    void send(int day, SplittableRandom random);
  }

  private static final double FALSE_SPAM = 0.005;
  private static final double MISSED_SPAM = 0.1;

  private final SplittableRandom random;
  private final List<Sender> senders = new ArrayList<>();
  private Map<Address, Mail> mail = new TreeMap<>();
  private long nextNetwork = 0x2001_0db8_0000_0000L;

  public SmallWorld(long seed) {
    random = new SplittableRandom(seed);
    times(150, this::enterprise);
    times(3, this::mailboxProvider);
    times(8, this::hosting);
    times(4, this::snowshoe);
    times(25, this::rotatingLink);
    times(4, this::residential);
    times(12, this::takenOver);
  }

  private static void times(int count, Runnable addKind) {
    for (int i = 0; i < count; i++) {
      addKind.run();
    }
  }

  /** Returns the mail of the next day by address. Days are asked for in order. */
  public Map<Address, Mail> day(int day) {
    mail = new TreeMap<>();
    for (Sender sender : senders) {
      sender.send(day, random);
    }
    return mail;
  }

  private long network() {
    nextNetwork += 1L << 32;
    return nextNetwork;
  }

  private void send(long high, long low, int messages, double spamShare) {
    int spam = 0;
    int judgedSpam = 0;
    for (int i = 0; i < messages; i++) {
      boolean isSpam = random.nextDouble() < spamShare;
      spam += isSpam ? 1 : 0;
      judgedSpam += random.nextDouble() < (isSpam ? 1 - MISSED_SPAM : FALSE_SPAM) ? 1 : 0;
    }
    if (messages > 0) {
      mail.merge(
          new Address(high, low),
          new Mail(spam, messages - spam, judgedSpam, messages - judgedSpam),
          Mail::plus);
    }
  }

  private void enterprise() {
    long site = network() | 1 << 16;
    int volume = 2 + random.nextInt(60);
    double share = random.nextDouble() * 0.01;
    senders.add((day, draw) -> send(site, 0x25, draw.nextInt(2 * volume), share));
  }

  private void mailboxProvider() {
    long site = network();
    double share = 0.01 + random.nextDouble() * 0.01;
    senders.add(
        (day, draw) -> {
          for (int host = 0; host < 60; host++) {
            send(site | host % 4, host, draw.nextInt(80), share);
          }
        });
  }

  /** One customer per /64; most send good mail, some are spammers, and some are new each day. */
  private void hosting() {
    long site = network();
    for (int customer = 0; customer < 60; customer++) {
      long link = site | (long) random.nextInt(40) << 16 | customer;
      double share = random.nextDouble() < 0.2 ? 0.998 : 0.003;
      int start = random.nextInt(30) - 10;
      int volume = 1 + random.nextInt(share > 0.5 ? 40 : 20);
      senders.add((day, draw) -> send(link, 1, day < start ? 0 : draw.nextInt(2 * volume), share));
    }
  }

  /** Few messages from each of many /64 of one /48, every day others. */
  private void snowshoe() {
    long site = network() | (long) random.nextInt(1 << 12) << 16;
    senders.add(
        (day, draw) -> {
          for (int i = 0; i < 60; i++) {
            send(site | draw.nextInt(1 << 10), draw.nextInt(4), 1 + draw.nextInt(4), 0.999);
          }
        });
  }

  /** One /64 with a new address for every message. */
  private void rotatingLink() {
    long link = network() | (random.nextInt() & 0xffff_ffffL);
    int volume = 20 + random.nextInt(80);
    senders.add(
        (day, draw) -> {
          for (int i = 0; i < volume; i++) {
            send(link, draw.nextLong(), 1, 0.999);
          }
        });
  }

  /**
   * A household per /56; infected ones send spam from privacy addresses, others little good mail.
   */
  private void residential() {
    long site = network();
    for (int household = 0; household < 100; household++) {
      long delegation = site | (long) random.nextInt(1 << 20) << 8;
      boolean isInfected = random.nextInt(5) == 0;
      senders.add(
          (day, draw) -> {
            for (int i = 0; i < (isInfected ? 6 : draw.nextInt(2)); i++) {
              send(delegation | draw.nextInt(4), draw.nextLong(), 1, isInfected ? 0.99 : 0.01);
            }
          });
    }
  }

  /** Good for weeks, then a spammer for some days, then good again. */
  private void takenOver() {
    long site = network();
    int from = 12 + random.nextInt(12);
    int until = from + 2 + random.nextInt(8);
    senders.add(
        (day, draw) -> {
          boolean isTaken = day >= from && day < until;
          send(site, 0x25, (isTaken ? 60 : 15) + draw.nextInt(20), isTaken ? 0.9 : 0.005);
        });
  }
}
