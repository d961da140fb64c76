package slash64.house;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;
import slash64.care.Maintenance;
import slash64.conf.RetainSettings;
import slash64.conf.Settings;
import slash64.lake.TableDefinition;
import slash64.lake.Tables;
import slash64.sql.AnalystViews;

/** docs/TABLES.md, made from what the tables are defined by, and what these do not say. */
final class TableReference {
  /**
   * What a definition does not say.
   *
   * @param tells what the table is for
   * @param key columns that no two rows have alike; none if two may
   */
  record Entry(TableDefinition table, String tells, List<String> key) {}

  static final List<Entry> ENTRIES =
      List.of(
          entry(
              Tables.LEDGER,
              "Which archives are planned, and which were taken in with how many lines of which"
                  + " kind. An archive that has grown has an entry for each part.",
              "intake archive status"),
          entry(
              Tables.MESSAGES,
              "One transaction a row, joined from all its log lines; also connections without one,"
                  + " and statistics, which are no events. People appear as pseudonyms,"
                  + " comparable with each other and with nothing else. Two rows may be alike."),
          entry(
              Tables.QUARANTINE,
              "The first refused lines of each archive and reason.",
              "intake archive line"),
          entry(
              Tables.PREFIX_ACTIVITY,
              "What came from each active IPv6 /128, /64, /56, /48, /32 and IPv4 /32, /24. Rows"
                  + " with is_rest sum addresses already counted in their /64: leave them out when"
                  + " adding up one level. Mail through 6to4, Teredo, NAT64 and ISATAP is in the rows"
                  + " of both its IPv6 and its IPv4 address: who adds up both families takes off"
                  + " `carried`, `carried_spam` and `carried_ham`.\n\nSizes are an exact histogram (`size_classes_cells`)"
                  + " and no KLL sketch: its 32 cells hold every size below 4 GiB, so it adds up"
                  + " over hours, days and prefixes without loss and in any order, and tells each"
                  + " quantile within a factor of 2. A KLL sketch would err by chance, in the rank,"
                  + " and stand beside this histogram, which the test for shifts of content needs"
                  + " anyway.",
              "day prefix_key is_rest"),
          entry(
              Tables.CUSTOMER_ACTIVITY,
              "The same by customer of the allocations file, from whatever prefix.",
              "day customer"),
          entry(
              Tables.POSTURE,
              "How the mail of each sender domain was set up, by where it came from. What was not"
                  + " logged is kept apart from what failed.",
              "day customer sender_domain prefix_key"),
          entry(
              Tables.DUAL_STACK,
              "Parties that sent over IPv6 and IPv4, and how the two differ.",
              "day basis party"),
          entry(
              Tables.FEEDBACK,
              "Complaints, trap hits and bounces, as the files of --feedback told them.",
              "day prefix_key kind"),
          entry(
              Tables.ALLOCATIONS,
              "Who holds which prefix from when to when, as each night knew it.",
              "day prefix_key since"),
          entry(
              Tables.CUSTOMERS_TO_HELP,
              "Which customer's which domain fails what, with the record that mends it.",
              "day customer sender_domain problem"),
          entry(
              Tables.PREFIX_STATE,
              "What each prefix carries from one scored day to the next.",
              "day prefix_key"),
          entry(
              Tables.PREFIX_SCORES,
              "What is believed of each prefix that sent or is in the policy, and how far the day"
                  + " departs from its past.",
              "day prefix_key"),
          entry(
              Tables.CENSUS,
              "How often the site's filter errs, what newcomers are like and which thresholds held,"
                  + " as all senders of a night and of those before it told; and what the next"
                  + " night goes on from.",
              "day"),
          entry(
              Tables.DIGEST_DAYS,
              "Content that five or more unrelated parties sent, from which later nights know what"
                  + " is usual.",
              "day digest"),
          entry(
              Tables.ALERTS,
              "Events of a night, each once, at the level where it happens; a campaign at the"
                  + " member with most of its mail, a party that moves at its provider's /32, a"
                  + " customer's that no prefix tells, and a login's, without one.",
              "day kind prefix_key reason"),
          entry(
              Tables.POLICY,
              "The compact policy as it is published: the fewest entries that give the same"
                  + " answers. An address has the tier of the longest prefix that holds it, or"
                  + " neutral.",
              "day prefix_key"),
          entry(
              Tables.POLICY_FULL,
              "The policy before it is made compact: every prefix with a tier of its own.",
              "day prefix_key"),
          entry(Tables.RUNS, "How each run of a night ended, whatever its end.", "run_id"));

  private static final String HEAD =
      """
      # Tables

      Every table and column. Made from the schemas by `mvn test -Dtest=TableReferenceTest -Dslash64.write=true`; a test fails while
      this page says anything else. `DESCRIBE TABLE` tells the same of one table:

          ./slash64 sql --warehouse W "DESCRIBE TABLE policy"

      A table is a folder of the warehouse in the format of Delta Lake. Spark with Delta reads it, as does anything built on Delta Kernel
      (a test compares the rows). Its Parquet files alone are not the table: some were replaced and wait for `maintain` to delete them.

      All times are UTC, all days UTC days. Prefixes are texts as RFC 5952 writes them, with length. `prefix_key` (32 hexadecimal
      digits and two of the length) sorts them as the tree does: what lies in a /48 begins with the same 12 digits. `bits` counts in the
      128 bits that both families share: an IPv4 /24 has 120. A *key* is columns that no two rows have alike. Every column may be null in
      rows that an earlier version wrote.

      [QUESTIONS.md](QUESTIONS.md) has queries to start from.
      """;

