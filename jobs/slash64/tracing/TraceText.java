package slash64.tracing;

import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.Row;
import slash64.registry.Allocation;
import slash64.terminal.Bars;
import slash64.terminal.Ink;
import slash64.terminal.Screen;
import slash64.terminal.TextTable;

/** A trace as people read it: what there is, who holds the addresses, a time line, neighbours. */
public final class TraceText {
  private final Trace trace;
  private final Screen screen;
  private final PrintWriter out;

  public TraceText(Trace trace, Screen screen, PrintWriter out) {
    this.trace = trace;
    this.screen = screen;
    this.out = out;
  }

  /** Prints all of it, of the time line the first {@code rows} rows. */
  public void print(int rows) {
    Trace.Totals totals = trace.totals();
    line(
        "%s, %s to %s: %d messages (%d recipients delivered, %d called spam), %d refused, %d connections without a transaction, %d client addresses"
            .formatted(
                trace.query(),
                trace.first(),
                trace.last(),
                totals.messages(),
                totals.sent(),
                totals.spam(),
                totals.refused(),
                totals.connections(),
                totals.addresses()));
    List<Allocation> allocations = trace.allocations();
    printAllocations(allocations, rows);
    printTimeLine(allocations, rows, totals);
    printNeighbours();
    out.flush();
  }

  private void printAllocations(List<Allocation> allocations, int rows) {
    if (allocations.isEmpty()) {
      return;
    }
    heading("Allocations");
    long second = trace.now().getEpochSecond();
    TextTable table =
        new TextTable(screen, 2)
            .columns("llllll")
            .heading("prefix", "customer", "kind", "since", "until", "");
    for (Allocation a : allocations.stream().limit(rows).toList()) {
      table
          .row()
          .cell(a.prefix().toString())
          .cell(a.customer())
          .cell(a.kind())
          .cell(a.since() == Allocation.ALWAYS ? "ever" : time(a.since()))
          .cell(a.until() == Allocation.FOREVER ? "open" : time(a.until()))
          .cell(a.holdsAt(second) ? "holds now" : "", Ink.GOOD);
    }
    out.print(table.text());
    if (allocations.size() > rows) {
      line("  ... and %d more".formatted(allocations.size() - rows));
    }
  }

  private static String time(long second) {
    return Instant.ofEpochSecond(second).toString();
  }

  private record Change(long second, String text) {}

  /** Messages in order of time, and between them the moments at which a prefix changed hands. */
  private void printTimeLine(List<Allocation> allocations, int rows, Trace.Totals totals) {
    long all = totals.messages() + totals.refused() + totals.connections();
    if (all == 0) {
      return;
    }
    heading("Time line (UTC)");
    Iterator<Change> changes = changes(allocations).iterator();
    Change next = changes.hasNext() ? changes.next() : null;
    Iterator<Row> messages = trace.messages().limit(rows).toLocalIterator();
    while (messages.hasNext()) {
      Row message = messages.next();
      Instant time = message.getAs("time");
      while (next != null && next.second <= time.getEpochSecond()) {
        line("  " + time(next.second) + "  " + next.text);
        next = changes.hasNext() ? changes.next() : null;
      }
      line("  " + time.truncatedTo(ChronoUnit.SECONDS) + "  " + TraceLine.of(message));
    }
    if (all > rows) {
      line("  ... and %d more; --rows shows more of them, --output csv all".formatted(all - rows));
    } else {
      for (; next != null; next = changes.hasNext() ? changes.next() : null) {
        line("  " + time(next.second) + "  " + next.text);
      }
    }
  }

  private List<Change> changes(List<Allocation> allocations) {
    long from = trace.first().atStartOfDay(ZoneOffset.UTC).toEpochSecond();
    long to = trace.last().plusDays(1).atStartOfDay(ZoneOffset.UTC).toEpochSecond();
    List<Change> changes = new ArrayList<>();
    for (Allocation a : allocations) {
      if (a.since() >= from && a.since() < to) {
        changes.add(
            new Change(a.since(), "-- %s is allocated to %s".formatted(a.prefix(), a.customer())));
      }
      if (a.until() >= from && a.until() < to) {
        changes.add(
            new Change(
                a.until(), "-- allocation of %s to %s ends".formatted(a.prefix(), a.customer())));
      }
    }
    changes.sort(Comparator.comparingLong(Change::second));
    return changes;
  }

  private void printNeighbours() {
    List<Trace.Neighbour> neighbours = trace.neighbours();
    if (neighbours.isEmpty()) {
      return;
    }
    heading("Active in the same block, the busiest first");
    double most = neighbours.stream().mapToLong(Trace.Neighbour::transactions).max().orElse(1);
    TextTable table =
        new TextTable(screen, 2)
            .columns("llrlrrll")
            .heading("prefix", "customer", "mail", "", "spam", "refused", "last seen", "");
    for (Trace.Neighbour n : neighbours) {
      table
          .row()
          .cell(n.prefix().toString())
          .cell(n.customer() == null ? "nobody's" : n.customer())
          .cell(n.transactions())
          .cell(Bars.bar(n.transactions() / most, screen.isWide() ? 12 : 4))
          .cell(n.spam())
          .cell(n.refusals())
          .cell(n.lastSeen().truncatedTo(ChronoUnit.SECONDS).toString())
          .cell(n.isTraced() ? "traced" : "", Ink.HEADING);
    }
    out.print(table.text());
  }

  private void heading(String text) {
    out.println();
    out.println(screen.ink(Ink.HEADING, text));
  }

  /** What clients wrote must not reach the terminal as control characters. */
  private void line(String text) {
    out.println(Screen.printable(text));
  }
}
