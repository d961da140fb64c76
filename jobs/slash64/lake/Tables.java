package slash64.lake;

import java.util.List;
import slash64.activity.CustomerActivity;
import slash64.activity.PrefixActivity;
import slash64.privacy.Messages;

/** The tables between the archives and the scores. */
public final class Tables {
  /**
   * One transaction a row. The rows of messages whose end is not yet seen lie in partitions of
   * their own, so that each night can exchange them whole.
   */
  public static final TableDefinition MESSAGES =
      new TableDefinition("messages", 1, Messages.SCHEMA, List.of("day", "is_open"));

  /** What came from each prefix and day. */
  public static final TableDefinition PREFIX_ACTIVITY =
      TableDefinition.byDay("prefix_activity", PrefixActivity.SCHEMA);

  /** What came from each customer and day. */
  public static final TableDefinition CUSTOMER_ACTIVITY =
      TableDefinition.byDay("customer_activity", CustomerActivity.SCHEMA);

  /** Which archives are planned and taken in. */
  public static final TableDefinition LEDGER = TableDefinition.byDay("ledger", LedgerEntry.SCHEMA);

  /** Lines that were refused. */
  public static final TableDefinition QUARANTINE =
      TableDefinition.byDay("quarantine", Quarantine.SCHEMA);

  private Tables() {}
}
