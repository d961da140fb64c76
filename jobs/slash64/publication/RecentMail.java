package slash64.publication;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import slash64.conf.GuardSettings;
import slash64.feed.AnsweredMail;
import slash64.feed.MailReplay;
import slash64.lake.Lake;
import slash64.lake.Tables;
import slash64.policy.PolicyEntry;
import slash64.policy.PrefixIndex;
import slash64.replay.Answers;
import slash64.replay.KnownGood;
import slash64.replay.ReplayedMail;

/**
 * The mail of the last days against two policies. It is looked up and summed up where it lies; one
 * row for each pair of entries that answered comes to the driver, where the policies are anyway.
 */
final class RecentMail {
  private RecentMail() {}

  /**
   * Replays the mail of the days up to {@code day}.
   *
   * @param before the policy filters have, in tree order
   * @param after the policy to be published, in tree order
   * @param unknown as {@link KnownGood} has it
   */
  static MailReplay replay(
      Lake lake,
      LocalDate day,
      List<PolicyEntry> before,
      List<PolicyEntry> after,
      GuardSettings guards,
      double unknown) {
    Dataset<Row> mail =
        ReplayedMail.of(
            lake.readWhole(Tables.MESSAGES, day.minusDays(guards.replayDays() - 1L), day));
    KnownGood known = new KnownGood(guards.knownGoodMessages(), guards.knownGoodShare(), unknown);
    List<AnsweredMail> answered = new ArrayList<>();
    for (Row row :
        Answers.addEntry(Answers.addEntry(mail, "before", before), "after", after)
            .groupBy("before", "after")
            .agg(
                sum("messages"),
                sum("spam"),
                sum(when(ReplayedMail.isKnownGood(known), col("good")).otherwise(lit(0L))))
            .collectAsList()) {
      answered.add(
          new AnsweredMail(
              entry(before, row.getInt(0)),
              entry(after, row.getInt(1)),
              row.getLong(2),
              row.getLong(3),
              row.getLong(4)));
    }
    return MailReplay.of(answered);
  }

  private static Optional<PolicyEntry> entry(List<PolicyEntry> policy, int position) {
    return position == PrefixIndex.NONE ? Optional.empty() : Optional.of(policy.get(position));
  }
}
