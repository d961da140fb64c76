package slash64.evaluate;

import java.util.List;
import slash64.synth.ClientDay;

/**
 * A list of prefixes of one length: the spam share seen so far, with one message of doubt each way.
 */
final class FixedLengthList implements Ranking {
  private final int length;
  private final Masses masses;

  private FixedLengthList(int length, int ipv4Length) {
    this.length = length;
    masses = new Masses(length, ipv4Length);
  }

  /** Returns a list of an IPv6 length; wide ones take IPv4 by /24, the others by address. */
  static FixedLengthList of(int length) {
    return new FixedLengthList(length, length <= 48 ? 24 : 32);
  }

  @Override
  public String name() {
    return length == 128 ? "per address" : "fixed /" + length;
  }

  @Override
  public double badness(ClientDay client) {
    Masses.Mass mass = masses.of(client);
    return mass == null ? 0.5 : share(mass);
  }

  static double share(Masses.Mass mass) {
    return (mass.spam + 1) / (mass.all() + 2);
  }

  @Override
  public void learn(int day, List<ClientDay> mail) {
    masses.begin(day);
    mail.forEach(masses::add);
  }

  Masses masses() {
    return masses;
  }
}
