package slash64.synth;

import java.io.IOException;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.Map;
import slash64.synth.QueueIds.QueueId;

/**
 * The truth about each transaction of a day: CSV with the header {@link #HEADER}.
 *
 * <p>One row per transaction, refused ones (without queue id) and the servers' own messages
 * (without client) included, in order of host, then time. The time is that of the line that opens
 * it, in UTC with microseconds.
 */
final class TruthMessages implements AutoCloseable {
  static final String HEADER = "host,queue_id,time,client,sender,kind,is_spam\n";

  private static final byte[] OWN = Ascii.of("own");
  private static final byte[] TRUE = Ascii.of("true\n");
  private static final byte[] FALSE = Ascii.of("false\n");

  private final LogBuffer out;
  private final byte[] date;
  private final long midnight;
  private final Map<SenderKind, byte[]> kinds = new EnumMap<>(SenderKind.class);

  TruthMessages(LogBuffer out, LocalDate day) {
    this.out = out;
    this.date = Ascii.of(day + "T");
    this.midnight = day.toEpochDay() * Stamps.DAY;
    for (SenderKind kind : SenderKind.values()) {
      kinds.put(kind, Ascii.of(kind.label()));
    }
    out.text(Ascii.of(HEADER));
  }

  /** Adds a message of a sender; {@code id} is null if it was refused before a queue file. */
  void add(MailHost host, QueueId id, Client client, Sender sender, boolean isSpam) {
    begin(host, id);
    out.address(client).character(',').number(sender.id()).character(',');
    out.text(kinds.get(sender.kind())).character(',').text(isSpam ? TRUE : FALSE);
  }

  /** Adds a message the server wrote itself. */
  void addOwn(MailHost host, QueueId id) {
    begin(host, id);
    out.character(',').character(',').text(OWN).character(',').text(FALSE);
  }

  private void begin(MailHost host, QueueId id) {
    long time = host.now() - midnight;
    long seconds = time / Stamps.SECOND;
    out.text(host.nameBytes()).character(',');
    if (id != null) {
      out.text(id.text());
    }
    out.character(',').text(date).number(seconds / 3600, 2).character(':');
    out.number(seconds / 60 % 60, 2).character(':').number(seconds % 60, 2).character('.');
    out.number(time % Stamps.SECOND, 6).character('Z').character(',');
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
