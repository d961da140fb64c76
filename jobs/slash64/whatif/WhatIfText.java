package slash64.whatif;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;
import slash64.policy.Tier;

/** Prints a {@link WhatIf}. */
public final class WhatIfText {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<Tier> WORST_FIRST =
      List.of(Tier.REJECT, Tier.GREYLIST, Tier.THROTTLE, Tier.NEUTRAL, Tier.TRUSTED);

  private final WhatIf result;

  public WhatIfText(WhatIf result) {
    this.result = result;
  }

  /** Prints a table for people. */
  public void print(PrintWriter out) {
    PolicyOutcome before = result.before();
    PolicyOutcome after = result.after();
    out.printf(
        Locale.ROOT,
        "Inbound mail of %s: %,d transactions, %,d spam, %,d good%n%n",
        result.day(),
        before.all(Treated::messages),
        before.all(Treated::spam),
        before.all(Treated::good));
    out.printf("%-28s %14s %14s %14s%n", "", "in force", "what if", "difference");
    row(out, "entries", before.entries(), after.entries());
    share(out, "spam rejected", Treated::spam, true);
    share(out, "spam throttled or worse", Treated::spam, false);
    share(out, "good mail rejected", Treated::good, true);
    share(out, "good mail throttled or worse", Treated::good, false);
    for (Tier tier : WORST_FIRST) {
      Treated was = before.of(tier);
      Treated is = after.of(tier);
      out.printf("%n%s%n", tier.word());
      row(out, "  spam", was.spam(), is.spam());
      row(out, "  good messages", was.good(), is.good());
      row(out, "  good sender domains", was.senders(), is.senders());
      row(out, "  customers of ours", was.customers(), is.customers());
    }
    out.printf(
        Locale.ROOT,
        "%nChurn: %,d entries added, %,d removed, %,d worse, %,d better; %,d transactions treated"
            + " otherwise%n",
        result.churn().get("added"),
        result.churn().get("removed"),
        result.churn().get("worse"),
        result.churn().get("better"),
        after.all(Treated::otherwise));
    out.flush();
  }

  private static void row(PrintWriter out, String name, long before, long after) {
    out.printf(Locale.ROOT, "%-28s %,14d %,14d %+,14d%n", name, before, after, after - before);
  }

  private void share(
      PrintWriter out, String name, ToLongFunction<Treated> measure, boolean isRejectedOnly) {
    double was = share(result.before(), measure, isRejectedOnly);
    double is = share(result.after(), measure, isRejectedOnly);
    out.printf(Locale.ROOT, "%-28s %12.3f %% %12.3f %% %+12.3f %%%n", name, was, is, is - was);
  }

  /** Per cent of the mail of its kind; 0 when there was none. */
  private static double share(
      PolicyOutcome outcome, ToLongFunction<Treated> measure, boolean isRejectedOnly) {
    long all = outcome.all(measure);
    long hit =
        isRejectedOnly ? measure.applyAsLong(outcome.of(Tier.REJECT)) : outcome.restricted(measure);
    return all == 0 ? 0 : 100.0 * hit / all;
  }

  /**
   * Prints one JSON object on one line: {@code day}, {@code before} and {@code after} with {@code
   * entries} and, by tier, {@code messages}, {@code spam}, {@code good}, {@code senders}, {@code
   * customers}; {@code churn} with {@code added}, {@code removed}, {@code worse}, {@code better},
   * and {@code messages} treated otherwise.
   */
  public void printJson(PrintWriter out) {
    ObjectNode json = JSON.createObjectNode();
    json.put("day", result.day().toString());
    add(json.putObject("before"), result.before());
    add(json.putObject("after"), result.after());
    ObjectNode churn = json.putObject("churn");
    for (String kind : List.of("added", "removed", "worse", "better")) {
      churn.put(kind, result.churn().get(kind));
    }
    churn.put("messages", result.after().all(Treated::otherwise));
    out.println(json);
    out.flush();
  }

  private static void add(ObjectNode json, PolicyOutcome outcome) {
    json.put("entries", outcome.entries());
    for (Tier tier : Tier.values()) {
      Treated treated = outcome.of(tier);
      json.putObject(tier.word())
          .put("messages", treated.messages())
          .put("spam", treated.spam())
          .put("good", treated.good())
          .put("senders", treated.senders())
          .put("customers", treated.customers());
    }
  }
}
