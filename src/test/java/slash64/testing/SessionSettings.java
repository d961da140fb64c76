package slash64.testing;

import java.util.HashMap;
import java.util.Map;
import org.apache.spark.sql.RuntimeConfig;

/**
 * Settings of the shared session as they were at some moment. Commands run in it, and would leave
 * theirs to the tests that come after.
 */
public final class SessionSettings {
  private final Map<String, String> settings = new HashMap<>();

  private SessionSettings() {}

  /** Returns the settings of now. */
  public static SessionSettings now() {
    SessionSettings now = new SessionSettings();
    SharedSpark.session().conf().getAll().foreach(pair -> now.settings.put(pair._1(), pair._2()));
    return now;
  }

  /** Makes the session what it was. */
  public void restore() {
    RuntimeConfig conf = SharedSpark.session().conf();
    conf.getAll()
        .foreach(
            pair -> {
              if (!settings.containsKey(pair._1()) && conf.isModifiable(pair._1())) {
                conf.unset(pair._1());
              }
              return null;
            });
    settings.forEach(
        (key, value) -> {
          if (conf.isModifiable(key)) {
            conf.set(key, value);
          }
        });
  }
}
