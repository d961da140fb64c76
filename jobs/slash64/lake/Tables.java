package slash64.lake;

import java.util.List;
import slash64.activity.CustomerActivity;
import slash64.activity.PrefixActivity;
import slash64.dualstack.DualStack;
import slash64.enrich.Enrichment;
import slash64.feedback.FeedbackDays;
import slash64.posture.CustomersToHelp;
import slash64.posture.Posture;
import slash64.privacy.Messages;
import slash64.registry.AllocationTable;
import slash64.scores.Alerts;
import slash64.scores.CensusDays;
import slash64.scores.DigestDays;
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
      TableDefinition.byDay("prefix_activity", Enrichment.addTo(PrefixActivity.SCHEMA));

  /** What came from each customer and day. */
  public static final TableDefinition CUSTOMER_ACTIVITY =
      TableDefinition.byDay("customer_activity", CustomerActivity.SCHEMA);

  /** How the mail of each sender domain was set up, by where it came from. */
  public static final TableDefinition POSTURE = TableDefinition.byDay("posture", Posture.SCHEMA);

  /** Parties that sent over both address families, and how these differ. */
  public static final TableDefinition DUAL_STACK =
      TableDefinition.byDay("dual_stack", DualStack.SCHEMA);

  /** Which customer's which domain fails what. */
  public static final TableDefinition CUSTOMERS_TO_HELP =
      TableDefinition.byDay("customers_to_help", CustomersToHelp.SCHEMA);

  /** Complaints, trap hits and bounces. */
  public static final TableDefinition FEEDBACK =
      TableDefinition.byDay("feedback", FeedbackDays.SCHEMA);

  /** The registry of allocations as each night knew it. */
  public static final TableDefinition ALLOCATIONS =
      TableDefinition.byDay("allocations", AllocationTable.SCHEMA);

  /** Which archives are planned and taken in. */
  public static final TableDefinition LEDGER = TableDefinition.byDay("ledger", LedgerEntry.SCHEMA);

  /** Lines that were refused. */
  public static final TableDefinition QUARANTINE =
      TableDefinition.byDay("quarantine", Quarantine.SCHEMA);

  /** What each prefix carries to the next night. */
  public static final TableDefinition PREFIX_STATE =
      TableDefinition.byDay("prefix_state", PrefixStates.SCHEMA);

  /** What a night took the site's filter and newcomers to be, and what the next one remembers. */
  public static final TableDefinition CENSUS = TableDefinition.byDay("census", CensusDays.SCHEMA);

  /** What is believed of each prefix. */
  public static final TableDefinition PREFIX_SCORES =
      TableDefinition.byDay("prefix_scores", PrefixScores.SCHEMA);

  /** Events of a night. */
  public static final TableDefinition ALERTS = TableDefinition.byDay("alerts", Alerts.SCHEMA);

  /** Content that several unrelated parties sent. */
  public static final TableDefinition DIGEST_DAYS =
      TableDefinition.byDay("digest_days", DigestDays.SCHEMA);

  /** The compact policy. */
  public static final TableDefinition POLICY = TableDefinition.byDay("policy", Policies.SCHEMA);

  /** The policy before it is made compact: every labelled prefix. */
  public static final TableDefinition POLICY_FULL =
      TableDefinition.byDay("policy_full", Policies.SCHEMA);

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
          POSTURE,
          DUAL_STACK,
          FEEDBACK,
          ALLOCATIONS,
          CUSTOMERS_TO_HELP,
          PREFIX_STATE,
          PREFIX_SCORES,
          CENSUS,
          DIGEST_DAYS,
          ALERTS,
          POLICY,
          POLICY_FULL,
          RUNS);

  private Tables() {}
}
