package slash64.sql;

import java.io.Serializable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import slash64.net.Address;
import slash64.net.AddressParser;
import slash64.net.Prefix;
import slash64.policy.PolicyEntry;
import slash64.policy.PolicyTable;
import slash64.policy.Tier;

/**
 * The compact policies of one or more days, to be asked on any executor: it travels as plain rows
 * and is indexed where it arrives.
 */
public final class PolicyDays implements Serializable {
  /** What the policy says of an address. */
  static final StructType ANSWER =
      new StructType()
          .add("tier", DataTypes.StringType)
          .add("prefix", DataTypes.StringType)
          .add("score", DataTypes.DoubleType)
          .add("reason", DataTypes.StringType);

  private record Entry(String key, String tier, double score, String reason)
      implements Serializable {}

  private final HashMap<Integer, ArrayList<Entry>> entries = new HashMap<>();
  private int lastDay = Integer.MIN_VALUE;
  private transient Map<Integer, PolicyTable> tables;

  /**
   * Takes rows of the table {@code policy}.
   *
   * @param rows with day, prefix_key, tier, score and reason
   */
  static PolicyDays of(List<Row> rows) {
    PolicyDays days = new PolicyDays();
    for (Row row : rows) {
      int day = (int) day(row.get(0)).toEpochDay();
      days.lastDay = Math.max(days.lastDay, day);
      days.entries
          .computeIfAbsent(day, unused -> new ArrayList<>())
          .add(new Entry(row.getString(1), row.getString(2), row.getDouble(3), row.getString(4)));
    }
    return days;
  }

  /** Sessions differ in the class they show a date as. */
  private static LocalDate day(Object shown) {
    return shown instanceof java.sql.Date old ? old.toLocalDate() : (LocalDate) shown;
  }

  /** Returns the answer by the last day, of {@link #ANSWER}; null if the text is no address. */
  public InternalRow lookup(UTF8String address) {
    return lookup(address, lastDay);
  }

  /**
   * Returns the answer by the policy of a day.
   *
   * @param day days since 1970-01-01
   * @return null if the text is no address, or the day has no policy
   */
  public InternalRow lookup(UTF8String address, int day) {
    byte[] bytes = address.getBytes();
    AddressParser parser = new AddressParser();
    PolicyTable table = tables().get(day);
    if (table == null || !parser.parse(bytes, 0, bytes.length)) {
      return null;
    }
    Address asked = parser.address();
    return table
        .lookup(asked)
        .map(
            entry ->
                row(
                    entry.tier().word(),
                    UTF8String.fromString(entry.prefix().toString()),
                    entry.score(),
                    UTF8String.fromString(entry.reason())))
        .orElseGet(() -> row(Tier.NEUTRAL.word(), null, null, null));
  }

  private static InternalRow row(String tier, Object prefix, Object score, Object reason) {
    return new GenericInternalRow(
        new Object[] {UTF8String.fromString(tier), prefix, score, reason});
  }

  private synchronized Map<Integer, PolicyTable> tables() {
    if (tables == null) {
      Map<Integer, PolicyTable> built = new HashMap<>();
      entries.forEach((day, listed) -> built.put(day, table(day, listed)));
      tables = built;
    }
    return tables;
  }

  private static PolicyTable table(int day, List<Entry> listed) {
    return PolicyTable.of(
        listed.stream()
            .map(
                entry ->
                    new PolicyEntry(
                        Prefix.ofKey(entry.key()),
                        Tier.ofWord(entry.tier()),
                        entry.score(),
                        0,
                        entry.reason(),
                        LocalDate.ofEpochDay(day),
                        "{}"))
            .toList());
  }
}
