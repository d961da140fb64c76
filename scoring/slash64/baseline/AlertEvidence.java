package slash64.baseline;

import java.util.List;
import slash64.json.JsonObject;

/** Completes the evidence of an alert with what only the messages themselves tell. */
public final class AlertEvidence {

  private AlertEvidence() {}

  /**
   * Returns evidence that says since when, what to do next, and which messages to look at.
   *
   * @param evidence of an {@link Alert}: a JSON object with at least one member
   * @param since first day of the event
   * @param isNew whether this is the first night it is reported
   * @param advice what to do next; null is left out
   * @param queueIds as logged: hostile text, which is escaped
   */
  public static String completed(
      String evidence, String since, boolean isNew, String advice, List<String> queueIds) {
    String open = evidence.substring(0, evidence.length() - 1);
    JsonObject more = new JsonObject().put("since", since).put("is_new", isNew);
    if (advice != null) {
      more.put("next_step", advice);
    }
    return open + "," + more.put("examples", queueIds).toString().substring(1);
  }
}
