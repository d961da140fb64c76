package slash64.lake;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import slash64.net.Prefix;
import slash64.policy.PolicyEntry;
import slash64.policy.Tier;
import slash64.scores.Policies;

/** Policy entries as rows of {@link Policies#SCHEMA}, and back. */
public final class PolicyRows {
  private PolicyRows() {}

  /** Returns the entries in tree order; all of them come to the driver. */
  public static List<PolicyEntry> entries(Dataset<Row> rows) {
    List<PolicyEntry> entries = new ArrayList<>();
    for (Row row : rows.collectAsList()) {
      entries.add(
          new PolicyEntry(
              Prefix.ofKey(row.getAs("prefix_key")),
              Tier.ofWord(row.getAs("tier")),
              row.<Double>getAs("score"),
              row.<Double>getAs("confidence"),
              row.getAs("reason"),
              row.<LocalDate>getAs("expires"),
              row.getAs("evidence")));
    }
    entries.sort(PolicyEntry.BY_PREFIX);
    return entries;
  }

  /** Returns one row an entry, in the order given and in one partition. */
  public static Dataset<Row> rows(SparkSession spark, List<PolicyEntry> entries, LocalDate day) {
    List<Row> rows = new ArrayList<>();
    for (PolicyEntry entry : entries) {
      rows.add(
          RowFactory.create(
              day,
              entry.prefix().toString(),
              entry.prefix().key(),
              entry.tier().word(),
              entry.score(),
              entry.confidence(),
              entry.reason(),
              entry.expires(),
              entry.evidence()));
    }
    return spark.createDataFrame(rows, Policies.SCHEMA).coalesce(1);
  }
}
