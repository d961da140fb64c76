package slash64.feed;

import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import slash64.net.Address;
import slash64.net.Prefix;
import slash64.policy.PolicyEntry;

/**
 * Writes rules as nested {@code if PREFIX} … {@code endif} blocks of a Postfix cidr table. Postfix
 * jumps over a block whose prefix does not hold the client, so a look-up walks down a binary tree
 * instead of the whole file.
 *
 * <p>A block is the longest prefix around its rules, and halved at the next bit. First come the two
 * halves and then the rule for the block itself, if there is one: everything more specific stands
 * before it. Depth is at most the length of an address, and the file grows by one block for every
 * {@value #LEAF} rules or so.
 */
final class CidrBlocks {
  /** Rules that are not worth a further division. */
  private static final int LEAF = 8;

  private static final Comparator<PolicyEntry> LONGEST_FIRST =
      Comparator.comparingInt((PolicyEntry entry) -> -entry.prefix().length()); // and stable

  private final FeedLines lines;
  private final Function<PolicyEntry, String> rule;

  CidrBlocks(FeedLines lines, Function<PolicyEntry, String> rule) {
    this.lines = lines;
    this.rule = rule;
  }

  /** Writes the rules of one family, given in tree order. */
  void write(List<PolicyEntry> entries) throws IOException {
    if (entries.size() <= 2) {
      leaf(entries);
      return;
    }
    Prefix block = around(entries);
    boolean isFamily = block.writtenLength() == 0;
    if (!isFamily) {
      lines.line("if " + block);
    }
    if (entries.size() <= LEAF) {
      leaf(entries);
    } else {
      halves(block, entries);
    }
    if (!isFamily) {
      lines.line("endif");
    }
  }

  private void halves(Prefix block, List<PolicyEntry> entries) throws IOException {
    boolean hasOwn = entries.get(0).prefix().equals(block);
    List<PolicyEntry> inside = hasOwn ? entries.subList(1, entries.size()) : entries;
    int middle = Halves.middle(block.length(), inside, 0, inside.size());
    write(inside.subList(0, middle));
    write(inside.subList(middle, inside.size()));
    if (hasOwn) {
      lines.entry(rule.apply(entries.get(0)));
    }
  }

  /** Has too few rules to be laid out by length. */
  private void leaf(List<PolicyEntry> entries) throws IOException {
    for (PolicyEntry entry : entries.stream().sorted(LONGEST_FIRST).toList()) {
      lines.entry(rule.apply(entry));
    }
  }

  /** Returns the longest prefix that holds all entries; in tree order the ends decide. */
  private static Prefix around(List<PolicyEntry> entries) {
    Prefix first = entries.get(0).prefix();
    Address last = entries.get(entries.size() - 1).prefix().last();
    long high = first.high() ^ last.high();
    long low = first.low() ^ last.low();
    int common = high != 0 ? Long.numberOfLeadingZeros(high) : 64 + Long.numberOfLeadingZeros(low);
    return first.ancestor(Math.min(common, first.length()));
  }
}
