package slash64.maillog.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.AccumulatorV2;
import slash64.maillog.message.SplitReport;

/**
 * Gathers the books of all splits of one read on the driver, one entry a split: a few hundred bytes
 * each, and bounded samples. A split that is read twice (a lost executor, a speculative task)
 * counts once, since its entry is replaced.
 *
 * <pre>{@code
 * SplitReports reports = SplitReports.register(spark);
 * spark.read().format("maillog").option("reportId", reports.reportId()).load(path)...
 * reports.value();
 * }</pre>
 */
public final class SplitReports extends AccumulatorV2<SplitReport, List<SplitReport>> {
  private static final Map<String, SplitReports> REGISTERED = new ConcurrentHashMap<>();

  private final Map<String, SplitReport> bySplit = new TreeMap<>();
  private String reportId = "";

  /** Makes a new, empty collection that a read finds by its {@link #reportId}. */
  public static SplitReports register(SparkSession spark) {
    SplitReports reports = new SplitReports();
    spark.sparkContext().register(reports, "maillog splits");
    reports.reportId = "splits-" + reports.id();
    REGISTERED.put(reports.reportId, reports);
    return reports;
  }

  /** Returns the value of the option {@code reportId} that makes a read report here. */
  public String reportId() {
    return reportId;
  }

  /** Forgets this collection; reads that name it from now on report nowhere. */
  public void unregister() {
    REGISTERED.remove(reportId);
  }

  static SplitReports find(String reportId) {
    return REGISTERED.get(reportId);
  }

  @Override
  public boolean isZero() {
    synchronized (bySplit) {
      return bySplit.isEmpty();
    }
  }

  @Override
  public SplitReports copy() {
    SplitReports copy = new SplitReports();
    copy.reportId = reportId;
    synchronized (bySplit) {
      copy.bySplit.putAll(bySplit);
    }
    return copy;
  }

  @Override
  public void reset() {
    synchronized (bySplit) {
      bySplit.clear();
    }
  }

  @Override
  public void add(SplitReport report) {
    synchronized (bySplit) {
      bySplit.put(report.archive() + '\n' + report.start(), report);
    }
  }

  @Override
  public void merge(AccumulatorV2<SplitReport, List<SplitReport>> other) {
    for (SplitReport report : other.value()) {
      add(report);
    }
  }

  /** Returns the books of every split read so far, by archive and position. */
  @Override
  public List<SplitReport> value() {
    synchronized (bySplit) {
      return new ArrayList<>(bySplit.values());
    }
  }
}
