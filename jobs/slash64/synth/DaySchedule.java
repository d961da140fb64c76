package slash64.synth;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The sessions that begin on one day, by host, in order of time. A session is one {@code long}, so
 * that a day of ten million fits in 80 MB:
 *
 * <pre>
 * bit 63   62 ......... 26   25 ...... 4   3 .......... 0
 * 0        microsecond of     sender        messages - 1
 *          the day (37)       (22)          (4)
 * </pre>
 */
final class DaySchedule {
  private static final int SENDER_BITS = 22;
  private static final int MOST_MESSAGES = 16;
  private static final int FIRST = 64;

  private final long[][] sessions;
  private final int[] counts;

  private DaySchedule(int hosts) {
    sessions = new long[hosts][FIRST];
    counts = new int[hosts];
  }

  /** Plans a day: negative binomial counts for each sender, times after its rhythm. */
  static DaySchedule of(Population population, int day, List<HostStyle> hosts) {
    DaySchedule schedule = new DaySchedule(hosts.size());
    WorldConfig config = population.config();
    LocalDate date = config.date(day);
    Map<Integer, Double> spikes = spikes(population, day);
    for (Sender sender : population.senders()) {
      Draws draws = Draws.of(config.seed(), 0x646179, day, sender.id());
      double mean = sender.expected(day, date) * spikes.getOrDefault(sender.id(), 1.0);
      int messages = sender.volume().messages(mean, draws);
      while (messages > 0) {
        int together = 1 + draws.poisson(sender.volume().perSession() - 1);
        together = StrictMath.min(StrictMath.min(together, messages), MOST_MESSAGES);
        long time = sender.rhythm(day).timeOfDay(draws);
        schedule.add(host(sender, config, draws), time, sender.id(), together);
        messages -= together;
      }
    }
    schedule.sort();
    return schedule;
  }

  private static Map<Integer, Double> spikes(Population population, int day) {
    Map<Integer, Double> factors = new HashMap<>();
    for (Event event : population.events()) {
      if (event.day() == day && event.kind().equals(Event.VOLUME_SPIKE)) {
        factors.put(event.sender(), event.factor());
      }
    }
    return factors;
  }

  /** The first server of a kind is preferred by most, as in MX records. */
  private static int host(Sender sender, WorldConfig config, Draws draws) {
    int hosts = sender.submits() ? config.submissionHosts() : config.inboundHosts();
    int first = sender.submits() ? config.inboundHosts() : 0;
    return first + (draws.chance(0.3) ? 0 : draws.below(hosts));
  }

  private void add(int host, long time, int sender, int messages) {
    if (counts[host] == sessions[host].length) {
      sessions[host] = Arrays.copyOf(sessions[host], 2 * counts[host]);
    }
    sessions[host][counts[host]++] = time << SENDER_BITS + 4 | (long) sender << 4 | messages - 1;
  }

  private void sort() {
    for (int host = 0; host < sessions.length; host++) {
      sessions[host] = Arrays.copyOf(sessions[host], counts[host]);
      Arrays.sort(sessions[host]);
    }
  }

  long[] sessions(int host) {
    return sessions[host];
  }

  /** Returns the microsecond of the day at which a session begins. */
  static long timeOfDay(long session) {
    return session >>> SENDER_BITS + 4;
  }

  static int sender(long session) {
    return (int) (session >>> 4) & (1 << SENDER_BITS) - 1;
  }

  static int messages(long session) {
    return (int) (session & MOST_MESSAGES - 1) + 1;
  }
}
