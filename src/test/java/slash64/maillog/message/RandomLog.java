package slash64.maillog.message;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A small mail server's day by seed: sessions, refusals, filters, retries, bounces, expiries, short
 * queue ids that are soon used again; all interleaved by time. Lines come in order of time, a
 * microsecond or more apart.
 */
final class RandomLog {
  private record Entry(long micros, String text) {}

  private final Random random;
  private final List<Entry> entries = new ArrayList<>();
  private final Map<String, Long> freeIds = new HashMap<>();
  private final boolean hasScreen;
  private long clock;

  private RandomLog(long seed, boolean hasScreen) {
    this.random = new Random(seed);
    this.hasScreen = hasScreen;
  }

  /**
   * Returns the lines of this seed's day.
   *
   * @param sessions how many sessions it has
   * @param hasScreen whether postscreen stands in front of the server
   */
  static List<String> lines(long seed, int sessions, boolean hasScreen) {
    RandomLog log = new RandomLog(seed, hasScreen);
    for (int i = 0; i < sessions; i++) {
      log.start(i);
    }
    log.entries.sort(Comparator.comparingLong(Entry::micros));
    List<String> lines = new ArrayList<>();
    Instant day = Instant.parse("2026-11-23T08:00:00Z");
    long last = 0;
    for (Entry entry : log.entries) {
      last = Math.max(entry.micros, last + 1);
      lines.add(day.plus(Duration.of(last, java.time.temporal.ChronoUnit.MICROS)) + entry.text);
    }
    return lines;
  }

  private void say(String daemon, int pid, String text) {
    clock += 1_000 + random.nextInt(300_000);
    entries.add(new Entry(clock, " mx1 postfix/%s[%d]: %s".formatted(daemon, pid, text)));
  }

  private void start(int number) {
    clock = random.nextInt(60) * 1_000_000L;
    if (random.nextInt(8) == 0) {
      String id = id();
      say("pickup", 20, id + ": uid=0 from=<root>");
      queue(id, "root@example.net", number, 1 + random.nextInt(2));
      return;
    }
    int pid = 1_000 + number;
    String address = "2001:db8:0:%x::%x".formatted(random.nextInt(4), 1 + random.nextInt(5));
    String peer = "mail.example.org[" + address + "]";
    if (hasScreen) {
      String port = "[" + address + "]:" + (40_000 + number);
      say("postscreen", 30, "CONNECT from " + port + " to [2001:db8::25]:25");
      if (random.nextInt(3) == 0) {
        say("postscreen", 30, reject(port, number, ","));
        say("postscreen", 30, "DISCONNECT " + port);
        return;
      }
      say("postscreen", 30, "PASS OLD " + port);
    }
    say("smtpd", pid, "connect from " + peer);
    if (random.nextInt(5) == 0) {
      say("smtpd", pid, "warning: " + peer + ": SASL LOGIN authentication failed: x");
    }
    for (int i = random.nextInt(4); i > 0; i--) {
      if (random.nextInt(3) == 0) {
        for (int k = random.nextInt(3); k >= 0; k--) {
          say("smtpd", pid, reject(peer, number * 10 + i, ""));
        }
      } else {
        long before = clock + 500_000;
        transact(pid, peer, number * 10 + i);
        clock = before + 2_000_000; // deliveries go on beside the session
      }
    }
    say("smtpd", pid, "disconnect from " + peer + " ehlo=1 commands=1");
  }

  private String reject(String peer, int number, String comma) {
    String reply =
        random.nextBoolean() ? "550 5.1.1 <x>: User unknown" : "450 4.7.1 <x>: Greylisted";
    return "NOQUEUE: reject: RCPT from %s: %s; from=<s%d@example.org>%s to=<b@example.com>%s proto=ESMTP%s helo=<x>"
        .formatted(peer, reply, number, comma, comma, comma);
  }

  private void transact(int pid, String peer, int number) {
    String id = id();
    String sender = "s" + number + "@example.org";
    say("smtpd", pid, id + ": client=" + peer);
    int recipients = 1 + random.nextInt(3);
    say("cleanup", 40, id + ": message-id=<" + number + "@example.org>");
    if (random.nextInt(3) == 0) {
      clock += 1_000;
      entries.add(
          new Entry(
              clock,
              (" mx1 rspamd[50]: <t>; task; rspamd_task_write_log: id: <%d@example.org>, qid: <%s>,"
                      + " ip: %s, from: <%s>, (default: F (no action): [%d.00/15.00]"
                      + " [R_SPF_ALLOW(-0.20){}]), len: 99, time: 1ms, digest: <%032x>, rcpts:"
                      + " <b0@example.com>")
                  .formatted(
                      number,
                      id,
                      peer.substring(17, peer.length() - 1),
                      sender,
                      number % 9,
                      number)));
    }
    if (random.nextInt(5) == 0) {
      say(
          "cleanup",
          40,
          "%s: milter-reject: END-OF-MESSAGE from %s: 5.7.1 spam; from=<%s> to=<b0@example.com> proto=ESMTP helo=<x>"
              .formatted(id, peer, sender));
      free(id);
      return;
    }
    queue(id, sender, number, recipients);
  }

  private void queue(String id, String sender, int number, int recipients) {
    List<String> waiting = new ArrayList<>();
    for (int i = 0; i < recipients; i++) {
      waiting.add("b" + i + "@example.com");
    }
    for (int attempt = 0; !waiting.isEmpty(); attempt++) {
      say(
          "qmgr",
          60,
          "%s: from=<%s>, size=%d, nrcpt=%d (queue active)"
              .formatted(id, sender, 100 + number, recipients));
      if (attempt > 2) {
        say("qmgr", 60, "%s: from=<%s>, status=expired, returned to sender".formatted(id, sender));
        break;
      }
      waiting.removeIf(recipient -> attempt(id, recipient));
      clock += waiting.isEmpty() ? 0 : random.nextInt(20) * 1_000_000L;
    }
    if (random.nextInt(10) == 0) {
      bounce(id, number);
    }
    say("qmgr", 60, id + ": removed");
    long end = clock;
    if (random.nextInt(10) == 0) {
      clock = end + 50_000; // its line came late
      attempt(id, "late@example.com");
    }
    free(id);
  }

  private boolean attempt(String id, String recipient) {
    String status =
        switch (random.nextInt(4)) {
          case 0 -> "dsn=4.4.1, status=deferred (timed out)";
          case 1 -> "dsn=5.1.1, status=bounced (550 no)";
          default -> "dsn=2.0.0, status=sent (250 ok)";
        };
    say(
        "smtp",
        70,
        "%s: to=<%s>, relay=mx[192.0.2.25]:25, delay=1, delays=0/0/0/1, %s"
            .formatted(id, recipient, status));
    return !status.contains("deferred");
  }

  private void bounce(String id, int number) {
    String second = id();
    say("cleanup", 40, second + ": message-id=<bounce" + number + "@mx1>");
    say("bounce", 80, id + ": sender non-delivery notification: " + second);
    long before = clock;
    queue(second, "", number, 1);
    clock = before;
  }

  /** A short id that no live message has; often one that was just set free. */
  private String id() {
    for (Map.Entry<String, Long> free : freeIds.entrySet()) {
      if (free.getValue() < clock) {
        freeIds.remove(free.getKey());
        return free.getKey();
      }
    }
    String id;
    do {
      id = "%07X".formatted(0xA00000 + random.nextInt(0x100000));
    } while (!used.add(id));
    return id;
  }

  private final java.util.Set<String> used = new java.util.HashSet<>();

  private void free(String id) {
    freeIds.put(id, clock + 500_000);
  }
}
