package slash64.evaluate;

import java.util.List;
import slash64.synth.ClientDay;

/** A way to tell good senders from bad ones before their mail of the next day comes in. */
interface Ranking {

  String name();

  /** Shows the day that is to be judged, truth included, to who claims to be clairvoyant. */
  default void foresee(List<ClientDay> mail) {}

  /**
   * Returns how bad the mail of a client is expected to be; more is worse, the scale is the
   * ranking's own.
   */
  double badness(ClientDay client);

  /**
   * Learns a day that has passed, from what logs tell of it.
   *
   * @param day since 1970-01-01
   */
  void learn(int day, List<ClientDay> mail);
}
