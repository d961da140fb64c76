package slash64.feedback;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import slash64.net.Address;
import slash64.net.Prefix;

/**
 * Reports of some days, summed by client address and kind: the rows of the table {@code feedback}.
 */
public final class FeedbackDays {
  public static final StructType SCHEMA =
      new StructType()
          .add("day", DataTypes.DateType, true, "UTC day of the report, not of the mail")
          .add("prefix", DataTypes.StringType, true, "client address that the mail came from")
          .add(
              "prefix_key",
              DataTypes.StringType,
              true,
              "sorts as the tree: 32 hexadecimal digits, 2 of the length")
          .add("prefix_high", DataTypes.LongType, true, "bits 0 to 63 of the address")
          .add("prefix_low", DataTypes.LongType, true, "bits 64 to 127; IPv4 in its mapped form")
          .add("kind", DataTypes.StringType, true, "complaint, trap or bounce")
          .add("reports", DataTypes.LongType, true, "of this kind on the day");

  private final NavigableMap<LocalDate, SortedMap<Address, long[]>> days = new TreeMap<>();

  /** Adds some reports. */
  public void add(LocalDate day, Address address, FeedbackKind kind, long count) {
    days.computeIfAbsent(day, each -> new TreeMap<>())
            .computeIfAbsent(address, each -> new long[FeedbackKind.values().length])[
            kind.ordinal()] +=
        count;
  }

  /** Returns the days that anything is told of. */
  public NavigableSet<LocalDate> days() {
    return days.navigableKeySet();
  }

  /** Returns a day's rows of {@link #SCHEMA}, by address and kind. */
  public List<Row> rows(LocalDate day) {
    List<Row> rows = new ArrayList<>();
    days.getOrDefault(day, new TreeMap<>())
        .forEach(
            (address, counts) -> {
              Prefix prefix = address.prefix(128);
              for (FeedbackKind kind : FeedbackKind.values()) {
                if (counts[kind.ordinal()] > 0) {
                  rows.add(
                      RowFactory.create(
                          day,
                          prefix.toString(),
                          prefix.key(),
                          address.high(),
                          address.low(),
                          kind.word(),
                          counts[kind.ordinal()]));
                }
              }
            });
    return rows;
  }
}
