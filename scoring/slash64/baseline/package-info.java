/**
 * What is usual for a prefix, how far a day departs from it, and which departures a night reports.
 *
 * <p>A night has two phases. First every prefix by itself: {@link slash64.baseline.Scorer} turns
 * last night's {@link slash64.baseline.PrefixState} and the day's {@link
 * slash64.baseline.DayActivity} into a {@link slash64.baseline.Deviation}. Then, once {@link
 * slash64.baseline.Thresholds} are known from all p-values of the night, every subtree by itself:
 * {@link slash64.baseline.SubtreeNight} blames each event on one prefix, opens and closes alerts,
 * and gives the next states.
 *
 * <p>Days are counted from 1970-01-01, UTC.
 */
package slash64.baseline;
