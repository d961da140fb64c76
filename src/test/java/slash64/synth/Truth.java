package slash64.synth;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import slash64.net.Address;
import slash64.net.Prefix;

/** The truth files of a written world, read back. */
record Truth(List<Message> messages, List<Held> senders, List<Happened> events) {
  private static final Pattern EVENT =
      Pattern.compile(
          "\\{\"day\":\"(.*)\",\"kind\":\"(.*?)\"(?:,\"prefix\":\"(.*)\",\"sender\":(.*))?,\"factor\":(.*)}");

  /** A transaction of a client; {@code id} is empty if it was refused. */
  record Message(
      LocalDate day,
      String host,
      String id,
      Address client,
      String sender,
      String kind,
      boolean isSpam) {}

  /** A prefix in a sender's hands, from {@code since} to before {@code until}. */
  record Held(
      String sender, Prefix prefix, String kind, boolean isBad, LocalDate since, LocalDate until) {
    boolean holds(LocalDate day) {
      return !day.isBefore(since) && day.isBefore(until);
    }
  }

  /** An event; prefix and sender are null for a campaign. */
  record Happened(LocalDate day, String kind, String prefix, String sender, double factor) {}

  static Truth of(Path world) {
    return new Truth(
        Archives.truth(world).stream()
            .filter(row -> !row[3].isEmpty())
            .map(Truth::message)
            .toList(),
        Archives.rows(world.resolve("truth/senders.csv")).stream().map(Truth::held).toList(),
        Archives.lines(world.resolve("truth/events.ndjson")).stream().map(Truth::event).toList());
  }

  private static Message message(String[] row) {
    return new Message(
        LocalDate.parse(row[2].substring(0, 10)),
        row[0],
        row[1],
        Address.parse(row[3]),
        row[4],
        row[5],
        row[6].equals("true"));
  }

  private static Held held(String[] row) {
    return new Held(
        row[0],
        Prefix.parse(row[1]),
        row[2],
        row[3].equals("true"),
        LocalDate.parse(row[4]),
        row[5].isEmpty() ? LocalDate.MAX : LocalDate.parse(row[5]));
  }

  private static Happened event(String line) {
    Matcher matcher = EVENT.matcher(line);
    if (!matcher.matches()) {
      throw new AssertionError("not an event: " + line);
    }
    return new Happened(
        LocalDate.parse(matcher.group(1)),
        matcher.group(2),
        matcher.group(3),
        matcher.group(4),
        Double.parseDouble(matcher.group(5)));
  }

  List<Message> messages(Predicate<Message> wanted) {
    return messages.stream().filter(wanted).toList();
  }

  List<Message> ofKind(SenderKind kind) {
    return messages(message -> message.kind().equals(kind.label()));
  }

  List<Happened> events(String kind) {
    return events.stream().filter(event -> event.kind().equals(kind)).toList();
  }

  static double spamShare(List<Message> some) {
    return some.stream().filter(Message::isSpam).count() / (double) some.size();
  }
}
