package slash64.maillog.format;

import slash64.maillog.line.Event;
import slash64.maillog.line.LogLine;

/**
 * Lines of KumoMTA's server behind a header of syslog or journald: records of mail, or plain text
 * about the server itself. Not for use by several threads.
 */
final class KumodFormat implements LineFormat {
  private final KumoMtaFormat records = new KumoMtaFormat();

  @Override
  public void read(LogLine line) {
    int text = line.text();
    if (text < line.end() && line.bytes()[text] == '{') {
      records.read(line);
    } else {
      line.setEvent(Event.NOTHING);
    }
  }
}