  private static final Map<String, String> UNITS = new HashMap<>();

  static {
    units("bytes", "bytes", "size", "content_bytes", "from_byte");
    units("bits", "bits", "length", "weight", "client_bits");
    units("bits of an address", "prefix_high", "prefix_low", "client_high", "client_low");
    units("0 to 1", "spam_share", "spam_share_low", "spam_share_high", "spam_share_around");
    units("0 to 1", "false_spam", "missed_spam", "pure", "base_share", "base_share_ipv4");
    units("0 to 1", "throttle_above", "greylist_above", "reject_above");
    units("0 to 1", "share_low", "share_high", "probability", "confidence", "changed");
    units("4 or 6", "family");
    units("0 to 100", "prefix_scores.score", "policy.score", "policy_full.score");
    units("points of the filter", "messages.score", "score_sum");
    units("square of these points", "score_square_sum");
    units("natural logarithm", "volume_log_p", "content_log_p");
    units("messages", "prefix_scores.spam", "prefix_scores.ham", "prefix_state.spam");
    units("messages", "prefix_state.ham");
    units("messages a day", "former_ham");
    units("days", "evidence_days");
    units("transactions", "expected_transactions");
    units("messages or parts", "expected", "observed");
    units("days since 1970-01-01", "evidence_day");
    units("bit mask", "hours");
    units("AS number", "asn");
    units("number", "intake", "line");
    units("code", "reject_code", "exit_status");
    units("hashes", "pending", "settled");
  }

  private TableReference() {}

  private static void units(String unit, String... columns) {
    for (String column : columns) {
      UNITS.put(column, unit);
    }
  }

  private static Entry entry(TableDefinition table, String tells) {
    return new Entry(table, tells, List.of());
  }

  private static Entry entry(TableDefinition table, String tells, String key) {
    return new Entry(table, tells, List.of(key.split(" ")));
  }

  /**
   * Returns the page.
   *
   * @param spark a session that has all tables and views by name
   */
  static String page(SparkSession spark) {
    StringBuilder page = new StringBuilder(HEAD);
    page.append(
        "\n| table | a row is known by | partitioned by | kept |\n| --- | --- | --- | --- |\n");
    Map<TableDefinition, String> kept = kept();
    for (Entry entry : ENTRIES) {
      String name = entry.table().name();
      page.append(
          "| [%s](#%s) | %s | %s | %s |\n"
              .formatted(
                  name,
                  name,
                  entry.key().isEmpty() ? "nothing" : String.join(", ", entry.key()),
                  String.join(", ", entry.table().partitionColumns()),
                  kept.getOrDefault(entry.table(), "for ever")));
    }
    for (Entry entry : ENTRIES) {
      page.append("\n## %s\n\n%s\n\n".formatted(entry.table().name(), entry.tells()));
      page.append("| column | type | unit | meaning |\n| --- | --- | --- | --- |\n");
      for (StructField field : entry.table().schema().fields()) {
        page.append(
            "| %s | `%s` | %s | %s |\n"
                .formatted(
                    field.name(),
                    field.dataType().simpleString(),
                    unit(entry.table().name(), field),
                    field.getComment().getOrElse(() -> "").replace("|", "\\|")));
      }
    }
    page.append(
        "\n# Views\n\nJoins that people ask for, in `./slash64 sql` and beside the tables.\n\n");
    page.append("| view | a row is | made of | columns |\n| --- | --- | --- | --- |\n");
    for (AnalystViews.View view : AnalystViews.ALL) {
      page.append(
          "| %s | %s | %s | %s |\n"
              .formatted(
                  view.name(),
                  view.tells(),
                  String.join(", ", new TreeSet<>(view.tables())),
                  String.join(", ", spark.table(view.name()).columns())));
    }
    return page.toString();
  }

  /** Returns the unit of a column; empty where the type says all, or the column is a text. */
  static String unit(String table, StructField field) {
    String named = UNITS.getOrDefault(table + "." + field.name(), UNITS.get(field.name()));
    if (named != null) {
      return named;
    }
    DataType type = field.dataType();
    if (type.equals(DataTypes.LongType) || type.equals(DataTypes.IntegerType)) {
      return "count";
    } else if (type instanceof MapType map) {
      return map.valueType().equals(DataTypes.DoubleType) ? "seconds by word" : "counts by word";
    } else if (type.equals(DataTypes.DoubleType)) {
      throw new IllegalStateException("Say the unit of %s.%s".formatted(table, field.name()));
    }
    return "";
  }

  /** Each setting of retention has a number of its own here, so that it can be told from it. */
  private static Map<TableDefinition, String> kept() {
    List<String> keys = List.of("messages_days", "quarantine_days", "activity_days", "scores_days");
    List<String> changed = new ArrayList<>();
    for (String key : keys) {
      changed.add("retain.%s=%d".formatted(key, 1_000 + keys.indexOf(key)));
    }
    Map<TableDefinition, String> kept = new HashMap<>();
    Settings settings = Settings.load(Optional.empty(), changed);
    Maintenance.kept(RetainSettings.of(settings))
        .forEach((table, days) -> kept.put(table, "`retain.%s`".formatted(keys.get(days - 1_000))));
    return kept;
  }
}
