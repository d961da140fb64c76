package slash64.synth;

import java.time.LocalDate;

/**
 * What anvil writes from time to time about its busiest client. The lines are samples, and name a
 * client without being an event of its own: a reader must not count them.
 */
final class AnvilReport extends Actor {
  private static final long INTERVAL = 3600 * Stamps.SECOND;
  private static final int PID = 19_290;
  private static final byte[] ANVIL = Ascii.of("postfix/anvil");
  private static final byte[] RATE = Ascii.of("statistics: max connection rate ");
  private static final byte[] COUNT = Ascii.of("statistics: max connection count ");
  private static final byte[] CACHE = Ascii.of("statistics: max cache size ");
  private static final byte[] A_MINUTE = Ascii.of("/60s");
  private static final byte[] FOR = Ascii.of(" for (smtp:");
  private static final byte[] AT = Ascii.of(" at ");
  private static final byte[] CLOSE = Ascii.of(")");

  @Override
  void act(MailHost host) {
    Client client = host.lastClient();
    if (client != null) {
      int most = host.draws().between(1, 4);
      write(host, host.line(ANVIL, PID).text(RATE).number(most).text(A_MINUTE), client);
      write(host, host.line(ANVIL, PID).text(COUNT).number(1), client);
      write(host, host.line(ANVIL, PID).text(CACHE).number(most + 1L), null);
    }
    host.after(INTERVAL, this);
  }

  private static void write(MailHost host, LogBuffer line, Client client) {
    if (client != null) {
      line.text(FOR).address(client).text(CLOSE);
    }
    LocalDate today = LocalDate.ofEpochDay(host.now() / Stamps.DAY);
    new Stamps(false, today).write(line.text(AT), host.now());
    host.end();
  }
}
