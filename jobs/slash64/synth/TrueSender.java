package slash64.synth;

import slash64.net.Prefix;

/**
 * One source of mail as it truly is.
 *
 * @param kind its label in the truth files: {@code rotating_slash64}
 * @param prefix the narrowest prefix that holds all its addresses (its IPv6 ones, if it has both)
 * @param provider the AS and prefix of the network it sends from
 * @param isOurCustomer whether it hands in mail at submission
 * @param isBad whether its kind is, once it has turned if it is one that turns
 * @param turningDay first day, counted from 0, on which it is what it turns into; -1 if it never
 *     turns
 */
public record TrueSender(
    String kind,
    Prefix prefix,
    String provider,
    boolean isOurCustomer,
    boolean isBad,
    int turningDay) {

  /** Returns whether its mail of a day, counted from 0, is meant to harm. */
  public boolean isBadOn(int day) {
    return isBad && day >= turningDay;
  }
}
