package slash64.whatif;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;
import slash64.policy.Tier;
import slash64.terminal.Ink;
import slash64.terminal.Screen;
import slash64.terminal.TextTable;

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
  public void print(Screen screen, PrintWriter out) {
    PolicyOutcome before = result.before();
    PolicyOutcome after = result.after();
    out.printf(
        Locale.ROOT,
        "Inbound mail of %s: %,d transactions, %,d spam, %,d good%n%n",
        result.day(),
        before.all(Treated::messages),
        before.all(Treated::spam),
        before.all(Treated::good));
    TextTable table =
        new TextTable(screen, 0).columns("lrrr").heading("", "in force", "what if", "difference");
    row(table, "entries", before.entries(), after.entries());
    share(table, "spam rejected", Treated::spam, true);
    share(table, "spam throttled or worse", Treated::spam, false);
    share(table, "good mail rejected", Treated::good, true);
    share(table, "good mail throttled or worse", Treated::good, false);
    for (Tier tier : WORST_FIRST) {
      Treated was = before.of(tier);
      Treated is = after.of(tier);
      table.row().row().cell(tier.word(), Ink.HEADING);
      row(table, "  spam", was.spam(), is.spam());
      row(table, "  good messages", was.good(), is.good());
      row(table, "  good sender domains", was.senders(), is.senders());
      row(table, "  customers of ours", was.customers(), is.customers());
    }
    out.print(table.text());
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

  private static void row(TextTable table, String name, long before, long after) {
    table.row().cell(name).cell(before).cell(after);
    long more = after - before;
    table.cell(String.format(Locale.ROOT, "%+,d", more), more == 0 ? Ink.FAINT : Ink.WARNING);
  }

  private void share(
      TextTable table, String name, ToLongFunction<Treated> measure, boolean isRejectedOnly) {
    double was = share(result.before(), measure, isRejectedOnly);
    double is = share(result.after(), measure, isRejectedOnly);
    table.row().cell(name).cell(percent("%.3f %%", was)).cell(percent("%.3f %%", is));
    table.cell(percent("%+.3f %%", is - was), is == was ? Ink.FAINT : Ink.WARNING);
  }

  private static String percent(String form, double percent) {
    return String.format(Locale.ROOT, form, percent);
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

  /** Prints one row for each policy and tier, with a header. */
  public void printCsv(PrintWriter out) {
    out.println("day,policy,entries,tier,transactions,spam,good,senders,customers");
    printCsv(out, "in_force", result.before());
    printCsv(out, "what_if", result.after());
    out.flush();
  }

  private void printCsv(PrintWriter out, String policy, PolicyOutcome outcome) {
    for (Tier tier : Tier.values()) {
      Treated treated = outcome.of(tier);
      out.println(
          "%s,%s,%d,%s,%d,%d,%d,%d,%d"
              .formatted(
                  result.day(),
                  policy,
                  outcome.entries(),
                  tier.word(),
                  treated.messages(),
                  treated.spam(),
                  treated.good(),
                  treated.senders(),
                  treated.customers()));
    }
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
