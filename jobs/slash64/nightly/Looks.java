package slash64.nightly;

import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import org.apache.hadoop.fs.FileStatus;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;
import slash64.maillog.envelope.TimeZones;

/**
 * Looks at archives where they will be read: unpacking and hashing a day's is as much as a cluster
 * should do, and no driver. Some hundred bytes an archive come back.
 */
final class Looks {
  private Looks() {}

  /** A file with what was seen of it, or why there is nothing; neither if there is nothing new. */
  record Seen(FileStatus file, Look look, String failure) implements Serializable {
    long bytes() {
      return look == null ? 0 : look.content().bytes();
    }
  }

  /** Returns a look at each of the files, in their order; each is a task. */
  static List<Seen> at(SparkSession spark, List<FileStatus> files, TimeZones zones) {
    if (files.isEmpty()) {
      return List.of();
    }
    SerializableConfiguration hadoop =
        new SerializableConfiguration(spark.sessionState().newHadoopConf());
    return JavaSparkContext.fromSparkContext(spark.sparkContext())
        .parallelize(files, files.size())
        .map(new Task(hadoop, zones))
        .collect();
  }

  private record Task(SerializableConfiguration hadoop, TimeZones zones)
      implements Function<FileStatus, Seen> {
    @Override
    public Seen call(FileStatus file) {
      try {
        return new Seen(file, Look.at(file, hadoop.value(), zones), null);
      } catch (IOException e) {
        return new Seen(file, null, e.getMessage());
      }
    }
  }
}
