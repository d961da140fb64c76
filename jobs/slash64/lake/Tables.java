package slash64.lake;

import java.util.List;
import slash64.activity.CustomerActivity;
import slash64.activity.PrefixActivity;
import slash64.privacy.Messages;
import slash64.scores.Alerts;
import slash64.scores.Policies;
import slash64.scores.PrefixScores;
import slash64.scores.PrefixStates;

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

  /** What each prefix carries to the next night. */
  public static final TableDefinition PREFIX_STATE =
      TableDefinition.byDay("prefix_state", PrefixStates.SCHEMA);

  /** What is believed of each prefix. */
  public static final TableDefinition PREFIX_SCORES =
      TableDefinition.byDay("prefix_scores", PrefixScores.SCHEMA);

  /** Events of a night. */
  public static final TableDefinition ALERTS = TableDefinition.byDay("alerts", Alerts.SCHEMA);

  /** The compact policy. */
  public static final TableDefinition POLICY = TableDefinition.byDay("policy", Policies.SCHEMA);

  /** How each run of a night ended. */
  public static final TableDefinition RUNS = TableDefinition.byDay("runs", RunRecord.SCHEMA);

  /** Every table, in the order a night writes them. */
  public static final List<TableDefinition> ALL =
      List.of(
          LEDGER,
          MESSAGES,
          QUARANTINE,
          PREFIX_ACTIVITY,
          CUSTOMER_ACTIVITY,
          PREFIX_STATE,
          PREFIX_SCORES,
          ALERTS,
          POLICY,
          RUNS);

  private Tables() {}
}
