package slash64.maillog.format;

import slash64.maillog.line.Bytes;
import slash64.maillog.line.Event;
import slash64.maillog.line.LogLine;

/**
 * The loggers' lines about themselves, which carry nothing but how many lines they dropped: {@code
 * imuxsock: 512 messages lost due to rate-limiting}, {@code imuxsock lost 512 messages from pid 812
 * due to rate-limiting} of rsyslog, {@code Suppressed 912 messages from /system.slice/…} of
 * journald.
 */
final class LoggerFormat implements LineFormat {
  private static final byte[] MESSAGES = Bytes.of(" messages ");
  private static final byte[] LOST = Bytes.of("lost ");
  private static final byte[] SUPPRESSED = Bytes.of("Suppressed ");

  @Override
  public void read(LogLine line) {
    byte[] b = line.bytes();
    int from = line.text();
    int to = line.end();
    line.setEvent(Event.NOTHING);
    int messages = Bytes.indexOf(b, from, to, MESSAGES);
    if (messages < 0
        || Bytes.indexOf(b, from, to, LOST) < 0 && !Bytes.startsWith(b, from, to, SUPPRESSED)) {
      return;
    }
    int number = messages;
    while (number > from && b[number - 1] >= '0' && b[number - 1] <= '9') {
      number--;
    }
    line.setLost((int) Math.min(Integer.MAX_VALUE, Bytes.number(b, number, messages, 0)));
  }
}
