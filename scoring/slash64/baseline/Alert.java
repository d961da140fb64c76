package slash64.baseline;

import java.time.LocalDate;
import slash64.net.Prefix;

/**
 * One event of a night, told to somebody who has to act.
 *
 * @param kind what it is about, the most telling of what it shows as
 * @param prefix where it happens; null for a customer's alert that has no single prefix
 * @param severity how soon somebody should look
 * @param expected what was expected, messages (new parts for rotation and snowshoe)
 * @param observed what came, in the same unit
 * @param excess messages beyond what was expected that it accounts for, without those of other
 *     alerts; 0 where it is not about their number
 * @param since first day of the event
 * @param isNew whether this is the first night it is reported; false while it stays open
 * @param reason one sentence with the numbers; ASCII, no text from logs
 * @param advice what to do next
 * @param evidence a JSON object; text from logs only as escaped strings
 */
public record Alert(
    AlertKind kind,
    Prefix prefix,
    Severity severity,
    double expected,
    double observed,
    double excess,
    LocalDate since,
    boolean isNew,
    String reason,
    String advice,
    String evidence) {}
