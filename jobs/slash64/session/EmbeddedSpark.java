package slash64.session;

import java.util.HashMap;
import java.util.Map;
import org.apache.hadoop.util.ShutdownHookManager;
import org.apache.spark.SparkException;
import org.apache.spark.sql.SparkSession;
import slash64.failure.UserError;

/**
 * The Spark session of one command: inside this process by default, on a cluster when spark-submit
 * or the operator names one.
 *
 * <p>Of each setting the last of these counts: our default, what spark-submit says, what the
 * operator says. Closing it stops Spark, if it was started here, and removes its temporary files;
 * so does the end of the process by a signal that can be caught.
 */
public final class EmbeddedSpark implements AutoCloseable {
  private static final String MASTER = "spark.master";
  private static final int AFTER_SPARKS_OWN =
      1; // hooks of a higher number run first; Spark's is 50

  private final SparkSession session;
  private final ScratchFolder scratch;
  private final Runnable removal;
  private final boolean isStartedHere;

  private EmbeddedSpark(
      SparkSession session, boolean isStartedHere, ScratchFolder scratch, Runnable removal) {
    this.session = session;
    this.isStartedHere = isStartedHere;
    this.scratch = scratch;
    this.removal = removal;
  }

  /**
   * Starts Spark, or takes the session that already runs in this process.
   *
   * @param name what Spark's page and history call this run
   * @param settings Spark settings of the operator, {@code spark.…}; {@code spark.master} among
   *     them decides where it runs and is every processor of this machine by default
   * @throws UserError if Spark does not understand the settings
   */
  public static EmbeddedSpark open(String name, Map<String, String> settings) {
    ScratchFolder scratch = ScratchFolder.make();
    Runnable removal = scratch::close;
    ShutdownHookManager.get().addShutdownHook(removal, AFTER_SPARKS_OWN);
    SparkSession session = null;
    boolean isStartedHere = SparkSession.getDefaultSession().isEmpty();
    try {
      SparkSession.Builder builder = SparkSession.builder().appName(name);
      inForce(settings, scratch).forEach(builder::config);
      session = builder.getOrCreate();
      String unused = session.conf().get("spark.sql.session.timeZone"); // has all settings read
      return new EmbeddedSpark(session, isStartedHere, scratch, removal);
    } catch (Exception e) {
      if (session != null && isStartedHere) {
        session.stop();
      }
      scratch.close();
      ShutdownHookManager.get().removeShutdownHook(removal);
      if (e instanceof SparkException || e instanceof IllegalArgumentException) {
        throw UserError.wrongUse(
            "Cannot start Spark: %s. Look at --master and the spark.* settings."
                .formatted(reason(e)),
            e);
      }
      throw e;
    }
  }

  /** Returns the session. */
  public SparkSession session() {
    return session;
  }

  @Override
  public void close() {
    if (isStartedHere) {
      session.stop();
    }
    scratch.close();
    ShutdownHookManager.get().removeShutdownHook(removal);
  }

  private static Map<String, String> inForce(Map<String, String> settings, ScratchFolder scratch) {
    String master = settings.getOrDefault(MASTER, System.getProperty(MASTER, "local[*]"));
    Map<String, String> inForce = new HashMap<>(SessionDefaults.everywhere());
    if (master.startsWith("local")) {
      int processors = Runtime.getRuntime().availableProcessors();
      inForce.putAll(SessionDefaults.embedded(scratch.path(), processors));
    }
    inForce.keySet().removeIf(key -> System.getProperty(key) != null); // said by spark-submit
    inForce.put(MASTER, master);
    inForce.putAll(settings);
    return inForce;
  }

  /** The innermost exception names the setting; those around it only say that something failed. */
  private static String reason(Throwable e) {
    Throwable innermost = e;
    while (innermost.getCause() != null) {
      innermost = innermost.getCause();
    }
    String message = String.valueOf(innermost.getMessage());
    return message.lines().findFirst().orElse(message).replaceFirst("\\.$", "");
  }
}
