package slash64.maillog.format;

import slash64.maillog.line.Bytes;
import slash64.maillog.line.ClientAddress;
import slash64.maillog.line.Event;
import slash64.maillog.line.Field;
import slash64.maillog.line.LogLine;
import slash64.maillog.line.Refusal;

/**
 * postgrey: {@code action=greylist|pass, reason=…, client_name=…, client_address=…, sender=…,
 * recipient=…}. A {@link Event#SCAN} whose {@link Field#ACTION} is postgrey's; the mail server logs
 * the refusal itself. A client given as a network is none. Not for use by several threads.
 */
public final class PostgreyFormat implements LineFormat {
  private static final String[] NOTHING = {
    "Process Backgrounded",
    "Setting ",
    "Binding ",
    "Resolved ",
    "Starting ",
    "Server closing",
    "Couldn't ",
    "cleaning ",
    "cleanup",
    "whitelisted: ",
    "Pid_file",
    "Group ",
    "Warning",
    "warning",
    "20",
    "HUP'ing",
    "SIG", // 20: its library stamps its own lines, 2026/11/23-08:05:01
    "correcting date for first seen in the future!",
    "unrecognized request type: '",
    "ignoring garbage: <",
    "Exiting!",
    "HUP received: reloading whitelists...",
    "rm /",
  };

  private final ClientAddress address = new ClientAddress();
  private final CommaFields fields = new CommaFields();

  @Override
  public void read(LogLine line) {
    byte[] bytes = line.bytes();
    int to = line.end();
    int at = FilterId.read(line, line.text(), to);
    if (!Words.at(bytes, at, to, "action=")) {
      if (Words.anyAt(bytes, at, to, NOTHING)) {
        line.setEvent(Event.NOTHING);
      } else {
        line.refuse(at == to ? Refusal.CUT : Refusal.UNKNOWN_KIND);
      }
      return;
    }
    fields.start(bytes, at, to);
    boolean hasAddress = false;
    while (fields.next()) {
      int value = fields.valueFrom();
      if (fields.is("recipient")) {
        line.set(Field.TO, value, fields.valueTo());
      } else if (!fields.isTerminated()) {
        break; // cut within this value
      } else if (fields.is("action") && !line.has(Field.ACTION)) {
        line.set(Field.ACTION, value, fields.valueTo());
      } else if (fields.is("client_name") && !hasAddress) {
        line.set(Field.CLIENT_NAME, value, fields.valueTo());
      } else if (fields.is("client_address") && !hasAddress) {
        hasAddress = true;
        client(line, value, fields.valueTo());
      } else if (fields.is("sender")) {
        line.set(Field.FROM, value, fields.valueTo());
      }
    }
    if (hasAddress) {
      line.setEvent(Event.SCAN);
    } else {
      line.refuse(Refusal.CUT);
    }
  }

  /** An address may have its full length behind it, {@code 192.0.2.1/32}. */
  private void client(LogLine line, int from, int to) {
    int slash = Bytes.indexOf(line.bytes(), from, to, '/');
    if (slash < 0) {
      address.set(line, from, to);
      return;
    }
    boolean isIpv6 = Bytes.indexOf(line.bytes(), from, slash, ':') >= 0;
    if (Bytes.number(line.bytes(), slash + 1, to, -1) == (isIpv6 ? 128 : 32)) {
      address.set(line, from, slash);
    }
  }
}
