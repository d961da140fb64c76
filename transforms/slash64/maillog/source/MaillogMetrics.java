package slash64.maillog.source;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.apache.spark.sql.connector.metric.CustomMetric;
import org.apache.spark.sql.connector.metric.CustomSumMetric;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;
import slash64.maillog.line.Refusal;
import slash64.maillog.message.SplitReport;

/** What Spark's UI shows of a read: lines, bytes of text, lines refused, in all and by reason. */
final class MaillogMetrics {
  private record TaskMetric(String name, long value) implements CustomTaskMetric {}

  private MaillogMetrics() {}

  static CustomMetric[] all() {
    List<CustomMetric> all =
        new ArrayList<>(List.of(new Lines(), new TextBytes(), new RefusedLines(), new LostLines()));
    Collections.addAll(all, RefusedMetrics.all());
    return all.toArray(new CustomMetric[0]);
  }

  static CustomTaskMetric[] of(SplitReport report) {
    List<CustomTaskMetric> all = new ArrayList<>();
    all.add(new TaskMetric("lines", report.lines()));
    all.add(new TaskMetric("textBytes", report.bytes()));
    all.add(new TaskMetric("refusedLines", report.refusedLines()));
    all.add(new TaskMetric("lostLines", report.lostLines()));
    for (Refusal reason : Refusal.values()) {
      all.add(new TaskMetric(RefusedMetrics.name(reason), report.refusedLines(reason)));
    }
    return all.toArray(new CustomTaskMetric[0]);
  }

  /** Spark makes these by reflection, so they are public with a public constructor. */
  public static final class Lines extends CustomSumMetric {
    @Override
    public String name() {
      return "lines";
    }

    @Override
    public String description() {
      return "log lines";
    }
  }

  /** Bytes of text, unpacked. */
  public static final class TextBytes extends CustomSumMetric {
    @Override
    public String name() {
      return "textBytes";
    }

    @Override
    public String description() {
      return "bytes of log text";
    }

    @Override
    public String aggregateTaskMetrics(long[] values) {
      return Arrays.stream(values).sum() / 1_000_000 + " MB";
    }
  }

  /** Lines that could not be read. */
  public static final class RefusedLines extends CustomSumMetric {
    @Override
    public String name() {
      return "refusedLines";
    }

    @Override
    public String description() {
      return "log lines refused";
    }
  }

  /** Lines that a logger dropped before they reached the file. */
  public static final class LostLines extends CustomSumMetric {
    @Override
    public String name() {
      return "lostLines";
    }

    @Override
    public String description() {
      return "log lines lost on the way";
    }
  }
}
