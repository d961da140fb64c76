package slash64.tracing;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.time.Instant;
import slash64.answer.RowLines;
import slash64.registry.Allocation;

/** A trace for programs: CSV of the messages, or JSON lines of all. */
public final class TraceLines {
  private static final ObjectMapper JSON = new ObjectMapper();

  private TraceLines() {}

  /** Prints the messages with a header. */
  public static void csv(Trace trace, PrintWriter out) {
    RowLines.csv(trace.messages(), out);
    out.flush();
  }

  /**
   * Prints one object a line, told apart by {@code record}: {@code allocation}, {@code message} in
   * order of time, {@code neighbour}.
   */
  public static void json(Trace trace, PrintWriter out) {
    trace.allocations().forEach(a -> out.println(json(a, trace.now())));
    RowLines.json(trace.messages().select(lit("message").as("record"), col("*")), out);
    trace.neighbours().forEach(n -> out.println(json(n)));
    out.flush();
  }

  private static ObjectNode json(Allocation a, Instant now) {
    return JSON.createObjectNode()
        .put("record", "allocation")
        .put("prefix", a.prefix().toString())
        .put("customer", a.customer())
        .put("kind", a.kind())
        .put("since", a.since() == Allocation.ALWAYS ? null : time(a.since()))
        .put("until", a.until() == Allocation.FOREVER ? null : time(a.until()))
        .put("holds_now", a.holdsAt(now.getEpochSecond()));
  }

  private static ObjectNode json(Trace.Neighbour n) {
    return JSON.createObjectNode()
        .put("record", "neighbour")
        .put("prefix", n.prefix().toString())
        .put("customer", n.customer())
        .put("is_traced", n.isTraced())
        .put("transactions", n.transactions())
        .put("messages", n.messages())
        .put("spam", n.spam())
        .put("refusals", n.refusals())
        .put("first_seen", n.firstSeen().toString())
        .put("last_seen", n.lastSeen().toString());
  }

  private static String time(long second) {
    return Instant.ofEpochSecond(second).toString();
  }
}
