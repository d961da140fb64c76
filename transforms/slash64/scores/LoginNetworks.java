package slash64.scores;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.bit_or;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.get_json_object;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.slice;
import static org.apache.spark.sql.functions.sort_array;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.unix_date;
import static org.apache.spark.sql.functions.when;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import slash64.baseline.LoginSpread;
import slash64.baseline.LoginUse;
import slash64.net.OperatorNetwork;

/**
 * The operators' networks that logins were used from: today's beside those of the days before that
 * teach what is usual. Days of which an alert told teach nothing, until it is two weeks old.
 */
public final class LoginNetworks {
  private static final StructType NETWORK =
      new StructType()
          .add("messages", DataTypes.LongType, false)
          .add("network", DataTypes.LongType, true, "as OperatorNetwork numbers it")
          .add("example", DataTypes.StringType, true, "a queue id");

  public static final StructType SCHEMA =
      new StructType()
          .add("login", DataTypes.StringType, true, "pseudonym of who authenticated")
          .add("networks", DataTypes.LongType, false, "of today")
          .add("fresh", DataTypes.LongType, false, "of these, on none of the days before")
          .add("known", DataTypes.LongType, false, "of the days before, all together")
          .add("days", DataTypes.IntegerType, true, "bit n: it sent n days ago, and that teaches")
          .add(
              "first",
              DataTypes.createArrayType(DataTypes.LongType, false),
              false,
              "n days ago first seen, from 1 on")
          .add("messages", DataTypes.LongType, true, "transactions of today")
          .add("bad", DataTypes.LongType, true, "of these, spam, or refused for their content")
          .add("recipients", DataTypes.LongType, false, "accepted today")
          .add("fresh_messages", DataTypes.LongType, false, "of today from fresh networks")
          .add(
              "largest",
              DataTypes.createArrayType(NETWORK, true),
              false,
              "fresh networks, those with most messages first");

  /** Logins that are looked at in a night: those of most networks today. */
  static final int MOST_LOGINS = 1_000;

  private static final int MOST_NAMED = 5;

  /** Logins of a pool: fewer are a household, whose phones and offices are elsewhere. */
  private static final int LEAST_SHARERS = 5;

  private LoginNetworks() {}

  /**
   * Returns the logins (column {@code login}) that were used from {@link LoginSpread#LEAST_FRESH}
   * networks or more, at most {@value #MOST_LOGINS}.
   *
   * @param messages a day's rows of the table {@code messages}, from clients afar
   */
  public static Dataset<Row> suspects(Dataset<Row> messages) {
    return sent(messages)
        .select(col("sasl_hash").as("login"), network())
        .groupBy("login")
        .agg(countDistinct("network").as("networks"))
        .filter(col("networks").geq(LoginSpread.LEAST_FRESH))
        .orderBy(col("networks").desc(), col("login"))
        .limit(MOST_LOGINS)
        .select("login");
  }

  /**
   * Returns {@link #SCHEMA}, one row a login.
   *
   * @param messages rows of the table {@code messages} from clients afar, of {@code day} and the
   *     {@link LoginSpread#DAYS} less one before it
   * @param alerts rows of the table {@code alerts} of the days before, of {@link
   *     slash64.baseline.AlertKind#LOGIN_SPREAD}
   */
  public static Dataset<Row> of(
      Dataset<Row> messages, Dataset<Row> alerts, Collection<String> logins, LocalDate day) {
    Column isToday = col("ago").equalTo(0);
    Dataset<Row> networks =
        taught(messages, alerts, logins, day)
            .select(
                col("login"),
                col("ago"),
                network(),
                coalesce(DigestDays.isBad(), lit(false)).as("is_bad"),
                col("recipients"),
                col("queue_id"))
            .groupBy("login", "network")
            .agg(
                bit_or(expr("shiftleft(1, ago)")).as("days"),
                count_if(isToday).as("messages"),
                count_if(isToday.and(col("is_bad"))).as("bad"),
                sum(when(isToday, col("recipients"))).as("recipients"),
                min(when(isToday, col("queue_id"))).as("example"));
    Column before = col("days").geq(2);
    Column isFresh = col("days").equalTo(1);
    return networks
        .groupBy("login")
        .agg(
            count_if(col("messages").gt(0)).as("networks"),
            count_if(isFresh).as("fresh"),
            count_if(before).as("known"),
            bit_or(col("days")).as("days"),
            array(
                    IntStream.range(1, LoginSpread.DAYS)
                        .mapToObj(ago -> count_if(col("days").between(1 << ago, (2 << ago) - 1)))
                        .toArray(Column[]::new))
                .as("first"),
            sum("messages").as("messages"),
            sum("bad").as("bad"),
            coalesce(sum("recipients"), lit(0L)).as("recipients"),
            coalesce(sum(when(isFresh, col("messages"))), lit(0L)).as("fresh_messages"),
            slice(
                    sort_array(
                        collect_list(
                            when(isFresh, struct(col("messages"), col("network"), col("example")))),
                        false),
                    1,
                    MOST_NAMED)
                .as("largest"))
        .to(SCHEMA);
  }

