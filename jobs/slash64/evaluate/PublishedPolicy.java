package slash64.evaluate;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import slash64.failure.UserError;
import slash64.feed.PolicyReader;
import slash64.maillog.archive.ExpansionLimit;
import slash64.maillog.archive.TextStream;
import slash64.net.Address;
import slash64.policy.PolicyEntry;
import slash64.policy.PolicyTable;
import slash64.progress.Progress;

/** Judges a policy that was published by the truth of the synthetic world it was made from. */
public final class PublishedPolicy {
  /** Days on which a sender was bad. */
  private record Bad(LocalDate since, LocalDate until) {}

  private PublishedPolicy() {}

  /**
   * Judges by all transactions of one day and prints what became of them.
   *
   * @param feed folder of the night, with {@code policy.ndjson}
   * @param world folder that synth wrote, or its {@code truth} folder
   * @throws UserError with status 3 if a file is missing
   */
  public static void judge(Path feed, Path world, LocalDate day, Progress progress, PrintWriter out)
      throws Exception {
    Path truth = Files.isDirectory(world.resolve("truth")) ? world.resolve("truth") : world;
    TierTally tally = new TierTally();
    try {
      PolicyTable table = table(feed.resolve("policy.ndjson"));
      Map<String, List<Bad>> bad = bad(truth.resolve("senders.csv"));
      progress.step(
          "Judging",
          () -> read(truth.resolve("messages-" + day + ".csv.zst"), day, table, bad, tally));
      progress.count("entries", table.entries().size());
    } catch (NoSuchFileException missing) {
      throw UserError.inputMissing(
          "There is no %s. Look at --feed, --truth and --date.".formatted(missing.getFile()));
    }
    new PolicyReport(out).tiers(tally);
    tally.note(progress);
  }

  private static PolicyTable table(Path file) throws IOException {
    List<PolicyEntry> entries = new ArrayList<>();
    try (PolicyReader policy = new PolicyReader(Files.newInputStream(file), file.toString())) {
      policy.forEachRemaining(entries::add);
    }
    return PolicyTable.of(entries);
  }

  private static Map<String, List<Bad>> bad(Path file) throws IOException {
    Map<String, List<Bad>> bad = new HashMap<>();
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      lines.readLine(); // header: sender,prefix,kind,is_bad,since,until,customer
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] fields = line.split(",", -1);
        if (fields[3].equals("true")) {
          LocalDate until = fields[5].isEmpty() ? LocalDate.MAX : LocalDate.parse(fields[5]);
          bad.computeIfAbsent(fields[0], sender -> new ArrayList<>())
              .add(new Bad(LocalDate.parse(fields[4]), until));
        }
      }
    }
    return bad;
  }

  private static void read(
      Path file, LocalDate day, PolicyTable table, Map<String, List<Bad>> bad, TierTally tally)
      throws IOException {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                TextStream.open(Files.newInputStream(file), ExpansionLimit.USUAL),
                StandardCharsets.US_ASCII))) {
      lines.readLine(); // header: host,queue_id,time,client,sender,kind,is_spam
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] fields = line.split(",", -1);
        if (fields[3].isEmpty()) {
          continue; // the servers' own mail has no client
        }
        Address client = Address.parse(fields[3]);
        boolean isSpam = fields[6].equals("true");
        boolean isBad =
            bad.getOrDefault(fields[4], List.of()).stream()
                .anyMatch(span -> !day.isBefore(span.since()) && day.isBefore(span.until()));
        tally.add(
            table.tier(client.high(), client.low()),
            fields[4],
            fields[5],
            isBad,
            isSpam ? 1 : 0,
            isSpam ? 0 : 1);
      }
    }
  }
}
