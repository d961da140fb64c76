package slash64.sql;

import com.sun.management.OperatingSystemMXBean;
import inet.ipaddr.IPAddressString;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.types.DataTypes;
import slash64.session.EmbeddedSpark;

/**
 * {@code prefix_of} in SQL beside the same as a Java UDF over the IPAddress library, in turn over
 * one cached table of IPv6 addresses on one processor. Both give the same sum of hashes, or the
 * benchmark fails. A third contestant only reads the table: what it takes is no cost of the other
 * two.
 *
 * <pre>
 * src/test/benchmark sql [ADDRESSES]
 * </pre>
 */
final class PrefixOfBenchmark {
  private static final int ROUNDS = 7;
  private static final int TO_WARM_UP = 3;

  private static final String READING = "reading the table only";
  private static final String SQL = "prefix_of in SQL";
  private static final String UDF = "Java UDF over IPAddress";

  private static final Map<String, String> CONTESTANTS = new LinkedHashMap<>();

  static {
    CONTESTANTS.put(READING, "address");
    CONTESTANTS.put(SQL, "prefix_of(address, 64)");
    CONTESTANTS.put(UDF, "udf_prefix_of(address, 64)");
  }

  /** What a contestant took in each round, in seconds. */
  private static final class Taken {
    private final double[] elapsed = new double[ROUNDS];
    private final double[] processor = new double[ROUNDS];
  }

  private PrefixOfBenchmark() {}

  /** The first argument is how many addresses; two million when not given. */
  public static void main(String[] arguments) {
    int count = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 2_000_000;
    try (EmbeddedSpark embedded =
        EmbeddedSpark.open("benchmark", Map.of("spark.master", "local[1]"))) {
      SparkSession spark = embedded.session();
      prepare(spark, count);
      Map<String, Taken> taken = new LinkedHashMap<>();
      for (int round = -TO_WARM_UP; round < ROUNDS; round++) {
        Map<String, Long> sums = new LinkedHashMap<>();
        for (String name : CONTESTANTS.keySet()) {
          long start = System.nanoTime();
          long processor = processorTime();
          sums.put(name, sum(spark, CONTESTANTS.get(name)));
          if (round >= 0) {
            Taken sofar = taken.computeIfAbsent(name, n -> new Taken());
            sofar.processor[round] = (processorTime() - processor) / 1e9;
            sofar.elapsed[round] = (System.nanoTime() - start) / 1e9;
          }
        }
        if (!sums.get(SQL).equals(sums.get(UDF))) {
          throw new IllegalStateException("The two do not agree: " + sums);
        }
      }
      print(count, taken);
    }
  }

  private static void prepare(SparkSession spark, int count) {
    spark
        .udf()
        .register(
            "udf_prefix_of",
            (UDF2<String, Integer, String>)
                (address, length) ->
                    new IPAddressString(address)
                        .getAddress()
                        .toPrefixBlock(length)
                        .toCanonicalString(),
            DataTypes.StringType);
    spark
        .range(0, count, 1, 1)
        .selectExpr("lower(hex(xxhash64(id, 1))) AS high", "lower(hex(xxhash64(id, 2))) AS low")
        .selectExpr(
            "ip_text(regexp_replace(concat(lpad(high, 16, '0'), lpad(low, 16, '0')),"
                + " '(....)(?=.)', '$1:')) AS address")
        .createOrReplaceTempView("addresses");
    spark.sql("CACHE TABLE addresses");
  }

  private static long processorTime() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }

  private static long sum(SparkSession spark, String expression) {
    return spark
        .sql("SELECT bit_xor(xxhash64(%s)) FROM addresses".formatted(expression))
        .head()
        .getLong(0);
  }

  @SuppressWarnings("SystemOut")
  private static void print(int count, Map<String, Taken> taken) {
    double floor = median(taken.get(READING).processor);
    System.out.println("| | seconds | of processor time | nanoseconds an address, reading apart |");
    System.out.println("| --- | ---: | ---: | ---: |");
    taken.forEach(
        (name, each) ->
            System.out.printf(
                Locale.ROOT,
                "| %s | %.2f | %.2f | %,.0f |%n",
                name,
                median(each.elapsed),
                median(each.processor),
                (median(each.processor) - floor) / count * 1e9));
    double sql = median(taken.get(SQL).processor);
    double udf = median(taken.get(UDF).processor);
    System.out.printf(
        Locale.ROOT,
        "%nThe UDF takes %.1f times the processor time, %.1f times with reading apart.%n",
        udf / sql,
        (udf - floor) / (sql - floor));
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