  /**
   * Returns the customers from whose allocations logins were used on the days before: columns
   * login, customer and messages. A customer from whom most logins come that are mostly used
   * elsewhere is a pool that many share, such as the addresses of a carrier-grade NAT (RFC 6888),
   * and left out.
   *
   * @param messages as {@link #of} takes them
   */
  public static Dataset<Row> customers(
      Dataset<Row> messages, Collection<String> logins, LocalDate day) {
    Dataset<Row> used =
        sent(messages)
            .filter(col("customer").isNotNull().and(unix_date(col("day")).lt(day.toEpochDay())))
            .groupBy(col("sasl_hash").as("login"), col("customer"))
            .agg(count(lit(1)).as("messages"));
    Column isMostly =
        col("messages").multiply(2).gt(sum("messages").over(Window.partitionBy("login")));
    Dataset<Row> pools =
        used.withColumn("is_mostly", isMostly)
            .groupBy("customer")
            .agg(count_if(col("is_mostly")).as("mostly"), count(lit(1)).as("logins"))
            .filter(
                col("logins").geq(LEAST_SHARERS).and(col("mostly").multiply(2).lt(col("logins"))))
            .select("customer");
    return used.filter(col("login").isin(logins.toArray()))
        .join(pools, new String[] {"customer"}, "left_anti")
        .select("login", "customer", "messages");
  }

  /**
   * Returns how many messages some logins sent with each of some contents: columns digest and
   * messages.
   *
   * @param messages a day's rows of the table {@code messages}, from clients afar
   */
  public static Dataset<Row> digests(
      Dataset<Row> messages, Collection<String> logins, Collection<String> digests) {
    return messages
        .filter(col("sasl_hash").isin(logins.toArray()).and(col("digest").isin(digests.toArray())))
        .groupBy("digest")
        .agg(count(lit(1)).as("messages"));
  }

  /** Returns a row of {@link #SCHEMA} as it is judged. */
  public static LoginUse use(Row row) {
    int days = row.<Integer>getAs("days");
    List<Long> first = row.getList(row.fieldIndex("first"));
    List<Long> past = new ArrayList<>();
    for (int ago = LoginSpread.DAYS - 1; ago > 0; ago--) {
      if ((days >>> ago & 1) == 1) {
        past.add(first.get(ago - 1));
      }
    }
    List<Row> largest = row.getList(row.fieldIndex("largest"));
    return new LoginUse(
        row.getAs("login"),
        row.<Long>getAs("networks"),
        row.<Long>getAs("fresh"),
        row.<Long>getAs("known"),
        past,
        row.<Long>getAs("messages"),
        row.<Long>getAs("bad"),
        row.<Long>getAs("recipients"),
        row.<Long>getAs("fresh_messages"),
        largest.stream()
            .map(network -> OperatorNetwork.prefix(network.<Long>getAs("network")))
            .toList(),
        largest.stream()
            .map(network -> network.<String>getAs("example"))
            .filter(Objects::nonNull)
            .toList());
  }

  /** Adds who sent it and how many days ago; leaves out the days of alerts. */
  private static Dataset<Row> taught(
      Dataset<Row> messages, Dataset<Row> alerts, Collection<String> logins, LocalDate day) {
    long oldest = day.toEpochDay() - LoginSpread.DAYS + 1;
    Dataset<Row> told =
        alerts
            .filter(unix_date(col("since")).gt(oldest))
            .select(get_json_object(col("evidence"), "$.party").as("sasl_hash"), col("day"))
            .distinct();
    return sent(messages)
        .filter(col("sasl_hash").isin(logins.toArray()))
        .join(broadcast(told), new String[] {"sasl_hash", "day"}, "left_anti")
        .withColumn("login", col("sasl_hash"))
        .withColumn("ago", lit((int) day.toEpochDay()).minus(unix_date(col("day"))));
  }

  private static Dataset<Row> sent(Dataset<Row> messages) {
    return messages.filter(
        col("sasl_hash").isNotNull().and(col("kind").isin("message", "refused")));
  }

  private static Column network() {
    UDF2<Long, Long, Long> number = OperatorNetwork::number;
    return udf(number, DataTypes.LongType)
        .apply(col("client_high"), col("client_low"))
        .as("network");
  }
}
