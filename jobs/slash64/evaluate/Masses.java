package slash64.evaluate;

import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import slash64.net.Prefix;
import slash64.synth.ClientDay;

/** Verdicts by prefix of one length per family, fading with a half-life of ten days. */
final class Masses {
  private static final double HALF_LIFE_DAYS = 10;
  private static final double FORGOTTEN = 0.05;

  /** What is known of one prefix; as of the last day learnt. */
  static final class Mass {
    double spam;
    double ham;

    double all() {
      return spam + ham;
    }
  }

  private final int ipv6Length;
  private final int ipv4Length;
  private final Map<Prefix, Mass> masses = new HashMap<>();
  private int today;

  /**
   * @param ipv6Length of 128
   * @param ipv4Length of 32
   */
  Masses(int ipv6Length, int ipv4Length) {
    this.ipv6Length = ipv6Length;
    this.ipv4Length = ipv4Length;
  }

  Prefix prefix(ClientDay client) {
    boolean isIpv4 = Prefix.IPV4.contains(client.high(), client.low());
    return Prefix.of(
        client.high(), client.low(), isIpv4 ? ipv4Length + Prefix.IPV4_OFFSET : ipv6Length);
  }

  /** Returns what is known around a client, or null. */
  Mass of(ClientDay client) {
    return masses.get(prefix(client));
  }

  /** Starts a day: what is known fades. */
  void begin(int day) {
    double factor = Math.pow(0.5, (day - today) / HALF_LIFE_DAYS);
    today = day;
    masses
        .values()
        .removeIf(
            mass -> {
              mass.spam *= factor;
              mass.ham *= factor;
              return mass.all() < FORGOTTEN;
            });
  }

  void add(ClientDay client) {
    Mass mass = masses.computeIfAbsent(prefix(client), prefix -> new Mass());
    mass.spam += client.calledSpam() + client.blocked();
    mass.ham += client.calledHam();
  }

  void forEach(BiConsumer<Prefix, Mass> each) {
    masses.forEach(each);
  }

  int size() {
    return masses.size();
  }
}
