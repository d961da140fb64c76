package slash64.baseline;

import java.util.List;
import slash64.net.Prefix;

/**
 * Where one login was used on a day, beside the days before that teach what is usual for it.
 *
 * @param login pseudonym of the name that was authenticated with; the name itself, and so hostile
 *     text, where names are kept
 * @param networks operators' networks of the day, at least {@code fresh}
 * @param fresh of these, seen on none of the days before
 * @param known networks of the days before, all together
 * @param past of each day before with mail, the earliest first, the networks that no day before it
 *     had; of the earliest day all, since none is known before it
 * @param messages transactions of the day, accepted or refused
 * @param bad of these, unwanted
 * @param recipients that were accepted on the day
 * @param freshMessages transactions of the day from the fresh networks
 * @param largest of the fresh networks, the ones most of the mail came from, the largest first
 * @param examples queue ids of mail from these, as logged
 */
public record LoginUse(
    String login,
    long networks,
    long fresh,
    long known,
    List<Long> past,
    long messages,
    long bad,
    long recipients,
    long freshMessages,
    List<Prefix> largest,
    List<String> examples) {

  public LoginUse {
    if (fresh < 0 || fresh > networks || bad < 0 || bad > messages || freshMessages > messages) {
      throw new IllegalArgumentException(
          "Cannot describe use of login: %d of %d networks fresh, %d of %d messages bad, %d from fresh networks (need no part above its whole)"
              .formatted(fresh, networks, bad, messages, freshMessages));
    }
    past = List.copyOf(past);
  }
}
